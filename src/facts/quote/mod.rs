//! Statements: quotations with a speaker and a verb of speech.
//!
//! Takes tokenized plain text, its mentions and its dates. Returns speaker, words, date and venue of each statement, as
//! far as stated. A quotation without an explicit speaker is not a statement.

mod pronoun;
mod quotation;
mod speaker;

use crate::facts::date::Date;
use crate::facts::languages::Language;
use crate::facts::names::{AnnotatedText, EntityKind, Mention, PlaceKind};
use crate::facts::token::Token;
use crate::text::{Span, Spanned};

use quotation::Quotation;
use speaker::{Attribution, SpeakerSearch};

/// Minimum number of words of a fragment quoted inside another sentence.
const MIN_FRAGMENT_WORDS: usize = 3;

/// A statement found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundStatement {
    /// Index of the mention of the speaker; for a pronoun, of its antecedent.
    pub speaker: usize,
    /// Whether the text names the speaker by a pronoun.
    pub by_pronoun: bool,
    /// Spans of the quoted words, without quotation marks; never empty. Several if the attribution is in between.
    pub quoted_spans: Vec<Span>,
    /// The verb of speech.
    pub verb: Span,
    /// Date of the statement.
    pub when: Option<Spanned<Date>>,
    /// Index of the mention of the venue.
    pub venue: Option<usize>,
}

/// Returns the statements in a text, in order. `tokens`, `mentions` and `dates` are those of `text`, in order; mentions
/// and dates may be empty.
pub fn read_statements(
    text: &str,
    tokens: &[Token],
    mentions: &[Mention],
    dates: &[Spanned<Date>],
    language: &Language,
) -> Vec<FoundStatement> {
    let quotations = quotation::find_quotations(text, tokens);
    if quotations.is_empty() || mentions.is_empty() {
        return Vec::new();
    }
    let annotated = AnnotatedText::new(text, tokens, language);
    let mut reader = StatementReader {
        annotated: &annotated,
        mentions,
        dates,
        quotations: &quotations,
        statements: Vec::new(),
    };
    for index in 0..quotations.len() {
        reader.add_quotation(index);
    }
    reader.statements.into_iter().map(|(statement, _)| statement).collect()
}

#[cfg(feature = "site")]
/// Resolver for the pronouns of a text.
pub(crate) struct Pronouns<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    mentions: &'p [Mention],
    quotations: Vec<Quotation>,
}

#[cfg(feature = "site")]
impl<'p, 't> Pronouns<'p, 't> {
    /// Creates a resolver for a text and its mentions.
    pub(crate) fn new(annotated: &'p AnnotatedText<'t>, mentions: &'p [Mention]) -> Self {
        Self { annotated, mentions, quotations: quotation::find_quotations(annotated.text, annotated.tokens) }
    }

    /// Returns the index of the mention that "he" or "she" at an unquoted token refers to, if it is unambiguous.
    pub(crate) fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let (annotated, mentions, quotations) = (self.annotated, self.mentions, &self.quotations[..]);
        SpeakerSearch { annotated, mentions, quotations, index: 0, last: None }.antecedent(pronoun)
    }
}

struct StatementReader<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    mentions: &'p [Mention],
    dates: &'p [Spanned<Date>],
    quotations: &'p [Quotation],
    /// The statements so far, each with the index of its last quotation and its attribution.
    statements: Vec<(FoundStatement, (usize, Attribution))>,
}

impl StatementReader<'_, '_> {
    /// Adds a quotation: to the previous statement, as a new statement, or not at all.
    fn add_quotation(&mut self, index: usize) {
        let quotation = &self.quotations[index];
        let (annotated, mentions, quotations) = (self.annotated, self.mentions, self.quotations);
        let last = self.statements.last().map(|(_, (_, attribution))| *attribution);
        let Some(attribution) = (SpeakerSearch { annotated, mentions, quotations, index, last }).speaker()
        else {
            return self.continue_previous(index);
        };
        let words = self.annotated.span(quotation.from, quotation.to);
        let same = self.statements.last_mut().filter(|(_, (_, before))| before.verb == attribution.verb);
        if let Some((statement, (last, _))) = same {
            statement.quoted_spans.push(words);
            *last = index;
            return;
        }
        if attribution.precedes_quotation && quotation.to - quotation.from < MIN_FRAGMENT_WORDS {
            return;
        }
        let statement = FoundStatement {
            speaker: attribution.speaker,
            by_pronoun: attribution.by_pronoun,
            quoted_spans: vec![words],
            verb: self.annotated.span(attribution.verb, attribution.verb + 1),
            when: self.date_of(attribution.verb),
            venue: self.venue_of(attribution.verb),
        };
        self.statements.push((statement, (index, attribution)));
    }

    /// Continues the previous statement: `"…," he said. "…"`, where the quotation follows the sentence with the
    /// attribution.
    fn continue_previous(&mut self, index: usize) {
        let quotation = &self.quotations[index];
        let (annotated, quotations) = (self.annotated, self.quotations);
        let Some((statement, (last, before))) =
            self.statements.last_mut().filter(|(_, (last, _))| *last + 1 == index)
        else {
            return;
        };
        let between = quotations[*last].close + 1..quotation.open;
        let opens = quotation.open > 0
            && annotated.is_stop(quotation.open - 1)
            && annotated.is_capital(quotation.from);
        let stops = between.clone().filter(|token| annotated.is_stop(*token)).count();
        let one_paragraph = !(between.start..=quotation.open).any(|token| annotated.starts_paragraph(token));
        let next = quotation.close + 1;
        let ends = next >= annotated.len()
            || annotated.starts_sentence(next)
            || annotated.is_quotation_mark(next)
            || annotated.is_stop(next);
        if annotated.is_stop(quotation.to - 1)
            && ends
            && opens
            && stops == 1
            && between.contains(&before.verb)
            && one_paragraph
        {
            statement.quoted_spans.push(annotated.span(quotation.from, quotation.to));
            *last = index;
        }
    }

    /// Returns the only unquoted date in the sentence of the verb.
    fn date_of(&self, verb: usize) -> Option<Spanned<Date>> {
        let sentence = quotation::sentence_range(self.annotated, self.quotations, verb);
        let span = self.annotated.span(sentence.start, sentence.end);
        let outside = |date: &&Spanned<Date>| {
            date.span.start >= span.start && date.span.end <= span.end && !self.is_in_quotation(date.span)
        };
        let first = self.dates.partition_point(|date| date.span.start < span.start);
        let within = self.dates[first..].iter().take_while(|date| date.span.start < span.end);
        let mut dates = within.filter(outside);
        let first = dates.next()?;
        dates.next().is_none().then(|| first.clone())
    }

    /// Returns whether a span is inside a quotation.
    fn is_in_quotation(&self, span: Span) -> bool {
        let start = |quotation: &Quotation| self.annotated.span(quotation.open, quotation.from).start;
        let next = self.quotations.partition_point(|quotation| start(quotation) <= span.start);
        next > 0 && {
            let last = &self.quotations[next - 1];
            self.annotated.span(last.open, last.close + 1).end >= span.end
        }
    }

    /// Returns the venue directly after the verb: "said at a press conference in Moscow".
    fn venue_of(&self, verb: usize) -> Option<usize> {
        const MAX_DISTANCE: usize = 9;
        let sentence = quotation::sentence_range(self.annotated, self.quotations, verb);
        let after = verb + 1..sentence.end.min(verb + MAX_DISTANCE);
        let next = self.quotations.partition_point(|quotation| quotation.open <= verb);
        let next = self.quotations.get(next).map(|quotation| quotation.open);
        let first = self.mentions.partition_point(|mention| mention.tokens.start < after.start);
        let near =
            (first..self.mentions.len()).take_while(|index| self.mentions[*index].tokens.start < after.end);
        near.into_iter().find(|index| {
            let mention = &self.mentions[*index];
            let from = mention.tokens.start;
            next.is_none_or(|open| from < open)
                && mention.located
                && !mention.metonym
                && matches!(mention.kind, EntityKind::Place(PlaceKind::City | PlaceKind::Other))
                && self.annotated.follows_in(from)
        })
    }
}

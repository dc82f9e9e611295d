//! Statements: words between quotation marks, with a name or a pronoun and a verb of speech beside them.
//!
//! Takes plain text cut into tokens, its mentions and its dates. Gives who said what, when and where, as far as the
//! text tells. Where it does not say who spoke in so many words, there is no statement.

mod pronoun;
mod quotation;
mod speaker;

use crate::facts::date::Date;
use crate::facts::names::{AnnotatedText, EntityKind, Gazetteer, Mention, PlaceKind};
use crate::facts::token::Token;
use crate::text::{Span, Spanned};

use quotation::Quotation;
use speaker::{Attribution, SpeakerSearch};

/// A scrap of fewer words than this, inside a sentence of somebody else's, is no statement.
const MIN_FRAGMENT_WORDS: usize = 3;

/// Words somebody is told to have said.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundStatement {
    /// The speaker: a place in the mentions. For a pronoun the mention it stands for.
    pub speaker: usize,
    /// Whether the text has a pronoun for the speaker here.
    pub by_pronoun: bool,
    /// The words, without quotation marks; never empty. Several where the speaker is named in between.
    pub quoted_spans: Vec<Span>,
    /// The verb of speech.
    pub verb: Span,
    /// When it was said.
    pub when: Option<Spanned<Date>>,
    /// Where it was said: a place in the mentions.
    pub venue: Option<usize>,
}

/// The statements in a text, in order. `tokens` and `mentions` are those of `text`, `dates` those found in it with
/// their places, in order; mentions and dates may be empty.
pub fn read_statements(
    text: &str,
    tokens: &[Token],
    mentions: &[Mention],
    dates: &[Spanned<Date>],
    tables: &Gazetteer,
) -> Vec<FoundStatement> {
    let quotations = quotation::find_quotations(text, tokens);
    if quotations.is_empty() || mentions.is_empty() {
        return Vec::new();
    }
    let page = AnnotatedText::new(text, tokens, tables);
    let mut reading =
        StatementReader { page: &page, mentions, dates, quotations: &quotations, statements: Vec::new() };
    for at in 0..quotations.len() {
        reading.add_quotation(at);
    }
    reading.statements.into_iter().map(|(statement, _)| statement).collect()
}

#[cfg(feature = "site")]
/// Whom the pronouns of a text stand for.
pub(crate) struct Pronouns<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    mentions: &'p [Mention],
    quotations: Vec<Quotation>,
}

#[cfg(feature = "site")]
impl<'p, 't> Pronouns<'p, 't> {
    /// The pronouns of a text and its mentions.
    pub(crate) fn new(page: &'p AnnotatedText<'t>, mentions: &'p [Mention]) -> Self {
        Self { annotated: page, mentions, quotations: quotation::find_quotations(page.text, page.tokens) }
    }

    /// The person that "he" or "she" at a token outside quotations stands for: a place in the mentions; none where the
    /// text leaves room for another.
    pub(crate) fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let (page, mentions, quotations) = (self.annotated, self.mentions, &self.quotations[..]);
        SpeakerSearch { page, mentions, quotations, at: 0, last: None }.antecedent(pronoun)
    }
}

struct StatementReader<'p, 't> {
    page: &'p AnnotatedText<'t>,
    mentions: &'p [Mention],
    dates: &'p [Spanned<Date>],
    quotations: &'p [Quotation],
    /// The statements so far, each with the number of its last quotation and its attribution.
    statements: Vec<(FoundStatement, (usize, Attribution))>,
}

impl StatementReader<'_, '_> {
    /// Adds a quotation: to the statement before, as a statement of its own, or not at all.
    fn add_quotation(&mut self, at: usize) {
        let quotation = &self.quotations[at];
        let (page, mentions, quotations) = (self.page, self.mentions, self.quotations);
        let last = self.statements.last().map(|(_, (_, attribution))| *attribution);
        let Some(attribution) = (SpeakerSearch { page, mentions, quotations, at, last }).speaker() else {
            return self.continue_previous(at);
        };
        let words = self.page.span(quotation.from, quotation.to);
        let same = self.statements.last_mut().filter(|(_, (_, before))| before.verb == attribution.verb);
        if let Some((statement, (last, _))) = same {
            statement.quoted_spans.push(words);
            *last = at;
            return;
        }
        if attribution.precedes_quotation && quotation.to - quotation.from < MIN_FRAGMENT_WORDS {
            return;
        }
        let statement = FoundStatement {
            speaker: attribution.speaker,
            by_pronoun: attribution.by_pronoun,
            quoted_spans: vec![words],
            verb: self.page.span(attribution.verb, attribution.verb + 1),
            when: self.date_of(attribution.verb),
            venue: self.venue_of(attribution.verb),
        };
        self.statements.push((statement, (at, attribution)));
    }

    /// `"…," he said. "…"`: a quotation that follows the sentence in which the one before got its speaker.
    fn continue_previous(&mut self, at: usize) {
        let quotation = &self.quotations[at];
        let (page, quotations) = (self.page, self.quotations);
        let Some((statement, (last, before))) =
            self.statements.last_mut().filter(|(_, (last, _))| *last + 1 == at)
        else {
            return;
        };
        let between = quotations[*last].close + 1..quotation.open;
        let opens = quotation.open > 0 && page.is_stop(quotation.open - 1) && page.is_capital(quotation.from);
        let stops = between.clone().filter(|token| page.is_stop(*token)).count();
        let one_paragraph = !(between.start..=quotation.open).any(|token| page.starts_paragraph(token));
        let next = quotation.close + 1;
        let ends = next >= page.len()
            || page.starts_sentence(next)
            || page.is_quotation_mark(next)
            || page.is_stop(next);
        if page.is_stop(quotation.to - 1)
            && ends
            && opens
            && stops == 1
            && between.contains(&before.verb)
            && one_paragraph
        {
            statement.quoted_spans.push(page.span(quotation.from, quotation.to));
            *last = at;
        }
    }

    /// The one date of the sentence in which the verb stands, quotations apart.
    fn date_of(&self, verb: usize) -> Option<Spanned<Date>> {
        let sentence = quotation::sentence_range(self.page, self.quotations, verb);
        let span = self.page.span(sentence.start, sentence.end);
        let outside = |date: &&Spanned<Date>| {
            date.span.start >= span.start && date.span.end <= span.end && !self.is_in_quotation(date.span)
        };
        let first = self.dates.partition_point(|date| date.span.start < span.start);
        let within = self.dates[first..].iter().take_while(|date| date.span.start < span.end);
        let mut dates = within.filter(outside);
        let first = dates.next()?;
        dates.next().is_none().then(|| first.clone())
    }

    /// Whether a span stands inside a quotation.
    fn is_in_quotation(&self, span: Span) -> bool {
        let start = |quotation: &Quotation| self.page.span(quotation.open, quotation.from).start;
        let next = self.quotations.partition_point(|quotation| start(quotation) <= span.start);
        next > 0 && {
            let last = &self.quotations[next - 1];
            self.page.span(last.open, last.close + 1).end >= span.end
        }
    }

    /// The place told right after the verb: "said at a press conference in Moscow".
    fn venue_of(&self, verb: usize) -> Option<usize> {
        const MAX_DISTANCE: usize = 9;
        let sentence = quotation::sentence_range(self.page, self.quotations, verb);
        let after = verb + 1..sentence.end.min(verb + MAX_DISTANCE);
        let next = self.quotations.partition_point(|quotation| quotation.open <= verb);
        let next = self.quotations.get(next).map(|quotation| quotation.open);
        let first = self.mentions.partition_point(|mention| mention.tokens.start < after.start);
        let near = (first..self.mentions.len()).take_while(|at| self.mentions[*at].tokens.start < after.end);
        near.into_iter().find(|at| {
            let mention = &self.mentions[*at];
            let from = mention.tokens.start;
            next.is_none_or(|open| from < open)
                && mention.located
                && !mention.metonym
                && matches!(mention.kind, EntityKind::Place(PlaceKind::City | PlaceKind::Other))
                && self.page.follows_in(from)
        })
    }
}

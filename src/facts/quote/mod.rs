//! Statements: quotations with a speaker and a verb of speech.
//!
//! Takes tokenized plain text, its mentions and its dates. Returns speaker, words, date and venue of each statement, as
//! far as stated. A quotation without an explicit speaker is not a statement.

mod continuation;
mod embedded;
mod evidence;
mod gender;
mod named_by;
mod nearest;
mod office;
mod pronoun;
mod quotation;
mod signature;
mod speaker;
pub mod stream;
mod subject;
mod verb;

use crate::facts::Grade;
use crate::facts::date::Date;
use crate::facts::languages::Language;
use crate::facts::languages::WordList;
use crate::facts::names::{AnnotatedText, EntityKind, Mention, PlaceKind};
use crate::facts::token::Token;
use crate::text::{Span, Spanned};

use evidence::SpeakerNames;
use gender::Genders;
pub use named_by::NamedBy;
use office::Offices;
use quotation::Quotation;
use speaker::{Attribution, SpeakerSearch};

/// Minimum number of words of a fragment quoted inside another sentence.
const MIN_FRAGMENT_WORDS: usize = 3;

/// A statement found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundStatement {
    /// Index of the mention of the speaker; for a pronoun, of its antecedent; for an unclear one, of the nearest person.
    pub speaker: usize,
    /// The words that name the speaker: the mention or a pronoun.
    pub named: Span,
    /// What names the speaker.
    pub named_by: NamedBy,
    /// Spans of the quoted words, without quotation marks; never empty. Several if the attribution is in between.
    pub quoted_spans: Vec<Span>,
    /// The verb of speech.
    pub verb: Span,
    /// Date of the statement.
    pub when: Option<Spanned<Date>>,
    /// Index of the mention of the venue.
    pub venue: Option<usize>,
}

impl FoundStatement {
    /// Returns the confidence in the statement. One in several parts is likely at best: a part may be a statement of its own.
    pub fn grade(&self) -> Grade {
        let of_parts = if self.quoted_spans.len() > 1 { Grade::Likely } else { Grade::Sure };
        self.named_by.grade().min(of_parts)
    }

    /// Returns whether the text names the speaker by a pronoun.
    pub fn by_pronoun(&self) -> bool {
        matches!(
            self.named_by,
            NamedBy::PronounOfSpeaker | NamedBy::PronounOfSubject | NamedBy::UnclearPronoun
        )
    }

    /// Returns whether the text tells who speaks.
    pub fn has_speaker(&self) -> bool {
        self.named_by.has_speaker()
    }

    /// Returns whether the text has all quoted words: in place of code and tags it has a placeholder.
    fn has_exact_words(&self, text: &str) -> bool {
        !self.quoted_spans.iter().any(|span| span.slice(text).contains(quotation::OBJECT_REPLACEMENT))
    }
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
    if !quotations.is_empty() {
        return read_quotations(text, tokens, &quotations, mentions, dates, language);
    }
    // Text with double marks has apostrophes and quotations within quotations as single marks.
    let tokens = quotation::with_single_marks(text, tokens);
    let quotations = quotation::find_quotations(text, &tokens);
    read_quotations(text, &tokens, &quotations, mentions, dates, language)
}

fn read_quotations(
    text: &str,
    tokens: &[Token],
    quotations: &[Quotation],
    mentions: &[Mention],
    dates: &[Spanned<Date>],
    language: &Language,
) -> Vec<FoundStatement> {
    if quotations.is_empty() || mentions.is_empty() {
        return Vec::new();
    }
    let annotated = AnnotatedText::new(text, tokens, language);
    let mut reader = StatementReader {
        annotated: &annotated,
        mentions,
        dates,
        quotations,
        names: SpeakerNames::new(text, mentions),
        genders: Genders::new(&annotated, mentions),
        offices: Offices::new(mentions),
        statements: Vec::new(),
    };
    for index in 0..quotations.len() {
        reader.add_quotation(index);
    }
    let statements = reader.statements.into_iter().map(|(statement, _)| statement);
    let is_whole = |statement: &FoundStatement| !statement.quoted_spans.is_empty();
    statements.filter(|statement| is_whole(statement) && statement.has_exact_words(text)).collect()
}

#[cfg(feature = "site")]
/// Resolver for the pronouns of a text.
pub(crate) struct Pronouns<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    mentions: &'p [Mention],
    quotations: Vec<Quotation>,
    genders: Genders,
    offices: Offices<'p>,
}

#[cfg(feature = "site")]
impl<'p, 't> Pronouns<'p, 't> {
    /// Creates a resolver for a text and its mentions.
    pub(crate) fn new(annotated: &'p AnnotatedText<'t>, mentions: &'p [Mention]) -> Self {
        let quotations = quotation::find_quotations(annotated.text, annotated.tokens);
        Self {
            annotated,
            mentions,
            quotations,
            genders: Genders::new(annotated, mentions),
            offices: Offices::new(mentions),
        }
    }

    /// Returns the index of the mention that "he" or "she" at an unquoted token refers to, if it is unambiguous.
    pub(crate) fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let (annotated, mentions, quotations) = (self.annotated, self.mentions, &self.quotations[..]);
        SpeakerSearch {
            annotated,
            mentions,
            quotations,
            genders: &self.genders,
            offices: &self.offices,
            index: 0,
            last: None,
        }
        .antecedent(pronoun)
        .map(|(person, _)| person)
    }
}

struct StatementReader<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    mentions: &'p [Mention],
    dates: &'p [Spanned<Date>],
    quotations: &'p [Quotation],
    names: SpeakerNames<'t>,
    genders: Genders,
    offices: Offices<'p>,
    /// The statements so far, each with the index of its last quotation and its attribution.
    statements: Vec<(FoundStatement, (usize, Attribution))>,
}

impl StatementReader<'_, '_> {
    /// Adds a quotation: to the previous statement, as a new statement, or not at all.
    fn add_quotation(&mut self, index: usize) {
        let quotation = self.quotations[index];
        let last = self.statements.last().map(|(_, (_, attribution))| *attribution);
        let other = last.and_then(|last| self.split_by_speaker(index, &last));
        let part = other.map_or(quotation, |(first, ..)| first);
        if self.continues_previous(index, &part) {
            let spans = part.spans(self.annotated);
            if let Some((statement, (last, _))) = self.statements.last_mut() {
                statement.quoted_spans.extend(spans);
                *last = index;
            }
            if let Some((_, second, attribution)) = other {
                self.push_statement(index, &second, attribution);
            }
            return;
        }
        let found = self.search(index).speaker();
        let repeats = found.is_none_or(|found| last.is_some_and(|last| last.verb == found.verb));
        if repeats && self.drop_if_cut(index) {
            return;
        }
        let Some(attribution) = found.filter(|found| self.is_statement(&quotation, found)) else { return };
        match self.split_by_speaker(index, &attribution) {
            Some((first, second, other)) => {
                self.push_statement(index, &first, attribution);
                self.push_statement(index, &second, other);
            }
            None => self.push_statement(index, &quotation, attribution),
        }
    }

    /// Returns whether the words are a statement: no fragment of one or two words, and no second part with the verb of the
    /// previous statement. Such parts are one statement only if nothing but the attribution is between them.
    fn is_statement(&self, quotation: &Quotation, attribution: &Attribution) -> bool {
        let annotated = self.annotated;
        let is_capital = annotated.is_capital(quotation.from);
        let full = annotated.is_stop(quotation.last(annotated)) && is_capital;
        let is_fragment = (attribution.precedes_quotation || !is_capital) && !full;
        let last = self.statements.last().map(|(_, (_, last))| last.verb);
        let same = last == Some(attribution.verb) && !attribution.precedes_quotation;
        !(is_fragment && quotation.is_shorter(annotated, MIN_FRAGMENT_WORDS) || same)
    }

    fn search(&self, index: usize) -> SpeakerSearch<'_, '_> {
        SpeakerSearch {
            annotated: self.annotated,
            mentions: self.mentions,
            quotations: self.quotations,
            genders: &self.genders,
            offices: &self.offices,
            index,
            last: self.statements.last().map(|(_, (_, attribution))| *attribution),
        }
    }

    /// Splits a quotation of several paragraphs whose last one is attributed to another name. A closing mark is missing
    /// before it.
    fn split_by_speaker(
        &self,
        index: usize,
        before: &Attribution,
    ) -> Option<(Quotation, Quotation, Attribution)> {
        let (first, second) = self.quotations[index].split_last(self.annotated)?;
        let other = self.search(index).attribution_right_after()?;
        let entity = |attribution: &Attribution| self.mentions[attribution.speaker].entity;
        let is_other =
            other.pronoun.is_none() && other.verb != before.verb && entity(&other) != entity(before);
        is_other.then_some((first, second, other))
    }

    fn push_statement(&mut self, index: usize, quotation: &Quotation, attribution: Attribution) {
        let named = self.annotated.span(attribution.named.0, attribution.named.1);
        let (speaker, named_by) = self.names.judge(self.mentions, &attribution);
        let statement = FoundStatement {
            speaker,
            named,
            named_by,
            quoted_spans: quotation.spans(self.annotated),
            verb: self.annotated.span(attribution.verb, attribution.verb + 1),
            when: self.date_of(attribution.verb),
            venue: self.venue_of(attribution.verb),
        };
        self.statements.push((statement, (index, attribution)));
    }

    /// Returns the only unquoted date in the sentence of the verb that is not in a relative clause.
    fn date_of(&self, verb: usize) -> Option<Spanned<Date>> {
        let sentence = quotation::sentence_range(self.annotated, self.quotations, verb);
        let span = self.annotated.span(sentence.start, sentence.end);
        let outside = |date: &&Spanned<Date>| {
            date.span.start >= span.start
                && date.span.end <= span.end
                && !self.is_in_quotation(date.span)
                && !self.is_in_relative_clause(date.span, verb)
        };
        let first = self.dates.partition_point(|date| date.span.start < span.start);
        let within = self.dates[first..].iter().take_while(|date| date.span.start < span.end);
        let mut dates = within.filter(outside);
        let first = dates.next()?;
        dates.next().is_none().then(|| first.clone())
    }

    /// Returns whether a span is in a relative clause that a verb is not in: "Roth, who left on Friday, said".
    fn is_in_relative_clause(&self, span: Span, verb: usize) -> bool {
        const MAX_DISTANCE: usize = 20;
        let annotated = self.annotated;
        let date = annotated.tokens.partition_point(|token| token.span.start < span.start);
        let from = date.saturating_sub(MAX_DISTANCE);
        let comma = (from..date).rev().find(|index| annotated.has_word(*index, ","));
        comma.is_some_and(|comma| {
            let opens = annotated.lists(comma + 1).contains_any([WordList::Who, WordList::Whose]);
            opens && !(comma..date).contains(&verb)
        })
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

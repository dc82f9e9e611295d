//! Statements: quotations with a speaker and a verb of speech.
//!
//! Takes tokenized plain text, its mentions and its dates. Returns speaker, words, date and venue of each statement, as
//! far as stated. A quotation without an explicit speaker is not a statement.

mod evidence;
mod gender;
mod named_by;
mod office;
mod pronoun;
mod quotation;
mod speaker;
pub mod stream;
mod subject;
mod verb;

use crate::facts::Grade;
use crate::facts::date::Date;
use crate::facts::languages::{Language, WordList};
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
    /// Index of the mention of the speaker; for a pronoun, of its antecedent.
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
        matches!(self.named_by, NamedBy::PronounOfSpeaker | NamedBy::PronounOfSubject)
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
    statements.filter(|statement| statement.has_exact_words(text)).collect()
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
        let quotation = &self.quotations[index];
        if self.continues_previous(index) {
            let spans = quotation.spans(self.annotated);
            if let Some((statement, (last, _))) = self.statements.last_mut() {
                statement.quoted_spans.extend(spans);
                *last = index;
            }
            return;
        }
        let (annotated, mentions, quotations) = (self.annotated, self.mentions, self.quotations);
        let last = self.statements.last().map(|(_, (_, attribution))| *attribution);
        let search = SpeakerSearch {
            annotated,
            mentions,
            quotations,
            genders: &self.genders,
            offices: &self.offices,
            index,
            last,
        };
        let Some(attribution) = search.speaker() else { return };
        let short = quotation.len() < MIN_FRAGMENT_WORDS;
        let full = annotated.is_stop(quotation.last(annotated)) && annotated.is_capital(quotation.from);
        // Two parts with one verb are one statement only if nothing but the attribution is between them.
        let same = last.is_some_and(|last| last.verb == attribution.verb && !attribution.precedes_quotation);
        if attribution.precedes_quotation && short && !full || same {
            return;
        }
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

    /// Returns whether a quotation goes on with the words of the previous statement: only the attribution is between them,
    /// and it ends with a comma inside a sentence, or with the sentence: `"…," he said, "…"`, `"…," he said. "…"`.
    fn continues_previous(&self, index: usize) -> bool {
        let (annotated, quotation) = (self.annotated, &self.quotations[index]);
        let Some((_, (last, before))) = self.statements.last().filter(|(_, (last, _))| *last + 1 == index)
        else {
            return false;
        };
        let between = self.quotations[*last].close + 1..quotation.open;
        let one_paragraph = !(between.start..=quotation.open).any(|token| annotated.starts_paragraph(token));
        if !one_paragraph || !between.contains(&before.verb) || between.is_empty() {
            return false;
        }
        let end = quotation.open - 1;
        let joins = annotated.lists(end).contains_any([WordList::And, WordList::ClauseStart])
            && annotated.has_word(end - 1, ",");
        let is_stop = |token: usize| annotated.is_stop(token) && !annotated.has_word(token + 1, ",");
        let stops = between.clone().filter(|token| is_stop(*token)).count();
        match () {
            () if annotated.has_word(end, ",") && stops == 0 => match annotated.is_capital(quotation.from) {
                true => self.is_attribution_only(before, end),
                false => !self.adds_speech(before.verb, end) && !self.adds_clause(end),
            },
            // `"…," he said, but "…"`
            () if joins && stops == 0 => {
                !annotated.is_capital(quotation.from) && self.is_attribution_only(before, end - 1)
            }
            () if is_stop(end) => {
                // Words that complete the sentence of the narrator end with it.
                let is_complete = !annotated.is_lower(self.quotations[*last].from);
                stops == 1
                    && is_complete
                    && self.is_sentence(quotation)
                    && !self.adds_speech(before.verb, end)
            }
            () => false,
        }
    }

    /// Returns whether a quotation is one or several sentences.
    fn is_sentence(&self, quotation: &Quotation) -> bool {
        let annotated = self.annotated;
        let next = quotation.close + 1;
        let ends = next >= annotated.len()
            || annotated.starts_sentence(next)
            || annotated.starts_paragraph(next)
            || annotated.is_quotation_mark(next)
            || annotated.is_stop(next);
        annotated.is_stop(quotation.last(annotated)) && ends && annotated.is_capital(quotation.from)
    }

    /// Returns whether nothing but the attribution, and words about time, place and hearer, ends at a comma.
    fn is_attribution_only(&self, attribution: &Attribution, comma: usize) -> bool {
        const MAX_TAIL: usize = 12;
        let start = attribution.verb.max(attribution.named.1.saturating_sub(1)) + 1;
        start + MAX_TAIL >= comma
            && !(start..comma).any(|token| {
                self.annotated.lists(token).contains_any([
                    WordList::And,
                    WordList::Or,
                    WordList::That,
                    WordList::ClauseStart,
                    WordList::Subordinator,
                    WordList::SpeechParticiple,
                    WordList::Lead,
                ])
            })
            && !(start..comma).any(|token| self.adds_participle(token))
    }

    /// Returns whether a participle begins after a comma: `said, pointing at the sea`.
    fn adds_participle(&self, comma: usize) -> bool {
        let annotated = self.annotated;
        annotated.has_word(comma, ",")
            && annotated.is_lower(comma + 1)
            && annotated.has_ending(comma + 1, WordList::ParticipleEnding)
    }

    /// Returns whether a participle of speech follows the verb: `said, adding`.
    fn adds_speech(&self, verb: usize, end: usize) -> bool {
        (verb + 1..end).any(|token| {
            self.annotated.has_word(token, ",") && self.annotated.is(token + 1, WordList::SpeechParticiple)
        })
    }

    /// Returns whether the word before a comma begins a clause or introduces an example: `said, but,`.
    fn adds_clause(&self, comma: usize) -> bool {
        comma.checked_sub(1).is_some_and(|word| {
            self.annotated.lists(word).contains_any([WordList::ClauseStart, WordList::And, WordList::That])
                || self.adds_participle(word.saturating_sub(1))
        })
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

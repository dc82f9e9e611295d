//! Clauses from which words are missing: the beginning of a sentence, its verb, or the noun of a pronoun.

use std::ops::Range;

use crate::facts::languages::DraftList;
use crate::facts::names::{EntityKind, WordClasses};
use crate::facts::token::TokenKind;

use super::analysis::DraftReading;
use super::verbs::{is_common_noun, is_finite_verb};

const INCOMPLETE: &str = "the clause may be incomplete";
const UNCLEAR: &str = "the text does not say who or what is meant";

/// The tokens of a clause that describes an event.
pub(super) struct ClauseWords<'r, 't> {
    pub(super) reading: &'r DraftReading<'t>,
    pub(super) tokens: Range<usize>,
    /// Whether the subject of the clause stands before it.
    pub(super) has_own_subject: bool,
    /// The description, in which a name may replace a pronoun.
    pub(super) what: &'r str,
}

impl ClauseWords<'_, '_> {
    /// Returns why a clause may not be understood.
    pub(super) fn find_doubt(&self) -> Option<&'static str> {
        match () {
            () if self.begins_with_date() || self.ends_with_bare_participle() => Some(INCOMPLETE),
            () if !self.has_own_subject && self.has_verb_in_dependent_clause_only() => Some(INCOMPLETE),
            () if self.is_short_with_article() => Some("the text next to it does not say what happened"),
            () if self.has_object_without_noun()
                || self.ends_with_pronoun()
                || self.has_object_of_other_clause()
                || self.has_object_of_other_sentence()
                || self.has_subject_without_noun()
                || self.has_object_before_verb()
                || self.begins_with_part()
                || self.begins_with_substitute() =>
            {
                Some(UNCLEAR)
            }
            () => None,
        }
    }

    fn is_listed(&self, index: usize, list: DraftList) -> bool {
        self.reading.is_listed(list, self.reading.annotated.word(index))
    }

    fn has_verb(&self, mut tokens: Range<usize>) -> bool {
        tokens.any(|index| is_finite_verb(self.reading, index))
    }

    fn is_comma(&self, index: usize) -> bool {
        self.reading.annotated.has_word(index, ",")
    }

    /// Returns the tokens of the dates in the clause.
    fn dates(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let token = |byte: u32| self.reading.token_at(byte);
        let from =
            self.reading.expressions.partition_point(|date| token(date.span.start) < self.tokens.start);
        let all = self.reading.expressions.iter().skip(from);
        all.map(move |date| token(date.span.start)..token(date.span.end))
            .take_while(|date| date.start < self.tokens.end)
    }

    /// "Friday at the pier when she fell", "5 May 2025 On Tuesday the lock opened".
    fn begins_with_date(&self) -> bool {
        let reading = self.reading;
        let mut dates = self.dates();
        let Some(date) = dates.next().filter(|date| date.start == self.tokens.start) else { return false };
        let next = date.end;
        let is_followed = dates.next().is_some_and(|other| other.start == next + 1);
        // "Last year over 4 million came".
        let is_count =
            reading.annotated.tokens.get(next + 1).is_some_and(|token| token.kind == TokenKind::Number);
        let is_phrase = reading.annotated.is_lower(next)
            && (!is_count || reading.annotated.has_word(next, "at"))
            && reading.annotated.classes(next).intersects(WordClasses::FUNCTION_WORD)
            && !self.is_listed(next, DraftList::Article)
            && !self.is_listed(next, DraftList::SubjectPronoun)
            && !self.is_listed(next, DraftList::SubjectStart);
        let verb = self.tokens.clone().find(|index| is_finite_verb(reading, *index));
        let has_comma = verb.is_some_and(|verb| (next..verb).any(|index| self.is_comma(index)));
        is_followed || is_phrase && !has_comma
    }

    /// "The order issued": the participle has no verb of its own.
    fn ends_with_bare_participle(&self) -> bool {
        const MAX_DATE_TOKENS: usize = 4;
        let ends_with_date = self.dates().any(|date| date.end >= self.tokens.end);
        let last = self.tokens.clone().rev().find(|index| {
            self.is_listed(*index, DraftList::BareParticiple) || is_finite_verb(self.reading, *index)
        });
        last.is_some_and(|last| {
            self.is_listed(last, DraftList::BareParticiple)
                && !self.has_verb(self.tokens.start..last)
                && (last + 1 == self.tokens.end
                    || last + MAX_DATE_TOKENS >= self.tokens.end && ends_with_date)
        })
    }

    /// "Ada Marten in May, after the talks began".
    fn has_verb_in_dependent_clause_only(&self) -> bool {
        let first = self.tokens.start;
        let join = (first + 1..self.tokens.end).find(|index| self.is_listed(*index, DraftList::Subordinator));
        join.is_some_and(|join| {
            let follows_comma = join > first + 1 && self.is_comma(join - 1);
            let goes_on = (join..self.tokens.end).any(|index| self.is_comma(index));
            follows_comma && !goes_on && !self.has_verb(first..join) && self.has_verb(join..self.tokens.end)
        })
    }

    /// "The incident occurred".
    fn is_short_with_article(&self) -> bool {
        const MAX_TOKENS: usize = 3;
        // A date has its preposition.
        let date_tokens: usize = self.dates().map(|date| date.len() + 1).sum();
        self.is_listed(self.tokens.start, DraftList::The)
            && self.tokens.len().saturating_sub(date_tokens) <= MAX_TOKENS
    }

    /// "The board hired him": no person before the pronoun is meant.
    fn has_object_without_noun(&self) -> bool {
        const MAX_VERB_TOKENS: usize = 3;
        let pronoun = self.tokens.clone().find(|index| {
            self.is_listed(*index, DraftList::ObjectPronoun) && !self.reading.annotated.is_quoted(*index)
        });
        pronoun.is_some_and(|pronoun| {
            let mentions = &self.reading.mentions;
            let from = mentions.partition_point(|mention| mention.tokens.start < self.tokens.start);
            let mut meant = mentions[from..].iter().take_while(|mention| mention.tokens.end < pronoun);
            let is_indefinite = |index: usize| {
                self.is_listed(index, DraftList::Article) && !self.is_listed(index, DraftList::The)
            };
            !meant.any(|mention| {
                mention.kind == EntityKind::Person && mention.tokens.end + MAX_VERB_TOKENS <= pronoun
            }) && !(self.tokens.start..pronoun).any(is_indefinite)
        })
    }

    /// "… until the board made it optional".
    fn has_object_of_other_clause(&self) -> bool {
        let annotated = &self.reading.annotated;
        let is_object = |index: usize| {
            self.is_listed(index, DraftList::LastPronoun)
                && is_finite_verb(self.reading, index - 1)
                && !annotated.classes(index - 1).intersects(WordClasses::SPEECH_VERB)
        };
        !annotated.starts_sentence(self.tokens.start)
            && (self.tokens.start + 1..self.tokens.end).any(is_object)
    }

    /// "The board discussed it on Monday": the object of the first verb is not its subject.
    fn has_object_of_other_sentence(&self) -> bool {
        const MAX_VERB_TOKENS: usize = 3;
        let mut tokens = self.tokens.clone();
        let Some(verb) = tokens.find(|index| is_finite_verb(self.reading, *index)) else { return false };
        let object = (verb + 1..self.tokens.end.min(verb + 1 + MAX_VERB_TOKENS))
            .take_while(|index| !self.is_comma(*index) && !self.is_listed(*index, DraftList::That))
            .find(|index| self.is_listed(*index, DraftList::OtherObject));
        // "Smit said it was late" has a clause of its own.
        object.is_some_and(|object| !is_finite_verb(self.reading, object + 1))
    }

    /// "At the hearing he denied it", "last year it went to Bern", "police said he had left": nobody before is meant.
    fn has_subject_without_noun(&self) -> bool {
        const MAX_LEAD_TOKENS: usize = 2;
        let annotated = &self.reading.annotated;
        let first = self.tokens.start;
        let pronoun = self.tokens.clone().find(|index| {
            self.is_listed(*index, DraftList::SubjectPronoun)
                && !annotated.is_quoted(*index)
                && (1..=MAX_LEAD_TOKENS).any(|next| is_finite_verb(self.reading, index + next))
        });
        let Some(pronoun) = pronoun.filter(|pronoun| *pronoun > first) else { return false };
        let mentions = &self.reading.mentions;
        let from = mentions.partition_point(|mention| mention.tokens.start < first);
        let is_named = mentions[from..]
            .iter()
            .take_while(|mention| mention.tokens.end <= pronoun)
            .any(|mention| !matches!(mention.kind, EntityKind::Place(_)));
        let has_noun = (first..pronoun).any(|index| {
            self.is_listed(index, DraftList::Article) && !self.reading.has_date(index..index + 2)
        });
        let is_kept = self.what.contains(&format!(" {} ", annotated.word(pronoun)));
        let is_personal = self.is_listed(pronoun, DraftList::Personal);
        let reports = annotated.classes(pronoun - 1).intersects(WordClasses::SPEECH_VERB);
        !self.has_own_subject
            && is_kept
            && !is_named
            && (!self.has_verb(first..pronoun) || reports && is_personal && !has_noun)
    }

    /// "Contact with them broke off".
    fn has_object_before_verb(&self) -> bool {
        let verb = self.tokens.clone().find(|index| is_finite_verb(self.reading, *index));
        let before = self.tokens.start..verb.unwrap_or(self.tokens.start);
        !self.has_own_subject
            && before.clone().any(|index| self.is_listed(index, DraftList::OtherObject))
            && !before.into_iter().any(|index| self.is_comma(index))
    }

    /// "Some were sold", "most are unknown": the text before says of what.
    fn begins_with_part(&self) -> bool {
        self.is_listed(self.tokens.start, DraftList::Part)
            && is_finite_verb(self.reading, self.tokens.start + 1)
    }

    /// "The old one was sold".
    fn begins_with_substitute(&self) -> bool {
        const MAX_DISTANCE: usize = 3;
        let from = self.tokens.start + 1;
        self.is_listed(self.tokens.start, DraftList::Article)
            && (from..from + MAX_DISTANCE).any(|index| {
                self.is_listed(index, DraftList::Substitute) && !is_common_noun(self.reading, index + 1)
            })
    }

    /// "The president told them to review it".
    fn ends_with_pronoun(&self) -> bool {
        const MAX_DISTANCE: usize = 6;
        // A date and its preposition are omitted from the end.
        let dates: Vec<Range<usize>> = self.dates().collect();
        let is_dated = |index: usize| {
            dates.iter().any(|date| date.contains(&index))
                || self.is_listed(index, DraftList::DatePreposition)
                    && dates.iter().any(|date| date.start == index + 1)
        };
        let is_word = |index: &usize| self.reading.annotated.is_spaced(*index) && !is_dated(*index);
        let last = self.tokens.clone().rev().find(is_word);
        last.is_some_and(|last| {
            let joins = |index: usize| {
                self.is_listed(index, DraftList::ClauseJoin)
                    || self.is_listed(index, DraftList::RelativePronoun)
            };
            let from = last.saturating_sub(MAX_DISTANCE).max(self.tokens.start);
            self.is_listed(last, DraftList::LastPronoun) && !(from..last).any(joins)
        })
    }
}

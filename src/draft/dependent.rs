//! Dates that belong to the verb of a dependent clause: the description would tell of another day.

use std::ops::Range;

use crate::facts::languages::DraftList;
use crate::facts::names::WordClasses;

use super::analysis::DraftReading;
use super::relative::next_verb;
use super::verbs::{is_common_noun, is_finite_verb, is_past_participle};

/// The tokens of a clause before its date.
pub(super) struct BeforeDate<'r, 't> {
    pub(super) reading: &'r DraftReading<'t>,
    /// First token of the clause.
    pub(super) first: usize,
    /// First token of the date.
    pub(super) date: usize,
    /// Token after the date.
    pub(super) next: usize,
    /// End of the clause.
    pub(super) last: usize,
}

impl BeforeDate<'_, '_> {
    /// Returns whether the date belongs to a clause that depends on the main clause before it.
    pub(super) fn is_of_dependent_clause(&self) -> bool {
        self.follows_noun_with_participle()
            || self.is_in_contact_clause()
            || self.is_in_relative_clause()
            || self.is_in_clause_of_time()
            || self.is_in_participle_of_subject()
            || self.is_planned_day_of_subject()
    }

    fn is_listed(&self, index: usize, list: DraftList) -> bool {
        self.reading.is_listed(list, self.reading.annotated.word(index))
    }

    /// Returns whether a word may be a past participle.
    fn is_participle(&self, index: usize) -> bool {
        self.reading.annotated.is_lower(index) && is_past_participle(self.reading, index)
    }

    /// Returns whether a preposition precedes the date.
    fn has_preposition(&self) -> bool {
        self.date.checked_sub(1).is_some_and(|before| {
            self.is_listed(before, DraftList::DayPreposition)
                || self.is_listed(before, DraftList::MonthPreposition)
        })
    }

    /// Returns whether a verb of a main clause is at a token: no infinitive, no verb of a relative clause or of speech.
    fn is_main_verb(&self, index: usize) -> bool {
        let annotated = &self.reading.annotated;
        let before = index.checked_sub(1).filter(|before| *before >= self.first);
        let depends = before.is_some_and(|before| {
            [DraftList::InfinitiveStart, DraftList::RelativePronoun, DraftList::That]
                .into_iter()
                .any(|list| self.is_listed(before, list))
        });
        is_finite_verb(self.reading, index)
            && !annotated.classes(index).intersects(WordClasses::SPEECH_VERB)
            && !depends
    }

    /// Returns whether a present participle or an infinitive is at a token: "rose, leaving", "called to overturn".
    fn opens_verb_phrase(&self, index: usize) -> bool {
        let annotated = &self.reading.annotated;
        index > self.first
            && (self.reading.words().has_ending(DraftList::ParticipleEnding, annotated.word(index))
                || self.is_listed(index, DraftList::InfinitiveStart))
    }

    fn has_verb(&self, mut tokens: Range<usize>) -> bool {
        tokens.any(|index| is_finite_verb(self.reading, index))
    }

    /// "They blocked an order issued on Thursday".
    fn follows_noun_with_participle(&self) -> bool {
        const MAX_DISTANCE: usize = 20;
        let annotated = &self.reading.annotated;
        let Some(before) = self.date.checked_sub(1) else { return false };
        let Some(word) = before.checked_sub(usize::from(self.has_preposition())) else { return false };
        if !self.is_participle(word) || word <= self.first || !is_common_noun(self.reading, word - 1) {
            return false;
        }
        let from = word.saturating_sub(MAX_DISTANCE).max(self.first);
        let governs = |index: usize| self.is_main_verb(index) || self.opens_verb_phrase(index);
        let separates = |index: &usize| {
            annotated.has_word(*index, ",")
                || self.is_listed(*index, DraftList::That)
                || self.is_listed(*index, DraftList::Subordinator)
        };
        (from..word - 1).rev().take_while(|index| !separates(index)).any(governs)
    }

    /// "A map drawn by Marten in 2010 for the board was sold", "a man dismissed four days earlier from his office broke in".
    fn is_in_participle_of_subject(&self) -> bool {
        const MAX_AGENT_TOKENS: usize = 6;
        const MAX_VERB_DISTANCE: usize = 24;
        let annotated = &self.reading.annotated;
        let from = self.date.saturating_sub(MAX_AGENT_TOKENS).max(self.first + 2);
        let ends = |index: &usize| annotated.has_word(*index, ",") || is_finite_verb(self.reading, *index);
        let by = (from..self.date)
            .rev()
            .take_while(|index| !ends(index))
            .find(|index| self.is_listed(*index, DraftList::Agent));
        let before = self.date.saturating_sub(usize::from(self.has_preposition()));
        let participle = by.unwrap_or(before).checked_sub(1);
        participle.filter(|participle| *participle > self.first).is_some_and(|participle| {
            self.is_participle(participle)
                && is_common_noun(self.reading, participle - 1)
                && !is_finite_verb(self.reading, self.next)
                && next_verb(self.reading, participle, self.last.min(self.next + MAX_VERB_DISTANCE)).is_some()
        })
    }

    /// "A strike announced for Thursday was called off".
    fn is_planned_day_of_subject(&self) -> bool {
        let Some(participle) = self.date.checked_sub(2).filter(|index| *index > self.first) else {
            return false;
        };
        self.is_listed(self.date - 1, DraftList::GenitiveOrPurpose)
            && self.is_participle(participle)
            && is_common_noun(self.reading, participle - 1)
            && is_finite_verb(self.reading, self.next)
    }

    /// "They left the principle it set two years ago".
    fn is_in_contact_clause(&self) -> bool {
        const MAX_DISTANCE: usize = 8;
        let from = self.date.saturating_sub(MAX_DISTANCE).max(self.first + 2);
        let subject = (from..self.date).rev().find(|index| self.is_listed(*index, DraftList::SubjectPronoun));
        subject.is_some_and(|subject| {
            is_common_noun(self.reading, subject - 1)
                && is_finite_verb(self.reading, subject + 1)
                && self.has_verb(self.first..subject - 1)
        })
    }

    /// "He heads a team which hunts those who left, with others, on 7 August".
    fn is_in_relative_clause(&self) -> bool {
        let annotated = &self.reading.annotated;
        let opens = |index: &usize| {
            let is_that = self.is_listed(*index, DraftList::That) && is_common_noun(self.reading, index - 1);
            !annotated.is_quoted(*index)
                && (is_that || self.is_listed(*index, DraftList::RelativePronoun))
                && is_finite_verb(self.reading, index + 1)
        };
        let pronoun = (self.first + 1..self.date).rev().find(opens);
        pronoun.is_some_and(|pronoun| {
            self.has_verb(self.first..pronoun) && self.verb_groups(pronoun + 1..self.date) == 1
        })
    }

    /// Returns the number of verbs. Neighbours, as in "was also moved", are one.
    fn verb_groups(&self, tokens: Range<usize>) -> usize {
        const MAX_GAP: usize = 2;
        let verbs = tokens.filter(|index| is_finite_verb(self.reading, *index));
        let (mut count, mut last) = (0, None);
        for verb in verbs {
            count += usize::from(last.is_none_or(|last| verb > last + MAX_GAP));
            last = Some(verb);
        }
        count
    }

    /// "The film has been mocked since it was shown on Tuesday".
    fn is_in_clause_of_time(&self) -> bool {
        const MAX_DISTANCE: usize = 12;
        let annotated = &self.reading.annotated;
        let from = self.date.saturating_sub(MAX_DISTANCE).max(self.first + 1);
        let opens = |index: &usize| {
            self.is_listed(*index, DraftList::Subordinator)
                && self.is_listed(index + 1, DraftList::SubjectPronoun)
                && !annotated.is_quoted(*index)
        };
        let word = (from..self.date).rev().find(opens);
        word.is_some_and(|word| {
            // "Marten, before she left in May, said".
            let is_aside = annotated.has_word(self.next, ",") && is_finite_verb(self.reading, self.next + 1);
            (self.has_verb(self.first..word) || is_aside)
                && self.has_verb(word + 1..self.date)
                && !(word..self.date).any(|index| annotated.has_word(index, ","))
        })
    }
}

//! Pronouns that may refer to several persons: their statements have no speaker, and an editor has to name one.

use crate::facts::languages::WordList;

use super::named_by::NamedBy;
use super::quotation;
use super::speaker::{Attribution, SpeakerSearch};

/// Maximum distance in tokens to the person.
const MAX_DISTANCE: usize = 120;

impl SpeakerSearch<'_, '_> {
    /// Returns what a pronoun refers to: its antecedent if it is unambiguous, else the nearest person before it whose gender
    /// may fit.
    pub(super) fn antecedent_or_nearest(&self, pronoun: usize) -> Option<(usize, NamedBy)> {
        self.antecedent(pronoun).or_else(|| self.nearest_person(pronoun))
    }

    /// Returns the attribution to "they", who may be anybody.
    pub(super) fn unclear_plural(&self, pronoun: usize, verb: usize) -> Option<Attribution> {
        let nearest = self.mention_index_after(pronoun).checked_sub(1)?;
        let named = (pronoun, pronoun + 1);
        let unclear = Some(NamedBy::UnclearPronoun);
        Some(Attribution { named, pronoun: unclear, ..self.attribution_by_name(nearest, verb) })
    }

    fn nearest_person(&self, pronoun: usize) -> Option<(usize, NamedBy)> {
        let sentence = quotation::sentence_range(self.annotated, self.quotations, pronoun);
        let from = pronoun.saturating_sub(MAX_DISTANCE);
        let speaker = self.last.filter(|last| last.verb >= from).map(|last| last.speaker);
        let subject = || self.subject_of(sentence.start, pronoun);
        let before: Vec<usize> = self.persons(from..sentence.start).collect();
        let nearest = speaker.into_iter().chain(subject()).chain(before.into_iter().rev());
        let mut fitting = nearest.filter(|person| self.fits(*person, pronoun) && !self.is_told_dead(*person));
        fitting.next().map(|person| (person, NamedBy::UnclearPronoun))
    }

    /// Returns whether the sentence that names a person tells of a death.
    fn is_told_dead(&self, person: usize) -> bool {
        let named = self.mentions[person].tokens.start;
        let mut sentence = quotation::sentence_range(self.annotated, self.quotations, named);
        sentence
            .any(|index| self.annotated.is(index, WordList::DeathWord) && !self.annotated.is_quoted(index))
    }
}

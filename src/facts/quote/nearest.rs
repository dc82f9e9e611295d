//! The nearest person that a pronoun may refer to, for proposals that an editor has to check.

use super::named_by::NamedBy;
use super::quotation;
use super::speaker::SpeakerSearch;

/// Maximum distance in tokens to the person.
const MAX_DISTANCE: usize = 120;

impl SpeakerSearch<'_, '_> {
    /// Returns what a pronoun refers to: its antecedent if it is unambiguous, else the nearest person before it whose gender
    /// may fit.
    pub(super) fn antecedent_or_nearest(&self, pronoun: usize) -> Option<(usize, NamedBy)> {
        self.antecedent(pronoun).or_else(|| self.nearest_person(pronoun))
    }

    fn nearest_person(&self, pronoun: usize) -> Option<(usize, NamedBy)> {
        let sentence = quotation::sentence_range(self.annotated, self.quotations, pronoun);
        let from = pronoun.saturating_sub(MAX_DISTANCE);
        let speaker = self.last.filter(|last| last.verb >= from).map(|last| last.speaker);
        let subject = || self.subject_of(sentence.start, pronoun);
        let before: Vec<usize> = self.persons(from..sentence.start).collect();
        let nearest = speaker.into_iter().chain(subject()).chain(before.into_iter().rev());
        let mut fitting = nearest.filter(|person| self.fits(*person, pronoun));
        fitting.next().map(|person| (person, NamedBy::PronounOfNearest))
    }
}

//! Pronouns that may refer to several persons, and nouns that name nobody: their statements have no speaker, and an editor has to name one.

use crate::facts::languages::WordList;
use crate::facts::names::WordClasses;

use super::named_by::NamedBy;
use super::quotation;
use super::speaker::{Attribution, SpeakerSearch};

/// Maximum distance in tokens to the person.
const MAX_DISTANCE: usize = 120;
/// Maximum number of tokens of a noun after its article.
const MAX_NOUN_TOKENS: usize = 5;

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

    /// Returns the attribution to a noun before its verb that names nobody: "a keeper said".
    pub(super) fn noun_before(&self, end: usize, verb: usize) -> Option<Attribution> {
        let noun = end.checked_sub(1).filter(|noun| self.is_plain_noun(*noun))?;
        let is_article = |index: &usize| self.annotated.is(*index, WordList::SpeakerArticle);
        let start = (noun.saturating_sub(MAX_NOUN_TOKENS)..noun).rev().find(is_article)?;
        let is_whole = (start + 1..noun).all(|index| {
            self.is_plain_noun(index)
                || self.mention_at(index).is_some()
                || self.annotated.is_possessive(index)
        });
        self.attribution_by_noun((start, end), verb).filter(|_| is_whole)
    }

    /// Returns the attribution to a noun after its verb that names nobody: "said a keeper".
    pub(super) fn noun_after(&self, verb: usize) -> Option<Attribution> {
        let start = verb + 1;
        let is_noun = |index: &usize| self.is_plain_noun(*index);
        let end = (start + 1..start + 1 + MAX_NOUN_TOKENS).take_while(is_noun).last()? + 1;
        let ends = self.annotated.is_stop(end) || self.annotated.has_word(end, ",");
        let is_article = self.annotated.is(start, WordList::SpeakerArticle);
        self.attribution_by_noun((start, end), verb).filter(|_| ends && is_article)
    }

    fn attribution_by_noun(&self, named: (usize, usize), verb: usize) -> Option<Attribution> {
        let nearest = self.mention_index_after(named.0).saturating_sub(1);
        self.mentions.get(nearest)?;
        Some(Attribution { named, pronoun: Some(NamedBy::Noun), ..self.attribution_by_name(nearest, verb) })
    }

    fn is_plain_noun(&self, index: usize) -> bool {
        let annotated = self.annotated;
        let other = WordClasses::FUNCTION_WORD | WordClasses::PRONOUN | WordClasses::SPEECH_VERB;
        annotated.is_lower(index)
            && !annotated.is_quoted(index)
            && !annotated.classes(index).intersects(other)
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

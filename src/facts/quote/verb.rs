//! Verbs of speech, and the auxiliaries and adverbs before them.

use crate::facts::languages::WordList;
use crate::facts::names::{EntityKind, WordClasses};

use super::speaker::SpeakerSearch;

impl SpeakerSearch<'_, '_> {
    /// Returns whether a token is a verb of speech, and no plural noun: "FBI notes".
    pub(super) fn is_verb(&self, index: usize) -> bool {
        let annotated = self.annotated;
        let speech = annotated.classes(index).intersects(WordClasses::SPEECH_VERB)
            || annotated.is(index, WordList::SpeechVerb);
        speech && annotated.is_lower(index) && !annotated.is_quoted(index) && !self.is_noun(index)
    }

    /// Returns whether a word that may be a noun follows anything but a person or pronoun.
    pub(super) fn is_noun(&self, index: usize) -> bool {
        self.annotated.is(index, WordList::NounOrVerb)
            && index.checked_sub(1).is_some_and(|before| {
                let named = self.mention_at(before);
                let person = named.is_some_and(|index| self.mentions[index].kind == EntityKind::Person);
                let pronoun = self.annotated.lists(before).contains_any([WordList::He, WordList::She]);
                let aside = matches!(self.annotated.word(before), "," | ")")
                    || self.annotated.has_ending(before, WordList::AdverbEnding);
                !(person || pronoun || aside)
            })
    }

    pub(super) fn is_passive(&self, verb: usize) -> bool {
        let before = self.skip_adverbs(verb);
        before > 0 && self.annotated.is(before - 1, WordList::PassiveVerb)
    }

    pub(super) fn skip_adverbs(&self, mut index: usize) -> usize {
        while index > 0
            && self.annotated.is_lower(index - 1)
            && self.annotated.has_ending(index - 1, WordList::AdverbEnding)
        {
            index -= 1;
        }
        index
    }

    /// Returns the end of the subject, before auxiliaries and adverbs of its verb.
    pub(super) fn skip_helpers(&self, mut index: usize) -> usize {
        while index > 0 {
            let lists = self.annotated.lists(index - 1);
            let adverb = self.annotated.is_lower(index - 1)
                && self.annotated.has_ending(index - 1, WordList::AdverbEnding)
                && !lists.contains(WordList::NoAdverb);
            if !(adverb || lists.contains(WordList::SpeechHelper)) {
                break;
            }
            index -= 1;
        }
        index
    }
}

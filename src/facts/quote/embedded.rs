//! Clauses that do not assert that somebody said the words: questions, conditions, denials, reports of others and texts
//! that are read.

use crate::facts::languages::WordList;
use crate::facts::names::{EntityKind, WordClasses};

use super::quotation::{self, Quotation};
use super::speaker::{Attribution, SpeakerSearch};

/// Maximum distance in tokens at which a clause is searched for its start.
const MAX_CLAUSE: usize = 40;

impl SpeakerSearch<'_, '_> {
    /// Returns whether the words before a quotation tell that somebody else said or asked it: `Told "you lost," Vane said`.
    pub(super) fn is_of_others(&self, quotation: &Quotation) -> bool {
        let annotated = self.annotated;
        let sentence = quotation::sentence_range(annotated, self.quotations, quotation.open);
        let end = match quotation.open.checked_sub(1) {
            Some(colon) if annotated.has_word(colon, ":") => colon,
            _ => quotation.open,
        };
        self.clause_before(sentence.start, end).any(|index| {
            self.is_verb(index)
                || annotated.lists(index).contains_any([WordList::HearsayLead, WordList::ReadingVerb])
        })
    }

    /// Returns whether an attribution before a quotation is not asserted: `If Vane says "…"`, `rumours that Vane said "…"`.
    pub(super) fn is_unasserted(&self, found: &Attribution) -> bool {
        let annotated = self.annotated;
        let verb = found.verb;
        let sentence = quotation::sentence_range(annotated, self.quotations, verb);
        let start = self.subject_start(found);
        let inverted = start
            .checked_sub(1)
            .is_some_and(|before| before >= sentence.start && annotated.is(before, WordList::Inverted));
        let mention = &self.mentions[found.speaker];
        let is_infinitive =
            annotated.is(verb, WordList::BareSpeechVerb) && mention.kind == EntityKind::Person;
        let is_participle =
            annotated.is(verb, WordList::SpeechParticiple) && !annotated.has_word(verb - 1, ",");
        // "the plan that Vane said was …"
        let is_relative = annotated.is(verb + 1, WordList::SubjectPredicate);
        let embedded = self.clause_before(sentence.start, start).any(|index| {
            annotated.lists(index).contains_any([WordList::Embedding, WordList::DenialVerb])
                && !(is_relative && annotated.is(index, WordList::That))
                || self.is_verb(index)
        });
        let is_question = annotated.has_word(sentence.end - 1, "?") && !annotated.is_quoted(sentence.end - 1);
        inverted || is_infinitive || is_participle || embedded || is_question
    }

    /// Returns whether a verb of an organisation is about a thing: `the shop recalled rice with the label "…"`.
    pub(super) fn has_object(&self, found: &Attribution, verb: usize) -> bool {
        let annotated = self.annotated;
        let next = verb + 1;
        let opens_words = matches!(annotated.word(next), ":" | ",")
            || annotated.is_quotation_mark(next)
            || annotated.is(next, WordList::That);
        annotated.is(verb, WordList::ObjectVerb)
            && self.mentions[found.speaker].kind != EntityKind::Person
            && !opens_words
    }

    /// Returns whether a text that is read stands between a verb and the quotation: `Vane said the letter read "…"`.
    pub(super) fn is_read_out(&self, verb: usize, open: usize) -> bool {
        let of_pronoun = |index: usize| {
            let subject = self.skip_helpers(index).checked_sub(1);
            subject.is_some_and(|subject| {
                self.annotated.lists(subject).contains_any([WordList::He, WordList::She])
            })
        };
        (verb + 1..open).any(|index| self.annotated.is(index, WordList::ReadingVerb) && !of_pronoun(index))
    }

    /// Returns whether a name after a verb describes the person after it: `said Rita Vane impersonator Tom Hill`.
    pub(super) fn describes_next(&self, end: usize) -> bool {
        const MAX_NOUNS: usize = 3;
        let annotated = self.annotated;
        let is_noun = |index: usize| {
            annotated.is_lower(index)
                && !annotated.classes(index).intersects(WordClasses::FUNCTION_WORD)
                && !annotated.has_ending(index, WordList::AdverbEnding)
                && !annotated.lists(index).contains_any([
                    WordList::Subordinator,
                    WordList::ClauseStart,
                    WordList::NoVerb,
                ])
        };
        let nouns = (end..end + MAX_NOUNS).take_while(|index| is_noun(*index)).count();
        let next = self.mention_at(end + nouns).filter(|_| nouns > 0);
        next.is_some_and(|next| self.mentions[next].kind == EntityKind::Person)
    }

    /// Returns the first token of the subject with its title.
    fn subject_start(&self, found: &Attribution) -> usize {
        if found.pronoun.is_some() {
            return found.named.0;
        }
        let name = self.mentions[found.speaker].tokens.start;
        self.titled_start(found.speaker).min(self.description_start(name))
    }

    /// Returns the tokens of the clause that ends at a token, last first.
    fn clause_before(&self, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let from = start.max(end.saturating_sub(MAX_CLAUSE));
        (from..end).rev().take_while(|index| {
            let lists = self.annotated.lists(*index);
            let joins = lists.contains_any([WordList::And, WordList::ClauseStart, WordList::Subordinator]);
            let ends = matches!(self.annotated.word(*index), "," | ";" | ":" | "—" | "–");
            !joins && !ends && !self.annotated.is_quotation_mark(*index) && !self.annotated.is_stop(*index)
        })
    }
}

//! Antecedents of "he" and "she": the subject of the previous sentence or the speaker of the previous quotation. If
//! another person could be meant, there is no antecedent: no name is better than a wrong one.

use std::ops::Range;

use crate::facts::languages::WordList;
use crate::facts::names::{EntityKind, WordClasses};

use super::gender::Gender;
use super::named_by::NamedBy;
use super::quotation;
use super::speaker::{MAX_APPOSITION, SpeakerSearch};

/// Maximum number of sentences that are followed back.
const MAX_CHAIN: usize = 6;
/// Maximum number of them that are about no person.
const MAX_IMPERSONAL: usize = 2;
/// Maximum length of a lead in tokens.
const MAX_LEAD: usize = 20;

/// Sentences between a pronoun and its antecedent that are about no person.
#[derive(Default)]
struct PassedSentences {
    count: usize,
    /// The persons named in them.
    entities: Vec<u32>,
}

impl SpeakerSearch<'_, '_> {
    /// Returns the person that a pronoun refers to, if it is unambiguous.
    pub(super) fn antecedent(&self, pronoun: usize) -> Option<(usize, NamedBy)> {
        let own_sentence = quotation::sentence_range(self.annotated, self.quotations, pronoun);
        if let Some(subject) = self.subject_of(own_sentence.start, pronoun) {
            let alone = self.if_alone(subject, own_sentence.start..pronoun, pronoun)?;
            return Some((alone, NamedBy::PronounOfSubject));
        }
        if !self.is_lead(own_sentence.start, pronoun) {
            return None;
        }
        let mut start = own_sentence.start;
        let mut passed = PassedSentences::default();
        for _ in 0..MAX_CHAIN {
            let sentence = quotation::sentence_range(self.annotated, self.quotations, start.checked_sub(1)?);
            let speaker = self.last.filter(|last| sentence.contains(&last.verb)).map(|last| last.speaker);
            if let Some(subject) = speaker.or_else(|| self.subject_of(sentence.start, sentence.end)) {
                let evidence = self.last.and_then(|last| last.pronoun);
                let is_doubtful = evidence.is_some_and(|evidence| !evidence.has_speaker());
                let evidence = match speaker {
                    Some(_) if is_doubtful => NamedBy::UnclearPronoun,
                    Some(_) => NamedBy::PronounOfSpeaker,
                    None => NamedBy::PronounOfSubject,
                };
                let subject = self.if_alone(subject, sentence, pronoun)?;
                return self.is_still_meant(subject, &passed).then_some((subject, evidence));
            }
            if !self.has_same_subject(sentence.clone(), pronoun) && self.has_unquoted_words(sentence.clone())
            {
                passed.count += 1;
                if passed.count > MAX_IMPERSONAL || !self.is_impersonal(sentence.clone()) {
                    return None;
                }
                passed
                    .entities
                    .extend(self.persons(sentence.clone()).map(|index| self.mentions[index].entity));
            }
            start = sentence.start;
        }
        None
    }

    /// Returns whether a pronoun may still mean a person after sentences about no person: nobody else is named in them, and
    /// the gender of the person is known.
    fn is_still_meant(&self, person: usize, passed: &PassedSentences) -> bool {
        let mention = &self.mentions[person];
        passed.count == 0
            || self.genders.of(mention).is_some()
                && passed.entities.iter().all(|entity| *entity == mention.entity)
    }

    /// Returns whether a sentence is about no single person: its first words name none, and nobody speaks or dies in it.
    fn is_impersonal(&self, sentence: Range<usize>) -> bool {
        const MAX_SUBJECT: usize = 5;
        let annotated = self.annotated;
        let person = WordClasses::OFFICE | WordClasses::ROLE | WordClasses::KIN;
        let unquoted =
            || sentence.clone().filter(|index| !annotated.is_quoted(*index) && !self.is_mark(*index));
        let may_name_person = |index: usize| {
            annotated.is_lower(index)
                && (annotated.classes(index).intersects(person)
                    || !annotated.classes(index).intersects(WordClasses::FUNCTION_WORD)
                        && annotated.has_ending(index, WordList::PersonEnding))
        };
        let is_active = |index: usize| {
            self.is_verb(index)
                || annotated.lists(index).contains_any([WordList::DeathWord, WordList::He, WordList::She])
        };
        !unquoted().take(MAX_SUBJECT).any(may_name_person)
            && !unquoted().any(|index| is_active(index) || self.is_unnamed_person(index))
    }

    /// Returns the subject of a sentence if its gender is known to fit or nobody else in it could be meant.
    fn if_alone(&self, subject: usize, sentence: Range<usize>, pronoun: usize) -> Option<usize> {
        let entity = self.mentions[subject].entity;
        let known = self.genders.of(&self.mentions[subject]).is_some();
        let others = !known
            && self
                .persons(sentence.start..pronoun)
                .any(|index| self.mentions[index].entity != entity && self.may_be_meant(index, pronoun))
            || (self.mentions[subject].tokens.end..pronoun).any(|index| self.is_unnamed_person(index));
        let is_dead = sentence
            .into_iter()
            .any(|index| self.annotated.is(index, WordList::DeathWord) && !self.annotated.is_quoted(index));
        (!others && !is_dead && self.fits(subject, pronoun)).then_some(subject)
    }

    /// Returns the person that is the grammatical subject of a sentence: a name before the verb, first or after a lead, or
    /// beside a verb of speech at the end.
    pub(super) fn subject_of(&self, start: usize, end: usize) -> Option<usize> {
        const MAX_PERSONS: usize = 4;
        self.persons(start..end).take(MAX_PERSONS).enumerate().find_map(|(number, person)| {
            let name = self.mentions[person].tokens.clone();
            let title = self.titled_start(person);
            let is_first = number == 0;
            let is_source =
                is_first && self.is_source(start, title) && self.annotated.has_word(name.end, ",");
            let beside_verb = is_first && (self.is_behind_verb(title) || self.is_before_verb(name.clone()));
            let after_lead = (is_first || self.annotated.has_word(title.wrapping_sub(1), ","))
                && self.is_lead(start, title)
                && self.is_followed_by_verb(name.end, end);
            (beside_verb || after_lead || is_source).then_some(person)
        })
    }

    /// Returns whether a sentence begins with the source of its words: `According to Vane, …`.
    pub(super) fn is_source(&self, start: usize, name: usize) -> bool {
        self.annotated.is(start, WordList::According)
            && self.annotated.is(start + 1, WordList::AfterAccording)
            && name == start + 2
    }

    /// Returns whether a verb follows a name and its apposition.
    fn is_followed_by_verb(&self, name: usize, end: usize) -> bool {
        let verb = self.after_apposition(name, end);
        verb < end
            && self.annotated.is_lower(verb)
            && !self.annotated.is_possessive(verb)
            && !self.annotated.is(verb, WordList::NoVerb)
    }

    /// Returns whether a pronoun like another one is the subject of a sentence.
    fn has_same_subject(&self, sentence: Range<usize>, pronoun: usize) -> bool {
        let word = self.annotated.word(pronoun);
        let own = if self.gender(pronoun) == Gender::He { WordList::His } else { WordList::Her };
        let first = sentence.clone().find(|index| !self.annotated.is_quoted(*index) && !self.is_mark(*index));
        if first.is_some_and(|first| self.annotated.is(first, own)) {
            return true;
        }
        let same = |index: &usize| {
            self.annotated.word(*index).eq_ignore_ascii_case(word) && !self.annotated.is_quoted(*index)
        };
        sentence.clone().find(same).is_some_and(|index| {
            let at_end = index > sentence.start
                && (self.annotated.has_word(index - 1, ",") || self.is_mark(index - 1))
                && self.is_verb(index + 1);
            at_end || self.is_lead(sentence.start, index)
        })
    }

    /// Returns whether a name is the subject after its verb: `…, said Vane`.
    fn is_behind_verb(&self, name: usize) -> bool {
        let verb = name
            .checked_sub(1)
            .filter(|verb| self.is_verb(*verb) && !self.annotated.is(*verb, WordList::HearerVerb));
        let before = verb.and_then(|verb| verb.checked_sub(1));
        before.is_some_and(|before| self.annotated.has_word(before, ",") || self.is_mark(before))
    }

    /// Returns whether a name is the subject of a clause at the end: `…, Vane said`.
    fn is_before_verb(&self, name: Range<usize>) -> bool {
        let comma = self.title_start(name.start).checked_sub(1);
        self.is_verb(name.end) && comma.is_some_and(|comma| self.annotated.has_word(comma, ","))
    }

    /// Returns the token after a name and its apposition.
    fn after_apposition(&self, name: usize, end: usize) -> usize {
        let has_origin = self.annotated.lists(name).contains_any([WordList::Origin, WordList::InOrAt]);
        let place = name + 1 + usize::from(self.annotated.is(name + 1, WordList::The));
        let origin = self.mention_at(place).filter(|_| has_origin);
        let name = origin.map_or(name, |origin| self.mentions[origin].tokens.end);
        let close = match self.annotated.word(name) {
            "," => ",",
            "(" => ")",
            _ => return name,
        };
        let closed = |from: usize| {
            let mut inside = from..end.min(from + MAX_APPOSITION);
            inside.find(|index| self.annotated.has_word(*index, close)).map(|index| index + 1)
        };
        let Some(after) = closed(name + 1) else { return name };
        let is_relative = close == "," && self.annotated.is(after, WordList::RelativeStart);
        closed(after).filter(|_| is_relative).unwrap_or(after)
    }

    /// Returns whether the unquoted tokens of a range only lead up to the subject.
    fn is_lead(&self, from: usize, to: usize) -> bool {
        let is_unquoted = |index: &usize| {
            !self.annotated.is_quoted(*index)
                && !self.is_mark(*index)
                && !self.annotated.has_word(*index, ",")
        };
        let Some(first) = (from..to).find(is_unquoted) else { return true };
        let lists = self.annotated.lists(first);
        let comma = self.annotated.has_word(to - 1, ",");
        let bare = lists.contains(WordList::BareLead)
            && (first + 1..to)
                .all(|index| !is_unquoted(&index) || self.annotated.is(index, WordList::BareLead));
        let adverb = self.annotated.has_ending(first, WordList::AdverbEnding) && to == first + 2 && comma;
        bare || adverb
            || lists.contains(WordList::Lead) && to - first <= MAX_LEAD && (comma || to - first <= 2)
    }

    /// Returns whether a token introduces an unnamed person: "a guard".
    fn is_unnamed_person(&self, index: usize) -> bool {
        let annotated = self.annotated;
        let unnamed = annotated.is_lower(index)
            && annotated
                .classes(index)
                .intersects(WordClasses::OFFICE | WordClasses::ROLE | WordClasses::KIN)
            && annotated.is(index - 1, WordList::Indefinite)
            && !annotated.is_quoted(index);
        let is_said_of_subject = index > 1
            && (annotated.has_word(index - 2, ",") || annotated.is(index - 2, WordList::SubjectPredicate));
        unnamed && !is_said_of_subject
    }

    /// Returns whether a range has words outside quotations.
    fn has_unquoted_words(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|index| {
            !self.annotated.is_quoted(index) && !self.is_mark(index) && !self.annotated.is_stop(index)
        })
    }

    /// Returns whether a pronoun may refer to a person, as far as the text tells.
    pub(super) fn fits(&self, index: usize, pronoun: usize) -> bool {
        self.genders.of(&self.mentions[index]).is_none_or(|gender| gender == self.gender(pronoun))
    }

    /// Returns whether a pronoun may refer to a person other than the subject: not to the owner of something.
    fn may_be_meant(&self, index: usize, pronoun: usize) -> bool {
        self.fits(index, pronoun) && !self.is_owner(index)
    }

    fn gender(&self, pronoun: usize) -> Gender {
        if self.annotated.is_folded(pronoun, WordList::He) { Gender::He } else { Gender::She }
    }

    /// Returns the persons named outside quotations in a range.
    pub(super) fn persons(&self, range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let next = self.mentions.partition_point(|mention| mention.tokens.start < range.start);
        (next..self.mentions.len())
            .take_while(move |index| self.mentions[*index].tokens.start < range.end)
            .filter(|index| {
                let mention = &self.mentions[*index];
                mention.kind == EntityKind::Person && !self.annotated.is_quoted(mention.tokens.start)
            })
    }
}

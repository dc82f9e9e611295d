//! Whom "he" and "she" stand for: the subject of the sentence before, or the speaker of the quotation before. Silence
//! is better than a wrong name, so any other person who could be meant leaves the question open.

use std::ops::Range;

use crate::facts::names::{EntityKind, WordClasses};

use super::quotation;
use super::speaker::{HEARD, MAX_VERB_DISTANCE, SpeakerSearch};

/// How many sentences that begin with the same pronoun are followed back.
const CHAIN: usize = 4;
/// Words that may stand before the subject of a sentence, with what belongs to them.
const LEADS: &[&str] = &[
    "On",
    "In",
    "At",
    "By",
    "During",
    "Since",
    "But",
    "And",
    "Yet",
    "Still",
    "Then",
    "Later",
    "Also",
    "Meanwhile",
    "However",
    "Earlier",
    "Afterwards",
    "Today",
    "Yesterday",
    "Last",
    "This",
    "Nevertheless",
    "Instead",
    "So",
];
/// Leads that need no comma behind them.
const BARE_LEADS: &[&str] = &["But", "And", "Yet", "Still", "Then", "Later", "Also", "So"];
/// The longest lead, in tokens.
const LEAD: usize = 9;
/// Small words behind a name that is no subject, or not the whole of one.
const NO_VERBS: &[&str] = &[
    "and", "or", "of", "in", "from", "with", "at", "on", "to", "for", "by", "as", "than", "who", "which",
    "whose", "under", "over", "after", "before", "near", "about", "against", "but", "nor", "the", "a", "an",
];
/// Words that tell of somebody's death: such a person is not quoted in the next sentence.
const DEATH: &[&str] = &[
    "died",
    "dies",
    "drowned",
    "killed",
    "murdered",
    "buried",
    "dead",
    "deceased",
    "slain",
    "assassinated",
    "funeral",
    "executed",
    "perished",
];
const MALE: &[&str] = &["Mr", "Sir", "Lord", "King", "Prince"];
const FEMALE: &[&str] = &["Mrs", "Ms", "Miss", "Lady", "Queen", "Princess", "Dame"];

impl SpeakerSearch<'_, '_> {
    /// The person a pronoun stands for; none where the text leaves room for another.
    pub(super) fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let own = quotation::sentence_range(self.page, self.quotations, pronoun);
        if let Some(subject) = self.subject_of(own.start, pronoun) {
            return self.if_alone(subject, own.start..pronoun, pronoun);
        }
        if !self.is_lead(own.start, pronoun) {
            return None;
        }
        let mut start = own.start;
        for _ in 0..CHAIN {
            let sentence = quotation::sentence_range(self.page, self.quotations, start.checked_sub(1)?);
            let speaker = self.last.filter(|last| sentence.contains(&last.verb)).map(|last| last.speaker);
            if let Some(subject) = speaker.or_else(|| self.subject_of(sentence.start, sentence.end)) {
                return self.if_alone(subject, sentence, pronoun);
            }
            let same = self.page.word(sentence.start).eq_ignore_ascii_case(self.page.word(pronoun));
            let others = self.persons(sentence.clone()).any(|at| self.fits(at, pronoun));
            if others || !same && self.has_own_words(sentence.clone()) {
                return None;
            }
            start = sentence.start;
        }
        None
    }

    /// The subject of a sentence, where nobody else in it could be meant.
    fn if_alone(&self, subject: usize, sentence: Range<usize>, pronoun: usize) -> Option<usize> {
        let entity = self.mentions[subject].entity;
        let others = self
            .persons(sentence.start..pronoun)
            .any(|at| self.mentions[at].entity != entity && self.fits(at, pronoun))
            || (self.mentions[subject].tokens.end..pronoun).any(|at| self.is_stranger(at));
        let is_dead =
            sentence.into_iter().any(|at| DEATH.contains(&self.page.word(at)) && !self.page.is_quoted(at));
        (!others && !is_dead && self.fits(subject, pronoun)).then_some(subject)
    }

    /// The person who is the grammatical subject of a sentence: the name it begins with, and a verb behind that.
    fn subject_of(&self, start: usize, end: usize) -> Option<usize> {
        let first = self.persons(start..end).next()?;
        let name = self.mentions[first].tokens.clone();
        if self.is_behind_verb(self.title_start(name.start)) {
            return Some(first);
        }
        if !self.is_lead(start, self.title_start(name.start)) {
            return None;
        }
        let verb = self.after_apposition(name.end, end);
        let word = self.page.word(verb);
        let is_verb = verb < end
            && self.page.is_lower(verb)
            && !self.page.is_possessive(verb)
            && !NO_VERBS.contains(&word);
        is_verb.then_some(first)
    }

    /// Whether a name is the subject behind its verb: `…, said Vane`.
    fn is_behind_verb(&self, name: usize) -> bool {
        let verb =
            name.checked_sub(1).filter(|verb| self.is_verb(*verb) && !HEARD.contains(&self.page.word(*verb)));
        let before = verb.and_then(|verb| verb.checked_sub(1));
        before.is_some_and(|before| self.page.has_word(before, ",") || self.page.is_quotation_mark(before))
    }

    /// The token after a name and what is put in between commas or brackets behind it.
    fn after_apposition(&self, name: usize, end: usize) -> usize {
        let from_home = matches!(self.page.word(name), "of" | "from");
        let home = self.mention_at(name + 1).filter(|_| from_home);
        let name = home.map_or(name, |home| self.mentions[home].tokens.end);
        let close = match self.page.word(name) {
            "," => ",",
            "(" => ")",
            _ => return name,
        };
        let closed = (name + 1..end.min(name + MAX_VERB_DISTANCE)).find(|at| self.page.has_word(*at, close));
        closed.map_or(name, |at| at + 1)
    }

    /// Whether what stands between two tokens outside quotations only leads up to the subject.
    fn is_lead(&self, from: usize, to: usize) -> bool {
        let own = |at: &usize| {
            !self.page.is_quoted(*at) && !self.page.is_quotation_mark(*at) && !self.page.has_word(*at, ",")
        };
        let Some(first) = (from..to).find(own) else { return true };
        let word = self.page.word(first);
        let comma = self.page.has_word(to - 1, ",");
        let bare = BARE_LEADS.contains(&word)
            && (first + 1..to).all(|at| !own(&at) || BARE_LEADS.contains(&self.page.word(at)));
        bare || LEADS.contains(&word) && to - first <= LEAD && (comma || to - first <= 2)
    }

    /// Whether a token tells of somebody without a name who was not spoken of before: "a guard".
    fn is_stranger(&self, at: usize) -> bool {
        let page = self.page;
        let unnamed = page.is_lower(at)
            && page.classes(at).intersects(WordClasses::OFFICE | WordClasses::ROLE | WordClasses::KIN)
            && matches!(page.word(at - 1), "a" | "an")
            && !page.is_quoted(at);
        let is_said_of_subject = at > 1
            && matches!(page.word(at - 2), "is" | "was" | "are" | "were" | "be" | "became" | "as" | ",");
        unnamed && !is_said_of_subject
    }

    /// Whether a stretch has words outside quotations.
    fn has_own_words(&self, stretch: Range<usize>) -> bool {
        stretch
            .into_iter()
            .any(|at| !self.page.is_quoted(at) && !self.page.is_quotation_mark(at) && !self.page.is_stop(at))
    }

    /// Whether a person may be meant by a pronoun, as far as a title tells.
    fn fits(&self, at: usize, pronoun: usize) -> bool {
        let title = self.mentions[at].tokens.start.checked_sub(1).map_or("", |before| self.page.word(before));
        let title = title.trim_end_matches('.');
        let is_he = self.page.word(pronoun).eq_ignore_ascii_case("he");
        !if is_he { FEMALE } else { MALE }.contains(&title)
    }

    /// The persons named outside quotations in a stretch.
    fn persons(&self, stretch: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let next = self.mentions.partition_point(|mention| mention.tokens.start < stretch.start);
        (next..self.mentions.len())
            .take_while(move |at| self.mentions[*at].tokens.start < stretch.end)
            .filter(|at| {
                let mention = &self.mentions[*at];
                mention.kind == EntityKind::Person && !self.page.is_quoted(mention.tokens.start)
            })
    }
}

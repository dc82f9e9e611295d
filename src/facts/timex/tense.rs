//! Tense hints: whether the words around an expression refer to the past or the future.
//!
//! The nearest verb before the expression in its sentence decides, else the nearest verb after it, else a preposition
//! such as `until`.

use super::expression::Direction;
use super::items::TimexItem;
use super::table::{Class, ClassSet, LexiconEntry, TimexLexicon};
use crate::facts::languages::{WordList, WordLists};
use crate::facts::token::{Token, TokenShape};

/// The greatest distance of a verb, in items and in tokens.
pub(super) const MAX_ITEM_DISTANCE: usize = 24;
pub(super) const MAX_TOKEN_DISTANCE: u32 = 40;

/// The greatest distance, in tokens, at which an infinitive implies the future, and at which it weakens the verb before
/// it.
const MAX_FUTURE_INFINITIVE_DISTANCE: u32 = 8;
const MAX_INFINITIVE_DISTANCE: u32 = 16;

/// Reads the direction of an expression from the words around it.
pub(super) struct TenseAnalyzer<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) items: &'a [TimexItem],
    pub(super) lexicon: &'a TimexLexicon,
    pub(super) lists: &'a WordLists,
    pub(super) cues: TenseCues,
}

/// Literal words that tense analysis uses.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TenseCues {
    to: ClassSet,
    since: ClassSet,
    ahead: ClassSet,
    limit: ClassSet,
    aim: ClassSet,
    not: ClassSet,
    will: ClassSet,
    the: ClassSet,
}

impl TenseCues {
    /// Looks the words of the lists up in a lexicon.
    pub(super) fn new(lexicon: &TimexLexicon, lists: &WordLists) -> Self {
        let classes = |list| {
            let words = lists.words(list).iter().map(|word| lexicon.literal_classes(word));
            words.fold(ClassSet::default(), ClassSet::union)
        };
        Self {
            to: classes(WordList::TenseTo),
            aim: classes(WordList::TenseAim),
            will: classes(WordList::TenseWill),
            not: classes(WordList::TenseNot),
            the: classes(WordList::TenseThe),
            since: classes(WordList::TenseSince),
            ahead: classes(WordList::TenseAhead),
            limit: classes(WordList::TenseLimit),
        }
    }
}

/// The direction that the words around an expression imply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TenseHint {
    /// Past or future.
    pub(super) direction: Direction,
    /// Whether it comes from a finite verb. An infinitive or a preposition alone is a weak hint.
    pub(super) is_firm: bool,
}

impl TenseHint {
    fn is_firm(direction: Direction) -> Self {
        Self { direction, is_firm: true }
    }

    pub(super) fn weak(direction: Direction) -> Self {
        Self { direction, is_firm: false }
    }
}

impl TenseAnalyzer<'_> {
    /// Returns the hint for the expression with the items `from..to`.
    pub(super) fn hint_around(&self, from: usize, to: usize) -> Option<TenseHint> {
        // "Wednesday's ruling" is in the past whatever the tense of the sentence.
        if self.is_possessive(to) {
            return Some(TenseHint::weak(Direction::Past)).filter(|_| !self.will_follow(to));
        }
        if self.is_limit_of_plan(from, to) {
            return Some(TenseHint::is_firm(Direction::Future));
        }
        if self.is_joined_plan(from) {
            return Some(TenseHint::weak(Direction::Future));
        }
        let present = || self.hint_from_present(from);
        self.hint_before(from)
            // "The court rules on Thursday, officials said", but not "votes on Thursday were counted".
            .or_else(|| present().filter(|_| self.is_near_plan(from) && !self.is_followed_by_past_verb(to)))
            .or_else(|| self.hint_after(to))
            .or_else(|| self.hint_from_preposition(from))
            .or_else(present)
    }

    /// Returns whether a possessive directly follows the expression that ends at an item.
    fn is_possessive(&self, to: usize) -> bool {
        let last = to.checked_sub(1).and_then(|last| self.items.get(last));
        last.zip(self.items.get(to))
            .is_some_and(|(last, next)| next.token == last.end && next.classes.contains(Class::Possessive))
    }

    fn will_follow(&self, to: usize) -> bool {
        self.items.get(to + 1).is_some_and(|next| next.classes.contains(Class::Will))
    }

    /// Returns the hint of the nearest verb before. For an infinitive, the verb that governs it decides.
    pub(super) fn hint_before(&self, from: usize) -> Option<TenseHint> {
        let here = self.items.get(from)?;
        let near = self.items.get(from.saturating_sub(MAX_ITEM_DISTANCE)..from)?;
        let mut infinitive = None;
        for item in near.iter().rev() {
            let distance = here.token - item.token;
            if item.sentence != here.sentence || distance >= MAX_TOKEN_DISTANCE {
                break;
            }
            match (self.direction_of(item), infinitive) {
                (Some(Direction::Past), Some(ahead)) if !self.is_abandoned_plan(item) => {
                    let direction = if ahead < MAX_FUTURE_INFINITIVE_DISTANCE {
                        Direction::Future
                    } else {
                        Direction::Past
                    };
                    return Some(TenseHint::weak(direction));
                }
                (Some(direction), _) => return Some(TenseHint::is_firm(direction)),
                (None, None)
                    if distance < MAX_INFINITIVE_DISTANCE
                        && self.is_infinitive(item)
                        && !self.is_followed_by_cause(item, here) =>
                {
                    infinitive = Some(distance)
                }
                (None, _) => {}
            }
        }
        infinitive
            .filter(|ahead| *ahead < MAX_FUTURE_INFINITIVE_DISTANCE)
            .map(|_| TenseHint::weak(Direction::Future))
    }

    fn hint_after(&self, to: usize) -> Option<TenseHint> {
        let here = self.items.get(to.checked_sub(1)?)?;
        let near = self.items.get(to..(to + MAX_ITEM_DISTANCE).min(self.items.len()))?;
        near.iter()
            .take_while(|item| item.sentence == here.sentence && item.token - here.token < MAX_TOKEN_DISTANCE)
            .find_map(|item| self.direction_after(item))
            .map(TenseHint::is_firm)
    }

    /// Returns the direction of a word after an expression. There, `planned` is no hint of the future.
    fn direction_after(&self, item: &TimexItem) -> Option<Direction> {
        let plan = item.classes.contains(Class::Plan) && !item.classes.contains(Class::Will);
        if plan && self.lists.has_ending(WordList::PastEnding, self.word(item.token)) {
            None
        } else {
            self.direction_of(item)
        }
    }

    pub(super) fn direction_of(&self, item: &TimexItem) -> Option<Direction> {
        let classes = item.classes;
        if classes.contains(Class::Will) {
            // "Could not be reached" is past.
            let tried = classes.contains(Class::Was) && self.is_followed_by(item, self.cues.not);
            return Some(if tried { Direction::Past } else { Direction::Future });
        }
        if self.is_plan(item) {
            // An event that "had been scheduled" is in the past.
            let over = self.had_been(item);
            return Some(if over { Direction::Past } else { Direction::Future });
        }
        // "Was" has forms that are also nouns: "a cut in June".
        let is_verb = classes.contains(Class::Was) && !self.is_noun(item);
        let past = classes.contains(Class::Said) || is_verb || self.is_past_form(item);
        let past = past && !self.is_passive(item) && !self.is_joined_participle(item)
            || !classes.intersection(self.cues.since).is_empty();
        past.then_some(Direction::Past)
    }

    /// Returns whether a word of planning acts as a verb. "Set" does so only before "to" or "for".
    fn is_plan(&self, item: &TimexItem) -> bool {
        if !item.classes.contains(Class::Plan) {
            return false;
        }
        let before = self.classes_before(item, 1);
        let infinitive = !before.intersection(self.cues.to).is_empty();
        let plan = !before.contains(Class::Be) && !self.is_noun(item) && !infinitive;
        plan && (!item.classes.contains(Class::Was) || self.is_followed_by(item, self.cues.aim))
    }

    fn is_followed_by(&self, item: &TimexItem, words: ClassSet) -> bool {
        let next = self.entry_of(self.tokens.get(item.end as usize));
        next.is_some_and(|next| !next.classes.intersection(words).is_empty())
    }

    /// Returns whether an infinitive directly follows a plan: "had been due to expire".
    fn is_abandoned_plan(&self, item: &TimexItem) -> bool {
        self.is_plan(item) && self.is_followed_by(item, self.cues.to)
    }

    /// Returns whether a plan was given up: "had been due to meet", "had hoped to meet".
    fn had_been(&self, item: &TimexItem) -> bool {
        let had = |steps| self.classes_before(item, steps).contains(Class::Had);
        had(1) || self.classes_before(item, 1).contains(Class::Been) && (had(2) || had(3))
    }

    /// Returns whether a form in `-ed` is a verb. It is an adjective in "a still unspecified date" and "will file amended
    /// papers".
    fn is_past_form(&self, item: &TimexItem) -> bool {
        let adverb = self.classes_before(item, 1).contains(Class::Adverb);
        let after_adverb = adverb && self.is_determined(item.token.saturating_sub(1));
        item.classes.contains(Class::PastForm)
            && !self.is_noun(item)
            && !after_adverb
            && !self.follows_infinitive(item)
    }

    /// Returns whether "will" and a verb other than an auxiliary directly precede a word.
    fn follows_infinitive(&self, item: &TimexItem) -> bool {
        let governs = self.classes_before(item, 2);
        let is_auxiliary = [Class::Be, Class::Been, Class::Have, Class::Had, Class::Is]
            .into_iter()
            .any(|class| self.classes_before(item, 1).contains(class));
        let before = item.token.checked_sub(1).and_then(|index| self.tokens.get(index as usize));
        let is_verb = before.is_some_and(|before| before.shape == TokenShape::Lower)
            && self.classes_before(item, 1).intersection(self.cues.not).is_empty();
        is_verb && !is_auxiliary && governs.contains(Class::Will)
    }

    pub(super) fn is_infinitive(&self, item: &TimexItem) -> bool {
        !item.classes.intersection(self.cues.to).is_empty()
            && self.verb_follows(item)
            && !self.noun_follows(item)
            && !self.is_of_same_time(item)
            && !self.is_perfect_infinitive(item)
    }

    /// Returns whether the verb or adjective before an infinitive gives it its own time: "failed to meet", "able to meet".
    fn is_of_same_time(&self, item: &TimexItem) -> bool {
        let before = item.token.checked_sub(1).and_then(|index| self.tokens.get(index as usize));
        before.is_some_and(|before| self.lists.contains(WordList::TenseSameTime, before.text(self.text)))
    }

    /// Returns whether "to have met" begins at an item.
    fn is_perfect_infinitive(&self, item: &TimexItem) -> bool {
        let entry = |index: u32| self.entry_of(self.tokens.get(index as usize));
        let is_participle = self.lists.has_ending(WordList::PastEnding, self.word(item.end + 1))
            || entry(item.end + 1).is_some_and(|entry| {
                let classes = entry.classes;
                classes.contains(Class::Been) || classes.contains(Class::Was) || classes.contains(Class::Said)
            });
        is_participle && entry(item.end).is_some_and(|entry| entry.classes.contains(Class::Have))
    }

    /// Returns the word at a token; empty after the last one.
    pub(super) fn word(&self, index: u32) -> &str {
        self.tokens.get(index as usize).map_or("", |token| token.text(self.text))
    }

    fn entry_of(&self, token: Option<&Token>) -> Option<&LexiconEntry> {
        self.lexicon.entry(self.lexicon.find_entry(token?.text(self.text))?)
    }

    /// Returns whether a word is a noun, as in "the plan" and "a start".
    pub(super) fn is_noun(&self, item: &TimexItem) -> bool {
        self.is_determined(item.token)
    }

    /// Returns whether a determiner precedes a token.
    fn is_determined(&self, token: u32) -> bool {
        let before = token.checked_sub(1).and_then(|index| self.tokens.get(index as usize));
        self.entry_of(before).is_some_and(|entry| {
            entry.classes.contains(Class::Determiner) || !entry.classes.intersection(self.cues.the).is_empty()
        })
    }

    /// Returns whether a participle is passive. In "will be held" only "will" gives the tense.
    pub(super) fn is_passive(&self, item: &TimexItem) -> bool {
        let before = self.classes_before(item, 1);
        before.contains(Class::Be) || before.contains(Class::Is)
    }

    /// Returns the classes of the word `steps` tokens before an item.
    pub(super) fn classes_before(&self, item: &TimexItem, steps: u32) -> ClassSet {
        let index = item.token.checked_sub(steps);
        let entry = self.entry_of(index.and_then(|index| self.tokens.get(index as usize)));
        entry.map_or_else(ClassSet::default, |entry| entry.classes)
    }

    /// Returns whether a verb rather than a place follows `to`: a lower-case word that is no determiner.
    fn verb_follows(&self, item: &TimexItem) -> bool {
        let Some(next) = self.tokens.get(item.end as usize).filter(|next| next.shape == TokenShape::Lower)
        else {
            return false;
        };
        let word = next.text(self.text);
        // "Return to office" has no infinitive.
        if self.lists.contains(WordList::TenseBareNoun, word) {
            return false;
        }
        self.lexicon.find_entry(word).and_then(|found| self.lexicon.entry(found)).is_none_or(|entry| {
            entry.classes.contains(Class::Plan)
                || !(entry.classes.contains(Class::Determiner) || entry.classes.contains(Class::Number))
        })
    }

    fn hint_from_preposition(&self, from: usize) -> Option<TenseHint> {
        self.is_preceded_by(from, self.cues.ahead).then(|| TenseHint::weak(Direction::Future))
    }

    /// Returns whether the nearest verb before is in the present perfect: "has extended the loans through January".
    pub(super) fn is_perfect(&self, from: usize) -> bool {
        let near = self.items.get(from.saturating_sub(MAX_ITEM_DISTANCE)..from).unwrap_or(&[]);
        let verb = near.iter().rev().find(|item| self.direction_of(item).is_some());
        verb.is_some_and(|verb| (1..=2).any(|steps| self.classes_before(verb, steps).contains(Class::Have)))
    }

    /// Returns whether the nearest verb before is "will", or a plan in the present: "a march is planned for May".
    pub(super) fn is_present_plan(&self, from: usize) -> bool {
        let near = self.items.get(from.saturating_sub(MAX_ITEM_DISTANCE)..from).unwrap_or(&[]);
        let sentence = self.items.get(from).map(|item| item.sentence);
        let verb = near
            .iter()
            .rev()
            .take_while(|item| Some(item.sentence) == sentence)
            .find(|item| self.direction_of(item).is_some());
        verb.is_some_and(|verb| {
            self.direction_of(verb) == Some(Direction::Future)
                && (!verb.classes.intersection(self.cues.will).is_empty()
                    || self.classes_before(verb, 1).contains(Class::Is))
        })
    }

    /// Returns whether a verb of the future directly precedes the expression: "expires December 31".
    pub(super) fn is_led_by_plan(&self, from: usize) -> bool {
        let before = from.checked_sub(1).and_then(|index| self.items.get(index));
        before.zip(self.items.get(from)).is_some_and(|(before, here)| {
            before.end + 1 >= here.token
                && before.sentence == here.sentence
                && (self.direction_of(before) == Some(Direction::Future)
                    || before.classes.contains(Class::Event))
                && !self.is_noun(before)
        })
    }

    /// Returns whether a past verb directly follows the expression: "the talks planned for Saturday were put off".
    pub(super) fn is_followed_by_past_verb(&self, to: usize) -> bool {
        let last = to.checked_sub(1).and_then(|index| self.items.get(index));
        last.zip(self.items.get(to)).is_some_and(|(last, next)| {
            last.end == next.token && self.direction_of(next) == Some(Direction::Past)
        })
    }

    /// Returns whether a preposition such as `until` precedes an expression.
    pub(super) fn is_limit(&self, from: usize) -> bool {
        self.is_preceded_by(from, self.cues.limit)
    }

    fn is_preceded_by(&self, from: usize, words: ClassSet) -> bool {
        let before = from.checked_sub(1).and_then(|index| self.items.get(index));
        before.zip(self.items.get(from)).is_some_and(|(before, here)| {
            before.end == here.token && !before.classes.intersection(words).is_empty()
        })
    }
}

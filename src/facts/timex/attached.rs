//! Days that may belong to a noun after an infinitive, and participles that have the tense of another verb.

use super::items::TimexItem;
use super::table::Class;
use super::tense::TenseAnalyzer;
use crate::facts::languages::WordList;
use crate::facts::token::{Token, TokenKind};

/// The most tokens from a word such as `over` to the day of its noun, and from an infinitive to that word.
const MAX_NOUN_TOKENS: u32 = 8;
const MAX_INFINITIVE_TOKENS: u32 = 8;

/// The fewest tokens from a word such as `after` to the day of its noun: "after talks on Friday", but not "after Friday".
const MIN_NOUN_TOKENS: u32 = 2;

/// The most tokens between "will be" and the second of its participles.
const MAX_PASSIVE_TOKENS: usize = 10;

impl TenseAnalyzer<'_> {
    /// Returns whether the day of an expression may be that of a noun after an infinitive: "to resign over a speech on
    /// Friday".
    pub(super) fn is_of_noun_after_infinitive(&self, from: usize) -> bool {
        let Some(here) = self.items.get(from) else { return false };
        let Some(start) = self.noun_start_before(here) else { return false };
        let near = self.items.get(..from).unwrap_or(&[]).iter().rev();
        let mut before = near
            .skip_while(|item| item.token >= start)
            .take_while(|item| item.sentence == here.sentence && start - item.token <= MAX_INFINITIVE_TOKENS);
        before.any(|item| self.is_infinitive(item))
    }

    /// Returns the token of the word that begins the noun to which an expression may belong.
    fn noun_start_before(&self, here: &TimexItem) -> Option<u32> {
        let nearest = here.token.checked_sub(MIN_NOUN_TOKENS)?;
        let far = here.token.saturating_sub(MAX_NOUN_TOKENS);
        let begins = |index: &u32| {
            let verb = index.checked_sub(1).map_or("", |before| self.word(before));
            self.lists.contains(WordList::TenseNounStart, self.word(*index))
                && !self.lists.contains(WordList::TenseOverVerb, verb)
        };
        let start = (far..=nearest).rev().find(begins)?;
        let between = self.tokens.get(start as usize + 1..here.token as usize)?;
        let is_apart = |token: &Token| token.starts_sentence() || token.text(self.text) == ",";
        // "To host over 300 guests on Friday".
        let is_count = between.first()?.kind == TokenKind::Number;
        (!is_count && !between.iter().any(is_apart)).then_some(start)
    }

    /// Returns whether an infinitive is too far from an expression because its noun is in the past: "called on him to resign
    /// over a speech on Friday".
    pub(super) fn is_followed_by_cause(&self, infinitive: &TimexItem, here: &TimexItem) -> bool {
        let is_past = |start: u32| self.lists.contains(WordList::TenseNounSubject, self.word(start));
        self.noun_start_before(here).is_some_and(|start| start > infinitive.token && is_past(start))
    }

    /// Returns whether a noun follows `to`: "returned to training", "returned to work".
    pub(super) fn noun_follows(&self, item: &TimexItem) -> bool {
        let word = self.word(item.end);
        let is_gerund = self.lists.has_ending(WordList::TenseNounEnding, word)
            && !self.lists.contains(WordList::TenseShortVerb, word);
        let before = item.token.checked_sub(1).map_or("", |before| self.word(before));
        is_gerund || self.lists.contains(WordList::TenseBeforeNoun, before)
    }

    /// Returns whether a form has the tense of another verb: "will be signed on Monday and published on Friday", ", followed
    /// by a report".
    pub(super) fn is_joined_participle(&self, item: &TimexItem) -> bool {
        let Some(before) = item.token.checked_sub(1) else { return false };
        let is = |list, index| self.lists.contains(list, self.word(index));
        let is_aside = self.word(before) == "," && is(WordList::TenseAside, item.token);
        is_aside || is(WordList::TenseCoordination, before) && self.follows_planned_passive(item)
    }

    /// Returns whether "will be" and a participle precede an item, with no other verb between.
    fn follows_planned_passive(&self, item: &TimexItem) -> bool {
        let before = self.items.partition_point(|other| other.token < item.token);
        let mut near = self.items.get(..before).unwrap_or(&[]).iter().rev();
        let is_be = |other: &&TimexItem| {
            let has = |classes: &[Class]| classes.iter().any(|class| other.classes.contains(*class));
            has(&[Class::Be, Class::Said, Class::Is, Class::Had])
                || has(&[Class::Was, Class::PastForm]) && !self.is_passive(other)
        };
        let verb = near.by_ref().take_while(|other| other.sentence == item.sentence).find(is_be);
        verb.is_some_and(|verb| {
            let between = self.tokens.get(verb.end as usize..item.token as usize).unwrap_or(&[]);
            verb.classes.contains(Class::Be)
                && self.classes_before(verb, 1).contains(Class::Will)
                && between.len() <= MAX_PASSIVE_TOKENS
                && !between.iter().any(|token| token.text(self.text) == ",")
        })
    }
}

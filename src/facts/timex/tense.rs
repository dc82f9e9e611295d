//! Whether the words around an expression speak of the past or of what is to come.
//!
//! The nearest verb before it in its sentence decides, else the nearest after it, else a preposition that looks ahead.

use super::expression::Direction;
use super::items::Item;
use super::table::{Class, Classes, Lexicon};
use crate::facts::token::{Shape, Token};

/// How far a verb is looked for, in items and in tokens.
const ITEMS: usize = 16;
const TOKENS: u32 = 30;

/// How far an infinitive looks ahead, in tokens.
const INFINITIVE: u32 = 8;

/// The words that a direction is read from.
pub(super) struct Tense<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) items: &'a [Item],
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: Cues,
}

/// Words that rules spell out and tense needs too.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cues {
    to: Classes,
    since: Classes,
    ahead: Classes,
}

impl Cues {
    /// Finds the words in a lexicon.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let word = |word| lexicon.literal_set(word);
        Self {
            to: word("to"),
            since: word("since").with(word("ago")).with(word("earlier")),
            ahead: word("until").with(word("till")).with(word("by")),
        }
    }
}

impl Tense<'_> {
    /// The direction for the expression that takes up the items from `from` to before `to`.
    pub(super) fn around(&self, from: usize, to: usize) -> Option<Direction> {
        // "Wednesday's ruling" has been made, whatever is done about it.
        if self.items.get(to).is_some_and(|next| next.classes.has(Class::Possessive)) {
            return Some(Direction::Past).filter(|_| !self.will_follow(to));
        }
        self.before(from).or_else(|| self.after(to)).or_else(|| self.looking_ahead(from))
    }

    fn will_follow(&self, to: usize) -> bool {
        self.after(to) == Some(Direction::Coming)
            && self.items.get(to + 1).is_some_and(|next| next.classes.has(Class::Will))
    }

    fn before(&self, from: usize) -> Option<Direction> {
        let here = self.items.get(from)?;
        let near = self.items.get(from.saturating_sub(ITEMS)..from)?;
        near.iter()
            .rev()
            .take_while(|item| item.sentence == here.sentence && here.token - item.token < TOKENS)
            .find_map(|item| self.said_by(item, here.token - item.token))
    }

    fn after(&self, to: usize) -> Option<Direction> {
        let here = self.items.get(to.checked_sub(1)?)?;
        let near = self.items.get(to..(to + ITEMS).min(self.items.len()))?;
        near.iter()
            .take_while(|item| item.sentence == here.sentence && item.token - here.token < TOKENS)
            .find_map(|item| self.said_after(item))
    }

    /// After an expression an infinitive tells nothing, and `planned` is a verb of the past like any other.
    fn said_after(&self, item: &Item) -> Option<Direction> {
        let plan = item.classes.has(Class::Plan);
        let word = self.tokens.get(item.token as usize).map_or("", |token| token.text(self.text));
        if plan && word.ends_with("ed") && !item.classes.has(Class::Will) {
            return None;
        }
        self.said_by(item, INFINITIVE)
    }

    fn said_by(&self, item: &Item, away: u32) -> Option<Direction> {
        let classes = item.classes;
        if self.is_passive(item) {
            return None;
        }
        if classes.has(Class::Will) || classes.has(Class::Plan) {
            return Some(Direction::Coming);
        }
        if classes.has(Class::Said) || classes.has(Class::Was) || classes.has(Class::PastForm) {
            return Some(Direction::Past);
        }
        if !classes.and(self.words.since).is_empty() {
            return Some(Direction::Past);
        }
        let infinitive =
            away < INFINITIVE && !classes.and(self.words.to).is_empty() && self.verb_follows(item);
        infinitive.then_some(Direction::Coming)
    }

    /// The participle of "will be held" tells no time; what stands before it does.
    fn is_passive(&self, item: &Item) -> bool {
        let before = item.token.checked_sub(1).and_then(|at| self.tokens.get(at as usize));
        before.is_some_and(|before| before.text(self.text) == "be")
    }

    /// Whether `to` has a verb after it rather than a place: a word in small letters that is no article.
    fn verb_follows(&self, item: &Item) -> bool {
        let Some(next) = self.tokens.get(item.end as usize).filter(|next| next.shape == Shape::Lower) else {
            return false;
        };
        let word = next.text(self.text);
        self.lexicon.find(word).and_then(|found| self.lexicon.get(found)).is_none_or(|entry| {
            entry.classes.has(Class::Plan)
                || !(entry.classes.has(Class::Determiner) || entry.classes.has(Class::Number))
        })
    }

    fn looking_ahead(&self, from: usize) -> Option<Direction> {
        let before = self.items.get(from.checked_sub(1)?)?;
        let here = self.items.get(from)?;
        let ahead = before.end == here.token && !before.classes.and(self.words.ahead).is_empty();
        ahead.then_some(Direction::Coming)
    }
}

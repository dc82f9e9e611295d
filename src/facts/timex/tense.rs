//! Whether the words around an expression speak of the past or of what is to come.
//!
//! The nearest verb before it in its sentence decides, else the nearest after it, else a preposition that looks ahead.

use super::expression::Direction;
use super::items::Item;
use super::table::{Class, Classes, Entry, Lexicon};
use crate::facts::token::{Shape, Token};

/// How far a verb is looked for, in items and in tokens.
const ITEMS: usize = 24;
const TOKENS: u32 = 40;

/// How far an infinitive looks ahead, in tokens, and how far it leaves open what the verb before it says.
const INFINITIVE: u32 = 8;
const OPEN: u32 = 16;

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
    limit: Classes,
    aim: Classes,
    not: Classes,
    the: Classes,
}

impl Cues {
    /// Finds the words in a lexicon.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let word = |word| lexicon.literal_set(word);
        let the = word("the");
        let limit = word("until").with(word("till")).with(word("through"));
        Self {
            to: word("to"),
            aim: word("to").with(word("for")),
            not: word("not"),
            the,
            since: word("since").with(word("ago")).with(word("earlier")),
            ahead: limit.with(word("by")),
            limit,
        }
    }
}

/// What the words around an expression say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lean {
    /// Past or coming.
    pub(super) direction: Direction,
    /// Whether a finite verb says so; an infinitive or a preposition alone is a hint.
    pub(super) firm: bool,
}

impl Lean {
    fn firm(direction: Direction) -> Self {
        Self { direction, firm: true }
    }

    fn hint(direction: Direction) -> Self {
        Self { direction, firm: false }
    }
}

impl Tense<'_> {
    /// The direction for the expression that takes up the items from `from` to before `to`.
    pub(super) fn around(&self, from: usize, to: usize) -> Option<Lean> {
        // "Wednesday's ruling" has been made, whatever is done about it.
        if self.items.get(to).is_some_and(|next| next.classes.has(Class::Possessive)) {
            return Some(Lean::hint(Direction::Past)).filter(|_| !self.will_follow(to));
        }
        self.before(from).or_else(|| self.after(to)).or_else(|| self.looking_ahead(from))
    }

    fn will_follow(&self, to: usize) -> bool {
        self.items.get(to + 1).is_some_and(|next| next.classes.has(Class::Will))
    }

    /// The nearest verb before. Behind an infinitive the verb that governs it tells whether it looks ahead for sure.
    fn before(&self, from: usize) -> Option<Lean> {
        let here = self.items.get(from)?;
        let near = self.items.get(from.saturating_sub(ITEMS)..from)?;
        let mut infinitive = None;
        for item in near.iter().rev() {
            let distance = here.token - item.token;
            if item.sentence != here.sentence || distance >= TOKENS {
                break;
            }
            match (self.said_by(item), infinitive) {
                (Some(Direction::Past), Some(ahead)) if !self.is_given_up(item) => {
                    let direction = if ahead < INFINITIVE { Direction::Coming } else { Direction::Past };
                    return Some(Lean::hint(direction));
                }
                (Some(direction), _) => return Some(Lean::firm(direction)),
                (None, None) if distance < OPEN && self.is_infinitive(item) => infinitive = Some(distance),
                (None, _) => {}
            }
        }
        infinitive.filter(|ahead| *ahead < INFINITIVE).map(|_| Lean::hint(Direction::Coming))
    }

    fn after(&self, to: usize) -> Option<Lean> {
        let here = self.items.get(to.checked_sub(1)?)?;
        let near = self.items.get(to..(to + ITEMS).min(self.items.len()))?;
        near.iter()
            .take_while(|item| item.sentence == here.sentence && item.token - here.token < TOKENS)
            .find_map(|item| self.said_after(item))
            .map(Lean::firm)
    }

    /// After an expression `planned` is a verb of the past like any other.
    fn said_after(&self, item: &Item) -> Option<Direction> {
        let plan = item.classes.has(Class::Plan) && !item.classes.has(Class::Will);
        let word = self.tokens.get(item.token as usize).map_or("", |token| token.text(self.text));
        if plan && word.ends_with("ed") { None } else { self.said_by(item) }
    }

    fn said_by(&self, item: &Item) -> Option<Direction> {
        let classes = item.classes;
        if classes.has(Class::Will) {
            // "Could not be reached" tells what was tried.
            let tried = classes.has(Class::Was) && self.is_followed_by(item, self.words.not);
            return Some(if tried { Direction::Past } else { Direction::Coming });
        }
        if self.is_plan(item) {
            // What "had been scheduled" has come or was given up.
            let over = self.had_been(item);
            return Some(if over { Direction::Past } else { Direction::Coming });
        }
        let past = classes.has(Class::Said) || classes.has(Class::Was) || self.is_past_form(item);
        let past = past && !self.is_passive(item) || !classes.and(self.words.since).is_empty();
        past.then_some(Direction::Past)
    }

    /// A word of planning that is a finite verb or goes with one. "Set" is one only where it says what for.
    fn is_plan(&self, item: &Item) -> bool {
        if !item.classes.has(Class::Plan) {
            return false;
        }
        let before = self.classes_before(item, 1);
        let infinitive = !before.and(self.words.to).is_empty();
        let plan = !before.has(Class::Be) && !self.is_noun(item) && !infinitive;
        plan && (!item.classes.has(Class::Was) || self.is_followed_by(item, self.words.aim))
    }

    fn is_followed_by(&self, item: &Item, words: Classes) -> bool {
        let next = self.entry_of(self.tokens.get(item.end as usize));
        next.is_some_and(|next| !next.classes.and(words).is_empty())
    }

    /// What an infinitive that follows at once tells of has come or was given up: "had been due to expire".
    fn is_given_up(&self, item: &Item) -> bool {
        self.is_plan(item) && self.is_followed_by(item, self.words.to)
    }

    fn had_been(&self, item: &Item) -> bool {
        let had = |steps| self.classes_before(item, steps).has(Class::Had);
        self.classes_before(item, 1).has(Class::Been) && (had(2) || had(3))
    }

    /// A form in `-ed` is a verb unless it stands before a noun: "a still unspecified date".
    fn is_past_form(&self, item: &Item) -> bool {
        let adverb = self.classes_before(item, 1).has(Class::Adverb);
        let behind_adverb = adverb && self.is_determined(item.token.saturating_sub(1));
        item.classes.has(Class::PastForm) && !self.is_noun(item) && !behind_adverb
    }

    fn is_infinitive(&self, item: &Item) -> bool {
        !item.classes.and(self.words.to).is_empty() && self.verb_follows(item)
    }

    fn entry_of(&self, token: Option<&Token>) -> Option<&Entry> {
        self.lexicon.get(self.lexicon.find(token?.text(self.text))?)
    }

    /// "The plan" and "a start" are things, and look ahead no more than others.
    fn is_noun(&self, item: &Item) -> bool {
        self.is_determined(item.token)
    }

    /// Whether an article or the like stands before a token.
    fn is_determined(&self, token: u32) -> bool {
        let before = token.checked_sub(1).and_then(|at| self.tokens.get(at as usize));
        self.entry_of(before).is_some_and(|entry| {
            entry.classes.has(Class::Determiner) || !entry.classes.and(self.words.the).is_empty()
        })
    }

    /// The participle of "will be held" tells no time; what stands before it does.
    fn is_passive(&self, item: &Item) -> bool {
        self.classes_before(item, 1).has(Class::Be)
    }

    /// The classes of the word so many tokens before an item.
    fn classes_before(&self, item: &Item, steps: u32) -> Classes {
        let at = item.token.checked_sub(steps);
        let entry = self.entry_of(at.and_then(|at| self.tokens.get(at as usize)));
        entry.map_or_else(Classes::default, |entry| entry.classes)
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

    fn looking_ahead(&self, from: usize) -> Option<Lean> {
        self.stands_behind(from, self.words.ahead).then(|| Lean::hint(Direction::Coming))
    }

    /// Whether the nearest verb before is one of the present perfect: "has extended the loans through January".
    pub(super) fn is_perfect(&self, from: usize) -> bool {
        let near = self.items.get(from.saturating_sub(ITEMS)..from).unwrap_or(&[]);
        let verb = near.iter().rev().find(|item| self.said_by(item).is_some());
        verb.is_some_and(|verb| (1..=2).any(|steps| self.classes_before(verb, steps).has(Class::Have)))
    }

    /// Whether what was planned for the expression has a verb of the past behind it: "the talks planned for Saturday were
    /// put off".
    pub(super) fn is_told_as_past(&self, to: usize) -> bool {
        let last = to.checked_sub(1).and_then(|at| self.items.get(at));
        last.zip(self.items.get(to))
            .is_some_and(|(last, next)| last.end == next.token && self.said_by(next) == Some(Direction::Past))
    }

    /// Whether an expression is an end that something goes on to: `until` and the like stand before it.
    pub(super) fn is_limit(&self, from: usize) -> bool {
        self.stands_behind(from, self.words.limit)
    }

    fn stands_behind(&self, from: usize, words: Classes) -> bool {
        let before = from.checked_sub(1).and_then(|at| self.items.get(at));
        before
            .zip(self.items.get(from))
            .is_some_and(|(before, here)| before.end == here.token && !before.classes.and(words).is_empty())
    }
}

//! What speaks for a segment being a person, an organisation, a place or nothing.
//!
//! Takes a page and its segments. Gives for each the numbers of the signs that hold; what a sign weighs is in the
//! table of weights. A sign is what the tables say of the words of the name and of those around it, and how it is
//! written; words themselves count only in a few places, so that little depends on the texts the weights come from.

use crate::facts::token::{Kind, Shape};

use super::class::Classes;
use super::cut::Segment;
use super::page::Page;
use super::prior;
use super::weigh::{Learnt, Score};

/// Number of rows of the table of weights; signs are spread over it by their hash.
pub(crate) const ROWS_BITS: u32 = 13;

/// The signs that hold for one segment.
#[derive(Debug, Default)]
pub(crate) struct Signs {
    /// The rows of the table of weights.
    pub(crate) rows: Vec<u16>,
    /// What holds before anything is learnt.
    pub(crate) prior: Score,
}

impl Signs {
    fn add(&mut self, template: u32, value: u32) {
        let mixed = (value ^ template.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
        let mixed = (mixed ^ mixed >> 13).wrapping_mul(0xc2b2_ae35);
        self.rows.push((mixed >> (32 - ROWS_BITS)) as u16);
    }

    /// One sign for each class.
    fn add_classes(&mut self, template: u32, classes: Classes) {
        let mut left = classes.0;
        if left == 0 {
            self.add(template, 99);
        }
        while left != 0 {
            self.add(template, left.trailing_zeros());
            left &= left - 1;
        }
    }

    fn add_if(&mut self, template: u32, holds: bool) {
        if holds {
            self.add(template, 1);
        }
    }
}

/// Collects the signs of the segment `number` into `signs`, which is emptied first.
pub(crate) fn collect(
    page: &Page<'_>,
    learnt: &Learnt<'_>,
    segments: &[Segment],
    number: usize,
    signs: &mut Signs,
) {
    signs.rows.clear();
    let Some(segment) = segments.get(number) else { return };
    signs.prior = prior::of(page, segment);
    signs.add(0, 0);
    form(page, segment, signs);
    small(page, learnt, segment, signs);
    words(page, segment, signs);
    before(page, segment, signs);
    after(page, segment, signs);
    apposition(page, segment, signs);
    company(page, segments, number, signs);
}

/// How the name is written.
fn form(page: &Page<'_>, segment: &Segment, signs: &mut Signs) {
    let (from, to) = (segment.from, segment.to);
    let capitals = (from..to).filter(|at| page.is_capital(*at)).count().min(5);
    signs.add(1, capitals as u32);
    let shape = |at: usize| page.tokens.get(at).map_or(0, |token| token.shape as u32);
    signs.add(2, shape(from) * 8 + capitals as u32);
    signs.add(3, shape(to - 1) * 8 + capitals as u32);
    if to == from + 1 && page.tokens.get(from).is_some_and(|token| token.shape == Shape::Capitals) {
        signs.add(4, page.word(from).len().min(7) as u32);
    }
    let initial = (from + 1..to).any(|at| {
        page.tokens.get(at).is_some_and(|token| token.kind == Kind::Initials && token.span.range().len() == 2)
    });
    signs.add_if(5, initial);
    signs.add_if(6, segment.titled);
    for (template, word) in [(7, "of"), (8, "and"), (9, "&"), (10, "-"), (11, "for"), (12, "'s")] {
        signs.add_if(template, (from + 1..to).any(|at| page.is(at, word)));
    }
    signs.add_if(13, page.starts_sentence(from));
    let alone = to == from + 1;
    signs.add_if(14, alone && page.seen_small(from));
    signs.add_if(15, alone && page.starts_sentence(from) && page.seen_small(from));
    signs.add_if(16, alone && page.starts_sentence(from) && page.classes(from).any(Classes::COMMON));
    signs.add_if(17, page.tokens.get(from).is_some_and(|token| token.quoted()));
    let digits = page.word(to - 1).bytes().any(|byte| byte.is_ascii_digit());
    signs.add_if(18, digits);
    let small_particle =
        (from + 1..to).any(|at| page.classes(at).any(Classes::PARTICLE) && page.is_lower(at));
    signs.add_if(19, small_particle);
}

/// Whether its words are everyday words that may only open a sentence.
fn small(page: &Page<'_>, learnt: &Learnt<'_>, segment: &Segment, signs: &mut Signs) {
    let (from, to) = (segment.from, segment.to);
    let small = |at: usize| learnt.is_small(page.hash(at));
    let all = (from..to).filter(|at| page.is_capital(*at)).all(small);
    let alone = u32::from(to == from + 1);
    let opens = u32::from(page.starts_sentence(from));
    signs.add(60, u32::from(all) * 4 + alone * 2 + opens);
    signs.add(61, u32::from(small(from)) * 4 + alone * 2 + opens);
    signs.add(62, u32::from(small(to - 1)) * 4 + alone * 2 + opens);
}

/// What the tables know of its words.
fn words(page: &Page<'_>, segment: &Segment, signs: &mut Signs) {
    let (from, to) = (segment.from, segment.to);
    let alone = u32::from(to == from + 1);
    signs.add_classes(20 + alone, segment.known.classes);
    if alone == 0 {
        signs.add_classes(22, page.classes(from));
        signs.add_classes(23, page.classes(to - 1));
        let inner = (from..to).fold(Classes::NONE, |all, at| all | page.classes(at));
        signs.add_classes(24, inner);
        if let Some(of) = (from + 1..to).find(|at| page.is(*at, "of")) {
            signs.add_classes(25, page.classes(of - 1));
        }
        signs.add(26, page.hash(from));
    }
    signs.add(27, page.hash(to - 1));
    let last = page.word(to - 1).as_bytes();
    for (template, length) in [(28, 2), (29, 3), (30, 4)] {
        if last.len() > length + 1 {
            signs.add(template + 40 * alone, tail(last, length));
        }
    }
}

fn tail(word: &[u8], length: usize) -> u32 {
    word[word.len() - length..]
        .iter()
        .fold(length as u32, |all, byte| all.wrapping_mul(257) + u32::from(*byte))
}

/// The words before it.
fn before(page: &Page<'_>, segment: &Segment, signs: &mut Signs) {
    let from = segment.from;
    if page.starts_sentence(from) || from == 0 {
        return signs.add(31, 0);
    }
    let one = u32::from(segment.to == from + 1);
    let previous = from - 1;
    signs.add_classes(32, page.classes(previous));
    signs.add(33, page.hash(previous));
    signs.add(34, mark(page, previous) * 2 + one);
    if previous == 0 || page.starts_sentence(previous) {
        return signs.add(35, 0);
    }
    let earlier = previous - 1;
    signs.add_classes(36, page.classes(earlier));
    signs.add(37, page.hash(earlier));
    if page.is(previous, "the") || page.is(previous, "The") {
        signs.add(38 + one, 0);
        signs.add(40, page.hash(earlier));
    }
    if page.is(previous, "and") || page.is(previous, ",") {
        signs.add_classes(41, page.classes(earlier));
    }
}

/// The words after it.
fn after(page: &Page<'_>, segment: &Segment, signs: &mut Signs) {
    let next = segment.to;
    let one = u32::from(next == segment.from + 1);
    if next >= page.len() || page.starts_sentence(next) {
        return signs.add(42, one);
    }
    signs.add_classes(43, page.classes(next));
    signs.add(44, page.hash(next));
    signs.add(45, mark(page, next) * 2 + one);
    if page.starts_sentence(next + 1) {
        return;
    }
    signs.add_classes(46, page.classes(next + 1));
    signs.add(47, page.hash(next + 1));
    if page.is(next, "'s") || page.is(next, "’s") {
        signs.add(48, one);
        signs.add_classes(49, page.classes(next + 1));
    }
}

/// The mark that a token is; 0 for words.
fn mark(page: &Page<'_>, at: usize) -> u32 {
    match page.tokens.get(at) {
        Some(token) if token.kind == Kind::Mark => page.word(at).bytes().next().map_or(1, u32::from),
        Some(token) if token.kind == Kind::Possessive => 2,
        Some(token) if token.kind == Kind::Number => 3,
        _ => 0,
    }
}

/// `, a company …`, `is a village …`: the first noun of a class within a few words after a comma or `is`.
fn apposition(page: &Page<'_>, segment: &Segment, signs: &mut Signs) {
    let next = segment.to;
    let kind = match page.word(next) {
        "," | "(" | "–" | "—" => 0,
        "is" | "was" | "are" | "were" => 1,
        _ => return,
    };
    for at in next + 1..next + 8 {
        let classes = page.classes(at);
        if page.starts_sentence(at) || at > next + 1 && matches!(page.word(at), "," | ")") {
            return;
        }
        let nouns = Classes::ORGANISATION_NOUN | Classes::PLACE_NOUN | Classes::TITLE | Classes::KIN;
        if page.is_lower(at) && classes.any(nouns) {
            return signs.add_classes(50 + kind, classes.only(nouns));
        }
    }
}

/// The names beside it in a list.
fn company(page: &Page<'_>, segments: &[Segment], number: usize, signs: &mut Signs) {
    let segment = &segments[number];
    let previous = number.checked_sub(1).and_then(|at| segments.get(at));
    if let Some((previous, link)) =
        previous.and_then(|previous| Some((previous, link(page, previous.to, segment.from)?)))
    {
        signs.add_classes(52 + link, previous.known.classes);
    }
    let next = segments.get(number + 1);
    if let Some((next, link)) = next.and_then(|next| Some((next, link(page, segment.to, next.from)?))) {
        signs.add_classes(54 + link, next.known.classes);
    }
}

/// What stands between two names: 0 for a comma, 1 for `and`.
fn link(page: &Page<'_>, from: usize, to: usize) -> Option<u32> {
    match to.checked_sub(from)? {
        1 if page.is(from, ",") => Some(0),
        1 if page.is(from, "and") || page.is(from, "or") => Some(1),
        2 if page.is(from, ",") && page.is(from + 1, "and") => Some(1),
        _ => None,
    }
}

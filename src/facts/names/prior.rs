//! What a segment is likely to be before anything is learnt: the plain rules, as points for each label.
//!
//! Takes a page and a segment. Gives points, sixteen to one unit of log-odds. No list decides alone: what is learnt
//! and the other mentions of the name are added to this.

use super::class::Classes;
use super::cut::Segment;
use super::page::Page;
use super::weigh::{Label, Score};

/// Points for what the whole name is known as.
const KNOWN: &[(Classes, Label, i32)] = &[
    (Classes::STATE, Label::Place, 48),
    (Classes::CAPITAL, Label::Place, 24),
    (Classes::BIG_CITY, Label::Place, 24),
    (Classes::REGION, Label::Place, 32),
    (Classes::CITY, Label::Place, 8),
    (Classes::ORGANISATION, Label::Organisation, 48),
    (Classes::NATION, Label::Nothing, 48),
];

pub(crate) fn of(page: &Page<'_>, segment: &Segment) -> Score {
    let mut score = Score::default();
    for (class, label, points) in KNOWN {
        if segment.known.classes.any(*class) {
            score.favour(*label, *points);
        }
    }
    let words: Vec<usize> = (segment.from..segment.to).filter(|at| page.is_capital(*at)).collect();
    if words.len() > 1 {
        several(page, segment, &words, &mut score);
    }
    if segment.titled {
        score.favour(Label::Person, 24);
    }
    everyday(page, segment, &words, &mut score);
    score
}

/// Names of several words: the last says what an organisation or place is, the first may be a given name.
fn several(page: &Page<'_>, segment: &Segment, words: &[usize], score: &mut Score) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let (first, last) = (page.classes(*first), page.classes(*last));
    let of = (segment.from + 1..segment.to).find(|at| page.is(*at, "of"));
    let head = of.map_or(last, |of| page.classes(of - 1));
    if first.any(Classes::FIRST) && of.is_none() {
        score.favour(Label::Person, 32);
    }
    if head.any(Classes::ORGANISATION_HEAD | Classes::ORGANISATION_SUFFIX) {
        score.favour(Label::Organisation, 24);
    }
    if head.any(Classes::PLACE_HEAD) {
        score.favour(Label::Place, 16);
    }
    if head.any(Classes::THING) {
        score.favour(Label::Nothing, 24);
    }
}

/// Words that are no names: titles alone, and everyday words at the head of a sentence.
fn everyday(page: &Page<'_>, segment: &Segment, words: &[usize], score: &mut Score) {
    let plain = Classes::TITLE
        | Classes::COMMON
        | Classes::FUNCTION
        | Classes::KIN
        | Classes::CALENDAR
        | Classes::THING;
    let names = Classes::NAME | Classes::FIRST | Classes::ORGANISATION_HEAD;
    let all = words.iter().all(|at| page.classes(*at).any(plain) && !page.classes(*at).any(names));
    if all && !segment.titled {
        score.favour(Label::Nothing, 32);
    }
}

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
    (Classes::NATION, Label::Nothing, 72),
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
        let honorific = segment.from > 0 && page.classes(segment.from - 1).any(Classes::HONORIFIC);
        score.favour(Label::Person, if honorific { 128 } else { 24 });
    }
    everyday(page, segment, &words, &mut score);
    said_of_it(page, segment, &mut score);
    said_beside_it(page, segment, &mut score);
    if is_title_in_quotes(page, segment) {
        score.favour(Label::Nothing, 48);
    }
    score
}

/// What a noun of a class says of the name it is said of.
fn noun(classes: Classes, points: i32, score: &mut Score) {
    if classes.any(Classes::TITLE | Classes::KIN) {
        score.favour(Label::Person, points);
    } else if classes.any(Classes::PLACE_NOUN) {
        score.favour(Label::Place, points);
    } else if classes.any(Classes::ORGANISATION_NOUN) {
        score.favour(Label::Organisation, points);
    }
}

/// `, a company …`, `is a village …`, `, who`, `, 31,`.
fn said_of_it(page: &Page<'_>, segment: &Segment, score: &mut Score) {
    let next = segment.to;
    let comma = page.is(next, ",");
    if page.is(next, "who") || comma && matches!(page.word(next + 1), "who" | "whose") {
        score.favour(Label::Person, if comma && page.is(next + 1, "whose") { 8 } else { 40 });
    }
    if comma && is_age(page, next + 1) {
        score.favour(Label::Person, 40);
    }
    let is = matches!(page.word(next), "is" | "was" | "are" | "were");
    let article = matches!(page.word(next + 1), "a" | "an" | "the");
    if article && (comma || is) {
        let end =
            (next + 2..next + 9).find(|at| !page.is_lower(*at) && !page.is_capital(*at) || page.is_stop(*at));
        let end = end.unwrap_or(next + 9);
        let is_noun = |at: &usize| {
            page.classes(*at)
                .any(Classes::TITLE | Classes::KIN | Classes::PLACE_NOUN | Classes::ORGANISATION_NOUN)
        };
        if let Some(at) = (next + 2..end).filter(|at| page.is_lower(*at)).find(is_noun) {
            // The noun is the last of its row: `a company founder` is a person.
            let at = if is_noun(&(at + 1)) && page.is_lower(at + 1) { at + 1 } else { at };
            noun(page.classes(at), 32, score);
        }
    }
}

/// A number of years between two marks: `, 31,`.
fn is_age(page: &Page<'_>, at: usize) -> bool {
    let years = page.word(at);
    years.len() <= 2
        && years.bytes().all(|byte| byte.is_ascii_digit())
        && !years.is_empty()
        && matches!(page.word(at + 1), "," | "." | ")")
}

/// `village of X`, `agency X`, `the X area`, `her daughter X`, `said X`, `X said`.
fn said_beside_it(page: &Page<'_>, segment: &Segment, score: &mut Score) {
    if let Some(before) = segment.from.checked_sub(1).filter(|_| !page.starts_sentence(segment.from)) {
        let earlier = before.checked_sub(1).map_or(Classes::NONE, |at| page.classes(at));
        if page.is(before, "of") && earlier.any(Classes::PLACE_NOUN) {
            score.favour(Label::Place, 40);
        } else if page.is_lower(before) && !page.classes(before).any(Classes::SAY) {
            noun(page.classes(before), 24, score);
        }
        if page.is(before, ",") && earlier.any(Classes::KIN) || page.classes(before).any(Classes::KIN) {
            score.favour(Label::Person, 32);
        }
    }
    let verb = |at: usize| page.is_lower(at) && page.classes(at).any(Classes::SAY);
    if verb(segment.to) && !segment.known.classes.any(Classes::PLACE | Classes::ORGANISATION) {
        score.favour(Label::Person, 16);
    }
    if page.is_lower(segment.to) && page.classes(segment.to).any(Classes::PLACE_NOUN) && !segment.titled {
        score.favour(Label::Place, 16);
    }
}

/// A song or film in quotation marks of its own: a few words, most with capitals, and no stop or comma inside.
fn is_title_in_quotes(page: &Page<'_>, segment: &Segment) -> bool {
    const LONGEST: usize = 8;
    let quoted =
        |at: usize| page.tokens.get(at).is_some_and(|token| token.quoted() && !page.is_quotation_mark(at));
    if !quoted(segment.from) {
        return false;
    }
    let mut from = segment.from;
    while from > 0 && quoted(from - 1) && segment.from - from < LONGEST {
        from -= 1;
    }
    let mut to = segment.to;
    while quoted(to) && to - from <= LONGEST {
        to += 1;
    }
    let closed = from > 0 && page.is_quotation_mark(from - 1) && page.is_quotation_mark(to);
    closed
        && to - from <= LONGEST
        && page.is_capital(from)
        && !page.is_stop(to - 1)
        && !page.is(to - 1, ",")
        && 2 * (from..to).filter(|at| page.is_capital(*at)).count() >= to - from
}

/// Words that open the name of a storm, an operation or the like.
const EVENTS: &[&str] = &["Hurricane", "Typhoon", "Cyclone", "Storm", "Operation", "Project", "Tropical"];

/// Names of several words: the last says what an organisation or place is, the first may be a given name.
fn several(page: &Page<'_>, segment: &Segment, words: &[usize], score: &mut Score) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    if EVENTS.contains(&page.word(*first)) {
        score.favour(Label::Nothing, 48);
    }
    // `Kim Jong-un`: a syllable in small letters after a hyphen.
    if segment.to - last == 3 && page.is(last + 1, "-") && page.is_lower(last + 2) {
        score.favour(Label::Person, 48);
    }
    let (first, last) = (page.classes(*first), page.classes(*last));
    let of = (segment.from + 1..segment.to).find(|at| page.is(*at, "of") || page.is(*at, "for"));
    let head = of.map_or(last, |of| page.classes(of - 1));
    if first.any(Classes::FIRST) && of.is_none() && !head.any(Classes::ORGANISATION_HEAD | Classes::THING) {
        score.favour(Label::Person, 32);
    }
    if head.any(Classes::ORGANISATION_HEAD | Classes::ORGANISATION_SUFFIX) {
        score.favour(Label::Organisation, 24);
    }
    if head.any(Classes::PLACE_HEAD) {
        score.favour(Label::Place, 28);
    }
    if head.any(Classes::THING) {
        score.favour(Label::Nothing, 24);
    }
}

/// Words that are no names: titles alone, and everyday words at the head of a sentence.
fn everyday(page: &Page<'_>, segment: &Segment, words: &[usize], score: &mut Score) {
    let plain = Classes::TITLE | Classes::COMMON | Classes::FUNCTION | Classes::KIN | Classes::THING;
    let names = Classes::NAME | Classes::FIRST | Classes::ORGANISATION_HEAD;
    let all = words.iter().all(|at| page.classes(*at).any(plain) && !page.classes(*at).any(names));
    let known = segment.known.classes.any(Classes::PLACE | Classes::ORGANISATION);
    if all && !segment.titled && !known {
        score.favour(Label::Nothing, 32);
    }
    let [alone] = words else { return unknown(page, segment, words, score) };
    let (classes, word) = (page.classes(*alone), page.word(*alone));
    let opens = page.starts_sentence(*alone);
    if classes.any(Classes::THING) && !all && !classes.any(Classes::NAME) {
        score.favour(Label::Nothing, 32);
    } else if word.len() > 6
        && word.ends_with("ans")
        && !page.is_possessive(segment.to)
        && !classes.any(Classes::NAME)
    {
        score.favour(Label::Nothing, 24);
    } else if opens && classes.any(Classes::COMMON) && !segment.titled {
        score.favour(Label::Nothing, 16);
    } else if classes == Classes::NONE && !page.seen_small(*alone) && page.is_plainly_capitalised(*alone) {
        score.favour(Label::Person, if opens { 4 } else { 8 });
    }
}

/// Two or three words with capitals of which the tables know nothing: mostly a person.
fn unknown(page: &Page<'_>, segment: &Segment, words: &[usize], score: &mut Score) {
    let speaks = Classes::NAME
        | Classes::ORGANISATION_HEAD
        | Classes::PLACE_HEAD
        | Classes::PLACE_LEAD
        | Classes::THING
        | Classes::COMMON
        | Classes::ORGANISATION_SUFFIX;
    let plain = words.iter().all(|at| !page.classes(*at).any(speaks) && page.is_plainly_capitalised(*at));
    if plain && words.len() <= 3 && segment.to - segment.from <= 3 {
        score.favour(Label::Person, 16);
    }
}

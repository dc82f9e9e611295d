//! Runs of capitalised words, with what joins them: `Bank of Scotland`, `Kim Jong-un`, `Marks & Spencer`.
//!
//! Takes a page. Gives where each run ends. Decides nothing about what a run is.

use super::class::Classes;
use super::page::Page;
use super::registry::Registry;

/// No run goes on for more tokens than this.
const LONGEST: usize = 30;

/// Owners that are part of a name: `Women's Institute`.
const PLURAL_OWNERS: &[&str] = &[
    "People",
    "Peoples",
    "Women",
    "Men",
    "Children",
    "Workers",
    "Farmers",
    "Veterans",
    "King",
    "Queen",
    "Bishop",
    "Teachers",
    "Writers",
    "Students",
    "Girls",
    "Boys",
    "Nurses",
    "Patients",
    "Mother",
    "Lloyd",
    "Moody",
    "Christie",
    "Sotheby",
    "Lord",
    "Ladies",
    "Players",
    "Publishers",
    "Physicians",
    "Actors",
    "Lawyers",
    "Peasants",
    "Consumers",
];

/// What is named after its owner: `Howe's Brigade`, `St John's College`.
const OWNED: &[&str] =
    &["Brigade", "Division", "Regiment", "Battalion", "College", "Hospital", "School", "Church", "Club"];

/// Words that follow a glued hyphen in small letters and belong to no name: `Oman-led`.
const AFTER_HYPHEN: &[&str] = &[
    "led", "era", "run", "born", "wide", "made", "like", "held", "run", "fed", "bred", "lit", "old", "day",
    "week", "hit",
];

/// Whether a run may begin at a token.
pub(crate) fn opens(page: &Page<'_>, at: usize) -> bool {
    page.is_capital(at) || is_article_of_arabic(page, at) && page.is_capital(at + 2)
}

/// The `al` of `al-Assad`.
fn is_article_of_arabic(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "al" | "el" | "as" | "ul" | "an" | "ash" | "ar" | "at")
        && page.is(at + 1, "-")
        && page.is_glued(at + 1)
        && page.is_glued(at + 2)
}

/// One past the last token of the run that begins at `from`.
pub(crate) fn end(page: &Page<'_>, registry: &Registry, from: usize) -> usize {
    let mut last = if page.is_capital(from) { from } else { from + 2 };
    loop {
        let known = page.longest_phrase(last).map(|(end, _)| end);
        if let Some(end) = known.max(registry.longest_name(page, last)) {
            last = end - 1;
        }
        match join(page, from, last) {
            Some(next) if next > last && next - from < LONGEST => last = next,
            _ => return last + 1,
        }
    }
}

/// The next capitalised word that belongs to the run whose last word so far is `last`.
fn join(page: &Page<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 1;
    if page.is_capital(next) && page.is_spaced(next) {
        if page.word(last).ends_with('.') && page.classes(next).any(Classes::FUNCTION) {
            return None;
        }
        return (!page.is(next, "I") || page.classes(last).any(Classes::FIRST)).then_some(next);
    }
    match page.word(next) {
        "-" | "‑" if page.is_glued(next) && page.is_glued(next + 1) => hyphen(page, from, last),
        "&" => page.is_capital(next + 1).then_some(next + 1),
        "'s" | "’s" | "'" | "’" => owner(page, last),
        "," => suffix(page, next + 1),
        "." => None,
        "of" if page.is_spaced(next) => of(page, from, last),
        "for" if page.is_spaced(next) => head_then(page, last, next + 1),
        "and" if page.is_spaced(next) => and(page, from, last),
        "the" if page.is_spaced(next) && last > from => {
            matches!(page.word(next + 1), "Elder" | "Younger" | "Great").then_some(next + 1)
        }
        _ if is_article_of_arabic(page, next) && page.is_spaced(next) => {
            page.is_capital(next + 2).then_some(next + 2)
        }
        _ if page.classes(next).any(Classes::PARTICLE) && page.is_spaced(next) => particle(page, next),
        _ => None,
    }
}

/// `Jean-Claude` and `Jong-un` are one, `US-Iran` and `Oman-mediated` are not.
fn hyphen(page: &Page<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    if page.is_capital(next) {
        let sides = [page.classes(last), page.classes(next)];
        let apart = sides.iter().all(|side| side.any(Classes::STATE | Classes::NATION | Classes::CAPITAL))
            || sides[0].any(Classes::NATION | Classes::MONTH | Classes::WEEKDAY);
        return (!apart).then_some(next);
    }
    let word = page.word(next);
    let syllable = (1..=4).contains(&word.len())
        && page.is_lower(next)
        && !AFTER_HYPHEN.contains(&word)
        && !page.classes(next).any(Classes::FUNCTION | Classes::COMMON | Classes::ROLE | Classes::OFFICE);
    (syllable && last > from && page.is_spaced(last)).then_some(next)
}

fn owner(page: &Page<'_>, last: usize) -> Option<usize> {
    let next = last + 2;
    let joined = page.is_capital(next)
        && page.is_spaced(next)
        && (PLURAL_OWNERS.contains(&page.word(last))
            || OWNED.contains(&page.word(next)) && !page.classes(last).any(Classes::NAME));
    joined.then_some(next)
}

/// `, Inc.` and `, Jr.`
fn suffix(page: &Page<'_>, at: usize) -> Option<usize> {
    let name = page.word(at).trim_end_matches('.');
    matches!(name, "Inc" | "Ltd" | "LLC" | "Corp" | "Jr" | "Sr" | "PLC").then_some(at)
}

/// Whether a word may take `of` and more names: the head of an organisation, of a place or of a thing.
fn takes_of(page: &Page<'_>, at: usize) -> bool {
    page.classes(at)
        .any(Classes::ORGANISATION_HEAD | Classes::PLACE_HEAD | Classes::THING | Classes::PLACE_LEAD)
        && !page.classes(at).any(Classes::OFFICE | Classes::CALENDAR)
}

fn of(page: &Page<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    let next = if page.is(next, "the") { next + 1 } else { next };
    if page.is(next - 1, "the") && page.is_acronym(next) {
        return None;
    }
    let of_office = (from..last).any(|at| page.is(at, "for"))
        && (from..last).any(|at| page.classes(at).any(Classes::ORGANISATION_HEAD));
    ((of_office || takes_of(page, last)) && page.is_capital(next) && page.is_spaced(next)).then_some(next)
}

fn head_then(page: &Page<'_>, last: usize, next: usize) -> Option<usize> {
    let next = if page.is(next, "the") { next + 1 } else { next };
    let joined =
        page.classes(last).any(Classes::ORGANISATION_HEAD) && page.is_capital(next) && page.is_spaced(next);
    joined.then_some(next)
}

/// `and` joins within the name of an office (`Ministry of Trade and Industry`, `Food and Drug Administration`).
fn and(page: &Page<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    if !page.is_capital(next) || !page.is_spaced(next) || is_name(page, last) || is_name(page, next) {
        return None;
    }
    let within_office = (from..last).any(|at| page.is(at, "of") || page.is(at, "for"))
        && (from..last).any(|at| page.classes(at).any(Classes::ORGANISATION_HEAD));
    let tail = tail_of(page, next);
    let headed = page.classes(tail).any(Classes::ORGANISATION_HEAD) && tail > next
        || page.classes(tail).any(Classes::ORGANISATION_SUFFIX);
    (within_office && !page.classes(last).any(Classes::ORGANISATION_HEAD) || headed && is_subject(page, last))
        .then_some(next)
}

/// A word for a field of work rather than a name, such as the `Food` of `Food and Drug Administration`.
fn is_subject(page: &Page<'_>, at: usize) -> bool {
    page.seen_small(at)
        || page.classes(at).any(Classes::COMMON | Classes::ORGANISATION_NOUN | Classes::ORGANISATION_HEAD)
}

fn is_name(page: &Page<'_>, at: usize) -> bool {
    page.classes(at).any(Classes::NAME | Classes::FIRST)
}

/// The last word of the plain capitalised run that begins at `at`.
fn tail_of(page: &Page<'_>, at: usize) -> usize {
    let mut tail = at;
    while page.is_capital(tail + 1) && page.is_spaced(tail + 1) {
        tail += 1;
    }
    tail
}

/// `de la Cruz`, `van der Bellen`, `bin Salman`: at most three small words, then a capital.
fn particle(page: &Page<'_>, first: usize) -> Option<usize> {
    let next = (first + 1..first + 4)
        .find(|at| !page.classes(*at).any(Classes::PARTICLE) || page.is_capital(*at))?;
    if is_article_of_arabic(page, next) && page.is_capital(next + 2) {
        return Some(next + 2);
    }
    (page.is_capital(next) && page.is_spaced(next)).then_some(next)
}

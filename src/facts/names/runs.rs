//! Runs of capitalised words, with what joins them: `Bank of Scotland`, `Kim Jong-un`, `Marks & Spencer`.
//!
//! Takes a page. Gives where each run ends. Decides nothing about what a run is.

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::declared::DeclaredNames;

/// No run goes on for more tokens than this.
const MAX_RUN_TOKENS: usize = 30;

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
const OWNED_NOUNS: &[&str] =
    &["Brigade", "Division", "Regiment", "Battalion", "College", "Hospital", "School", "Church", "Club"];

/// Words that follow a glued hyphen in small letters and belong to no name: `Oman-led`.
const AFTER_HYPHEN: &[&str] = &[
    "led", "era", "run", "born", "wide", "made", "like", "held", "run", "fed", "bred", "lit", "old", "day",
    "week", "hit",
];

/// Whether a run may begin at a token.
pub(crate) fn may_begin_run(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.is_capital(at) || is_arabic_article(page, at) && page.is_capital(at + 2)
}

/// The `al` of `al-Assad`.
fn is_arabic_article(page: &AnnotatedText<'_>, at: usize) -> bool {
    matches!(page.word(at), "al" | "el" | "as" | "ul" | "an" | "ash" | "ar" | "at")
        && page.has_word(at + 1, "-")
        && page.is_glued(at + 1)
        && page.is_glued(at + 2)
}

/// One past the last token of the run that begins at `from`.
pub(crate) fn run_end(page: &AnnotatedText<'_>, registry: &DeclaredNames, from: usize) -> usize {
    let mut last = if page.is_capital(from) { from } else { from + 2 };
    loop {
        let known = page.longest_phrase(last).map(|(end, _)| end);
        if let Some(end) = known.max(registry.longest_name_end(page, last)) {
            last = end - 1;
        }
        match next_in_run(page, from, last) {
            Some(next) if next > last && next - from < MAX_RUN_TOKENS => last = next,
            _ => return last + 1,
        }
    }
}

/// The next capitalised word that belongs to the run whose last word so far is `last`.
fn next_in_run(page: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 1;
    if page.is_capital(next) && page.is_spaced(next) {
        if page.word(last).ends_with('.') && page.classes(next).intersects(WordClasses::FUNCTION_WORD) {
            return None;
        }
        return (!page.has_word(next, "I") || page.classes(last).intersects(WordClasses::GIVEN_NAME))
            .then_some(next);
    }
    match page.word(next) {
        "-" | "‑" if page.is_glued(next) && page.is_glued(next + 1) => join_hyphen(page, from, last),
        "&" => page.is_capital(next + 1).then_some(next + 1),
        "'s" | "’s" | "'" | "’" => join_possessive(page, last),
        "," => join_suffix(page, next + 1),
        "." => None,
        "of" if page.is_spaced(next) => join_of(page, from, last),
        "for" if page.is_spaced(next) => join_after_head(page, last, next + 1),
        "and" if page.is_spaced(next) => join_and(page, from, last),
        "the" if page.is_spaced(next) && last > from => {
            matches!(page.word(next + 1), "Elder" | "Younger" | "Great").then_some(next + 1)
        }
        _ if is_arabic_article(page, next) && page.is_spaced(next) => {
            page.is_capital(next + 2).then_some(next + 2)
        }
        _ if page.classes(next).intersects(WordClasses::PARTICLE) && page.is_spaced(next) => {
            join_particles(page, next)
        }
        _ => None,
    }
}

/// `Jean-Claude` and `Jong-un` are one, `US-Iran` and `Oman-mediated` are not.
fn join_hyphen(page: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    if page.is_capital(next) {
        let sides = [page.classes(last), page.classes(next)];
        let apart = sides
            .iter()
            .all(|side| side.intersects(WordClasses::STATE | WordClasses::NATION | WordClasses::CAPITAL))
            || sides[0].intersects(WordClasses::NATION | WordClasses::MONTH | WordClasses::WEEKDAY);
        return (!apart).then_some(next);
    }
    let word = page.word(next);
    let syllable = (1..=4).contains(&word.len())
        && page.is_lower(next)
        && !AFTER_HYPHEN.contains(&word)
        && !page.classes(next).intersects(
            WordClasses::FUNCTION_WORD | WordClasses::COMMON_WORD | WordClasses::ROLE | WordClasses::OFFICE,
        );
    (syllable && last > from && page.is_spaced(last)).then_some(next)
}

fn join_possessive(page: &AnnotatedText<'_>, last: usize) -> Option<usize> {
    let next = last + 2;
    let joined = page.is_capital(next)
        && page.is_spaced(next)
        && (PLURAL_OWNERS.contains(&page.word(last))
            || OWNED_NOUNS.contains(&page.word(next)) && !page.classes(last).intersects(WordClasses::NAME));
    joined.then_some(next)
}

/// `, Inc.` and `, Jr.`
fn join_suffix(page: &AnnotatedText<'_>, at: usize) -> Option<usize> {
    let name = page.word(at).trim_end_matches('.');
    matches!(name, "Inc" | "Ltd" | "LLC" | "Corp" | "Jr" | "Sr" | "PLC").then_some(at)
}

/// Whether a word may take `of` and more names: the head of an organisation, of a place or of a thing.
fn takes_of(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.classes(at).intersects(
        WordClasses::ORGANISATION_HEAD
            | WordClasses::PLACE_HEAD
            | WordClasses::THING_HEAD
            | WordClasses::PLACE_LEAD,
    ) && !page.classes(at).intersects(WordClasses::OFFICE | WordClasses::CALENDAR)
}

fn join_of(page: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    let next = if page.has_word(next, "the") { next + 1 } else { next };
    if page.has_word(next - 1, "the") && page.is_acronym(next) {
        return None;
    }
    let of_office = (from..last).any(|at| page.has_word(at, "for"))
        && (from..last).any(|at| page.classes(at).intersects(WordClasses::ORGANISATION_HEAD));
    ((of_office || takes_of(page, last)) && page.is_capital(next) && page.is_spaced(next)).then_some(next)
}

fn join_after_head(page: &AnnotatedText<'_>, last: usize, next: usize) -> Option<usize> {
    let next = if page.has_word(next, "the") { next + 1 } else { next };
    let joined = page.classes(last).intersects(WordClasses::ORGANISATION_HEAD)
        && page.is_capital(next)
        && page.is_spaced(next);
    joined.then_some(next)
}

/// `and` joins within the name of an office (`Ministry of Trade and Industry`, `Food and Drug Administration`).
fn join_and(page: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    if !page.is_capital(next) || !page.is_spaced(next) || is_name_word(page, last) || is_name_word(page, next)
    {
        return None;
    }
    let within_office = (from..last).any(|at| page.has_word(at, "of") || page.has_word(at, "for"))
        && (from..last).any(|at| page.classes(at).intersects(WordClasses::ORGANISATION_HEAD));
    let tail = run_tail(page, next);
    let headed = page.classes(tail).intersects(WordClasses::ORGANISATION_HEAD) && tail > next
        || page.classes(tail).intersects(WordClasses::ORGANISATION_SUFFIX);
    (within_office && !page.classes(last).intersects(WordClasses::ORGANISATION_HEAD)
        || headed && is_subject_field(page, last))
    .then_some(next)
}

/// A word for a field of work rather than a name, such as the `Food` of `Food and Drug Administration`.
fn is_subject_field(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.is_seen_lowercase(at)
        || page.classes(at).intersects(
            WordClasses::COMMON_WORD | WordClasses::ORGANISATION_NOUN | WordClasses::ORGANISATION_HEAD,
        )
}

fn is_name_word(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.classes(at).intersects(WordClasses::NAME | WordClasses::GIVEN_NAME)
}

/// The last word of the plain capitalised run that begins at `at`.
fn run_tail(page: &AnnotatedText<'_>, at: usize) -> usize {
    let mut tail = at;
    while page.is_capital(tail + 1) && page.is_spaced(tail + 1) {
        tail += 1;
    }
    tail
}

/// `de la Cruz`, `van der Bellen`, `bin Salman`: at most three small words, then a capital.
fn join_particles(page: &AnnotatedText<'_>, first: usize) -> Option<usize> {
    let next = (first + 1..first + 4)
        .find(|at| !page.classes(*at).intersects(WordClasses::PARTICLE) || page.is_capital(*at))?;
    if is_arabic_article(page, next) && page.is_capital(next + 2) {
        return Some(next + 2);
    }
    (page.is_capital(next) && page.is_spaced(next)).then_some(next)
}

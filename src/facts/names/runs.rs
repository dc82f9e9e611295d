//! Runs of capitalised words and the words that join them: `Bank of Scotland`, `Kim Jong-un`, `Marks & Spencer`.
//!
//! Takes a text. Returns the end of each run. Does not classify runs.

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::declared::DeclaredNames;
use crate::facts::languages::WordList;

/// Maximum number of tokens in a run.
const MAX_RUN_TOKENS: usize = 30;

/// Returns whether a run may begin at a token.
pub(crate) fn may_begin_run(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is_capital(index) || is_arabic_article(annotated, index) && annotated.is_capital(index + 2)
}

/// Returns whether a token is an Arabic article, such as `al` in `al-Assad`.
fn is_arabic_article(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is(index, WordList::ArabicArticle)
        && annotated.has_word(index + 1, "-")
        && annotated.is_glued(index + 1)
        && annotated.is_glued(index + 2)
}

/// Returns the end of the run that begins at `from`.
pub(crate) fn run_end(annotated: &AnnotatedText<'_>, declared_names: &DeclaredNames, from: usize) -> usize {
    let mut last = if annotated.is_capital(from) { from } else { from + 2 };
    loop {
        let known = annotated.longest_phrase(last).map(|(end, _)| end);
        if let Some(end) = known.max(declared_names.longest_name_end(annotated, last)) {
            last = end - 1;
        }
        match next_in_run(annotated, from, last) {
            Some(next) if next > last && next - from < MAX_RUN_TOKENS => last = next,
            _ => return last + 1,
        }
    }
}

/// Returns the next capitalised word of the run whose last word so far is `last`.
fn next_in_run(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 1;
    if annotated.is_capital(next) && annotated.is_spaced(next) {
        if annotated.word(last).ends_with('.')
            && annotated.classes(next).intersects(WordClasses::FUNCTION_WORD)
        {
            return None;
        }
        return (!annotated.is(next, WordList::NoMiddleWord)
            || annotated.classes(last).intersects(WordClasses::GIVEN_NAME))
        .then_some(next);
    }
    match annotated.word(next) {
        "-" | "‑" if annotated.is_glued(next) && annotated.is_glued(next + 1) => {
            join_hyphen(annotated, from, last)
        }
        "&" => annotated.is_capital(next + 1).then_some(next + 1),
        "'" | "’" => join_possessive(annotated, last),
        _ if annotated.is_lower_possessive(next) => join_possessive(annotated, last),
        "," => join_suffix(annotated, next + 1),
        "." => None,
        _ if annotated.is(next, WordList::Of) && annotated.is_spaced(next) => join_of(annotated, from, last),
        _ if annotated.is(next, WordList::For) && annotated.is_spaced(next) => {
            join_after_head(annotated, last, next + 1)
        }
        _ if annotated.is(next, WordList::And) && annotated.is_spaced(next) => {
            join_and(annotated, from, last)
        }
        _ if annotated.is(next, WordList::The) && annotated.is_spaced(next) && last > from => {
            annotated.is(next + 1, WordList::Epithet).then_some(next + 1)
        }
        _ if is_arabic_article(annotated, next) && annotated.is_spaced(next) => {
            annotated.is_capital(next + 2).then_some(next + 2)
        }
        _ if annotated.classes(next).intersects(WordClasses::PARTICLE) && annotated.is_spaced(next) => {
            join_particles(annotated, next)
        }
        _ => None,
    }
}

/// Joins `Jean-Claude` and `Jong-un`, but not `US-Iran` and `Oman-mediated`.
fn join_hyphen(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    if annotated.is_capital(next) {
        let sides = [annotated.classes(last), annotated.classes(next)];
        let apart = sides
            .iter()
            .all(|side| side.intersects(WordClasses::STATE | WordClasses::NATION | WordClasses::CAPITAL))
            || sides[0].intersects(WordClasses::NATION | WordClasses::MONTH | WordClasses::WEEKDAY);
        return (!apart).then_some(next);
    }
    let word = annotated.word(next);
    let syllable = (1..=4).contains(&word.len())
        && annotated.is_lower(next)
        && !annotated.is(next, WordList::AfterHyphen)
        && !annotated.classes(next).intersects(
            WordClasses::FUNCTION_WORD | WordClasses::COMMON_WORD | WordClasses::ROLE | WordClasses::OFFICE,
        );
    (syllable && last > from && annotated.is_spaced(last)).then_some(next)
}

fn join_possessive(annotated: &AnnotatedText<'_>, last: usize) -> Option<usize> {
    let next = last + 2;
    let joined = annotated.is_capital(next)
        && annotated.is_spaced(next)
        && (annotated.is(last, WordList::PluralOwner)
            || annotated.is(next, WordList::OwnedNoun)
                && !annotated.classes(last).intersects(WordClasses::NAME));
    joined.then_some(next)
}

/// Joins `, Inc.` and `, Jr.`
fn join_suffix(annotated: &AnnotatedText<'_>, index: usize) -> Option<usize> {
    annotated.is_abbreviated(index, WordList::NameSuffix).then_some(index)
}

/// Returns whether a word may be followed by `of` and a name: a head noun of an organisation, place or thing.
fn takes_of(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.classes(index).intersects(
        WordClasses::ORGANISATION_HEAD
            | WordClasses::PLACE_HEAD
            | WordClasses::THING_HEAD
            | WordClasses::PLACE_LEAD,
    ) && !annotated.classes(index).intersects(WordClasses::OFFICE | WordClasses::CALENDAR)
}

fn join_of(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    let next = if annotated.is(next, WordList::The) { next + 1 } else { next };
    if annotated.is(next - 1, WordList::The) && annotated.is_acronym(next) {
        return None;
    }
    let of_office = (from..last).any(|index| annotated.is(index, WordList::For))
        && (from..last).any(|index| annotated.classes(index).intersects(WordClasses::ORGANISATION_HEAD));
    ((of_office || takes_of(annotated, last)) && annotated.is_capital(next) && annotated.is_spaced(next))
        .then_some(next)
}

fn join_after_head(annotated: &AnnotatedText<'_>, last: usize, next: usize) -> Option<usize> {
    let next = if annotated.is(next, WordList::The) { next + 1 } else { next };
    let joined = annotated.classes(last).intersects(WordClasses::ORGANISATION_HEAD)
        && annotated.is_capital(next)
        && annotated.is_spaced(next);
    joined.then_some(next)
}

/// Joins `and` within the name of an office: `Ministry of Trade and Industry`, `Food and Drug Administration`.
fn join_and(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    if !annotated.is_capital(next)
        || !annotated.is_spaced(next)
        || is_name_word(annotated, last)
        || is_name_word(annotated, next)
    {
        return None;
    }
    let within_office = (from..last)
        .any(|index| annotated.lists(index).contains_any([WordList::Of, WordList::For]))
        && (from..last).any(|index| annotated.classes(index).intersects(WordClasses::ORGANISATION_HEAD));
    let tail = run_tail(annotated, next);
    let headed = annotated.classes(tail).intersects(WordClasses::ORGANISATION_HEAD) && tail > next
        || annotated.classes(tail).intersects(WordClasses::ORGANISATION_SUFFIX);
    (within_office && !annotated.classes(last).intersects(WordClasses::ORGANISATION_HEAD)
        || headed && is_subject_field(annotated, last))
    .then_some(next)
}

/// Returns whether a word is a field of work rather than a name, such as `Food` in `Food and Drug Administration`.
fn is_subject_field(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is_seen_lowercase(index)
        || annotated.classes(index).intersects(
            WordClasses::COMMON_WORD | WordClasses::ORGANISATION_NOUN | WordClasses::ORGANISATION_HEAD,
        )
}

fn is_name_word(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.classes(index).intersects(WordClasses::NAME | WordClasses::GIVEN_NAME)
}

/// Returns the last word of the simple run that begins at a token.
fn run_tail(annotated: &AnnotatedText<'_>, index: usize) -> usize {
    let mut tail = index;
    while annotated.is_capital(tail + 1) && annotated.is_spaced(tail + 1) {
        tail += 1;
    }
    tail
}

/// Joins particles: `de la Cruz`, `van der Bellen`, `bin Salman`. At most three, then a capitalised word.
fn join_particles(annotated: &AnnotatedText<'_>, first: usize) -> Option<usize> {
    let next = (first + 1..first + 4).find(|index| {
        !annotated.classes(*index).intersects(WordClasses::PARTICLE) || annotated.is_capital(*index)
    })?;
    if is_arabic_article(annotated, next) && annotated.is_capital(next + 2) {
        return Some(next + 2);
    }
    (annotated.is_capital(next) && annotated.is_spaced(next)).then_some(next)
}

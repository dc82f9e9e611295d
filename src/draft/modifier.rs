//! Dates that modify a noun or an amount and are those of no event.

use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::facts::languages::DraftList;
use crate::facts::names::WordClasses;
use crate::text::Span;

use super::analysis::DraftReading;
use super::date_range::DatedSpan;
use super::verbs::is_finite_verb;

/// Returns whether a date only modifies a noun or an amount: "the budget for 2025", "papers of 1797", "more than in 2019",
/// "morning trading", "(2023)".
pub(super) fn modifies_noun(reading: &DraftReading<'_>, dated: &DatedSpan, whole: Span) -> bool {
    let annotated = &reading.annotated;
    let (index, next) = (reading.token_at(dated.span.start), reading.token_at(dated.span.end));
    let before = |back: usize| index.checked_sub(back).map_or("", |index| annotated.word(index));
    let is_long = match dated.date {
        Date::Calendar(CalendarDate { precision, .. }) => {
            matches!(precision, Precision::Year | Precision::Month(_))
        }
        _ => false,
    };
    let is_bracketed = before(1) == "(" && annotated.has_word(next, ")");
    let is_compared = is_base_of_comparison(reading, index, reading.token_at(whole.start));
    let is_base = reading.is_listed(DraftList::ModifierPreposition, before(1))
        && is_long
        && !(reading.is_listed(DraftList::BaseStart, before(1)) && annotated.has_word(next, ","));
    let follows = annotated.is_lower(next)
        && annotated.is_spaced(next)
        && !annotated.classes(next).intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB)
        && !is_finite_verb(reading, next);
    let is_attributive = is_long && follows && reading.is_listed(DraftList::Determiner, before(1));
    let is_owner = annotated.is_possessive(next) && dated.span.start > whole.start;
    let is_day_part = reading.is_listed(DraftList::DayPartAlone, &reading.slice(dated.span).to_lowercase());
    let is_subject =
        matches!(dated.date, Date::Calendar(CalendarDate { precision: Precision::Month(_), .. }))
            && !annotated.classes(index.saturating_sub(1)).intersects(WordClasses::FUNCTION_WORD)
            && (index == 0 || annotated.starts_sentence(index) || before(1) == ",")
            && annotated.is_lower(next)
            && (is_finite_verb(reading, next) || annotated.word(next).ends_with('s'));
    let is_year = matches!(dated.date, Date::Calendar(CalendarDate { precision: Precision::Year, .. }));
    // "His grey 2013 Aare": a word of the name stands before the year.
    let follows_adjective = index.checked_sub(1).is_some_and(|before| {
        annotated.is_lower(before)
            && !annotated.classes(before).intersects(WordClasses::FUNCTION_WORD)
            && !is_finite_verb(reading, before)
    });
    let is_in_name = is_year
        && (is_determined(reading, index) || follows_adjective)
        && (annotated.is_capital(next) || annotated.word(next).starts_with('#'));
    let is_programme = annotated.is_capital(index)
        && !annotated.starts_sentence(index)
        && (reading.is_listed(DraftList::DayAdverb, &reading.slice(dated.span).to_lowercase())
            || reading.is_listed(DraftList::OpeningPhrase, annotated.word(index)));
    let is_superlative = follows_superlative(reading, index, reading.token_at(whole.start));
    is_subject
        || is_in_name
        || is_programme
        || is_superlative
        || is_bracketed
        || is_compared
        || is_base
        || is_attributive
        || is_owner
        || is_day_part
}

/// Returns whether a determiner or an owner precedes a year, perhaps with other years between: "her 2000 and 2006 races".
fn is_determined(reading: &DraftReading<'_>, year: usize) -> bool {
    const MAX_LIST_TOKENS: usize = 6;
    let annotated = &reading.annotated;
    let is_listed = |index: &usize| {
        annotated.has_word(*index, ",")
            || annotated.word(*index).bytes().all(|byte| byte.is_ascii_digit())
            || reading.is_listed(DraftList::ClauseJoin, annotated.word(*index))
    };
    let before = (year.saturating_sub(MAX_LIST_TOKENS)..year).rev().find(|index| !is_listed(index));
    before.is_some_and(|before| {
        annotated.is_possessive(before)
            || reading.is_listed(DraftList::Determiner, &annotated.word(before).to_lowercase())
    })
}

/// Returns whether a date is that of an amount which another is compared with: "up from 14 million in 2024".
fn is_base_of_comparison(reading: &DraftReading<'_>, index: usize, first: usize) -> bool {
    const MAX_DISTANCE: usize = 14;
    const MAX_AMOUNT: usize = 3;
    let annotated = &reading.annotated;
    let from = index.saturating_sub(MAX_DISTANCE).max(first);
    let is_verb = |at: &usize| {
        is_finite_verb(reading, *at) && !reading.is_listed(DraftList::Comparison, annotated.word(*at))
    };
    let ends = |at: &usize| annotated.has_word(*at, ",") || is_verb(at);
    // "Up from", "up 18 percent from".
    let is_base = |at: usize| {
        reading.is_listed(DraftList::BaseStart, annotated.word(at))
            && (at.saturating_sub(MAX_AMOUNT)..at)
                .any(|before| reading.is_listed(DraftList::BeforeBase, annotated.word(before)))
    };
    let compares = |at: usize| reading.is_listed(DraftList::Comparison, annotated.word(at));
    // An amount may have commas: "down from 9.7 million, or 70 cents a share, last year".
    (from..index).rev().take_while(|at| !ends(at)).any(compares)
        || (from..index).rev().take_while(|at| !is_verb(at)).any(is_base)
}

/// Returns whether a date bounds a superlative: "the highest rate since September", "the best year since a rise in 1999".
fn follows_superlative(reading: &DraftReading<'_>, index: usize, first: usize) -> bool {
    const MAX_DISTANCE: usize = 10;
    let annotated = &reading.annotated;
    let from = index.saturating_sub(MAX_DISTANCE).max(first);
    let since = (from..index).rev().find(|at| reading.is_listed(DraftList::Since, annotated.word(*at)));
    since.is_some_and(|since| {
        let from = since.saturating_sub(MAX_DISTANCE).max(first);
        (from..since).any(|at| {
            annotated.is_lower(at)
                && (reading.is_listed(DraftList::Superlative, annotated.word(at))
                    || reading.words().has_ending(DraftList::SuperlativeEnding, annotated.word(at)))
        })
    })
}

/// Returns whether a date follows a noun that has its own preposition: "his support during the floods last month" dates the
/// floods.
pub(super) fn dates_object(reading: &DraftReading<'_>, date: Span, first: usize) -> bool {
    const MAX_NOUN_TOKENS: usize = 9;
    let annotated = &reading.annotated;
    let index = reading.token_at(date.start);
    let is_free = index > 0 && reading.is_listed(DraftList::FreePreposition, annotated.word(index - 1));
    let from = index.saturating_sub(MAX_NOUN_TOKENS).max(first);
    let ends = |at: &usize| annotated.has_word(*at, ",") || is_finite_verb(reading, *at);
    let opens =
        |at: usize| at + 1 < index && reading.is_listed(DraftList::ObjectPreposition, annotated.word(at));
    !is_free && (from..index).rev().take_while(|at| !ends(at)).any(opens)
}

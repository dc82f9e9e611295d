//! Words that override each date of the prose, and no other.
//!
//! An override applies to all its words, also inside a longer expression: `2018: ignore` would remove `8 May 2018` too. So
//! words before or after the expression are added until they occur with this date only.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::analysis::DraftReading;
use super::super::dates::dates_event;
use super::dates::day_key;

/// Numbers of words added before and after an expression, in the order in which they are tried.
const ADDED_WORDS: [(usize, usize); 11] =
    [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 5)];
/// Maximum number of tokens of an expression whose parts are compared.
const MAX_TOKENS: usize = 12;

/// Words to be ignored if a date is rejected, by date.
pub(super) struct WordsOfDates {
    pub(super) of_date: BTreeMap<String, BTreeSet<String>>,
}

/// An expression with a date.
struct DatedTokens {
    tokens: Range<usize>,
    date: String,
    /// Tokens that words may be added from: its sentence, up to the expressions before and after.
    around: Range<usize>,
    /// Whether it dates an event, and not a statement.
    is_event: bool,
}

impl WordsOfDates {
    pub(super) fn new(reading: &DraftReading<'_>) -> Self {
        let dated = dated_tokens(reading);
        let mut of_date: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut open: Vec<&DatedTokens> = dated.iter().filter(|dated| dated.is_event).collect();
        for added in ADDED_WORDS {
            let occurrences = occurrences(reading, &dated, added);
            open.retain(|dated| {
                let Some(words) = words_of(reading, dated, dated.tokens.clone(), added) else { return true };
                let is_clear = occurrences.get(&words.to_lowercase()).is_some_and(|dates| dates.len() == 1);
                if is_clear {
                    of_date.entry(dated.date.clone()).or_default().insert(words);
                }
                !is_clear
            });
        }
        Self { of_date }
    }
}

fn dated_tokens(reading: &DraftReading<'_>) -> Vec<DatedTokens> {
    let times = reading.statements.iter().filter_map(|statement| Some(statement.when.as_ref()?.span));
    let statement_dates = times.collect();
    let mut all: Vec<DatedTokens> = Vec::new();
    for expression in &reading.expressions {
        let Some(date) = expression.consistent_date() else { continue };
        let (first, after) = (reading.token_at(expression.span.start), reading.token_at(expression.span.end));
        let before = all.last_mut().map_or(0, |before| {
            before.around.end = before.around.end.min(first);
            before.tokens.end
        });
        all.push(DatedTokens {
            tokens: first..after,
            date: day_key(&date),
            around: before..reading.annotated.len(),
            is_event: dates_event(reading, &statement_dates, expression),
        });
    }
    all
}

/// Returns the dates with which each text occurs: of whole expressions and of parts of them.
fn occurrences<'d>(
    reading: &DraftReading<'_>,
    all: &'d [DatedTokens],
    added: (usize, usize),
) -> BTreeMap<String, BTreeSet<&'d str>> {
    let mut occurrences: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for dated in all {
        let Range { start, end } = dated.tokens.clone();
        let parts =
            (start..end.min(start + MAX_TOKENS)).flat_map(|from| (from + 1..=end).map(move |to| from..to));
        // Words before it touch its first token, words after it its last.
        let touches = |part: &Range<usize>| {
            (added.0 == 0 || part.start == start)
                && (added.1 == 0 || part.end == end)
                && part.len() <= MAX_TOKENS
        };
        for part in parts.filter(touches) {
            if let Some(words) = words_of(reading, dated, part, added) {
                occurrences.entry(words.to_lowercase()).or_default().insert(&dated.date);
            }
        }
    }
    occurrences
}

/// Returns a part of an expression with words before and after it, if its sentence has them.
fn words_of(
    reading: &DraftReading<'_>,
    dated: &DatedTokens,
    part: Range<usize>,
    (before, after): (usize, usize),
) -> Option<String> {
    let annotated = &reading.annotated;
    let start = part.start.checked_sub(before).filter(|start| *start >= dated.around.start)?;
    let end = Some(part.end + after).filter(|end| *end <= dated.around.end)?;
    let begins = |index: usize| annotated.starts_sentence(index) || annotated.starts_paragraph(index);
    let is_one_sentence = !(start + 1..=part.start).chain(part.end..end).any(begins);
    let words = reading.slice(annotated.span(start, end));
    (is_one_sentence && !words.contains('\n')).then(|| words.to_owned())
}

//! What in the prose does not fit the calendar or the facts, and what will not fit for long.

use std::borrow::Cow;

use crate::diagnostic::{
    AMBIGUOUS_DATE, CONTRADICTED_DATE, Diagnostic, IMPOSSIBLE_DAY, PAST_AS_COMING, Place, STALE_WORD,
    WRONG_WEEKDAY,
};
use crate::facts::Date;
use crate::facts::clause::clause_span;
use crate::facts::date::{Phase, Style};
use crate::facts::timex::{Direction, Expression};
use crate::facts::token::{Kind, Token};
use crate::text::Span;

use super::reading::Reading;
use super::same::Places;

/// Words of a fact that must stand in a sentence, of all it has, for the sentence to tell the same.
const ENOUGH: usize = 3;

/// Checks what was found in one briefing.
pub(super) fn check(reading: &Reading<'_>, expressions: &[Expression]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let facts: Vec<Vec<String>> =
        reading.briefing.dates.iter().map(|fact| folded(&fact.what.value)).collect();
    let declared = reading.declared_dates();
    for expression in expressions.iter().filter(|expression| reading.verdict(expression.span).is_none()) {
        notes.extend(calendar(reading, expression));
        notes.extend(time(reading, expression));
        notes.extend(contradicted(reading, &facts, &declared, expressions, expression));
    }
    notes
}

/// How a date is put in words.
fn words(reading: &Reading<'_>, date: &Date) -> String {
    date.words(&Style { zone: &reading.at.zone, place: None }).text()
}

/// Weekdays that do not fit, days that do not exist, days that could be two.
fn calendar(reading: &Reading<'_>, expression: &Expression) -> Option<Diagnostic> {
    let written = expression.span.slice(&reading.plain.text);
    let checks = &expression.checks;
    if let (Some(weekday), Some(date)) = (checks.weekday.filter(|weekday| !weekday.fits), expression.date) {
        let right = date.words(&Style { zone: &reading.at.zone, place: None }).weekday;
        let message =
            format!("{} is a {right}, and the prose says {:?}", words(reading, &date), weekday.written);
        let mend = "put the weekday or the day right, or take the weekday out";
        return Some(reading.note(&WRONG_WEEKDAY, message, expression.span).mend(mend));
    }
    if checks.impossible {
        let message = format!("there is no `{written}`");
        let mend = "put the day right; if these words are no date, add them to `found` with `ignore`";
        return Some(reading.note(&IMPOSSIBLE_DAY, message, expression.span).mend(mend));
    }
    if checks.ambiguous {
        let message = format!("`{written}` can be read as two days");
        let mend = "write the month as a word";
        return Some(reading.note(&AMBIGUOUS_DATE, message, expression.span).mend(mend));
    }
    None
}

/// Words that mean another day to later readers, and what was coming and has passed.
fn time(reading: &Reading<'_>, expression: &Expression) -> Option<Diagnostic> {
    let date = expression.consistent_date()?;
    let written = expression.span.slice(&reading.plain.text);
    let told = || words(reading, &date);
    let published = reading.at.published;
    let was_coming = date.phase(published, &reading.at.zone) == Phase::Coming;
    let has_passed = date.phase(reading.at.as_of, &reading.at.zone) == Phase::Past;
    if expression.checks.tense == Some(Direction::Coming) && was_coming && has_passed {
        let message = format!("{} has passed, and the prose speaks of it as coming", told());
        let mend = "say what happened, or mark the briefing with `review_by`";
        return Some(reading.note(&PAST_AS_COMING, message, expression.span).mend(mend));
    }
    if expression.checks.relative {
        let message = format!("`{written}` means {} only to those who read it in time", told());
        return Some(reading.note(&STALE_WORD, message, expression.span).mend(format!("write `{}`", told())));
    }
    None
}

/// A sentence that tells a declared fact and gives it another day. `facts` are the words of each declared fact.
fn contradicted(
    reading: &Reading<'_>,
    facts: &[Vec<String>],
    declared: &Places,
    all: &[Expression],
    expression: &Expression,
) -> Option<Diagnostic> {
    let date = expression.consistent_date()?;
    let day = date.day(&reading.at.zone)?;
    let dates = &reading.briefing.dates;
    if dates.is_empty() || declared.find(&date, &reading.at.zone).is_some() {
        return None;
    }
    let sentence = clause_span(&reading.plain.text, reading.tokens, expression.span);
    let first = all.partition_point(|other| other.span.start < sentence.start);
    let inside = all[first..].iter().take_while(|other| other.span.end <= sentence.end);
    let alone = inside.filter(|other| other.date.is_some()).take(2).count() == 1;
    if !alone {
        return None;
    }
    let said = content(&reading.plain.text, reading.tokens, sentence);
    let (fact, _) = dates.iter().zip(facts).find(|(fact, told)| {
        let shared = told.iter().filter(|word| said.iter().any(|said| said == *word)).count();
        shared >= ENOUGH
            && shared * 5 >= told.len() * 4
            && fact.when.value.day(&reading.at.zone).is_some_and(|declared| declared != day)
    })?;
    let declared = words(reading, &fact.when.value);
    let message = format!("the prose gives {}, and the facts give {declared}", words(reading, &date));
    let of = Place::of(&reading.briefing.leaf.source, fact.when.span);
    let mend = "put the two right; if the sentence tells something else, say so in other words";
    Some(reading.note(&CONTRADICTED_DATE, message, expression.span).also(of, "declared here").mend(mend))
}

/// The words of a stretch of prose, in small letters.
fn content<'t>(text: &'t str, tokens: &[Token], span: Span) -> Vec<Cow<'t, str>> {
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let inside = tokens[first..].iter().take_while(|token| token.span.end <= span.end);
    let words = inside.filter(|token| token.kind == Kind::Word).map(|token| token.text(text));
    let is_small = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    words.map(|word| if is_small(word) { word.into() } else { word.to_lowercase().into() }).collect()
}

fn folded(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
    let mut words: Vec<String> = words.filter(|word| word.chars().count() > 3).collect();
    words.sort_unstable();
    words.dedup();
    words
}

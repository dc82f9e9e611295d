//! What in the prose does not fit the calendar or the facts, and what will not fit for long.

use std::borrow::Cow;

use crate::diagnostic::{
    AMBIGUOUS_DATE, CONTRADICTED_DATE, Diagnostic, IMPOSSIBLE_DAY, PAST_AS_COMING, STALE_WORD,
    SourceLocation, WRONG_WEEKDAY,
};
use crate::facts::Date;
use crate::facts::clause::clause_span;
use crate::facts::date::{DateStyle, Phase};
use crate::facts::timex::{Direction, TimeExpression};
use crate::facts::token::{Token, TokenKind};
use crate::text::Span;

use super::prose::BriefingProse;
use super::same::Places;

/// Words of a fact that must stand in a sentence, of all it has, for the sentence to tell the same.
const MIN_SHARED_WORDS: usize = 3;

/// Checks what was found in one briefing.
pub(super) fn check_dates(reading: &BriefingProse<'_>, expressions: &[TimeExpression]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let facts: Vec<Vec<String>> =
        reading.briefing.dates.iter().map(|fact| content_words(&fact.what.value)).collect();
    let declared = reading.declared_dates();
    for expression in expressions.iter().filter(|expression| reading.override_at(expression.span).is_none()) {
        notes.extend(check_calendar(reading, expression));
        notes.extend(check_relative_words(reading, expression));
        notes.extend(check_contradiction(reading, &facts, &declared, expressions, expression));
    }
    notes
}

/// How a date is put in words.
fn date_text(reading: &BriefingProse<'_>, date: &Date) -> String {
    date.to_text(&DateStyle { zone: &reading.times.zone, place: None }).full_text()
}

/// Weekdays that do not fit, days that do not exist, days that could be two.
fn check_calendar(reading: &BriefingProse<'_>, expression: &TimeExpression) -> Option<Diagnostic> {
    let written = expression.span.slice(&reading.plain.text);
    let checks = &expression.checks;
    if let (Some(weekday), Some(date)) =
        (checks.weekday.filter(|weekday| !weekday.matches_date), expression.date)
    {
        let right = date.to_text(&DateStyle { zone: &reading.times.zone, place: None }).weekday;
        let message =
            format!("{} is a {right}, and the prose says {:?}", date_text(reading, &date), weekday.written);
        let help = "put the weekday or the day right, or take the weekday out";
        return Some(reading.diagnostic(&WRONG_WEEKDAY, message, expression.span).help(help));
    }
    if checks.is_impossible {
        let message = format!("there is no `{written}`");
        let help = "put the day right; if these words are no date, add them to `found` with `ignore`";
        return Some(reading.diagnostic(&IMPOSSIBLE_DAY, message, expression.span).help(help));
    }
    if checks.is_ambiguous {
        let message = format!("`{written}` can be read as two days");
        let help = "write the month as a word";
        return Some(reading.diagnostic(&AMBIGUOUS_DATE, message, expression.span).help(help));
    }
    None
}

/// Words that mean another day to later readers, and what was coming and has passed.
fn check_relative_words(reading: &BriefingProse<'_>, expression: &TimeExpression) -> Option<Diagnostic> {
    let date = expression.consistent_date()?;
    let written = expression.span.slice(&reading.plain.text);
    let told = || date_text(reading, &date);
    let published = reading.times.published;
    let was_coming = date.phase(published, &reading.times.zone) == Phase::Future;
    let has_passed = date.phase(reading.times.as_of, &reading.times.zone) == Phase::Past;
    if expression.checks.tense == Some(Direction::Future) && was_coming && has_passed {
        let message = format!("{} has passed, and the prose speaks of it as coming", told());
        let help = "say what happened, or mark the briefing with `review_by`";
        return Some(reading.diagnostic(&PAST_AS_COMING, message, expression.span).help(help));
    }
    if expression.checks.is_relative {
        let message = format!("`{written}` means {} only to those who read it in time", told());
        return Some(
            reading.diagnostic(&STALE_WORD, message, expression.span).help(format!("write `{}`", told())),
        );
    }
    None
}

/// A sentence that tells a declared fact and gives it another day. `facts` are the words of each declared fact.
fn check_contradiction(
    reading: &BriefingProse<'_>,
    facts: &[Vec<String>],
    declared: &Places,
    all: &[TimeExpression],
    expression: &TimeExpression,
) -> Option<Diagnostic> {
    let date = expression.consistent_date()?;
    let day = date.single_day(&reading.times.zone)?;
    let dates = &reading.briefing.dates;
    if dates.is_empty() || declared.find(&date, &reading.times.zone).is_some() {
        return None;
    }
    let sentence = clause_span(&reading.plain.text, reading.tokens, expression.span);
    let first = all.partition_point(|other| other.span.start < sentence.start);
    let inside = all[first..].iter().take_while(|other| other.span.end <= sentence.end);
    let alone = inside.filter(|other| other.date.is_some()).take(2).count() == 1;
    if !alone {
        return None;
    }
    let said = lowercase_words(&reading.plain.text, reading.tokens, sentence);
    let (fact, _) = dates.iter().zip(facts).find(|(fact, told)| {
        let shared = told.iter().filter(|word| said.iter().any(|said| said == *word)).count();
        shared >= MIN_SHARED_WORDS
            && shared * 5 >= told.len() * 4
            && fact.when.value.single_day(&reading.times.zone).is_some_and(|declared| declared != day)
    })?;
    let declared = date_text(reading, &fact.when.value);
    let message = format!("the prose gives {}, and the facts give {declared}", date_text(reading, &date));
    let of = SourceLocation::new(&reading.briefing.meta.source, fact.when.span);
    let help = "put the two right; if the sentence tells something else, say so in other words";
    Some(
        reading
            .diagnostic(&CONTRADICTED_DATE, message, expression.span)
            .related(of, "declared here")
            .help(help),
    )
}

/// The words of a stretch of prose, in small letters.
fn lowercase_words<'t>(text: &'t str, tokens: &[Token], span: Span) -> Vec<Cow<'t, str>> {
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let inside = tokens[first..].iter().take_while(|token| token.span.end <= span.end);
    let words = inside.filter(|token| token.kind == TokenKind::Word).map(|token| token.text(text));
    let is_small = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    words.map(|word| if is_small(word) { word.into() } else { word.to_lowercase().into() }).collect()
}

fn content_words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
    let mut words: Vec<String> = words.filter(|word| word.chars().count() > 3).collect();
    words.sort_unstable();
    words.dedup();
    words
}

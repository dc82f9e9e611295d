//! Checks of dates found in prose against the calendar, the declared facts and the instant of the build.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::diagnostic::{
    AMBIGUOUS_DATE, CONTRADICTED_DATE, Diagnostic, IMPOSSIBLE_DAY, RELATIVE_DATE, SourceLocation,
    TENSE_MISMATCH, WRONG_WEEKDAY,
};
use crate::facts::Date;
use crate::facts::clause::clause_span;
use crate::facts::date::{DateStyle, DateText, Phase};
use crate::facts::timex::{Direction, TimeExpression};
use crate::facts::token::{Token, TokenKind};
use crate::text::Span;

use super::declared::DeclaredTimes;
use super::prose::BriefingProse;

/// Minimum number of words a sentence shares with a declared fact to count as stating that fact.
const MIN_SHARED_WORDS: usize = 3;

/// Checks the dates found in one briefing.
pub(super) fn check_dates(prose: &BriefingProse<'_>, expressions: &[TimeExpression]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let facts: Vec<Vec<String>> =
        prose.briefing.dates.iter().map(|fact| content_words(&fact.what.value)).collect();
    let declared = prose.declared_dates();
    for expression in expressions.iter().filter(|expression| prose.override_at(expression.span).is_none()) {
        diagnostics.extend(check_calendar(prose, expression));
        diagnostics.extend(check_relative_words(prose, expression));
        diagnostics.extend(check_contradiction(prose, &facts, &declared, expressions, expression));
    }
    diagnostics
}

/// Returns the first instant after `as_of` at which one of the dates has passed.
pub(super) fn next_change(prose: &BriefingProse<'_>, expressions: &[TimeExpression]) -> Option<Timestamp> {
    let dates = expressions.iter().filter_map(TimeExpression::consistent_date);
    let ends = dates.map(|date| date.end(&prose.times.zone));
    ends.filter(|end| *end > prose.times.as_of).min()
}

/// Returns a date in words.
fn date_text(prose: &BriefingProse<'_>, date: &Date) -> String {
    date_in_words(prose, date).full_text()
}

fn date_in_words(prose: &BriefingProse<'_>, date: &Date) -> DateText {
    date.to_text(&DateStyle { zone: &prose.times.zone, place: None, words: &prose.times.words })
}

/// Reports wrong weekdays, days that do not exist, and ambiguous dates.
fn check_calendar(prose: &BriefingProse<'_>, expression: &TimeExpression) -> Option<Diagnostic> {
    let written = expression.span.slice(&prose.plain.text);
    let checks = &expression.checks;
    if let (Some(weekday), Some(date)) =
        (checks.weekday.filter(|weekday| !weekday.matches_date), expression.date)
    {
        let right = date_in_words(prose, &date).weekday;
        let message =
            format!("{} is a {right}, but the text says {:?}", date_text(prose, &date), weekday.written);
        let help = "correct the weekday or the day, or remove the weekday";
        return Some(prose.diagnostic(&WRONG_WEEKDAY, message, expression.span).help(help));
    }
    if checks.is_impossible {
        let message = format!("`{written}` does not exist");
        let help = "correct the day; if these words are not a date, add them to `found` with `ignore`";
        return Some(prose.diagnostic(&IMPOSSIBLE_DAY, message, expression.span).help(help));
    }
    if checks.is_ambiguous {
        let message = format!("`{written}` is ambiguous: it can be either of two days");
        let help = "write the month as a word";
        return Some(prose.diagnostic(&AMBIGUOUS_DATE, message, expression.span).help(help));
    }
    None
}

/// Reports relative dates, which later readers misread, and past dates that the text still announces.
fn check_relative_words(prose: &BriefingProse<'_>, expression: &TimeExpression) -> Option<Diagnostic> {
    let date = expression.consistent_date()?;
    let written = expression.span.slice(&prose.plain.text);
    let date_words = || date_text(prose, &date);
    let published = prose.times.published;
    let was_coming = date.phase(published, &prose.times.zone) == Phase::Future;
    let has_passed = date.phase(prose.times.as_of, &prose.times.zone) == Phase::Past;
    if expression.checks.tense == Some(Direction::Future) && was_coming && has_passed {
        let message = format!("{} has passed, but the text still says this will happen", date_words());
        let help = "write what happened, or set `review_by` in front matter";
        return Some(prose.diagnostic(&TENSE_MISMATCH, message, expression.span).help(help));
    }
    if expression.checks.is_relative {
        let day = date_words();
        let message = format!("`{written}` is relative to the day of publication, and means {day}");
        let diagnostic = prose.diagnostic(&RELATIVE_DATE, message, expression.span);
        return Some(diagnostic.help(format!("write `{day}`")));
    }
    None
}

/// Reports a sentence that states a declared fact with another day. `facts` holds the words of each declared fact.
fn check_contradiction(
    prose: &BriefingProse<'_>,
    facts: &[Vec<String>],
    declared: &DeclaredTimes,
    all: &[TimeExpression],
    expression: &TimeExpression,
) -> Option<Diagnostic> {
    let date = expression.consistent_date()?;
    let day = date.single_day(&prose.times.zone)?;
    let dates = &prose.briefing.dates;
    if dates.is_empty() || declared.find(&date).is_some() {
        return None;
    }
    let sentence = clause_span(&prose.plain.text, prose.tokens, expression.span);
    let first = all.partition_point(|other| other.span.start < sentence.start);
    let inside = all[first..].iter().take_while(|other| other.span.end <= sentence.end);
    let is_only_date = inside.filter(|other| other.date.is_some()).take(2).count() == 1;
    if !is_only_date {
        return None;
    }
    let sentence_words = lowercase_words(&prose.plain.text, prose.tokens, sentence);
    let (fact, _) = dates.iter().zip(facts).find(|(fact, words)| {
        let shared = words.iter().filter(|word| sentence_words.iter().any(|other| other == *word)).count();
        shared >= MIN_SHARED_WORDS
            && shared * 5 >= words.len() * 4
            && fact.when.value.single_day(&prose.times.zone).is_some_and(|declared| declared != day)
    })?;
    let declared = date_text(prose, &fact.when.value);
    let message = format!("the text says {}, but the declared fact says {declared}", date_text(prose, &date));
    let declaration = SourceLocation::new(&prose.briefing.meta.source, fact.when.span);
    let help = "correct one of the dates; if the sentence is about something else, reword it";
    Some(
        prose
            .diagnostic(&CONTRADICTED_DATE, message, expression.span)
            .related(declaration, "declared here")
            .help(help),
    )
}

/// Returns the words in a span of prose, in lower case.
fn lowercase_words<'t>(text: &'t str, tokens: &[Token], span: Span) -> Vec<Cow<'t, str>> {
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let inside = tokens[first..].iter().take_while(|token| token.span.end <= span.end);
    let words = inside.filter(|token| token.kind == TokenKind::Word).map(|token| token.text(text));
    let is_lowercase = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    words.map(|word| if is_lowercase(word) { word.into() } else { word.to_lowercase().into() }).collect()
}

fn content_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let mut words: Vec<String> = words.filter(|word| word.chars().count() > 3).collect();
    words.sort_unstable();
    words.dedup();
    words
}

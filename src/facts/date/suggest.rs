//! Suggestions for texts that are not dates: other notations, instants as bounds, missing zeros.

use super::error::{ACCEPTED_FORMS, DateError, DateErrorKind};
use super::in_words::{date_in_words, month_or_day};
use super::parse;

/// Adds the suggestion to an error whose kind has one.
pub(super) fn with_suggestion(error: DateError) -> DateError {
    match error.kind.clone() {
        DateErrorKind::Syntax(text) => with_padded_digits(error, &text),
        DateErrorKind::InstantBounds(from, to) => with_days_only(error, &from, &to),
        DateErrorKind::Near(date) => error.help(format!("did you mean `{date}`?")),
        DateErrorKind::Other => error,
    }
}

/// Returns the error for a date in another common notation, with the date to write instead.
pub(super) fn other_notation(text: &str) -> Option<DateError> {
    let lowercase = text.to_lowercase();
    let parts = parts_of(&lowercase);
    if let Some(date) = month_or_day(&parts).or_else(|| date_in_words(&lowercase)) {
        return Some(with_dates(not_iso(text), &[date]));
    }
    suggest_from_digits(text, &parts)
        .or_else(|| suggest_from_digits(text, &text.split('-').collect::<Vec<_>>()))
}

fn parts_of(text: &str) -> Vec<&str> {
    text.split(['/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect()
}

/// Returns the day that a text in words or digits means, as `2025-04-19`, if it is only one.
pub(super) fn one_day(text: &str) -> Option<String> {
    let lowercase = text.to_lowercase();
    let parts = parts_of(&lowercase);
    let day = month_or_day(&parts).or_else(|| match &days_from_digits(&parts)?[..] {
        [day] => Some(day.clone()),
        _ => None,
    })?;
    parse::parse(&day).is_ok().then_some(day).filter(|day| day.len() == "2025-04-19".len())
}

/// Reads `19/04/2025`, `19.4.2025`, `2025/04/19` and `19-04-2025`.
fn suggest_from_digits(text: &str, parts: &[&str]) -> Option<DateError> {
    let days = days_from_digits(parts)?;
    let error = match days.len() {
        0 => {
            return Some(DateError::new(format!("`{text}` has no year of four digits")).help(ACCEPTED_FORMS));
        }
        1 => not_iso(text),
        _ => DateError::new(format!("`{text}` is ambiguous: it can be two different days")),
    };
    Some(with_dates(error, &days))
}

/// Returns the days that three numbers can mean; none without a year of four digits.
fn days_from_digits(parts: &[&str]) -> Option<Vec<String>> {
    let [first, second, third] = parts else { return None };
    let numbers: Option<Vec<u32>> = [first, second, third].iter().map(|part| part.parse().ok()).collect();
    let day = |year: u32, month: u32, day: u32| format!("{year:04}-{month:02}-{day:02}");
    Some(match (first.len(), third.len(), &numbers?[..]) {
        (4, 1 | 2, &[year, month, date]) => vec![day(year, month, date)],
        (1 | 2, 4, &[date @ 13..=u32::MAX, month, year]) => vec![day(year, month, date)],
        (1 | 2, 4, &[month, date @ 13..=u32::MAX, year]) => vec![day(year, month, date)],
        (1 | 2, 4, &[one, two, year]) if one == two => vec![day(year, one, two)],
        (1 | 2, 4, &[one, two, year]) => vec![day(year, two, one), day(year, one, two)],
        (1 | 2, 1 | 2, _) => Vec::new(),
        _ => return None,
    })
}

fn not_iso(text: &str) -> DateError {
    DateError::new(format!("`{text}` is not in ISO 8601 form"))
}

/// Suggests the dates. If one of the days does not exist, returns the error that says so.
fn with_dates(error: DateError, dates: &[String]) -> DateError {
    let parsed: Result<Vec<_>, _> = dates.iter().map(|date| parse::parse(date)).collect();
    match parsed {
        Ok(_) => error.help(format!("write `{}`", dates.join("` or `"))),
        Err(error) => with_suggestion(error),
    }
}

/// Suggests the interval without its times of day.
fn with_days_only(error: DateError, from: &str, to: &str) -> DateError {
    let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
    with_dates(error, &[format!("{}/{}", day(from), day(to))])
}

/// Suggests the text with missing zeros, if that is a date, else the accepted forms.
fn with_padded_digits(error: DateError, text: &str) -> DateError {
    match pad_digits(text).filter(|padded| padded != text && parse::parse(padded).is_ok()) {
        Some(padded) => error.help(format!("write `{padded}`")),
        None => error.help(ACCEPTED_FORMS),
    }
}

/// Turns `2025-4-9` into `2025-04-09`, `20250419` into `2025-04-19`, and `x` into `X`.
fn pad_digits(text: &str) -> Option<String> {
    let text = text.replace('x', "X");
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    if !text.is_ascii() || text.starts_with('-') {
        return None;
    }
    let pad = |part: &str| {
        if part.starts_with(|c: char| c.is_ascii_digit()) && part.trim_end_matches(['~', '?', '%']).len() == 1
        {
            format!("0{part}")
        } else {
            part.to_owned()
        }
    };
    Some(text.split('-').map(pad).collect::<Vec<_>>().join("-"))
}

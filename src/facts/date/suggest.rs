//! What an editor may have meant by what is no date: other notations, missing zones, single digits.

use super::parse::DateError;

/// The forms that are read, for helps.
pub(super) const ACCEPTED_FORMS: &str =
    "write a day as `2025-04-19`, a month as `2025-04`, a year as `2025`, an instant as `2025-04-19T09:30Z`";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12.
pub(super) fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month).clamp(1, 12) - 1]
}

/// Notations in wide use that are not read, with the date they mean.
pub(super) fn suggest_notation(text: &str) -> Option<DateError> {
    let parts: Vec<&str> = text.split(['/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    if let Some(date) = suggest_from_words(&parts) {
        return Some(proposed(DateError::new(format!("`{text}` is a date in words")), &[date]));
    }
    suggest_from_digits(text, &parts)
        .or_else(|| suggest_from_digits(text, &text.split('-').collect::<Vec<_>>()))
}

/// `19/04/2025`, `19.4.2025`, `2025/04/19`, `19-04-2025`.
fn suggest_from_digits(text: &str, parts: &[&str]) -> Option<DateError> {
    let [first, second, third] = parts else { return None };
    let numbers: Option<Vec<u32>> = [first, second, third].iter().map(|part| part.parse().ok()).collect();
    let day = |year: u32, month: u32, day: u32| format!("{year:04}-{month:02}-{day:02}");
    let days = match (first.len(), third.len(), &numbers?[..]) {
        (4, 1 | 2, &[year, month, date]) => vec![day(year, month, date)],
        (1 | 2, 4, &[date @ 13..=u32::MAX, month, year]) => vec![day(year, month, date)],
        (1 | 2, 4, &[month, date @ 13..=u32::MAX, year]) => vec![day(year, month, date)],
        (1 | 2, 4, &[one, two, year]) if one == two => vec![day(year, one, two)],
        (1 | 2, 4, &[one, two, year]) => vec![day(year, two, one), day(year, one, two)],
        (1 | 2, 1 | 2, _) => {
            let error = DateError::new(format!("`{text}` does not say which figures are the year"));
            return Some(error.help(ACCEPTED_FORMS));
        }
        _ => return None,
    };
    let message = match days.len() {
        1 => format!("`{text}` is no date as it is read here: the year comes first, and hyphens part it"),
        _ => format!("`{text}` can be read in more than one way"),
    };
    Some(proposed(DateError::new(message), &days))
}

/// The error with what to write instead; where there is no such day, the error that says so.
fn proposed(error: DateError, dates: &[String]) -> DateError {
    let parsed: Result<Vec<_>, _> = dates.iter().map(|date| super::parse::parse_notation(date)).collect();
    match parsed {
        Ok(_) => error.help(format!("write `{}`", dates.join("` or `"))),
        Err(error) => error,
    }
}

/// `19 April 2025`, `Apr 19, 2025`, `April 2025`.
fn suggest_from_words(parts: &[&str]) -> Option<String> {
    let month_at = parts.iter().position(|part| parse_month_name(part).is_some())?;
    let month = parse_month_name(parts[month_at])?;
    let year = parts.iter().filter(|part| part.len() == 4).find_map(|part| part.parse::<u32>().ok())?;
    let day = parts.iter().filter(|part| part.len() <= 4).find_map(|part| parse_day(part));
    Some(day.map_or(format!("{year:04}-{month:02}"), |day| format!("{year:04}-{month:02}-{day:02}")))
}

fn parse_month_name(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|name| {
        name.to_lowercase() == word || (word.len() >= 3 && name.to_lowercase().starts_with(&word))
    })?;
    Some(at + 1)
}

fn parse_day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// `2025-04-19T12:30` says when on a clock, but not on which.
pub(super) fn missing_zone(text: &str) -> DateError {
    let error = DateError::new(format!("`{text}` does not say in which time zone"));
    let mut error = error.help(format!("write `{text}Z` for UTC, or add the offset, as in `{text}+02:00`"));
    error.needs_zone = true;
    error
}

pub(super) fn instants_in_interval(from: &str, to: &str) -> DateError {
    let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
    let days = format!("{}/{}", day(from), day(to));
    let error = DateError::new("an interval runs from day to day, not from instant to instant");
    match super::parse::parse_notation(&days) {
        Ok(_) => error.help(format!("write `{days}`")),
        Err(error) => error,
    }
}

/// Whatever else is wrong, with single digits filled up where that makes it right.
pub(super) fn not_a_date(text: &str) -> DateError {
    let error = DateError::new(format!("`{text}` is no date"));
    let filled = pad_digits(text);
    match filled.filter(|filled| filled != text && super::parse::parse(filled).is_ok()) {
        Some(filled) => error.help(format!("write `{filled}`")),
        None => error.help(ACCEPTED_FORMS),
    }
}

/// `2025-4-9` as `2025-04-09`, `20250419` as `2025-04-19`, small `x` as `X`.
fn pad_digits(text: &str) -> Option<String> {
    let text = text.replace('x', "X");
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    if !text.is_ascii() || text.starts_with('-') {
        return None;
    }
    let fill = |part: &str| {
        if part.starts_with(|c: char| c.is_ascii_digit()) && part.trim_end_matches(['~', '?', '%']).len() == 1
        {
            format!("0{part}")
        } else {
            part.to_owned()
        }
    };
    Some(text.split('-').map(fill).collect::<Vec<_>>().join("-"))
}

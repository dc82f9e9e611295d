//! Suggestions for dates in words: ranges, open intervals, approximate dates, seasons, quarters, weeks, decades and centuries.

use jiff::civil::{ISOWeekDate, Weekday};

use super::month::parse_month_name;
use super::parse;

/// What separates the bounds of a range, longest first. A single hyphen also does, see [`split_at_hyphen`].
const RANGE_SEPARATORS: [&str; 9] = [" through ", " until ", " and ", " to ", " - ", " – ", "–", "—", ".."];

const OPEN_END: [&str; 3] = ["since ", "from ", "after "];

const OPEN_BEGINNING: [&str; 4] = ["until ", "till ", "before ", "by "];

const APPROXIMATE: [&str; 13] = [
    "circa ", "ca. ", "ca ", "c. ", "c ", "about ", "around ", "early ", "mid-", "mid ", "late ", "approx. ",
    "~",
];

const SEASONS: [(&str, u8); 5] =
    [("spring", 21), ("summer", 22), ("autumn", 23), ("fall", 23), ("winter", 24)];

/// Returns the date that a lower-case text in English words means, such as `2025-04-19/2025-04-21` for "19-21 april 2025", in
/// EDTF.
pub(super) fn date_in_words(text: &str) -> Option<String> {
    range(text)
        .or_else(|| open_interval(text))
        .or_else(|| approximate(text))
        .or_else(|| point(text))
        .or_else(|| period(text))
        .filter(|date| parse::parse(date).is_ok())
}

/// Reads "1 March to 3 April 2025" and "2024-2026".
fn range(text: &str) -> Option<String> {
    let text = without_prefix(text, &["from ", "between "]).unwrap_or(text);
    let (first, last) = RANGE_SEPARATORS
        .iter()
        .find_map(|separator| text.split_once(separator))
        .or_else(|| split_at_hyphen(text))?;
    let (first, last) = (first.trim(), last.trim());
    let to = point(last).or_else(|| year_of_two_digits(first, last))?;
    let from = point(first).or_else(|| completed(first, last))?;
    Some(format!("{from}/{to}"))
}

fn split_at_hyphen(text: &str) -> Option<(&str, &str)> {
    text.split_once('-').filter(|(_, last)| !last.contains('-'))
}

/// Reads the "95" of "1990-95". A number up to 24 may be a month or a season.
fn year_of_two_digits(first: &str, last: &str) -> Option<String> {
    let century = first.get(..2).filter(|_| first.len() == 4)?;
    let is_year = last.len() == 2 && last.parse::<u8>().is_ok_and(|number| number > 24);
    let year = format!("{century}{last}");
    (is_year && year.as_str() > first).then_some(year)
}

/// Adds month and year of the last day to the first: "19" of "19-21 April 2025".
fn completed(first: &str, last: &str) -> Option<String> {
    let words: Vec<&str> = last.split_whitespace().collect();
    (1..words.len()).find_map(|skipped| point(&format!("{first} {}", words[skipped..].join(" "))))
}

fn open_interval(text: &str) -> Option<String> {
    if let Some(date) = without_prefix(text, &OPEN_END).and_then(point) {
        return Some(format!("{date}/.."));
    }
    Some(format!("../{}", without_prefix(text, &OPEN_BEGINNING).and_then(point)?))
}

fn approximate(text: &str) -> Option<String> {
    let date = without_prefix(text, &APPROXIMATE).and_then(|rest| point(rest.trim()))?;
    Some(if date.ends_with('X') { date } else { format!("{date}~") })
}

fn without_prefix<'t>(text: &'t str, prefixes: &[&str]) -> Option<&'t str> {
    prefixes.iter().find_map(|prefix| text.strip_prefix(prefix))
}

/// Reads a date that can be the bound of an interval: "19 April 2025", "spring 2025", "1990s", "20th century".
fn point(text: &str) -> Option<String> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    if !text.contains('/') && parse::parse(text).is_ok() {
        return Some(text.to_owned());
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty() && *word != "of").collect();
    month_or_day(&words).or_else(|| season(&words)).or_else(|| decade_or_century(&words))
}

/// Reads `19 April 2025`, `Apr 19th, 2025` and `April 2025`.
pub(super) fn month_or_day(words: &[&str]) -> Option<String> {
    let index = words.iter().position(|word| parse_month_name(word).is_some())?;
    let month = parse_month_name(words[index])?;
    let mut others = words.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, word)| *word);
    match (others.next(), others.next(), others.next()) {
        (Some(year), None, None) => Some(format!("{}-{month:02}", four_digits(year)?)),
        (Some(day), Some(year), None) => {
            Some(format!("{}-{month:02}-{:02}", four_digits(year)?, ordinal(day)?))
        }
        _ => None,
    }
}

fn season(words: &[&str]) -> Option<String> {
    let [word, year] = words else { return None };
    let (_, number) = SEASONS.iter().find(|(name, _)| name == word)?;
    Some(format!("{}-{number}", four_digits(year)?))
}

fn decade_or_century(words: &[&str]) -> Option<String> {
    match words {
        [decade] => {
            let year = decade.strip_suffix("'s").or_else(|| decade.strip_suffix('s'))?;
            Some(format!("{}X", four_digits(year)?.strip_suffix('0')?))
        }
        [number, "century"] => Some(format!("{:02}XX", ordinal(number)?.checked_sub(1)?)),
        _ => None,
    }
}

/// Reads a period that EDTF has only as an interval: "Q1 2025", "2025-Q1", "2025-W16".
fn period(text: &str) -> Option<String> {
    let (first, last) = text.split_once([' ', '-'])?;
    let (year, part) = if four_digits(first).is_some() { (first, last) } else { (last, first) };
    let year: i16 = four_digits(year)?.parse().ok()?;
    if let Some(quarter) = part.strip_prefix('q') {
        let quarter: u8 = quarter.parse().ok().filter(|number| (1..=4).contains(number))?;
        return Some(format!("{year:04}-{:02}/{year:04}-{:02}", quarter * 3 - 2, quarter * 3));
    }
    let monday = ISOWeekDate::new(year, part.strip_prefix('w')?.parse().ok()?, Weekday::Monday).ok()?.date();
    Some(format!("{monday}/{}", monday.checked_add(jiff::Span::new().days(6)).ok()?))
}

fn four_digits(word: &str) -> Option<&str> {
    Some(word).filter(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads `19` and `19th`.
fn ordinal(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

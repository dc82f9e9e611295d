//! Days of datelines and of lines under a headline: `April 19`, `3 June 2025, 14:15 CEST`, `11.03.2026`.

use jiff::civil;

use crate::facts::languages::{DraftList, DraftWords};

/// A month and day with an optional year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartialDay {
    pub(super) month: i8,
    pub(super) day: i8,
    pub(super) year: Option<i16>,
}

impl PartialDay {
    /// Returns the latest occurrence of this day that is not after tomorrow: texts are filed before they are drafted, but time zones differ.
    pub(super) fn last_before(self, today: civil::Date) -> Option<civil::Date> {
        if let Some(year) = self.year {
            return civil::Date::new(year, self.month, self.day).ok();
        }
        let latest = today.saturating_add(jiff::Span::new().days(1));
        let years = (0..=8).map(|back| today.year().saturating_add(1).saturating_sub(back));
        let mut days = years.filter_map(|year| civil::Date::new(year, self.month, self.day).ok());
        days.find(|day| *day <= latest)
    }

    /// Returns the occurrence of this day that is nearest to `today`.
    pub(super) fn nearest_to(self, today: civil::Date) -> Option<civil::Date> {
        if let Some(year) = self.year {
            return civil::Date::new(year, self.month, self.day).ok();
        }
        let years = [today.year(), today.year().saturating_sub(1), today.year().saturating_add(1)];
        let days = years.into_iter().filter_map(|year| civil::Date::new(year, self.month, self.day).ok());
        days.min_by_key(|day| (*day - today).get_days().abs())
    }
}

/// Parses a line that is only a day, such as `Published: Saturday, 19 April 2025` or `3 June 2025, 14:15 CEST`.
pub(super) fn parse_day_line(line: &str, words: &DraftWords) -> Option<PartialDay> {
    let line = line.trim().trim_end_matches('.');
    let line = words.after(DraftList::PublishedLabel, line).unwrap_or(line).trim();
    let parts: Vec<&str> = split_parts(line);
    let (day, rest) = take_day(&parts, words);
    day.filter(|day| rest.is_empty() && day.year.is_some())
}

/// Splits at commas, brackets, bars and dashes that stand apart.
pub(super) fn split_parts(text: &str) -> Vec<&str> {
    let marks = text
        .split([',', '(', ')', '|'])
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" / "))
        .flat_map(|part| part.split(" — "));
    let parts = marks.flat_map(|part| part.split(" - ")).map(|part| part.trim_matches([' ', '/']));
    parts.filter(|part| !part.is_empty()).collect()
}

/// Splits parts into the day and the other parts. Weekdays and times of day belong to the day.
pub(super) fn take_day<'p>(parts: &[&'p str], words: &DraftWords) -> (Option<PartialDay>, Vec<&'p str>) {
    let mut rest = Vec::new();
    let mut day: Option<PartialDay> = None;
    for part in parts {
        let follows_day = day.is_some();
        match (parse_day(part, words), &mut day) {
            (Some(found), None) => day = Some(found),
            (None, Some(found)) if found.year.is_none() && parse_year_and_clock(part).is_some() => {
                found.year = parse_year_and_clock(part)
            }
            _ if is_weekday(part, words) || follows_day && is_clock(part) => {}
            _ => rest.push(*part),
        }
    }
    (day, rest)
}

fn is_weekday(word: &str, words: &DraftWords) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    word.len() >= 3 && words.phrases(DraftList::Weekday).any(|name| name.starts_with(&*word))
}

/// Returns whether a part is a time of day, such as `14:15 CEST`, `at 9.30 a.m.` or `1500 GMT`.
pub(super) fn is_clock(part: &str) -> bool {
    let part = part.trim_start_matches("at ");
    let digits = part.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '.')).count();
    (1..=8).contains(&digits)
        && part.chars().next().is_some_and(|c| c.is_ascii_digit())
        && part.len() <= 24
        && part[digits..]
            .split([' ', '.', '/'])
            .all(|word| word.len() <= 5 && word.chars().all(char::is_alphanumeric))
}

/// Parses `April 19`, `19 Apr. 2025`, `Tuesday 3rd June 2025`, `11.03.2026` and `2026-03-11`.
pub(super) fn parse_day(part: &str, words: &DraftWords) -> Option<PartialDay> {
    let mut parts: Vec<&str> = part.split_whitespace().collect();
    if parts.len() > 2 && is_weekday(parts[0], words) {
        parts.remove(0);
    }
    while parts.len() > 3 && is_clock(&parts[3..].join(" ")) {
        parts.truncate(3);
    }
    if let [only] = parts[..] {
        return parse_numeric_day(only);
    }
    let (month, number, rest) = match parts[..] {
        [first, second, ref rest @ ..] => match parse_month(first, words) {
            Some(month) => (month, second, rest),
            None => (parse_month(second, words)?, first, rest),
        },
        _ => return None,
    };
    let number = number.trim_end_matches(['.', ',']);
    let number = words.strip_ending(DraftList::OrdinalEnding, number);
    let day: i8 = number.parse().ok()?;
    let year = match rest {
        [] => None,
        [only] => Some(parse_year(only)?),
        _ => return None,
    };
    (1..=31).contains(&day).then_some(PartialDay { month, day, year })
}

/// Parses `11.03.2026` and `2026-03-11`. Days with slashes are ambiguous and not parsed.
fn parse_numeric_day(word: &str) -> Option<PartialDay> {
    let (year, month, day) = match word.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] => (year, month, day),
        _ => match word.split('-').collect::<Vec<_>>()[..] {
            [year, month, day] => (year, month, day),
            _ => return None,
        },
    };
    let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
    let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
    Some(PartialDay { month, day, year: Some(parse_year(year)?) }).filter(|_| is_day)
}

/// Parses a year, perhaps with a time of day after it: `2025 10:00`.
fn parse_year_and_clock(part: &str) -> Option<i16> {
    let (year, rest) = part.split_once(' ').unwrap_or((part, ""));
    parse_year(year).filter(|_| rest.is_empty() || is_clock(rest))
}

/// Returns the number of a month from its name.
pub(super) fn parse_month(word: &str, words: &DraftWords) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let index =
        words.phrases(DraftList::Month).position(|name| word.len() >= 3 && name.starts_with(&*word))?;
    i8::try_from(index + 1).ok()
}

fn parse_year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..=2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_lines_are_parsed() {
        let day = |month, day, year| Some(PartialDay { month, day, year: Some(year) });
        let cases = [
            ("Saturday, October 19, 2013", day(10, 19, 2013)),
            ("Published: Sat 19 Oct 2013", day(10, 19, 2013)),
            ("19 October 2013", day(10, 19, 2013)),
            ("Issued on 3rd June 2025 at 14:15 CEST", day(6, 3, 2025)),
            ("3 June 2025, 9.30 a.m.", day(6, 3, 2025)),
            ("June 3, 2025 10:00", day(6, 3, 2025)),
            ("11.03.2026", day(3, 11, 2026)),
            ("2026-03-11", day(3, 11, 2026)),
            ("DATE: Tuesday 3 June 2025", day(6, 3, 2025)),
            ("11/03/2026", None),
            ("13.13.2026", None),
            ("October 19", None),
            ("On 19 October 2013 they met", None),
        ];
        for (line, expected) in cases {
            assert_eq!(parse_day_line(line, &DraftWords::english()), expected, "{line}");
        }
    }

    #[test]
    fn a_day_without_a_year_takes_the_nearest_year() {
        let day = PartialDay { month: 12, day: 31, year: None };
        assert_eq!(day.nearest_to(civil::date(2025, 1, 3)), Some(civil::date(2024, 12, 31)));
        assert_eq!(
            PartialDay { month: 12, day: 31, year: None }.last_before(civil::date(2025, 12, 29)),
            Some(civil::date(2024, 12, 31))
        );
        assert_eq!(
            PartialDay { month: 1, day: 1, year: None }.last_before(civil::date(2025, 12, 31)),
            Some(civil::date(2026, 1, 1))
        );
        assert_eq!(
            PartialDay { month: 2, day: 29, year: None }.last_before(civil::date(2027, 5, 1)),
            Some(civil::date(2024, 2, 29))
        );
        assert_eq!(
            PartialDay { month: 2, day: 29, year: Some(2025) }.nearest_to(civil::date(2025, 1, 3)),
            None
        );
    }
}

//! Openings of wire texts: `ROME, April 19 (Reuters) -`, `BEIJING, Apr. 19 (Xinhua) --`, `(ANSA) - ROME, APR 19 -`.
//!
//! Takes the first paragraph. Returns place, day and agency as far as given, and the start of the prose.

use crate::facts::date::parse_month_name;
use jiff::civil;

use super::agency::Agency;
use super::case::recase_place_name;

/// Maximum length of an opening in bytes.
const MAX_LEN: usize = 100;

/// The parts of an opening.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Opening {
    /// The place of the dateline, in the usual case.
    pub(super) dateline_place: Option<String>,
    /// The day, with its year if given.
    pub(super) day: Option<PartialDay>,
    pub(super) agency: Option<Agency>,
    /// The opening as written; empty if the text has none.
    pub(super) written: String,
}

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

/// Splits a paragraph into its opening and the rest.
pub(super) fn split_opening(paragraph: &str) -> (Opening, &str) {
    let signed = parse_signature_first(paragraph).or_else(|| parse_head_then_signature(paragraph));
    let (opening, rest) =
        signed.or_else(|| parse_head_alone(paragraph)).unwrap_or((Opening::default(), paragraph));
    let written = paragraph[..paragraph.len() - rest.len()].trim().to_owned();
    (Opening { written, ..opening }, rest)
}

/// Parses `(ANSA) - ROME, APR 19 - The talks …` and `(Reuters) - The talks …`.
fn parse_signature_first(paragraph: &str) -> Option<(Opening, &str)> {
    let (mark, after) = paragraph.strip_prefix('(')?.split_once(')')?;
    let agency = Agency::from_signature(mark)?;
    let rest = strip_dash(after).unwrap_or_else(|| after.trim_start());
    match parse_head_alone(rest) {
        Some((head, rest)) => Some((Opening { agency: Some(agency), ..head }, rest)),
        None => Some((Opening { agency: Some(agency), ..Opening::default() }, rest)),
    }
}

/// Parses `ROME, April 19 (Reuters) - The talks …` and `MOSCOW, April 19. /TASS/. The talks …`.
fn parse_head_then_signature(paragraph: &str) -> Option<(Opening, &str)> {
    let near = prefix(paragraph, MAX_LEN);
    for (open, close) in [('(', ')'), ('/', '/')] {
        for (at, _) in near.match_indices(open) {
            let Some(length) = near[at + 1..].find(close) else { continue };
            let Some(agency) = Agency::from_signature(&near[at + 1..at + 1 + length]) else { continue };
            let Some(head) = parse_head(near[..at].trim()) else { continue };
            let after = &paragraph[at + 2 + length..];
            return Some((
                Opening { agency: Some(agency), ..head },
                strip_dash(after).unwrap_or(after.trim_start()),
            ));
        }
    }
    None
}

/// Parses `ROME, April 19 - The talks …` and `ROME – The talks …`. Without an agency, the place must be in capitals or
/// followed by a day.
fn parse_head_alone(paragraph: &str) -> Option<(Opening, &str)> {
    let near = prefix(paragraph, MAX_LEN);
    let (at, dash) = [" – ", " — ", " - ", "— ", ": "]
        .iter()
        .filter_map(|dash| Some((near.find(dash)?, dash.len())))
        .min()?;
    let written = near[..at].trim();
    let head = parse_head(written)?;
    let place = written.split(',').next().unwrap_or_default();
    let colon = near[at..].starts_with(':');
    let is_certain = head.day.is_some() && head.dateline_place.is_some() || is_all_capitals(place) && !colon;
    is_certain.then(|| (head, paragraph[at + dash..].trim_start()))
}

fn is_all_capitals(place: &str) -> bool {
    place.chars().filter(|c| c.is_alphabetic()).count() > 3 && !place.chars().any(char::is_lowercase)
}

/// Parses a line that is only a day, such as `Published: Saturday, 19 April 2025`.
pub(super) fn parse_day_line(line: &str) -> Option<PartialDay> {
    let line = line.trim().trim_end_matches('.');
    let labels = ["Published:", "Published on", "Published", "Updated:", "Updated", "Posted:", "Date:"];
    let line = labels.iter().find_map(|label| line.strip_prefix(label)).unwrap_or(line).trim();
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let line = match line.split_once([',', ' ']) {
        Some((first, rest)) if days.iter().any(|day| first.starts_with(day)) => rest.trim(),
        _ => line,
    };
    let parts: Vec<&str> = line.split(',').map(str::trim).collect();
    let (day, rest) = take_day(&parts);
    day.filter(|day| rest.is_empty() && day.year.is_some())
}

/// Strips the dash that ends an opening.
fn strip_dash(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = text.trim_start_matches(['-', '–', '—', ':', '.', ' ']);
    (rest.len() < text.len()).then_some(rest)
}

fn prefix(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// Parses `ROME, April 19`, `TEHRAN, Iran` and `April 19`. Returns `None` for ordinary text.
fn parse_head(written: &str) -> Option<Opening> {
    let written = written.trim().trim_end_matches(['.', ',']);
    let parts: Vec<&str> = written.split(',').map(str::trim).collect();
    let (day, rest) = take_day(&parts);
    let place = match rest.first() {
        None => None,
        Some(place) => Some(parse_place(place).filter(|_| rest.len() <= 2)?),
    };
    let is_opening = place.is_some() || day.is_some();
    is_opening.then_some(Opening { dateline_place: place, day, agency: None, written: String::new() })
}

/// Splits the parts of a head into its day and the other parts.
fn take_day<'p>(parts: &[&'p str]) -> (Option<PartialDay>, Vec<&'p str>) {
    let mut rest = Vec::new();
    let mut day: Option<PartialDay> = None;
    for part in parts {
        match (parse_day(part), &mut day) {
            (Some(found), None) => day = Some(found),
            (None, Some(found)) if found.year.is_none() && parse_year(part).is_some() => {
                found.year = parse_year(part)
            }
            _ => rest.push(*part),
        }
    }
    (day, rest)
}

/// Parses `April 19` and `19 Apr. 2025`.
fn parse_day(part: &str) -> Option<PartialDay> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let (month, number, rest) = match words[..] {
        [first, second, ref rest @ ..] => match parse_month(first) {
            Some(month) => (month, second, rest),
            None => (parse_month(second)?, first, rest),
        },
        _ => return None,
    };
    let day: i8 = number.trim_end_matches(['.', ',']).parse().ok()?;
    let year = match rest {
        [] => None,
        [only] => Some(parse_year(only)?),
        _ => return None,
    };
    (1..=31).contains(&day).then_some(PartialDay { month, day, year })
}

fn parse_month(word: &str) -> Option<i8> {
    parse_month_name(word).and_then(|month| i8::try_from(month).ok())
}

fn parse_year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..=2100).contains(year))
}

/// Returns the first place of `ROME/MUSCAT` in the usual case, or `None` if it is not a place name.
fn parse_place(part: &str) -> Option<String> {
    let first = part.split(['/', ';']).next().unwrap_or(part).trim();
    let words: Vec<&str> = first.split_whitespace().collect();
    let is_name_word = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase())
            || matches!(
                *word,
                "de" | "del" | "la" | "el" | "al" | "of" | "the" | "da" | "do" | "am" | "an" | "der"
            )
    };
    let chars = first.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.'));
    let fits = (1..=4).contains(&words.len())
        && chars
        && words.iter().all(is_name_word)
        && words[0].starts_with(|c: char| c.is_uppercase());
    fits.then(|| recase_place_name(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_parsed() {
        let cases = [
            ("ROME, April 19 (Reuters) - Talks open.", "Rome 4-19 Reuters|Talks open."),
            ("BEIJING, Apr. 9 (Xinhua) -- Talks open.", "Beijing 4-9 Xinhua|Talks open."),
            ("MOSCOW, April 19. /TASS/. Talks open.", "Moscow 4-19 TASS|Talks open."),
            ("(ANSA) - ROME, APR 19 - Talks open.", "Rome 4-19 ANSA|Talks open."),
            ("Madrid, 19 April 2025 (EFE).- Talks open.", "Madrid 4-19-2025 EFE|Talks open."),
            ("TEHRAN, Iran (AP) — Talks open.", "Tehran - AP|Talks open."),
            ("Rome, Apr 19, 2025 (AFP) - Talks open.", "Rome 4-19-2025 AFP|Talks open."),
            ("RIO DE JANEIRO (dpa) – Talks open.", "Rio de Janeiro - dpa|Talks open."),
            ("ROME/MUSCAT, April 19 - Talks open.", "Rome 4-19 -|Talks open."),
            ("April 19 (Reuters) - Talks open.", "- 4-19 Reuters|Talks open."),
            ("(Reuters) - Talks open.", "- - Reuters|Talks open."),
            ("NEW YORK – Talks open.", "New York - -|Talks open."),
            ("Talks open – at last.", "- - -|Talks open – at last."),
            ("The group (AFP) said so.", "- - -|The group (AFP) said so."),
            ("WHO - Talks open.", "- - -|WHO - Talks open."),
            ("One word: talks.", "- - -|One word: talks."),
        ];
        for (paragraph, expected) in cases {
            let (opening, rest) = split_opening(paragraph);
            let dash = || "-".to_owned();
            let day = opening.day.map_or_else(dash, |day| {
                let year = day.year.map_or_else(String::new, |year| format!("-{year}"));
                format!("{}-{}{year}", day.month, day.day)
            });
            let agency = opening.agency.map_or("-", |agency| agency.name);
            let place = opening.dateline_place.unwrap_or_else(dash);
            assert_eq!(format!("{place} {day} {agency}|{rest}"), expected, "{paragraph}");
        }
    }

    #[test]
    fn day_lines_are_parsed() {
        let day = |month, day, year| Some(PartialDay { month, day, year: Some(year) });
        let cases = [
            ("Saturday, October 19, 2013", day(10, 19, 2013)),
            ("Published: Sat 19 Oct 2013", day(10, 19, 2013)),
            ("19 October 2013", day(10, 19, 2013)),
            ("October 19", None),
            ("On 19 October 2013 they met", None),
        ];
        for (line, expected) in cases {
            assert_eq!(parse_day_line(line), expected, "{line}");
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

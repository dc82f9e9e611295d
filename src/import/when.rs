//! Dates as other programs write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

/// A day or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImportedDate {
    /// A day.
    Day(Date),
    /// A time with its offset.
    Instant(DateTime, Offset),
}

/// Whether the zone of a time is written or comes from the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ZoneSource {
    /// Written, or not needed.
    Written,
    /// The zone of the site.
    Site,
}

impl ImportedDate {
    /// Returns its day.
    pub(super) fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Instant(time, _) => time.date(),
        }
    }

    /// Returns it in the notation of front matter.
    pub(super) fn text(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Instant(time, offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
                let zone = if minutes == 0 { "Z".to_owned() } else { format!("{sign}{hours:02}:{rest:02}") };
                let second =
                    if time.second() == 0 { String::new() } else { format!(":{:02}", time.second()) };
                let (hour, minute) = (time.hour(), time.minute());
                format!("{}T{hour:02}:{minute:02}{second}{zone}", time.date())
            }
        }
    }

    /// Returns whether the other date is later. A day is later than its own instants.
    pub(super) fn is_before(self, other: Self) -> bool {
        match (self, other) {
            (Self::Instant(one, from), Self::Instant(two, to)) => seconds(one, from) < seconds(two, to),
            _ => self.day() < other.day(),
        }
    }
}

fn seconds(time: DateTime, offset: Offset) -> i64 {
    offset.to_timestamp(time).map_or(0, |instant| instant.as_second())
}

/// Parses a date. A time without a zone is a time in `zone`; midnight without a zone, or in UTC, is the day.
pub(super) fn parse(text: &str, zone: &TimeZone) -> Option<(ImportedDate, ZoneSource)> {
    let text = text.trim();
    if let Some(parsed) = parse_mail_date(text) {
        return Some((parsed, ZoneSource::Written));
    }
    let (day, rest) = parse_day(text)?;
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']);
    if rest.is_empty() {
        return Some((ImportedDate::Day(day), ZoneSource::Written));
    }
    let (time, rest) = parse_time(rest)?;
    let written = parse_offset(rest.trim())?;
    let midnight = time == Time::midnight();
    match written {
        Some(offset) if midnight && offset == Offset::UTC => {
            Some((ImportedDate::Day(day), ZoneSource::Written))
        }
        Some(offset) => Some((ImportedDate::Instant(day.to_datetime(time), offset), ZoneSource::Written)),
        None if midnight => Some((ImportedDate::Day(day), ZoneSource::Written)),
        None => {
            let local = day.to_datetime(time);
            let offset = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?.offset();
            Some((ImportedDate::Instant(local, offset), ZoneSource::Site))
        }
    }
}

/// Parses a day at the start of a text and returns the rest.
fn parse_day(text: &str) -> Option<(Date, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year_len = digits(text);
    if year_len != 4 {
        return parse_day_in_words(text);
    }
    let year: i16 = text[..4].parse().ok()?;
    let separator = text[4..].chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let rest = &text[5..];
    let month_len = digits(rest);
    let month: i8 = rest.get(..month_len)?.parse().ok()?;
    let rest = rest[month_len..].strip_prefix(separator)?;
    let day_len = digits(rest);
    let day: i8 = rest.get(..day_len)?.parse().ok()?;
    Some((Date::new(year, month, day).ok()?, &rest[day_len..]))
}

/// Parses `March 5, 2024` and `5 March 2024`.
fn parse_day_in_words(text: &str) -> Option<(Date, &str)> {
    let words: Vec<&str> = text.splitn(4, [' ', ',']).collect();
    let parts: Vec<&str> = text.split([' ', ',']).filter(|part| !part.is_empty()).take(3).collect();
    let [one, two, three] = parts[..] else { return None };
    let (month, day) = match month(one) {
        Some(month) => (month, two),
        None => (month(two)?, one),
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let year: i16 = three.get(..4)?.parse().ok()?;
    let end = text.find(three)? + 4;
    (words.len() > 1 && three.len() == 4).then_some(())?;
    Some((Date::new(year, month, day.parse().ok()?).ok()?, &text[end..]))
}

/// Returns the number of an English month, from its first three letters.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == start)?;
    word.chars().all(|c| c.is_ascii_alphabetic() || c == '.').then_some(index as i8 + 1)
}

/// Parses a time at the start of a text and returns the rest.
fn parse_time(text: &str) -> Option<(Time, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(text.len());
    let mut parts = text[..end].split(':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    let second = parts.next().and_then(|second| second.split('.').next()?.parse().ok()).unwrap_or(0);
    Some((Time::new(hour, minute, second, 0).ok()?, &text[end..]))
}

/// Parses a UTC offset. Returns `Some(None)` if the text is empty.
fn parse_offset(text: &str) -> Option<Option<Offset>> {
    match text {
        "" => return Some(None),
        "Z" | "z" | "UTC" | "GMT" => return Some(Some(Offset::UTC)),
        _ => {}
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes): (i32, i32) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().map(Some)
}

/// Parses the date of a mail or a feed: `Tue, 03 Jun 2025 10:00:00 +0000`.
fn parse_mail_date(text: &str) -> Option<ImportedDate> {
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(ImportedDate::Instant(zoned.datetime(), zoned.offset()))
}

/// Returns the day at the start of a file name, `2024-03-05-title`, and the rest of the name.
pub(super) fn day_of_name(name: &str) -> Option<(Date, &str)> {
    let day = name.get(..10)?;
    let is_day = day.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => matches!(byte, b'-' | b'_'),
        _ => byte.is_ascii_digit(),
    });
    let date = is_day.then(|| parse_day(&day.replace('_', "-")).map(|(date, _)| date))??;
    let rest = &name[10..];
    match rest.chars().next() {
        None => Some((date, "")),
        Some(c) if !c.is_ascii_digit() => Some((date, rest.trim_start_matches(['-', '_', ' ']))),
        Some(_) => None,
    }
}

/// Returns the day in a URL such as `2024/03/05/title`.
pub(super) fn day_of_url(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|part| {
        let is_date = part[0].len() == 4 && part[1].len() == 2 && part[2].len() == 2;
        let text = is_date.then(|| part.join("-"))?;
        parse_day(&text).filter(|(_, rest)| rest.is_empty()).map(|(date, _)| date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_programs_are_read() {
        let cases = [
            ("2025-04-19", Some("2025-04-19")),
            ("2025/4/9", Some("2025-04-09")),
            ("2025-04-19 10:00:49 -0400", Some("2025-04-19T10:00:49-04:00")),
            ("2025-04-19 10:00:00 -4", Some("2025-04-19T10:00-04:00")),
            ("2025-04-19T10:00:00+02:00", Some("2025-04-19T10:00+02:00")),
            ("2025-04-19T10:00:00.123Z", Some("2025-04-19T10:00Z")),
            ("2025-04-19 10:00", Some("2025-04-19T10:00+02:00")),
            ("2025-04-19T00:00:00.000Z", Some("2025-04-19")),
            ("2025-04-19 00:00:00", Some("2025-04-19")),
            ("Tue, 03 Jun 2025 10:00:00 +0000", Some("2025-06-03T10:00Z")),
            ("March 5, 2024", Some("2024-03-05")),
            ("5th Sept. 2024", Some("2024-09-05")),
            ("2025-13-01", None),
            ("soon", None),
            ("", None),
            ("é2025", None),
        ];
        let zone = TimeZone::get("Europe/Rome").expect("a zone");
        for (text, expected) in cases {
            let parsed = parse(text, &zone).map(|(date, _)| date.text());
            assert_eq!(parsed.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn days_are_read_from_names_and_urls() {
        assert_eq!(day_of_name("2024-03-05-talks").map(|(_, rest)| rest), Some("talks"));
        assert_eq!(day_of_name("2024-03-051"), None);
        assert_eq!(
            day_of_url("/2024/03/05/talks/").map(|day| day.to_string()).as_deref(),
            Some("2024-03-05")
        );
        assert_eq!(day_of_url("/2024/13/05/"), None);
    }
}

//! Reads dates.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;

use super::{Bound, CalendarDate, Date, OffsetInstant, Precision, Qualifier};
use super::{clock, suggest};

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, in an editor's words: "April has 30 days".
    pub message: String,
    /// What to write instead, where that can be told.
    pub help: Option<String>,
    /// Whether all that is missing is the zone of a time.
    pub needs_zone: bool,
}

impl DateError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, needs_zone: false }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The longest text that is looked at: no date is longer, and a message need not repeat a novel.
const MAX_LEN: usize = 64;

pub(super) fn parse(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    if text.len() > MAX_LEN {
        return Err(DateError::new("this is too long to be a date").help(suggest::ACCEPTED_FORMS));
    }
    parse_notation(text).map_err(|error| {
        suggest::suggest_notation(text).or_else(|| clock::other_notation(text)).unwrap_or(error)
    })
}

pub(super) fn parse_notation(text: &str) -> Result<Date, DateError> {
    match text.split_once('/') {
        Some((from, to)) => parse_interval(from, to),
        None if is_instant(text) => parse_instant(text).map(Date::Instant),
        None => parse_calendar_date(text).map(Date::Calendar),
    }
}

fn is_instant(text: &str) -> bool {
    text.get(10..11).is_some_and(|mark| mark == "T")
}

fn parse_interval(from: &str, to: &str) -> Result<Date, DateError> {
    if is_instant(from) || is_instant(to) {
        return Err(suggest::instants_in_interval(from, to));
    }
    let (from, to) = (parse_bound(from)?, parse_bound(to)?);
    match (from, to) {
        (Bound::Known(first), Bound::Known(last)) if last.last_day() < first.first_day() => {
            Err(DateError::new("the end of the interval is before its beginning")
                .help(format!("write `{last}/{first}`")))
        }
        (Bound::Known(_), _) | (_, Bound::Known(_)) => Ok(Date::Interval(from, to)),
        _ => {
            Err(DateError::new("an interval needs at least one end that is known")
                .help(suggest::ACCEPTED_FORMS))
        }
    }
}

fn parse_bound(text: &str) -> Result<Bound, DateError> {
    match text {
        "" => Ok(Bound::Unknown),
        ".." => Ok(Bound::Open),
        text => parse_calendar_date(text).map(Bound::Known),
    }
}

fn parse_calendar_date(text: &str) -> Result<CalendarDate, DateError> {
    let (bare, doubt) = split_qualifier(text);
    let (sign, digits) = bare.strip_prefix('-').map_or((1, bare), |digits| (-1, digits));
    let mut parts = digits.split('-');
    let (year, year_unspecified) =
        parse_year(parts.next().unwrap_or_default()).ok_or_else(|| suggest::not_a_date(text))?;
    let within = match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => Precision::Year,
        (Some(month), None, None) => parse_month_or_season(month, text)?,
        (Some(month), Some(day), None) => parse_month_and_day(sign * year, month, day, text)?,
        _ => return Err(suggest::not_a_date(text)),
    };
    if year_unspecified > 0 && within != Precision::Year {
        return Err(DateError::new("where the year is not fully known, month and day cannot be")
            .help(format!("write `{}`", &digits[..4])));
    }
    Ok(CalendarDate {
        year: sign * year,
        unspecified_digits: year_unspecified,
        precision: within,
        qualifier: doubt,
    })
}

fn split_qualifier(text: &str) -> (&str, Option<Qualifier>) {
    for doubt in [Qualifier::Uncertain, Qualifier::Approximate, Qualifier::Both] {
        if let Some(bare) = text.strip_suffix(doubt.symbol()) {
            return (bare, Some(doubt));
        }
    }
    (text, None)
}

/// Four digits, of which the last one or two may be `X`.
fn parse_year(text: &str) -> Option<(i32, u8)> {
    let unspecified = text.bytes().rev().take_while(|byte| *byte == b'X').count();
    if text.len() != 4 || unspecified > 2 {
        return None;
    }
    let known = parse_number(text.get(..4 - unspecified)?)?;
    Some((i32::try_from(known).ok()? * 10_i32.pow(unspecified as u32), unspecified as u8))
}

fn parse_number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn parse_month_or_season(text: &str, whole: &str) -> Result<Precision, DateError> {
    match parse_two_digits(text, whole)? {
        None => Ok(Precision::UnknownMonth),
        Some(season @ 21..=24) => Ok(Precision::Season(season)),
        Some(month) => Ok(Precision::Month(checked_month(month)?)),
    }
}

fn parse_month_and_day(year: i32, month: &str, day: &str, whole: &str) -> Result<Precision, DateError> {
    match (parse_two_digits(month, whole)?, parse_two_digits(day, whole)?) {
        (None, None) => Ok(Precision::UnknownMonthAndDay),
        (None, Some(_)) => {
            Err(DateError::new("a day without its month cannot be placed").help("write `XX` for the day too"))
        }
        (Some(month), None) => Ok(Precision::UnknownDay(checked_month(month)?)),
        (Some(month), Some(day)) => checked_day(year, checked_month(month)?, day),
    }
}

/// Two digits, or `XX`.
fn parse_two_digits(text: &str, whole: &str) -> Result<Option<u8>, DateError> {
    match text {
        "XX" => Ok(None),
        text if text.len() == 2 => {
            parse_number(text).map(|number| Some(number as u8)).ok_or_else(|| suggest::not_a_date(whole))
        }
        _ => Err(suggest::not_a_date(whole)),
    }
}

fn checked_month(month: u8) -> Result<u8, DateError> {
    match month {
        1..=12 => Ok(month),
        _ => Err(DateError::new(format!("there is no month {month:02}"))
            .help("months run from 01 to 12, seasons from 21 (spring) to 24 (winter)")),
    }
}

fn checked_day(year: i32, month: u8, day: u8) -> Result<Precision, DateError> {
    let (Ok(civil_year), Ok(civil_month)) = (i16::try_from(year), i8::try_from(month)) else {
        return Err(DateError::new("years run from -9999 to 9999"));
    };
    let days = civil::Date::new(civil_year, civil_month, 1).map_or(31, civil::Date::days_in_month);
    if (1..=days).contains(&(day as i8)) && day < 100 {
        return Ok(Precision::Day(month, day));
    }
    let name = suggest::month_name(month);
    let of_year = if month == 2 { format!(" {year}") } else { String::new() };
    Err(DateError::new(format!("{name}{of_year} has {days} days"))
        .help(format!("is it `{year:04}-{month:02}-{days:02}`?")))
}

/// `2025-04-19T09:30Z`, `2025-04-19T11:30:00+02:00`.
fn parse_instant(text: &str) -> Result<OffsetInstant, DateError> {
    let (day, time) = text.split_at(10);
    let day = match parse_calendar_date(day)? {
        CalendarDate { precision: Precision::Day(..), qualifier: None, .. } => {
            parse_calendar_date(day)?.first_day()
        }
        _ => return Err(DateError::new("a time needs a day that is known").help(suggest::ACCEPTED_FORMS)),
    };
    let (clock, offset) = split_zone(&time[1..]);
    let (clock, seconds) = parse_time_of_day(clock)?;
    let offset = match offset {
        "" => return Err(suggest::missing_zone(text)),
        written => parse_offset(written)?,
    };
    let at = offset.to_timestamp(day.to_datetime(clock)).map_err(|_| suggest::not_a_date(text))?;
    Ok(OffsetInstant {
        timestamp: Timestamp::from_second(at.as_second()).unwrap_or(at),
        offset,
        has_seconds: seconds,
    })
}

fn split_zone(time: &str) -> (&str, &str) {
    let at = time.find(['Z', 'z', '+', '-', ' ']).unwrap_or(time.len());
    (&time[..at], time[at..].trim())
}

fn parse_time_of_day(text: &str) -> Result<(civil::Time, bool), DateError> {
    let wrong =
        || DateError::new(format!("`{text}` is no time of day")).help("write hours and minutes as `09:30`");
    // Fractions of a second are read and dropped: nothing a briefing tells happens to the millisecond.
    let whole = match text.split_once('.') {
        Some((whole, fraction)) if fraction.len() <= 9 && is_all_digits(fraction) => whole,
        Some(_) => return Err(wrong()),
        None => text,
    };
    let parts: Option<Vec<i8>> =
        whole.split(':').map(|part| (part.len() == 2).then(|| part.parse().ok()).flatten()).collect();
    let (time, seconds) = match parts.as_deref() {
        Some([hour, minute]) => (civil::Time::new(*hour, *minute, 0, 0), false),
        Some([hour, minute, second]) => (civil::Time::new(*hour, *minute, *second, 0), true),
        _ => return Err(wrong()),
    };
    time.map(|time| (time, seconds)).map_err(|_| wrong())
}

fn is_all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn parse_offset(text: &str) -> Result<Offset, DateError> {
    if text == "Z" || text == "z" {
        return Ok(Offset::UTC);
    }
    let wrong = || {
        DateError::new(format!("`{text}` is no offset from UTC"))
            .help("write `Z` for UTC, or an offset such as `+02:00`")
    };
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.get(1..).filter(|_| text.starts_with(['+', '-'])).ok_or_else(wrong)?;
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "00"));
    let two = |part: &str| (part.len() == 2).then(|| parse_number(part)).flatten();
    let (hours, minutes) = (two(hours).ok_or_else(wrong)?, two(minutes).ok_or_else(wrong)?);
    if hours > 23 || minutes > 59 {
        return Err(wrong());
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60) as i32).map_err(|_| wrong())
}

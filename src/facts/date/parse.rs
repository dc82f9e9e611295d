//! Parses dates.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;

use super::error::{ACCEPTED_FORMS, DateError};
use super::month::month_name;
use super::{Bound, CalendarDate, Date, OffsetInstant, Precision, Qualifier};

/// Parses an accepted form. Errors have no suggestion yet.
pub(super) fn parse(text: &str) -> Result<Date, DateError> {
    match text.split_once('/') {
        Some((from, to)) => parse_interval(from, to),
        None if is_instant(text) => parse_instant(text).map(Date::Instant),
        None => parse_calendar_date(text).map(Date::Calendar),
    }
}

/// Returns the text if it is a date.
pub(super) fn if_date(text: String) -> Option<String> {
    Some(text).filter(|text| parse(text).is_ok())
}

fn is_instant(text: &str) -> bool {
    text.get(10..11).is_some_and(|segment| segment == "T")
}

fn parse_interval(from: &str, to: &str) -> Result<Date, DateError> {
    if is_instant(from) || is_instant(to) {
        return Err(DateError::instant_bounds(from, to));
    }
    let first = parse_bound(from).map_err(|error| error.map_near(|near| if_date(format!("{near}/{to}"))))?;
    let last = parse_bound(to).map_err(|error| error.map_near(|near| if_date(format!("{from}/{near}"))))?;
    match (first, last) {
        (Bound::Known(first), Bound::Known(last)) if last.last_day() < first.first_day() => {
            Err(DateError::new("the interval ends before it begins").help(format!("write `{last}/{first}`")))
        }
        (Bound::Known(_), _) | (_, Bound::Known(_)) => Ok(Date::Interval(first, last)),
        _ => Err(DateError::new("an interval needs at least one known bound")
            .help("write `2025-04-12/2025-04-19`, or `2025-04-12/..` for an interval that goes on")),
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
    let (bare, qualifier) = split_qualifier(text);
    let (sign, digits) = bare.strip_prefix('-').map_or((1, bare), |digits| (-1, digits));
    let mut parts = digits.split('-');
    let (year, year_unspecified) =
        parse_year(parts.next().unwrap_or_default()).ok_or_else(|| DateError::syntax(text))?;
    let precision = match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => Precision::Year,
        (Some(month), None, None) => parse_month_or_season(month, text)?,
        (Some(month), Some(day), None) => parse_month_and_day(sign * year, month, day, text)?,
        _ => return Err(DateError::syntax(text)),
    };
    if year_unspecified > 0 && precision != Precision::Year {
        return Err(DateError::new("a year with unspecified digits cannot have a month or a day")
            .help(format!("write `{}`", &digits[..4])));
    }
    Ok(CalendarDate { year: sign * year, unspecified_digits: year_unspecified, precision, qualifier })
}

fn split_qualifier(text: &str) -> (&str, Option<Qualifier>) {
    for qualifier in [Qualifier::Uncertain, Qualifier::Approximate, Qualifier::Both] {
        if let Some(bare) = text.strip_suffix(qualifier.symbol()) {
            return (bare, Some(qualifier));
        }
    }
    (text, None)
}

/// Parses four digits, of which the last one or two may be `X`. Returns the year and the number of `X`.
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
        Some(month) => checked_month(month).map(Precision::Month).map_err(|error| {
            error.help("write a month from 01 to 12, or a season from 21 (spring) to 24 (winter)")
        }),
    }
}

fn parse_month_and_day(year: i32, month: &str, day: &str, whole: &str) -> Result<Precision, DateError> {
    match (parse_two_digits(month, whole)?, parse_two_digits(day, whole)?) {
        (None, None) => Ok(Precision::UnknownMonthAndDay),
        (None, Some(_)) => {
            Err(DateError::new("a day needs a known month").help("write the month, or `XX` for the day too"))
        }
        (Some(month), None) => Ok(Precision::UnknownDay(checked_month(month)?)),
        (Some(month @ (0 | 13..)), Some(day)) => Err(no_month_of_day(year, month, day)),
        (Some(month), Some(day)) => checked_day(year, checked_month(month)?, day),
    }
}

/// Parses two digits. Returns `None` for `XX`.
fn parse_two_digits(text: &str, whole: &str) -> Result<Option<u8>, DateError> {
    match text {
        "XX" => Ok(None),
        text if text.len() == 2 => {
            parse_number(text).map(|number| Some(number as u8)).ok_or_else(|| DateError::syntax(whole))
        }
        _ => Err(DateError::syntax(whole)),
    }
}

fn checked_month(month: u8) -> Result<u8, DateError> {
    match month {
        1..=12 => Ok(month),
        _ => Err(no_month(month)),
    }
}

fn no_month(month: u8) -> DateError {
    DateError::new(format!("there is no month {month:02}")).help("write a month from 01 to 12")
}

/// Returns the error for a day in a month above 12. If day and month are in the other order, suggests that day.
fn no_month_of_day(year: i32, month: u8, day: u8) -> DateError {
    match checked_month(day).and_then(|day| checked_day(year, day, month)) {
        Ok(_) => DateError::near(no_month(month).message, format!("{year:04}-{day:02}-{month:02}")),
        Err(_) => no_month(month),
    }
}

fn checked_day(year: i32, month: u8, day: u8) -> Result<Precision, DateError> {
    let (Ok(civil_year), Ok(civil_month)) = (i16::try_from(year), i8::try_from(month)) else {
        return Err(DateError::new("the year is outside of -9999 to 9999"));
    };
    let days = civil::Date::new(civil_year, civil_month, 1).map_or(31, civil::Date::days_in_month);
    if (1..=days).contains(&(day as i8)) && day < 100 {
        return Ok(Precision::Day(month, day));
    }
    let name = month_name(month);
    let of_year = if month == 2 { format!(" {year}") } else { String::new() };
    let message = format!("{name}{of_year} has {days} days");
    Err(DateError::near(message, format!("{year:04}-{month:02}-{days:02}")))
}

/// Parses `2025-04-19T09:30Z` or `2025-04-19T11:30:00+02:00`.
fn parse_instant(text: &str) -> Result<OffsetInstant, DateError> {
    let (day, time) = text.split_at(10);
    let day = match parse_calendar_date(day)
        .map_err(|error| error.map_near(|near| if_date(format!("{near}{time}"))))?
    {
        date @ CalendarDate { precision: Precision::Day(..), qualifier: None, .. } => date.first_day(),
        _ => return Err(DateError::new("a time of day needs a known day").help(ACCEPTED_FORMS)),
    };
    let (clock, offset) = split_zone(&time[1..]);
    let (clock, seconds) = parse_time_of_day(clock)?;
    let offset = match offset {
        "" => return Err(DateError::missing_zone(text)),
        written => parse_offset(written)?,
    };
    let at = offset.to_timestamp(day.to_datetime(clock)).map_err(|_| DateError::syntax(text))?;
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
    let wrong = || {
        DateError::new(format!("`{text}` is not a time of day")).help("write hours and minutes as `09:30`")
    };
    // Fractions of a second are accepted and dropped: briefings do not need them.
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
        DateError::new(format!("`{text}` is not a UTC offset"))
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

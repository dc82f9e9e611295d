//! Reads dates.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;

use super::{Bound, Date, Doubt, Moment, Point, Within};
use super::{clock, near};

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, in an editor's words: "April has 30 days".
    pub message: String,
    /// What to write instead, where that can be told.
    pub mend: Option<String>,
    /// Whether all that is missing is the zone of a time.
    pub needs_zone: bool,
}

impl DateError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), mend: None, needs_zone: false }
    }

    pub(super) fn mend(mut self, mend: impl Into<String>) -> Self {
        self.mend = Some(mend.into());
        self
    }
}

/// The longest text that is looked at: no date is longer, and a message need not repeat a novel.
const LONGEST: usize = 64;

pub(super) fn parse(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(DateError::new("this is too long to be a date").mend(near::FORMS));
    }
    as_written(text)
        .map_err(|error| near::other_notation(text).or_else(|| clock::other_notation(text)).unwrap_or(error))
}

pub(super) fn as_written(text: &str) -> Result<Date, DateError> {
    match text.split_once('/') {
        Some((from, to)) => interval(from, to),
        None if is_moment(text) => moment(text).map(Date::Moment),
        None => point(text).map(Date::Point),
    }
}

fn is_moment(text: &str) -> bool {
    text.get(10..11).is_some_and(|mark| mark == "T")
}

fn interval(from: &str, to: &str) -> Result<Date, DateError> {
    if is_moment(from) || is_moment(to) {
        return Err(near::interval_of_instants(from, to));
    }
    let (from, to) = (bound(from)?, bound(to)?);
    match (from, to) {
        (Bound::Point(first), Bound::Point(last)) if last.last_day() < first.first_day() => {
            Err(DateError::new("the end of the interval is before its beginning")
                .mend(format!("write `{last}/{first}`")))
        }
        (Bound::Point(_), _) | (_, Bound::Point(_)) => Ok(Date::Interval(from, to)),
        _ => Err(DateError::new("an interval needs at least one end that is known").mend(near::FORMS)),
    }
}

fn bound(text: &str) -> Result<Bound, DateError> {
    match text {
        "" => Ok(Bound::Unknown),
        ".." => Ok(Bound::Open),
        text => point(text).map(Bound::Point),
    }
}

fn point(text: &str) -> Result<Point, DateError> {
    let (bare, doubt) = doubt(text);
    let (sign, digits) = bare.strip_prefix('-').map_or((1, bare), |digits| (-1, digits));
    let mut parts = digits.split('-');
    let (year, year_unspecified) =
        year(parts.next().unwrap_or_default()).ok_or_else(|| near::no_date(text))?;
    let within = match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => Within::Year,
        (Some(month), None, None) => month_or_season(month, text)?,
        (Some(month), Some(day), None) => month_and_day(sign * year, month, day, text)?,
        _ => return Err(near::no_date(text)),
    };
    if year_unspecified > 0 && within != Within::Year {
        return Err(DateError::new("where the year is not fully known, month and day cannot be")
            .mend(format!("write `{}`", &digits[..4])));
    }
    Ok(Point { year: sign * year, year_unspecified, within, doubt })
}

fn doubt(text: &str) -> (&str, Option<Doubt>) {
    for doubt in [Doubt::Uncertain, Doubt::Approximate, Doubt::Both] {
        if let Some(bare) = text.strip_suffix(doubt.sign()) {
            return (bare, Some(doubt));
        }
    }
    (text, None)
}

/// Four digits, of which the last one or two may be `X`.
fn year(text: &str) -> Option<(i32, u8)> {
    let unspecified = text.bytes().rev().take_while(|byte| *byte == b'X').count();
    if text.len() != 4 || unspecified > 2 {
        return None;
    }
    let known = number(text.get(..4 - unspecified)?)?;
    Some((i32::try_from(known).ok()? * 10_i32.pow(unspecified as u32), unspecified as u8))
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn month_or_season(text: &str, whole: &str) -> Result<Within, DateError> {
    match two(text, whole)? {
        None => Ok(Within::UnknownMonth),
        Some(season @ 21..=24) => Ok(Within::Season(season)),
        Some(month) => Ok(Within::Month(checked_month(month)?)),
    }
}

fn month_and_day(year: i32, month: &str, day: &str, whole: &str) -> Result<Within, DateError> {
    match (two(month, whole)?, two(day, whole)?) {
        (None, None) => Ok(Within::UnknownMonthAndDay),
        (None, Some(_)) => {
            Err(DateError::new("a day without its month cannot be placed").mend("write `XX` for the day too"))
        }
        (Some(month), None) => Ok(Within::UnknownDay(checked_month(month)?)),
        (Some(month), Some(day)) => checked_day(year, checked_month(month)?, day),
    }
}

/// Two digits, or `XX`.
fn two(text: &str, whole: &str) -> Result<Option<u8>, DateError> {
    match text {
        "XX" => Ok(None),
        text if text.len() == 2 => {
            number(text).map(|number| Some(number as u8)).ok_or_else(|| near::no_date(whole))
        }
        _ => Err(near::no_date(whole)),
    }
}

fn checked_month(month: u8) -> Result<u8, DateError> {
    match month {
        1..=12 => Ok(month),
        _ => Err(DateError::new(format!("there is no month {month:02}"))
            .mend("months run from 01 to 12, seasons from 21 (spring) to 24 (winter)")),
    }
}

fn checked_day(year: i32, month: u8, day: u8) -> Result<Within, DateError> {
    let (Ok(civil_year), Ok(civil_month)) = (i16::try_from(year), i8::try_from(month)) else {
        return Err(DateError::new("years run from -9999 to 9999"));
    };
    let days = civil::Date::new(civil_year, civil_month, 1).map_or(31, civil::Date::days_in_month);
    if (1..=days).contains(&(day as i8)) && day < 100 {
        return Ok(Within::Day(month, day));
    }
    let name = near::month_name(month);
    let of_year = if month == 2 { format!(" {year}") } else { String::new() };
    Err(DateError::new(format!("{name}{of_year} has {days} days"))
        .mend(format!("is it `{year:04}-{month:02}-{days:02}`?")))
}

/// `2025-04-19T09:30Z`, `2025-04-19T11:30:00+02:00`.
fn moment(text: &str) -> Result<Moment, DateError> {
    let (day, time) = text.split_at(10);
    let day = match point(day)? {
        Point { within: Within::Day(..), doubt: None, .. } => point(day)?.first_day(),
        _ => return Err(DateError::new("a time needs a day that is known").mend(near::FORMS)),
    };
    let (clock, offset) = split_zone(&time[1..]);
    let (clock, seconds) = time_of_day(clock)?;
    let offset = match offset {
        "" => return Err(near::without_zone(text)),
        written => zone(written)?,
    };
    let at = offset.to_timestamp(day.to_datetime(clock)).map_err(|_| near::no_date(text))?;
    Ok(Moment { at: Timestamp::from_second(at.as_second()).unwrap_or(at), offset, seconds })
}

fn split_zone(time: &str) -> (&str, &str) {
    let at = time.find(['Z', 'z', '+', '-', ' ']).unwrap_or(time.len());
    (&time[..at], time[at..].trim())
}

fn time_of_day(text: &str) -> Result<(civil::Time, bool), DateError> {
    let wrong =
        || DateError::new(format!("`{text}` is no time of day")).mend("write hours and minutes as `09:30`");
    // Fractions of a second are read and dropped: nothing a briefing tells happens to the millisecond.
    let whole = match text.split_once('.') {
        Some((whole, fraction)) if fraction.len() <= 9 && number_of_any_length(fraction) => whole,
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

fn number_of_any_length(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn zone(text: &str) -> Result<Offset, DateError> {
    if text == "Z" || text == "z" {
        return Ok(Offset::UTC);
    }
    let wrong = || {
        DateError::new(format!("`{text}` is no offset from UTC"))
            .mend("write `Z` for UTC, or an offset such as `+02:00`")
    };
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.get(1..).filter(|_| text.starts_with(['+', '-'])).ok_or_else(wrong)?;
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "00"));
    let two = |part: &str| (part.len() == 2).then(|| number(part)).flatten();
    let (hours, minutes) = (two(hours).ok_or_else(wrong)?, two(minutes).ok_or_else(wrong)?);
    if hours > 23 || minutes > 59 {
        return Err(wrong());
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60) as i32).map_err(|_| wrong())
}

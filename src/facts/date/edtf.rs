//! Dates written as EDTF.

use std::fmt::{self, Display, Formatter};

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Bound, CalendarDate, Date, OffsetInstant, Precision, Qualifier};

/// Writes EDTF, or an instant with its offset. [`Date::parse`] reads the same date back.
impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(moment) => moment.fmt(f),
            Self::Calendar(point) => point.fmt(f),
            Self::Interval(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

impl Display for OffsetInstant {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let clock = self.offset.to_datetime(self.timestamp);
        let pattern = if self.has_seconds { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%dT%H:%M" };
        write!(f, "{}", clock.strftime(pattern))?;
        f.write_str(&offset(self.offset))
    }
}

/// Returns `Z`, or the sign, hours and minutes.
pub(super) fn offset(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    if minutes == 0 {
        return "Z".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(point) => point.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl Display for CalendarDate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write_year(f)?;
        match self.precision {
            Precision::Year => Ok(()),
            Precision::Season(number) | Precision::Month(number) => write!(f, "-{number:02}"),
            Precision::Day(month, day) => write!(f, "-{month:02}-{day:02}"),
            Precision::UnknownMonth => f.write_str("-XX"),
            Precision::UnknownDay(month) => write!(f, "-{month:02}-XX"),
            Precision::UnknownMonthAndDay => f.write_str("-XX-XX"),
        }?;
        self.qualifier.map_or(Ok(()), |qualifier| write!(f, "{}", qualifier.symbol()))
    }
}

impl CalendarDate {
    fn write_year(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let digits = format!("{:04}", self.year.unsigned_abs());
        let known = digits.len().saturating_sub(usize::from(self.unspecified_digits));
        write!(f, "{sign}{}{}", &digits[..known], "X".repeat(digits.len() - known))
    }
}

impl Qualifier {
    /// Returns the EDTF symbol.
    pub fn symbol(self) -> char {
        match self {
            Self::Uncertain => '?',
            Self::Approximate => '~',
            Self::Both => '%',
        }
    }
}

impl OffsetInstant {
    /// Returns the instant as a value for `<time datetime>`.
    pub(super) fn html_datetime(at: Timestamp) -> String {
        at.strftime("%Y-%m-%dT%H:%MZ").to_string()
    }
}

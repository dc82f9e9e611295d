//! Dates as EDTF.

use std::fmt::{self, Display, Formatter};

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Bound, Date, Doubt, Moment, Point, Within};

/// As EDTF, or as an instant with its offset: `Date::parse` of it gives the same date.
impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moment(moment) => moment.fmt(f),
            Self::Point(point) => point.fmt(f),
            Self::Interval(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let clock = self.offset.to_datetime(self.at);
        let pattern = if self.seconds { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%dT%H:%M" };
        write!(f, "{}", clock.strftime(pattern))?;
        f.write_str(&offset(self.offset))
    }
}

/// `Z`, or sign, hours and minutes.
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
            Self::Point(point) => point.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl Display for Point {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write_year(f)?;
        match self.within {
            Within::Year => Ok(()),
            Within::Season(number) | Within::Month(number) => write!(f, "-{number:02}"),
            Within::Day(month, day) => write!(f, "-{month:02}-{day:02}"),
            Within::UnknownMonth => f.write_str("-XX"),
            Within::UnknownDay(month) => write!(f, "-{month:02}-XX"),
            Within::UnknownMonthAndDay => f.write_str("-XX-XX"),
        }?;
        self.doubt.map_or(Ok(()), |doubt| write!(f, "{}", doubt.sign()))
    }
}

impl Point {
    fn write_year(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let digits = format!("{:04}", self.year.unsigned_abs());
        let known = digits.len().saturating_sub(usize::from(self.year_unspecified));
        write!(f, "{sign}{}{}", &digits[..known], "X".repeat(digits.len() - known))
    }
}

impl Doubt {
    /// The sign EDTF has for it.
    pub fn sign(self) -> char {
        match self {
            Self::Uncertain => '?',
            Self::Approximate => '~',
            Self::Both => '%',
        }
    }
}

impl Moment {
    /// The instant as a value for `<time datetime>`.
    pub(super) fn machine(at: Timestamp) -> String {
        at.strftime("%Y-%m-%dT%H:%MZ").to_string()
    }
}

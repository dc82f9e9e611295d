//! One date type for everything that has a when: instants with a zone, plain days, and the honest dates of
//! EDTF levels 0 and 1 (ISO 8601-2:2019): years, months, seasons, "about", "perhaps", unspecified digits, intervals.
//!
//! `parse` is the one place that reads dates, `words` the one place that shows them.

mod parse;
mod words;

pub use parse::DateError;
pub use words::{DateWords, Mark, Style};

use std::cmp::Ordering;
use std::fmt;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{Offset, TimeZone};

/// A date as precise as it is known, and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// An instant: day, time and zone are known.
    Moment(Moment),
    /// A day, month, season or year, perhaps in part or in doubt.
    Point(Point),
    /// From one point to another.
    Interval(Bound, Bound),
}

/// An instant with the offset it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The instant, to the second.
    pub at: Timestamp,
    /// The offset as written; `Z` is zero.
    pub offset: Offset,
    /// Whether seconds were written.
    pub seconds: bool,
}

/// A day or something longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// The year; the earliest one where digits are unspecified. Negative before year 0.
    pub year: i32,
    /// How many digits of the year are unspecified, from the right: 0, 1 (`201X`) or 2 (`20XX`).
    pub year_unspecified: u8,
    /// What is said within the year.
    pub within: Within,
    /// `~`, `?` or `%`.
    pub doubt: Option<Doubt>,
}

/// What is said of a date within its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// Nothing: the year is all.
    Year,
    /// A season, 21 (spring) to 24 (winter).
    Season(u8),
    /// A month, 1 to 12.
    Month(u8),
    /// A month and a day that exist.
    Day(u8, u8),
    /// `2004-XX`: some month of the year.
    UnknownMonth,
    /// `2004-06-XX`: some day of the month.
    UnknownDay(u8),
    /// `2004-XX-XX`: some day of the year.
    UnknownMonthAndDay,
}

/// What is in doubt about a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    Both,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// A known end.
    Point(Point),
    /// `..`: goes on, or has no beginning.
    Open,
    /// Blank: there is an end, but nobody knows which.
    Unknown,
}

/// Where a date stands as seen from an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Wholly before it.
    Past,
    /// The instant lies in it: today, this year, an interval under way.
    Current,
    /// Wholly after it.
    Coming,
}

impl Date {
    /// Reads an instant with a zone (`2025-04-19T09:30Z`, seconds optional, offset `Z` or `±hh:mm`), a plain day,
    /// or an EDTF level 0 or 1 expression.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        parse::parse(text)
    }

    /// The first instant of it, days beginning in `zone`; the least instant there is for an open or unknown beginning.
    pub fn start(&self, zone: &TimeZone) -> Timestamp {
        let _ = zone;
        todo!()
    }

    /// The last instant of it (exclusive), days ending in `zone`; the greatest instant for an open or unknown end.
    pub fn end(&self, zone: &TimeZone) -> Timestamp {
        let _ = zone;
        todo!()
    }

    /// Past, current or coming, seen from `as_of`.
    pub fn phase(&self, as_of: Timestamp, zone: &TimeZone) -> Phase {
        let _ = (as_of, zone);
        todo!()
    }

    /// Chronological order on the earliest, then the latest day it may mean, then the more precise first, then as
    /// written: a total order that agrees with equality. Days are compared in UTC.
    pub fn chronological(&self, other: &Self) -> Ordering {
        let _ = other;
        todo!()
    }

    /// The year it is listed under: that of its beginning, or of its end where the beginning is open or unknown.
    /// For an instant, the year in the offset it was written with. None for an interval without known ends.
    pub fn year(&self) -> Option<i32> {
        todo!()
    }

    /// The month it is listed under, 1 to 12; none where only a year, season or more is known.
    pub fn month(&self) -> Option<u8> {
        todo!()
    }

    /// The day, where it is one: of an instant, in `zone`.
    pub fn day(&self, zone: &TimeZone) -> Option<civil::Date> {
        let _ = zone;
        todo!()
    }

    /// How it is shown. `zone` (and its name for readers, such as a city) is that of the venue or site.
    pub fn words(&self, style: &Style<'_>) -> DateWords {
        words::words(self, style)
    }
}

/// As EDTF, or as an instant with its offset: `Date::parse` of it gives the same date.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = f;
        todo!()
    }
}

//! One date type for everything that has a when: instants with a zone, plain days, and the honest dates of
//! EDTF levels 0 and 1 (ISO 8601-2:2019): years, months, seasons, "about", "perhaps", unspecified digits, intervals.
//!
//! `parse` is the one place that reads dates, `words` the one place that shows them.

mod bounds;
mod clock;
mod display;
mod edtf;
mod parse;
mod range;
mod suggest;
#[cfg(test)]
mod tests;

pub use bounds::CalendarSlot;
pub use display::{DateStyle, DateText, TimeSegment};
pub use parse::DateError;

use jiff::Timestamp;
use jiff::tz::Offset;

/// A date as precise as it is known, and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// An instant: day, time and zone are known.
    Instant(OffsetInstant),
    /// A day, month, season or year, perhaps in part or in doubt.
    Calendar(CalendarDate),
    /// From one point to another.
    Interval(Bound, Bound),
}

/// An instant with the offset it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OffsetInstant {
    /// The instant, to the second.
    pub timestamp: Timestamp,
    /// The offset as written; `Z` is zero.
    pub offset: Offset,
    /// Whether seconds were written.
    pub has_seconds: bool,
}

/// A day or something longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    /// The year; the earliest one where digits are unspecified. Negative before year 0.
    pub year: i32,
    /// How many digits of the year are unspecified, from the right: 0, 1 (`201X`) or 2 (`20XX`).
    pub unspecified_digits: u8,
    /// What is said within the year.
    pub precision: Precision,
    /// `~`, `?` or `%`.
    pub qualifier: Option<Qualifier>,
}

/// What is said of a date within its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
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
pub enum Qualifier {
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
    Known(CalendarDate),
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
    Future,
}

impl Date {
    /// Reads an instant with a zone (`2025-04-19T09:30Z`, seconds optional, offset `Z` or `±hh:mm`), a plain day,
    /// or an EDTF level 0 or 1 expression.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        parse::parse(text)
    }

    /// How it is shown. `zone` (and its name for readers, such as a city) is that of the venue or site.
    pub fn to_text(&self, style: &DateStyle<'_>) -> DateText {
        display::date_text(self, style)
    }
}

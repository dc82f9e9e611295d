//! Dates: instants with an offset, calendar days, and EDTF levels 0 and 1 (ISO 8601-2:2019), which add years, months,
//! seasons, qualifiers, unspecified digits and intervals.
//!
//! `parse` reads the accepted forms, `suggest`, `in_words` and `clock` add suggestions to errors, `edtf` writes dates for programs,
//! and `display` writes them for readers, in the words of `words`.

mod bounds;
mod clock;
mod clock_change;
mod display;
mod edtf;
mod error;
mod in_words;
mod interval_text;
mod month;
mod parse;
mod range;
mod suggest;
#[cfg(test)]
mod tests;
mod words;

pub use bounds::CalendarSlot;
pub use clock_change::clock_change_error;
pub use display::{DateStyle, DateText, TimeSegment};
pub use error::DateError;
pub use words::{DateName, DatePattern, DateWords};

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::stored_time;
use error::ACCEPTED_FORMS;

/// The longest text that is parsed, in bytes. No date is longer, and messages repeat the text.
const MAX_LEN: usize = 64;

/// A date, no more precise than it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Date {
    /// An instant: day, time and zone are known.
    Instant(OffsetInstant),
    /// A day, month, season or year, with its qualifier.
    Calendar(CalendarDate),
    /// An interval between two bounds.
    Interval(Bound, Bound),
}

/// An instant with the offset it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OffsetInstant {
    /// The instant, to the second.
    #[serde(with = "stored_time::timestamp")]
    pub timestamp: Timestamp,
    /// The offset as written; `Z` is zero.
    #[serde(with = "stored_time::offset")]
    pub offset: Offset,
    /// Whether seconds were written.
    pub has_seconds: bool,
}

/// A day, month, season, year, decade or century.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CalendarDate {
    /// The year; the earliest one where digits are unspecified. Negative before year 0.
    pub year: i32,
    /// How many digits of the year are unspecified, from the right: 0, 1 (`201X`) or 2 (`20XX`).
    pub unspecified_digits: u8,
    /// How precise the date is within the year.
    pub precision: Precision,
    /// `~`, `?` or `%`.
    pub qualifier: Option<Qualifier>,
}

/// How precise a date is within its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Precision {
    /// Only the year is known.
    Year,
    /// A season, 21 (spring) to 24 (winter).
    Season(u8),
    /// A month, 1 to 12.
    Month(u8),
    /// A month and a day; the day exists.
    Day(u8, u8),
    /// `2004-XX`: some month of the year.
    UnknownMonth,
    /// `2004-06-XX`: some day of the month.
    UnknownDay(u8),
    /// `2004-XX-XX`: some day of the year.
    UnknownMonthAndDay,
}

/// What is not certain about a date, as in EDTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Qualifier {
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    Both,
}

/// The beginning or end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// A known date.
    Known(CalendarDate),
    /// `..`: the interval has no beginning or no end.
    Open,
    /// Blank: the bound exists but is not known.
    Unknown,
}

/// The relation of a date to an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// The date ends before the instant.
    Past,
    /// The instant lies in the date: today, this year, an interval that has begun.
    Current,
    /// The date begins after the instant.
    Future,
}

impl Date {
    /// Parses an instant with an offset (`2025-04-19T09:30Z`, seconds optional, offset `Z` or `±hh:mm`), a calendar
    /// day, or an EDTF level 0 or 1 expression.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        if text.len() > MAX_LEN {
            return Err(DateError::new("the text is too long to be a date").help(ACCEPTED_FORMS));
        }
        parse::parse(text).map_err(|error| {
            let other = suggest::other_notation(text).or_else(|| clock::other_notation(text));
            suggest::with_suggestion(other.unwrap_or(error))
        })
    }

    /// Returns the date in words for readers.
    pub fn to_text(&self, style: &DateStyle<'_>) -> DateText {
        display::date_text(self, style)
    }
}

//! Shows dates, in English.

use jiff::tz::TimeZone;

use super::Date;

/// How a date is to be shown.
#[derive(Clone, Debug)]
pub struct Style<'a> {
    /// The zone in which days and times of instants are shown.
    pub zone: &'a TimeZone,
    /// Where that zone is, for "11:30 in Rome"; none shows "11:30 Europe/Rome time" or the zone's abbreviation.
    pub place: Option<&'a str>,
}

/// A date in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateWords {
    /// The whole date for running text, in parts: "12 April 2025", or "12 April 2025", " to ", "19 April 2025".
    /// At least one; the texts joined are the whole date.
    pub marks: Vec<Mark>,
    /// The part that stands big in a row: "19 Apr", "March", "1979", "spring", "201X" as "2010s".
    pub head: String,
    /// The part below it: the year of a day or month, else empty.
    pub tail: String,
    /// Weekday of a day or instant, else empty.
    pub weekday: String,
    /// "11:30 in Rome" for an instant; else empty.
    pub local: String,
    /// "09:30 UTC" for an instant; else empty.
    pub utc: String,
    /// What is not known, in words: "day not known", "year only", "approximate", "uncertain"; may be empty.
    pub notes: Vec<&'static str>,
}

/// A stretch of a date in words, and the machine's reading of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The words.
    pub text: String,
    /// Value for `<time datetime>`: a valid HTML year (four digits or more), month, day, or instant; empty where
    /// HTML has none (a season, a decade, "to").
    pub datetime: String,
}

pub(super) fn words(date: &Date, style: &Style<'_>) -> DateWords {
    let _ = (date, style);
    todo!()
}

//! Days that other programs write as midnight in UTC.

use jiff::civil::Time;
use jiff::tz::Offset;

use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::text::{Source, Spanned};

/// Turns midnight in UTC with seconds into a calendar day: programs write a day as `2023-08-04T00:00:00.000Z`. In a
/// time zone west of UTC the instant would be on the day before. Without seconds the instant is kept.
pub(super) fn day_of_midnight(date: Spanned<Date>) -> Spanned<Date> {
    let Date::Instant(instant) = date.value else { return date };
    let utc = Offset::UTC.to_datetime(instant.timestamp);
    if !instant.has_seconds || instant.offset != Offset::UTC || utc.time() != Time::midnight() {
        return date;
    }
    let precision = Precision::Day(utc.month().unsigned_abs(), utc.day().unsigned_abs());
    let day = CalendarDate { year: utc.year().into(), unspecified_digits: 0, precision, qualifier: None };
    Spanned::new(Date::Calendar(day), date.span)
}

/// Like [`day_of_midnight`], for a date that may be an event at midnight: only with milliseconds, which programs write.
pub(super) fn day_of_written_midnight(source: &Source, date: Spanned<Date>) -> Spanned<Date> {
    let written = source.slice(date.span).trim_matches(['"', '\'']);
    if written.ends_with(".000Z") { day_of_midnight(date) } else { date }
}

//! The embargo of a wire text.

use jiff::civil;

use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::facts::languages::Language;
use crate::facts::timex::{CalendarTime, ReferenceTime, TimeOfDay, TimexReader, TimexValue, Zone};
use crate::facts::token::tokenize;

/// Reads the end of an embargo from its line: an instant if the line has a day, a time and a zone, else a day without a
/// time. A time without a zone has no value, because a wrong hour would end the embargo too early.
pub(super) fn read_embargo(line: &str, day: civil::Date, language: &Language) -> Option<Date> {
    let tokens = tokenize(line, language);
    let expressions = TimexReader::new(language).read(line, &tokens, &ReferenceTime::on_day(day));
    let mut found: Option<Date> = None;
    for expression in &expressions {
        let has_clock = matches!(expression.value, TimexValue::Calendar(CalendarTime { time: Some(_), .. }));
        let is_zoned = match expression.value {
            TimexValue::Calendar(CalendarTime { time: Some(TimeOfDay::Clock(clock)), .. }) => {
                clock.zone != Zone::Unspecified
            }
            _ => false,
        };
        if has_clock && !is_zoned {
            return None;
        }
        found = match (expression.consistent_date(), found) {
            (Some(Date::Instant(instant)), _) => Some(Date::Instant(instant)),
            (date @ Some(Date::Calendar(CalendarDate { precision: Precision::Day(..), .. })), None) => date,
            (_, before) => before,
        };
    }
    found
}

/// Returns the day on which an embargo ends, if its line has a whole date.
pub(super) fn embargo_day(line: &str, today: civil::Date, language: &Language) -> Option<civil::Date> {
    let has_year = line
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    let date = read_embargo(line, today, language).filter(|_| has_year)?;
    match date {
        Date::Instant(instant) => Some(instant.offset.to_datetime(instant.timestamp).date()),
        other => other.single_day(&jiff::tz::TimeZone::UTC),
    }
}

//! Dates that must be a known day or instant.

use crate::data::MappingReader;
use crate::diagnostic::{BAD_DATE, Diagnostic};
use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::text::Spanned;

const DAY_OR_INSTANT: &str = "write a day as `2025-04-19`, or an instant as `2025-04-19T10:15:00+02:00`";

/// Reads a date. Reports any other date than an instant or a day without a qualifier.
pub(super) fn read_day_or_instant(
    reader: &mut MappingReader<'_>,
    key: &'static str,
) -> Option<Spanned<Date>> {
    let date = reader.date_of(key, DAY_OR_INSTANT)?;
    match date.value {
        Date::Instant(_)
        | Date::Calendar(CalendarDate { precision: Precision::Day(..), qualifier: None, .. }) => Some(date),
        _ => {
            let message = format!("`{key}` must be a known day or instant");
            reader.reject(Diagnostic::new(&BAD_DATE, message).help(DAY_OR_INSTANT), date.span)
        }
    }
}

//! Grades of what is read from prose: how certain it is that words mean a date.

use crate::facts::date::{CalendarDate, Precision};
use crate::facts::timex::{
    CalendarTime, GradeReason, TimeExpression, TimeOfDay, TimexKind, TimexValue, Zone,
};
use crate::facts::{Date, Grade};

/// Grades the value of a time expression, with the reason as words to add. The grade is that of the reader, lowered where the
/// words leave something open.
pub fn grade_date_value(written: &str, expression: &TimeExpression, date: &Date) -> (Grade, &'static str) {
    let (grade, why) = (expression.grade_reason.grade(), reason_words(expression.grade_reason));
    let is_instant = matches!(date, Date::Instant(_));
    if expression.modifier.is_some() {
        (Grade::Doubtful, "; the text is vague")
    } else if is_instant && is_without_zone(&expression.value) {
        (grade.min(Grade::Likely), "; the time has no zone")
    } else if expression.kind == TimexKind::Time && !has_year_of(written, date) {
        (grade.min(Grade::Likely), "; the day is not beside the time")
    } else {
        (grade, why)
    }
}

/// Returns the words for the reason of a grade; may be empty.
fn reason_words(reason: GradeReason) -> &'static str {
    match reason {
        GradeReason::Absolute | GradeReason::AbsolutePeriod => "; a full date",
        GradeReason::Verb => ", as the verb says past or future",
        GradeReason::WeakHint | GradeReason::NoHint => "; no verb says past or future",
        _ => "",
    }
}

/// Returns whether a date is an instant or a single day.
pub fn is_single_day(date: &Date) -> bool {
    matches!(date, Date::Instant(_) | Date::Calendar(CalendarDate { precision: Precision::Day(..), .. }))
}

/// Returns whether a value is a clock time whose zone the text does not give.
fn is_without_zone(value: &TimexValue) -> bool {
    let TimexValue::Calendar(CalendarTime { time: Some(TimeOfDay::Clock(clock)), .. }) = value else {
        return false;
    };
    clock.zone == Zone::Unspecified
}

/// Returns whether a text has the year of a date: a time of day without it takes its day from the words around it.
fn has_year_of(text: &str, date: &Date) -> bool {
    let day = match date {
        Date::Instant(instant) => instant.offset.to_datetime(instant.timestamp).date(),
        Date::Calendar(point) => point.first_day(),
        Date::Interval(..) => return false,
    };
    text.contains(&day.year().to_string())
}

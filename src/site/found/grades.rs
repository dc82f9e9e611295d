//! Grades of what is read from prose: how certain it is that words mean a date or name something.

use crate::facts::date::{CalendarDate, Precision};
use crate::facts::names::{EntityKind, Mention, MentionReason, PlaceKind};
use crate::facts::timex::{
    CalendarTime, ReferencePoint, TimeExpression, TimeOfDay, TimexKind, TimexValue, Zone,
};
use crate::facts::{Date, Grade};

/// Grades the value of a time expression, with the reason as words to add. Sure is what the text states in full or counts
/// from the day of publication in one way only; likely is what the tense of the verb decides; the rest is doubtful.
pub fn grade_date_value(written: &str, expression: &TimeExpression, date: &Date) -> (Grade, &'static str) {
    let (derivation, checks) = (expression.derivation, expression.checks);
    // "Yesterday" and "last week" say themselves whether they are past or future; a weekday does not.
    let is_one_way = checks.is_relative && derivation.direction.is_none() && !has_weekday(written);
    match derivation.reference {
        _ if checks.is_ambiguous || checks.is_impossible => (Grade::Doubtful, ""),
        _ if expression.modifier.is_some() => (Grade::Doubtful, "; the text is vague"),
        ReferencePoint::LastMentioned => (Grade::Doubtful, ""),
        _ if matches!(date, Date::Instant(_)) && is_without_zone(&expression.value) => {
            (Grade::Likely, "; the time has no zone")
        }
        ReferencePoint::Itself if expression.kind == TimexKind::Time && !has_year_of(written, date) => {
            (Grade::Likely, "; the day is not beside the time")
        }
        ReferencePoint::Itself => (Grade::Sure, "; a full date"),
        ReferencePoint::Publication if is_one_way => (Grade::Sure, ""),
        ReferencePoint::Publication if checks.tense.is_some() && checks.tense == derivation.direction => {
            (Grade::Likely, ", as the verb says past or future")
        }
        ReferencePoint::Publication => (Grade::Doubtful, "; no verb says past or future"),
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

/// Returns whether a text has the name of a weekday.
fn has_weekday(text: &str) -> bool {
    let is_weekday = |word: &str| {
        let word = word.to_lowercase();
        word.len() > "day".len() && word.ends_with("day") && !matches!(word.as_str(), "yesterday" | "today")
    };
    text.split(|c: char| !c.is_alphabetic()).any(is_weekday)
}

/// Grades a name without a page: how certain it is that the words are the whole name of a person, organisation or place.
/// Sure is a full name with a title, a well-known organisation or state, and a known city; the rest is likely or doubtful.
pub(super) fn grade_name_without_page(mention: &Mention, text: &str) -> Grade {
    let is_known = mention.reason == MentionReason::Known;
    match mention.kind {
        EntityKind::Person if text.contains(' ') && mention.role.is_some() => Grade::Sure,
        EntityKind::Organisation | EntityKind::Place(PlaceKind::State | PlaceKind::City) if is_known => {
            Grade::Sure
        }
        EntityKind::Place(PlaceKind::Other) => Grade::Doubtful,
        _ => Grade::Likely,
    }
}

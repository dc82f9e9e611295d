//! Dates of a draft as the text has them: single dates, ranges such as `from 4 to 17 August`, and open intervals such as
//! `since 2019`.

use std::cmp::Ordering;
use std::mem::discriminant;

use jiff::civil::{ISOWeekDate, Weekday};
use jiff::tz::TimeZone;

use crate::facts::Date;
use crate::facts::date::{Bound, CalendarDate, Precision};
use crate::facts::languages::DraftList;
use crate::facts::timex::{
    CalendarPeriod, CalendarTime, ReferencePoint, TimeExpression, TimeOfDay, TimexChecks, TimexValue, Zone,
};
use crate::text::Span;

use super::analysis::DraftReading;

/// A date with its words in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct DatedSpan {
    pub(super) span: Span,
    pub(super) date: Date,
    pub(super) reference: ReferencePoint,
    /// Whether day and month may be swapped.
    pub(super) is_ambiguous: bool,
    /// Whether the words give a time of day without a day: "at 18:05".
    pub(super) is_clock_alone: bool,
    /// Why the words may mean another date.
    pub(super) doubt: Option<&'static str>,
    /// Whether it is the end of a period: "by 1 July".
    pub(super) is_deadline: bool,
}

/// Returns the dates in text order. Ranges whose bounds do not fit are omitted as a whole.
pub(super) fn dated_spans(reading: &DraftReading<'_>) -> Vec<DatedSpan> {
    let mut found = Vec::new();
    let mut rest = reading.expressions.as_slice();
    while let [expression, after @ ..] = rest {
        rest = after;
        match after.first().filter(|next| is_range(reading, expression, next)) {
            Some(next) => {
                rest = &after[1..];
                if !is_changed(reading, expression) {
                    found.extend(join(expression, next));
                }
            }
            None => found.extend(single(reading, expression)),
        }
    }
    found
}

/// Returns whether two expressions are the bounds of a range: "4 to 17 August", "5 and 6 May".
fn is_range(reading: &DraftReading<'_>, first: &TimeExpression, second: &TimeExpression) -> bool {
    const MAX_JOIN_BYTES: usize = 9;
    let between = reading.slice(Span { start: first.span.end, end: second.span.start.max(first.span.end) });
    let index = reading.token_at(first.span.start);
    let before = |back: usize| index.checked_sub(back).map_or("", |index| reading.annotated.word(index));
    let joined = match between.trim() {
        "-" | "–" | "—" => true,
        word if reading.is_listed(DraftList::RangeJoin, word) => true,
        word if reading.is_listed(DraftList::RangeConjunction, word) => {
            reading.is_listed(DraftList::Between, &before(1).to_lowercase()) || are_consecutive(first, second)
        }
        _ => false,
    };
    joined && between.len() <= MAX_JOIN_BYTES
}

/// Returns whether the second of two days follows the first.
fn are_consecutive(first: &TimeExpression, second: &TimeExpression) -> bool {
    let day = |expression| match calendar_date(expression)? {
        date @ CalendarDate { precision: Precision::Day(..), .. } => {
            Date::Calendar(date).single_day(&TimeZone::UTC)
        }
        _ => None,
    };
    let next = day(first).and_then(|day| day.tomorrow().ok());
    next.is_some() && next == day(second)
}

/// Returns whether the first of two dates is given up for the second: "moved from 4 to 17 August".
fn is_changed(reading: &DraftReading<'_>, first: &TimeExpression) -> bool {
    const MAX_VERB_DISTANCE: usize = 8;
    let index = reading.token_at(first.span.start);
    let before = |back: usize| index.checked_sub(back).map_or("", |index| reading.annotated.word(index));
    (1..=MAX_VERB_DISTANCE).any(|back| reading.is_listed(DraftList::ChangeVerb, before(back)))
}

fn join(first: &TimeExpression, second: &TimeExpression) -> Option<DatedSpan> {
    // "They worked from 6 a.m. to midnight" is no period of days.
    if is_clock(first) && is_clock(second) {
        return None;
    }
    let (from, to) = (calendar_date(first)?, calendar_date(second)?);
    let same = discriminant(&from.precision) == discriminant(&to.precision);
    let ascends = Date::Calendar(from).cmp_chronological(&Date::Calendar(to)) == Ordering::Less;
    let is_relative = second.derivation.reference == ReferencePoint::Publication;
    let reference = if is_relative { second } else { first }.derivation.reference;
    (same && ascends).then_some(DatedSpan {
        span: Span { start: first.span.start, end: second.span.end },
        date: Date::Interval(Bound::Known(from), Bound::Known(to)),
        reference,
        is_ambiguous: first.checks.is_ambiguous || second.checks.is_ambiguous,
        is_clock_alone: false,
        doubt: doubt_of(first).or_else(|| doubt_of(second)),
        is_deadline: false,
    })
}

fn is_clock(expression: &TimeExpression) -> bool {
    matches!(expression.value, TimexValue::Calendar(CalendarTime { time: Some(TimeOfDay::Clock(_)), .. }))
}

fn calendar_date(expression: &TimeExpression) -> Option<CalendarDate> {
    match date_without_clock(expression).filter(is_precise)? {
        Date::Calendar(date) => Some(date),
        _ => None,
    }
}

fn single(reading: &DraftReading<'_>, expression: &TimeExpression) -> Option<DatedSpan> {
    let date = date_without_clock(expression).filter(is_precise).or_else(|| days_of_week(expression))?;
    let index = reading.token_at(expression.span.start);
    let is_since = index > 0 && reading.annotated.word(index - 1).eq_ignore_ascii_case("since");
    let date = match date {
        Date::Calendar(start) if is_since => Date::Interval(Bound::Known(start), Bound::Open),
        date => date,
    };
    let (reference, is_ambiguous) = (expression.derivation.reference, expression.checks.is_ambiguous);
    let is_deadline = index > 0 && reading.is_listed(DraftList::Limit, reading.annotated.word(index - 1));
    let is_clock_alone = reference == ReferencePoint::Publication
        && is_clock(expression)
        && !has_word_of_day(reading, expression.span);
    let (span, doubt) = (expression.span, doubt_of(expression));
    Some(DatedSpan { span, date, reference, is_ambiguous, is_clock_alone, doubt, is_deadline })
}

/// Returns why an expression may mean another date.
fn doubt_of(expression: &TimeExpression) -> Option<&'static str> {
    match expression.checks {
        TimexChecks { is_of_noun: true, .. } => Some("the date may be that of another event"),
        TimexChecks { is_year_uncertain: true, .. } => Some("the year may be that of the date before it"),
        _ => None,
    }
}

/// Returns whether a time of day has a day beside it: a number and a month, a weekday, or a word such as "today".
fn has_word_of_day(reading: &DraftReading<'_>, span: Span) -> bool {
    let text = reading.slice(span).to_lowercase();
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).any(|word| {
        reading.is_listed(DraftList::ClockDay, word)
            || [DraftList::Weekday, DraftList::Month]
                .iter()
                .any(|list| reading.words().phrases(*list).any(|name| name.starts_with(word)))
    }) || text.matches(['-', '/', '.']).count() > 1 && !text.contains("m.")
}

/// Returns the days of a week or weekend: "last week".
fn days_of_week(expression: &TimeExpression) -> Option<Date> {
    let TimexValue::Calendar(CalendarTime { period, time: None }) = expression.value else { return None };
    if expression.checks.rules_out_date() {
        return None;
    }
    let (year, week, first) = match period {
        CalendarPeriod::Week(year, week) => (year, week, Weekday::Monday),
        CalendarPeriod::Weekend(year, week) => (year, week, Weekday::Saturday),
        _ => return None,
    };
    let day = |weekday| {
        let day = ISOWeekDate::new(year, i8::try_from(week).ok()?, weekday).ok()?.date();
        match super::day_as_date(day) {
            Date::Calendar(day) => Some(Bound::Known(day)),
            _ => None,
        }
    };
    Some(Date::Interval(day(first)?, day(Weekday::Sunday)?))
}

/// Returns whether a date is precise enough for the list: an instant, a day, a month or a year.
fn is_precise(date: &Date) -> bool {
    match date {
        Date::Instant(_) => true,
        Date::Calendar(CalendarDate { precision, unspecified_digits: 0, .. }) => {
            matches!(precision, Precision::Day(..) | Precision::Month(_) | Precision::Year)
        }
        _ => false,
    }
}

/// Returns the date of an expression. A time of day without a zone is reduced to its day.
fn date_without_clock(expression: &TimeExpression) -> Option<Date> {
    let local_day = match &expression.value {
        TimexValue::Calendar(when @ CalendarTime { time: Some(TimeOfDay::Clock(clock)), .. }) => {
            when.single_day().filter(|_| clock.zone == Zone::Unspecified)
        }
        _ => None,
    };
    let date = expression.consistent_date().filter(|_| !expression.checks.is_impossible)?;
    // Midnight at the end of a Friday is on Friday.
    Some(local_day.filter(|_| matches!(date, Date::Instant(_))).map_or(date, super::day_as_date))
}

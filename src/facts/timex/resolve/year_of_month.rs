//! The year of a month or day without one: the last or the next.

use jiff::civil;

use super::{MatchedExpression, TimeResolver};
use crate::facts::timex::calendar::{self, first_day, is_weekday};
use crate::facts::timex::expression::{Direction, ReferencePoint};
use crate::facts::timex::value::CalendarPeriod;

/// The greatest ratio of the distances of two candidate days at which the tense decides between them.
pub(super) const MAX_DISTANCE_RATIO: i32 = 5;

/// The same ratio for months without a day. A verb in the past is not about the coming month, unless that is the next one.
const MAX_MONTH_DISTANCE_RATIO: i32 = 12;

/// The most months by which a narrative goes back in a year, within a paragraph and across paragraphs.
const MAX_MONTHS_BACK_IN_PARAGRAPH: u8 = 4;
const MAX_MONTHS_BACK: u8 = 8;

impl TimeResolver<'_> {
    /// Infers the year of a month or day without one.
    pub(super) fn infer_year(
        &self,
        found: &MatchedExpression,
        month: u8,
        day: Option<u8>,
    ) -> (i16, ReferencePoint, Option<Direction>) {
        let in_narrative = self.context.is_narrative && !self.tense.is_present_plan(found.from);
        if let Some(mentioned) = self.context.last_mentioned.filter(|_| in_narrative) {
            let months_back = if self.context.mentioned_paragraph == found.paragraph {
                MAX_MONTHS_BACK_IN_PARAGRAPH
            } else {
                MAX_MONTHS_BACK
            };
            return (year_after(mentioned, month, months_back), ReferencePoint::LastMentioned, None);
        }
        if let Some(first) = self.context.last_mentioned.filter(|_| found.is_later_one) {
            // The bounds of a range and the days of a list are in order.
            return (year_after(first, month, 0), ReferencePoint::Publication, None);
        }
        let hint = self.firm_direction(found);
        // "Has extended it until May" can refer to a future day although the verb is past.
        let open = self.tense.is_limit(found.from) && self.tense.is_perfect(found.from);
        let hint = hint.filter(|hint| *hint == Direction::Future || !open);
        let today = self.context.today;
        let (last, next) = years_around(today, month, day);
        let by_weekday = day.and_then(|day| year_by_weekday(found.parts.weekday?, month, day, [last, next]));
        if let Some(year) = by_weekday {
            return (year, ReferencePoint::Publication, hint);
        }
        if hint == Some(Direction::Future) && self.is_within_range((last, month), found) {
            return (last, ReferencePoint::Publication, hint);
        }
        let ahead = (nearest_valid_day(today, next, month, day) - today).get_days();
        let back = (today - nearest_valid_day(today, last, month, day)).get_days();
        // "Was extended through June" can refer to the coming June.
        let is_month = day.is_none() && !self.tense.is_limit(found.from);
        let ratio = if is_month { MAX_MONTH_DISTANCE_RATIO } else { MAX_DISTANCE_RATIO };
        let year = match hint {
            // The tense hint can be wrong, so it does not choose a date that is much further away.
            Some(Direction::Future)
                if ahead < back.saturating_mul(ratio) || self.tense.is_led_by_plan(found.from) =>
            {
                next
            }
            Some(Direction::Past) if back < ahead.saturating_mul(ratio) => last,
            None if (ahead - back).abs() < 90 && self.direction_hint(found) == Some(Direction::Future) => {
                next
            }
            _ if ahead < back => next,
            _ => last,
        };
        (year, ReferencePoint::Publication, hint)
    }

    /// Returns whether today is between a month and the month that the range goes on to: "will be shut from August to October".
    fn is_within_range(&self, (year, month): (i16, u8), found: &MatchedExpression) -> bool {
        let next = self.expressions.get(self.index + 1).filter(|next| next.is_later_one);
        let parts =
            next.filter(|next| !found.is_later_one && next.parts.year.is_none()).map(|next| &next.parts);
        parts.and_then(|parts| Some((parts.month?, parts.day))).is_some_and(|(end, day)| {
            let end_year = year + i16::from(end < month);
            nearest_valid_day(self.context.today, end_year, end, day.or(Some(28))) >= self.context.today
        })
    }

    /// Returns whether a year without a month or day of its own lies in the other direction than the tense says.
    pub(super) fn contradicts_tense(
        &self,
        month: u8,
        day: Option<u8>,
        year: i16,
        direction: Option<Direction>,
    ) -> bool {
        let (last, next) = years_around(self.context.today, month, day);
        match direction {
            Some(Direction::Past) => year > last,
            Some(Direction::Future) => year < next,
            None => false,
        }
    }
}

/// Returns the last and the next year of a month or day. Both are the current year during that month or day.
fn years_around(today: civil::Date, month: u8, day: Option<u8>) -> (i16, i16) {
    let reached = match day {
        Some(_) => nearest_valid_day(today, today.year(), month, day) <= today,
        None => month <= today.month().unsigned_abs(),
    };
    let last = today.year() - i16::from(!reached);
    let in_month = day.is_none() && (last, month) == (today.year(), today.month().unsigned_abs());
    let now = in_month || nearest_valid_day(today, last, month, day) == today;
    (last, last + i16::from(!now))
}

/// Returns the day in a year. Days after the 28th count as the 28th, which every month has.
fn nearest_valid_day(today: civil::Date, year: i16, month: u8, day: Option<u8>) -> civil::Date {
    calendar::existing_day(year, month, day.unwrap_or(1).min(28)).unwrap_or(today)
}

/// Returns the year in which a day falls on a weekday, if exactly one of the two fits.
fn year_by_weekday(weekday: i32, month: u8, day: u8, years: [i16; 2]) -> Option<i16> {
    let fits =
        |year: i16| calendar::existing_day(year, month, day).is_some_and(|day| is_weekday(day, weekday));
    let [last, next] = years;
    match (fits(last), fits(next)) {
        (true, false) => Some(last),
        (false, true) => Some(next),
        _ => None,
    }
}

/// Returns the year of the next mention of a month in a narrative: the year of `mentioned`, or the following year if
/// the month is more than `months_back` months earlier.
pub(super) fn year_after(mentioned: CalendarPeriod, month: u8, months_back: u8) -> i16 {
    let from = first_day(mentioned);
    let whole_year =
        matches!(mentioned, CalendarPeriod::Year(_) | CalendarPeriod::Season(..) | CalendarPeriod::Decade(_));
    let here = from.month().unsigned_abs();
    let passed = !whole_year && month + months_back < here;
    from.year() + i16::from(passed)
}

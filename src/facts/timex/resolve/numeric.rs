//! Numeric dates: `19.4.2025`, `04/05/2025`, `30/04`. Which number is the day follows from the text, else from the
//! reader's default; else the date is ambiguous.

use jiff::civil;

use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::timex::calendar;
use crate::facts::timex::expression::{Direction, NumericOrder, ReferencePoint};
use crate::facts::timex::value::CalendarPeriod;

/// The greatest number of a month.
const MONTHS: i32 = 12;

/// The most days to a day in digits that only its weekday confirms.
const MAX_DAYS_TO_WEEKDAY: i32 = 180;

/// A numeric date as written.
#[derive(Clone, Copy, Debug)]
struct NumericDate {
    /// Its first two numbers.
    numbers: [i32; 2],
    year: Option<i32>,
    /// Whether full stops separate the numbers, as is usual where the day comes first.
    is_dotted: bool,
}

impl NumericDate {
    fn parse(written: &str) -> Option<Self> {
        let mut parts = written.split(['/', '-', '.']).map_while(|part| part.parse::<i32>().ok());
        let numbers = [parts.next()?, parts.next()?];
        let year = parts.next().map(|year| match year {
            100.. => year,
            70.. => 1900 + year,
            _ => 2000 + year,
        });
        Some(Self { numbers, year, is_dotted: written.contains('.') })
    }

    /// Returns the order that the date itself shows.
    fn order(self) -> Option<NumericOrder> {
        let [first, second] = self.numbers;
        match (first > MONTHS || self.is_dotted && second <= MONTHS, second > MONTHS) {
            (true, false) => Some(NumericOrder::DayFirst),
            (false, true) => Some(NumericOrder::MonthFirst),
            _ => None,
        }
    }

    /// Returns month and day in an order.
    fn month_and_day(self, order: NumericOrder) -> Option<(u8, u8)> {
        let [first, second] = self.numbers;
        let (month, day) = match order {
            NumericOrder::DayFirst => (second, first),
            NumericOrder::MonthFirst => (first, second),
        };
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Some((month, u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?))
    }
}

impl TimeResolver<'_> {
    fn numeric_date(&self, found: &MatchedExpression) -> Option<NumericDate> {
        let item = found.parts.figures.filter(|_| !found.parts.iso)?;
        let item = self.items().get(item as usize)?;
        let first = self.tense.tokens.get(item.token as usize)?.span;
        let last = self.tense.tokens.get(item.end.checked_sub(1)? as usize)?.span;
        NumericDate::parse(self.text.get(first.start as usize..last.end as usize)?)
    }

    /// Returns the order that the numeric dates of the text show, unless they contradict each other.
    pub(in crate::facts::timex) fn order_of_text(&self) -> Option<NumericOrder> {
        let shown = self.expressions.iter().filter_map(|found| self.numeric_date(found)?.order());
        let (mut day_first, mut month_first) = (false, false);
        for order in shown {
            day_first |= order == NumericOrder::DayFirst;
            month_first |= order == NumericOrder::MonthFirst;
        }
        match (day_first, month_first) {
            (true, false) => Some(NumericOrder::DayFirst),
            (false, true) => Some(NumericOrder::MonthFirst),
            _ => None,
        }
    }

    /// Resolves `19.4.2025`, `04/05/2025`, `30/04`.
    pub(super) fn resolve_numeric_date(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let date = self.numeric_date(found)?;
        if let (Some(weekday), None) = (found.parts.weekday, date.year) {
            return self.resolve_day_by_weekday(found, date, weekday);
        }
        let known = date.order().or(self.context.numeric_order);
        let (month, day) = date.month_and_day(known.unwrap_or(NumericOrder::MonthFirst))?;
        let Some(year) = date.year else {
            known?;
            let (year, reference, direction) = self.infer_year(found, month, Some(day));
            let period = CalendarPeriod::Day(calendar::existing_day(year, month, day)?);
            let mut resolved = ResolvedTime::for_period(period).counted_from(reference, direction);
            resolved.checks.contradicts_tense = self.contradicts_tense(month, Some(day), year, direction);
            return Some(resolved);
        };
        let year = calendar::clamp_year(year);
        let mut resolved =
            ResolvedTime::for_period(CalendarPeriod::Day(calendar::existing_day(year, month, day)?));
        let [first, second] = date.numbers;
        resolved.checks.is_ambiguous = known.is_none() && first != second;
        Some(resolved)
    }

    /// Resolves `Friday 5/12`: the nearest day whose weekday fits, in either order of its numbers.
    fn resolve_day_by_weekday(
        &self,
        found: &MatchedExpression,
        date: NumericDate,
        weekday: i32,
    ) -> Option<ResolvedTime> {
        let today = self.context.today;
        let orders = match date.order().or(self.context.numeric_order) {
            Some(order) => vec![order],
            None => vec![NumericOrder::MonthFirst, NumericOrder::DayFirst],
        };
        let days =
            orders.into_iter().filter_map(|order| date.month_and_day(order)).flat_map(|(month, day)| {
                (-1..=1).filter_map(move |years| calendar::existing_day(today.year() + years, month, day))
            });
        let fits = |day: &civil::Date| i32::from(day.weekday().to_monday_one_offset()) == weekday;
        let day = days.filter(fits).min_by_key(|day| (*day - today).get_days().abs())?;
        let hint = self.direction_hint(found);
        // A wrong weekday fits a day in another year as often as not.
        let is_near = (day - today).get_days().abs() < MAX_DAYS_TO_WEEKDAY;
        let agrees = match hint {
            Some(Direction::Past) => day <= today,
            Some(Direction::Future) => day >= today,
            None => true,
        };
        if !is_near || !agrees {
            return None;
        }
        Some(
            ResolvedTime::for_period(CalendarPeriod::Day(day))
                .counted_from(ReferencePoint::Publication, hint),
        )
    }
}

//! Periods of company results: quarters, the first nine months, the same period of the previous year.

use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::timex::calendar::{self, first_day, last_day};
use crate::facts::timex::parts::{ExpressionParts, Relation};
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{Amount, CalendarPeriod, CalendarTime, TimeUnit, TimexDuration, TimexValue};

impl TimeResolver<'_> {
    /// Returns whether a quarter, or months that span several quarters, was mentioned nearby.
    pub(super) fn reports_results(&self, found: &MatchedExpression) -> bool {
        let near = self.context.quarter_paragraph + 3 > found.paragraph;
        near && (self.context.quarter.is_some() || self.context.months.is_some())
    }

    /// Returns the last quarter mentioned if it has ended. Results of other quarters cannot have been reported.
    pub(super) fn reported_quarter(&self) -> Option<CalendarPeriod> {
        self.context.quarter.filter(|quarter| last_day(*quarter) < self.context.today)
    }

    /// Returns the duration of months that span several quarters: "the nine months", "the first six months".
    pub(super) fn quarters_in_months(
        &self,
        parts: &ExpressionParts,
        value: &TimexValue,
    ) -> Option<TimexDuration> {
        let TimexValue::Duration(length) = value else { return None };
        let whole =
            [Amount::whole(6), Amount::whole(9)].contains(&length.amount) && length.unit == TimeUnit::Month;
        let ahead = matches!(parts.relation, Some(Relation::Next | Relation::Following));
        (whole && parts.definite && !ahead).then_some(*length)
    }

    /// Returns the quarter mentioned, moved to another year: "in the 1988 period".
    pub(super) fn quarter_in_year(&self, year: i16) -> CalendarPeriod {
        match self.context.quarter.filter(|_| self.context.months.is_none()) {
            Some(CalendarPeriod::Quarter(_, quarter)) => CalendarPeriod::Quarter(year, quarter),
            _ => CalendarPeriod::Year(year),
        }
    }

    /// Returns the quarter of "the quarter ended Sept. 30": the one that contains the day six weeks before.
    pub(super) fn quarter_ended(&self, found: &MatchedExpression, unit: TimeUnit) -> Option<CalendarPeriod> {
        let has_ended = unit == TimeUnit::Quarter && self.classes_after(found).contains(Class::Ended);
        if self.context.fiscal && has_ended && self.context.months.is_none() {
            // A fiscal quarter is the one whose number was mentioned.
            return self.context.quarter;
        }
        let next =
            self.expressions.get(self.index + 1).filter(|next| has_ended && next.from <= found.to + 1)?;
        match self.resolve_period(next).filter(|_| next.parts.month.is_some())?.value {
            TimexValue::Calendar(CalendarTime { period: CalendarPeriod::Day(day), .. }) => {
                Some(calendar::quarter_of(calendar::add_days(day, -45)))
            }
            _ => None,
        }
    }

    /// Resolves "a year earlier" to the period one year before the months or quarter mentioned, else to the previous
    /// year.
    pub(super) fn resolve_year_ago(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        if let Some(amount) = parts.amount.filter(|_| parts.second_unit == Some(TimeUnit::Month)) {
            // "The year-earlier nine months" is a duration.
            let months = TimexDuration { amount, unit: TimeUnit::Month };
            return Some(ResolvedTime::from_value(TimexValue::Duration(months)).counted_from_mentioned());
        }
        let period = parts.unit == Some(TimeUnit::Period) || parts.second_unit == Some(TimeUnit::Period);
        let quarter = parts.unit == Some(TimeUnit::Quarter) || parts.second_unit == Some(TimeUnit::Quarter);
        if let Some(months) = self.context.months.filter(|_| !quarter) {
            let before = CalendarPeriod::Year(calendar::clamp_year(i32::from(self.context.today.year()) - 1));
            let resolved = if period {
                ResolvedTime::from_value(TimexValue::Duration(months))
            } else {
                ResolvedTime::for_period(before)
            };
            return Some(resolved.counted_from_mentioned());
        }
        let before = calendar::shift_years(self.compared_period(parts), -1);
        Some(ResolvedTime::for_period(before).counted_from_mentioned())
    }

    /// Returns the period compared with the previous year: a quarter that has begun, the month or year mentioned, else
    /// the current year.
    fn compared_period(&self, parts: &ExpressionParts) -> CalendarPeriod {
        let unit =
            parts.unit.filter(|unit| !matches!(unit, TimeUnit::Year | TimeUnit::Quarter | TimeUnit::Period));
        let begun = self.context.quarter.filter(|quarter| first_day(*quarter) <= self.context.today);
        if let Some((_, day)) = self.context.day.filter(|_| unit == Some(TimeUnit::Day)) {
            return CalendarPeriod::Day(day);
        }
        match (unit.or(parts.second_unit), begun, self.context.last_mentioned) {
            (Some(TimeUnit::Month), _, Some(month @ CalendarPeriod::Month(..))) => month,
            (_, Some(quarter), _) => quarter,
            (_, _, Some(month @ (CalendarPeriod::Month(..) | CalendarPeriod::Year(_)))) => month,
            _ => CalendarPeriod::Year(self.context.today.year()),
        }
    }
}

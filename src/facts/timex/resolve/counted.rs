//! Times counted in units from the reference day, another day or the last date mentioned.

use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::timex::calendar::{self, add_units, first_day, period_around};
use crate::facts::timex::parts::ExpressionParts;
use crate::facts::timex::value::{Amount, CalendarPeriod, CalendarTime, TimeUnit, TimexDuration, TimexValue};
use crate::facts::token::TokenKind;
use jiff::civil;

impl TimeResolver<'_> {
    /// Resolves "two weeks ago", "a year ago".
    pub(super) fn resolve_ago(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let Some(Amount::Tenths(tenths)) = parts.amount else {
            return Some(ResolvedTime::from_value(TimexValue::Past).mark_relative());
        };
        let unit = parts.unit?;
        if unit == TimeUnit::Year && tenths == 10 && self.reports_results(found) {
            return self.resolve_year_ago(found);
        }
        if let Some(mentioned) = self.context.last_mentioned.filter(|_| self.context.is_narrative) {
            return Some(
                self.resolve_counted(tenths, unit, first_day(mentioned), -1).counted_from_mentioned(),
            );
        }
        let tenths = match (parts.half, parts.is_half_first) {
            (true, true) => 5,
            (true, false) => tenths.saturating_add(5),
            (false, _) => tenths,
        };
        let (base, tenths, unit) = self.beside_second_unit(parts, (tenths, self.context.today), -1);
        Some(self.resolve_counted(tenths, unit, base, -1).mark_relative())
    }

    /// Counts the first unit of "a month and a day ago". Returns the day, and the number and unit that remain to count.
    fn beside_second_unit(
        &self,
        parts: &ExpressionParts,
        (tenths, day): (u32, civil::Date),
        sign: i32,
    ) -> (civil::Date, u32, TimeUnit) {
        let unit = parts.unit.unwrap_or(TimeUnit::Day);
        let (Some(Amount::Tenths(second_tenths)), Some(second)) = (parts.second_amount, parts.second_unit)
        else {
            return (day, tenths, unit);
        };
        let count = sign.saturating_mul(i32::try_from(tenths / 10).unwrap_or(0));
        (add_units(day, count, unit), second_tenths, second)
    }

    pub(super) fn resolve_hence(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let Some(Amount::Tenths(tenths)) = parts.amount else {
            return Some(ResolvedTime::from_value(TimexValue::Future).mark_relative());
        };
        let mut base = self.context.today;
        if parts.weekday.is_some() || parts.month.is_some() {
            base = self.resolve_period(found)?.single_day()?;
        } else if let Some(days) = parts.day_word {
            base = calendar::add_days(base, days);
        }
        let sign = if parts.before { -1 } else { 1 };
        Some(self.resolve_counted(tenths, parts.unit?, base, sign).mark_relative())
    }

    /// Resolves "a year earlier", "two days later", which count from the last date mentioned.
    pub(super) fn resolve_earlier_or_later(
        &self,
        found: &MatchedExpression,
        sign: i32,
    ) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let Some(Amount::Tenths(tenths)) = parts.amount else {
            return Some(
                ResolvedTime::from_value(if sign < 0 { TimexValue::Past } else { TimexValue::Future })
                    .counted_from_mentioned(),
            );
        };
        let unit = parts.unit?;
        if sign < 0 && unit == TimeUnit::Year && tenths == 10 && !self.context.is_narrative {
            return self.resolve_year_ago(found);
        }
        if unit <= TimeUnit::Hour {
            let length = TimexDuration { amount: Amount::Tenths(tenths), unit };
            return Some(ResolvedTime::from_value(TimexValue::Duration(length)));
        }
        if parts.second_amount.is_some() {
            let day = self.context.day.map_or(self.context.today, |(_, day)| day);
            let (base, tenths, unit) = self.beside_second_unit(parts, (tenths, day), sign);
            return Some(self.resolve_counted(tenths, unit, base, sign).counted_from_mentioned());
        }
        let base = match self.context.last_mentioned {
            Some(CalendarPeriod::Day(day)) => day,
            Some(mentioned) => {
                let whole = sign.saturating_mul(i32::try_from(tenths / 10).unwrap_or(0));
                let coarse = add_units(first_day(mentioned), whole, unit);
                return Some(
                    ResolvedTime::for_period(coarsened(mentioned, coarse, unit)).counted_from_mentioned(),
                );
            }
            None => self.context.today,
        };
        Some(self.resolve_counted(tenths, unit, base, sign).counted_from_mentioned())
    }

    /// Resolves "a week after the first round". The event reported is the later one, so the first round was a week
    /// before it.
    pub(super) fn resolve_relative_to_event(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let event_follows = self.token_after(found).is_some_and(|token| token.kind != TokenKind::Mark);
        let sign = match (parts.after, event_follows) {
            (true, true) | (false, false) => -1,
            _ => 1,
        };
        let base = self.context.day.map_or(self.context.today, |(_, day)| day);
        Some(self.resolve_counted(10, parts.unit?, base, sign).counted_from_mentioned())
    }

    /// Returns the day `tenths` units before or after `base`, with the precision of the unit.
    fn resolve_counted(&self, tenths: u32, unit: TimeUnit, base: civil::Date, sign: i32) -> ResolvedTime {
        let whole = sign.saturating_mul(i32::try_from(tenths / 10).unwrap_or(i32::MAX));
        let half = match (tenths % 10, unit) {
            (5, TimeUnit::Year) => add_units(base, sign * 6, TimeUnit::Month),
            _ => base,
        };
        let day = add_units(half, whole, unit);
        let grain = match unit {
            TimeUnit::Week | TimeUnit::Fortnight => TimeUnit::Day,
            TimeUnit::Decade | TimeUnit::Century | TimeUnit::Millennium => TimeUnit::Year,
            _ => unit,
        };
        let mut resolved = ResolvedTime::for_period(period_around(day, grain));
        if let (TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second, TimexValue::Calendar(_)) =
            (unit, resolved.value)
        {
            resolved = ResolvedTime::from_value(TimexValue::Calendar(CalendarTime::without_time(
                CalendarPeriod::Day(day),
            )));
        }
        resolved
    }
}

/// Returns the period around `day`, at most as precise as the date that it was counted from.
fn coarsened(mentioned: CalendarPeriod, day: civil::Date, unit: TimeUnit) -> CalendarPeriod {
    match (mentioned, unit) {
        (CalendarPeriod::Month(..), TimeUnit::Day | TimeUnit::Week | TimeUnit::Month) => {
            period_around(day, TimeUnit::Month)
        }
        (CalendarPeriod::Month(..), TimeUnit::Year) => period_around(day, TimeUnit::Month),
        (CalendarPeriod::Quarter(..) | CalendarPeriod::Half(..), TimeUnit::Year) => {
            calendar::shift_years(mentioned, i32::from(day.year() - first_day(mentioned).year()))
        }
        (CalendarPeriod::Year(_), TimeUnit::Year | TimeUnit::Decade) => period_around(day, TimeUnit::Year),
        (CalendarPeriod::Year(_), _) => period_around(day, TimeUnit::Year),
        _ => period_around(day, unit),
    }
}

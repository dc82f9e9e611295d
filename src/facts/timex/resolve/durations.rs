//! Durations and recurrences.

use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::timex::parts::LiteralMeaning;
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{Amount, Recurrence, TimeUnit, TimexDuration, TimexValue};
use crate::facts::token::TokenShape;

impl TimeResolver<'_> {
    pub(super) fn resolve_duration(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        if let (Some(TimeUnit::Quarter), Some(unit)) = (parts.unit, parts.second_unit) {
            let quarters = Some(quarters_of_hour(parts.amount)).filter(|_| unit == TimeUnit::Hour)?;
            return Some(ResolvedTime::from_value(TimexValue::Duration(quarters)));
        }
        let unit = parts.second_unit.filter(|_| parts.half).or(parts.unit)?;
        if unit == TimeUnit::Day && parts.amount == Some(Amount::whole(1)) && self.is_some_day(found) {
            return Some(ResolvedTime::from_value(TimexValue::Future).mark_relative());
        }
        let amount = match parts.amount {
            _ if parts.half
                && parts.amount.is_none_or(|amount| amount == Amount::whole(1))
                && !parts.plural =>
            {
                let whole = if self.ends_in_half(found) { 15 } else { 5 };
                Amount::Tenths(whole)
            }
            Some(Amount::Tenths(tenths)) if parts.half => Amount::Tenths(tenths + 5),
            Some(amount) => amount,
            None if parts.plural => Amount::Some,
            None => Amount::whole(1),
        };
        if amount == Amount::Tenths(5) && unit >= TimeUnit::Day {
            return half_of_unit(unit).map(|length| ResolvedTime::from_value(TimexValue::Duration(length)));
        }
        Some(ResolvedTime::from_value(TimexValue::Duration(TimexDuration { amount, unit })))
    }

    /// Returns whether "one day" means some day, as in "it will one day be seen".
    fn is_some_day(&self, found: &MatchedExpression) -> bool {
        let will = self.token_before(found).is_some_and(|before| self.classes(before).contains(Class::Will));
        will && self.token_after(found).is_some_and(|after| after.shape == TokenShape::Lower)
    }

    /// Returns whether the expression ends in "half": "a year and a half" rather than "half a year".
    fn ends_in_half(&self, found: &MatchedExpression) -> bool {
        let entry = self
            .last_item(found)
            .and_then(|item| item.entry)
            .and_then(|index| self.tense.lexicon.entry(index));
        entry.is_some_and(|entry| {
            LiteralMeaning::from_number(entry.value(Class::Says)) == Some(LiteralMeaning::Half)
                && entry.classes.contains(Class::Says)
        })
    }

    pub(super) fn resolve_recurrence(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let once = |unit| Recurrence::Once(TimexDuration { amount: Amount::whole(1), unit });
        let recurrence = if let Some(unit) = parts.recurring {
            once(unit)
        } else if let Some(weekday) = parts.weekday {
            Recurrence::Weekday(u8::try_from(weekday).ok()?, parts.part)
        } else if let Some(month) = parts.month {
            Recurrence::Month(month)
        } else if let Some(season) = parts.season {
            Recurrence::Season(season)
        } else if let Some(part) = parts.part {
            Recurrence::Part(part)
        } else {
            match (parts.unit?, parts.amount) {
                (TimeUnit::Weekend, None) => Recurrence::Weekend,
                (unit, Some(amount)) => Recurrence::Once(TimexDuration { amount, unit }),
                (unit, None) => once(unit),
            }
        };
        Some(ResolvedTime::from_value(TimexValue::Set(recurrence)))
    }
}

/// Returns the minutes of "three quarters of an hour".
fn quarters_of_hour(amount: Option<Amount>) -> TimexDuration {
    let quarters = match amount {
        Some(Amount::Tenths(tenths @ 10..=30)) => tenths / 10,
        _ => 1,
    };
    TimexDuration { amount: Amount::whole(15 * quarters), unit: TimeUnit::Minute }
}

/// Returns half of a unit in TIMEX3 units: half a century is fifty years.
fn half_of_unit(unit: TimeUnit) -> Option<TimexDuration> {
    let (count, unit) = match unit {
        TimeUnit::Century => (50, TimeUnit::Year),
        TimeUnit::Decade => (5, TimeUnit::Year),
        TimeUnit::Year => (6, TimeUnit::Month),
        TimeUnit::Day => (12, TimeUnit::Hour),
        TimeUnit::Month => return Some(TimexDuration { amount: Amount::Tenths(5), unit }),
        _ => return None,
    };
    Some(TimexDuration { amount: Amount::whole(count), unit })
}

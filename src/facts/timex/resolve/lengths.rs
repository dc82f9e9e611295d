//! Lengths of time and what comes again.

use super::{Found, Resolved, Resolver};
use crate::facts::timex::parts::Said;
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{Amount, Length, Recurrence, Unit, Value};
use crate::facts::token::Shape;

impl Resolver<'_> {
    pub(super) fn length(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let unit = parts.second_unit.filter(|_| parts.half).or(parts.unit)?;
        if unit == Unit::Day && parts.amount == Some(Amount::whole(1)) && self.is_some_day(found) {
            return Some(Resolved::new(Value::Future).relative());
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
        if amount == Amount::Tenths(5) && unit >= Unit::Day {
            return halved(unit).map(|length| Resolved::new(Value::Length(length)));
        }
        Some(Resolved::new(Value::Length(Length { amount, unit })))
    }

    /// "It will one day be seen": between what looks ahead and its verb "one day" is no length.
    fn is_some_day(&self, found: &Found) -> bool {
        let will = self.token_before(found).is_some_and(|before| self.classes(before).has(Class::Will));
        will && self.token_after(found).is_some_and(|after| after.shape == Shape::Lower)
    }

    /// "A year and a half" rather than "half a year".
    fn ends_in_half(&self, found: &Found) -> bool {
        let entry =
            self.last_item(found).and_then(|item| item.entry).and_then(|at| self.tense.lexicon.get(at));
        entry.is_some_and(|entry| {
            Said::numbered(entry.value(Class::Says)) == Some(Said::Half) && entry.classes.has(Class::Says)
        })
    }

    pub(super) fn every(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let once = |unit| Recurrence::Once(Length { amount: Amount::whole(1), unit });
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
                (Unit::Weekend, None) => Recurrence::Weekend,
                (unit, Some(amount)) => Recurrence::Once(Length { amount, unit }),
                (unit, None) => once(unit),
            }
        };
        Some(Resolved::new(Value::Every(recurrence)))
    }
}

/// Half of a unit as TIMEX3 writes it: half a century is fifty years.
fn halved(unit: Unit) -> Option<Length> {
    let (count, unit) = match unit {
        Unit::Century => (50, Unit::Year),
        Unit::Decade => (5, Unit::Year),
        Unit::Year => (6, Unit::Month),
        Unit::Day => (12, Unit::Hour),
        Unit::Month => return Some(Length { amount: Amount::Tenths(5), unit }),
        _ => return None,
    };
    Some(Length { amount: Amount::whole(count), unit })
}

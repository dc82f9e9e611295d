//! What is seen from today or from the date spoken of before.

use super::{Found, Resolved, Resolver};
use crate::facts::timex::calendar::{self, around, day_on, first_day, next, weekday_from, weekday_until};
use crate::facts::timex::expression::{Direction, Modifier, SeenFrom};
use crate::facts::timex::parts::{Parts, Relation};
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{Amount, Calendar, Length, Part, Time, Unit, Value, When};
use crate::facts::token::Kind;
use jiff::civil;

impl Resolver<'_> {
    /// This, last, next, the following … with a unit, month or weekday.
    pub(super) fn deictic(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        if parts.unit == Some(Unit::Year)
            && parts.modifier == Some(Modifier::End)
            && parts.relation.is_none()
            && !parts.the
        {
            return self.year_end(found);
        }
        if let Some(day) = self.beside_day(found) {
            return Some(day);
        }
        let (base, seen_from) = self.base(parts);
        if let Some(month) = parts.month {
            return Some(Resolved::on(self.month_by_relation(parts, month, base)).from(seen_from, None));
        }
        if let Some(weekday) = parts.weekday {
            let mut resolved = self.weekday_by_relation(found, weekday, base, seen_from);
            if let (Value::When(when), Some(part)) = (&mut resolved.value, parts.part) {
                when.time = Some(Time::Part(part));
                resolved.kind = crate::facts::timex::expression::Kind::Time;
            }
            return Some(resolved);
        }
        let unit = parts.unit?;
        if unit <= Unit::Hour {
            return None;
        }
        if parts.the && parts.relation == Some(Relation::Last) && self.classes_after(found).has(Class::GoesOn)
        {
            // "The last month of the war" is not the month before this one.
            return Some(Resolved::new(Value::Length(Length { amount: Amount::whole(1), unit })));
        }
        if let Some(year) = parts.year {
            return Some(Resolved::on(Calendar::Year(calendar::year(year))));
        }
        let calendar = self.unit_by_relation(found, unit, base, seen_from);
        let mut resolved = Resolved::on(calendar).from(seen_from, None);
        if unit == Unit::Night
            && let Value::When(when) = &mut resolved.value
        {
            when.time = Some(Time::Part(Part::Night));
            resolved.kind = crate::facts::timex::expression::Kind::Time;
        }
        resolved.checks.relative = seen_from == SeenFrom::Publication;
        resolved.checks.up_to_now = parts.past && unit >= Unit::Week;
        Some(resolved)
    }

    /// The day after tomorrow, the day before last Tuesday, the day after April 19.
    fn beside_day(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let dated = parts.dayword.is_some() || parts.weekday.is_some() || parts.day.is_some();
        if parts.unit != Some(Unit::Day) || !dated || parts.before == parts.after {
            return None;
        }
        let near = if parts.relation.is_some() {
            let (base, seen_from) = self.base(parts);
            self.weekday_by_relation(found, parts.weekday?, base, seen_from)
        } else {
            self.stretch(found)?
        };
        let day = near.day()?;
        let further = if parts.after { 1 } else { -1 };
        let beside = Resolved::on(Calendar::Day(calendar::days_on(day, further)));
        Some(Resolved { value: beside.value, ..near })
    }

    /// What a relation is seen from: "last week" from today, "the following week" from the date spoken of.
    fn base(&self, parts: &Parts) -> (civil::Date, SeenFrom) {
        let today = (self.context.today, SeenFrom::Publication);
        let spoken = self.mentioned_or_today();
        let by_words = match parts.relation {
            Some(Relation::Previous | Relation::Following | Relation::Same) => spoken,
            Some(_) if self.context.narrative => spoken,
            Some(_) => today,
            // "The day before", "later in the year".
            None => spoken,
        };
        if parts.unit == Some(Unit::Weekend) && parts.relation.is_none() { today } else { by_words }
    }

    fn steps(parts: &Parts) -> i32 {
        match parts.relation {
            Some(Relation::Last | Relation::Previous) => -1,
            Some(Relation::Next | Relation::Following) => 1,
            Some(_) => 0,
            None if parts.before && parts.the => -1,
            None if parts.after && parts.the => 1,
            None => 0,
        }
    }

    fn unit_by_relation(
        &self,
        found: &Found,
        unit: Unit,
        base: civil::Date,
        seen_from: SeenFrom,
    ) -> Calendar {
        let parts = &found.parts;
        // "Earlier in the year" and "later that year" stay in the year, "the year before" does not.
        let within = matches!(parts.relation, Some(Relation::Same | Relation::This));
        let outside = self.last_item(found).is_some_and(|item| item.classes.has(Class::Outside));
        let steps = if within || !outside && parts.relation.is_none() { 0 } else { Self::steps(parts) };
        if parts.relation == Some(Relation::Latest) {
            return match (unit, self.reported_quarter()) {
                (Unit::Quarter | Unit::Period, Some(quarter)) => quarter,
                _ => next(around(self.context.today, unit), -1),
            };
        }
        if let Some(quarter) = self.context.quarter
            && parts.relation == Some(Relation::Same)
            && matches!(unit, Unit::Quarter | Unit::Period)
        {
            return quarter;
        }
        if unit == Unit::Weekend && parts.relation.is_none() {
            return self.weekend(found);
        }
        if unit == Unit::Weekend && parts.relation == Some(Relation::This) {
            let early =
                base.weekday().to_monday_one_offset() <= 2 && self.lean(found) == Some(Direction::Past);
            return next(around(base, unit), -i32::from(early));
        }
        if matches!(unit, Unit::Day | Unit::Night) && seen_from == SeenFrom::Mentioned {
            let day = self.context.day.map_or(base, |(_, day)| day);
            return Calendar::Day(calendar::days_on(day, steps));
        }
        next(around(base, unit), steps)
    }

    /// "The weekend": the last one where the words tell of the past, else the coming one.
    fn weekend(&self, found: &Found) -> Calendar {
        let today = self.context.today;
        let here = around(today, Unit::Weekend);
        match self.lean(found) {
            Some(Direction::Past) if first_day(here) > today => next(here, -1),
            _ => here,
        }
    }

    fn month_by_relation(&self, parts: &Parts, month: u8, base: civil::Date) -> Calendar {
        let here = Calendar::Month(base.year(), month);
        let now = base.month().unsigned_abs();
        let years = match parts.relation {
            Some(Relation::Last | Relation::Previous) => -i32::from(month >= now),
            Some(Relation::Next | Relation::Following) => i32::from(month <= now),
            _ => 0,
        };
        let calendar = calendar::years_on(here, years);
        match (parts.day, calendar) {
            (Some(day), Calendar::Month(year, month)) => {
                calendar::day(year, month, day).map_or(calendar, Calendar::Day)
            }
            _ => calendar,
        }
    }

    fn weekday_by_relation(
        &self,
        found: &Found,
        weekday: i32,
        base: civil::Date,
        seen_from: SeenFrom,
    ) -> Resolved {
        let parts = &found.parts;
        if let (Some(month), Some(day)) = (parts.month, parts.day) {
            let year = base.year();
            if let Some(day) = calendar::day(year, month, day) {
                return Resolved::on(Calendar::Day(day)).from(seen_from, None);
            }
        }
        if parts.unit == Some(Unit::Week) {
            let week = next(around(self.context.today, Unit::Week), Self::steps(parts));
            return Resolved::on(Calendar::Day(weekday_from(first_day(week), weekday))).relative();
        }
        let spoken = self.context.day.map_or(base, |(_, day)| day);
        let day = match parts.relation {
            Some(Relation::Last) => weekday_until(calendar::days_on(base, -1), weekday),
            Some(Relation::Next) => weekday_from(calendar::days_on(base, 1), weekday),
            Some(Relation::This) if self.lean(found) == Some(Direction::Past) => weekday_until(base, weekday),
            Some(Relation::This) => weekday_from(base, weekday),
            Some(Relation::Previous) => weekday_until(calendar::days_on(spoken, -1), weekday),
            Some(Relation::Following) => weekday_from(calendar::days_on(spoken, 1), weekday),
            _ => weekday_until(calendar::days_on(spoken, 3), weekday),
        };
        let mut resolved = Resolved::on(Calendar::Day(day)).from(seen_from, None);
        resolved.checks.relative = seen_from == SeenFrom::Publication;
        resolved
    }

    fn year_end(&self, found: &Found) -> Option<Resolved> {
        let today = self.context.today;
        let lean = self.lean(found);
        let past = lean == Some(Direction::Past) && today.month() < 4;
        Some(Resolved::on(Calendar::Year(today.year() - i16::from(past))).from(SeenFrom::Publication, lean))
    }

    /// A unit with an article: the quarter, the fiscal year, the week.
    pub(super) fn the_unit(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let unit = parts.unit?;
        let behind = self.classes_after(found);
        let ended = behind.has(Class::Ended);
        if (ended || behind.has(Class::GoesOn)) && unit != Unit::Quarter {
            let known = unit == Unit::Year && ended;
            let length = Length { amount: Amount::whole(1), unit };
            return known.then(|| Resolved::new(Value::Length(length)));
        }
        let today = self.context.today;
        if let Some(quarter) = self.quarter_ended(found, unit) {
            return Some(Resolved::on(quarter).mentioned());
        }
        let calendar = match unit {
            Unit::Quarter | Unit::Period | Unit::Half => {
                self.context.quarter.unwrap_or_else(|| next(around(today, unit), -1))
            }
            Unit::Year if parts.fiscal => Calendar::Year(today.year()),
            Unit::Year | Unit::Month => match self.context.mentioned {
                Some(mentioned) if self.context.narrative => around(first_day(mentioned), unit),
                _ => around(today, unit),
            },
            Unit::Week if !self.context.narrative => around(today, unit),
            _ => return None,
        };
        Some(Resolved::on(calendar).from(SeenFrom::Mentioned, None))
    }

    /// Two weeks ago, a year ago.
    pub(super) fn ago(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let Some(Amount::Tenths(tenths)) = parts.amount else {
            return Some(Resolved::new(Value::Past).relative());
        };
        let unit = parts.unit?;
        if unit == Unit::Year && tenths == 10 && self.tells_results(found) {
            return self.year_ago(found);
        }
        if let Some(mentioned) = self.context.mentioned.filter(|_| self.context.narrative) {
            return Some(self.counted(tenths, unit, first_day(mentioned), -1).mentioned());
        }
        Some(self.counted(tenths, unit, self.context.today, -1).relative())
    }

    pub(super) fn hence(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let Some(Amount::Tenths(tenths)) = parts.amount else {
            return Some(Resolved::new(Value::Future).relative());
        };
        let mut base = self.context.today;
        if let Some(weekday) = parts.weekday {
            base = weekday_from(base, weekday);
        } else if let Some(days) = parts.dayword {
            base = calendar::days_on(base, days);
        }
        Some(self.counted(tenths, parts.unit?, base, 1).relative())
    }

    /// A year earlier, two days later: seen from the date spoken of.
    pub(super) fn earlier_or_later(&self, found: &Found, sign: i32) -> Option<Resolved> {
        let parts = &found.parts;
        let Some(Amount::Tenths(tenths)) = parts.amount else {
            return Some(Resolved::new(if sign < 0 { Value::Past } else { Value::Future }).mentioned());
        };
        let unit = parts.unit?;
        if sign < 0 && unit == Unit::Year && tenths == 10 && !self.context.narrative {
            return self.year_ago(found);
        }
        if unit <= Unit::Hour {
            let length = Length { amount: Amount::Tenths(tenths), unit };
            return Some(Resolved::new(Value::Length(length)));
        }
        let base = match self.context.mentioned {
            Some(Calendar::Day(day)) => day,
            Some(mentioned) => {
                let whole = sign.saturating_mul(i32::try_from(tenths / 10).unwrap_or(0));
                let coarse = day_on(first_day(mentioned), whole, unit);
                return Some(Resolved::on(coarser(mentioned, coarse, unit)).mentioned());
            }
            None => self.context.today,
        };
        Some(self.counted(tenths, unit, base, sign).mentioned())
    }

    /// "A week after the first round": what is told came later, so the round was a week before it.
    pub(super) fn beside_event(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let event_follows = self.token_after(found).is_some_and(|token| token.kind != Kind::Mark);
        let sign = match (parts.after, event_follows) {
            (true, true) | (false, false) => -1,
            _ => 1,
        };
        let base = self.context.day.map_or(self.context.today, |(_, day)| day);
        Some(self.counted(10, parts.unit?, base, sign).mentioned())
    }

    /// A day so many units off, no more precise than the unit.
    fn counted(&self, tenths: u32, unit: Unit, base: civil::Date, sign: i32) -> Resolved {
        let whole = sign.saturating_mul(i32::try_from(tenths / 10).unwrap_or(i32::MAX));
        let half = match (tenths % 10, unit) {
            (5, Unit::Year) => day_on(base, sign * 6, Unit::Month),
            _ => base,
        };
        let day = day_on(half, whole, unit);
        let grain = match unit {
            Unit::Week | Unit::Fortnight => Unit::Day,
            Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
            _ => unit,
        };
        let mut resolved = Resolved::on(around(day, grain));
        if let (Unit::Hour | Unit::Minute | Unit::Second, Value::When(_)) = (unit, resolved.value) {
            resolved = Resolved::new(Value::When(When::plain(Calendar::Day(day))));
        }
        resolved
    }
}

/// A date that was counted from one known only to the month or year is known no better.
fn coarser(mentioned: Calendar, day: civil::Date, unit: Unit) -> Calendar {
    match (mentioned, unit) {
        (Calendar::Month(..), Unit::Day | Unit::Week | Unit::Month) => around(day, Unit::Month),
        (Calendar::Month(..), Unit::Year) => around(day, Unit::Month),
        (Calendar::Quarter(..) | Calendar::Half(..), Unit::Year) => {
            calendar::years_on(mentioned, i32::from(day.year() - first_day(mentioned).year()))
        }
        (Calendar::Year(_), Unit::Year | Unit::Decade) => around(day, Unit::Year),
        (Calendar::Year(_), _) => around(day, Unit::Year),
        _ => around(day, unit),
    }
}

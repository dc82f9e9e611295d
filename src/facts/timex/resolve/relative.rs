//! Times relative to the reference day or to the last date mentioned.

use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::calendar::{
    self, first_day, period_around, shift_period, weekday_on_or_after, weekday_on_or_before,
};
use crate::facts::timex::expression::{Direction, ReferencePoint, TimexModifier};
use crate::facts::timex::parts::{ExpressionParts, Relation};
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{
    Amount, CalendarPeriod, DayPart, TimeOfDay, TimeUnit, TimexDuration, TimexValue,
};
use crate::facts::token::{Token, TokenKind, TokenShape};
use jiff::civil;

impl TimeResolver<'_> {
    /// Resolves "this", "last", "next", "the following" … with a unit, month or weekday.
    pub(super) fn resolve_deictic(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        if parts.unit == Some(TimeUnit::Year)
            && parts.modifier == Some(TimexModifier::End)
            && parts.relation.is_none()
            && !parts.definite
        {
            return self.resolve_year_end(found);
        }
        if let Some(day) = self.resolve_relative_to_day(found) {
            return Some(day);
        }
        let (base, reference) = self.base_day(found);
        if let Some(month) = parts.month.filter(|_| parts.weekday.is_none()) {
            return Some(
                ResolvedTime::for_period(self.month_by_relation(parts, month, base))
                    .counted_from(reference, None),
            );
        }
        if let Some(weekday) = parts.weekday {
            let mut resolved = self.resolve_weekday_by_relation(found, weekday, base, reference);
            if let (TimexValue::Calendar(when), Some(part)) = (&mut resolved.value, parts.part) {
                when.time = Some(TimeOfDay::Part(part));
                resolved.kind = crate::facts::timex::expression::TimexKind::Time;
            }
            return Some(resolved);
        }
        let unit = parts.unit?;
        if unit <= TimeUnit::Hour || self.is_beside_event(found) {
            return None;
        }
        if parts.definite
            && parts.relation == Some(Relation::Last)
            && self.classes_after(found).contains(Class::GoesOn)
        {
            // "The last month of the war" is not the previous calendar month.
            return Some(ResolvedTime::from_value(TimexValue::Duration(TimexDuration {
                amount: Amount::whole(1),
                unit,
            })));
        }
        if let Some(year) = parts.year {
            return Some(ResolvedTime::for_period(CalendarPeriod::Year(calendar::clamp_year(year))));
        }
        let calendar = self.period_by_relation(found, unit, base, reference);
        let mut resolved = ResolvedTime::for_period(calendar).counted_from(reference, None);
        if unit == TimeUnit::Night
            && let TimexValue::Calendar(when) = &mut resolved.value
        {
            when.time = Some(TimeOfDay::Part(DayPart::Night));
            resolved.kind = crate::facts::timex::expression::TimexKind::Time;
        }
        resolved.checks.is_relative = reference == ReferencePoint::Publication;
        resolved.checks.is_until_present = parts.past && unit >= TimeUnit::Week;
        Some(resolved)
    }

    /// Resolves "the day after tomorrow", "the day before last Tuesday", "the day after April 19".
    fn resolve_relative_to_day(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let has_date = parts.day_word.is_some() || parts.weekday.is_some() || parts.day.is_some();
        if parts.unit != Some(TimeUnit::Day) || !has_date || parts.before == parts.after {
            return None;
        }
        let near = if parts.relation.is_some() {
            let (base, reference) = self.base_day(found);
            self.resolve_weekday_by_relation(found, parts.weekday?, base, reference)
        } else {
            self.resolve_period(found)?
        };
        let day = near.single_day()?;
        let further = if parts.after { 1 } else { -1 };
        let beside = ResolvedTime::for_period(CalendarPeriod::Day(calendar::add_days(day, further)));
        Some(ResolvedTime { value: beside.value, ..near })
    }

    /// Returns whether the name of an event without a date follows: "the year before independence".
    fn is_beside_event(&self, found: &MatchedExpression) -> bool {
        let parts = &found.parts;
        let end = self.last_item(found).map_or(0, |item| item.end as usize);
        let is_noun = |token: &Token| {
            token.kind == TokenKind::Word
                && token.shape == TokenShape::Lower
                && self.classes(token).bits().all(|bit| Class::from_bit(bit).is_none())
                && !self.tense.lists.contains(WordList::AfterAdverb, token.text(self.text))
        };
        let last = self.last_item(found).is_some_and(|item| item.classes.contains(Class::Outside));
        parts.relation.is_none()
            && parts.before != parts.after
            && last
            && self.token_after(found).is_some_and(is_noun)
            && self.tense.tokens.get(end + 1).is_none_or(|next| next.kind == TokenKind::Mark)
    }

    /// Returns the day that a relation counts from: the reference day for "last week", the last date mentioned for "the
    /// following week".
    fn base_day(&self, found: &MatchedExpression) -> (civil::Date, ReferencePoint) {
        let parts = &found.parts;
        let today = (self.context.today, ReferencePoint::Publication);
        let mentioned = self.mentioned_or_reference_day();
        let is_planned = || mentioned.0 < today.0 && self.direction_hint(found) == Some(Direction::Future);
        let by_words = match parts.relation {
            Some(Relation::Previous | Relation::Following | Relation::Same) => mentioned,
            Some(_) if self.context.is_narrative => mentioned,
            Some(_) => today,
            // "He leaves at the end of the month".
            None if !parts.before && !parts.after && is_planned() => today,
            // "The day before", "later in the year".
            None => mentioned,
        };
        if parts.unit == Some(TimeUnit::Weekend) && parts.relation.is_none() { today } else { by_words }
    }

    fn relation_steps(parts: &ExpressionParts) -> i32 {
        match parts.relation {
            Some(Relation::Last | Relation::Previous) => -1,
            Some(Relation::Next | Relation::Following) => 1,
            Some(_) => 0,
            None if parts.before && parts.definite => -1,
            None if parts.after && parts.definite => 1,
            None => 0,
        }
    }

    fn period_by_relation(
        &self,
        found: &MatchedExpression,
        unit: TimeUnit,
        base: civil::Date,
        reference: ReferencePoint,
    ) -> CalendarPeriod {
        let parts = &found.parts;
        // "Earlier in the year" and "later that year" stay in the year, "the year before" does not.
        let within = matches!(parts.relation, Some(Relation::Same | Relation::This));
        let outside = self.last_item(found).is_some_and(|item| item.classes.contains(Class::Outside));
        let steps =
            if within || !outside && parts.relation.is_none() { 0 } else { Self::relation_steps(parts) };
        if parts.relation == Some(Relation::Latest) {
            return match (unit, self.reported_quarter()) {
                (TimeUnit::Quarter | TimeUnit::Period, Some(quarter)) => quarter,
                _ => shift_period(period_around(self.context.today, unit), -1),
            };
        }
        let steps = match parts.relation {
            // "The week before last", "the week after next".
            Some(Relation::Last) if parts.before => -2,
            Some(Relation::Next | Relation::Following) if parts.after => 2,
            _ => steps,
        };
        if let Some(quarter) = self.context.quarter
            && parts.relation == Some(Relation::Same)
            && matches!(unit, TimeUnit::Quarter | TimeUnit::Period)
        {
            return quarter;
        }
        if unit == TimeUnit::Weekend && parts.relation.is_none() {
            return self.weekend_period(found);
        }
        if unit == TimeUnit::Weekend && parts.relation == Some(Relation::This) {
            let early = base.weekday().to_monday_one_offset() <= 2
                && self.direction_hint(found) == Some(Direction::Past);
            return shift_period(period_around(base, unit), -i32::from(early));
        }
        if matches!(unit, TimeUnit::Day | TimeUnit::Night) && reference == ReferencePoint::LastMentioned {
            let day = self.context.day.map_or(base, |(_, day)| day);
            return CalendarPeriod::Day(calendar::add_days(day, steps));
        }
        shift_period(period_around(base, unit), steps)
    }

    /// Returns the period of "the weekend": the last one if the tense is past, else the next one.
    fn weekend_period(&self, found: &MatchedExpression) -> CalendarPeriod {
        let today = self.context.today;
        let here = period_around(today, TimeUnit::Weekend);
        match self.direction_hint(found) {
            Some(Direction::Past) if first_day(here) > today => shift_period(here, -1),
            _ => here,
        }
    }

    fn month_by_relation(&self, parts: &ExpressionParts, month: u8, base: civil::Date) -> CalendarPeriod {
        let here = CalendarPeriod::Month(base.year(), month);
        let now = base.month().unsigned_abs();
        let years = match parts.relation {
            Some(Relation::Last | Relation::Previous) => -i32::from(month >= now),
            Some(Relation::Next | Relation::Following) => i32::from(month <= now),
            _ => 0,
        };
        let calendar = calendar::shift_years(here, years);
        match (parts.day, calendar) {
            (Some(day), CalendarPeriod::Month(year, month)) => {
                calendar::existing_day(year, month, day).map_or(calendar, CalendarPeriod::Day)
            }
            _ => calendar,
        }
    }

    pub(super) fn resolve_weekday_by_relation(
        &self,
        found: &MatchedExpression,
        weekday: i32,
        base: civil::Date,
        reference: ReferencePoint,
    ) -> ResolvedTime {
        let parts = &found.parts;
        if let (Some(month), Some(day)) = (parts.month, parts.day) {
            let year = base.year();
            if let Some(day) = calendar::existing_day(year, month, day) {
                return ResolvedTime::for_period(CalendarPeriod::Day(day)).counted_from(reference, None);
            }
        }
        if parts.unit == Some(TimeUnit::Week) && parts.relation.is_none() {
            // "Monday week" is a week after Monday.
            let day = weekday_on_or_after(calendar::add_days(self.context.today, 1), weekday);
            return ResolvedTime::for_period(CalendarPeriod::Day(calendar::add_days(day, 7))).mark_relative();
        }
        if parts.unit == Some(TimeUnit::Week) {
            let week =
                shift_period(period_around(self.context.today, TimeUnit::Week), Self::relation_steps(parts));
            return ResolvedTime::for_period(CalendarPeriod::Day(weekday_on_or_after(
                first_day(week),
                weekday,
            )))
            .mark_relative();
        }
        let nearest = if reference == ReferencePoint::Publication { 2 } else { 1 };
        let mentioned = self.context.day.map_or(base, |(_, day)| day);
        let day = match parts.relation {
            // Yesterday is not "last Sunday", and tomorrow not "next Tuesday".
            // "The Friday before last", "the Friday after next".
            Some(Relation::Last) if parts.before && parts.unit.is_none() => {
                calendar::add_days(weekday_on_or_before(calendar::add_days(base, -1), weekday), -7)
            }
            Some(Relation::Next | Relation::Following) if parts.after && parts.unit.is_none() => {
                calendar::add_days(weekday_on_or_after(calendar::add_days(base, 1), weekday), 7)
            }
            Some(Relation::Last) => weekday_on_or_before(calendar::add_days(base, -nearest), weekday),
            Some(Relation::Next) => weekday_on_or_after(calendar::add_days(base, nearest), weekday),
            Some(Relation::This) if self.direction_hint(found) == Some(Direction::Past) => {
                weekday_on_or_before(base, weekday)
            }
            Some(Relation::This) => weekday_on_or_after(base, weekday),
            Some(Relation::Previous) if self.context.day.is_none() => {
                weekday_on_or_before(calendar::add_days(mentioned, -2), weekday)
            }
            Some(Relation::Previous) => weekday_on_or_before(calendar::add_days(mentioned, -1), weekday),
            Some(Relation::Following) => weekday_on_or_after(calendar::add_days(mentioned, 1), weekday),
            _ => weekday_on_or_before(calendar::add_days(mentioned, 3), weekday),
        };
        let mut resolved = ResolvedTime::for_period(CalendarPeriod::Day(day)).counted_from(reference, None);
        resolved.checks.is_relative = reference == ReferencePoint::Publication;
        resolved
    }

    /// Resolves "former" or "future" before a noun. Only a history is read for who was what at which time.
    pub(super) fn resolve_adjective(
        &self,
        found: &MatchedExpression,
        value: TimexValue,
    ) -> Option<ResolvedTime> {
        let is_attribute = self.token_after(found).is_some_and(|after| after.kind == TokenKind::Word);
        let is_read = self.context.is_narrative && is_attribute;
        is_read.then(|| ResolvedTime::from_value(value).counted_from_mentioned())
    }

    fn resolve_year_end(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let today = self.context.today;
        let hint = self.direction_hint(found);
        let past = hint == Some(Direction::Past) && today.month() < 4;
        Some(
            ResolvedTime::for_period(CalendarPeriod::Year(today.year() - i16::from(past)))
                .counted_from(ReferencePoint::Publication, hint),
        )
    }

    /// Resolves a unit with an article: "the quarter", "the fiscal year", "the week".
    pub(super) fn resolve_definite_unit(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let unit = parts.unit?;
        let after = self.classes_after(found);
        let ended = after.contains(Class::Ended);
        if (ended || after.contains(Class::GoesOn)) && unit != TimeUnit::Quarter {
            let known = unit == TimeUnit::Year && ended;
            let length = TimexDuration { amount: Amount::whole(1), unit };
            return known.then(|| ResolvedTime::from_value(TimexValue::Duration(length)));
        }
        let today = self.context.today;
        if let Some(quarter) = self.quarter_ended(found, unit) {
            return Some(ResolvedTime::for_period(quarter).counted_from_mentioned());
        }
        let calendar = match unit {
            TimeUnit::Quarter | TimeUnit::Period | TimeUnit::Half => {
                self.context.quarter.unwrap_or_else(|| shift_period(period_around(today, unit), -1))
            }
            TimeUnit::Year if parts.fiscal => CalendarPeriod::Year(today.year()),
            TimeUnit::Year | TimeUnit::Month => match self.context.last_mentioned {
                Some(mentioned) if self.context.is_narrative => period_around(first_day(mentioned), unit),
                _ => period_around(today, unit),
            },
            TimeUnit::Weekend if !self.context.is_narrative => self.weekend_period(found),
            TimeUnit::Week if !self.context.is_narrative => period_around(today, unit),
            _ => return None,
        };
        Some(ResolvedTime::for_period(calendar).counted_from(ReferencePoint::LastMentioned, None))
    }
}

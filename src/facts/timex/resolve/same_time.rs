//! The same time in two zones: `11 p.m. EST (0400 GMT)`, `23:00 GMT / 08:00 JST`.

use jiff::civil;

use super::zone::{MINUTES_PER_DAY, minute};
use super::{MatchedExpression, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::parts::ExpressionParts;
use crate::facts::timex::value::{ClockTime, Zone};

impl TimeResolver<'_> {
    /// Returns how many days after the day of the preceding clock time the same time in another zone falls, 0 if no clock
    /// time precedes. It is `None` if the two times differ, or if their offset has two readings.
    pub(super) fn days_from_counterpart(
        &self,
        found: &MatchedExpression,
        clock: ClockTime,
        day: civil::Date,
    ) -> Option<i32> {
        let before = self.index.checked_sub(1).and_then(|index| self.expressions.get(index));
        match before.filter(|before| !names_day(&found.parts) && self.repeats(before, found)) {
            Some(before) => self.days_between(before, clock, day),
            None => Some(0),
        }
    }

    /// Returns whether a clock time gives the preceding one in another zone, without a day of its own.
    pub(super) fn repeats_preceding(&self, found: &MatchedExpression) -> bool {
        let before = self.index.checked_sub(1).and_then(|index| self.expressions.get(index));
        !names_day(&found.parts) && before.is_some_and(|before| self.repeats(before, found))
    }

    /// Returns whether the adjacent clock time in another zone is not the same time, or leaves the day open: in "23:00 GMT
    /// or 08:00 JST on 3 May" the day can be that of either.
    pub(super) fn contradicts_counterpart(&self, found: &MatchedExpression, day: civil::Date) -> bool {
        let Some(clock) = names_clock(&found.parts).then(|| self.clock_time(&found.parts)).flatten() else {
            return false;
        };
        let clock = ClockTime { zone: self.zone_on_day(found, clock, day), ..clock };
        let next = self.expressions.get(self.index + 1).filter(|next| {
            names_day(&next.parts)
                && !names_day(&found.parts)
                && !self.is_bracketed(next)
                && self.repeats(found, next)
        });
        self.days_from_counterpart(found, clock, day).is_none()
            || next.is_some_and(|next| self.days_to_repetition(found, next, day) != Some(0))
    }

    /// Returns how many days later the same time in another zone falls, as `days_from_counterpart` does.
    pub(super) fn days_to_repetition(
        &self,
        first: &MatchedExpression,
        second: &MatchedExpression,
        day: civil::Date,
    ) -> Option<i32> {
        let clock = self.clock_time(&second.parts)?;
        let clock = ClockTime { zone: self.zone_on_day(second, clock, day), ..clock };
        self.days_between(first, clock, day)
    }

    fn days_between(&self, first: &MatchedExpression, clock: ClockTime, day: civil::Date) -> Option<i32> {
        let local = self.clock_time(&first.parts)?;
        let offset = |clock, known| match self.offset_from_counterpart(clock, known) {
            Some(Zone::Ahead(minutes)) => Some(minutes),
            _ => None,
        };
        let (here, there) = match (self.zone_on_day(first, local, day), clock.zone) {
            (Zone::Ahead(here), Zone::Ahead(there)) => (here, there),
            (Zone::Ahead(here), _) => (here, offset(clock, (local, here))?),
            (_, Zone::Ahead(there)) => (offset(local, (clock, there))?, there),
            _ => return Some(0),
        };
        if here == there {
            return Some(0);
        }
        let minutes = minute(local) - i32::from(here) + i32::from(there);
        let is_same = minutes.rem_euclid(MINUTES_PER_DAY) == minute(clock).rem_euclid(MINUTES_PER_DAY);
        // Midnight at the end of a day belongs to that day.
        is_same.then(|| minutes.div_euclid(MINUTES_PER_DAY) - minute(clock) / MINUTES_PER_DAY)
    }

    /// Returns whether only a bracket, a slash or "or" separates two clock times.
    pub(super) fn repeats(&self, first: &MatchedExpression, second: &MatchedExpression) -> bool {
        let between = || {
            let (last, next) = (self.last_item(first)?, self.items().get(second.from)?);
            let end = self.end_with_zone(last.end) as usize;
            self.tense.tokens.get(end..next.token as usize)
        };
        let is_clock = names_clock(&first.parts) && names_clock(&second.parts);
        is_clock
            && between().is_some_and(|between| match between {
                [join] if !join.starts_sentence() => {
                    let join = join.text(self.text);
                    matches!(join, "(" | "[" | "/") || self.tense.lists.contains(WordList::Or, join)
                }
                _ => false,
            })
    }
}

/// Returns whether an expression has a time by the clock.
pub(super) fn names_clock(parts: &ExpressionParts) -> bool {
    parts.clock.is_some() || parts.noon.is_some() || parts.hour.is_some() && parts.afternoon.is_some()
}

/// Returns whether an expression has a day of its own.
pub(super) fn names_day(parts: &ExpressionParts) -> bool {
    parts.weekday.is_some() || parts.day.is_some() || parts.day_word.is_some()
}

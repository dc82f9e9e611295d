//! Times counted in units from the reference day, another day or the last date mentioned.

use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::calendar::{self, add_units, first_day, period_around, weekday_on_or_before};
use crate::facts::timex::expression::{Direction, ReferencePoint};
use crate::facts::timex::parts::ExpressionParts;
use crate::facts::timex::value::{
    Amount, CalendarPeriod, CalendarTime, ClockTime, TimeOfDay, TimeUnit, TimexDuration, TimexValue, Zone,
};
use crate::facts::token::{Token, TokenKind};
use jiff::civil;

/// The most words between a rank and the length that it belongs to: "the worst fire in two years".
const MAX_WORDS_OF_RANK: usize = 4;

impl TimeResolver<'_> {
    /// Resolves "two weeks ago", "a year ago".
    pub(super) fn resolve_ago(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let amount = parts.amount.or(parts.half.then(|| Amount::whole(1)));
        let Some(Amount::Tenths(tenths)) = amount else {
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
        let tenths = with_half(parts, tenths);
        // "A week ago Friday" is counted from the last Friday.
        let day = parts.weekday.map_or(self.context.today, |weekday| {
            weekday_on_or_before(calendar::add_days(self.context.today, -1), weekday)
        });
        let (base, tenths, unit) = count_all_but_last(parts, (tenths, day), -1);
        Some(self.resolve_counted(tenths, unit, base, -1).mark_relative())
    }

    pub(super) fn resolve_hence(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let Some(Amount::Tenths(tenths)) = parts.amount else {
            return Some(ResolvedTime::from_value(TimexValue::Future).mark_relative());
        };
        if parts.clock.is_some() || parts.noon.is_some() || parts.afternoon.is_some() {
            return self.resolve_beside_clock(found, tenths);
        }
        let tenths = with_half(parts, tenths);
        let sign = if parts.before { -1 } else { 1 };
        let named = match parts.day_word {
            _ if parts.weekday.is_some() || parts.month.is_some() => {
                Some(self.resolve_period(found)?.single_day()?)
            }
            days => days.map(|days| calendar::add_days(self.context.today, days)),
        };
        let (base, tenths, unit) =
            count_all_but_last(parts, (tenths, named.unwrap_or(self.context.today)), sign);
        let counted = self.resolve_counted(tenths, unit, base, sign);
        // From a day that is named, a day is counted: "two months from tomorrow".
        let day = named
            .map(|_| ResolvedTime::for_period(CalendarPeriod::Day(counted_day(tenths, unit, base, sign))));
        Some(day.unwrap_or(counted).mark_relative())
    }

    /// Resolves "one hour before 3 p.m." and "ten minutes after noon on Friday".
    fn resolve_beside_clock(&self, found: &MatchedExpression, tenths: u32) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let minutes = minutes_in(tenths, parts.unit?)?;
        let at_clock = ExpressionParts { before: false, after: false, ..*parts };
        let at_clock = MatchedExpression { parts: at_clock, ..*found };
        let TimexValue::Calendar(CalendarTime { period: CalendarPeriod::Day(day), .. }) =
            self.resolve_period(&at_clock)?.value
        else {
            return None;
        };
        let (TimeOfDay::Clock(clock), day) = self.resolve_time(&at_clock, day)? else { return None };
        let when = day.at(0, 0, 0, 0).checked_add(jiff::Span::new().minutes(
            i64::from(clock.hour) * 60
                + i64::from(clock.minute.unwrap_or(0))
                + if parts.before { -minutes } else { minutes },
        ));
        let resolved = timed(when.ok()?, clock.zone);
        Some(resolved.counted_from(ReferencePoint::Publication, None))
    }

    /// Resolves "in two weeks". It is the time after publication if a verb before it is in the future, else a duration.
    pub(super) fn resolve_in_duration(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let Some(Amount::Tenths(tenths)) = found.parts.amount else { return self.resolve_duration(found) };
        let unit = found.parts.unit?;
        let is_time = unit > TimeUnit::Hour || self.context.clock.is_some();
        if !is_time || self.context.is_narrative || self.is_extent(found) {
            return self.resolve_duration(found);
        }
        let mut resolved = self.resolve_counted(tenths, unit, self.context.today, 1).mark_relative();
        resolved.checks.is_day_uncertain = true;
        Some(resolved)
    }

    /// Returns whether "in two weeks" is an extent, not a time: "the worst in two years", "in two weeks of talks".
    fn is_extent(&self, found: &MatchedExpression) -> bool {
        let ahead = self.tense.hint_before(found.from);
        let is_ahead = ahead.is_some_and(|hint| hint.is_firm && hint.direction == Direction::Future);
        let after = self.token_after(found).map_or("", |token| token.text(self.text));
        let first = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let before = first.saturating_sub(MAX_WORDS_OF_RANK)..first;
        let before = self.tense.tokens.get(before).unwrap_or(&[]);
        let is_rank = |token: &Token| {
            let word = token.text(self.text);
            self.tense.lists.contains(WordList::RankWord, word)
                || self.tense.lists.has_ending(WordList::RankEnding, word)
        };
        !is_ahead || self.tense.lists.contains(WordList::BeforeMonth, after) || before.iter().any(is_rank)
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
            let (base, tenths, unit) = count_all_but_last(parts, (tenths, day), sign);
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
        let minutes = minutes_in(tenths, unit).map(|minutes| minutes * i64::from(sign));
        if let Some((minutes, clock)) = minutes.zip(self.context.clock).filter(|_| base == self.context.today)
            && let Ok(when) = base.to_datetime(clock).checked_add(jiff::Span::new().minutes(minutes))
        {
            return timed(when, Zone::Unspecified);
        }
        let day = counted_day(tenths, unit, base, sign);
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

/// Adds the half of "half an hour" or "an hour and a half".
fn with_half(parts: &ExpressionParts, tenths: u32) -> u32 {
    match (parts.half, parts.is_half_first) {
        (true, true) => 5,
        (true, false) => tenths.saturating_add(5),
        (false, _) => tenths,
    }
}

/// Counts all units but the last of "a year, a month and a day ago". Returns the day, and the number and unit that remain
/// to count.
fn count_all_but_last(
    parts: &ExpressionParts,
    (tenths, day): (u32, civil::Date),
    sign: i32,
) -> (civil::Date, u32, TimeUnit) {
    let first = (day, tenths, parts.unit.unwrap_or(TimeUnit::Day));
    parts.further_counts().fold(first, |(day, tenths, unit), (next_tenths, next_unit)| {
        let count = sign.saturating_mul(i32::try_from(tenths / 10).unwrap_or(0));
        (add_units(day, count, unit), next_tenths, next_unit)
    })
}

/// Returns the day `tenths` units before or after `base`.
fn counted_day(tenths: u32, unit: TimeUnit, base: civil::Date, sign: i32) -> civil::Date {
    let whole = sign.saturating_mul(i32::try_from(tenths / 10).unwrap_or(i32::MAX));
    let half = match (tenths % 10, unit) {
        (5, TimeUnit::Year) => add_units(base, sign * 6, TimeUnit::Month),
        _ => base,
    };
    add_units(half, whole, unit)
}

/// Returns the day of "two weeks before Christmas" and "the day after Easter", where `base` is the named day.
pub(super) fn count_from_day(parts: &ExpressionParts, base: civil::Date) -> Option<CalendarPeriod> {
    let tenths = match parts.amount {
        Some(Amount::Tenths(tenths)) => tenths,
        Some(Amount::Some) => return None,
        None => 10,
    };
    let unit = parts.unit.filter(|unit| *unit > TimeUnit::Hour)?;
    Some(CalendarPeriod::Day(counted_day(tenths, unit, base, if parts.before { -1 } else { 1 })))
}

/// Returns the minutes in `tenths` hours or minutes.
fn minutes_in(tenths: u32, unit: TimeUnit) -> Option<i64> {
    match unit {
        TimeUnit::Hour => Some(i64::from(tenths) * 6),
        TimeUnit::Minute => Some(i64::from(tenths) / 10),
        _ => None,
    }
}

fn timed(when: civil::DateTime, zone: Zone) -> ResolvedTime {
    let clock = ClockTime {
        hour: when.hour().unsigned_abs(),
        minute: Some(when.minute().unsigned_abs()),
        second: None,
        zone,
    };
    let period = CalendarPeriod::Day(when.date());
    ResolvedTime::from_value(TimexValue::Calendar(CalendarTime {
        period,
        time: Some(TimeOfDay::Clock(clock)),
    }))
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

//! Times of day and numeric dates.

use jiff::civil;

use super::clock_ranges::MIDNIGHT_AT_END;
use super::dates::TimedDay;
use super::same_time::names_clock;
use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::Date;
use crate::facts::date::Precision;
use crate::facts::languages::WordList;
use crate::facts::timex::calendar;
use crate::facts::timex::compact::parse_compact;
use crate::facts::timex::expression::{Derivation, Direction, ReferencePoint};
use crate::facts::timex::parts::{ExpressionParts, Relation};
use crate::facts::timex::rule_kind::RuleKind;
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{
    CalendarPeriod, CalendarTime, ClockTime, DayPart, TimeOfDay, TimexValue, Zone,
};
use crate::facts::token::{TokenKind, TokenShape};

/// The most zones in which a time is repeated before its day.
const MAX_ZONES: usize = 3;

/// The most days between a day mentioned once and publication for later times to refer to that day.
const MAX_STORY_DAYS: i32 = 6;

impl TimeResolver<'_> {
    pub(super) fn names_time(&self, parts: &ExpressionParts) -> bool {
        parts.clock.is_some() || parts.noon.is_some() || parts.part.is_some() || parts.hour.is_some()
    }

    /// Resolves the day of a time without one: the day mentioned in the same paragraph, else the reference day.
    pub(super) fn resolve_day_for_time(&self, found: &MatchedExpression) -> ResolvedTime {
        if found.parts.relation == Some(Relation::Last) {
            // "At 11 last night"
            return ResolvedTime::for_period(CalendarPeriod::Day(calendar::add_days(self.context.today, -1)))
                .mark_relative();
        }
        if let Some((day, derivation)) = self.day_of_next_expression(found) {
            return ResolvedTime { derivation, ..ResolvedTime::for_period(CalendarPeriod::Day(day)) };
        }
        match self.context.day {
            Some((paragraph, day)) if paragraph == found.paragraph || self.context.is_narrative => {
                ResolvedTime::for_period(CalendarPeriod::Day(day)).counted_from_mentioned()
            }
            mentioned => {
                let mut resolved = ResolvedTime::for_period(CalendarPeriod::Day(self.context.today))
                    .counted_from(ReferencePoint::Publication, None);
                // An earlier paragraph mentions another day, and the text may or may not still refer to it.
                resolved.checks.is_day_uncertain =
                    mentioned.is_some_and(|(_, day)| day != self.context.today);
                resolved
            }
        }
    }

    /// Returns the day of the next expression if it follows directly, with its derivation: "at 16:15 UTC, 1 June". The same time
    /// in other zones may separate them: "at 10:35 a.m. (0735 GMT) Friday".
    fn day_of_next_expression(&self, found: &MatchedExpression) -> Option<(civil::Date, Derivation)> {
        let mut last = self.last_item(found)?;
        let mut end = self.end_with_zone(last.end);
        for next in self.expressions.iter().skip(self.index + 1).take(MAX_ZONES) {
            let first = self.items().get(next.from)?;
            if first.token >= end + 3 || first.sentence != last.sentence {
                return None;
            }
            if let RuleKind::Named(number) = next.rule_kind {
                let named = self.resolve_named_day(next, number)?;
                return Some((named.single_day()?, named.derivation));
            }
            let has_date =
                next.parts.day.is_some() && next.parts.month.is_some() || next.parts.weekday.is_some();
            // The same time in another zone may include the day: "at 4 in the morning (4 a.m. EDT Thursday)".
            let clock = names_clock(&next.parts);
            let is_hour = next.parts.clock.is_none() && next.parts.noon.is_none();
            if has_date && (is_hour || self.is_bracketed(next) || self.repeats(found, next)) {
                let dated = self.resolve_period(next)?;
                let day = dated.single_day()?;
                let days = (clock && self.repeats(found, next))
                    .then(|| self.days_to_repetition(found, next, day))
                    .flatten();
                return Some((calendar::add_days(day, -days.unwrap_or(0)), dated.derivation));
            }
            if has_date || !clock {
                return None;
            }
            last = self.last_item(next)?;
            end = self.end_with_zone(last.end);
        }
        None
    }

    /// Returns the time of day of an expression, and its day. Midnight at the end of a day is its hour 24.
    pub(super) fn resolve_time(&self, found: &MatchedExpression, day: civil::Date) -> Option<TimedDay> {
        let parts = &found.parts;
        if let Some(clock) = self.clock_time(parts) {
            let clock = ClockTime { zone: self.zone_on_day(found, clock, day), ..clock };
            let (mut clock, days) = self.clock_in_range(found, clock);
            if clock.hour == MIDNIGHT_AT_END && self.is_after_midnight(found) {
                clock.hour = 0;
            }
            let day =
                calendar::add_days(day, days + self.days_from_counterpart(found, clock, day).unwrap_or(0));
            return Some((TimeOfDay::Clock(clock), day));
        }
        Some((TimeOfDay::Part(parts.part?), day))
    }

    /// Returns whether an expression means the first hours of a day that it names: "shortly after midnight on Monday".
    fn is_after_midnight(&self, found: &MatchedExpression) -> bool {
        let parts = &found.parts;
        let names_day = parts.weekday.is_some() || parts.day.is_some();
        let tokens = self.items().get(found.from).zip(self.last_item(found));
        let tokens = tokens.and_then(|(first, last)| {
            self.tense.tokens.get(first.token as usize..last.end.saturating_sub(1) as usize)
        });
        let mut tokens = tokens.into_iter().flatten().chain(self.token_before(found));
        parts.noon.is_some()
            && names_day
            && tokens.any(|token| self.tense.lists.contains(WordList::After, token.text(self.text)))
    }

    pub(super) fn clock_time(&self, parts: &ExpressionParts) -> Option<ClockTime> {
        let mut clock = match (parts.clock, parts.noon, parts.hour) {
            (Some(item), ..) => self.parse_clock(item, parts)?,
            (None, Some(hour), _) => full_hour(hour),
            (None, None, Some(hour)) => ClockTime { minute: parts.minute, ..full_hour(hour) },
            (None, None, None) => return None,
        };
        let late = matches!(parts.part, Some(DayPart::Afternoon | DayPart::Evening))
            || parts.part == Some(DayPart::Night) && clock.hour > 5;
        match parts.afternoon.or(late.then_some(true)) {
            Some(true) if clock.hour < 12 && parts.noon.is_none() => clock.hour += 12,
            Some(false) if clock.hour == 12 => clock.hour = 0,
            _ => {}
        }
        clock.zone = parts.zone.or(|| clock.zone);
        Some(clock)
    }

    /// Parses `09:30`, `9.30pm`, `0930`, `0930GMT`.
    fn parse_clock(&self, item: u32, parts: &ExpressionParts) -> Option<ClockTime> {
        let item = self.items().get(item as usize)?;
        let token = self.tense.tokens.get(item.token as usize)?;
        let written = token.text(self.text).to_ascii_lowercase();
        let split = written.find(|character: char| character.is_ascii_alphabetic()).unwrap_or(written.len());
        let (digits, tail) = written.split_at(split);
        let mut numbers = digits.split([':', '.']).map(str::parse::<u8>);
        let joined = parts.four_digits || !digits.contains([':', '.']) && digits.len() == 4;
        let mut clock = if joined {
            let (hour, minute) = digits.split_at_checked(2)?;
            ClockTime {
                hour: hour.parse().ok()?,
                minute: Some(minute.parse().ok()?),
                second: None,
                zone: Zone::Unspecified,
            }
        } else {
            let hour = numbers.next()?.ok()?;
            let minute = numbers.next().and_then(Result::ok);
            ClockTime { hour, minute, second: numbers.next().and_then(Result::ok), zone: Zone::Unspecified }
        };
        let ending = self.tense.lists.of(tail);
        if ending.contains(WordList::AfterNoon) && clock.hour < 12 {
            clock.hour += 12;
        } else if ending.contains(WordList::BeforeNoon) && clock.hour == 12 {
            clock.hour = 0;
        }
        if ending.contains(WordList::UtcEnding) {
            clock.zone = Zone::Ahead(0);
        }
        let fits = clock.hour <= 24 && clock.minute.unwrap_or(0) < 60 && clock.second.unwrap_or(0) < 60;
        fits.then_some(clock)
    }

    /// Resolves `2025-04-19`, `2025-04-19T09:30Z` and dates in compact notation.
    pub(super) fn resolve_iso(&self, item: u32) -> Option<ResolvedTime> {
        let item = self.items().get(item as usize)?;
        let first = self.tense.tokens.get(item.token as usize)?.span;
        let last = self.tense.tokens.get(item.end.checked_sub(1)? as usize)?.span;
        let written = self.text.get(first.start as usize..last.end as usize)?;
        match parse_compact(written, self.tense.lexicon) {
            Some(when) => Some(ResolvedTime::from_value(TimexValue::Calendar(when))),
            None => parse_iso(written),
        }
    }

    /// Returns the day that the text refers to: in a narrative or nearby any day mentioned, elsewhere one of the last
    /// week.
    fn narrative_day(&self, found: &MatchedExpression) -> (civil::Date, ReferencePoint) {
        let today = self.context.today;
        let mentioned = self.context.day.filter(|(paragraph, day)| {
            let near =
                paragraph + 2 > found.paragraph || (0..=MAX_STORY_DAYS).contains(&(today - *day).get_days());
            self.context.is_narrative || near
        });
        mentioned
            .map_or((today, ReferencePoint::Publication), |(_, day)| (day, ReferencePoint::LastMentioned))
    }

    /// Resolves a part of a day: "this morning", "last night", "the next morning", "in the morning".
    pub(super) fn resolve_day_part(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        if self.is_attribute(found) {
            return None;
        }
        let (mentioned, mentioned_reference) = self.narrative_day(found);
        let night = matches!(parts.part, Some(DayPart::Night | DayPart::Evening));
        let (day, reference) = match parts.relation {
            Some(Relation::This) if !self.context.is_narrative => {
                (self.context.today, ReferencePoint::Publication)
            }
            Some(Relation::Last) if night => {
                (calendar::add_days(self.context.today, -1), ReferencePoint::Publication)
            }
            Some(Relation::Following | Relation::Next) => {
                (calendar::add_days(mentioned, 1), mentioned_reference)
            }
            Some(Relation::Previous | Relation::Last) => {
                (calendar::add_days(mentioned, -1), mentioned_reference)
            }
            // A past "overnight" is the night before the day it is reported on.
            _ if parts.part.is_none() && self.direction_hint(found) != Some(Direction::Future) => {
                (calendar::add_days(mentioned, -1), mentioned_reference)
            }
            _ => (mentioned, mentioned_reference),
        };
        let part = parts.part.unwrap_or(DayPart::Night);
        let when = CalendarTime { period: CalendarPeriod::Day(day), time: Some(TimeOfDay::Part(part)) };
        let mut resolved = ResolvedTime::from_value(TimexValue::Calendar(when)).counted_from(reference, None);
        resolved.checks.is_relative = reference == ReferencePoint::Publication;
        Some(resolved)
    }

    /// Returns whether a part of a day modifies a noun: "overnight stays", "late-night emails".
    fn is_attribute(&self, found: &MatchedExpression) -> bool {
        let edged = found.parts.modifier.is_some();
        if found.parts.part.is_some() && !edged || found.parts.relation.is_some() {
            return false;
        }
        let Some(after) = self.token_after(found).filter(|after| after.kind == TokenKind::Word) else {
            return false;
        };
        let verb = Class::Was
            .to_set()
            .union(Class::Said.to_set())
            .union(Class::Will.to_set())
            .union(Class::Have.to_set());
        let lists = self.tense.lists;
        let goes_on = lists.contains(WordList::AfterAdverb, after.text(self.text))
            || !self.classes(after).intersection(verb).is_empty()
            || lists.has_ending(WordList::PastEnding, after.text(self.text));
        after.shape == TokenShape::Lower && !goes_on
    }

    /// Returns whether "of tomorrow" means a time in general: "the leaders of tomorrow".
    fn is_figurative(&self, found: &MatchedExpression) -> bool {
        let first = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let Some([noun, of]) = self.tense.tokens.get(first.saturating_sub(2)..first) else { return false };
        let is_noun = noun.shape == TokenShape::Lower && self.classes(noun).is_empty();
        let is_owner = self.token_after(found).is_some_and(|after| after.kind == TokenKind::Possessive);
        is_noun && !is_owner && self.tense.lists.contains(WordList::BeforeMonth, of.text(self.text))
    }

    /// Resolves "today", "yesterday", "tomorrow", "tonight".
    pub(super) fn resolve_day_word(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let days = found.parts.day_word?;
        if days > 0 && self.is_figurative(found) {
            return None;
        }
        if self.context.is_narrative && days == 0 {
            return Some(ResolvedTime::from_value(TimexValue::Present).mark_relative());
        }
        let day =
            self.bracketed_weekday(found).unwrap_or_else(|| calendar::add_days(self.reference_day(), days));
        let time = found.parts.part.map(TimeOfDay::Part);
        Some(
            ResolvedTime::from_value(TimexValue::Calendar(CalendarTime {
                period: CalendarPeriod::Day(day),
                time,
            }))
            .mark_relative(),
        )
    }
}

fn full_hour(hour: u8) -> ClockTime {
    ClockTime { hour, minute: None, second: None, zone: Zone::Unspecified }
}

fn parse_iso(written: &str) -> Option<ResolvedTime> {
    let day = |date: &Date| match date {
        Date::Calendar(point) => match point.precision {
            Precision::Day(month, day) => {
                calendar::existing_day(calendar::clamp_year(point.year), month, day)
            }
            _ => None,
        },
        _ => None,
    };
    match Date::parse(written) {
        Ok(Date::Instant(moment)) => {
            let local = moment.offset.to_datetime(moment.timestamp);
            let clock = ClockTime {
                hour: local.hour().unsigned_abs(),
                minute: Some(local.minute().unsigned_abs()),
                second: moment.has_seconds.then(|| local.second().unsigned_abs()),
                zone: i16::try_from(moment.offset.seconds() / 60).map_or(Zone::Unknown, Zone::Ahead),
            };
            let when = CalendarTime {
                period: CalendarPeriod::Day(local.date()),
                time: Some(TimeOfDay::Clock(clock)),
            };
            Some(ResolvedTime::from_value(TimexValue::Calendar(when)))
        }
        Ok(date) => Some(ResolvedTime::for_period(CalendarPeriod::Day(day(&date)?))),
        Err(_) => month_of_impossible_day(written),
    }
}

/// Resolves a day that does not exist, such as `2025-04-31`, to its month.
fn month_of_impossible_day(written: &str) -> Option<ResolvedTime> {
    let mut numbers = written.split('-').map_while(|part| part.get(..part.len().min(4))?.parse::<i32>().ok());
    let (year, month) = (numbers.next()?, numbers.next()?);
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let mut resolved = ResolvedTime::for_period(CalendarPeriod::Month(calendar::clamp_year(year), month));
    resolved.checks.is_impossible = true;
    Some(resolved)
}

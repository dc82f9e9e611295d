//! Dates that name a day, month, year or weekday.

use jiff::civil;

use super::year_of_month::{MAX_DISTANCE_RATIO, year_after};
use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::calendar::{self, first_day, is_weekday, weekday_on_or_after, weekday_on_or_before};
use crate::facts::timex::expression::{Direction, ReferencePoint, WeekdayCheck};
use crate::facts::timex::items::TimexItem;
use crate::facts::timex::parts::Relation;
use crate::facts::timex::rule_kind::RuleKind;
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{CalendarPeriod, CalendarTime, TimeOfDay, TimeUnit, TimexValue};
use crate::facts::token::TokenKind;

/// The most months in which a day of the month is searched that falls on a weekday.
const MAX_MONTHS_TO_WEEKDAY: i32 = 12;

impl TimeResolver<'_> {
    pub(super) fn resolve_calendar(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        if self.is_no_clock(found) || self.is_wish(found) || self.is_impossible_number(found) {
            return None;
        }
        let mut resolved = self.resolve_period(found)?;
        if let TimexValue::Calendar(when) = &mut resolved.value
            && let CalendarPeriod::Day(day) = when.period
        {
            if self.contradicts_counterpart(found, day) || self.is_known_event(found, day) {
                return None;
            }
            if let Some((time, moved)) = self.resolve_time(found, day) {
                *when = CalendarTime { period: CalendarPeriod::Day(moved), time: Some(time) };
                resolved.kind = crate::facts::timex::expression::TimexKind::Time;
            } else if let Some(unit) =
                parts.unit.filter(|_| parts.week || parts.unit == Some(TimeUnit::Weekend))
            {
                when.period = calendar::period_around(self.day_in_week(found, day), unit);
            } else if parts.clock.is_some()
                && parts.day_word.is_none()
                && parts.day.is_none()
                && parts.weekday.is_none()
            {
                // `45:10` is not a time of day.
                return None;
            }
        }
        Some(resolved)
    }

    /// Resolves the day or longer period, without the time of day.
    pub(super) fn resolve_period(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let now = i32::from(self.context.today.year());
        if let Some(figures) = parts.figures {
            return if parts.iso { self.resolve_iso(figures) } else { self.resolve_numeric_date(found) };
        }
        if let Some(month) = parts.month {
            return self.resolve_month_or_day(found, month, self.written_year(found, now));
        }
        if let Some(days) = parts.day_word {
            let day = calendar::add_days(self.reference_day(), days);
            return Some(ResolvedTime::for_period(CalendarPeriod::Day(day)).mark_relative());
        }
        if let Some(weekday) = parts.weekday {
            let number = parts.day.or_else(|| u8::try_from(self.number_after(found)?).ok());
            return match number {
                Some(number) => self.resolve_weekday_with_number(found, weekday, number),
                None if self.repeats_day(found) => self.resolve_repeated_day(weekday),
                None if parts.relation.is_some() => {
                    let today = (self.context.today, ReferencePoint::Publication);
                    Some(self.resolve_weekday_by_relation(found, weekday, today.0, today.1))
                }
                None => Some(self.resolve_weekday(found, weekday)),
            };
        }
        if let Some(decade) = parts.decade {
            return Some(ResolvedTime::for_period(CalendarPeriod::Decade(calendar::clamp_year(decade))));
        }
        if let Some(ordinal) = parts.ordinal.filter(|_| parts.unit == Some(TimeUnit::Century)) {
            let century = if parts.before_christ { -ordinal } else { ordinal - 1 };
            return (0..=30)
                .contains(&ordinal)
                .then(|| ResolvedTime::for_period(CalendarPeriod::Century(calendar::clamp_year(century))));
        }
        if let Some(year) = parts.full_year(now) {
            return Some(ResolvedTime::for_period(CalendarPeriod::Year(calendar::clamp_year(year))));
        }
        if let Some(crate::facts::timex::value::Amount::Tenths(tenths)) =
            parts.amount.filter(|_| parts.before_christ)
        {
            let year = 1 - i32::try_from(tenths / 10).ok()?;
            return Some(ResolvedTime::for_period(CalendarPeriod::Year(calendar::clamp_year(year))));
        }
        if let Some(day) = parts.day {
            return self.resolve_day_of_month(found, day);
        }
        self.names_time(parts).then(|| self.resolve_day_for_time(found))
    }

    /// Returns the year that is written, or that "last year" or "the same year" gives beside a month.
    pub(super) fn written_year(&self, found: &MatchedExpression, now: i32) -> Option<i32> {
        let parts = &found.parts;
        let by_relation = || {
            let in_years = parts.unit == Some(TimeUnit::Year) || parts.second_unit == Some(TimeUnit::Year);
            let relation = parts.relation.filter(|_| in_years)?;
            let mentioned =
                self.context.last_mentioned.map_or(now, |mentioned| i32::from(first_day(mentioned).year()));
            Some(match relation {
                Relation::This | Relation::Latest => now,
                Relation::Last => now - 1,
                Relation::Next => now + 1,
                Relation::Previous => mentioned - 1,
                Relation::Following => mentioned + 1,
                Relation::Same => mentioned,
            })
        };
        parts.full_year(now).or_else(by_relation)
    }

    pub(super) fn resolve_month_or_day(
        &self,
        found: &MatchedExpression,
        month: u8,
        year: Option<i32>,
    ) -> Option<ResolvedTime> {
        let parts = &found.parts;
        if let Some(year) = year {
            let year = year - i32::from(self.begins_in_previous_year(found, month));
            return self.resolve_in_year(found, month, calendar::clamp_year(year));
        }
        if let (Some(years), Some(day), Some(weekday)) =
            (self.years_of_list(found, month), parts.day, parts.weekday)
        {
            let fits = |year: &i16| {
                calendar::existing_day(*year, month, day).is_some_and(|day| is_weekday(day, weekday))
            };
            let resolved = self.resolve_in_year(found, month, years.into_iter().find(fits)?)?;
            return Some(resolved.counted_from_mentioned());
        }
        if let Some(year) = self.year_of_date_before(found, month) {
            return Some(self.resolve_in_year(found, month, year)?.counted_from_mentioned());
        }
        let (year, reference, direction) = self.infer_year(found, month, parts.day);
        let mut resolved = self.resolve_in_year(found, month, year)?.counted_from(reference, direction);
        resolved.checks.contradicts_tense = self.contradicts_tense(month, parts.day, year, direction);
        resolved.checks.is_year_uncertain = reference == ReferencePoint::Publication
            && self.may_be_in_earlier_year(found, month, (year, direction));
        Some(resolved)
    }

    /// Returns the years that a month can have after a full date of its sentence: the days of a list are in order, or at
    /// least of one year.
    fn years_of_list(&self, found: &MatchedExpression, month: u8) -> Option<[i16; 2]> {
        let first = self.index.checked_sub(1).and_then(|index| self.expressions.get(index))?;
        let sentence = |found: &MatchedExpression| self.items().get(found.from).map(|item| item.sentence);
        let is_full = first.parts.year.is_some() && first.parts.day.is_some() && first.parts.month.is_some();
        let mentioned =
            self.context.last_mentioned.filter(|_| is_full && sentence(first) == sentence(found))?;
        Some([first_day(mentioned).year(), year_after(mentioned, month, 0)])
    }

    /// Returns whether a range that names its year only once begins in the year before: "December to February 2015".
    fn begins_in_previous_year(&self, found: &MatchedExpression, month: u8) -> bool {
        let next = self.expressions.get(self.index + 1).filter(|next| next.is_later_one);
        let ends = next.and_then(|next| next.parts.month);
        found.parts.is_year_shared && !found.is_later_one && ends.is_some_and(|ends| ends < month)
    }

    /// Returns whether a range that names its month only at its end begins in the month before: "from the 27th to the 3rd of
    /// April".
    fn begins_in_previous_month(&self, found: &MatchedExpression, day: u8) -> bool {
        let next = self.expressions.get(self.index + 1).filter(|next| next.is_later_one);
        let ends = next.filter(|next| next.parts.month == found.parts.month).and_then(|next| next.parts.day);
        // Without an ending, "from 12 to 9 April" is rather a slip.
        let is_ordinal = |item: &TimexItem| item.classes.contains(Class::Dayth);
        let names_month = |item: &TimexItem| item.classes.contains(Class::Month);
        let items = self.items().get(found.from..found.to).unwrap_or(&[]);
        !found.is_later_one
            && ends.is_some_and(|ends| ends < day)
            && items.iter().any(is_ordinal)
            && !items.iter().any(names_month)
    }

    /// Resolves a month or day of a known year. A day that does not exist resolves to its month.
    fn resolve_in_year(&self, found: &MatchedExpression, month: u8, year: i16) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let Some(number) = parts.day else {
            return Some(ResolvedTime::for_period(CalendarPeriod::Month(year, month)));
        };
        let begins_before = self.begins_in_previous_month(found, number);
        let (year, month) = match (begins_before, month) {
            (true, 1) => (year - 1, 12),
            (true, _) => (year, month - 1),
            (false, _) => (year, month),
        };
        let Some(day) = calendar::existing_day(year, month, number) else {
            let mut resolved = ResolvedTime::for_period(CalendarPeriod::Month(year, month));
            resolved.checks.is_impossible = true;
            return Some(resolved);
        };
        let mut resolved = ResolvedTime::for_period(CalendarPeriod::Day(day));
        resolved.checks.weekday = parts.weekday.and_then(|weekday| check_weekday(weekday, day));
        Some(resolved)
    }

    /// Resolves "the 15th" in the month mentioned, else in the last or next month. "The 15th floor" is not a date.
    fn resolve_day_of_month(&self, found: &MatchedExpression, day: u8) -> Option<ResolvedTime> {
        let followed = self.token_after(found).is_some_and(|after| after.kind != TokenKind::Mark);
        if followed && found.parts.relation.is_none() {
            return None;
        }
        let of = |near: civil::Date| calendar::existing_day(near.year(), near.month().unsigned_abs(), day);
        let today = self.context.today;
        let hint = self.direction_hint(found);
        if let Some(mentioned) = self.context.last_mentioned {
            let day = of(first_day(mentioned))?;
            // After a day of June, "will come by the 20th" in July means the 20th of July.
            if hint != Some(Direction::Future) || day >= today {
                return Some(ResolvedTime::for_period(CalendarPeriod::Day(day)).counted_from_mentioned());
            }
        }
        let here = of(today)?;
        let months = match hint {
            Some(Direction::Future) => i32::from(here < today),
            _ => -i32::from(here > today),
        };
        let day = of(calendar::add_units(today, months, TimeUnit::Month))?;
        Some(
            ResolvedTime::for_period(CalendarPeriod::Day(day))
                .counted_from(ReferencePoint::Publication, hint),
        )
    }

    /// Returns the day that "today" means: the day of publication.
    pub(super) fn reference_day(&self) -> civil::Date {
        self.context.today
    }

    /// Resolves "Friday the 13th": the day of that number which falls on the weekday. The tense chooses between the last
    /// and the next one, else the nearer one is taken.
    fn resolve_weekday_with_number(
        &self,
        found: &MatchedExpression,
        weekday: i32,
        number: u8,
    ) -> Option<ResolvedTime> {
        let attribute = self.token_after(found).is_some_and(|after| {
            after.kind == TokenKind::Word
                && !self.tense.lists.contains(WordList::AfterAdverb, after.text(self.text))
        });
        if found.parts.day.is_some() && attribute {
            return None;
        }
        let today = self.context.today;
        // A number after a weekday may be no day at all, so only near months count.
        let most = if found.parts.day.is_some() { MAX_MONTHS_TO_WEEKDAY } else { 1 };
        let months = (-most..=most).filter_map(|months| {
            let month = calendar::add_units(today.first_of_month(), months, TimeUnit::Month);
            calendar::existing_day(month.year(), month.month().unsigned_abs(), number)
        });
        let hint = self.direction_hint(found);
        // The tense hint can be wrong, so it does not choose a day that is much further away.
        let distance = |day: &civil::Date| {
            let agrees = match hint {
                Some(Direction::Future) => *day >= today,
                Some(Direction::Past) => *day <= today,
                None => true,
            };
            (*day - today).get_days().abs().saturating_mul(if agrees { 1 } else { MAX_DISTANCE_RATIO })
        };
        let day = months.filter(|day| is_weekday(*day, weekday)).min_by_key(distance)?;
        let resolved = ResolvedTime::for_period(CalendarPeriod::Day(day));
        Some(resolved.counted_from(ReferencePoint::Publication, hint))
    }

    fn resolve_weekday(&self, found: &MatchedExpression, weekday: i32) -> ResolvedTime {
        let today = self.reference_day();
        let hint = self.direction_hint(found);
        let in_order = found.rule_kind == RuleKind::Range || hint == Some(Direction::Future);
        if let Some((_, first)) = self.context.day.filter(|_| found.is_later_one && in_order) {
            // The days of "Monday through Wednesday" are in order, and so are those of "will meet on Monday and Tuesday".
            let day = weekday_on_or_after(calendar::add_days(first, 1), weekday);
            let mut resolved = ResolvedTime::for_period(CalendarPeriod::Day(day))
                .counted_from(ReferencePoint::Publication, hint)
                .mark_relative();
            resolved.checks.is_opening_day = self.is_opening_day(found);
            return resolved;
        }
        let (last, next) = (weekday_on_or_before(today, weekday), weekday_on_or_after(today, weekday));
        // An action that has just begun can end on a future day, so a limit resolves to the nearer day.
        let nearer = (next - today).get_days() < (today - last).get_days();
        let day = match hint {
            Some(Direction::Future) if nearer || !self.tense.is_followed_by_past_verb(found.to) => next,
            _ if nearer && self.tense.is_limit(found.from) => next,
            _ => last,
        };
        let mut resolved = ResolvedTime::for_period(CalendarPeriod::Day(day))
            .counted_from(ReferencePoint::Publication, hint);
        resolved.checks.is_relative = true;
        resolved.checks.is_opening_day = self.is_opening_day(found);
        resolved
    }
}

fn check_weekday(weekday: i32, day: civil::Date) -> Option<WeekdayCheck> {
    let written = civil::Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    Some(WeekdayCheck { written, matches_date: day.weekday() == written })
}

/// A time of day with its day.
pub(super) type TimedDay = (TimeOfDay, civil::Date);

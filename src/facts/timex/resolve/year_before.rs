//! Years that come from the date before, and days that recur.

use jiff::civil;

use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::calendar::{self, first_day, last_day};
use crate::facts::timex::expression::Direction;
use crate::facts::timex::parts::Relation;
use crate::facts::timex::rule_kind::RuleKind;
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{CalendarPeriod, Season};

/// The most months from a date or season with its year to a date that may be of the same year, and the most years back.
const MAX_MONTHS_AFTER: u8 = 2;
const MAX_MONTHS_AFTER_SEASON: u8 = 6;
const MAX_YEARS_BACK: i16 = 5;

/// The most tokens between the days of opening hours and their times.
const MAX_TOKENS_TO_HOURS: u32 = 3;

impl TimeResolver<'_> {
    /// Returns the year of a day after a date of its sentence that has one: "the trial began in May 2022 and ended on May 20",
    /// "on May 9, 2022, not May 8".
    pub(super) fn year_of_date_before(&self, found: &MatchedExpression, month: u8) -> Option<i16> {
        let sentence = |found: &MatchedExpression| self.items().get(found.from).map(|item| item.sentence);
        let mut near = self.expressions.get(..self.index)?.iter().rev();
        let before =
            near.find(|before| before.parts.month.is_some() || sentence(before) != sentence(found))?;
        let year = before.parts.full_year(i32::from(self.context.today.year()))?;
        let same_month = before.parts.month == Some(month) && before.parts.day.is_none();
        let is_corrected = || {
            self.token_before(found)
                .is_some_and(|word| self.tense.lists.contains(WordList::TenseNot, word.text(self.text)))
        };
        let is_of_year = found.parts.day.is_some()
            && found.parts.weekday.is_none()
            && before.parts.month.is_some()
            && sentence(before) == sentence(found)
            && (same_month || is_corrected());
        is_of_year.then(|| calendar::clamp_year(year))
    }

    /// Returns whether a month or day without a year may be of the earlier year that its paragraph has named shortly before.
    pub(super) fn may_be_in_earlier_year(
        &self,
        found: &MatchedExpression,
        month: u8,
        (year, direction): (i16, Option<Direction>),
    ) -> bool {
        let is_near = self.context.mentioned_paragraph == found.paragraph;
        let mentioned = self.context.last_mentioned.filter(|_| is_near);
        direction != Some(Direction::Future)
            && !found.is_later_one
            && (self.follows_earlier_year(found, year)
                || mentioned.is_some_and(|mentioned| {
                    let named = first_day(mentioned);
                    let months = month.checked_sub(named.month().unsigned_abs());
                    let most = match mentioned {
                        CalendarPeriod::Month(..) | CalendarPeriod::Day(_) => MAX_MONTHS_AFTER,
                        CalendarPeriod::Season(..) => MAX_MONTHS_AFTER_SEASON,
                        _ => return false,
                    };
                    (1..=MAX_YEARS_BACK).contains(&(year - named.year()))
                        && months.is_some_and(|months| months <= most)
                }))
    }

    /// Returns whether a day follows an earlier year of its sentence and "had": "who left in May 2023, said she had written on 14
    /// June".
    fn follows_earlier_year(&self, found: &MatchedExpression, year: i16) -> bool {
        let before = self.index.checked_sub(1).and_then(|index| self.expressions.get(index));
        before.is_some_and(|before| {
            let named = before.parts.full_year(i32::from(self.context.today.year()));
            let between = self.items().get(before.to..found.from).unwrap_or(&[]);
            let sentence = |index: usize| self.items().get(index).map(|item| item.sentence);
            named.is_some_and(|named| named < i32::from(year))
                && sentence(before.from) == sentence(found.from)
                && between.iter().any(|item| item.classes.contains(Class::Had))
        })
    }

    /// Returns the season before or after the date mentioned: "until the previous summer".
    pub(super) fn season_beside_mentioned(
        &self,
        found: &MatchedExpression,
        season: Season,
    ) -> Option<ResolvedTime> {
        let is_near = self.context.mentioned_paragraph == found.paragraph;
        let mentioned = self.context.last_mentioned.filter(|_| is_near)?;
        let day = first_day(mentioned);
        let here = CalendarPeriod::Season(day.year(), season);
        let beside = match found.parts.relation? {
            Relation::Previous if last_day(here) >= day => calendar::shift_years(here, -1),
            Relation::Following if first_day(here) <= day => calendar::shift_years(here, 1),
            Relation::Previous | Relation::Following => here,
            _ => return None,
        };
        Some(ResolvedTime::for_period(beside).counted_from_mentioned())
    }

    /// Returns a day of the week that a day names: "the week of March 8" begins on that day, also on a Sunday.
    pub(super) fn day_in_week(&self, found: &MatchedExpression, day: civil::Date) -> civil::Date {
        let items = self.items().get(found.from..found.to).unwrap_or(&[]);
        let ends = items.iter().any(|item| item.classes.contains(Class::Ended));
        let opens = found.parts.week && !ends && day.weekday() == civil::Weekday::Sunday;
        calendar::add_days(day, i32::from(opens))
    }

    /// Returns whether weekdays are those of opening hours: "Monday to Friday, 9 a.m. to 5 p.m.".
    pub(super) fn is_opening_day(&self, found: &MatchedExpression) -> bool {
        if found.rule_kind != RuleKind::Range || found.parts.relation.is_some() || found.parts.month.is_some()
        {
            return false;
        }
        let first = self.index - usize::from(found.is_later_one && self.index > 0);
        let hours = |from: usize| {
            let pair = self.expressions.get(from..from + 2).unwrap_or(&[]);
            self.has_join_after(from) && pair.iter().all(|found| self.names_time(&found.parts))
        };
        let gap = |one: usize, other: usize| {
            let end = self.last_item(self.expressions.get(one)?)?.end;
            self.items().get(self.expressions.get(other)?.from)?.token.checked_sub(end)
        };
        let is_close =
            |one: usize, other: usize| gap(one, other).is_some_and(|gap| gap <= MAX_TOKENS_TO_HOURS);
        hours(first + 2) && is_close(first + 1, first + 2)
            || first >= 2 && hours(first - 2) && is_close(first - 1, first)
    }
}

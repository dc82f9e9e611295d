//! Named days that can be computed.

use jiff::civil;

use super::counted::count_from_day;
use super::same_time::names_day;
use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::calendar::{
    self, add_days, first_day, last_day, weekday_on_or_after, weekday_on_or_before,
};
use crate::facts::timex::expression::{Direction, ReferencePoint};
use crate::facts::timex::parts::{ExpressionParts, Relation};
use crate::facts::timex::value::{CalendarPeriod, CalendarTime, TimeOfDay, TimeUnit, TimexValue};
use crate::facts::token::{Token, TokenGap, TokenShape};

/// The rule for the date of a named day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::facts::timex) enum NamedDay {
    /// The same month and day every year.
    Fixed(u8, u8),
    /// Number, weekday and month of the n-th weekday of a month; number 9 is the last.
    Nth(i32, i32, u8, i32),
    /// A number of days after Easter Sunday.
    Easter(i32),
    /// The first day of the Persian year.
    Nowruz,
}

/// A named day more than this many days away is not meant where the same day is fewer than `NEAR_DAYS` away.
const FAR_DAYS: i32 = 300;
const NEAR_DAYS: i32 = 30;

/// The years that a named day can have outside of a history. Smaller and greater ones are of other calendars.
const GREGORIAN_YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;
const MAX_YEARS_OF_HISTORY: i32 = 80;

/// Names and rules of named days, the pattern around a name, and invalid lines.
type NamedDayTable<'t> = (Vec<(&'t str, NamedDay)>, &'t str, Vec<String>);

/// Parses the table of named days. The line that begins with `@` is the pattern around a name.
pub(in crate::facts::timex) fn parse_named_days(table: &str) -> NamedDayTable<'_> {
    let mut pattern = "NAME";
    let mut days = Vec::new();
    let mut rejected = Vec::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(line) = line.strip_prefix('@') {
            pattern = line.trim();
            continue;
        }
        match line
            .split_once('=')
            .and_then(|(name, falls)| Some((name.trim(), parse_named_day(falls.trim())?)))
        {
            Some(day) => days.push(day),
            None => rejected.push(line.to_owned()),
        }
    }
    (days, pattern, rejected)
}

fn parse_named_day(text: &str) -> Option<NamedDay> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["nowruz"] => Some(NamedDay::Nowruz),
        ["easter", days] => Some(NamedDay::Easter(days.parse().ok()?)),
        [nth, weekday, month] => {
            Some(NamedDay::Nth(nth.parse().ok()?, weekday.parse().ok()?, month.parse().ok()?, 0))
        }
        [nth, weekday, month, days] => Some(NamedDay::Nth(
            nth.parse().ok()?,
            weekday.parse().ok()?,
            month.parse().ok()?,
            days.parse().ok()?,
        )),
        [day] => {
            let (month, day) = day.split_once('-')?;
            Some(NamedDay::Fixed(month.parse().ok()?, day.parse().ok()?))
        }
        _ => None,
    }
}

impl NamedDay {
    /// Returns the day in a year.
    pub(in crate::facts::timex) fn in_year(self, year: i16) -> Option<civil::Date> {
        match self {
            Self::Fixed(month, day) => calendar::existing_day(year, month, day),
            Self::Nth(9, weekday, month, days) => {
                let month = calendar::last_day(CalendarPeriod::Month(year, month));
                Some(add_days(weekday_on_or_before(month, weekday), days))
            }
            Self::Nth(nth, weekday, month, days) => {
                let first = weekday_on_or_after(calendar::existing_day(year, month, 1)?, weekday);
                Some(add_days(first, (nth - 1) * 7 + days))
            }
            Self::Easter(days) => Some(add_days(easter_sunday(year)?, days)),
            Self::Nowruz => calendar::existing_day(year, 3, nowruz_day(year)),
        }
    }
}

/// Returns Gregorian Easter Sunday, for every year.
fn easter_sunday(year: i16) -> Option<civil::Date> {
    let year_number = i32::from(year);
    let (golden, century) = (year_number.rem_euclid(19), year_number.div_euclid(100));
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15).rem_euclid(30);
    let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year_number + year_number / 4 + moon + 2 - century + century / 4).rem_euclid(7);
    let days = moon - weekday;
    let month = 3 + (days + 40) / 44;
    let day = days + 28 - 31 * (month / 4);
    calendar::existing_day(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// Returns the day of March on which the Persian year begins, by the 33-year cycle, which is valid from 1799 to 2256.
fn nowruz_day(year: i16) -> u8 {
    let persian = i32::from(year) - 621;
    // Both calendars are counted from 1 Farvardin 1404, which was 21 March 2025.
    let leaps = |until: i32| (1..until).filter(|year| (25 * year + 11).rem_euclid(33) < 8).count() as i32;
    let days = |until: i32| until * 365 + leaps(until);
    let gregorian = |year: i32| 365 * year + year / 4 - year / 100 + year / 400;
    let from = days(1404) - gregorian(2025);
    let shift = days(persian.max(1)) - gregorian(i32::from(year)) - from;
    u8::try_from((21 + shift).clamp(19, 22)).unwrap_or(21)
}

/// Returns a day of the weekend that is nearest to a day. Of a Monday it is the weekend before.
fn nearest_weekend_day(day: civil::Date) -> civil::Date {
    match i32::from(day.weekday().to_monday_one_offset()) {
        number @ 1..=2 => add_days(day, -number),
        _ => day,
    }
}

/// Returns whether a day is a Monday or Friday.
fn is_beside_weekend(day: civil::Date) -> bool {
    matches!(day.weekday(), civil::Weekday::Monday | civil::Weekday::Friday)
}

impl TimeResolver<'_> {
    pub(super) fn resolve_named_day(&self, found: &MatchedExpression, number: u8) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let named = *self.named_days.get(usize::from(number)).filter(|_| !self.is_part_of_name(found))?;
        let today = self.context.today;
        let mentioned = self
            .context
            .last_mentioned
            .filter(|_| self.context.is_narrative)
            .map(|mentioned| calendar::first_day(mentioned).year());
        let hint = self.direction_hint(found);
        let year = match (parts.full_year(i32::from(today.year())), mentioned) {
            (Some(year), _) if self.is_gregorian(parts, year) => calendar::clamp_year(year),
            (Some(_), _) => return None,
            (None, Some(year)) => year,
            (None, None) => self.year_of_named_day(named, parts, hint)?,
        };
        let day = named.in_year(year).filter(|day| !self.contradicts_day_before(found, *day))?;
        let reference =
            if parts.year.is_some() { ReferencePoint::Itself } else { ReferencePoint::Publication };
        if parts.before != parts.after {
            let counted = count_from_day(parts, day)?;
            return Some(ResolvedTime::for_period(counted).counted_from(reference, hint));
        }
        let is_long = |unit: &TimeUnit| matches!(unit, TimeUnit::Week | TimeUnit::Weekend);
        let calendar = match [parts.unit, parts.second_unit].into_iter().flatten().find(is_long) {
            // The weekend of a Monday or Friday has three days.
            Some(TimeUnit::Weekend) if is_beside_weekend(day) && !self.is_weekend_of(found) => return None,
            Some(TimeUnit::Weekend) => calendar::weekend_of(nearest_weekend_day(day)),
            Some(_) => calendar::week_of(day),
            None => CalendarPeriod::Day(day),
        };
        let when = CalendarTime { period: calendar, time: parts.part.map(TimeOfDay::Part) };
        Some(ResolvedTime::from_value(TimexValue::Calendar(when)).counted_from(reference, hint))
    }

    /// Returns whether the name of a day stands before a noun or after a given name: "Christmas trees", "Johnnie Christmas".
    fn is_part_of_name(&self, found: &MatchedExpression) -> bool {
        let (tokens, lists) = (self.tense.tokens, self.tense.lists);
        let first = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let is_unknown = |token: &Token| self.tense.lexicon.find_entry(token.text(self.text)).is_none();
        let before = first.checked_sub(1).and_then(|before| tokens.get(before));
        let has_given_name = before.is_some_and(|before| {
            before.shape == TokenShape::Capitalised && !before.starts_sentence() && is_unknown(before)
        });
        let has_preposition = before.is_some_and(|before| {
            lists.contains(WordList::AfterAdverb, &before.text(self.text).to_lowercase())
        });
        let precedes_noun = tokens.get(first + 1).is_some_and(|next| {
            let word = next.text(self.text);
            next.shape == TokenShape::Lower
                && next.gap == TokenGap::Space
                && is_unknown(next)
                && !lists.contains(WordList::AfterAdverb, word)
                && !lists.has_ending(WordList::PastEnding, word)
        });
        found.to == found.from + 1 && (has_given_name || precedes_noun && !has_preposition)
    }

    /// Returns whether a name in apposition names another day than the date before it: "on Thursday, Earth Day," where
    /// Earth Day is far away or is kept on another day.
    fn contradicts_day_before(&self, found: &MatchedExpression, day: civil::Date) -> bool {
        let before = self.index.checked_sub(1).and_then(|index| self.expressions.get(index));
        let other =
            self.context.day.filter(|(paragraph, other)| *paragraph == found.paragraph && *other != day);
        other.is_some()
            && before.is_some_and(|before| names_day(&before.parts) && self.is_apposed(before, found))
    }

    /// Returns whether an expression follows another after a comma or bracket, perhaps with further words of its name:
    /// "on Thursday, International Women's Day".
    fn is_apposed(&self, first: &MatchedExpression, second: &MatchedExpression) -> bool {
        let between = || {
            let (last, next) = (self.last_item(first)?, self.items().get(second.from)?);
            self.tense.tokens.get(last.end as usize..next.token as usize)?.split_first()
        };
        let is_list = self
            .token_after(second)
            .is_some_and(|next| self.tense.lists.contains(WordList::DayJoin, next.text(self.text)));
        let is_opening = |mark: &Token| matches!(mark.text(self.text), "," | "(") && !mark.starts_sentence();
        let is_of_name = |token: &Token| token.shape == TokenShape::Capitalised && !token.starts_sentence();
        !is_list && between().is_some_and(|(mark, words)| is_opening(mark) && words.iter().all(is_of_name))
    }

    /// Returns whether the year beside a named day is one of the Gregorian calendar: "Nowruz 1404" has another one.
    fn is_gregorian(&self, parts: &ExpressionParts, year: i32) -> bool {
        let in_history =
            self.context.is_narrative && (year - self.context.narrative_year).abs() < MAX_YEARS_OF_HISTORY;
        parts.era || in_history || GREGORIAN_YEARS.contains(&year)
    }

    /// Returns whether an expression begins with "the weekend of".
    fn is_weekend_of(&self, found: &MatchedExpression) -> bool {
        let of = self.items().get(found.from..found.to).unwrap_or(&[]).iter().take(3).skip(1);
        of.filter_map(|item| self.tense.tokens.get(item.token as usize))
            .any(|token| self.tense.lists.contains(WordList::BeforeMonth, token.text(self.text)))
    }

    fn year_of_named_day(
        &self,
        named: NamedDay,
        parts: &ExpressionParts,
        hint: Option<Direction>,
    ) -> Option<i16> {
        let today = self.context.today;
        let here = named.in_year(today.year())?;
        // During such a week, the current one is meant.
        let week = parts.unit.filter(|unit| matches!(unit, TimeUnit::Week | TimeUnit::Weekend));
        let under_way = week.map(|unit| calendar::period_around(here, unit)).is_some_and(|week| {
            (first_day(week)..=last_day(week)).contains(&today) && parts.relation.is_none()
        });
        if under_way {
            return Some(today.year());
        }
        let relation = parts.relation;
        let last = today.year() - i16::from(here > today);
        let next = today.year() + i16::from(here < today);
        Some(match (relation, hint) {
            (Some(Relation::Last), _) => today.year() - i16::from(here >= today),
            (Some(Relation::Next), _) => today.year() + i16::from(here <= today),
            (Some(Relation::This), _) => today.year(),
            (_, Some(direction)) => {
                let (by_verb, other) =
                    if direction == Direction::Future { (next, last) } else { (last, next) };
                let distance =
                    |year: i16| named.in_year(year).map_or(i32::MAX, |day| (day - today).get_days().abs());
                // The verb says one year, and the day itself the other.
                if distance(by_verb) > FAR_DAYS && distance(other) < NEAR_DAYS {
                    return None;
                }
                by_verb
            }
            _ => {
                let near =
                    |year: i16| named.in_year(year).map_or(i32::MAX, |day| (day - today).get_days().abs());
                if near(next) < near(last) { next } else { last }
            }
        })
    }
}

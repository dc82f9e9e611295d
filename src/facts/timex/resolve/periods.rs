//! Numbered and named periods longer than a day: years, decades, quarters, seasons, weeks of a month.

use super::year_of_month::MAX_DISTANCE_RATIO;
use super::{MatchedExpression, ResolvedTime, TimeResolver};
use jiff::civil;

use crate::facts::languages::WordList;
use crate::facts::timex::calendar::{self, first_day, last_day, weekday_on_or_after, weekday_on_or_before};
use crate::facts::timex::expression::{Derivation, Direction, ReferencePoint};
use crate::facts::timex::parts::{ExpressionParts, Relation};
use crate::facts::timex::table::{Class, ClassSet};
use crate::facts::timex::value::{Amount, CalendarPeriod, CalendarTime, Season, TimeUnit, TimexValue};
use crate::facts::token::{Token, TokenKind, TokenShape};

/// The most words of the name of a street.
const MAX_STREET_WORDS: usize = 4;

impl TimeResolver<'_> {
    /// Resolves the first or last week of a month, or its second Tuesday. A week belongs to the month of most of its
    /// days.
    pub(super) fn resolve_week_of_month(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        if let (Some(number), Some(year), None) = (parts.amount, parts.year, parts.month) {
            return numbered_week(number, year);
        }
        let (month, derivation) = self.month_around_week(found)?;
        let counted = |period| ResolvedTime { derivation, ..ResolvedTime::for_period(period) };
        let one_day = |day| counted(CalendarPeriod::Day(day));
        if let Some(weekday) = parts.weekday {
            return weekday_of_month(weekday, parts.ordinal, month).map(one_day);
        }
        if parts.unit == Some(TimeUnit::Day) || parts.day.is_some() {
            return day_of_month(parts.day.map(i32::from).or(parts.ordinal), month).map(one_day);
        }
        let day = match parts.ordinal.filter(|number| (1..=5).contains(number)) {
            Some(number) => calendar::add_days(first_day(month), 3 + (number - 1) * 7),
            None => calendar::add_days(last_day(month), -3),
        };
        let unit = if parts.unit == Some(TimeUnit::Weekend) { TimeUnit::Weekend } else { TimeUnit::Week };
        Some(counted(calendar::period_around(day, unit)))
    }

    /// Returns the month of "the last Friday of June" or "the first week of next month", with its derivation.
    fn month_around_week(&self, found: &MatchedExpression) -> Option<(CalendarPeriod, Derivation)> {
        let parts = &found.parts;
        if let Some(month) = parts.month {
            let year = parts.full_year(i32::from(self.context.today.year()));
            // Its ordinal or day is no day of the month beside it.
            let bare = ExpressionParts { day: None, weekday: None, ..*parts };
            let resolved =
                self.resolve_month_or_day(&MatchedExpression { parts: bare, ..*found }, month, year)?;
            let TimexValue::Calendar(CalendarTime { period, .. }) = resolved.value else { return None };
            return Some((period, resolved.derivation));
        }
        let is_numbered = parts.ordinal.is_some() || parts.day.is_some();
        let steps = match if is_numbered { parts.relation } else { parts.outer_relation } {
            Some(Relation::Last | Relation::Previous) => -1,
            Some(Relation::Next | Relation::Following) => 1,
            _ => 0,
        };
        let month = calendar::period_around(self.context.today, TimeUnit::Month);
        let derivation = Derivation { reference: ReferencePoint::Publication, direction: None };
        Some((calendar::shift_period(month, steps), derivation))
    }

    /// Resolves four digits without a month: a year, unless they are a count.
    pub(super) fn resolve_bare_year(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let year = found.parts.full_year(i32::from(self.context.today.year()))?;
        if self.classes_after(found).contains(Class::Counted) && !self.opens_clause_with_subject(found) {
            return None;
        }
        if self.is_title(found) || self.is_house_number(found) || self.is_after_day_in_digits(found) {
            return None;
        }
        let before = self.token_before(found);
        let classes = before.map_or_else(ClassSet::default, |token| self.classes(token));
        let marked =
            before.is_some_and(|token| matches!(token.kind, TokenKind::Mark | TokenKind::Possessive));
        if before.is_some_and(|before| self.is_name(before)) {
            // `Expo 1970`
            return None;
        }
        let led = marked || classes.contains(Class::Leads) || classes.contains(Class::LeadsYear);
        let near = (1900..=2050).contains(&year);
        let round = year % 100 == 0 && !classes.contains(Class::LeadsYear);
        let in_narrative =
            self.context.is_narrative && !round && (year - self.context.narrative_year).abs() < 80;
        let may_be = led && (1400..=2100).contains(&year) && (near || !round);
        (in_narrative || near && !round || may_be)
            .then(|| ResolvedTime::for_period(CalendarPeriod::Year(calendar::clamp_year(year))))
    }

    /// Returns whether a year after a preposition opens its sentence before a subject and its verb: "In 2012 ballots were lost".
    fn opens_clause_with_subject(&self, found: &MatchedExpression) -> bool {
        let before = self.token_before(found).filter(|before| before.starts_sentence());
        let is_led = before.is_some_and(|before| self.classes(before).contains(Class::LeadsYear));
        let end = self.last_item(found).map_or(0, |item| item.end as usize);
        let verb = self.tense.tokens.get(end + 1).filter(|verb| !verb.starts_sentence());
        let is_verb = |verb: &Token| {
            let classes = self.classes(verb);
            let verbs = [Class::Was, Class::Have, Class::Had, Class::Said, Class::Is];
            verbs.iter().any(|verb| classes.contains(*verb))
                || self.tense.lists.has_ending(WordList::PastEnding, verb.text(self.text))
        };
        is_led && verb.is_some_and(is_verb)
    }

    /// Returns whether the day of a year precedes it in digits: "5/7, 2020".
    fn is_after_day_in_digits(&self, found: &MatchedExpression) -> bool {
        let first = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let before = self.tense.tokens.get(first.saturating_sub(3)..first).unwrap_or(&[]);
        matches!(before, [slash, number, comma] if slash.text(self.text) == "/"
            && number.kind == TokenKind::Number
            && comma.text(self.text) == ",")
    }

    /// Returns whether the name of a street follows: "1901 Main Street".
    fn is_house_number(&self, found: &MatchedExpression) -> bool {
        let end = self.last_item(found).map_or(0, |item| item.end as usize);
        let near = self.tense.tokens.iter().skip(end).take(MAX_STREET_WORDS);
        let mut name =
            near.take_while(|word| word.kind != TokenKind::Mark && word.shape != TokenShape::Lower);
        name.any(|word| self.tense.lists.contains(WordList::StreetWord, word.text(self.text)))
    }

    /// Returns whether a token is an unknown capitalised word that does not begin its sentence.
    fn is_name(&self, token: &Token) -> bool {
        let capital =
            matches!(token.shape, TokenShape::Capitalised | TokenShape::Capitals | TokenShape::Mixed);
        capital && token.kind == TokenKind::Word && !token.starts_sentence() && self.classes(token).is_empty()
    }

    pub(super) fn resolve_decade(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let year = found.parts.year?;
        let calendar = if year % 10 == 0 {
            CalendarPeriod::Decade(calendar::clamp_year(year / 10))
        } else {
            CalendarPeriod::Year(calendar::clamp_year(year))
        };
        Some(ResolvedTime::for_period(calendar))
    }

    pub(super) fn resolve_quarter(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let now = i32::from(self.context.today.year());
        // "The last half of 1989" is its second half.
        let last = (found.parts.half && found.parts.relation == Some(Relation::Last)).then_some(-1);
        let Some(number) = found.parts.ordinal.or(last) else {
            // "The 1988 quarter" gives only the year.
            return Some(ResolvedTime::for_period(
                self.quarter_in_year(calendar::clamp_year(found.parts.full_year(now)?)),
            ));
        };
        let period_in = period_by_number(&found.parts, number)?;
        if self.is_of_fiscal_year(found) {
            return self.resolve_fiscal_part(found, number);
        }
        if let Some(year) = self.written_year(found, now) {
            return Some(ResolvedTime::for_period(period_in(calendar::clamp_year(year))));
        }
        if found.parts.is_half_in_letters {
            return None;
        }
        let hint = self.direction_hint(found);
        let year = self.year_of_quarter(&period_in, hint);
        Some(ResolvedTime::for_period(period_in(year)).counted_from(ReferencePoint::Publication, hint))
    }

    /// Returns whether a quarter is one of a fiscal year that is written in letters, "Q3 FY25", or whose months are known.
    fn is_of_fiscal_year(&self, found: &MatchedExpression) -> bool {
        let items = self.items().get(found.from..found.to).unwrap_or(&[]);
        let in_letters = items.iter().any(|item| item.classes.contains(Class::FiscalYear));
        in_letters || found.parts.fiscal && self.context.fiscal_year.is_some()
    }

    /// Resolves a quarter or half of a fiscal year. It has no value unless the months of the fiscal year are known.
    fn resolve_fiscal_part(&self, found: &MatchedExpression, number: i32) -> Option<ResolvedTime> {
        let fiscal_year = self.context.fiscal_year?;
        let (number, months) = match period_by_number(&found.parts, number)?(0) {
            CalendarPeriod::Half(_, number) => (number, 6),
            CalendarPeriod::Quarter(_, number) => (number, 3),
            _ => return None,
        };
        let part = |year: i16| fiscal_year.part(year, number, months);
        let written = self.written_year(found, i32::from(self.context.today.year()));
        if let Some(year) = written {
            return Some(ResolvedTime::for_period(part(calendar::clamp_year(year))));
        }
        let hint = self.direction_hint(found);
        let year = self.year_of_fiscal_part(&part);
        Some(ResolvedTime::for_period(part(year)).counted_from(ReferencePoint::Publication, hint))
    }

    /// Returns the fiscal year of a part without one: the last part that has begun.
    fn year_of_fiscal_part(&self, part: &dyn Fn(i16) -> CalendarPeriod) -> i16 {
        let today = self.context.today;
        let years = (-2..=1).map(|years| today.year() + years);
        years.filter(|year| first_day(part(*year)) <= today).last().unwrap_or(today.year())
    }

    /// Resolves "fiscal 2024" and `FY24`. Without the months of the fiscal year only the year of "fiscal 2024" is given.
    pub(super) fn resolve_fiscal_year(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let year = calendar::clamp_year(found.parts.full_year(i32::from(self.context.today.year()))?);
        match self.context.fiscal_year {
            Some(fiscal_year) => Some(ResolvedTime::for_period(fiscal_year.part(year, 1, 12))),
            None if self.is_of_fiscal_year(found) => None,
            None => Some(ResolvedTime::for_period(CalendarPeriod::Year(year))),
        }
    }

    /// Returns the year of a quarter without one. The results of a quarter that has just ended are in the future, but
    /// the quarter is not.
    fn year_of_quarter(&self, period_in: &dyn Fn(i16) -> CalendarPeriod, hint: Option<Direction>) -> i16 {
        let today = self.context.today;
        let last = if first_day(period_in(today.year())) <= today { today.year() } else { today.year() - 1 };
        let next = if last_day(period_in(last)) < today { last + 1 } else { last };
        let over = (today - last_day(period_in(last))).get_days();
        let ahead = (first_day(period_in(next)) - today).get_days();
        match hint {
            Some(Direction::Future) if over > 110 => next,
            Some(Direction::Past) if over > ahead.saturating_mul(MAX_DISTANCE_RATIO) && ahead > 0 => next,
            None if ahead < over => next,
            _ => last,
        }
    }

    pub(super) fn resolve_season(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let parts = &found.parts;
        let season = parts.season?;
        let today = self.context.today;
        let now = i32::from(today.year());
        if let Some(year) = self.written_year(found, now).or_else(|| parts.full_year(now)) {
            return Some(ResolvedTime::for_period(CalendarPeriod::Season(
                calendar::clamp_year(year),
                season,
            )));
        }
        if let Some(mentioned) = self.context.last_mentioned.filter(|_| self.context.is_narrative) {
            return Some(
                ResolvedTime::for_period(next_season_in_story(mentioned, season)).counted_from_mentioned(),
            );
        }
        if let Some(beside) = self.season_beside_mentioned(found, season) {
            return Some(beside);
        }
        let hint = self.firm_direction(found);
        let here = CalendarPeriod::Season(today.year(), season);
        let last = if first_day(here) <= today { here } else { calendar::shift_years(here, -1) };
        let under_way = last_day(last) >= today;
        let next = if under_way { last } else { calendar::shift_years(last, 1) };
        let calendar = match parts.relation {
            Some(Relation::Last | Relation::Previous) if under_way => calendar::shift_years(last, -1),
            Some(Relation::Last | Relation::Previous) => last,
            Some(Relation::Next | Relation::Following) if under_way => calendar::shift_years(last, 1),
            Some(Relation::Next | Relation::Following) => next,
            Some(Relation::This) => here,
            _ if hint == Some(Direction::Future) => next,
            _ => last,
        };
        Some(ResolvedTime::for_period(calendar).counted_from(ReferencePoint::Publication, hint))
    }
}

/// Returns the weekday of a month by its number, or the last one without a number.
fn weekday_of_month(weekday: i32, number: Option<i32>, month: CalendarPeriod) -> Option<civil::Date> {
    let day = match number.filter(|number| *number > 0) {
        Some(number) => {
            calendar::add_days(weekday_on_or_after(first_day(month), weekday), (number - 1).min(5) * 7)
        }
        None => weekday_on_or_before(last_day(month), weekday),
    };
    (day <= last_day(month)).then_some(day)
}

/// Returns an ISO 8601 week by its number.
fn numbered_week(number: Amount, year: i32) -> Option<ResolvedTime> {
    let Amount::Tenths(tenths) = number else { return None };
    let week = i8::try_from(tenths / 10).ok()?;
    let first = civil::ISOWeekDate::new(calendar::clamp_year(year), week, civil::Weekday::Monday).ok()?;
    let week = CalendarPeriod::Week(first.year(), first.week().unsigned_abs());
    Some(ResolvedTime::for_period(week))
}

/// Returns the day of a month by its number, or the last one without a number.
fn day_of_month(number: Option<i32>, month: CalendarPeriod) -> Option<civil::Date> {
    let day = match number.filter(|number| *number > 0) {
        Some(number) => calendar::add_days(first_day(month), (number - 1).min(31)),
        None => last_day(month),
    };
    (day <= last_day(month)).then_some(day)
}

/// Returns the function from a year to its quarter or half `number`; -1 is the last one.
fn period_by_number(parts: &ExpressionParts, number: i32) -> Option<impl Fn(i16) -> CalendarPeriod> {
    let fits = |unit: &TimeUnit| matches!(unit, TimeUnit::Half | TimeUnit::Quarter);
    let unit = parts.second_unit.filter(fits).or(parts.unit).unwrap_or(TimeUnit::Quarter);
    let unit = if parts.half { TimeUnit::Half } else { unit };
    let count = if unit == TimeUnit::Half { 2 } else { 4 };
    let number = if number == -1 { count } else { number };
    let small = u8::try_from(number).ok().filter(|_| fits(&unit) && (1..=count).contains(&number))?;
    Some(move |year: i16| match unit {
        TimeUnit::Half => CalendarPeriod::Half(year, small),
        _ => CalendarPeriod::Quarter(year, small),
    })
}

/// Returns the next season in a narrative after `mentioned`. A winter is named after the year in which it ends.
fn next_season_in_story(mentioned: CalendarPeriod, season: Season) -> CalendarPeriod {
    let from = first_day(mentioned);
    let late = from.month() >= 9 && !matches!(mentioned, CalendarPeriod::Year(_));
    let year = from.year() + i16::from(late && matches!(season, Season::Spring | Season::Winter));
    CalendarPeriod::Season(year, season)
}

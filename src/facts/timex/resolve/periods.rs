//! Stretches longer than a day that are told by number or name: years, decades, quarters, seasons, weeks of a month.

use super::dates::FAR;
use super::{Found, Resolved, Resolver};
use jiff::civil;

use crate::facts::timex::calendar::{self, first_day, last_day, weekday_from, weekday_until};
use crate::facts::timex::expression::{Direction, SeenFrom};
use crate::facts::timex::parts::{Parts, Relation};
use crate::facts::timex::table::{Class, Classes};
use crate::facts::timex::value::{Calendar, Season, Unit, Value, When};
use crate::facts::token::{Kind, Shape, Token};

impl Resolver<'_> {
    /// The first or last week of a month: weeks that lie in it with most of their days. Or its second Tuesday.
    pub(super) fn week_of_month(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let month = self.month_or_day(
            found,
            parts.month?,
            self.said_year(found, i32::from(self.context.today.year())),
        )?;
        let Value::When(When { calendar: month, .. }) = month.value else { return None };
        if let Some(weekday) = parts.weekday {
            return weekday_of_month(weekday, parts.ordinal, month)
                .map(|day| Resolved::on(Calendar::Day(day)));
        }
        let day = match parts.ordinal.filter(|number| (1..=5).contains(number)) {
            Some(number) => calendar::days_on(first_day(month), 3 + (number - 1) * 7),
            None => calendar::days_on(last_day(month), -6),
        };
        let unit = if parts.unit == Some(Unit::Weekend) { Unit::Weekend } else { Unit::Week };
        Some(Resolved::on(calendar::around(day, unit)))
    }

    /// Four digits without a month: a year, unless they count something.
    pub(super) fn bare_year(&self, found: &Found) -> Option<Resolved> {
        let year = found.parts.full_year(i32::from(self.context.today.year()))?;
        if self.classes_after(found).has(Class::Counted) {
            return None;
        }
        let before = self.token_before(found);
        let classes = before.map_or_else(Classes::default, |token| self.classes(token));
        let marked = before.is_some_and(|token| matches!(token.kind, Kind::Mark | Kind::Possessive));
        if before.is_some_and(|before| self.is_name(before)) {
            // `Expo 1970`
            return None;
        }
        let led = marked || classes.has(Class::Leads) || classes.has(Class::LeadsYear);
        let near = (1900..=2050).contains(&year);
        let round = year % 100 == 0 && !classes.has(Class::LeadsYear);
        let told = self.context.narrative && !round && (year - self.context.story).abs() < 80;
        let may_be = led && (1400..=2100).contains(&year) && (near || !round);
        (told || near && !round || may_be).then(|| Resolved::on(Calendar::Year(calendar::year(year))))
    }

    /// Whether a token is a word with a capital that the tables do not know, and does not begin its sentence.
    fn is_name(&self, token: &Token) -> bool {
        let capital = matches!(token.shape, Shape::Capitalised | Shape::Capitals | Shape::Mixed);
        capital && token.kind == Kind::Word && !token.starts_sentence() && self.classes(token).is_empty()
    }

    pub(super) fn decade(&self, found: &Found) -> Option<Resolved> {
        let year = found.parts.year?;
        let calendar = if year % 10 == 0 {
            Calendar::Decade(calendar::year(year / 10))
        } else {
            Calendar::Year(calendar::year(year))
        };
        Some(Resolved::on(calendar))
    }

    pub(super) fn quarter(&self, found: &Found) -> Option<Resolved> {
        let now = i32::from(self.context.today.year());
        // "The last half of 1989" is its second.
        let last = (found.parts.half && found.parts.relation == Some(Relation::Last)).then_some(-1);
        let Some(number) = found.parts.ordinal.or(last) else {
            // "The 1988 quarter" tells the year alone.
            return Some(Resolved::on(self.quarter_in(calendar::year(found.parts.full_year(now)?))));
        };
        let stretch = numbered(&found.parts, number)?;
        if let Some(year) = self.said_year(found, now) {
            return Some(Resolved::on(stretch(calendar::year(year))));
        }
        let lean = self.lean(found);
        let year = self.year_of_quarter(&stretch, lean);
        Some(Resolved::on(stretch(year)).from(SeenFrom::Publication, lean))
    }

    /// The year of a quarter told without one. Results of a quarter just over are still to be reported, but the quarter
    /// is not to come.
    fn year_of_quarter(&self, stretch: &dyn Fn(i16) -> Calendar, lean: Option<Direction>) -> i16 {
        let today = self.context.today;
        let last = if first_day(stretch(today.year())) <= today { today.year() } else { today.year() - 1 };
        let next = if last_day(stretch(last)) < today { last + 1 } else { last };
        let over = (today - last_day(stretch(last))).get_days();
        let ahead = (first_day(stretch(next)) - today).get_days();
        match lean {
            Some(Direction::Coming) if over > 110 => next,
            Some(Direction::Past) if over > ahead.saturating_mul(FAR) && ahead > 0 => next,
            None if ahead < over => next,
            _ => last,
        }
    }

    pub(super) fn season(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let season = parts.season?;
        let today = self.context.today;
        let now = i32::from(today.year());
        if let Some(year) = self.said_year(found, now).or_else(|| parts.full_year(now)) {
            return Some(Resolved::on(Calendar::Season(calendar::year(year), season)));
        }
        if let Some(mentioned) = self.context.mentioned.filter(|_| self.context.narrative) {
            return Some(Resolved::on(season_after(mentioned, season)).mentioned());
        }
        let lean = self.firm_lean(found);
        let here = Calendar::Season(today.year(), season);
        let last = if first_day(here) <= today { here } else { calendar::years_on(here, -1) };
        let under_way = last_day(last) >= today;
        let next = if under_way { last } else { calendar::years_on(last, 1) };
        let calendar = match parts.relation {
            Some(Relation::Last | Relation::Previous) if under_way => calendar::years_on(last, -1),
            Some(Relation::Last | Relation::Previous) => last,
            Some(Relation::Next | Relation::Following) if under_way => calendar::years_on(last, 1),
            Some(Relation::Next | Relation::Following) => next,
            Some(Relation::This) => here,
            _ if lean == Some(Direction::Coming) => next,
            _ => last,
        };
        Some(Resolved::on(calendar).from(SeenFrom::Publication, lean))
    }
}

/// The weekday of a month by its number, the last one where it has none.
fn weekday_of_month(weekday: i32, number: Option<i32>, month: Calendar) -> Option<civil::Date> {
    let day = match number.filter(|number| *number > 0) {
        Some(number) => calendar::days_on(weekday_from(first_day(month), weekday), (number - 1).min(5) * 7),
        None => weekday_until(last_day(month), weekday),
    };
    (day <= last_day(month)).then_some(day)
}

/// The quarter or half of a number, for any year; -1 is the last one.
fn numbered(parts: &Parts, number: i32) -> Option<impl Fn(i16) -> Calendar> {
    let fits = |unit: &Unit| matches!(unit, Unit::Half | Unit::Quarter);
    let unit = parts.second_unit.filter(fits).or(parts.unit).unwrap_or(Unit::Quarter);
    let unit = if parts.half { Unit::Half } else { unit };
    let count = if unit == Unit::Half { 2 } else { 4 };
    let number = if number == -1 { count } else { number };
    let small = u8::try_from(number).ok().filter(|_| fits(&unit) && (1..=count).contains(&number))?;
    Some(move |year: i16| match unit {
        Unit::Half => Calendar::Half(year, small),
        _ => Calendar::Quarter(year, small),
    })
}

/// The season a story that stands at `mentioned` comes to. Winter is told with the year it ends in.
fn season_after(mentioned: Calendar, season: Season) -> Calendar {
    let stands = first_day(mentioned);
    let late = stands.month() >= 9 && !matches!(mentioned, Calendar::Year(_));
    let year = stands.year() + i16::from(late && matches!(season, Season::Spring | Season::Winter));
    Calendar::Season(year, season)
}

//! Dates that name their day, month, year or weekday, in whole or in part.

use jiff::civil;

use super::{Found, Resolved, Resolver};
use crate::facts::timex::calendar::{self, first_day, last_day, weekday_from, weekday_until};
use crate::facts::timex::expression::{Direction, SeenFrom, WeekdayCheck};
use crate::facts::timex::parts::{Parts, Relation};
use crate::facts::timex::value::{Calendar, Season, Time, Unit, Value, When};

impl Resolver<'_> {
    pub(super) fn calendar(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let mut resolved = self.stretch(found)?;
        if let Value::When(when) = &mut resolved.value
            && let Calendar::Day(day) = when.calendar
        {
            if let Some((time, moved)) = self.time(found, day) {
                *when = When { calendar: Calendar::Day(moved), time: Some(time) };
                resolved.kind = crate::facts::timex::expression::Kind::Time;
            } else if let Some(unit) = parts.unit.filter(|_| parts.week || parts.unit == Some(Unit::Weekend))
            {
                when.calendar = calendar::around(day, unit);
            }
        }
        Some(resolved)
    }

    /// The day or longer stretch, without the time of day.
    pub(super) fn stretch(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        let now = i32::from(self.context.today.year());
        if let Some(figures) = parts.figures {
            return self.in_figures(figures, parts);
        }
        if let Some(month) = parts.month {
            return self.month_or_day(found, month, self.said_year(found, now));
        }
        if let Some(days) = parts.dayword {
            let day = calendar::days_on(self.seen_day(), days);
            return Some(Resolved::on(Calendar::Day(day)).relative());
        }
        if let Some(weekday) = parts.weekday {
            return Some(self.weekday(found, weekday));
        }
        if let Some(decade) = parts.decade {
            return Some(Resolved::on(Calendar::Decade(calendar::year(decade))));
        }
        if let Some(ordinal) = parts.ordinal.filter(|_| parts.unit == Some(Unit::Century)) {
            let century = if parts.before_christ { -ordinal } else { ordinal - 1 };
            return (0..=30)
                .contains(&ordinal)
                .then(|| Resolved::on(Calendar::Century(calendar::year(century))));
        }
        if let Some(year) = parts.full_year(now) {
            return Some(Resolved::on(Calendar::Year(calendar::year(year))));
        }
        if let Some(crate::facts::timex::value::Amount::Tenths(tenths)) =
            parts.amount.filter(|_| parts.before_christ)
        {
            let year = 1 - i32::try_from(tenths / 10).ok()?;
            return Some(Resolved::on(Calendar::Year(calendar::year(year))));
        }
        if let Some(day) = parts.day {
            return self.day_of_mentioned_month(day);
        }
        self.has_time(parts).then(|| self.day_for_time(found))
    }

    /// A year that is written, or told by "last year", "the same year" beside a month.
    fn said_year(&self, found: &Found, now: i32) -> Option<i32> {
        let parts = &found.parts;
        let by_relation = || {
            let in_years = parts.unit == Some(Unit::Year) || parts.second_unit == Some(Unit::Year);
            let relation = parts.relation.filter(|_| in_years)?;
            let mentioned =
                self.context.mentioned.map_or(now, |mentioned| i32::from(first_day(mentioned).year()));
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

    fn month_or_day(&self, found: &Found, month: u8, year: Option<i32>) -> Option<Resolved> {
        let parts = &found.parts;
        if let Some(year) = year {
            return self.in_year(parts, month, calendar::year(year));
        }
        let (year, seen_from, direction) = self.year_for(found, month, parts.day);
        Some(self.in_year(parts, month, year)?.from(seen_from, direction))
    }

    /// A month or day of a known year. A day that does not exist leaves its month.
    fn in_year(&self, parts: &Parts, month: u8, year: i16) -> Option<Resolved> {
        let Some(number) = parts.day else { return Some(Resolved::on(Calendar::Month(year, month))) };
        let Some(day) = calendar::day(year, month, number) else {
            let mut resolved = Resolved::on(Calendar::Month(year, month));
            resolved.checks.impossible = true;
            return Some(resolved);
        };
        let mut resolved = Resolved::on(Calendar::Day(day));
        resolved.checks.weekday = parts.weekday.and_then(|weekday| check(weekday, day));
        Some(resolved)
    }

    /// The year for a month or day that is told without one.
    fn year_for(&self, found: &Found, month: u8, day: Option<u8>) -> (i16, SeenFrom, Option<Direction>) {
        if let Some(mentioned) = self.context.mentioned.filter(|_| self.context.narrative) {
            let same_paragraph = self.context.paragraph == found.paragraph;
            return (year_after(mentioned, month, same_paragraph), SeenFrom::Mentioned, None);
        }
        let lean = self.firm_lean(found);
        let today = self.context.today;
        let at = |year: i16| calendar::day(year, month, day.unwrap_or(1).min(28)).unwrap_or(today);
        // A month under way is both the last and the next one.
        let reached = |year: i16| match day {
            Some(_) => at(year) <= today,
            None => (year, month) <= (today.year(), today.month().unsigned_abs()),
        };
        let last = if reached(today.year()) { today.year() } else { today.year() - 1 };
        let now = day.is_none() && (last, month) == (today.year(), today.month().unsigned_abs())
            || at(last) == today;
        let next = if now { last } else { last + 1 };
        let ahead = (at(next) - today).get_days();
        let back = (today - at(last)).get_days();
        let year = match lean {
            Some(Direction::Coming) if ahead < 330 => next,
            Some(Direction::Past) if back < 340 => last,
            None if (ahead - back).abs() < 90 && self.lean(found) == Some(Direction::Coming) => next,
            _ if ahead < back => next,
            _ => last,
        };
        (year, SeenFrom::Publication, lean)
    }

    /// "the 15th": of the month spoken of.
    fn day_of_mentioned_month(&self, day: u8) -> Option<Resolved> {
        let near = first_day(self.context.mentioned?);
        let day = calendar::day(near.year(), near.month().unsigned_abs(), day)?;
        Some(Resolved::on(Calendar::Day(day)).mentioned())
    }

    /// What "today" is: the day of publication.
    pub(super) fn seen_day(&self) -> civil::Date {
        self.context.today
    }

    fn weekday(&self, found: &Found, weekday: i32) -> Resolved {
        let today = self.seen_day();
        let lean = self.lean(found);
        let day = match lean {
            Some(Direction::Coming) => weekday_from(today, weekday),
            _ => weekday_until(today, weekday),
        };
        let mut resolved = Resolved::on(Calendar::Day(day)).from(SeenFrom::Publication, lean);
        resolved.checks.relative = true;
        resolved
    }

    /// Four digits without a month: a year, unless they count something.
    pub(super) fn bare_year(&self, found: &Found) -> Option<Resolved> {
        let year = found.parts.full_year(i32::from(self.context.today.year()))?;
        let before = self.word_before(found).to_ascii_lowercase();
        let led = matches!(
            before.as_str(),
            "in" | "since"
                | "until"
                | "by"
                | "of"
                | "from"
                | "the"
                | "and"
                | "to"
                | "during"
                | "("
                | "between"
                | "late"
                | "early"
                | "mid"
                | "for"
                | "through"
                | "year"
                | ","
                | "-"
                | "'s"
                | "after"
                | "before"
                | "'"
        );
        let next = self.next_word(found);
        let counted = matches!(
            next,
            "people"
                | "troops"
                | "men"
                | "women"
                | "soldiers"
                | "miles"
                | "feet"
                | "meters"
                | "metres"
                | "kilometers"
                | "kilometres"
                | "km"
                | "tons"
                | "tonnes"
                | "pounds"
                | "dollars"
                | "points"
                | "shares"
                | "jobs"
                | "barrels"
                | "workers"
                | "employees"
                | "others"
                | "prisoners"
                | "members"
                | "acres"
                | "votes"
                | "casualties"
        );
        let near = (1900..=2050).contains(&year);
        let round =
            year % 100 == 0 && !matches!(before.as_str(), "in" | "since" | "by" | "of" | "year" | "until");
        let told = self.context.narrative && !round && (year - self.context.story).abs() < 80;
        let fits = !counted
            && (told || ((near || !round) && (near && !round || led && (1400..=2100).contains(&year))));
        fits.then(|| Resolved::on(Calendar::Year(calendar::year(year))))
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
        let parts = &found.parts;
        let today = self.context.today;
        let fits = |unit: &Unit| matches!(unit, Unit::Half | Unit::Quarter);
        let unit = parts.second_unit.filter(fits).or(parts.unit).unwrap_or(Unit::Quarter);
        let unit = if parts.half { Unit::Half } else { unit };
        let count = if unit == Unit::Half { 2 } else { 4 };
        let number = match parts.ordinal {
            Some(-1) => count,
            Some(number) if (1..=count).contains(&number) => number,
            Some(_) => return None,
            None => {
                return Some(Resolved::on(Calendar::Year(calendar::year(
                    parts.full_year(i32::from(today.year()))?,
                ))));
            }
        };
        let stretch = |year: i16| match unit {
            Unit::Half => Calendar::Half(year, number.unsigned_abs() as u8),
            _ => Calendar::Quarter(year, number.unsigned_abs() as u8),
        };
        if !matches!(unit, Unit::Half | Unit::Quarter) {
            return None;
        }
        if let Some(year) = self.said_year(found, i32::from(today.year())) {
            return Some(Resolved::on(stretch(calendar::year(year))));
        }
        let lean = self.lean(found);
        let last = if first_day(stretch(today.year())) <= today { today.year() } else { today.year() - 1 };
        let next = if last_day(stretch(last)) < today { last + 1 } else { last };
        // Results of a quarter just over are still to be reported, but the quarter is not to come.
        let over = (today - last_day(stretch(last))).get_days();
        let ahead = (first_day(stretch(next)) - today).get_days();
        let year = match lean {
            Some(Direction::Coming) if over > 110 => next,
            None if ahead < over => next,
            _ => last,
        };
        Some(Resolved::on(stretch(year)).from(SeenFrom::Publication, lean))
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

/// The year in which a story that stands at `mentioned` comes to a month: the same, or the next one where the month
/// lies well before.
fn year_after(mentioned: Calendar, month: u8, same_paragraph: bool) -> i16 {
    let stands = first_day(mentioned);
    let whole_year = matches!(mentioned, Calendar::Year(_) | Calendar::Season(..) | Calendar::Decade(_));
    let here = stands.month().unsigned_abs();
    let back = if same_paragraph { 4 } else { 8 };
    let passed = !whole_year && month + back < here;
    stands.year() + i16::from(passed)
}

/// The season a story that stands at `mentioned` comes to. Winter is told with the year it ends in.
fn season_after(mentioned: Calendar, season: Season) -> Calendar {
    let stands = first_day(mentioned);
    let late = stands.month() >= 9 && !matches!(mentioned, Calendar::Year(_));
    let year = stands.year() + i16::from(late && matches!(season, Season::Spring | Season::Winter));
    Calendar::Season(year, season)
}

fn check(weekday: i32, day: civil::Date) -> Option<WeekdayCheck> {
    let written = civil::Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    Some(WeekdayCheck { written, fits: day.weekday() == written })
}

/// A time that a day was found for.
pub(super) type Timed = (Time, civil::Date);

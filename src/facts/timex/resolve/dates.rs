//! Dates that name their day, month, year or weekday, in whole or in part.

use jiff::civil;

use super::{Found, Resolved, Resolver};
use crate::facts::timex::calendar::{self, first_day, weekday_from, weekday_until};
use crate::facts::timex::expression::{Direction, SeenFrom, WeekdayCheck};
use crate::facts::timex::meaning::Meaning;
use crate::facts::timex::parts::{Parts, Relation};
use crate::facts::timex::value::{Calendar, Time, Unit, Value, When};
use crate::facts::token::Kind;

/// How many times further one of two days may lie than the other, if the words around it ask for it.
pub(super) const FAR: i32 = 5;

impl Resolver<'_> {
    pub(super) fn calendar(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        if self.is_no_clock(found) {
            return None;
        }
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
            } else if parts.clock.is_some()
                && parts.dayword.is_none()
                && parts.day.is_none()
                && parts.weekday.is_none()
            {
                // `45:10` is no time of day.
                return None;
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
            let resolved = self.weekday(found, weekday);
            let day = resolved.day();
            let fits =
                self.number_behind(found).is_none_or(|number| day.is_some_and(|day| day.day() == number));
            return fits.then_some(resolved);
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
            return self.day_of_month(found, day);
        }
        self.has_time(parts).then(|| self.day_for_time(found))
    }

    /// A year that is written, or told by "last year", "the same year" beside a month.
    pub(super) fn said_year(&self, found: &Found, now: i32) -> Option<i32> {
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

    pub(super) fn month_or_day(&self, found: &Found, month: u8, year: Option<i32>) -> Option<Resolved> {
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
        // What has been done until then goes on until a day that may be to come.
        let open = self.tense.is_limit(found.from) && self.tense.is_perfect(found.from);
        let lean = lean.filter(|lean| *lean == Direction::Coming || !open);
        let today = self.context.today;
        let (last, next) = years_around(today, month, day);
        let by_weekday = day.and_then(|day| year_by_weekday(found.parts.weekday?, month, day, [last, next]));
        if let Some(year) = by_weekday {
            return (year, SeenFrom::Publication, lean);
        }
        let ahead = (day_near(today, next, month, day) - today).get_days();
        let back = (today - day_near(today, last, month, day)).get_days();
        let year = match lean {
            // Words may be read wrongly: a date just ahead is not nearly a year past, nor the other way round.
            Some(Direction::Coming) if ahead < back.saturating_mul(FAR) => next,
            Some(Direction::Past) if back < ahead.saturating_mul(FAR) => last,
            None if (ahead - back).abs() < 90 && self.lean(found) == Some(Direction::Coming) => next,
            _ if ahead < back => next,
            _ => last,
        };
        (year, SeenFrom::Publication, lean)
    }

    /// "The 15th": of the month spoken of, else the last or the next one. "The 15th floor" is none.
    fn day_of_month(&self, found: &Found, day: u8) -> Option<Resolved> {
        let followed = self.token_after(found).is_some_and(|after| after.kind != Kind::Mark);
        if followed && found.parts.relation.is_none() {
            return None;
        }
        let of = |near: civil::Date| calendar::day(near.year(), near.month().unsigned_abs(), day);
        if let Some(mentioned) = self.context.mentioned {
            return of(first_day(mentioned)).map(|day| Resolved::on(Calendar::Day(day)).mentioned());
        }
        let today = self.context.today;
        let lean = self.lean(found);
        let here = of(today)?;
        let months = match lean {
            Some(Direction::Coming) => i32::from(here < today),
            _ => -i32::from(here > today),
        };
        let day = of(calendar::day_on(today, months, Unit::Month))?;
        Some(Resolved::on(Calendar::Day(day)).from(SeenFrom::Publication, lean))
    }

    /// What "today" is: the day of publication.
    pub(super) fn seen_day(&self) -> civil::Date {
        self.context.today
    }

    fn weekday(&self, found: &Found, weekday: i32) -> Resolved {
        let today = self.seen_day();
        let lean = self.lean(found);
        if let Some((_, first)) = self.context.day.filter(|_| found.later && found.meaning == Meaning::Range)
        {
            // "Monday through Wednesday" is told in order.
            let day = weekday_from(calendar::days_on(first, 1), weekday);
            return Resolved::on(Calendar::Day(day)).from(SeenFrom::Publication, lean).relative();
        }
        let (last, next) = (weekday_until(today, weekday), weekday_from(today, weekday));
        // What was done just now goes on until a day that may be to come: of two such days it is the nearer one.
        let nearer = (next - today).get_days() < (today - last).get_days();
        let day = match lean {
            Some(Direction::Coming) if nearer || !self.tense.is_told_as_past(found.to) => next,
            _ if nearer && self.tense.is_limit(found.from) => next,
            _ => last,
        };
        let mut resolved = Resolved::on(Calendar::Day(day)).from(SeenFrom::Publication, lean);
        resolved.checks.relative = true;
        resolved
    }
}

/// The last and the next year in which a month or a day of it comes; the same one while it is under way.
fn years_around(today: civil::Date, month: u8, day: Option<u8>) -> (i16, i16) {
    let reached = match day {
        Some(_) => day_near(today, today.year(), month, day) <= today,
        None => month <= today.month().unsigned_abs(),
    };
    let last = today.year() - i16::from(!reached);
    let in_month = day.is_none() && (last, month) == (today.year(), today.month().unsigned_abs());
    let now = in_month || day_near(today, last, month, day) == today;
    (last, last + i16::from(!now))
}

/// The day of a year, or one near it that every year has.
fn day_near(today: civil::Date, year: i16, month: u8, day: Option<u8>) -> civil::Date {
    calendar::day(year, month, day.unwrap_or(1).min(28)).unwrap_or(today)
}

/// The one of two years in which a day falls on a weekday; none where both do or neither.
fn year_by_weekday(weekday: i32, month: u8, day: u8, years: [i16; 2]) -> Option<i16> {
    let fits = |year: i16| calendar::day(year, month, day).is_some_and(|day| is_weekday(day, weekday));
    let [last, next] = years;
    match (fits(last), fits(next)) {
        (true, false) => Some(last),
        (false, true) => Some(next),
        _ => None,
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

fn is_weekday(day: civil::Date, weekday: i32) -> bool {
    i32::from(day.weekday().to_monday_one_offset()) == weekday
}

fn check(weekday: i32, day: civil::Date) -> Option<WeekdayCheck> {
    let written = civil::Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    Some(WeekdayCheck { written, fits: day.weekday() == written })
}

/// A time that a day was found for.
pub(super) type Timed = (Time, civil::Date);

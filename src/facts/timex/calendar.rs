//! Arithmetic on stretches of the calendar. What leaves the calendar stays at its end.

use jiff::civil::{self, ISOWeekDate, Weekday, date};
use jiff::{Span, ToSpan};

use super::value::{Calendar, Season, Unit};

/// The first and the last year that is read.
const YEARS: std::ops::RangeInclusive<i16> = -9000..=9000;

/// A year within reach.
pub(super) fn year(year: i32) -> i16 {
    i16::try_from(year.clamp(i32::from(*YEARS.start()), i32::from(*YEARS.end()))).unwrap_or(0)
}

/// A day that exists; none for 31 April.
pub(super) fn day(in_year: i16, month: u8, day: u8) -> Option<civil::Date> {
    civil::Date::new(in_year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn first_of(in_year: i16, month: u8) -> civil::Date {
    day(in_year, month.clamp(1, 12), 1).unwrap_or_else(|| date(1, 1, 1))
}

/// The first day of a stretch.
pub(super) fn first_day(calendar: Calendar) -> civil::Date {
    match calendar {
        Calendar::Century(century) => first_of(year(i32::from(century) * 100), 1),
        Calendar::Decade(decade) => first_of(year(i32::from(decade) * 10), 1),
        Calendar::Year(in_year) => first_of(in_year, 1),
        Calendar::Half(in_year, half) => first_of(in_year, half * 6 - 5),
        Calendar::Quarter(in_year, quarter) => first_of(in_year, quarter * 3 - 2),
        Calendar::Season(in_year, season) => first_of(in_year, season.first_month()),
        Calendar::Month(in_year, month) => first_of(in_year, month),
        Calendar::Week(in_year, week) => week_day(in_year, week, Weekday::Monday),
        Calendar::Weekend(in_year, week) => week_day(in_year, week, Weekday::Saturday),
        Calendar::Day(day) => day,
    }
}

/// The last day of a stretch.
pub(super) fn last_day(calendar: Calendar) -> civil::Date {
    let months = |count: i32| moved(first_day(calendar), count.months()).yesterday();
    let last = match calendar {
        Calendar::Century(_) => months(1200),
        Calendar::Decade(_) => months(120),
        Calendar::Year(_) => months(12),
        Calendar::Half(..) => months(6),
        Calendar::Quarter(..) | Calendar::Season(..) => months(3),
        Calendar::Month(..) => months(1),
        Calendar::Week(..) => return moved(first_day(calendar), 6.days()),
        Calendar::Weekend(..) => return moved(first_day(calendar), 1.days()),
        Calendar::Day(day) => return day,
    };
    last.unwrap_or_else(|_| first_day(calendar))
}

fn week_day(in_year: i16, week: u8, weekday: Weekday) -> civil::Date {
    let week = i8::try_from(week).unwrap_or(1);
    ISOWeekDate::new(in_year, week, weekday).map_or_else(|_| first_of(in_year, 1), ISOWeekDate::date)
}

/// A day moved by a span; the day itself where that leaves the calendar.
pub(super) fn moved(day: civil::Date, by: Span) -> civil::Date {
    day.checked_add(by).unwrap_or(day)
}

/// A day moved by whole days.
pub(super) fn days_on(day: civil::Date, days: i32) -> civil::Date {
    moved(day, days.days())
}

/// The ISO week a day lies in.
pub(super) fn week_of(day: civil::Date) -> Calendar {
    let iso = day.iso_week_date();
    Calendar::Week(iso.year(), iso.week().unsigned_abs())
}

/// The weekend of the ISO week a day lies in.
pub(super) fn weekend_of(day: civil::Date) -> Calendar {
    let iso = day.iso_week_date();
    Calendar::Weekend(iso.year(), iso.week().unsigned_abs())
}

/// The month a day lies in.
pub(super) fn month_of(day: civil::Date) -> Calendar {
    Calendar::Month(day.year(), day.month().unsigned_abs())
}

/// The quarter a day lies in.
pub(super) fn quarter_of(day: civil::Date) -> Calendar {
    Calendar::Quarter(day.year(), (day.month().unsigned_abs() - 1) / 3 + 1)
}

/// The season a day lies in; January and February lie in the winter of the year before.
pub(super) fn season_of(day: civil::Date) -> (i16, Season) {
    let months = (day.month() - 3).rem_euclid(12) / 3;
    let season = Season::ALL.get(months.unsigned_abs() as usize).copied().unwrap_or(Season::Winter);
    let before = i16::from(day.month() < 3);
    (day.year() - before, season)
}

/// The stretch of the length of `unit` that a day lies in.
pub(super) fn around(day: civil::Date, unit: Unit) -> Calendar {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Night | Unit::Day => Calendar::Day(day),
        Unit::Week | Unit::Fortnight => week_of(day),
        Unit::Weekend => weekend_of(day),
        Unit::Month => month_of(day),
        Unit::Quarter | Unit::Period => quarter_of(day),
        Unit::Season => {
            let (in_year, season) = season_of(day);
            Calendar::Season(in_year, season)
        }
        Unit::Half => Calendar::Half(day.year(), if day.month() > 6 { 2 } else { 1 }),
        Unit::Year => Calendar::Year(day.year()),
        Unit::Decade => Calendar::Decade(day.year().div_euclid(10)),
        Unit::Century | Unit::Millennium => Calendar::Century(day.year().div_euclid(100)),
    }
}

/// A day so many units on, back where the count is negative. A month's end stays one: 31 January and a month is
/// 28 February.
pub(super) fn day_on(day: civil::Date, count: i32, unit: Unit) -> civil::Date {
    let count = count.clamp(-200_000, 200_000);
    let months = |each: i32| moved(day, count.saturating_mul(each).clamp(-200_000, 200_000).months());
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => day,
        Unit::Night | Unit::Day => days_on(day, count),
        Unit::Week | Unit::Weekend => days_on(day, count.saturating_mul(7)),
        Unit::Fortnight => days_on(day, count.saturating_mul(14)),
        Unit::Month => months(1),
        Unit::Quarter | Unit::Season | Unit::Period => months(3),
        Unit::Half => months(6),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
        Unit::Millennium => months(12_000),
    }
}

/// The stretch so many stretches of its own length on.
pub(super) fn next(calendar: Calendar, count: i32) -> Calendar {
    let from = first_day(calendar);
    match calendar {
        Calendar::Century(_) => around(day_on(from, count, Unit::Century), Unit::Century),
        Calendar::Decade(_) => around(day_on(from, count, Unit::Decade), Unit::Decade),
        Calendar::Year(_) => around(day_on(from, count, Unit::Year), Unit::Year),
        Calendar::Half(..) => around(day_on(from, count, Unit::Half), Unit::Half),
        Calendar::Quarter(..) => around(day_on(from, count, Unit::Quarter), Unit::Quarter),
        Calendar::Season(..) => around(day_on(from, count, Unit::Season), Unit::Season),
        Calendar::Month(..) => around(day_on(from, count, Unit::Month), Unit::Month),
        Calendar::Week(..) => around(day_on(from, count, Unit::Week), Unit::Week),
        Calendar::Weekend(..) => around(day_on(from, count, Unit::Week), Unit::Weekend),
        Calendar::Day(day) => Calendar::Day(days_on(day, count)),
    }
}

/// The same stretch so many years on: a quarter stays a quarter, a day a day.
pub(super) fn years_on(calendar: Calendar, years: i32) -> Calendar {
    let on = |from: i16| year(i32::from(from).saturating_add(years));
    match calendar {
        Calendar::Year(from) => Calendar::Year(on(from)),
        Calendar::Half(from, half) => Calendar::Half(on(from), half),
        Calendar::Quarter(from, quarter) => Calendar::Quarter(on(from), quarter),
        Calendar::Season(from, season) => Calendar::Season(on(from), season),
        Calendar::Month(from, month) => Calendar::Month(on(from), month),
        Calendar::Day(day) => Calendar::Day(day_on(day, years, Unit::Year)),
        other => next(other, 0),
    }
}

/// The weekday of a number, 1 for Monday to 7, on or after a day.
pub(super) fn weekday_from(day: civil::Date, weekday: i32) -> civil::Date {
    let ahead = (weekday - i32::from(day.weekday().to_monday_one_offset())).rem_euclid(7);
    days_on(day, ahead)
}

/// The weekday of a number on or before a day.
pub(super) fn weekday_until(day: civil::Date, weekday: i32) -> civil::Date {
    let back = (i32::from(day.weekday().to_monday_one_offset()) - weekday).rem_euclid(7);
    days_on(day, -back)
}

//! Arithmetic on stretches of the calendar. What leaves the calendar stays at its end.

use jiff::civil::{self, ISOWeekDate, Weekday, date};
use jiff::{Span, ToSpan};

use super::value::{CalendarPeriod, Season, TimeUnit};

/// The first and the last year that is read.
const VALID_YEARS: std::ops::RangeInclusive<i16> = -9000..=9000;

/// A year within reach.
pub(super) fn clamp_year(year: i32) -> i16 {
    i16::try_from(year.clamp(i32::from(*VALID_YEARS.start()), i32::from(*VALID_YEARS.end()))).unwrap_or(0)
}

/// A day that exists; none for 31 April.
pub(super) fn existing_day(in_year: i16, month: u8, day: u8) -> Option<civil::Date> {
    civil::Date::new(in_year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn first_of_month(in_year: i16, month: u8) -> civil::Date {
    existing_day(in_year, month.clamp(1, 12), 1).unwrap_or_else(|| date(1, 1, 1))
}

/// The first day of a stretch.
pub(super) fn first_day(calendar: CalendarPeriod) -> civil::Date {
    match calendar {
        CalendarPeriod::Century(century) => first_of_month(clamp_year(i32::from(century) * 100), 1),
        CalendarPeriod::Decade(decade) => first_of_month(clamp_year(i32::from(decade) * 10), 1),
        CalendarPeriod::Year(in_year) => first_of_month(in_year, 1),
        CalendarPeriod::Half(in_year, half) => first_of_month(in_year, half * 6 - 5),
        CalendarPeriod::Quarter(in_year, quarter) => first_of_month(in_year, quarter * 3 - 2),
        CalendarPeriod::Season(in_year, season) => first_of_month(in_year, season.first_month()),
        CalendarPeriod::Month(in_year, month) => first_of_month(in_year, month),
        CalendarPeriod::Week(in_year, week) => day_of_week(in_year, week, Weekday::Monday),
        CalendarPeriod::Weekend(in_year, week) => day_of_week(in_year, week, Weekday::Saturday),
        CalendarPeriod::Day(day) => day,
    }
}

/// The last day of a stretch.
pub(super) fn last_day(calendar: CalendarPeriod) -> civil::Date {
    let months = |count: i32| add_span(first_day(calendar), count.months()).yesterday();
    let last = match calendar {
        CalendarPeriod::Century(_) => months(1200),
        CalendarPeriod::Decade(_) => months(120),
        CalendarPeriod::Year(_) => months(12),
        CalendarPeriod::Half(..) => months(6),
        CalendarPeriod::Quarter(..) | CalendarPeriod::Season(..) => months(3),
        CalendarPeriod::Month(..) => months(1),
        CalendarPeriod::Week(..) => return add_span(first_day(calendar), 6.days()),
        CalendarPeriod::Weekend(..) => return add_span(first_day(calendar), 1.days()),
        CalendarPeriod::Day(day) => return day,
    };
    last.unwrap_or_else(|_| first_day(calendar))
}

fn day_of_week(in_year: i16, week: u8, weekday: Weekday) -> civil::Date {
    let week = i8::try_from(week).unwrap_or(1);
    ISOWeekDate::new(in_year, week, weekday).map_or_else(|_| first_of_month(in_year, 1), ISOWeekDate::date)
}

/// A day moved by a span; the day itself where that leaves the calendar.
pub(super) fn add_span(day: civil::Date, by: Span) -> civil::Date {
    day.checked_add(by).unwrap_or(day)
}

/// A day moved by whole days.
pub(super) fn add_days(day: civil::Date, days: i32) -> civil::Date {
    add_span(day, days.days())
}

/// The ISO week a day lies in.
pub(super) fn week_of(day: civil::Date) -> CalendarPeriod {
    let iso = day.iso_week_date();
    CalendarPeriod::Week(iso.year(), iso.week().unsigned_abs())
}

/// The weekend of the ISO week a day lies in.
pub(super) fn weekend_of(day: civil::Date) -> CalendarPeriod {
    let iso = day.iso_week_date();
    CalendarPeriod::Weekend(iso.year(), iso.week().unsigned_abs())
}

/// The month a day lies in.
pub(super) fn month_of(day: civil::Date) -> CalendarPeriod {
    CalendarPeriod::Month(day.year(), day.month().unsigned_abs())
}

/// The quarter a day lies in.
pub(super) fn quarter_of(day: civil::Date) -> CalendarPeriod {
    CalendarPeriod::Quarter(day.year(), (day.month().unsigned_abs() - 1) / 3 + 1)
}

/// The season a day lies in; January and February lie in the winter of the year before.
pub(super) fn season_of(day: civil::Date) -> (i16, Season) {
    let months = (day.month() - 3).rem_euclid(12) / 3;
    let season = Season::ALL.get(months.unsigned_abs() as usize).copied().unwrap_or(Season::Winter);
    let before = i16::from(day.month() < 3);
    (day.year() - before, season)
}

/// The stretch of the length of `unit` that a day lies in.
pub(super) fn period_around(day: civil::Date, unit: TimeUnit) -> CalendarPeriod {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Night | TimeUnit::Day => {
            CalendarPeriod::Day(day)
        }
        TimeUnit::Week | TimeUnit::Fortnight => week_of(day),
        TimeUnit::Weekend => weekend_of(day),
        TimeUnit::Month => month_of(day),
        TimeUnit::Quarter | TimeUnit::Period => quarter_of(day),
        TimeUnit::Season => {
            let (in_year, season) = season_of(day);
            CalendarPeriod::Season(in_year, season)
        }
        TimeUnit::Half => CalendarPeriod::Half(day.year(), if day.month() > 6 { 2 } else { 1 }),
        TimeUnit::Year => CalendarPeriod::Year(day.year()),
        TimeUnit::Decade => CalendarPeriod::Decade(day.year().div_euclid(10)),
        TimeUnit::Century | TimeUnit::Millennium => CalendarPeriod::Century(day.year().div_euclid(100)),
    }
}

/// A day so many units on, back where the count is negative. A month's end stays one: 31 January and a month is
/// 28 February.
pub(super) fn add_units(day: civil::Date, count: i32, unit: TimeUnit) -> civil::Date {
    let count = count.clamp(-200_000, 200_000);
    let months = |each: i32| add_span(day, count.saturating_mul(each).clamp(-200_000, 200_000).months());
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => day,
        TimeUnit::Night | TimeUnit::Day => add_days(day, count),
        TimeUnit::Week | TimeUnit::Weekend => add_days(day, count.saturating_mul(7)),
        TimeUnit::Fortnight => add_days(day, count.saturating_mul(14)),
        TimeUnit::Month => months(1),
        TimeUnit::Quarter | TimeUnit::Season | TimeUnit::Period => months(3),
        TimeUnit::Half => months(6),
        TimeUnit::Year => months(12),
        TimeUnit::Decade => months(120),
        TimeUnit::Century => months(1200),
        TimeUnit::Millennium => months(12_000),
    }
}

/// The stretch so many stretches of its own length on.
pub(super) fn shift_period(calendar: CalendarPeriod, count: i32) -> CalendarPeriod {
    let from = first_day(calendar);
    match calendar {
        CalendarPeriod::Century(_) => {
            period_around(add_units(from, count, TimeUnit::Century), TimeUnit::Century)
        }
        CalendarPeriod::Decade(_) => {
            period_around(add_units(from, count, TimeUnit::Decade), TimeUnit::Decade)
        }
        CalendarPeriod::Year(_) => period_around(add_units(from, count, TimeUnit::Year), TimeUnit::Year),
        CalendarPeriod::Half(..) => period_around(add_units(from, count, TimeUnit::Half), TimeUnit::Half),
        CalendarPeriod::Quarter(..) => {
            period_around(add_units(from, count, TimeUnit::Quarter), TimeUnit::Quarter)
        }
        CalendarPeriod::Season(..) => {
            period_around(add_units(from, count, TimeUnit::Season), TimeUnit::Season)
        }
        CalendarPeriod::Month(..) => period_around(add_units(from, count, TimeUnit::Month), TimeUnit::Month),
        CalendarPeriod::Week(..) => period_around(add_units(from, count, TimeUnit::Week), TimeUnit::Week),
        CalendarPeriod::Weekend(..) => {
            period_around(add_units(from, count, TimeUnit::Week), TimeUnit::Weekend)
        }
        CalendarPeriod::Day(day) => CalendarPeriod::Day(add_days(day, count)),
    }
}

/// The same stretch so many years on: a quarter stays a quarter, a day a day.
pub(super) fn shift_years(calendar: CalendarPeriod, years: i32) -> CalendarPeriod {
    let on = |from: i16| clamp_year(i32::from(from).saturating_add(years));
    match calendar {
        CalendarPeriod::Year(from) => CalendarPeriod::Year(on(from)),
        CalendarPeriod::Half(from, half) => CalendarPeriod::Half(on(from), half),
        CalendarPeriod::Quarter(from, quarter) => CalendarPeriod::Quarter(on(from), quarter),
        CalendarPeriod::Season(from, season) => CalendarPeriod::Season(on(from), season),
        CalendarPeriod::Month(from, month) => CalendarPeriod::Month(on(from), month),
        CalendarPeriod::Day(day) => CalendarPeriod::Day(add_units(day, years, TimeUnit::Year)),
        other => shift_period(other, 0),
    }
}

/// The weekday of a number, 1 for Monday to 7, on or after a day.
pub(super) fn weekday_on_or_after(day: civil::Date, weekday: i32) -> civil::Date {
    let ahead = (weekday - i32::from(day.weekday().to_monday_one_offset())).rem_euclid(7);
    add_days(day, ahead)
}

/// The weekday of a number on or before a day.
pub(super) fn weekday_on_or_before(day: civil::Date, weekday: i32) -> civil::Date {
    let back = (i32::from(day.weekday().to_monday_one_offset()) - weekday).rem_euclid(7);
    add_days(day, -back)
}

//! Arithmetic on calendar periods. Results outside the calendar are clamped.

use jiff::civil::{self, ISOWeekDate, Weekday, date};
use jiff::{Span, ToSpan};

use super::value::{CalendarPeriod, Season, TimeUnit};

/// The valid years.
const VALID_YEARS: std::ops::RangeInclusive<i16> = -9000..=9000;

/// Clamps a year to the valid years.
pub(super) fn clamp_year(year: i32) -> i16 {
    i16::try_from(year.clamp(i32::from(*VALID_YEARS.start()), i32::from(*VALID_YEARS.end()))).unwrap_or(0)
}

/// Returns a day, or `None` if it does not exist, such as 31 April.
pub(super) fn existing_day(year: i16, month: u8, day: u8) -> Option<civil::Date> {
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn first_of_month(year: i16, month: u8) -> civil::Date {
    existing_day(year, month.clamp(1, 12), 1).unwrap_or_else(|| date(1, 1, 1))
}

/// Returns the first day of a period.
pub(super) fn first_day(period: CalendarPeriod) -> civil::Date {
    match period {
        CalendarPeriod::Century(century) => first_of_month(clamp_year(i32::from(century) * 100), 1),
        CalendarPeriod::Decade(decade) => first_of_month(clamp_year(i32::from(decade) * 10), 1),
        CalendarPeriod::Year(year) => first_of_month(year, 1),
        CalendarPeriod::Months(year, month, _) => first_of_month(year, month),
        CalendarPeriod::Half(year, half) => first_of_month(year, half * 6 - 5),
        CalendarPeriod::Quarter(year, quarter) => first_of_month(year, quarter * 3 - 2),
        CalendarPeriod::Season(year, season) => first_of_month(year, season.first_month()),
        CalendarPeriod::Month(year, month) => first_of_month(year, month),
        CalendarPeriod::Week(year, week) => day_of_week(year, week, Weekday::Monday),
        CalendarPeriod::Weekend(year, week) => day_of_week(year, week, Weekday::Saturday),
        CalendarPeriod::Day(day) => day,
    }
}

/// Returns the last day of a period.
pub(super) fn last_day(period: CalendarPeriod) -> civil::Date {
    let months = |count: i32| add_span(first_day(period), count.months()).yesterday();
    let last = match period {
        CalendarPeriod::Century(_) => months(1200),
        CalendarPeriod::Decade(_) => months(120),
        CalendarPeriod::Year(_) => months(12),
        CalendarPeriod::Months(_, _, count) => months(count.into()),
        CalendarPeriod::Half(..) => months(6),
        CalendarPeriod::Quarter(..) | CalendarPeriod::Season(..) => months(3),
        CalendarPeriod::Month(..) => months(1),
        CalendarPeriod::Week(..) => return add_span(first_day(period), 6.days()),
        CalendarPeriod::Weekend(..) => return add_span(first_day(period), 1.days()),
        CalendarPeriod::Day(day) => return day,
    };
    last.unwrap_or_else(|_| first_day(period))
}

fn day_of_week(year: i16, week: u8, weekday: Weekday) -> civil::Date {
    let week = i8::try_from(week).unwrap_or(1);
    ISOWeekDate::new(year, week, weekday).map_or_else(|_| first_of_month(year, 1), ISOWeekDate::date)
}

/// Adds a span to a day. Returns the day itself if the result is outside the calendar.
pub(super) fn add_span(day: civil::Date, by: Span) -> civil::Date {
    day.checked_add(by).unwrap_or(day)
}

/// Adds days to a day.
pub(super) fn add_days(day: civil::Date, days: i32) -> civil::Date {
    add_span(day, days.days())
}

/// Returns the ISO week of a day.
pub(super) fn week_of(day: civil::Date) -> CalendarPeriod {
    let iso = day.iso_week_date();
    CalendarPeriod::Week(iso.year(), iso.week().unsigned_abs())
}

/// Returns the weekend of the ISO week of a day.
pub(super) fn weekend_of(day: civil::Date) -> CalendarPeriod {
    let iso = day.iso_week_date();
    CalendarPeriod::Weekend(iso.year(), iso.week().unsigned_abs())
}

/// Returns the month of a day.
pub(super) fn month_of(day: civil::Date) -> CalendarPeriod {
    CalendarPeriod::Month(day.year(), day.month().unsigned_abs())
}

/// Returns the quarter of a day.
pub(super) fn quarter_of(day: civil::Date) -> CalendarPeriod {
    CalendarPeriod::Quarter(day.year(), (day.month().unsigned_abs() - 1) / 3 + 1)
}

/// Returns the season of a day. January and February belong to the winter of the previous year.
pub(super) fn season_of(day: civil::Date) -> (i16, Season) {
    let months = (day.month() - 3).rem_euclid(12) / 3;
    let season = Season::ALL.get(months.unsigned_abs() as usize).copied().unwrap_or(Season::Winter);
    let before = i16::from(day.month() < 3);
    (day.year() - before, season)
}

/// Returns the period of one `unit` that contains a day.
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
            let (year, season) = season_of(day);
            CalendarPeriod::Season(year, season)
        }
        TimeUnit::Half => CalendarPeriod::Half(day.year(), if day.month() > 6 { 2 } else { 1 }),
        TimeUnit::Year => CalendarPeriod::Year(day.year()),
        TimeUnit::Decade => CalendarPeriod::Decade(day.year().div_euclid(10)),
        TimeUnit::Century | TimeUnit::Millennium => CalendarPeriod::Century(day.year().div_euclid(100)),
    }
}

/// Adds `count` units to a day; `count` may be negative. Days are clamped to the end of the month: 31 January plus a
/// month is 28 February.
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

/// Moves a period by `count` times its own length.
pub(super) fn shift_period(period: CalendarPeriod, count: i32) -> CalendarPeriod {
    let from = first_day(period);
    match period {
        CalendarPeriod::Century(_) => {
            period_around(add_units(from, count, TimeUnit::Century), TimeUnit::Century)
        }
        CalendarPeriod::Decade(_) => {
            period_around(add_units(from, count, TimeUnit::Decade), TimeUnit::Decade)
        }
        CalendarPeriod::Year(_) => period_around(add_units(from, count, TimeUnit::Year), TimeUnit::Year),
        CalendarPeriod::Months(_, _, number) => {
            let from = add_units(from, count.saturating_mul(number.into()), TimeUnit::Month);
            CalendarPeriod::Months(from.year(), from.month().unsigned_abs(), number)
        }
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

/// Moves a period by years. Its precision stays the same.
pub(super) fn shift_years(period: CalendarPeriod, years: i32) -> CalendarPeriod {
    let on = |from: i16| clamp_year(i32::from(from).saturating_add(years));
    match period {
        CalendarPeriod::Year(from) => CalendarPeriod::Year(on(from)),
        CalendarPeriod::Months(from, month, count) => CalendarPeriod::Months(on(from), month, count),
        CalendarPeriod::Half(from, half) => CalendarPeriod::Half(on(from), half),
        CalendarPeriod::Quarter(from, quarter) => CalendarPeriod::Quarter(on(from), quarter),
        CalendarPeriod::Season(from, season) => CalendarPeriod::Season(on(from), season),
        CalendarPeriod::Month(from, month) => CalendarPeriod::Month(on(from), month),
        CalendarPeriod::Day(day) => CalendarPeriod::Day(add_units(day, years, TimeUnit::Year)),
        other => shift_period(other, 0),
    }
}

/// Returns whether a day is a weekday, 1 (Monday) to 7.
pub(super) fn is_weekday(day: civil::Date, weekday: i32) -> bool {
    i32::from(day.weekday().to_monday_one_offset()) == weekday
}

/// Returns the first weekday, 1 for Monday to 7, on or after a day.
pub(super) fn weekday_on_or_after(day: civil::Date, weekday: i32) -> civil::Date {
    let ahead = (weekday - i32::from(day.weekday().to_monday_one_offset())).rem_euclid(7);
    add_days(day, ahead)
}

/// Returns the last weekday, 1 for Monday to 7, on or before a day.
pub(super) fn weekday_on_or_before(day: civil::Date, weekday: i32) -> civil::Date {
    let back = (i32::from(day.weekday().to_monday_one_offset()) - weekday).rem_euclid(7);
    add_days(day, -back)
}

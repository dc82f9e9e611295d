//! Conversion of values to dates.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, civil};

use super::{CalendarPeriod, CalendarTime, ClockTime, Season, TimeOfDay, TimexValue, Zone};
use crate::facts::Date;
use crate::facts::date::{Bound, CalendarDate, OffsetInstant, Precision};
use crate::facts::timex::calendar::{first_day, last_day};

impl TimexValue {
    /// Returns the date, or `None` for durations, recurrences and vague values. A clock time without a zone is read in
    /// `zone`: in a gap it falls after the gap, in a fold it is the earlier instant. A time in an unknown zone yields
    /// its day.
    pub fn to_date(&self, zone: &TimeZone) -> Option<Date> {
        let Self::Calendar(when) = self else { return None };
        Some(match (when.period, when.time) {
            (CalendarPeriod::Day(day), Some(TimeOfDay::Clock(clock))) => {
                instant_at(day, clock, zone).map_or_else(|| calendar_date(when.period), Date::Instant)
            }
            _ => calendar_date(when.period),
        })
    }
}

fn instant_at(day: civil::Date, clock: ClockTime, zone: &TimeZone) -> Option<OffsetInstant> {
    let hours = SignedDuration::from_hours(i64::from(clock.hour));
    let minutes = SignedDuration::from_mins(i64::from(clock.minute.unwrap_or(0)));
    let seconds = SignedDuration::from_secs(i64::from(clock.second.unwrap_or(0)));
    let local = day.to_datetime(civil::Time::midnight()).checked_add(hours + minutes + seconds).ok()?;
    let zone = match clock.zone {
        Zone::Ahead(minutes) => TimeZone::fixed(Offset::from_seconds(i32::from(minutes) * 60).ok()?),
        Zone::Unspecified => zone.clone(),
        Zone::Unknown => return None,
    };
    let zoned = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
    Some(OffsetInstant {
        timestamp: zoned.timestamp(),
        offset: zoned.offset(),
        has_seconds: clock.second.is_some(),
    })
}

fn calendar_date(period: CalendarPeriod) -> Date {
    let known = |year: i16, precision| {
        Date::Calendar(CalendarDate {
            year: i32::from(year),
            unspecified_digits: 0,
            precision,
            qualifier: None,
        })
    };
    match period {
        CalendarPeriod::Century(century) => unspecified_years(i32::from(century) * 100, 2),
        CalendarPeriod::Decade(decade) => unspecified_years(i32::from(decade) * 10, 1),
        CalendarPeriod::Year(year) => known(year, Precision::Year),
        CalendarPeriod::Season(year, season) => known(year, Precision::Season(season_number(season))),
        CalendarPeriod::Month(year, month) => known(year, Precision::Month(month)),
        CalendarPeriod::Day(day) => Date::Calendar(date_of_day(day)),
        CalendarPeriod::Months(..)
        | CalendarPeriod::Half(..)
        | CalendarPeriod::Quarter(..)
        | CalendarPeriod::Week(..)
        | CalendarPeriod::Weekend(..) => Date::Interval(
            Bound::Known(date_of_day(first_day(period))),
            Bound::Known(date_of_day(last_day(period))),
        ),
    }
}

fn unspecified_years(year: i32, unspecified_digits: u8) -> Date {
    Date::Calendar(CalendarDate { year, unspecified_digits, precision: Precision::Year, qualifier: None })
}

fn date_of_day(day: civil::Date) -> CalendarDate {
    let precision = Precision::Day(day.month().unsigned_abs(), day.day().unsigned_abs());
    CalendarDate { year: i32::from(day.year()), unspecified_digits: 0, precision, qualifier: None }
}

fn season_number(season: Season) -> u8 {
    match season {
        Season::Spring => 21,
        Season::Summer => 22,
        Season::Autumn => 23,
        Season::Winter => 24,
    }
}

impl CalendarTime {
    /// Returns the day, if the period is one.
    pub fn single_day(&self) -> Option<civil::Date> {
        match self.period {
            CalendarPeriod::Day(day) => Some(day),
            _ => None,
        }
    }
}

impl CalendarPeriod {
    /// Returns months in a row as the quarter, half or year that they are, if they are one.
    pub(in crate::facts::timex) fn to_named(self) -> Self {
        match self {
            Self::Months(year, month, 3) if month % 3 == 1 => Self::Quarter(year, month / 3 + 1),
            Self::Months(year, month, 6) if month % 6 == 1 => Self::Half(year, month / 6 + 1),
            Self::Months(year, 1, 12) => Self::Year(year),
            other => other,
        }
    }
}

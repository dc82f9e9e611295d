//! From when to when a date lasts, and what follows from that: past or coming, order, year and month.

use std::cmp::Ordering;

use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Bound, CalendarDate, Date, Phase, Precision};

impl Date {
    /// The first instant of it, days beginning in `zone`; the least instant there is for an open or unknown beginning.
    pub fn start(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Instant(moment) => moment.timestamp,
            Self::Calendar(point) => day_start(point.first_day(), zone),
            Self::Interval(Bound::Known(from), _) => day_start(from.first_day(), zone),
            Self::Interval(..) => Timestamp::MIN,
        }
    }

    /// The last instant of it (exclusive), days ending in `zone`; the greatest instant for an open or unknown end.
    pub fn end(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Instant(moment) => moment.timestamp,
            Self::Calendar(point) => day_end(point.last_day(), zone),
            Self::Interval(_, Bound::Known(to)) => day_end(to.last_day(), zone),
            Self::Interval(..) => Timestamp::MAX,
        }
    }

    /// Past, current or coming, seen from `as_of`. An instant is past from its own second on.
    pub fn phase(&self, as_of: Timestamp, zone: &TimeZone) -> Phase {
        if self.end(zone) <= as_of {
            Phase::Past
        } else if self.start(zone) <= as_of {
            Phase::Current
        } else {
            Phase::Future
        }
    }

    /// Chronological order on the earliest, then the latest day it may mean, then the more precise first, then as
    /// written: a total order that agrees with equality. Days are compared in UTC.
    pub fn cmp_chronological(&self, other: &Self) -> Ordering {
        let utc = &TimeZone::UTC;
        let ends =
            || self.end(utc).cmp(&other.end(utc)).then_with(|| self.imprecision().cmp(&other.imprecision()));
        let written = || match self == other {
            true => Ordering::Equal,
            false => self.to_string().cmp(&other.to_string()),
        };
        self.start(utc).cmp(&other.start(utc)).then_with(ends).then_with(written)
    }

    /// The year it is listed under: that of its beginning, or of its end where the beginning is open or unknown.
    /// For an instant, the year in the offset it was written with. None for an interval without known ends.
    pub fn listing_year(&self) -> Option<i32> {
        match self {
            Self::Instant(moment) => Some(i32::from(moment.offset.to_datetime(moment.timestamp).year())),
            _ => self.listing_date().map(|point| point.year),
        }
    }

    /// The month it is listed under, 1 to 12; none where only a year, season or more is known.
    pub fn listing_month(&self) -> Option<u8> {
        match self {
            Self::Instant(moment) => u8::try_from(moment.offset.to_datetime(moment.timestamp).month()).ok(),
            _ => match self.listing_date()?.precision {
                Precision::Month(month) | Precision::Day(month, _) | Precision::UnknownDay(month) => {
                    Some(month)
                }
                _ => None,
            },
        }
    }

    /// The day, where it is one: of an instant, in `zone`.
    pub fn single_day(&self, zone: &TimeZone) -> Option<civil::Date> {
        match self {
            Self::Instant(moment) => Some(zone.to_datetime(moment.timestamp).date()),
            Self::Calendar(point) => point.single_day(),
            Self::Interval(..) => None,
        }
    }

    fn listing_date(&self) -> Option<&CalendarDate> {
        match self {
            Self::Instant(_) => None,
            Self::Calendar(point) => Some(point),
            Self::Interval(Bound::Known(point), _) | Self::Interval(_, Bound::Known(point)) => Some(point),
            Self::Interval(..) => None,
        }
    }

    fn imprecision(&self) -> u8 {
        match self {
            Self::Instant(_) => 0,
            Self::Calendar(point) => 1 + u8::from(point.qualifier.is_some()),
            Self::Interval(..) => 3,
        }
    }
}

impl CalendarDate {
    /// The day it is, where it is one.
    pub fn single_day(&self) -> Option<civil::Date> {
        matches!(self.precision, Precision::Day(..)).then(|| self.first_day())
    }

    /// The earliest day it may mean. Seasons are those of the northern hemisphere by whole months: spring begins in
    /// March, winter in the December of its year.
    pub fn first_day(&self) -> civil::Date {
        match self.precision {
            Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => {
                clamped_day(self.year, 1, 1)
            }
            Precision::Season(season) => clamped_day(self.year, first_month_of_season(season), 1),
            Precision::Month(month) | Precision::UnknownDay(month) => clamped_day(self.year, month, 1),
            Precision::Day(month, day) => clamped_day(self.year, month, day),
        }
    }

    /// The latest day it may mean.
    pub fn last_day(&self) -> civil::Date {
        let unspecified = 10_i32.pow(u32::from(self.unspecified_digits)) - 1;
        match self.precision {
            Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => {
                clamped_day(self.year + unspecified, 12, 31)
            }
            Precision::Season(season) => clamped_day(self.year, first_month_of_season(season), 1)
                .saturating_add(2.months())
                .last_of_month(),
            Precision::Month(month) | Precision::UnknownDay(month) => {
                clamped_day(self.year, month, 1).last_of_month()
            }
            Precision::Day(month, day) => clamped_day(self.year, month, day),
        }
    }
}

fn first_month_of_season(season: u8) -> u8 {
    3 * season.saturating_sub(20).clamp(1, 4)
}

/// A day of the calendar, or its nearest end for what lies beyond.
fn clamped_day(year: i32, month: u8, day: u8) -> civil::Date {
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return if year < 0 { civil::Date::MIN } else { civil::Date::MAX };
    };
    civil::Date::new(year, month, day).unwrap_or(if year < 0 { civil::Date::MIN } else { civil::Date::MAX })
}

fn day_start(day: civil::Date, zone: &TimeZone) -> Timestamp {
    let midnight = zone.to_zoned_datetime(DateTime::from_parts(day, civil::Time::midnight()));
    midnight.map_or(Timestamp::MIN, |zoned| zoned.timestamp())
}

fn day_end(day: civil::Date, zone: &TimeZone) -> Timestamp {
    day.tomorrow().map_or(Timestamp::MAX, |next| day_start(next, zone))
}

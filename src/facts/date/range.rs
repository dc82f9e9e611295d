//! From when to when a date lasts, and what follows from that: past or coming, order, year and month.

use std::cmp::Ordering;

use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Bound, Date, Phase, Point, Within};

impl Date {
    /// The first instant of it, days beginning in `zone`; the least instant there is for an open or unknown beginning.
    pub fn start(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Moment(moment) => moment.at,
            Self::Point(point) => beginning(point.first_day(), zone),
            Self::Interval(Bound::Point(from), _) => beginning(from.first_day(), zone),
            Self::Interval(..) => Timestamp::MIN,
        }
    }

    /// The last instant of it (exclusive), days ending in `zone`; the greatest instant for an open or unknown end.
    pub fn end(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Moment(moment) => moment.at,
            Self::Point(point) => ending(point.last_day(), zone),
            Self::Interval(_, Bound::Point(to)) => ending(to.last_day(), zone),
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
            Phase::Coming
        }
    }

    /// Chronological order on the earliest, then the latest day it may mean, then the more precise first, then as
    /// written: a total order that agrees with equality. Days are compared in UTC.
    pub fn chronological(&self, other: &Self) -> Ordering {
        let utc = &TimeZone::UTC;
        let ends =
            || self.end(utc).cmp(&other.end(utc)).then_with(|| self.vagueness().cmp(&other.vagueness()));
        let written = || match self == other {
            true => Ordering::Equal,
            false => self.to_string().cmp(&other.to_string()),
        };
        self.start(utc).cmp(&other.start(utc)).then_with(ends).then_with(written)
    }

    /// The year it is listed under: that of its beginning, or of its end where the beginning is open or unknown.
    /// For an instant, the year in the offset it was written with. None for an interval without known ends.
    pub fn year(&self) -> Option<i32> {
        match self {
            Self::Moment(moment) => Some(i32::from(moment.offset.to_datetime(moment.at).year())),
            _ => self.listed().map(|point| point.year),
        }
    }

    /// The month it is listed under, 1 to 12; none where only a year, season or more is known.
    pub fn month(&self) -> Option<u8> {
        match self {
            Self::Moment(moment) => u8::try_from(moment.offset.to_datetime(moment.at).month()).ok(),
            _ => match self.listed()?.within {
                Within::Month(month) | Within::Day(month, _) | Within::UnknownDay(month) => Some(month),
                _ => None,
            },
        }
    }

    /// The day, where it is one: of an instant, in `zone`.
    pub fn day(&self, zone: &TimeZone) -> Option<civil::Date> {
        match self {
            Self::Moment(moment) => Some(zone.to_datetime(moment.at).date()),
            Self::Point(point) => point.day(),
            Self::Interval(..) => None,
        }
    }

    fn listed(&self) -> Option<&Point> {
        match self {
            Self::Moment(_) => None,
            Self::Point(point) => Some(point),
            Self::Interval(Bound::Point(point), _) | Self::Interval(_, Bound::Point(point)) => Some(point),
            Self::Interval(..) => None,
        }
    }

    fn vagueness(&self) -> u8 {
        match self {
            Self::Moment(_) => 0,
            Self::Point(point) => 1 + u8::from(point.doubt.is_some()),
            Self::Interval(..) => 3,
        }
    }
}

impl Point {
    /// The day it is, where it is one.
    pub fn day(&self) -> Option<civil::Date> {
        matches!(self.within, Within::Day(..)).then(|| self.first_day())
    }

    /// The earliest day it may mean. Seasons are those of the northern hemisphere by whole months: spring begins in
    /// March, winter in the December of its year.
    pub fn first_day(&self) -> civil::Date {
        match self.within {
            Within::Year | Within::UnknownMonth | Within::UnknownMonthAndDay => civil_day(self.year, 1, 1),
            Within::Season(season) => civil_day(self.year, season_month(season), 1),
            Within::Month(month) | Within::UnknownDay(month) => civil_day(self.year, month, 1),
            Within::Day(month, day) => civil_day(self.year, month, day),
        }
    }

    /// The latest day it may mean.
    pub fn last_day(&self) -> civil::Date {
        let unspecified = 10_i32.pow(u32::from(self.year_unspecified)) - 1;
        match self.within {
            Within::Year | Within::UnknownMonth | Within::UnknownMonthAndDay => {
                civil_day(self.year + unspecified, 12, 31)
            }
            Within::Season(season) => {
                civil_day(self.year, season_month(season), 1).saturating_add(2.months()).last_of_month()
            }
            Within::Month(month) | Within::UnknownDay(month) => {
                civil_day(self.year, month, 1).last_of_month()
            }
            Within::Day(month, day) => civil_day(self.year, month, day),
        }
    }
}

fn season_month(season: u8) -> u8 {
    3 * season.saturating_sub(20).clamp(1, 4)
}

/// A day of the calendar, or its nearest end for what lies beyond.
fn civil_day(year: i32, month: u8, day: u8) -> civil::Date {
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return if year < 0 { civil::Date::MIN } else { civil::Date::MAX };
    };
    civil::Date::new(year, month, day).unwrap_or(if year < 0 { civil::Date::MIN } else { civil::Date::MAX })
}

fn beginning(day: civil::Date, zone: &TimeZone) -> Timestamp {
    let midnight = zone.to_zoned_datetime(DateTime::from_parts(day, civil::Time::midnight()));
    midnight.map_or(Timestamp::MIN, |zoned| zoned.timestamp())
}

fn ending(day: civil::Date, zone: &TimeZone) -> Timestamp {
    day.tomorrow().map_or(Timestamp::MAX, |next| beginning(next, zone))
}

//! The range of instants and days that a date covers: phase, order, listing year and month.

use std::cmp::Ordering;

use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Bound, CalendarDate, Date, Phase, Precision};

impl Date {
    /// Returns the first instant, with days that begin in `zone`; [`Timestamp::MIN`] for an open or unknown beginning.
    pub fn start(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Instant(moment) => moment.timestamp,
            Self::Calendar(point) => day_start(point.first_day(), zone),
            Self::Interval(Bound::Known(from), _) => day_start(from.first_day(), zone),
            Self::Interval(..) => Timestamp::MIN,
        }
    }

    /// Returns the end (exclusive), with days that end in `zone`; [`Timestamp::MAX`] for an open or unknown end. An
    /// instant ends when it begins.
    pub fn end(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Instant(moment) => moment.timestamp,
            Self::Calendar(point) => day_end(point.last_day(), zone),
            Self::Interval(_, Bound::Known(to)) => day_end(to.last_day(), zone),
            Self::Interval(..) => Timestamp::MAX,
        }
    }

    /// Returns whether the date is past, current or future at `as_of`. An instant is past at its own second.
    pub fn phase(&self, as_of: Timestamp, zone: &TimeZone) -> Phase {
        if self.end(zone) <= as_of {
            Phase::Past
        } else if self.start(zone) <= as_of {
            Phase::Current
        } else {
            Phase::Future
        }
    }

    /// Compares the earliest, then the latest possible day in UTC, then the precision (more precise dates first), then
    /// the text: a total order that agrees with equality.
    pub fn cmp_chronological(&self, other: &Self) -> Ordering {
        let utc = &TimeZone::UTC;
        let by_end =
            || self.end(utc).cmp(&other.end(utc)).then_with(|| self.imprecision().cmp(&other.imprecision()));
        let by_text = || match self == other {
            true => Ordering::Equal,
            false => self.to_string().cmp(&other.to_string()),
        };
        self.start(utc).cmp(&other.start(utc)).then_with(by_end).then_with(by_text)
    }

    /// Returns the year that the date is listed under: that of its beginning, or of its end if the beginning is open
    /// or unknown. The year of an instant is that in its own offset. `None` for an interval without known bounds.
    pub fn listing_year(&self) -> Option<i32> {
        match self {
            Self::Instant(moment) => Some(i32::from(moment.offset.to_datetime(moment.timestamp).year())),
            _ => self.listing_date().map(|point| point.year),
        }
    }

    /// Returns the month that the date is listed under, 1 to 12; `None` if it is less precise than a month.
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

    /// Returns the day of a date that is a day, or of an instant in `zone`.
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
    /// Returns the day if the date is a day.
    pub fn single_day(&self) -> Option<civil::Date> {
        matches!(self.precision, Precision::Day(..)).then(|| self.first_day())
    }

    /// Returns the earliest possible day. Seasons are those of the northern hemisphere in whole months: spring begins
    /// in March, winter in December of its year.
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

    /// Returns the latest possible day.
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

/// Returns a day, or the first or last day that can be represented if it is out of range.
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

//! Values as the project's dates.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, civil};

use super::{Calendar, Clock, Season, Time, Value, When, Zone};
use crate::facts::Date;
use crate::facts::date::{Bound, Moment, Point, Within};
use crate::facts::timex::calendar::{first_day, last_day};

impl Value {
    /// The date it names; none for lengths, recurrences and what is vague. A time on the clock without a zone of its
    /// own is read in `zone`; in the hour that clocks skip it falls after the gap, in the hour they repeat before. Of a
    /// time in an unknown zone only the day is known.
    pub fn date(&self, zone: &TimeZone) -> Option<Date> {
        let Self::When(when) = self else { return None };
        Some(match (when.calendar, when.time) {
            (Calendar::Day(day), Some(Time::Clock(clock))) => {
                moment(day, clock, zone).map_or_else(|| point(when.calendar), Date::Moment)
            }
            _ => point(when.calendar),
        })
    }
}

fn moment(day: civil::Date, clock: Clock, zone: &TimeZone) -> Option<Moment> {
    let hours = SignedDuration::from_hours(i64::from(clock.hour));
    let minutes = SignedDuration::from_mins(i64::from(clock.minute.unwrap_or(0)));
    let seconds = SignedDuration::from_secs(i64::from(clock.second.unwrap_or(0)));
    let local = day.to_datetime(civil::Time::midnight()).checked_add(hours + minutes + seconds).ok()?;
    let zone = match clock.zone {
        Zone::Ahead(minutes) => TimeZone::fixed(Offset::from_seconds(i32::from(minutes) * 60).ok()?),
        Zone::Untold => zone.clone(),
        Zone::Unknown => return None,
    };
    let zoned = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
    Some(Moment { at: zoned.timestamp(), offset: zoned.offset(), seconds: clock.second.is_some() })
}

fn point(calendar: Calendar) -> Date {
    let known = |year: i16, within| {
        Date::Point(Point { year: i32::from(year), year_unspecified: 0, within, doubt: None })
    };
    match calendar {
        Calendar::Century(century) => unspecified(i32::from(century) * 100, 2),
        Calendar::Decade(decade) => unspecified(i32::from(decade) * 10, 1),
        Calendar::Year(year) => known(year, Within::Year),
        Calendar::Season(year, season) => known(year, Within::Season(season_number(season))),
        Calendar::Month(year, month) => known(year, Within::Month(month)),
        Calendar::Day(day) => Date::Point(point_of(day)),
        Calendar::Half(..) | Calendar::Quarter(..) | Calendar::Week(..) | Calendar::Weekend(..) => {
            Date::Interval(
                Bound::Point(point_of(first_day(calendar))),
                Bound::Point(point_of(last_day(calendar))),
            )
        }
    }
}

fn unspecified(year: i32, year_unspecified: u8) -> Date {
    Date::Point(Point { year, year_unspecified, within: Within::Year, doubt: None })
}

fn point_of(day: civil::Date) -> Point {
    let within = Within::Day(day.month().unsigned_abs(), day.day().unsigned_abs());
    Point { year: i32::from(day.year()), year_unspecified: 0, within, doubt: None }
}

fn season_number(season: Season) -> u8 {
    match season {
        Season::Spring => 21,
        Season::Summer => 22,
        Season::Autumn => 23,
        Season::Winter => 24,
    }
}

impl When {
    /// The day, where it is one.
    pub fn day(&self) -> Option<civil::Date> {
        match self.calendar {
            Calendar::Day(day) => Some(day),
            _ => None,
        }
    }
}

//! Values as TIMEX3 writes them.

use std::fmt::{self, Display, Formatter};

use super::{Amount, Calendar, Clock, Length, Part, Recurrence, Season, Time, Unit, Value, When, Zone};

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::When(when) => when.fmt(f),
            Self::Length(length) => length.fmt(f),
            Self::Every(recurrence) => recurrence.fmt(f),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Past => f.write_str("PAST_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
        }
    }
}

impl Display for When {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.calendar.fmt(f)?;
        match self.time {
            Some(Time::Part(part)) => f.write_str(code(part)),
            Some(Time::Clock(clock)) => clock.fmt(f),
            None => Ok(()),
        }
    }
}

impl Display for Calendar {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Century(century) if century < 0 => write!(f, "BC{:02}", -1 - i32::from(century)),
            Self::Century(century) => write!(f, "{century:02}"),
            Self::Decade(decade) if decade < 0 => write!(f, "BC{:03}", -i32::from(decade)),
            Self::Decade(decade) => write!(f, "{decade:03}"),
            Self::Year(year) => write_year(f, year),
            Self::Half(year, half) => write_year(f, year).and_then(|()| write!(f, "-H{half}")),
            Self::Quarter(year, quarter) => write_year(f, year).and_then(|()| write!(f, "-Q{quarter}")),
            Self::Season(year, season) => {
                write_year(f, year).and_then(|()| write!(f, "-{}", season_code(season)))
            }
            Self::Month(year, month) => write_year(f, year).and_then(|()| write!(f, "-{month:02}")),
            Self::Week(year, week) => write_year(f, year).and_then(|()| write!(f, "-W{week:02}")),
            Self::Weekend(year, week) => write_year(f, year).and_then(|()| write!(f, "-W{week:02}-WE")),
            Self::Day(day) => {
                write_year(f, day.year()).and_then(|()| write!(f, "-{:02}-{:02}", day.month(), day.day()))
            }
        }
    }
}

/// Year 0 is 1 BC, which TIMEX3 writes `BC0001`.
fn write_year(f: &mut Formatter<'_>, year: i16) -> fmt::Result {
    if year > 0 { write!(f, "{year:04}") } else { write!(f, "BC{:04}", 1 - i32::from(year)) }
}

impl Display for Clock {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "T{:02}:{:02}", self.hour, self.minute.unwrap_or(0))?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        f.write_str(if self.zone == Zone::Ahead(0) { "Z" } else { "" })
    }
}

impl Display for Length {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (time, scale, letter) = letter(self.unit);
        let time = if time { "T" } else { "" };
        let Amount::Tenths(tenths) = self.amount else {
            return write!(f, "P{time}X{}", many(self.unit));
        };
        let tenths = tenths.saturating_mul(scale);
        match (tenths % 10, self.unit) {
            (0, _) => write!(f, "P{time}{}{letter}", tenths / 10),
            (5, Unit::Hour) if tenths < 10 => f.write_str("PT30M"),
            (5, Unit::Hour) => write!(f, "PT{}H30M", tenths / 10),
            (5, Unit::Minute) if tenths < 10 => f.write_str("PT30S"),
            (5, Unit::Minute) => write!(f, "PT{}M30S", tenths / 10),
            (rest, _) => write!(f, "P{time}{}.{rest}{letter}", tenths / 10),
        }
    }
}

/// Whether a unit is one of the clock, how many of TIMEX3's units it makes, and the letter of those.
fn letter(unit: Unit) -> (bool, u32, &'static str) {
    match unit {
        Unit::Second => (true, 1, "S"),
        Unit::Minute => (true, 1, "M"),
        Unit::Hour => (true, 1, "H"),
        Unit::Night | Unit::Day | Unit::Period => (false, 1, "D"),
        Unit::Weekend => (false, 2, "D"),
        Unit::Week => (false, 1, "W"),
        Unit::Fortnight => (false, 2, "W"),
        Unit::Month => (false, 1, "M"),
        Unit::Quarter => (false, 1, "Q"),
        Unit::Season => (false, 3, "M"),
        Unit::Half => (false, 6, "M"),
        Unit::Year => (false, 1, "Y"),
        Unit::Decade => (false, 10, "Y"),
        Unit::Century => (false, 100, "Y"),
        Unit::Millennium => (false, 1000, "Y"),
    }
}

/// The letters of a unit of which nobody says how many.
fn many(unit: Unit) -> &'static str {
    match unit {
        Unit::Decade => "DE",
        Unit::Century => "CE",
        Unit::Millennium => "ML",
        _ => letter(unit).2,
    }
}

impl Display for Recurrence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Once(length) => length.fmt(f),
            Self::Weekday(day, part) => write!(f, "XXXX-WXX-{day}{}", part.map_or("", code)),
            Self::Month(month) => write!(f, "XXXX-{month:02}"),
            Self::Season(season) => write!(f, "XXXX-{}", season_code(season)),
            Self::Quarter(quarter) => write!(f, "XXXX-Q{quarter}"),
            Self::Date(month, day) => write!(f, "XXXX-{month:02}-{day:02}"),
            Self::Part(part) => write!(f, "XXXX-XX-XX{}", code(part)),
            Self::Weekend => f.write_str("XXXX-WXX-WE"),
        }
    }
}

fn code(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Midday => "TMI",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
        Part::Daytime => "TDT",
    }
}

fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

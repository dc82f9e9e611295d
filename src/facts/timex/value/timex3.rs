//! The TIMEX3 notation of values.

use std::fmt::{self, Display, Formatter};

use crate::facts::timex::calendar::last_day;

use super::{
    Amount, CalendarPeriod, CalendarTime, ClockTime, DayPart, Recurrence, Season, TimeOfDay, TimeUnit,
    TimexDuration, TimexValue, Zone,
};

impl Display for TimexValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Calendar(when) => when.fmt(f),
            Self::Duration(length) => length.fmt(f),
            Self::Set(recurrence) => recurrence.fmt(f),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Past => f.write_str("PAST_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
        }
    }
}

impl Display for CalendarTime {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.period.fmt(f)?;
        match self.time {
            Some(TimeOfDay::Part(part)) => f.write_str(day_part_code(part)),
            Some(TimeOfDay::Clock(clock)) => clock.fmt(f),
            None => Ok(()),
        }
    }
}

impl Display for CalendarPeriod {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Century(century) if century < 0 => write!(f, "BC{:02}", -1 - i32::from(century)),
            Self::Century(century) => write!(f, "{century:02}"),
            Self::Decade(decade) if decade < 0 => write!(f, "BC{:03}", -i32::from(decade)),
            Self::Decade(decade) => write!(f, "{decade:03}"),
            Self::Year(year) => write_year(f, year),
            Self::Months(year, month, _) => {
                let last = last_day(*self);
                write_year(f, year)?;
                write!(f, "-{month:02}/")?;
                write_year(f, last.year())?;
                write!(f, "-{:02}", last.month())
            }
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

/// Writes a year. Year 0 is 1 BC, `BC0001` in TIMEX3.
fn write_year(f: &mut Formatter<'_>, year: i16) -> fmt::Result {
    if year > 0 { write!(f, "{year:04}") } else { write!(f, "BC{:04}", 1 - i32::from(year)) }
}

impl Display for ClockTime {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "T{:02}:{:02}", self.hour, self.minute.unwrap_or(0))?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        f.write_str(if self.zone == Zone::Ahead(0) { "Z" } else { "" })
    }
}

impl Display for TimexDuration {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (time, scale, code) = unit_code(self.unit);
        let time = if time { "T" } else { "" };
        let Amount::Tenths(tenths) = self.amount else {
            return write!(f, "P{time}X{}", vague_unit_code(self.unit));
        };
        let tenths = tenths.saturating_mul(scale);
        match (tenths % 10, self.unit) {
            (0, _) => write!(f, "P{time}{}{code}", tenths / 10),
            (5, TimeUnit::Hour) if tenths < 10 => f.write_str("PT30M"),
            (5, TimeUnit::Hour) => write!(f, "PT{}H30M", tenths / 10),
            (5, TimeUnit::Minute) if tenths < 10 => f.write_str("PT30S"),
            (5, TimeUnit::Minute) => write!(f, "PT{}M30S", tenths / 10),
            (rest, _) => write!(f, "P{time}{}.{rest}{code}", tenths / 10),
        }
    }
}

/// Returns whether a unit is part of a day, the number of TIMEX3 units it equals, and their code.
fn unit_code(unit: TimeUnit) -> (bool, u32, &'static str) {
    match unit {
        TimeUnit::Second => (true, 1, "S"),
        TimeUnit::Minute => (true, 1, "M"),
        TimeUnit::Hour => (true, 1, "H"),
        TimeUnit::Night | TimeUnit::Day | TimeUnit::Period => (false, 1, "D"),
        TimeUnit::Weekend => (false, 2, "D"),
        TimeUnit::Week => (false, 1, "W"),
        TimeUnit::Fortnight => (false, 2, "W"),
        TimeUnit::Month => (false, 1, "M"),
        TimeUnit::Quarter => (false, 1, "Q"),
        TimeUnit::Season => (false, 3, "M"),
        TimeUnit::Half => (false, 6, "M"),
        TimeUnit::Year => (false, 1, "Y"),
        TimeUnit::Decade => (false, 10, "Y"),
        TimeUnit::Century => (false, 100, "Y"),
        TimeUnit::Millennium => (false, 1000, "Y"),
    }
}

/// Returns the code of a unit with an unspecified amount.
fn vague_unit_code(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Decade => "DE",
        TimeUnit::Century => "CE",
        TimeUnit::Millennium => "ML",
        _ => unit_code(unit).2,
    }
}

impl Display for Recurrence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Once(length) => length.fmt(f),
            Self::Weekday(day, part) => write!(f, "XXXX-WXX-{day}{}", part.map_or("", day_part_code)),
            Self::Month(month) => write!(f, "XXXX-{month:02}"),
            Self::Season(season) => write!(f, "XXXX-{}", season_code(season)),
            Self::Quarter(quarter) => write!(f, "XXXX-Q{quarter}"),
            Self::Date(month, day) => write!(f, "XXXX-{month:02}-{day:02}"),
            Self::Part(part) => write!(f, "XXXX-XX-XX{}", day_part_code(part)),
            Self::Weekend => f.write_str("XXXX-WXX-WE"),
        }
    }
}

fn day_part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "TMO",
        DayPart::Midday => "TMI",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
        DayPart::Daytime => "TDT",
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

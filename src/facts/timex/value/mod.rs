//! The values of time expressions and their TIMEX3 notation.

mod convert;
mod timex3;

use jiff::civil;

/// The value of an expression. `Display` writes it in TIMEX3 notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexValue {
    /// A calendar period, optionally with a time of day.
    Calendar(CalendarTime),
    /// A duration.
    Duration(TimexDuration),
    /// A recurrence.
    Set(Recurrence),
    /// Now: `PRESENT_REF`.
    Present,
    /// Some time before now: `PAST_REF`.
    Past,
    /// Some time after now: `FUTURE_REF`.
    Future,
}

/// A calendar period, optionally with a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarTime {
    /// The day or longer period.
    pub period: CalendarPeriod,
    /// The time of day, if the period is a day.
    pub time: Option<TimeOfDay>,
}

/// A calendar period, from a day to a century. Years are astronomical: 0 is 1 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarPeriod {
    /// A century by its leading digits: 19 for 1900 to 1999.
    Century(i16),
    /// A decade by its leading digits: 198 for the 1980s.
    Decade(i16),
    /// A year.
    Year(i16),
    /// Some months in a row: the year and month of the first, and their number. A fiscal year or a part of it.
    Months(i16, u8, u8),
    /// A half of a year, 1 or 2.
    Half(i16, u8),
    /// A quarter of a year, 1 to 4.
    Quarter(i16, u8),
    /// A season of a year. A winter belongs to the year it is named after.
    Season(i16, Season),
    /// A month of a year, 1 to 12.
    Month(i16, u8),
    /// An ISO 8601 week: year and number.
    Week(i16, u8),
    /// The Saturday and Sunday of an ISO week.
    Weekend(i16, u8),
    /// A day.
    Day(civil::Date),
}

/// A season of the northern hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February.
    Winter,
}

impl Season {
    /// The seasons, in order of their numbers in the tables.
    pub(super) const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    /// Returns its first month, 1 to 12.
    pub fn first_month(self) -> u8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeOfDay {
    /// A part of the day.
    Part(DayPart),
    /// A clock time.
    Clock(ClockTime),
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// `TMO`
    Morning,
    /// `TMI`
    Midday,
    /// `TAF`
    Afternoon,
    /// `TEV`
    Evening,
    /// `TNI`
    Night,
    /// `TDT`
    Daytime,
}

impl DayPart {
    /// The parts, in order of their numbers in the tables.
    pub(super) const ALL: [Self; 6] =
        [Self::Morning, Self::Midday, Self::Afternoon, Self::Evening, Self::Night, Self::Daytime];
}

/// A clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClockTime {
    /// The hour, 0 to 24. Hour 24 is the end of the day.
    pub hour: u8,
    /// The minute, unless only the hour is written.
    pub minute: Option<u8>,
    /// The second, if it is written.
    pub second: Option<u8>,
    /// The zone.
    pub zone: Zone,
}

/// The zone of a clock time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zone {
    /// No zone is written.
    #[default]
    Unspecified,
    /// A zone with a known offset from UTC, in minutes. It is positive to the east.
    Ahead(i16),
    /// A zone whose offset is not known: `ET`, `local time`.
    Unknown,
}

impl Zone {
    /// Returns this zone, or `other` if no zone is written.
    pub(super) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Unspecified { other() } else { self }
    }
}

/// A duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimexDuration {
    /// The number of units.
    pub amount: Amount,
    /// The unit.
    pub unit: TimeUnit,
}

/// A number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// A number of tenths of the unit.
    Tenths(u32),
    /// An unspecified number.
    Some,
}

impl Amount {
    /// Creates an amount of whole units.
    pub fn whole(count: u32) -> Self {
        Self::Tenths(count.saturating_mul(10))
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TimeUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A night.
    Night,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Seven days.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A season.
    Season,
    /// Half a year.
    Half,
    /// A reporting period, as long as the one it is compared with.
    Period,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

impl TimeUnit {
    const ALL: [Self; 17] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Night,
        Self::Day,
        Self::Weekend,
        Self::Week,
        Self::Fortnight,
        Self::Month,
        Self::Quarter,
        Self::Season,
        Self::Half,
        Self::Period,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Millennium,
    ];

    /// Returns the unit with a number of the tables.
    pub(super) fn from_number(number: i32) -> Self {
        usize::try_from(number).ok().and_then(|index| Self::ALL.get(index).copied()).unwrap_or(Self::Day)
    }
}

/// A recurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recurrence {
    /// Once per duration.
    Once(TimexDuration),
    /// Every such weekday, 1 for Monday to 7, optionally in a part of the day.
    Weekday(u8, Option<DayPart>),
    /// Every such month, 1 to 12.
    Month(u8),
    /// Every such season.
    Season(Season),
    /// Every such quarter, 1 to 4.
    Quarter(u8),
    /// Every such month and day.
    Date(u8, u8),
    /// Every such part of a day.
    Part(DayPart),
    /// Every weekend.
    Weekend,
}

impl CalendarTime {
    /// Creates a calendar time without a time of day.
    pub fn without_time(period: CalendarPeriod) -> Self {
        Self { period, time: None }
    }
}

//! What expressions stand for, and how TIMEX3 writes it.

mod convert;
mod timex3;

use jiff::civil;

/// The value of an expression. `Display` gives it as TIMEX3 does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexValue {
    /// A place in the calendar, perhaps with a time of day.
    Calendar(CalendarTime),
    /// A length of time.
    Duration(TimexDuration),
    /// Something that comes again.
    Set(Recurrence),
    /// Now: `PRESENT_REF`.
    Present,
    /// Some time before now: `PAST_REF`.
    Past,
    /// Some time to come: `FUTURE_REF`.
    Future,
}

/// A place in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarTime {
    /// The day, or what is longer.
    pub period: CalendarPeriod,
    /// The time of day; only where the day is known.
    pub time: Option<TimeOfDay>,
}

/// A stretch of the calendar, from a day to a century. Years count as astronomers do: 0 is 1 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarPeriod {
    /// A century by its leading digits: 19 for 1900 to 1999.
    Century(i16),
    /// A decade by its leading digits: 198 for the 1980s.
    Decade(i16),
    /// A year.
    Year(i16),
    /// A half of a year, 1 or 2.
    Half(i16, u8),
    /// A quarter of a year, 1 to 4.
    Quarter(i16, u8),
    /// A season of a year; a winter counts to the year it is named with.
    Season(i16, Season),
    /// A month of a year, 1 to 12.
    Month(i16, u8),
    /// An ISO week, by the year and number ISO 8601 gives it.
    Week(i16, u8),
    /// The Saturday and Sunday of an ISO week.
    Weekend(i16, u8),
    /// A day.
    Day(civil::Date),
}

/// A season of the northern year.
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
    /// The seasons in order of the tables' numbers.
    pub(super) const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    /// The month it begins with, 1 to 12.
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
    /// A time on the clock.
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
    /// The parts in order of the tables' numbers.
    pub(super) const ALL: [Self; 6] =
        [Self::Morning, Self::Midday, Self::Afternoon, Self::Evening, Self::Night, Self::Daytime];
}

/// A time on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClockTime {
    /// Hour, 0 to 24; 24 stands alone, for the end of the day.
    pub hour: u8,
    /// Minute; none where only the hour was said.
    pub minute: Option<u8>,
    /// Second, where it was said.
    pub second: Option<u8>,
    /// The zone the clock runs in.
    pub zone: Zone,
}

/// What a text says of the zone of a clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zone {
    /// It names none.
    #[default]
    Untold,
    /// The clock is so many minutes ahead of UTC.
    Ahead(i16),
    /// It names one whose distance from UTC is not known: `ET`, `local time`.
    Unknown,
}

impl Zone {
    /// This zone, or the other where none is named.
    pub(super) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Untold { other() } else { self }
    }
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimexDuration {
    /// How many units.
    pub amount: Amount,
    /// The unit.
    pub unit: TimeUnit,
}

/// How many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// So many tenths of the unit.
    Tenths(u32),
    /// Some, nobody says how many.
    Some,
}

impl Amount {
    /// So many whole units.
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
    /// A period of business, as long as the one it is compared with.
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

    /// The unit with a number of the tables.
    pub(super) fn from_number(number: i32) -> Self {
        usize::try_from(number).ok().and_then(|at| Self::ALL.get(at).copied()).unwrap_or(Self::Day)
    }
}

/// Something that comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recurrence {
    /// Once in a length of time.
    Once(TimexDuration),
    /// Every weekday of a number, 1 for Monday to 7, perhaps in a part of the day.
    Weekday(u8, Option<DayPart>),
    /// Every month of a number.
    Month(u8),
    /// Every season of a name.
    Season(Season),
    /// Every quarter of a number.
    Quarter(u8),
    /// Every day of a month and day.
    Date(u8, u8),
    /// Every part of a day.
    Part(DayPart),
    /// Every weekend.
    Weekend,
}

impl CalendarTime {
    /// A stretch of the calendar without a time of day.
    pub fn without_time(calendar: CalendarPeriod) -> Self {
        Self { period: calendar, time: None }
    }
}

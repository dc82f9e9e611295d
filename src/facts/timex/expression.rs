//! Time expressions: value, derivation and checks.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::grade_reason::GradeReason;
use super::value::{CalendarPeriod, TimexValue};
use crate::facts::Date;
use crate::text::Span;

/// The time and zone that relative expressions refer to.
#[derive(Clone, Debug)]
pub struct ReferenceTime {
    /// The instant of publication.
    pub published: Timestamp,
    /// The zone that determines the day of publication: of the dateline, else of the instant, else of the site.
    pub zone: TimeZone,
    /// Whether the day or the month comes first in numeric dates, if the text does not show it.
    pub numeric_order: Option<NumericOrder>,
    /// The time of day that "two hours ago" is counted from. Without it, only the day of such a time is known.
    pub clock: Option<civil::Time>,
    /// The fiscal year. Without it, a quarter of `FY25` has no value.
    pub fiscal_year: Option<FiscalYear>,
}

/// When a fiscal year begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalYear {
    /// Its first month, 1 to 12.
    pub first_month: u8,
    /// The years from the year in its name to that of its first month: 0, or -1 if it is named after its end.
    pub years_to_first_month: i16,
}

impl FiscalYear {
    /// Returns the months of a part of a fiscal year: the part with a number from 1, of so many months.
    pub(super) fn part(self, year: i16, number: u8, months: u8) -> CalendarPeriod {
        let first = i16::from(self.first_month - 1) + i16::from(number.saturating_sub(1)) * i16::from(months);
        let year = year.saturating_add(self.years_to_first_month + first / 12);
        CalendarPeriod::Months(year, (first % 12) as u8 + 1, months).to_named()
    }
}

/// Which number of a numeric date such as `04/05/2025` comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumericOrder {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

impl ReferenceTime {
    /// Creates a reference time for an instant in a zone.
    pub fn new(published: Timestamp, zone: TimeZone) -> Self {
        Self { published, zone, numeric_order: None, clock: None, fiscal_year: None }
    }

    /// Creates a reference time for a day with an unknown time: noon in UTC.
    pub fn on_day(day: civil::Date) -> Self {
        let noon = TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0));
        Self::new(noon.unwrap_or(Timestamp::UNIX_EPOCH), TimeZone::UTC)
    }

    /// Sets the order of numeric dates.
    pub fn with_numeric_order(self, numeric_order: Option<NumericOrder>) -> Self {
        Self { numeric_order, ..self }
    }

    /// Sets the fiscal year.
    pub fn with_fiscal_year(self, fiscal_year: Option<FiscalYear>) -> Self {
        Self { fiscal_year, ..self }
    }

    /// Sets the time of day that hours and minutes are counted from.
    pub fn with_clock(self, clock: civil::Time) -> Self {
        Self { clock: Some(clock), ..self }
    }

    /// Returns the day of publication.
    pub fn day(&self) -> civil::Date {
        self.zone.to_datetime(self.published).date()
    }
}

/// A time expression of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// The byte range in the text.
    pub span: Span,
    /// The kind.
    pub kind: TimexKind,
    /// The value. `Display` writes it in TIMEX3 notation.
    pub value: TimexValue,
    /// A modifier such as `early` or `about`.
    pub modifier: Option<TimexModifier>,
    /// The date; `None` for durations, recurrences and vague values.
    pub date: Option<Date>,
    /// How the value was derived.
    pub derivation: Derivation,
    /// The results for checks of the text.
    pub checks: TimexChecks,
    /// Why the value is as certain as it is; its `grade` follows.
    pub grade_reason: GradeReason,
}

impl TimeExpression {
    /// Returns the date, unless it has two readings, its day is inferred, it means the time up to now or a fiscal year whose months are not
    /// known, or it is contradictory: the weekday does not match the day, or the range ends before it begins.
    pub fn consistent_date(&self) -> Option<Date> {
        self.date.filter(|_| !self.checks.rules_out_date())
    }
}

/// The kinds of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexKind {
    /// A day or longer.
    Date,
    /// A time of day.
    Time,
    /// A duration.
    Duration,
    /// A recurrence.
    Set,
}

impl TimexKind {
    /// Returns the TIMEX3 name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// A modifier of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexModifier {
    /// `early`, `the beginning of`
    Start,
    /// `mid-`, `the middle of`
    Middle,
    /// `late`, `the end of`
    End,
    /// `about`, `nearly`
    Approximate,
}

/// How a value was derived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    /// The reference point.
    pub reference: ReferencePoint,
    /// The direction, if both directions were possible.
    pub direction: Option<Direction>,
}

/// The point that an expression counts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReferencePoint {
    /// None: the expression is absolute.
    #[default]
    Itself,
    /// Returns the day of publication.
    Publication,
    /// The last date mentioned.
    LastMentioned,
}

/// Past or future.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// The past.
    Past,
    /// The future.
    Future,
}

/// The properties of an expression that checks of a text need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimexChecks {
    /// The weekday beside a full date.
    pub weekday: Option<WeekdayCheck>,
    /// Whether the day does not exist, such as 31 April. The value is then the month.
    pub is_impossible: bool,
    /// Whether nothing shows which number is the day, as in 04/05/2025. It is read as month, day, year.
    pub is_ambiguous: bool,
    /// Whether the meaning depends on the day of reading, as for `tomorrow` and `last week`.
    pub is_relative: bool,
    /// Whether the day of a clock time is inferred although the text mentions another day.
    pub is_day_uncertain: bool,
    /// Whether it means the time up to now, which is no calendar period: "the past year".
    pub is_until_present: bool,
    /// Whether it is of a fiscal year whose months are not known: "fiscal 2024".
    pub is_unknown_fiscal_year: bool,
    /// Whether it is a bound of a range that ends before it begins.
    pub is_reversed_range: bool,
    /// Whether its year is the nearer one although the tense says the other.
    pub contradicts_tense: bool,
    /// Whether its year may be that of the date before it: "In May 2022 she sued. She won on 3 July".
    pub is_year_uncertain: bool,
    /// Whether it is a bound of the days of opening hours, which recur: "Monday to Friday, 9 a.m. to 5 p.m."
    pub is_opening_day: bool,
    /// Whether it may be the day of a noun after an infinitive: "to resign over a speech on Friday".
    pub is_of_noun: bool,
    /// The direction that the words around it imply.
    pub tense: Option<Direction>,
}

impl TimexChecks {
    /// Returns whether the value must not be taken as a date.
    pub fn rules_out_date(&self) -> bool {
        self.weekday.is_some_and(|weekday| !weekday.matches_date)
            || self.is_ambiguous
            || self.is_day_uncertain
            || self.is_until_present
            || self.is_unknown_fiscal_year
            || self.is_reversed_range
            || self.is_opening_day
    }
}

/// A weekday beside a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayCheck {
    /// The weekday as written.
    pub written: civil::Weekday,
    /// Whether the date falls on it.
    pub matches_date: bool,
}

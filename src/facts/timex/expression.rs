//! What was found: the expression, what it stands for, and why.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

use super::value::TimexValue;
use crate::facts::Date;
use crate::text::Span;

/// From where and when a text speaks.
#[derive(Clone, Debug)]
pub struct ReferenceTime {
    /// The instant of publication.
    pub published: Timestamp,
    /// The zone that decides which day that was: the dateline's, else that of the instant, else the site's.
    pub zone: TimeZone,
}

impl ReferenceTime {
    /// A text published at an instant, in a zone.
    pub fn new(published: Timestamp, zone: TimeZone) -> Self {
        Self { published, zone }
    }

    /// A text published on a day, nobody knows at what time: noon in UTC.
    pub fn on_day(day: civil::Date) -> Self {
        let noon = TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0));
        Self { published: noon.unwrap_or(Timestamp::UNIX_EPOCH), zone: TimeZone::UTC }
    }

    /// The day of publication.
    pub fn day(&self) -> civil::Date {
        self.zone.to_datetime(self.published).date()
    }
}

/// An expression of time in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where it stands, in bytes of the text read.
    pub span: Span,
    /// What kind of time it is.
    pub kind: TimexKind,
    /// What it stands for; shown as TIMEX3 writes it.
    pub value: TimexValue,
    /// `early`, `about` and the like.
    pub modifier: Option<TimexModifier>,
    /// The project's date for it; none for lengths, recurrences and what is vague.
    pub date: Option<Date>,
    /// Why it stands for that.
    pub derivation: Derivation,
    /// What is odd about it, and whether it goes stale.
    pub checks: TimexChecks,
}

impl TimeExpression {
    /// The date, unless its day is a guess, it means the time up to now, or what is written contradicts itself: a weekday that does not fit its day,
    /// a range that ends before it begins.
    pub fn consistent_date(&self) -> Option<Date> {
        let TimexChecks { weekday, adrift, up_to_now, reversed, .. } = self.checks;
        let fits = weekday.is_none_or(|weekday| weekday.matches_date);
        self.date.filter(|_| fits && !adrift && !up_to_now && !reversed)
    }
}

/// The kinds of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexKind {
    /// A day or longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// What comes again.
    Set,
}

impl TimexKind {
    /// The word TIMEX3 has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// How an expression bends its value.
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

/// Why an expression stands for its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Derivation {
    /// What it was counted from.
    pub reference: ReferencePoint,
    /// Which way was gone from there, where there was a choice.
    pub direction: Option<Direction>,
}

/// What an expression is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferencePoint {
    /// Nothing: it says all itself.
    #[default]
    Itself,
    /// The day of publication.
    Publication,
    /// The date spoken of before.
    LastMentioned,
}

/// Past or coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Spoken of as past.
    Past,
    /// Spoken of as coming.
    Future,
}

/// What a check of a text wants to know of an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimexChecks {
    /// The weekday written beside a full date.
    pub weekday: Option<WeekdayCheck>,
    /// The day does not exist, as 31 April: the value falls back to the month.
    pub is_impossible: bool,
    /// Day and month could change places, as in 04/05/2025: read as month, day, year.
    pub is_ambiguous: bool,
    /// It means something else to those who read it later, as `tomorrow` and `last week` do.
    pub is_relative: bool,
    /// It is a time told without its day, after another day than today was spoken of: its day is a guess.
    pub adrift: bool,
    /// It means the time up to now, which is no stretch of the calendar: "the past year".
    pub up_to_now: bool,
    /// It is an end of a range that ends before it begins.
    pub reversed: bool,
    /// Past or coming, as the words around it say; none where they do not.
    pub tense: Option<Direction>,
}

/// A weekday written beside a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayCheck {
    /// The weekday as written.
    pub written: civil::Weekday,
    /// Whether the date falls on it.
    pub matches_date: bool,
}

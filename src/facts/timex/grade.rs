//! How certain a value is: a grade with its reason.
//!
//! The grade of a reason follows from how often values with that reason are right on the development data
//! (`.ci/scores`): sure at 97 % or more, likely at 85 % or more.

use super::expression::{ReferencePoint, TimeExpression};
use super::tense::TenseHint;
use super::value::{Amount, CalendarPeriod, CalendarTime, TimexDuration, TimexValue};
use crate::facts::Grade;

/// Why a value has its grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GradeReason {
    /// The text gives a day, month or year in full.
    Absolute,
    /// A decade, century, quarter, half or season with its year.
    AbsolutePeriod,
    /// A day or month counted from the day of publication in one way only: `yesterday`, `two months ago`.
    Publication,
    /// A week, year or other period counted from the day of publication in one way only: `last week`.
    PublicationPeriod,
    /// It is counted from the day of publication, and a finite verb says past or future.
    Verb,
    /// It is counted from the day of publication, and other words than a finite verb say past or future.
    WeakHint,
    /// It is counted from the day of publication, and nothing says past or future.
    NoHint,
    /// A day counted from a date mentioned before.
    Mentioned,
    /// A longer period counted from a date mentioned before.
    MentionedPeriod,
    /// A time of day whose day is inferred.
    Time,
    /// A number of units.
    Duration,
    /// A duration or time without a number.
    Vague,
    /// A recurrence.
    Recurrence,
    /// The text contradicts itself, or it has two readings.
    Conflict,
}

impl GradeReason {
    /// Every reason with its name.
    const NAMES: [(Self, &'static str, Grade); 14] = [
        (Self::Absolute, "absolute", Grade::Sure),
        (Self::AbsolutePeriod, "absolute-period", Grade::Sure),
        (Self::Publication, "publication", Grade::Likely),
        (Self::PublicationPeriod, "publication-period", Grade::Doubtful),
        (Self::Verb, "verb", Grade::Likely),
        (Self::WeakHint, "weak-hint", Grade::Likely),
        (Self::NoHint, "no-hint", Grade::Likely),
        (Self::Mentioned, "mentioned", Grade::Likely),
        (Self::MentionedPeriod, "mentioned-period", Grade::Doubtful),
        (Self::Time, "time-of-day", Grade::Doubtful),
        (Self::Duration, "duration", Grade::Doubtful),
        (Self::Vague, "vague", Grade::Doubtful),
        (Self::Recurrence, "recurrence", Grade::Doubtful),
        (Self::Conflict, "conflict", Grade::Doubtful),
    ];

    fn entry(self) -> (&'static str, Grade) {
        let entry = Self::NAMES.iter().find(|(reason, ..)| *reason == self);
        entry.map_or(("conflict", Grade::Doubtful), |(_, name, grade)| (*name, *grade))
    }

    /// Returns its name.
    pub fn as_str(self) -> &'static str {
        self.entry().0
    }

    /// Returns the grade of values with this reason.
    pub fn grade(self) -> Grade {
        self.entry().1
    }

    /// Returns the reason for the grade of an expression. `hint` is the tense around it.
    pub(super) fn of_expression(expression: &TimeExpression, hint: Option<TenseHint>) -> Self {
        let checks = &expression.checks;
        let conflicts = checks.weekday.is_some_and(|weekday| !weekday.matches_date)
            || checks.is_impossible
            || checks.is_ambiguous
            || checks.is_reversed_range
            || checks.is_day_uncertain
            || checks.is_until_present;
        if conflicts {
            return Self::Conflict;
        }
        let period = match expression.value {
            TimexValue::Duration(TimexDuration { amount: Amount::Tenths(_), .. }) => return Self::Duration,
            TimexValue::Set(_) => return Self::Recurrence,
            TimexValue::Calendar(CalendarTime { time: Some(_), .. })
                if expression.derivation.reference != ReferencePoint::Itself =>
            {
                return Self::Time;
            }
            TimexValue::Calendar(CalendarTime { period, .. }) => period,
            _ => return Self::Vague,
        };
        let is_day = matches!(period, CalendarPeriod::Day(_));
        let is_month = matches!(period, CalendarPeriod::Month(..));
        let is_plain = is_day || is_month || matches!(period, CalendarPeriod::Year(_));
        match (expression.derivation.reference, expression.derivation.direction) {
            (ReferencePoint::Itself, _) if is_plain => Self::Absolute,
            (ReferencePoint::Itself, _) => Self::AbsolutePeriod,
            (ReferencePoint::LastMentioned, _) if is_day => Self::Mentioned,
            (ReferencePoint::LastMentioned, _) => Self::MentionedPeriod,
            (ReferencePoint::Publication, None) if checks.is_relative && (is_day || is_month) => {
                Self::Publication
            }
            (ReferencePoint::Publication, None) if checks.is_relative => Self::PublicationPeriod,
            (ReferencePoint::Publication, None) => Self::NoHint,
            (ReferencePoint::Publication, Some(_)) => {
                if hint.is_some_and(|hint| hint.is_firm) {
                    Self::Verb
                } else {
                    Self::WeakHint
                }
            }
        }
    }
}

//! How certain a value is: a grade with its reason.
//!
//! The grade of a reason follows from how often values with that reason are right on the development data
//! (`.ci/scores`): sure at 97 % or more, likely at 85 % or more.

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
    /// It is counted from the day of publication, and may be the day of a noun: `to resign over a speech on Friday`.
    OfNoun,
    /// It is counted in a quotation, whose day may be another.
    Quoted,
    /// The text contradicts itself, or it has two readings.
    Conflict,
}

impl GradeReason {
    /// Every reason with its name.
    const NAMES: [(Self, &'static str, Grade); 16] = [
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
        (Self::OfNoun, "of-noun", Grade::Doubtful),
        (Self::Quoted, "in-quotation", Grade::Doubtful),
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
}

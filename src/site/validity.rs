//! Spans of time in which the instant of a site decides the same.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A span of time: it begins at `from` and ends before `until`, in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The first instant.
    pub from: i64,
    /// The first instant after it.
    pub until: i64,
}

impl Validity {
    /// All time.
    pub const ALWAYS: Self = Self { from: i64::MIN, until: i64::MAX };

    pub(super) fn from_instant(instant: Timestamp) -> Self {
        Self { from: nanoseconds(instant), ..Self::ALWAYS }
    }

    pub(super) fn until_instant(instant: Timestamp) -> Self {
        Self { until: nanoseconds(instant), ..Self::ALWAYS }
    }

    /// Returns the time in which both are valid.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: self.until.min(other.until) }
    }

    /// Returns whether an instant is inside.
    pub fn contains(self, instant: Timestamp) -> bool {
        let instant = i64::try_from(instant.as_nanosecond());
        instant.is_ok_and(|instant| self.from <= instant && instant < self.until)
    }
}

/// Returns an instant in nanoseconds. Instants that are too far away for the record are at its ends.
pub(super) fn nanoseconds(instant: Timestamp) -> i64 {
    let nanoseconds = instant.as_nanosecond();
    i64::try_from(nanoseconds).unwrap_or(if nanoseconds < 0 { i64::MIN } else { i64::MAX })
}

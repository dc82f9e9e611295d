//! The instant a site is built for, and the time in which it decides the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::facts::Date;
use crate::facts::date::Phase;

use super::reads::SharedRecord;
use super::validity::{Validity, nanoseconds};

/// The instant a site is built for. It answers questions, and records in which time all answers are the same.
#[derive(Clone, Debug)]
pub struct AsOf {
    instant: Timestamp,
    bounds: Arc<Bounds>,
    record: SharedRecord,
}

/// The time in which all answers are the same, in nanoseconds since 1970.
#[derive(Debug)]
struct Bounds {
    from: AtomicI64,
    until: AtomicI64,
}

impl PartialEq for AsOf {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Eq for AsOf {}

impl From<Timestamp> for AsOf {
    fn from(instant: Timestamp) -> Self {
        let bounds = Bounds { from: AtomicI64::new(i64::MIN), until: AtomicI64::new(i64::MAX) };
        Self { instant, bounds: Arc::new(bounds), record: None }
    }
}

impl AsOf {
    /// Returns the instant, for messages and for comparison with other builds. What is decided with it is not recorded.
    pub fn instant(&self) -> Timestamp {
        self.instant
    }

    /// Returns whether this instant has come.
    pub fn has_reached(&self, instant: Timestamp) -> bool {
        let is_reached = instant <= self.instant;
        match is_reached {
            true => self.is_same_from(instant),
            false => self.is_same_until(instant),
        }
        is_reached
    }

    /// Returns whether a date is past, current or future. Its days begin and end in `zone`.
    pub fn phase(&self, date: &Date, zone: &TimeZone) -> Phase {
        if self.has_reached(date.end(zone)) {
            Phase::Past
        } else if self.has_reached(date.start(zone)) {
            Phase::Current
        } else {
            Phase::Future
        }
    }

    /// Records that something differs before this instant.
    pub(super) fn is_same_from(&self, instant: Timestamp) {
        if let Some(record) = &self.record {
            record.is_same_from(instant);
        }
        self.bounds.from.fetch_max(nanoseconds(instant), Ordering::Relaxed);
    }

    /// Records that something differs at this instant.
    pub(super) fn is_same_until(&self, instant: Timestamp) {
        if let Some(record) = &self.record {
            record.is_same_until(instant);
        }
        self.bounds.until.fetch_min(nanoseconds(instant), Ordering::Relaxed);
    }

    /// Returns the time in which all answers so far are the same.
    pub fn validity(&self) -> Validity {
        let Bounds { from, until } = &*self.bounds;
        Validity { from: from.load(Ordering::Relaxed), until: until.load(Ordering::Relaxed) }
    }

    /// Records that all answers so far are the same only in this time.
    pub fn is_same_in(&self, validity: Validity) {
        self.bounds.from.fetch_max(validity.from, Ordering::Relaxed);
        self.bounds.until.fetch_min(validity.until, Ordering::Relaxed);
    }

    /// Returns the same instant with one more record.
    pub(super) fn recorded(&self, record: &SharedRecord) -> Self {
        Self { record: record.clone(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    #[test]
    fn answers_are_the_same_until_the_next_instant_that_was_asked_for() {
        let as_of = AsOf::from(at("2025-04-19T12:00:00Z"));
        assert!(as_of.validity().contains(at("1700-01-01T00:00:00Z")));
        assert!(as_of.has_reached(at("2025-04-19T12:00:00Z")));
        assert!(as_of.has_reached(at("2025-01-01T00:00:00Z")));
        assert!(!as_of.has_reached(at("2025-05-01T00:00:00Z")));
        assert!(!as_of.has_reached(at("9999-05-01T00:00:00Z")));
        let inside = |text| as_of.validity().contains(at(text));
        assert!(inside("2025-04-19T12:00:00Z") && inside("2025-04-30T23:59:59Z"));
        assert!(!inside("2025-04-19T11:59:59Z") && !inside("2025-05-01T00:00:00Z"));
        let today = Date::parse("2025-04-19").expect("a date");
        assert_eq!(as_of.phase(&today, &TimeZone::UTC), Phase::Current);
        assert!(inside("2025-04-19T23:59:59Z") && !inside("2025-04-20T00:00:00Z"));
        as_of.is_same_in(Validity::until_instant(at("2025-04-19T13:00:00Z")));
        assert!(inside("2025-04-19T12:59:59Z") && !inside("2025-04-19T13:00:00Z"));
    }
}

//! The declared dates of a briefing, for comparison with those of its prose.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::facts::{Date, DateFact};

use super::same::DateIndex;

/// The declared dates of a briefing.
pub struct DeclaredTimes {
    zone: TimeZone,
    index: DateIndex,
    starts: BTreeSet<Timestamp>,
    /// First and last instants of intervals.
    bounds: BTreeSet<Timestamp>,
}

impl DeclaredTimes {
    /// Indexes the dates of declared facts; `zone` decides on which day an instant falls.
    pub fn new(facts: &[DateFact], zone: &TimeZone) -> Self {
        let dates = || facts.iter().map(|fact| &fact.when.value);
        let intervals = dates().filter(|date| matches!(date, Date::Interval(..)));
        Self {
            zone: zone.clone(),
            index: DateIndex::of(dates(), zone),
            starts: dates().map(|date| date.start(zone)).collect(),
            bounds: intervals.flat_map(|date| [date.start(zone), date.end(zone)]).collect(),
        }
    }

    /// Returns the index of the first declared fact with the same date.
    pub fn find(&self, date: &Date) -> Option<usize> {
        self.index.find(date, &self.zone)
    }

    /// Returns whether a declared fact has the same date, one within a month or year, or an interval that begins or ends
    /// on the day.
    pub fn has(&self, date: &Date) -> bool {
        let (start, end) = (date.start(&self.zone), date.end(&self.zone));
        let is_longer = date.single_day(&self.zone).is_none();
        self.find(date).is_some()
            || is_longer && self.starts.range(start..).next().is_some_and(|first| *first < end)
            || self.bounds.contains(&start)
            || self.bounds.contains(&end)
    }
}

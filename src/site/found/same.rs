//! Look-up of equal dates within one briefing.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use rustc_hash::FxHashMap;

use crate::facts::Date;
use crate::facts::date::CalendarDate;

/// Returns a date without its qualifier, which is ignored when dates are compared.
fn without_qualifier(date: &Date) -> Date {
    match date {
        Date::Calendar(point) => Date::Calendar(CalendarDate { qualifier: None, ..*point }),
        other => *other,
    }
}

/// Dates of a list, indexed for comparison. Two dates are equal if they are the same instant, the same day if at least one
/// of them has no time, or the same month, season or year; qualifiers are ignored.
#[derive(Default)]
pub struct DateIndex {
    instants: FxHashMap<Timestamp, usize>,
    /// Days of all dates that fall on a single day.
    days: FxHashMap<civil::Date, usize>,
    /// Days of dates without a time.
    whole_days: FxHashMap<civil::Date, usize>,
    others: FxHashMap<Date, usize>,
}

impl DateIndex {
    /// Indexes the dates of a list.
    pub fn of<'d>(dates: impl Iterator<Item = &'d Date>, zone: &TimeZone) -> Self {
        let mut dates_by_value = Self::default();
        dates.enumerate().for_each(|(index, date)| dates_by_value.add(date, index, zone));
        dates_by_value
    }

    /// Adds a date with an index above those of all others.
    pub fn add(&mut self, date: &Date, index: usize, zone: &TimeZone) {
        let day = date.single_day(zone);
        if let Date::Instant(instant) = date {
            self.instants.entry(instant.timestamp).or_insert(index);
        } else if let Some(day) = day {
            self.whole_days.entry(day).or_insert(index);
        }
        match day {
            Some(day) => self.days.entry(day).or_insert(index),
            None => self.others.entry(without_qualifier(date)).or_insert(index),
        };
    }

    /// Returns the index of the first equal date.
    pub fn find(&self, date: &Date, zone: &TimeZone) -> Option<usize> {
        match (date, date.single_day(zone)) {
            (Date::Instant(instant), day) => {
                let same_day = day.and_then(|day| self.whole_days.get(&day));
                self.instants.get(&instant.timestamp).into_iter().chain(same_day).min().copied()
            }
            (_, Some(day)) => self.days.get(&day).copied(),
            (_, None) => self.others.get(&without_qualifier(date)).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Compares two dates by the definition of [`DateIndex`].
    fn is_same(declared: &Date, found: &Date, zone: &TimeZone) -> bool {
        if let (Date::Instant(one), Date::Instant(other)) = (declared, found) {
            return one.timestamp == other.timestamp;
        }
        match (declared.single_day(zone), found.single_day(zone)) {
            (Some(one), Some(other)) => one == other,
            _ => without_qualifier(declared) == without_qualifier(found),
        }
    }

    const WRITTEN: [&str; 12] = [
        "2025-04-19",
        "2025-04-19?",
        "2025-04-19T10:00Z",
        "2025-04-19T12:00+02:00",
        "2025-04-19T23:30Z",
        "2025-04-20",
        "2025-04",
        "2025-04~",
        "2025",
        "2025-04-19/2025-04-20",
        "2025-21",
        "2025-05",
    ];

    proptest! {
        #[test]
        fn find_returns_the_first_equal_date(
            list in proptest::collection::vec(0..WRITTEN.len(), 0..8), sought in 0..WRITTEN.len(),
        ) {
            let zone = TimeZone::get("Europe/Rome").expect("a zone");
            let date = |index: usize| Date::parse(WRITTEN[index]).expect(WRITTEN[index]);
            let dates: Vec<Date> = list.into_iter().map(date).collect();
            let expected = dates.iter().position(|known| is_same(known, &date(sought), &zone));
            prop_assert_eq!(DateIndex::of(dates.iter(), &zone).find(&date(sought), &zone), expected);
        }
    }
}

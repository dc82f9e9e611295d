//! Dates of one text, each found again however often the prose comes back to it.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use rustc_hash::FxHashMap;

use crate::facts::Date;
use crate::facts::date::CalendarDate;

/// A date with its doubt left out, which does not make another date of it.
fn without_doubt(date: &Date) -> Date {
    match date {
        Date::Calendar(point) => Date::Calendar(CalendarDate { qualifier: None, ..*point }),
        other => *other,
    }
}

/// Dates by what makes two of them one, each with its place in a list. Two are one where they are the same instant, the
/// same day where one of them says no more, or the same month, season or year, doubt apart.
#[derive(Default)]
pub(super) struct Places {
    instants: FxHashMap<Timestamp, usize>,
    /// Days of all dates.
    days: FxHashMap<civil::Date, usize>,
    /// Days of dates that say no time.
    whole_days: FxHashMap<civil::Date, usize>,
    others: FxHashMap<Date, usize>,
}

impl Places {
    /// The places of dates in their list.
    pub(super) fn of<'d>(dates: impl Iterator<Item = &'d Date>, zone: &TimeZone) -> Self {
        let mut places = Self::default();
        dates.enumerate().for_each(|(at, date)| places.add(date, at, zone));
        places
    }

    /// Adds a date that stands behind all others in the list.
    pub(super) fn add(&mut self, date: &Date, at: usize, zone: &TimeZone) {
        let day = date.single_day(zone);
        if let Date::Instant(moment) = date {
            self.instants.entry(moment.timestamp).or_insert(at);
        } else if let Some(day) = day {
            self.whole_days.entry(day).or_insert(at);
        }
        match day {
            Some(day) => self.days.entry(day).or_insert(at),
            None => self.others.entry(without_doubt(date)).or_insert(at),
        };
    }

    /// The place of the first date that is the same as this one.
    pub(super) fn find(&self, date: &Date, zone: &TimeZone) -> Option<usize> {
        match (date, date.single_day(zone)) {
            (Date::Instant(moment), day) => {
                let whole = day.and_then(|day| self.whole_days.get(&day));
                self.instants.get(&moment.timestamp).into_iter().chain(whole).min().copied()
            }
            (_, Some(day)) => self.days.get(&day).copied(),
            (_, None) => self.others.get(&without_doubt(date)).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a declared and a found date are one: the same instant, the same day where one of them says no more, or the same
    /// month, season or year, doubt apart.
    fn is_same(declared: &Date, found: &Date, zone: &TimeZone) -> bool {
        if let (Date::Instant(one), Date::Instant(other)) = (declared, found) {
            return one.timestamp == other.timestamp;
        }
        match (declared.single_day(zone), found.single_day(zone)) {
            (Some(one), Some(other)) => one == other,
            _ => without_doubt(declared) == without_doubt(found),
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
        fn the_first_of_the_same_date_is_found(
            list in proptest::collection::vec(0..WRITTEN.len(), 0..8), sought in 0..WRITTEN.len(),
        ) {
            let zone = TimeZone::get("Europe/Rome").expect("a zone");
            let date = |at: usize| Date::parse(WRITTEN[at]).expect(WRITTEN[at]);
            let dates: Vec<Date> = list.into_iter().map(date).collect();
            let expected = dates.iter().position(|known| is_same(known, &date(sought), &zone));
            prop_assert_eq!(Places::of(dates.iter(), &zone).find(&date(sought), &zone), expected);
        }
    }
}

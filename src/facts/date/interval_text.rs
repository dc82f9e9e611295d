//! Intervals in words for readers.

use super::display::{DatePart, DateText, Segments, plain_segment};
use super::words::{DateName, DatePattern, DateWords};
use super::{Bound, CalendarDate, Precision};

/// The side of an interval that has no known date.
#[derive(Clone, Copy)]
enum IntervalSide {
    Start,
    End,
}

impl DateWords {
    pub(super) fn interval_text(&self, from: Bound, to: Bound) -> DateText {
        match (from, to) {
            (Bound::Known(first), Bound::Known(last)) => self.closed_interval(&first, &last),
            (Bound::Known(first), other) => self.half_open_interval(&first, IntervalSide::End, other),
            (other, Bound::Known(last)) => self.half_open_interval(&last, IntervalSide::Start, other),
            _ => DateText {
                segments: vec![plain_segment(self.pattern(DatePattern::Unknown))],
                primary: self.pattern(DatePattern::Unknown).to_owned(),
                ..DateText::default()
            },
        }
    }

    fn closed_interval(&self, first: &CalendarDate, last: &CalendarDate) -> DateText {
        let ((from, from_year), (to, to_year)) =
            (self.primary_and_secondary(first), self.primary_and_secondary(last));
        let first_day = start_day_in_same_month(first, last);
        let (primary, secondary) = match (first_day, from_year == to_year) {
            (Some(first_day), _) => {
                let last_day = self.unqualified_text(last, DatePart::Day);
                let first_day = self.name(DateName::DayNumber, first_day.into());
                let values =
                    [("start", &*from), ("startDay", first_day), ("end", &to), ("endDay", &last_day)];
                (self.fill(DatePattern::ShortIntervalInMonth, &values), to_year)
            }
            (None, true) => {
                (self.fill(DatePattern::ShortInterval, &[("start", &from), ("end", &to)]), to_year)
            }
            (None, false) => {
                let (from, to) = (self.with_year(from, &from_year), self.with_year(to, &to_year));
                (self.fill(DatePattern::ShortInterval, &[("start", &from), ("end", &to)]), String::new())
            }
        };
        DateText {
            segments: self.closed_interval_segments(first, last),
            primary,
            secondary,
            qualifiers: self.qualifier_notes(&[first, last]),
            ..DateText::default()
        }
    }

    /// Returns a closed interval. One of its dates may leave out the month or year that both share.
    fn closed_interval_segments(&self, first: &CalendarDate, last: &CalendarDate) -> Segments {
        let segments = |date, part| self.qualified_segments(date, part);
        let (pattern, part, names) = if start_day_in_same_month(first, last).is_some() {
            (DatePattern::IntervalInMonth, DatePart::Day, ["startDay", "endDay"])
        } else if first.year == last.year {
            (DatePattern::IntervalInYear, DatePart::WithoutYear, ["startWithoutYear", "endWithoutYear"])
        } else {
            (DatePattern::Interval, DatePart::Whole, ["start", "end"])
        };
        let values = [
            ("start", segments(first, DatePart::Whole)),
            ("end", segments(last, DatePart::Whole)),
            (names[0], segments(first, part)),
            (names[1], segments(last, part)),
        ];
        self.fill_segments(pattern, &values)
    }

    /// Returns the text of an interval with one known bound. `other` is the bound at `side`: open or unknown.
    fn half_open_interval(&self, known: &CalendarDate, side: IntervalSide, other: Bound) -> DateText {
        let (long, short, note) = match (side, other) {
            (IntervalSide::End, Bound::Open) => (DatePattern::Since, DatePattern::Since, None),
            (IntervalSide::Start, Bound::Open) => (DatePattern::Until, DatePattern::Until, None),
            (IntervalSide::End, _) => {
                (DatePattern::ToUnknown, DatePattern::ShortToUnknown, Some(DatePattern::EndNotKnown))
            }
            (IntervalSide::Start, _) => (
                DatePattern::FromUnknown,
                DatePattern::ShortFromUnknown,
                Some(DatePattern::BeginningNotKnown),
            ),
        };
        let (primary, secondary) = self.primary_and_secondary(known);
        let mut qualifiers = self.qualifier_notes(&[known]);
        qualifiers.extend(note.map(|note| self.pattern(note).to_owned()));
        DateText {
            segments: self.fill_segments(long, &[("date", self.qualified_segments(known, DatePart::Whole))]),
            primary: self.fill(short, &[("date", &primary)]),
            secondary,
            qualifiers,
            ..DateText::default()
        }
    }

    fn with_year(&self, date: String, year: &str) -> String {
        match year {
            "" => date,
            year => self.fill(DatePattern::ShortWithYear, &[("date", &date), ("year", year)]),
        }
    }
}

/// Returns the first day of an interval that ends in the same month, if neither bound has a qualifier.
fn start_day_in_same_month(first: &CalendarDate, last: &CalendarDate) -> Option<u8> {
    match (first.precision, last.precision) {
        (Precision::Day(month, day), Precision::Day(last_month, _))
            if month == last_month
                && first.year == last.year
                && first.qualifier.is_none()
                && last.qualifier.is_none() =>
        {
            Some(day)
        }
        _ => None,
    }
}

//! Intervals in words for readers.

use super::display::{DatePart, DateText, Segments, TimeSegment, plain_segment};
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
                row: vec![plain_segment(self.pattern(DatePattern::Unknown))],
                ..DateText::default()
            },
        }
    }

    fn closed_interval(&self, first: &CalendarDate, last: &CalendarDate) -> DateText {
        let ((from, from_year), (to, to_year)) = (self.row_segment(first), self.row_segment(last));
        let (row, row_year) = match (start_day_in_same_month(first, last), from_year == to_year) {
            (Some(first_day), _) => {
                let text = self.name(DateName::DayNumber, first_day.into()).to_owned();
                let start_day = TimeSegment { text, datetime: from.datetime.clone() };
                let text = self.unqualified_text(last, DatePart::Day);
                let end_day = TimeSegment { text, datetime: to.datetime.clone() };
                let values = [("start", from), ("startDay", start_day), ("end", to), ("endDay", end_day)];
                let values = values.map(|(name, segment)| (name, vec![segment]));
                (self.fill_segments(DatePattern::ShortIntervalInMonth, &values), to_year)
            }
            (None, true) => (self.short_interval(from, to), to_year),
            (None, false) => {
                let (from, to) = (self.with_year(from, &from_year), self.with_year(to, &to_year));
                (self.short_interval(from, to), String::new())
            }
        };
        DateText {
            segments: self.closed_interval_segments(first, last),
            row,
            row_year,
            qualifiers: self.qualifier_notes(&[first, last]),
            ..DateText::default()
        }
    }

    fn short_interval(&self, from: TimeSegment, to: TimeSegment) -> Segments {
        self.fill_segments(DatePattern::ShortInterval, &[("start", vec![from]), ("end", vec![to])])
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
        let (row, row_year) = self.row_segment(known);
        let mut qualifiers = self.qualifier_notes(&[known]);
        qualifiers.extend(note.map(|note| self.pattern(note).to_owned()));
        DateText {
            segments: self.fill_segments(long, &[("date", self.qualified_segments(known, DatePart::Whole))]),
            row: self.fill_segments(short, &[("date", vec![row])]),
            row_year,
            qualifiers,
            ..DateText::default()
        }
    }

    fn with_year(&self, date: TimeSegment, year: &str) -> TimeSegment {
        match year {
            "" => date,
            year => TimeSegment {
                text: self.fill(DatePattern::ShortWithYear, &[("date", &date.text), ("year", year)]),
                ..date
            },
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

//! What of a date is sure enough for machines that know neither doubt nor gaps.

use jiff::{Timestamp, civil};

use super::{Bound, Date, Moment, Point, Within};

/// Where a date stands in a calendar of days and hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// At an instant.
    At(Timestamp),
    /// All day long, from the first day to the last.
    Days {
        /// The first day.
        first: civil::Date,
        /// The last day, inclusive.
        last: civil::Date,
        /// Whether either day is in doubt.
        doubtful: bool,
    },
}

impl Date {
    /// Its place in a calendar. None for what is no day: months, seasons, years, digits not specified, open ends,
    /// and days before year 1, which calendars cannot write.
    pub fn slot(&self) -> Option<Slot> {
        match self {
            Self::Moment(moment) => Some(Slot::At(moment.at)).filter(|_| moment.utc_year() >= 1),
            Self::Point(point) => days(point, point),
            Self::Interval(Bound::Point(from), Bound::Point(to)) => days(from, to),
            Self::Interval(..) => None,
        }
    }

    /// Its beginning as ISO 8601, as precise as it is known, and its end where it is an interval.
    /// None where anything of it is in doubt, not specified, open or a season, and before year 0.
    pub fn iso(&self) -> Option<(String, Option<String>)> {
        match self {
            Self::Moment(moment) => {
                let whole = Moment { seconds: true, ..*moment };
                Some((whole.to_string(), None)).filter(|_| moment.utc_year() >= 0)
            }
            Self::Point(point) => Some((sure(point)?, None)),
            Self::Interval(Bound::Point(from), Bound::Point(to)) => Some((sure(from)?, Some(sure(to)?))),
            Self::Interval(..) => None,
        }
    }

    /// The first day it may mean, or the instant in UTC, as ISO 8601; none where its beginning is open or unknown.
    pub fn earliest(&self) -> Option<String> {
        match self {
            Self::Moment(moment) => Some(moment.utc()),
            Self::Point(point) | Self::Interval(Bound::Point(point), _) => {
                Some(point.first_day().to_string())
            }
            Self::Interval(..) => None,
        }
    }

    /// The last day it may mean, inclusive, or the instant in UTC, as ISO 8601; none where its end is open or unknown.
    pub fn latest(&self) -> Option<String> {
        match self {
            Self::Moment(moment) => Some(moment.utc()),
            Self::Point(point) | Self::Interval(_, Bound::Point(point)) => Some(point.last_day().to_string()),
            Self::Interval(..) => None,
        }
    }

    /// How precise it is, in a word: `instant`, `day`, `month`, `season`, `year`, `decade`, `century` or `interval`.
    pub fn precision(&self) -> &'static str {
        match self {
            Self::Moment(_) => "instant",
            Self::Point(point) => point.precision(),
            Self::Interval(..) => "interval",
        }
    }

    /// What is in doubt about it, in words: none, `uncertain`, `approximate` or both; either end of an interval counts.
    pub fn doubts(&self) -> Vec<&'static str> {
        let points = match self {
            Self::Moment(_) => [None, None],
            Self::Point(point) => [Some(point), None],
            Self::Interval(from, to) => [from.point(), to.point()],
        };
        let signs: Vec<char> =
            points.into_iter().flatten().filter_map(|point| point.doubt).map(super::Doubt::sign).collect();
        let told = [("uncertain", ['?', '%']), ("approximate", ['~', '%'])];
        told.into_iter()
            .filter(|(_, by)| signs.iter().any(|sign| by.contains(sign)))
            .map(|(word, _)| word)
            .collect()
    }
}

impl Bound {
    fn point(&self) -> Option<&Point> {
        match self {
            Self::Point(point) => Some(point),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Moment {
    fn utc_year(&self) -> i16 {
        jiff::tz::Offset::UTC.to_datetime(self.at).year()
    }

    /// The instant in UTC, to the second.
    fn utc(&self) -> String {
        Self { offset: jiff::tz::Offset::UTC, seconds: true, ..*self }.to_string()
    }
}

impl Point {
    fn precision(&self) -> &'static str {
        match (self.year_unspecified, self.within) {
            (0, Within::Year | Within::UnknownMonth | Within::UnknownMonthAndDay) => "year",
            (0, Within::Season(_)) => "season",
            (0, Within::Month(_) | Within::UnknownDay(_)) => "month",
            (0, Within::Day(..)) => "day",
            (1, _) => "decade",
            _ => "century",
        }
    }
}

fn days(from: &Point, to: &Point) -> Option<Slot> {
    let (first, last) = (from.day()?, to.day()?);
    let doubtful = from.doubt.is_some() || to.doubt.is_some();
    (first.year() >= 1 && last >= first).then_some(Slot::Days { first, last, doubtful })
}

fn sure(point: &Point) -> Option<String> {
    let whole = point.doubt.is_none() && point.year_unspecified == 0 && (0..=9999).contains(&point.year);
    let plain = matches!(point.within, Within::Year | Within::Month(_) | Within::Day(..));
    (whole && plain).then(|| point.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_get_what_is_sure_and_no_more() {
        // As written; ISO 8601; place in a calendar; earliest and latest; precision; doubts.
        let cases = [
            (
                "2025-04-19T11:30+02:00",
                "2025-04-19T11:30:00+02:00",
                "at 2025-04-19T09:30:00Z",
                "2025-04-19T09:30:00Z 2025-04-19T09:30:00Z",
                "instant",
                "",
            ),
            ("2025-04-19", "2025-04-19", "2025-04-19 to 2025-04-19", "2025-04-19 2025-04-19", "day", ""),
            ("2025-04-19?", "", "2025-04-19 to 2025-04-19?", "2025-04-19 2025-04-19", "day", "uncertain"),
            ("2025-04", "2025-04", "", "2025-04-01 2025-04-30", "month", ""),
            ("2025-04~", "", "", "2025-04-01 2025-04-30", "month", "approximate"),
            ("2025-04%", "", "", "2025-04-01 2025-04-30", "month", "uncertain approximate"),
            ("2025-21", "", "", "2025-03-01 2025-05-31", "season", ""),
            ("1979", "1979", "", "1979-01-01 1979-12-31", "year", ""),
            ("197X", "", "", "1970-01-01 1979-12-31", "decade", ""),
            ("19XX", "", "", "1900-01-01 1999-12-31", "century", ""),
            ("2025-05-XX", "", "", "2025-05-01 2025-05-31", "month", ""),
            (
                "2025-05-02/2025-05-04",
                "2025-05-02 2025-05-04",
                "2025-05-02 to 2025-05-04",
                "2025-05-02 2025-05-04",
                "interval",
                "",
            ),
            (
                "2025-05-02~/2025-05-04?",
                "",
                "2025-05-02 to 2025-05-04?",
                "2025-05-02 2025-05-04",
                "interval",
                "uncertain approximate",
            ),
            ("2025-05/2025-07", "2025-05 2025-07", "", "2025-05-01 2025-07-31", "interval", ""),
            ("2025-04-12/..", "", "", "2025-04-12 -", "interval", ""),
            ("/2025-04-12", "", "", "- 2025-04-12", "interval", ""),
            ("-0043-03-15", "", "", "-000043-03-15 -000043-03-15", "day", ""),
        ];
        for (written, iso, slot, ends, precision, doubts) in cases {
            let date = Date::parse(written).expect(written);
            let given = date.iso().map_or(String::new(), |(from, to)| {
                std::iter::once(from).chain(to).collect::<Vec<_>>().join(" ")
            });
            assert_eq!(given, iso, "{written}");
            let place = match date.slot() {
                None => String::new(),
                Some(Slot::At(at)) => format!("at {at}"),
                Some(Slot::Days { first, last, doubtful }) => {
                    format!("{first} to {last}{}", if doubtful { "?" } else { "" })
                }
            };
            assert_eq!(place, slot, "{written}");
            let or_open = |end: Option<String>| end.unwrap_or_else(|| "-".to_owned());
            assert_eq!(format!("{} {}", or_open(date.earliest()), or_open(date.latest())), ends, "{written}");
            assert_eq!(
                (date.precision(), date.doubts().join(" ")),
                (precision, doubts.to_owned()),
                "{written}"
            );
        }
    }
}

//! Dates for programs whose formats have no qualifiers and no unspecified digits.

use jiff::{Timestamp, civil};

use super::{Bound, CalendarDate, Date, OffsetInstant, Precision};

/// The place of a date in a calendar of days and hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarSlot {
    /// An instant.
    At(Timestamp),
    /// Whole days.
    Days {
        /// The first day.
        first: civil::Date,
        /// The last day, inclusive.
        last: civil::Date,
        /// Whether either day has a qualifier.
        is_qualified: bool,
    },
}

impl Date {
    /// Returns the place in a calendar, or `None` for dates that are not days: months, seasons, years, unspecified
    /// digits, open or unknown bounds, and days before year 1, which calendars cannot write.
    pub fn calendar_slot(&self) -> Option<CalendarSlot> {
        match self {
            Self::Instant(moment) => {
                Some(CalendarSlot::At(moment.timestamp)).filter(|_| moment.utc_year() >= 1)
            }
            Self::Calendar(point) => day_slot(point, point),
            Self::Interval(Bound::Known(from), Bound::Known(to)) => day_slot(from, to),
            Self::Interval(..) => None,
        }
    }

    /// Returns the beginning as ISO 8601, no more precise than it is known, and the end of an interval. Returns `None`
    /// for a qualifier, an unspecified digit, an open or unknown bound, a season, and a date before year 0.
    pub fn iso_bounds(&self) -> Option<(String, Option<String>)> {
        match self {
            Self::Instant(moment) => {
                let whole = OffsetInstant { has_seconds: true, ..*moment };
                Some((whole.to_string(), None)).filter(|_| moment.utc_year() >= 0)
            }
            Self::Calendar(point) => Some((exact_iso(point)?, None)),
            Self::Interval(Bound::Known(from), Bound::Known(to)) => {
                Some((exact_iso(from)?, Some(exact_iso(to)?)))
            }
            Self::Interval(..) => None,
        }
    }

    /// Returns the earliest possible day, or the instant in UTC, as ISO 8601; `None` for an open or unknown beginning.
    pub fn earliest_iso(&self) -> Option<String> {
        match self {
            Self::Instant(moment) => Some(moment.utc_iso()),
            Self::Calendar(point) | Self::Interval(Bound::Known(point), _) => {
                Some(point.first_day().to_string())
            }
            Self::Interval(..) => None,
        }
    }

    /// Returns the latest possible day, inclusive, or the instant in UTC, as ISO 8601; `None` for an open or unknown
    /// end.
    pub fn latest_iso(&self) -> Option<String> {
        match self {
            Self::Instant(moment) => Some(moment.utc_iso()),
            Self::Calendar(point) | Self::Interval(_, Bound::Known(point)) => {
                Some(point.last_day().to_string())
            }
            Self::Interval(..) => None,
        }
    }

    /// Returns the precision: `instant`, `day`, `month`, `season`, `year`, `decade`, `century` or `interval`.
    pub fn precision_name(&self) -> &'static str {
        match self {
            Self::Instant(_) => "instant",
            Self::Calendar(point) => point.precision_name(),
            Self::Interval(..) => "interval",
        }
    }

    /// Returns the qualifiers: `uncertain`, `approximate`, both or none. Those of both bounds of an interval count.
    pub fn qualifier_names(&self) -> Vec<&'static str> {
        let points = match self {
            Self::Instant(_) => [None, None],
            Self::Calendar(point) => [Some(point), None],
            Self::Interval(from, to) => [from.known(), to.known()],
        };
        let symbols: Vec<char> = points
            .into_iter()
            .flatten()
            .filter_map(|point| point.qualifier)
            .map(super::Qualifier::symbol)
            .collect();
        let names = [("uncertain", ['?', '%']), ("approximate", ['~', '%'])];
        names
            .into_iter()
            .filter(|(_, meant_by)| symbols.iter().any(|symbol| meant_by.contains(symbol)))
            .map(|(name, _)| name)
            .collect()
    }
}

impl Bound {
    fn known(&self) -> Option<&CalendarDate> {
        match self {
            Self::Known(point) => Some(point),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl OffsetInstant {
    fn utc_year(&self) -> i16 {
        jiff::tz::Offset::UTC.to_datetime(self.timestamp).year()
    }

    /// Returns the instant in UTC, to the second.
    fn utc_iso(&self) -> String {
        Self { offset: jiff::tz::Offset::UTC, has_seconds: true, ..*self }.to_string()
    }
}

impl CalendarDate {
    fn precision_name(&self) -> &'static str {
        match (self.unspecified_digits, self.precision) {
            (0, Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay) => "year",
            (0, Precision::Season(_)) => "season",
            (0, Precision::Month(_) | Precision::UnknownDay(_)) => "month",
            (0, Precision::Day(..)) => "day",
            (1, _) => "decade",
            _ => "century",
        }
    }
}

fn day_slot(from: &CalendarDate, to: &CalendarDate) -> Option<CalendarSlot> {
    let (first, last) = (from.single_day()?, to.single_day()?);
    let is_qualified = from.qualifier.is_some() || to.qualifier.is_some();
    (first.year() >= 1 && last >= first).then_some(CalendarSlot::Days { first, last, is_qualified })
}

fn exact_iso(point: &CalendarDate) -> Option<String> {
    let whole =
        point.qualifier.is_none() && point.unspecified_digits == 0 && (0..=9999).contains(&point.year);
    let plain = matches!(point.precision, Precision::Year | Precision::Month(_) | Precision::Day(..));
    (whole && plain).then(|| point.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_for_programs_are_exact() {
        // Date; ISO 8601; calendar slot; earliest and latest day; precision; qualifiers.
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
        for (written, iso, slot, bounds, precision, qualifiers) in cases {
            let date = Date::parse(written).expect(written);
            let iso_bounds = date.iso_bounds().map_or(String::new(), |(from, to)| {
                std::iter::once(from).chain(to).collect::<Vec<_>>().join(" ")
            });
            assert_eq!(iso_bounds, iso, "{written}");
            let calendar_slot = match date.calendar_slot() {
                None => String::new(),
                Some(CalendarSlot::At(instant)) => format!("at {instant}"),
                Some(CalendarSlot::Days { first, last, is_qualified }) => {
                    format!("{first} to {last}{}", if is_qualified { "?" } else { "" })
                }
            };
            assert_eq!(calendar_slot, slot, "{written}");
            let or_open = |day: Option<String>| day.unwrap_or_else(|| "-".to_owned());
            assert_eq!(
                format!("{} {}", or_open(date.earliest_iso()), or_open(date.latest_iso())),
                bounds,
                "{written}"
            );
            assert_eq!(
                (date.precision_name(), date.qualifier_names().join(" ")),
                (precision, qualifiers.to_owned()),
                "{written}"
            );
        }
    }
}

//! Dates in words for readers.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

use super::words::{DateName, DatePattern, DateWords, PatternPiece, pieces, value_of};
use super::{CalendarDate, Date, OffsetInstant, Precision, Qualifier};

/// How a date is shown.
#[derive(Clone, Debug)]
pub struct DateStyle<'a> {
    /// The zone in which days and times of instants are shown.
    pub zone: &'a TimeZone,
    /// The place named for that zone, as in "11:30 in Rome". Without one the abbreviation is shown: "11:30 CEST".
    pub place: Option<&'a str>,
    /// The words of the language.
    pub words: &'a DateWords,
}

/// A date in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateText {
    /// The whole date for running text, in parts: "12 April 2025", or "12 April 2025", " to ", "19 April 2025".
    /// Never empty.
    pub segments: Vec<TimeSegment>,
    /// The date in a row of a list, in parts: "19 Apr", "c. March", "1979", "spring", or "13", "–", "14 Jan". Never empty.
    pub row: Vec<TimeSegment>,
    /// The year, if `row` leaves it out, else empty.
    pub row_year: String,
    /// Weekday of a day or instant, else empty.
    pub weekday: String,
    /// "11:30 in Rome" for an instant; empty for other dates, and if the zone is UTC and has no place.
    pub local: String,
    /// "09:30 UTC" for an instant, with its day if that differs in UTC; else empty.
    pub utc: String,
    /// What is not known: "day not known", "year only", "approximate", "uncertain"; may be empty.
    pub qualifiers: Vec<String>,
}

impl DateText {
    /// Returns the whole date for running text; never empty.
    pub fn full_text(&self) -> String {
        self.segments.iter().map(|segment| segment.text.as_str()).collect()
    }

    /// Returns the date in a row of a list; never empty.
    pub fn row_text(&self) -> String {
        self.row.iter().map(|segment| segment.text.as_str()).collect()
    }

    /// Returns the value for `<time datetime>` if the date is a single segment, else an empty string.
    pub fn datetime(&self) -> &str {
        match &self.segments[..] {
            [only] => &only.datetime,
            _ => "",
        }
    }
}

/// A part of a date in words, with its value for programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeSegment {
    /// The words.
    pub text: String,
    /// The value for `<time datetime>`: a valid HTML year (four digits or more), month, day or instant. Empty for
    /// a season, a decade or "to", which HTML cannot write.
    pub datetime: String,
}

pub(super) fn date_text(date: &Date, style: &DateStyle<'_>) -> DateText {
    match date {
        Date::Instant(moment) => instant_text(moment, style),
        Date::Calendar(date) => style.words.calendar_text(date),
        Date::Interval(from, to) => style.words.interval_text(*from, *to),
    }
}

fn instant_text(moment: &OffsetInstant, style: &DateStyle<'_>) -> DateText {
    let words = style.words;
    let day = style.zone.to_datetime(moment.timestamp).date();
    let year = words.year(day.year().into());
    let text = words.day_text(DatePattern::DayMonthYear, day.month(), day.day(), &year);
    let datetime = OffsetInstant::html_datetime(moment.timestamp);
    let row = words.day_text(DatePattern::ShortDay, day.month(), day.day(), "");
    DateText {
        segments: vec![TimeSegment { text, datetime: datetime.clone() }],
        row: vec![TimeSegment { text: row, datetime }],
        row_year: year,
        weekday: words.weekday_name(day),
        local: local_time(moment.timestamp, style),
        utc: utc_time(moment.timestamp, day, words),
        qualifiers: Vec::new(),
    }
}

fn local_time(at: Timestamp, style: &DateStyle<'_>) -> String {
    let time = style.zone.to_datetime(at).strftime("%H:%M").to_string();
    let (pattern, values) = match style.place {
        Some(place) => (DatePattern::TimeInPlace, ("place", place.to_owned())),
        None if *style.zone == TimeZone::UTC => return String::new(),
        None => (DatePattern::TimeInZone, ("zone", zone_abbreviation(at, style.zone))),
    };
    style.words.fill(pattern, &[("time", &time), (values.0, &values.1)])
}

/// Returns the abbreviation, such as `CEST`, or `UTC+03:30` for zones without one.
fn zone_abbreviation(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned_datetime(zone.clone());
    let name = zoned.strftime("%Z").to_string();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        zoned.strftime("UTC%:z").to_string()
    }
}

fn utc_time(at: Timestamp, local_day: civil::Date, words: &DateWords) -> String {
    let utc = TimeZone::UTC.to_datetime(at);
    let time = utc.strftime("%H:%M").to_string();
    if utc.date() == local_day {
        return words.fill(DatePattern::TimeUtc, &[("time", &time)]);
    }
    let day = words.day_text(DatePattern::DayMonth, utc.date().month(), utc.date().day(), "");
    words.fill(DatePattern::TimeUtcOnDay, &[("time", &time), ("day", &day)])
}

/// How much of a date an interval repeats.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DatePart {
    Whole,
    WithoutYear,
    /// The day of the month.
    Day,
}

pub(super) type Segments = Vec<TimeSegment>;

impl DateWords {
    fn calendar_text(&self, date: &CalendarDate) -> DateText {
        let (row, row_year) = self.row_segment(date);
        let pattern = match date.qualifier {
            None => None,
            Some(Qualifier::Approximate) => Some(DatePattern::ShortApproximate),
            Some(Qualifier::Uncertain) => Some(DatePattern::ShortUncertain),
            Some(Qualifier::Both) => Some(DatePattern::ShortApproximateUncertain),
        };
        let row = vec![row];
        DateText {
            segments: self.qualified_segments(date, DatePart::Whole),
            row: match pattern {
                Some(pattern) => self.fill_segments(pattern, &[("date", row)]),
                None => row,
            },
            row_year,
            weekday: date.single_day().map(|day| self.weekday_name(day)).unwrap_or_default(),
            qualifiers: self.qualifier_words(date),
            ..DateText::default()
        }
    }

    /// Returns what is not known of a date, the coarsest first.
    fn qualifier_words(&self, date: &CalendarDate) -> Vec<String> {
        let unknown = match (date.unspecified_digits, date.precision) {
            (0, Precision::Year) => Some(DatePattern::YearOnly),
            (1, Precision::Year) => Some(DatePattern::DecadeOnly),
            (_, Precision::Year) => Some(DatePattern::CenturyOnly),
            (_, Precision::Season(_)) => Some(DatePattern::SeasonOnly),
            (_, Precision::Month(_) | Precision::UnknownDay(_) | Precision::UnknownMonthAndDay) => {
                Some(DatePattern::DayNotKnown)
            }
            (_, Precision::UnknownMonth) => Some(DatePattern::MonthNotKnown),
            (_, Precision::Day(..)) => None,
        };
        let unknown = unknown.map(|note| self.pattern(note).to_owned());
        unknown.into_iter().chain(self.qualifier_notes(&[date])).collect()
    }

    /// Returns the qualifiers that any of the dates has.
    pub(super) fn qualifier_notes(&self, dates: &[&CalendarDate]) -> Vec<String> {
        let has = |wanted: Qualifier| {
            let mut qualifiers = dates.iter().filter_map(|date| date.qualifier);
            qualifiers.any(|qualifier| qualifier == wanted || qualifier == Qualifier::Both)
        };
        let notes = [
            (Qualifier::Approximate, DatePattern::NoteApproximate),
            (Qualifier::Uncertain, DatePattern::NoteUncertain),
        ];
        let notes = notes.into_iter().filter(|(qualifier, _)| has(*qualifier));
        notes.map(|(_, note)| self.pattern(note).to_owned()).collect()
    }

    /// Returns a date without its qualifier for a row, and the year if the row leaves it out.
    pub(super) fn row_segment(&self, date: &CalendarDate) -> (TimeSegment, String) {
        let year = || self.year(date.year.into());
        let (text, year) = match date.precision {
            Precision::Day(month, day) => {
                (self.day_text(DatePattern::ShortDay, month as i8, day as i8, ""), year())
            }
            Precision::Month(month) | Precision::UnknownDay(month) => {
                (self.name(DateName::Month, month.into()).to_owned(), year())
            }
            Precision::Season(season) => (self.season_name(season).to_owned(), year()),
            Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => {
                (self.unqualified_text(date, DatePart::Whole), String::new())
            }
        };
        (TimeSegment { text, datetime: html_datetime(date) }, year)
    }

    /// Returns the date with its qualifier in words.
    pub(super) fn qualified_segments(&self, date: &CalendarDate, part: DatePart) -> Segments {
        let segment = TimeSegment { text: self.unqualified_text(date, part), datetime: html_datetime(date) };
        let pattern = match date.qualifier {
            None => return vec![segment],
            Some(Qualifier::Approximate) => DatePattern::Approximate,
            Some(Qualifier::Uncertain) => DatePattern::Uncertain,
            Some(Qualifier::Both) => DatePattern::ApproximateUncertain,
        };
        self.fill_segments(pattern, &[("date", vec![segment])])
    }

    /// Returns the date without its qualifier.
    pub(super) fn unqualified_text(&self, date: &CalendarDate, part: DatePart) -> String {
        let year = self.year(date.year.into());
        let month_name = |month: u8| self.name(DateName::Month, month.into());
        let with_year = |pattern, name: &'static str, value: &str| match part {
            DatePart::Whole => self.fill(pattern, &[(name, value), ("year", &year)]),
            _ => value.to_owned(),
        };
        match date.precision {
            Precision::Day(_, day) if part == DatePart::Day => {
                self.name(DateName::DayNumber, day.into()).to_owned()
            }
            Precision::Day(month, day) if part == DatePart::WithoutYear => {
                self.day_text(DatePattern::DayMonth, month as i8, day as i8, "")
            }
            Precision::Day(month, day) => {
                self.day_text(DatePattern::DayMonthYear, month as i8, day as i8, &year)
            }
            Precision::Month(month) | Precision::UnknownDay(month) => {
                with_year(DatePattern::MonthYear, "month", month_name(month))
            }
            Precision::Season(season) => {
                with_year(DatePattern::SeasonYear, "season", self.season_name(season))
            }
            Precision::Year if date.unspecified_digits == 1 => {
                self.fill(DatePattern::Decade, &[("year", &year)])
            }
            Precision::Year if date.unspecified_digits > 1 => {
                self.fill(DatePattern::Century, &[("year", &year)])
            }
            Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => {
                self.year_title(date.year.into())
            }
        }
    }

    /// Returns a pattern with its variables replaced by parts of dates.
    pub(super) fn fill_segments(&self, pattern: DatePattern, values: &[(&str, Segments)]) -> Segments {
        let pieces = pieces(self.pattern(pattern)).flat_map(|piece| match piece {
            PatternPiece::Literal(text) => vec![plain_segment(text)],
            PatternPiece::Variable(name) => value_of(name, values).cloned().unwrap_or_default(),
        });
        pieces.collect()
    }

    fn day_text(&self, pattern: DatePattern, month: i8, day: i8, year: &str) -> String {
        let kind = if pattern == DatePattern::ShortDay { DateName::ShortMonth } else { DateName::MonthOfDay };
        let month = self.name(kind, usize::from(month.unsigned_abs()));
        let day = self.name(DateName::DayNumber, usize::from(day.unsigned_abs()));
        self.fill(pattern, &[("day", day), ("month", month), ("year", year)])
    }

    /// Returns the weekday, or an empty string before 1583: weekdays would be those of the proleptic Gregorian calendar.
    fn weekday_name(&self, day: civil::Date) -> String {
        if day.year() <= 1582 {
            return String::new();
        }
        let number = day.weekday().to_monday_one_offset();
        self.name(DateName::Weekday, usize::from(number.unsigned_abs())).to_owned()
    }

    /// Returns the name of a season, 21 to 24.
    fn season_name(&self, season: u8) -> &str {
        self.name(DateName::Season, usize::from(season.clamp(21, 24)) - 20)
    }
}

/// Returns the value for `<time datetime>`: HTML has years from 1, months and days, but no seasons and no decades.
fn html_datetime(date: &CalendarDate) -> String {
    let year = date.year;
    match date.precision {
        _ if year < 1 || date.unspecified_digits > 0 => String::new(),
        Precision::Day(month, day) => format!("{year:04}-{month:02}-{day:02}"),
        Precision::Month(month) | Precision::UnknownDay(month) => format!("{year:04}-{month:02}"),
        Precision::Season(_) => String::new(),
        Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => format!("{year:04}"),
    }
}

pub(super) fn plain_segment(text: &str) -> TimeSegment {
    TimeSegment { text: text.to_owned(), datetime: String::new() }
}

//! Dates in words for readers, in English.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

use super::month::month_name;
use super::{Bound, CalendarDate, Date, OffsetInstant, Precision, Qualifier};

/// How a date is shown.
#[derive(Clone, Debug)]
pub struct DateStyle<'a> {
    /// The zone in which days and times of instants are shown.
    pub zone: &'a TimeZone,
    /// The place named for that zone, as in "11:30 in Rome". Without one the abbreviation is shown: "11:30 CEST".
    pub place: Option<&'a str>,
}

/// A date in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateText {
    /// The whole date for running text, in parts: "12 April 2025", or "12 April 2025", " to ", "19 April 2025".
    /// Never empty.
    pub segments: Vec<TimeSegment>,
    /// The large part in a row of the fact box: "19 Apr", "March", "1979", "spring", "2010s".
    pub primary: String,
    /// The small part below it: the year of a day, month or season, else empty.
    pub secondary: String,
    /// Weekday of a day or instant, else empty.
    pub weekday: String,
    /// "11:30 in Rome" for an instant; empty for other dates, and if the zone is UTC and has no place.
    pub local: String,
    /// "09:30 UTC" for an instant, with its day if that differs in UTC; else empty.
    pub utc: String,
    /// What is not known: "day not known", "year only", "approximate", "uncertain"; may be empty.
    pub qualifiers: Vec<&'static str>,
}

impl DateText {
    /// Returns the whole date for running text; never empty.
    pub fn full_text(&self) -> String {
        self.segments.iter().map(|segment| segment.text.as_str()).collect()
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
        Date::Calendar(date) => calendar_text(date),
        Date::Interval(from, to) => interval_text(*from, *to),
    }
}

fn instant_text(moment: &OffsetInstant, style: &DateStyle<'_>) -> DateText {
    let day = style.zone.to_datetime(moment.timestamp).date();
    let segment =
        TimeSegment { text: long_day_text(day), datetime: OffsetInstant::html_datetime(moment.timestamp) };
    DateText {
        segments: vec![segment],
        primary: short_day_text(day),
        secondary: year_text(i32::from(day.year())),
        weekday: weekday_name(day),
        local: local_time(moment.timestamp, style),
        utc: utc_time(moment.timestamp, day),
        qualifiers: Vec::new(),
    }
}

fn local_time(at: Timestamp, style: &DateStyle<'_>) -> String {
    let clock = style.zone.to_datetime(at).strftime("%H:%M").to_string();
    match style.place {
        Some(place) => format!("{clock} in {place}"),
        None if *style.zone == TimeZone::UTC => String::new(),
        None => format!("{clock} {}", zone_abbreviation(at, style.zone)),
    }
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

fn utc_time(at: Timestamp, local_day: civil::Date) -> String {
    let utc = TimeZone::UTC.to_datetime(at);
    let clock = utc.strftime("%H:%M UTC").to_string();
    if utc.date() == local_day { clock } else { format!("{clock} on {}", utc.strftime("%-d %B")) }
}

fn calendar_text(date: &CalendarDate) -> DateText {
    let (head, tail) = primary_and_secondary(date);
    DateText {
        segments: qualified_segments(date),
        primary: head,
        secondary: tail,
        weekday: date.single_day().map(weekday_name).unwrap_or_default(),
        qualifiers: qualifier_words(date),
        ..DateText::default()
    }
}

/// Returns what is not known of a date, the coarsest first.
fn qualifier_words(date: &CalendarDate) -> Vec<&'static str> {
    let unknown = match (date.unspecified_digits, date.precision) {
        (0, Precision::Year) => Some("year only"),
        (1, Precision::Year) => Some("decade only"),
        (_, Precision::Year) => Some("century only"),
        (_, Precision::Season(_)) => Some("season only"),
        (_, Precision::Month(_) | Precision::UnknownDay(_) | Precision::UnknownMonthAndDay) => {
            Some("day not known")
        }
        (_, Precision::UnknownMonth) => Some("month not known"),
        (_, Precision::Day(..)) => None,
    };
    let qualifier = match date.qualifier {
        None => &[][..],
        Some(Qualifier::Approximate) => &["approximate"],
        Some(Qualifier::Uncertain) => &["uncertain"],
        Some(Qualifier::Both) => &["approximate", "uncertain"],
    };
    unknown.into_iter().chain(qualifier.iter().copied()).collect()
}

fn primary_and_secondary(date: &CalendarDate) -> (String, String) {
    let year = year_text(date.year);
    match date.precision {
        Precision::Day(month, day) => (format!("{day} {}", short_month_name(month)), year),
        Precision::Month(month) | Precision::UnknownDay(month) => (month_name(month).to_owned(), year),
        Precision::Season(season) => (season_name(season).to_owned(), year),
        Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => {
            (unqualified_segment(date).text, String::new())
        }
    }
}

/// Returns the date with its qualifier in words.
fn qualified_segments(date: &CalendarDate) -> Vec<TimeSegment> {
    let words = match date.qualifier {
        None => return vec![unqualified_segment(date)],
        Some(Qualifier::Approximate) => "about ",
        Some(Qualifier::Uncertain) => "perhaps ",
        Some(Qualifier::Both) => "perhaps about ",
    };
    vec![plain_segment(words), unqualified_segment(date)]
}

/// Returns the date without its qualifier.
fn unqualified_segment(date: &CalendarDate) -> TimeSegment {
    let year = year_text(date.year);
    let text = match date.precision {
        Precision::Day(month, day) => format!("{day} {} {year}", month_name(month)),
        Precision::Month(month) | Precision::UnknownDay(month) => format!("{} {year}", month_name(month)),
        Precision::Season(season) => format!("{} {year}", season_name(season)),
        Precision::Year if date.unspecified_digits > 0 => format!("{year}s"),
        Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => year,
    };
    TimeSegment { text, datetime: html_datetime(date) }
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

fn interval_text(from: Bound, to: Bound) -> DateText {
    let (segments, head, tail, qualifiers) = match (from, to) {
        (Bound::Known(first), Bound::Known(last)) => closed_interval(&first, &last),
        (Bound::Known(first), other) => half_open_interval(&first, IntervalSide::End, other),
        (other, Bound::Known(last)) => half_open_interval(&last, IntervalSide::Start, other),
        _ => (vec![plain_segment("date not known")], "date not known".to_owned(), String::new(), vec![]),
    };
    DateText { segments, primary: head, secondary: tail, qualifiers, ..DateText::default() }
}

type IntervalText = (Vec<TimeSegment>, String, String, Vec<&'static str>);

fn closed_interval(first: &CalendarDate, last: &CalendarDate) -> IntervalText {
    let mut segments = interval_start_segments(first, last);
    segments.push(plain_segment(" to "));
    segments.extend(qualified_segments(last));
    let ((from, from_year), (to, to_year)) = (primary_and_secondary(first), primary_and_secondary(last));
    let same_year = from_year == to_year;
    let (head, tail) = match (start_day_in_same_month(first, last), same_year) {
        (Some(day), _) => (format!("{day}–{to}"), to_year),
        (None, true) => (format!("{from} – {to}"), to_year),
        (None, false) => (join_parts(&from, &from_year) + " – " + &join_parts(&to, &to_year), String::new()),
    };
    (segments, head, tail, interval_qualifiers(&[first, last]))
}

/// Returns the beginning of a closed interval, without the month or year that its end repeats.
fn interval_start_segments(first: &CalendarDate, last: &CalendarDate) -> Vec<TimeSegment> {
    if let Some(day) = start_day_in_same_month(first, last) {
        return vec![TimeSegment { text: day.to_string(), datetime: html_datetime(first) }];
    }
    let mut segments = qualified_segments(first);
    let of_year = format!(" {}", year_text(first.year));
    if let Some(segment) = segments.last_mut().filter(|_| first.year == last.year) {
        segment.text = segment.text.strip_suffix(&of_year).unwrap_or(&segment.text).to_owned();
    }
    segments
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

/// The side of an interval that has no known date.
#[derive(Clone, Copy)]
enum IntervalSide {
    Start,
    End,
}

/// Returns the text of an interval with one known bound. `other` is the bound at `side`: open or unknown.
fn half_open_interval(known: &CalendarDate, side: IntervalSide, other: Bound) -> IntervalText {
    let (head, tail) = primary_and_secondary(known);
    let mut segments = qualified_segments(known);
    let mut qualifiers = interval_qualifiers(&[known]);
    let head = match (side, other) {
        (IntervalSide::End, Bound::Open) => {
            segments.insert(0, plain_segment("since "));
            format!("since {head}")
        }
        (IntervalSide::Start, Bound::Open) => {
            segments.insert(0, plain_segment("until "));
            format!("until {head}")
        }
        (IntervalSide::End, _) => {
            segments.push(plain_segment(" to a date not known"));
            qualifiers.push("end not known");
            format!("{head} – ?")
        }
        (IntervalSide::Start, _) => {
            segments.insert(0, plain_segment("from a date not known to "));
            qualifiers.push("beginning not known");
            format!("? – {head}")
        }
    };
    (segments, head, tail, qualifiers)
}

fn interval_qualifiers(points: &[&CalendarDate]) -> Vec<&'static str> {
    let qualifiers = points.iter().filter_map(|date| date.qualifier);
    let approximate = qualifiers.clone().any(|qualifier| qualifier != Qualifier::Uncertain);
    let uncertain = qualifiers.clone().any(|qualifier| qualifier != Qualifier::Approximate);
    [(approximate, "approximate"), (uncertain, "uncertain")]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, word)| word)
        .collect()
}

fn join_parts(head: &str, tail: &str) -> String {
    if tail.is_empty() { head.to_owned() } else { format!("{head} {tail}") }
}

fn plain_segment(text: &str) -> TimeSegment {
    TimeSegment { text: text.to_owned(), datetime: String::new() }
}

/// Returns the weekday, or an empty string before 1583: weekdays would be those of the proleptic Gregorian calendar.
fn weekday_name(day: civil::Date) -> String {
    if day.year() > 1582 { day.strftime("%A").to_string() } else { String::new() }
}

fn long_day_text(day: civil::Date) -> String {
    format!("{} {}", day.strftime("%-d %B"), year_text(i32::from(day.year())))
}

fn short_day_text(day: civil::Date) -> String {
    let month = u8::try_from(day.month()).unwrap_or(1);
    format!("{} {}", day.day(), short_month_name(month))
}

/// Returns the first three letters of the name; names of four letters or fewer are not shortened.
fn short_month_name(month: u8) -> &'static str {
    let name = month_name(month);
    if name.len() <= 4 { name } else { &name[..3] }
}

fn season_name(season: u8) -> &'static str {
    match season {
        21 => "spring",
        22 => "summer",
        23 => "autumn",
        _ => "winter",
    }
}

/// Returns the year as people write it: year 0 is 1 BC.
fn year_text(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

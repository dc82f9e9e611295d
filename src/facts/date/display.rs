//! Shows dates, in English.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

use super::suggest::month_name;
use super::{Bound, CalendarDate, Date, OffsetInstant, Precision, Qualifier};

/// How a date is to be shown.
#[derive(Clone, Debug)]
pub struct DateStyle<'a> {
    /// The zone in which days and times of instants are shown.
    pub zone: &'a TimeZone,
    /// Where that zone is, for "11:30 in Rome"; none shows the zone's abbreviation, "11:30 CEST".
    pub place: Option<&'a str>,
}

/// A date in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateText {
    /// The whole date for running text, in parts: "12 April 2025", or "12 April 2025", " to ", "19 April 2025".
    /// At least one; the texts joined are the whole date.
    pub segments: Vec<TimeSegment>,
    /// The part that stands big in a row: "19 Apr", "March", "1979", "spring", "201X" as "2010s".
    pub primary: String,
    /// The part below it: the year of a day or month, else empty.
    pub secondary: String,
    /// Weekday of a day or instant, else empty.
    pub weekday: String,
    /// "11:30 in Rome" for an instant; empty where the zone is UTC, and for everything else.
    pub local: String,
    /// "09:30 UTC" for an instant, with its day where that is another one in UTC; else empty.
    pub utc: String,
    /// What is not known, in words: "day not known", "year only", "approximate", "uncertain"; may be empty.
    pub qualifiers: Vec<&'static str>,
}

impl DateText {
    /// The whole date in running text; never empty.
    pub fn full_text(&self) -> String {
        self.segments.iter().map(|mark| mark.text.as_str()).collect()
    }

    /// One machine reading for the whole date, where one stretch says it all; else empty.
    pub fn datetime(&self) -> &str {
        match &self.segments[..] {
            [only] => &only.datetime,
            _ => "",
        }
    }
}

/// A stretch of a date in words, and the machine's reading of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeSegment {
    /// The words.
    pub text: String,
    /// Value for `<time datetime>`: a valid HTML year (four digits or more), month, day, or instant; empty where
    /// HTML has none (a season, a decade, "to").
    pub datetime: String,
}

pub(super) fn date_text(date: &Date, style: &DateStyle<'_>) -> DateText {
    match date {
        Date::Instant(moment) => instant_text(moment, style),
        Date::Calendar(point) => calendar_text(point),
        Date::Interval(from, to) => interval_text(*from, *to),
    }
}

fn instant_text(moment: &OffsetInstant, style: &DateStyle<'_>) -> DateText {
    let day = style.zone.to_datetime(moment.timestamp).date();
    let mark =
        TimeSegment { text: long_day_text(day), datetime: OffsetInstant::html_datetime(moment.timestamp) };
    DateText {
        segments: vec![mark],
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

/// `CEST`; for zones without letters of their own, `UTC+03:30`.
fn zone_abbreviation(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned_datetime(zone.clone());
    let name = zoned.strftime("%Z").to_string();
    if name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
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

fn calendar_text(point: &CalendarDate) -> DateText {
    let (head, tail) = primary_and_secondary(point);
    DateText {
        segments: qualified_segments(point),
        primary: head,
        secondary: tail,
        weekday: point.single_day().map(weekday_name).unwrap_or_default(),
        qualifiers: qualifier_words(point),
        ..DateText::default()
    }
}

/// What is not known of a point, the coarsest first.
fn qualifier_words(point: &CalendarDate) -> Vec<&'static str> {
    let unknown = match (point.unspecified_digits, point.precision) {
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
    let doubt = match point.qualifier {
        None => &[][..],
        Some(Qualifier::Approximate) => &["approximate"],
        Some(Qualifier::Uncertain) => &["uncertain"],
        Some(Qualifier::Both) => &["approximate", "uncertain"],
    };
    unknown.into_iter().chain(doubt.iter().copied()).collect()
}

fn primary_and_secondary(point: &CalendarDate) -> (String, String) {
    let year = year_text(point.year);
    match point.precision {
        Precision::Day(month, day) => (format!("{day} {}", short_month_name(month)), year),
        Precision::Month(month) | Precision::UnknownDay(month) => (month_name(month).to_owned(), year),
        Precision::Season(season) => (season_name(season).to_owned(), year),
        Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => {
            (unqualified_segment(point).text, String::new())
        }
    }
}

/// The point with its doubt in words.
fn qualified_segments(point: &CalendarDate) -> Vec<TimeSegment> {
    let words = match point.qualifier {
        None => return vec![unqualified_segment(point)],
        Some(Qualifier::Approximate) => "about ",
        Some(Qualifier::Uncertain) => "perhaps ",
        Some(Qualifier::Both) => "perhaps about ",
    };
    vec![plain_segment(words), unqualified_segment(point)]
}

/// The point as if nothing about it were in doubt.
fn unqualified_segment(point: &CalendarDate) -> TimeSegment {
    let year = year_text(point.year);
    let text = match point.precision {
        Precision::Day(month, day) => format!("{day} {} {year}", month_name(month)),
        Precision::Month(month) | Precision::UnknownDay(month) => format!("{} {year}", month_name(month)),
        Precision::Season(season) => format!("{} {year}", season_name(season)),
        Precision::Year if point.unspecified_digits > 0 => format!("{year}s"),
        Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => year,
    };
    TimeSegment { text, datetime: html_datetime(point) }
}

/// HTML reads years from 1 on, months and days; it has no seasons and no decades.
fn html_datetime(point: &CalendarDate) -> String {
    let year = point.year;
    match point.precision {
        _ if year < 1 || point.unspecified_digits > 0 => String::new(),
        Precision::Day(month, day) => format!("{year:04}-{month:02}-{day:02}"),
        Precision::Month(month) | Precision::UnknownDay(month) => format!("{year:04}-{month:02}"),
        Precision::Season(_) => String::new(),
        Precision::Year | Precision::UnknownMonth | Precision::UnknownMonthAndDay => format!("{year:04}"),
    }
}

fn interval_text(from: Bound, to: Bound) -> DateText {
    let (marks, head, tail, notes) = match (from, to) {
        (Bound::Known(first), Bound::Known(last)) => closed_interval(&first, &last),
        (Bound::Known(first), end) => half_open_interval("since ", &first, end, " to a date not known"),
        (start, Bound::Known(last)) => {
            half_open_interval("until ", &last, start, "from a date not known to ")
        }
        _ => (vec![plain_segment("date not known")], "date not known".to_owned(), String::new(), vec![]),
    };
    DateText { segments: marks, primary: head, secondary: tail, qualifiers: notes, ..DateText::default() }
}

type IntervalText = (Vec<TimeSegment>, String, String, Vec<&'static str>);

fn closed_interval(first: &CalendarDate, last: &CalendarDate) -> IntervalText {
    let mut marks = interval_start_segments(first, last);
    marks.push(plain_segment(" to "));
    marks.extend(qualified_segments(last));
    let ((from, from_year), (to, to_year)) = (primary_and_secondary(first), primary_and_secondary(last));
    let same_year = from_year == to_year;
    let (head, tail) = match (start_day_in_same_month(first, last), same_year) {
        (Some(day), _) => (format!("{day}–{to}"), to_year),
        (None, true) => (format!("{from} – {to}"), to_year),
        (None, false) => (join_parts(&from, &from_year) + " – " + &join_parts(&to, &to_year), String::new()),
    };
    (marks, head, tail, interval_qualifiers(&[first, last]))
}

/// The beginning of a closed interval, without what its end repeats.
fn interval_start_segments(first: &CalendarDate, last: &CalendarDate) -> Vec<TimeSegment> {
    if let Some(day) = start_day_in_same_month(first, last) {
        return vec![TimeSegment { text: day.to_string(), datetime: html_datetime(first) }];
    }
    let mut marks = qualified_segments(first);
    let of_year = format!(" {}", year_text(first.year));
    if let Some(mark) = marks.last_mut().filter(|_| first.year == last.year) {
        mark.text = mark.text.strip_suffix(&of_year).unwrap_or(&mark.text).to_owned();
    }
    marks
}

/// The day an interval begins on, where it ends in the same month and neither is in doubt.
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

fn half_open_interval(
    open: &'static str,
    point: &CalendarDate,
    other: Bound,
    unknown: &'static str,
) -> IntervalText {
    let (head, tail) = primary_and_secondary(point);
    let is_open = other == Bound::Open;
    let mut marks = qualified_segments(point);
    match (is_open, unknown.starts_with(' ')) {
        (true, _) => marks.insert(0, plain_segment(open)),
        (false, true) => marks.push(plain_segment(unknown)),
        (false, false) => marks.insert(0, plain_segment(unknown)),
    }
    let head = match (is_open, unknown.starts_with(' ')) {
        (true, _) => format!("{open}{head}"),
        (false, true) => format!("{head} – ?"),
        (false, false) => format!("? – {head}"),
    };
    let mut notes = interval_qualifiers(&[point]);
    if !is_open {
        notes.push(if unknown.starts_with(' ') { "end not known" } else { "beginning not known" });
    }
    (marks, head, tail, notes)
}

fn interval_qualifiers(points: &[&CalendarDate]) -> Vec<&'static str> {
    let doubts = points.iter().filter_map(|point| point.qualifier);
    let approximate = doubts.clone().any(|doubt| doubt != Qualifier::Uncertain);
    let uncertain = doubts.clone().any(|doubt| doubt != Qualifier::Approximate);
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

/// Empty before the calendar of today was first in force, when the day had another weekday's name.
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

/// Three letters; names of four letters or fewer stay whole.
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

/// The year as people write it: year 0 is 1 BC.
fn year_text(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

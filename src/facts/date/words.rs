//! Shows dates, in English.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

use super::near::month_name;
use super::{Bound, Date, Doubt, Moment, Point, Within};

/// How a date is to be shown.
#[derive(Clone, Debug)]
pub struct Style<'a> {
    /// The zone in which days and times of instants are shown.
    pub zone: &'a TimeZone,
    /// Where that zone is, for "11:30 in Rome"; none shows the zone's abbreviation, "11:30 CEST".
    pub place: Option<&'a str>,
}

/// A date in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateWords {
    /// The whole date for running text, in parts: "12 April 2025", or "12 April 2025", " to ", "19 April 2025".
    /// At least one; the texts joined are the whole date.
    pub marks: Vec<Mark>,
    /// The part that stands big in a row: "19 Apr", "March", "1979", "spring", "201X" as "2010s".
    pub head: String,
    /// The part below it: the year of a day or month, else empty.
    pub tail: String,
    /// Weekday of a day or instant, else empty.
    pub weekday: String,
    /// "11:30 in Rome" for an instant; empty where the zone is UTC, and for everything else.
    pub local: String,
    /// "09:30 UTC" for an instant, with its day where that is another one in UTC; else empty.
    pub utc: String,
    /// What is not known, in words: "day not known", "year only", "approximate", "uncertain"; may be empty.
    pub notes: Vec<&'static str>,
}

impl DateWords {
    /// The whole date in running text; never empty.
    pub fn text(&self) -> String {
        self.marks.iter().map(|mark| mark.text.as_str()).collect()
    }

    /// One machine reading for the whole date, where one stretch says it all; else empty.
    pub fn datetime(&self) -> &str {
        match &self.marks[..] {
            [only] => &only.datetime,
            _ => "",
        }
    }
}

/// A stretch of a date in words, and the machine's reading of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The words.
    pub text: String,
    /// Value for `<time datetime>`: a valid HTML year (four digits or more), month, day, or instant; empty where
    /// HTML has none (a season, a decade, "to").
    pub datetime: String,
}

pub(super) fn words(date: &Date, style: &Style<'_>) -> DateWords {
    match date {
        Date::Moment(moment) => of_moment(moment, style),
        Date::Point(point) => of_point(point),
        Date::Interval(from, to) => of_interval(*from, *to),
    }
}

fn of_moment(moment: &Moment, style: &Style<'_>) -> DateWords {
    let day = style.zone.to_datetime(moment.at).date();
    let mark = Mark { text: long_day(day), datetime: Moment::machine(moment.at) };
    DateWords {
        marks: vec![mark],
        head: short_day(day),
        tail: year_words(i32::from(day.year())),
        weekday: weekday(day),
        local: local_time(moment.at, style),
        utc: utc_time(moment.at, day),
        notes: Vec::new(),
    }
}

fn local_time(at: Timestamp, style: &Style<'_>) -> String {
    let clock = style.zone.to_datetime(at).strftime("%H:%M").to_string();
    match style.place {
        Some(place) => format!("{clock} in {place}"),
        None if *style.zone == TimeZone::UTC => String::new(),
        None => format!("{clock} {}", abbreviation(at, style.zone)),
    }
}

/// `CEST`; for zones without letters of their own, `UTC+03:30`.
fn abbreviation(at: Timestamp, zone: &TimeZone) -> String {
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

fn of_point(point: &Point) -> DateWords {
    let (head, tail) = head_and_tail(point);
    DateWords {
        marks: doubted(point),
        head,
        tail,
        weekday: point.day().map(weekday).unwrap_or_default(),
        notes: notes(point),
        ..DateWords::default()
    }
}

/// What is not known of a point, the coarsest first.
fn notes(point: &Point) -> Vec<&'static str> {
    let unknown = match (point.year_unspecified, point.within) {
        (0, Within::Year) => Some("year only"),
        (1, Within::Year) => Some("decade only"),
        (_, Within::Year) => Some("century only"),
        (_, Within::Season(_)) => Some("season only"),
        (_, Within::Month(_) | Within::UnknownDay(_) | Within::UnknownMonthAndDay) => Some("day not known"),
        (_, Within::UnknownMonth) => Some("month not known"),
        (_, Within::Day(..)) => None,
    };
    let doubt = match point.doubt {
        None => &[][..],
        Some(Doubt::Approximate) => &["approximate"],
        Some(Doubt::Uncertain) => &["uncertain"],
        Some(Doubt::Both) => &["approximate", "uncertain"],
    };
    unknown.into_iter().chain(doubt.iter().copied()).collect()
}

fn head_and_tail(point: &Point) -> (String, String) {
    let year = year_words(point.year);
    match point.within {
        Within::Day(month, day) => (format!("{day} {}", short_month(month)), year),
        Within::Month(month) | Within::UnknownDay(month) => (month_name(month).to_owned(), year),
        Within::Season(season) => (season_name(season).to_owned(), year),
        Within::Year | Within::UnknownMonth | Within::UnknownMonthAndDay => (bare(point).text, String::new()),
    }
}

/// The point with its doubt in words.
fn doubted(point: &Point) -> Vec<Mark> {
    let words = match point.doubt {
        None => return vec![bare(point)],
        Some(Doubt::Approximate) => "about ",
        Some(Doubt::Uncertain) => "perhaps ",
        Some(Doubt::Both) => "perhaps about ",
    };
    vec![plain(words), bare(point)]
}

/// The point as if nothing about it were in doubt.
fn bare(point: &Point) -> Mark {
    let year = year_words(point.year);
    let text = match point.within {
        Within::Day(month, day) => format!("{day} {} {year}", month_name(month)),
        Within::Month(month) | Within::UnknownDay(month) => format!("{} {year}", month_name(month)),
        Within::Season(season) => format!("{} {year}", season_name(season)),
        Within::Year if point.year_unspecified > 0 => format!("{year}s"),
        Within::Year | Within::UnknownMonth | Within::UnknownMonthAndDay => year,
    };
    Mark { text, datetime: machine(point) }
}

/// HTML reads years from 1 on, months and days; it has no seasons and no decades.
fn machine(point: &Point) -> String {
    let year = point.year;
    match point.within {
        _ if year < 1 || point.year_unspecified > 0 => String::new(),
        Within::Day(month, day) => format!("{year:04}-{month:02}-{day:02}"),
        Within::Month(month) | Within::UnknownDay(month) => format!("{year:04}-{month:02}"),
        Within::Season(_) => String::new(),
        Within::Year | Within::UnknownMonth | Within::UnknownMonthAndDay => format!("{year:04}"),
    }
}

fn of_interval(from: Bound, to: Bound) -> DateWords {
    let (marks, head, tail, notes) = match (from, to) {
        (Bound::Point(first), Bound::Point(last)) => closed(&first, &last),
        (Bound::Point(first), end) => half_open("since ", &first, end, " to a date not known"),
        (start, Bound::Point(last)) => half_open("until ", &last, start, "from a date not known to "),
        _ => (vec![plain("date not known")], "date not known".to_owned(), String::new(), vec![]),
    };
    DateWords { marks, head, tail, notes, ..DateWords::default() }
}

type Parts = (Vec<Mark>, String, String, Vec<&'static str>);

fn closed(first: &Point, last: &Point) -> Parts {
    let mut marks = opening(first, last);
    marks.push(plain(" to "));
    marks.extend(doubted(last));
    let ((from, from_year), (to, to_year)) = (head_and_tail(first), head_and_tail(last));
    let same_year = from_year == to_year;
    let (head, tail) = match (same_month(first, last), same_year) {
        (Some(day), _) => (format!("{day}–{to}"), to_year),
        (None, true) => (format!("{from} – {to}"), to_year),
        (None, false) => (joined(&from, &from_year) + " – " + &joined(&to, &to_year), String::new()),
    };
    (marks, head, tail, interval_notes(&[first, last]))
}

/// The beginning of a closed interval, without what its end repeats.
fn opening(first: &Point, last: &Point) -> Vec<Mark> {
    if let Some(day) = same_month(first, last) {
        return vec![Mark { text: day.to_string(), datetime: machine(first) }];
    }
    let mut marks = doubted(first);
    let of_year = format!(" {}", year_words(first.year));
    if let Some(mark) = marks.last_mut().filter(|_| first.year == last.year) {
        mark.text = mark.text.strip_suffix(&of_year).unwrap_or(&mark.text).to_owned();
    }
    marks
}

/// The day an interval begins on, where it ends in the same month and neither is in doubt.
fn same_month(first: &Point, last: &Point) -> Option<u8> {
    match (first.within, last.within) {
        (Within::Day(month, day), Within::Day(last_month, _))
            if month == last_month
                && first.year == last.year
                && first.doubt.is_none()
                && last.doubt.is_none() =>
        {
            Some(day)
        }
        _ => None,
    }
}

fn half_open(open: &'static str, point: &Point, other: Bound, unknown: &'static str) -> Parts {
    let (head, tail) = head_and_tail(point);
    let is_open = other == Bound::Open;
    let mut marks = doubted(point);
    match (is_open, unknown.starts_with(' ')) {
        (true, _) => marks.insert(0, plain(open)),
        (false, true) => marks.push(plain(unknown)),
        (false, false) => marks.insert(0, plain(unknown)),
    }
    let head = match (is_open, unknown.starts_with(' ')) {
        (true, _) => format!("{open}{head}"),
        (false, true) => format!("{head} – ?"),
        (false, false) => format!("? – {head}"),
    };
    let mut notes = interval_notes(&[point]);
    if !is_open {
        notes.push(if unknown.starts_with(' ') { "end not known" } else { "beginning not known" });
    }
    (marks, head, tail, notes)
}

fn interval_notes(points: &[&Point]) -> Vec<&'static str> {
    let doubts = points.iter().filter_map(|point| point.doubt);
    let approximate = doubts.clone().any(|doubt| doubt != Doubt::Uncertain);
    let uncertain = doubts.clone().any(|doubt| doubt != Doubt::Approximate);
    [(approximate, "approximate"), (uncertain, "uncertain")]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, word)| word)
        .collect()
}

fn joined(head: &str, tail: &str) -> String {
    if tail.is_empty() { head.to_owned() } else { format!("{head} {tail}") }
}

fn plain(text: &str) -> Mark {
    Mark { text: text.to_owned(), datetime: String::new() }
}

/// Empty before the calendar of today was first in force, when the day had another weekday's name.
fn weekday(day: civil::Date) -> String {
    if day.year() > 1582 { day.strftime("%A").to_string() } else { String::new() }
}

fn long_day(day: civil::Date) -> String {
    format!("{} {}", day.strftime("%-d %B"), year_words(i32::from(day.year())))
}

fn short_day(day: civil::Date) -> String {
    let month = u8::try_from(day.month()).unwrap_or(1);
    format!("{} {}", day.day(), short_month(month))
}

/// Three letters; names of four letters or fewer stay whole.
fn short_month(month: u8) -> &'static str {
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
fn year_words(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

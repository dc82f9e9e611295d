//! Suggestions for instants in other notations: a blank for the `T`, a named zone, an hour of one digit.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};

use super::clock_change::clock_change_error;
use super::error::DateError;
use super::{Date, edtf, parse, suggest};

/// Abbreviations of zones: the offset in hours, and the zone people mean by them. In summer that zone may be one hour
/// ahead of the offset, because many people write the winter abbreviation all year.
const ABBREVIATIONS: &[(&str, i8, Option<&str>)] = &[
    ("UTC", 0, None),
    ("GMT", 0, Some("Europe/London")),
    ("WET", 0, Some("Europe/Lisbon")),
    ("BST", 1, None),
    ("WEST", 1, None),
    ("CET", 1, Some("Europe/Brussels")),
    ("MEZ", 1, Some("Europe/Berlin")),
    ("CEST", 2, None),
    ("MESZ", 2, None),
    ("EET", 2, Some("Europe/Athens")),
    ("EEST", 3, None),
    ("MSK", 3, None),
    ("EST", -5, Some("America/New_York")),
    ("EDT", -4, None),
    ("CST", -6, Some("America/Chicago")),
    ("CDT", -5, None),
    ("MST", -7, Some("America/Denver")),
    ("MDT", -6, None),
    ("PST", -8, Some("America/Los_Angeles")),
    ("PDT", -7, None),
    ("JST", 9, None),
    ("AEST", 10, Some("Australia/Sydney")),
    ("AEDT", 11, None),
    ("NZST", 12, Some("Pacific/Auckland")),
    ("NZDT", 13, None),
];

/// Returns the error for an instant in another notation, with the text to write instead. Returns `None` if the text
/// has no time or is an accepted form.
pub(super) fn other_notation(text: &str) -> Option<DateError> {
    time_after_day(text).or_else(|| time_after_words(text))
}

/// Reads "19 April 2025, 14:30" and "19/4/2025 at 2:30 pm".
fn time_after_words(text: &str) -> Option<DateError> {
    let colon = text.find(':')?;
    let start = text[..colon].rfind(|c: char| !c.is_ascii_digit())? + 1;
    let words = text.get(..start)?.trim_end_matches([' ', ',']);
    let words = words.strip_suffix(" at").unwrap_or(words).trim_end_matches(',');
    let day = suggest::one_day(words)?;
    time_after_day(&format!("{day} {}", &text[start..]))
}

fn time_after_day(text: &str) -> Option<DateError> {
    let (day, rest) = (text.get(..10)?, text.get(10..)?);
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'));
    let (clock, zone) = rest.split_at(end.unwrap_or(rest.len()));
    let (clock, zone) = match without_meridiem(clock, zone.trim()) {
        Some(parts) => parts,
        None => (two_digit_hour(clock)?, zone.trim()),
    };
    let point = match parse::parse(day) {
        Ok(Date::Calendar(point)) if point.qualifier.is_none() => point,
        Ok(_) => return None,
        Err(error) if day.starts_with(|first: char| first.is_ascii_digit()) => {
            return Some(error.map_near(|near| parse::if_date(format!("{near}T{clock}{zone}"))));
        }
        Err(_) => return None,
    };
    let civil_day = point.single_day()?;
    if let Some(error) = named_zone_error(zone, civil_day, &clock) {
        return Some(error);
    }
    let offsets = offsets(zone, civil_day, &clock)?;
    Some(error(text, &format!("{day}T{clock}"), zone, &offsets))
}

/// Returns the error for a time at which the clocks of a zone with an IANA name are changed.
fn named_zone_error(zone: &str, day: civil::Date, clock: &str) -> Option<DateError> {
    let name = zone.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(zone);
    let zone = TimeZone::get(name).ok().filter(|_| name.contains('/'))?;
    clock_change_error(day.to_datetime(clock.parse().ok()?), &zone)
}

/// Turns `9:30` and `9` before `pm` into a time of 24 hours, and returns what follows.
fn without_meridiem<'t>(clock: &str, rest: &'t str) -> Option<(String, &'t str)> {
    let lowercase = rest.to_ascii_lowercase();
    let (half, length) = [("a.m.", 0), ("am", 0), ("p.m.", 12), ("pm", 12)]
        .iter()
        .find(|(written, _)| lowercase.starts_with(written))
        .map(|(written, half)| (*half, written.len()))?;
    let (hour, minutes) = clock.split_once(':').unwrap_or((clock, "00"));
    let hour: u8 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    Some((format!("{:02}:{minutes}", hour % 12 + half), rest.get(length..)?.trim()))
}

fn two_digit_hour(clock: &str) -> Option<String> {
    let hour = clock.split_once(':')?.0;
    Some(if hour.len() == 1 { format!("0{clock}") } else { clock.to_owned() })
}

/// Returns the offsets a zone may mean on a day, the likeliest first. Without a zone, returns one empty offset.
fn offsets(zone: &str, day: civil::Date, clock: &str) -> Option<Vec<String>> {
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") {
        return Some(vec![zone.to_uppercase()]);
    }
    let local = day.to_datetime(clock.parse().unwrap_or(civil::Time::midnight()));
    let named = |name: &str| {
        Some(TimeZone::get(name).ok()?.to_ambiguous_zoned_datetime(local).compatible().ok()?.offset())
    };
    let known = ABBREVIATIONS.iter().find(|(word, ..)| word.eq_ignore_ascii_case(zone));
    let offsets: Vec<Offset> = match known {
        Some((_, hours, place)) => {
            let mut both = vec![Offset::constant(*hours)];
            let clocks = place.and_then(named).filter(|offset| !both.contains(offset));
            both.splice(0..0, clocks);
            both
        }
        None => vec![numeric_offset(zone).or_else(|| named(zone))?],
    };
    Some(offsets.into_iter().map(edtf::offset).collect())
}

/// Parses `+0200`, `+2`, `UTC+2` or `GMT-03:30`.
fn numeric_offset(zone: &str) -> Option<Offset> {
    let bare = ["UTC", "GMT"].iter().find_map(|word| zone.strip_prefix(word)).unwrap_or(zone).trim();
    let sign = if bare.starts_with('-') { -1 } else { 1 };
    let digits = bare.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 4) => digits.split_at_checked(2)?,
        (None, _) => (digits, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let in_range = (0..=14).contains(&hours) && (0..=59).contains(&minutes);
    in_range.then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()).flatten()
}

fn error(text: &str, local: &str, zone: &str, offsets: &[String]) -> DateError {
    let first = offsets.first().map_or("", String::as_str);
    if let Err(error) = parse::parse(&format!("{local}{first}")) {
        return error;
    }
    let message = match text.get(10..11) {
        _ if !zone.is_empty() && zone != first => format!("`{zone}` is not a UTC offset"),
        Some("T") => format!("`{text}` is not an instant in ISO 8601 form"),
        _ => format!("`{text}` has no `T` between day and time"),
    };
    let help = match offsets {
        [actual, literal] => format!(
            "write `{local}{actual}` for the local time on that day, or `{local}{literal}` for `{zone}` taken literally"
        ),
        _ => format!("write `{local}{first}`"),
    };
    DateError::new(message).help(help)
}

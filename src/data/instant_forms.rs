//! Instants as other programs write them: with a blank between day and time, `+0200`, a zone by name, or no zone.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use crate::facts::date::DateError;
use crate::facts::date::clock_change_error;
use crate::text::nearest;

/// An instant of another notation that can mean only one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum InstantForm {
    /// In ISO 8601.
    Instant(String),
    /// Without a zone: day and time in ISO 8601.
    Local(String),
}

/// Converts a day and a time of day to ISO 8601. Returns `None` for any other text, and for a zone that is not understood.
pub(super) fn instant_form(text: &str) -> Option<InstantForm> {
    let day = text.get(..10).filter(|day| is_day(day))?;
    let rest = text[10..].trim_start_matches(['T', 't', ' ', '\t']);
    if rest.len() == text.len() - 10 {
        return None;
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(rest.len());
    let (clock, zone) = (&rest[..end], rest[end..].trim());
    if !clock.contains(':') {
        return None;
    }
    let local = match clock.find(':') {
        Some(1) => format!("{day}T0{clock}"),
        _ => format!("{day}T{clock}"),
    };
    if zone.is_empty() {
        return Some(InstantForm::Local(local));
    }
    let offset = offset_of(zone, &local)?;
    Some(InstantForm::Instant(local + &offset))
}

/// Returns an instant of `zone` in ISO 8601, unless the clocks are changed at that time.
pub(super) fn in_zone(local: &str, zone: &TimeZone) -> Option<String> {
    let time: DateTime = local.parse().ok()?;
    let offset = zone_offset(time, zone)?;
    Some(format!("{local}{}", iso_offset(offset.seconds())))
}

/// Returns why an instant cannot be read: the clocks of its zone are changed at this time, or no zone has its name.
pub(super) fn instant_error(written: &str, zone: Option<&TimeZone>) -> Option<DateError> {
    match instant_form(written.trim()) {
        Some(InstantForm::Local(local)) => clock_change_error(local.parse().ok()?, zone?),
        Some(InstantForm::Instant(_)) => None,
        None => unknown_zone(written.trim()),
    }
}

fn unknown_zone(written: &str) -> Option<DateError> {
    let (clock, name) = written.rsplit_once([' ', '['])?;
    let name = name.trim_end_matches(']');
    let Some(InstantForm::Local(local)) = instant_form(clock.trim()) else { return None };
    if !name.contains('/') || TimeZone::get(name).is_ok() {
        return None;
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let meant = nearest(name, known.iter().map(String::as_str))
        .and_then(|name| Some((in_zone(&local, &TimeZone::get(name).ok()?)?, name)));
    let help = match meant {
        Some((instant, name)) => format!("write `{instant}` for the time in `{name}`"),
        None => format!("write `{local}Z` for UTC, or add the offset, as in `{local}+02:00`"),
    };
    let mut error = DateError::new(format!("`{name}` is not a time zone"));
    error.help = Some(help);
    Some(error)
}

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

fn zone_offset(time: DateTime, zone: &TimeZone) -> Option<Offset> {
    let at = zone.to_ambiguous_timestamp(time).unambiguous().ok()?;
    Some(zone.to_offset(at))
}

/// Returns the offset of `Z`, `UTC`, `+0200`, `GMT+2`, `+0200 CEST`, `Europe/Zurich` or `+02:00[Europe/Zurich]`.
fn offset_of(zone: &str, local: &str) -> Option<String> {
    let (zone, name) = match zone.split_once('[') {
        Some((offset, name)) => (offset.trim(), Some(name.strip_suffix(']')?)),
        None if zone.contains('/') => ("", Some(zone)),
        None => (zone, None),
    };
    let named = match name {
        Some(name) => Some(zone_offset(local.parse().ok()?, &TimeZone::get(name).ok()?)?.seconds()),
        None => None,
    };
    let written = if zone.is_empty() { None } else { Some(offset_seconds(zone)?) };
    match (written, named) {
        (Some(written), Some(named)) if written != named => None,
        (written, named) => {
            let seconds = written.or(named)?;
            Some(if seconds == 0 { "Z".to_owned() } else { iso_offset(seconds) })
        }
    }
}

/// Returns the seconds of an offset. An abbreviation after the offset, as in `+0000 UTC`, repeats it.
fn offset_seconds(text: &str) -> Option<i32> {
    let (text, abbreviation) = text.split_once(' ').unwrap_or((text, ""));
    if !abbreviation.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let upper = text.to_ascii_uppercase();
    let rest = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    if rest.is_empty() || rest == "Z" {
        return Some(0);
    }
    let (sign, digits) = match rest.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, rest.strip_prefix('-').or_else(|| rest.strip_prefix('−'))?),
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 1 | 2) => (digits, "0"),
        (None, 4) if digits.is_ascii() => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=23).contains(&hours) && (0..=59).contains(&minutes)).then(|| sign * (hours * 3600 + minutes * 60))
}

fn iso_offset(seconds: i32) -> String {
    let minutes = seconds.abs() / 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_that_do_not_exist_have_the_nearest_name() {
        let cases = [
            (
                "2025-04-19 10:00 Europe/Zurch",
                "write `2025-04-19T10:00+02:00` for the time in `Europe/Zurich`",
            ),
            (
                "2025-01-19T10:00[Amercia/New_York]",
                "write `2025-01-19T10:00-05:00` for the time in `America/New_York`",
            ),
            (
                "2025-04-19 10:00 No/Where",
                "write `2025-04-19T10:00Z` for UTC, or add the offset, as in `2025-04-19T10:00+02:00`",
            ),
        ];
        for (written, help) in cases {
            let error = instant_error(written, None).expect("an error");
            assert_eq!(error.help.as_deref(), Some(help), "{written}");
        }
        for written in ["2025-04-19 10:00 Europe/Zurich", "2025-04-12/2025-04-19", "2025-04-19 10:00 am/pm x"]
        {
            assert!(instant_error(written, None).is_none(), "{written}");
        }
    }

    #[test]
    fn other_notations_have_one_meaning_or_none() {
        let cases = [
            ("2025-04-19 10:00:00 +02:00", "2025-04-19T10:00:00+02:00"),
            ("2025-04-19 10:00:00-04:00", "2025-04-19T10:00:00-04:00"),
            ("2025-04-19T10:00:00+0200", "2025-04-19T10:00:00+02:00"),
            ("2025-04-19 10:00 +02:00", "2025-04-19T10:00+02:00"),
            ("2025-04-19 10:00:00+02", "2025-04-19T10:00:00+02:00"),
            ("2025-04-19 9:05 UTC", "2025-04-19T09:05Z"),
            ("2025-04-19 10:00:00 -0500", "2025-04-19T10:00:00-05:00"),
            ("2025-04-19T10:00:00−05:30", "2025-04-19T10:00:00-05:30"),
            ("2025-04-19t10:00:00z", "2025-04-19T10:00:00Z"),
            ("2023-08-04 00:00:00 +0000 UTC", "2023-08-04T00:00:00Z"),
            ("2025-04-19 10:00:00 +0200 CEST", "2025-04-19T10:00:00+02:00"),
            ("2025-04-19 10:00 GMT+2", "2025-04-19T10:00+02:00"),
            ("2025-04-19 10:00 Europe/Zurich", "2025-04-19T10:00+02:00"),
            ("2025-01-19T10:00:00[Europe/Zurich]", "2025-01-19T10:00:00+01:00"),
            ("2025-04-19T10:00:00+02:00[Europe/Zurich]", "2025-04-19T10:00:00+02:00"),
            ("2025-04-19 10:00:00.123", "local 2025-04-19T10:00:00.123"),
            ("2025-04-19  10:00", "local 2025-04-19T10:00"),
            ("2025-04-19T10:00:00+05:00[Europe/Zurich]", ""),
            ("2025-10-26 02:30 Europe/Zurich", ""),
            ("2025-03-30 02:30 Europe/Zurich", ""),
            ("2025-04-19 10:00 am", ""),
            ("2025-04-19 10:00 EST", ""),
            ("2025-04-19 10:00 +25:00", ""),
            ("2025-04-19 10:00 +02:00x", ""),
            ("2025-04-19 10:00 Europe/Nowhere", ""),
            ("2025-04-19 talks", ""),
            ("2025-04-19", ""),
            ("2025-04-1é 10:00", ""),
            ("19 April 2025 10:00", ""),
        ];
        for (text, expected) in cases {
            let form = match instant_form(text) {
                Some(InstantForm::Instant(instant)) => instant,
                Some(InstantForm::Local(local)) => format!("local {local}"),
                None => String::new(),
            };
            assert_eq!(form, expected, "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_read_in_a_zone_unless_clocks_change_then() {
        let zone = TimeZone::get("America/New_York").expect("known");
        let cases = [
            ("2025-04-19T10:00", Some("2025-04-19T10:00-04:00")),
            ("2025-01-19T10:00:00", Some("2025-01-19T10:00:00-05:00")),
            ("2025-11-02T01:30", None),
            ("2025-03-09T02:30", None),
            ("2025-04-19T25:00", None),
        ];
        for (local, expected) in cases {
            assert_eq!(in_zone(local, &zone).as_deref(), expected, "{local}");
        }
    }
}

//! Events of iCalendar.

use jiff::civil::{Date as Day, DateTime};
use jiff::tz::TimeZone;

use super::ListRecord;

/// Reads the events of a calendar. Properties without a column have their names.
pub(super) fn records(text: &str) -> Result<Vec<ListRecord>, String> {
    if !text.contains("BEGIN:VCALENDAR") {
        return Err("the file is not a calendar".to_owned());
    }
    let (mut records, mut open, mut depth) = (Vec::new(), None::<ListRecord>, 0usize);
    for line in unfolded(text) {
        match (&*line, &mut open) {
            ("BEGIN:VEVENT", None) => open = Some(ListRecord::default()),
            ("END:VEVENT", Some(_)) if depth == 0 => records.extend(open.take()),
            // An alarm has properties of its own.
            (line, Some(_)) if line.starts_with("BEGIN:") => depth += 1,
            (line, Some(_)) if line.starts_with("END:") => depth = depth.saturating_sub(1),
            (line, Some(record)) if depth == 0 => add_property(record, line),
            _ => {}
        }
    }
    Ok(records)
}

/// Returns the lines of a calendar; a line that begins with a blank continues the one before.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn add_property(record: &mut ListRecord, line: &str) {
    let Some((head, value)) = line.split_once(':') else { return };
    let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
    match name {
        "DTSTART" => {
            let date = date(parameters, value).unwrap_or_else(|| value.to_owned());
            if value.len() > 8 && !date.contains('T') {
                record.push("time without a zone", value);
            }
            record.push("date", &date);
        }
        "DTEND" if value.len() == 8 => record.push("end", &last_day(value).unwrap_or_default()),
        "SUMMARY" => record.push("what", &plain(value)),
        "LOCATION" => record.push("where", &plain(value)),
        "STATUS" if value == "CONFIRMED" => record.push("status", "confirmed"),
        // Identifiers and version numbers of calendar programs.
        "UID" | "DTSTAMP" | "SEQUENCE" => {}
        name => record.push(name, &plain(value)),
    }
}

fn plain(value: &str) -> String {
    value
        .replace("\\n", " ")
        .replace("\\N", " ")
        .replace("\\,", ",")
        .replace("\\;", ";")
        .replace("\\\\", "\\")
}

/// Returns a day, or an instant with its offset. A time without a known zone is reduced to its day.
fn date(parameters: &str, value: &str) -> Option<String> {
    if value.len() == 8 {
        return Some(Day::strptime("%Y%m%d", value).ok()?.to_string());
    }
    let is_utc = value.ends_with('Z');
    let local = DateTime::strptime("%Y%m%dT%H%M%S", value.trim_end_matches('Z')).ok()?;
    let named = parameters.split(';').find_map(|parameter| parameter.strip_prefix("TZID="));
    let zone = match named {
        _ if is_utc => Some(TimeZone::UTC),
        named => named.and_then(|name| TimeZone::get(name.trim_matches('"')).ok()),
    };
    let Some(zone) = zone else { return Some(local.date().to_string()) };
    let instant = zone.to_ambiguous_timestamp(local).compatible().ok()?.to_zoned_datetime(zone);
    let end = if is_utc { "Z".to_owned() } else { instant.strftime("%:z").to_string() };
    Some(format!("{}{end}", local.strftime("%Y-%m-%dT%H:%M")))
}

/// Returns the last day of an event, which ends before the day that the calendar states.
fn last_day(value: &str) -> Option<String> {
    Some(Day::strptime("%Y%m%d", value).ok()?.yesterday().ok()?.to_string())
}

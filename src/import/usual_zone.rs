//! The zone of a site whose settings name none: that of the offsets its posts are written with.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::front::split;
use super::meta::PUBLISHED;
use super::tree::SourceTree;
use super::when::{ImportedDate, ZoneSource, parse};

/// Zones that are tried, the most frequent first where several have the same offsets.
const ZONES: [&str; 18] = [
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Europe/Moscow",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Pacific/Auckland",
    "America/Sao_Paulo",
    "Africa/Johannesburg",
    "Asia/Dubai",
];
/// Front matter is read to this line.
const MAX_LINES: usize = 60;

/// Returns the zone that has the offsets of most posts, with the number of these posts; `None` if it is UTC.
pub(super) fn usual_zone(tree: &SourceTree) -> Option<(String, usize)> {
    let dates: Vec<_> = tree.texts.values().filter_map(|text| written_date(text)).collect();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    dates.iter().for_each(|(_, offset)| *counts.entry(offset.seconds()).or_default() += 1);
    let (seconds, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let named = ZONES.iter().filter_map(|name| Some((*name, matches(&TimeZone::get(name).ok()?, &dates))));
    let named = named.rev().max_by_key(|(_, count)| *count)?;
    let (name, count) = match named {
        (name, matched) if matched >= count => (name.to_owned(), matched),
        _ if seconds % 3600 == 0 => (format!("Etc/GMT{:+}", -seconds / 3600), count),
        (name, matched) => (name.to_owned(), matched),
    };
    (name != "UTC" && count * 2 > dates.len()).then_some((name, count))
}

/// Returns the number of dates whose offset is that of the zone.
fn matches(zone: &TimeZone, dates: &[(DateTime, Offset)]) -> usize {
    let has = |(time, offset): &&(DateTime, Offset)| {
        offset.to_timestamp(*time).is_ok_and(|instant| zone.to_offset(instant) == *offset)
    };
    dates.iter().filter(has).count()
}

/// Returns the time in front matter with the offset that is written with it.
fn written_date(text: &str) -> Option<(DateTime, Offset)> {
    if text.starts_with("{\"") {
        let values = split(text).ok()?.values?;
        return PUBLISHED.iter().find_map(|key| instant(values.get(*key)?.as_str()?));
    }
    let first = text.lines().next()?.trim_end();
    let lines = text.lines().take(MAX_LINES).skip(1);
    let mut lines = lines.take_while(|line| line.trim_end() != first);
    matches!(first, "---" | "+++" | "{").then_some(())?;
    lines.find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        let key = key.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        let value = value.trim().trim_end_matches(',').trim_matches(['"', '\'']);
        PUBLISHED.contains(&&*key).then(|| instant(value)).flatten()
    })
}

/// Returns a time and the offset that is written with it.
fn instant(text: &str) -> Option<(DateTime, Offset)> {
    match parse(text, &TimeZone::UTC) {
        Some((ImportedDate::Instant(time, offset), ZoneSource::Written)) => Some((time, offset)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_that_of_most_posts() {
        let cases: [(&[&str], Option<&str>); 8] = [
            (&["2024-01-05 22:00 -0500", "2024-07-05 22:00 -0400"], Some("America/New_York")),
            (&["2024-01-05 22:00 -0500", "2024-07-05 22:00 -0500"], Some("Etc/GMT+5")),
            (&["2024-01-05T22:00:00+05:30"], Some("Asia/Kolkata")),
            (&["2024-01-05T22:00:00+01:00", "2024-07-05T22:00:00+02:00"], Some("Europe/Berlin")),
            (&["2024-01-05T22:00:00Z", "2024-07-05T22:00:00+02:00"], None),
            (&["2024-01-05T22:00:00Z"], None),
            (&["2024-01-05", "2024-01-05 22:00"], None),
            (&[], None),
        ];
        for (dates, expected) in cases {
            let mut tree = SourceTree::default();
            for (number, date) in dates.iter().enumerate() {
                let text = format!("---\ntitle: T\ndate: {date}\n---\ndate: 2024-01-01 10:00 +0900\n");
                tree.texts.insert(format!("{number}.md"), text);
            }
            assert_eq!(usual_zone(&tree).map(|(name, _)| name).as_deref(), expected, "{dates:?}");
        }
    }

    #[test]
    fn all_notations_are_read() {
        for text in [
            "+++\ndate = 2024-01-05T22:00:00-05:00\n+++\n",
            "{\n  \"date\": \"2024-01-05T22:00:00-05:00\",\n}\n",
            "{\"title\":\"T\",\"date\":\"2024-01-05 22:00:00 -0500\"}\nText\n",
        ] {
            assert!(written_date(text).is_some(), "{text}");
        }
        assert!(written_date("Text\ndate: 2024-01-05 22:00 -0500\n").is_none());
    }
}

//! When a site must be built again: at the end of an embargo, or when a coming date has come.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::site::{Unpublished, UnpublishedReason};

/// Returns the first instant after `as_of` at which unpublished content becomes public or the next event begins.
pub fn next_change(
    unpublished: &[Unpublished],
    next_event: Option<Timestamp>,
    as_of: Timestamp,
) -> Option<Timestamp> {
    let instant = |file: &Unpublished| match file.reason {
        UnpublishedReason::Draft => None,
        UnpublishedReason::Embargo(until) => Some(until),
        UnpublishedReason::NotYetPublished(from) | UnpublishedReason::Entries(_, _, from) => Some(from),
    };
    let public = unpublished.iter().filter_map(instant);
    public.chain(next_event).filter(|instant| *instant > as_of).min()
}

/// Returns the time of a line for cron, in UTC and not before the instant: `30 7 19 4 *`.
pub fn cron_line(instant: Timestamp) -> String {
    let second = jiff::SignedDuration::from_secs(59);
    let minute = instant.saturating_add(second).unwrap_or(instant).to_zoned_datetime(TimeZone::UTC);
    format!("{} {} {} {} *", minute.minute(), minute.hour(), minute.day(), minute.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cron_lines_are_not_before_the_instant() {
        let cases = [
            ("2025-04-19T07:30:00Z", "30 7 19 4 *"),
            ("2025-04-19T07:30:01Z", "31 7 19 4 *"),
            ("2025-12-31T23:59:30Z", "0 0 1 1 *"),
        ];
        for (instant, line) in cases {
            assert_eq!(cron_line(instant.parse().expect("an instant")), line, "{instant}");
        }
    }

    #[test]
    fn drafts_and_past_instants_need_no_build() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        let file = |reason| Unpublished { path: "content/briefings/a.md".into(), title: "A".into(), reason };
        let unpublished = [
            file(UnpublishedReason::Draft),
            file(UnpublishedReason::Embargo(at("2025-04-21T08:00:00Z"))),
            file(UnpublishedReason::NotYetPublished(at("2025-04-20T08:00:00Z"))),
        ];
        let event = Some(at("2025-04-20T00:00:00Z"));
        let cases = [
            ("2025-04-19T00:00:00Z", None, Some("2025-04-20T08:00:00Z")),
            ("2025-04-19T00:00:00Z", event, Some("2025-04-20T00:00:00Z")),
            ("2025-04-20T09:00:00Z", event, Some("2025-04-21T08:00:00Z")),
            ("2025-04-22T00:00:00Z", None, None),
        ];
        for (as_of, event, expected) in cases {
            assert_eq!(next_change(&unpublished, event, at(as_of)), expected.map(at), "{as_of}");
        }
    }
}

//! Calendars (RFC 5545): the events of a site, briefing, topic, actor or venue.
//!
//! [`Date::calendar_slot`](crate::facts::Date::calendar_slot) decides which events are included: instants, days and
//! ranges of days. Months and years are left out, because calendars would views them as weeks of all-day events. Time
//! stamps come from the publication and change dates of briefings, not from a clock, so the output is reproducible.

mod event;
mod lines;

use crate::page::{CalendarScope, calendar_events};
use crate::site::{PageId, Site};
use lines::ContentLines;

/// Suggested interval between requests of a client.
const REFRESH_INTERVAL: &str = "PT12H";

/// Returns the bytes of a calendar file.
pub(super) fn calendar_file(site: &Site, scope: CalendarScope) -> Vec<u8> {
    let mut lines = ContentLines::default();
    lines.raw_property("BEGIN", "VCALENDAR");
    lines.raw_property("VERSION", "2.0");
    lines.raw_property("PRODID", "-//Dateline//Dateline//EN");
    lines.raw_property("CALSCALE", "GREGORIAN");
    let name = calendar_name(site, scope);
    lines.text_property("NAME", &name);
    // Older clients read only this property.
    lines.text_property("X-WR-CALNAME", &name);
    if let Some(url) = site.page_url(&site.title_and_permalink(scope_page(scope)).1.href) {
        lines.raw_property("URL", &url);
    }
    lines.raw_property("REFRESH-INTERVAL;VALUE=DURATION", REFRESH_INTERVAL);
    lines.raw_property("X-PUBLISHED-TTL", REFRESH_INTERVAL);
    for id in calendar_events(site, scope) {
        event::write_event(&mut lines, site, id);
    }
    lines.raw_property("END", "VCALENDAR");
    lines.finish()
}

fn scope_page(scope: CalendarScope) -> PageId {
    match scope {
        CalendarScope::Site => PageId::Home,
        CalendarScope::Briefing(id) => PageId::Briefing(id),
        CalendarScope::Topic(id) => PageId::Topic(id),
        CalendarScope::Actor(id) => PageId::Actor(id),
        CalendarScope::Venue(id) => PageId::Venue(id),
    }
}

fn calendar_name(site: &Site, scope: CalendarScope) -> String {
    let title = site.title_and_permalink(scope_page(scope)).0;
    match scope {
        CalendarScope::Site => title.to_owned(),
        _ => format!("{title} · {}", site.settings.title),
    }
}

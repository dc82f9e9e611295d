//! Calendars (RFC 5545): the dates of a site, briefing, topic, actor or venue, for the reader's own calendar.
//!
//! What goes in is decided by [`Date::slot`](crate::facts::Date::slot): instants, days and spans of days. A month or a
//! year is no entry, for a calendar would show it as days on end. Nothing here reads a clock: stamps and versions come
//! from when briefings were published and changed, so the same facts give the same bytes.

mod event;
mod lines;

use crate::page::{CalendarScope, calendar_events};
use crate::site::{PageId, Site};
use lines::ContentLines;

/// How often a client may ask again: briefings do not change by the hour.
const REFRESH_INTERVAL: &str = "PT12H";

/// A calendar file.
pub(super) fn calendar_file(site: &Site, scope: CalendarScope) -> Vec<u8> {
    let mut lines = ContentLines::default();
    lines.raw_property("BEGIN", "VCALENDAR");
    lines.raw_property("VERSION", "2.0");
    lines.raw_property("PRODID", "-//Dateline//Dateline//EN");
    lines.raw_property("CALSCALE", "GREGORIAN");
    let name = calendar_name(site, scope);
    lines.text_property("NAME", &name);
    // Older clients know only this name for it.
    lines.text_property("X-WR-CALNAME", &name);
    if let Some(address) = site.page_url(&site.title_and_permalink(scope_page(scope)).1.href) {
        lines.raw_property("URL", &address);
    }
    lines.raw_property("REFRESH-INTERVAL;VALUE=DURATION", REFRESH_INTERVAL);
    lines.raw_property("X-PUBLISHED-TTL", REFRESH_INTERVAL);
    for id in calendar_events(site, scope) {
        event::write_event(&mut lines, site, id);
    }
    lines.raw_property("END", "VCALENDAR");
    lines.finish()
}

fn scope_page(whose: CalendarScope) -> PageId {
    match whose {
        CalendarScope::Site => PageId::Home,
        CalendarScope::Briefing(id) => PageId::Briefing(id),
        CalendarScope::Topic(id) => PageId::Topic(id),
        CalendarScope::Actor(id) => PageId::Actor(id),
        CalendarScope::Venue(id) => PageId::Venue(id),
    }
}

fn calendar_name(site: &Site, whose: CalendarScope) -> String {
    let title = site.title_and_permalink(scope_page(whose)).0;
    match whose {
        CalendarScope::Site => title.to_owned(),
        _ => format!("{title} · {}", site.settings.title),
    }
}

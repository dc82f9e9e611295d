//! Calendars (RFC 5545): the dates of a site, briefing, topic, actor or venue, for the reader's own calendar.
//!
//! What goes in is decided by [`Date::slot`](crate::facts::Date::slot): instants, days and spans of days. A month or a
//! year is no entry, for a calendar would show it as days on end. Nothing here reads a clock: stamps and versions come
//! from when briefings were published and changed, so the same facts give the same bytes.

mod event;
mod lines;

use crate::page::{CalendarOf, calendar_events};
use crate::site::{PageId, Site};
use lines::Lines;

/// How often a client may ask again: briefings do not change by the hour.
const REFRESH: &str = "PT12H";

/// A calendar file.
pub(super) fn calendar(site: &Site, whose: CalendarOf) -> Vec<u8> {
    let mut lines = Lines::default();
    lines.line("BEGIN", "VCALENDAR");
    lines.line("VERSION", "2.0");
    lines.line("PRODID", "-//Dateline//Dateline//EN");
    lines.line("CALSCALE", "GREGORIAN");
    let name = name(site, whose);
    lines.text("NAME", &name);
    // Older clients know only this name for it.
    lines.text("X-WR-CALNAME", &name);
    if let Some(address) = site.page_address(&site.page(page(whose)).1.href) {
        lines.line("URL", &address);
    }
    lines.line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.line("X-PUBLISHED-TTL", REFRESH);
    for id in calendar_events(site, whose) {
        event::write(&mut lines, site, id);
    }
    lines.line("END", "VCALENDAR");
    lines.finish()
}

fn page(whose: CalendarOf) -> PageId {
    match whose {
        CalendarOf::Site => PageId::Home,
        CalendarOf::Briefing(id) => PageId::Briefing(id),
        CalendarOf::Topic(id) => PageId::Topic(id),
        CalendarOf::Actor(id) => PageId::Actor(id),
        CalendarOf::Venue(id) => PageId::Venue(id),
    }
}

fn name(site: &Site, whose: CalendarOf) -> String {
    let title = site.page(page(whose)).0;
    match whose {
        CalendarOf::Site => title.to_owned(),
        _ => format!("{title} · {}", site.settings.title),
    }
}

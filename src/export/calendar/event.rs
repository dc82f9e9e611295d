//! Calendar events (`VEVENT`) from the events of a site.

use std::cmp::Reverse;

use jiff::{Timestamp, ToSpan};

use super::lines::ContentLines;
use crate::export::change_time::last_changed;
use crate::export::stable_ids::uuid;
use crate::export::time_format::utc;
use crate::facts::date::CalendarSlot;
use crate::facts::{DateFact, Status};
use crate::site::{Event, EventId, FactIndex, FactRef, PageId, Site, VenueId};

/// Maximum number of briefings named in a description.
const MAX_BRIEFINGS: usize = 3;

/// Writes a `VEVENT`, or nothing if the date has no calendar slot.
pub(super) fn write_event(lines: &mut ContentLines, site: &Site, id: EventId) {
    let Some(slot) = site.calendar_slot(id) else { return };
    let event = site.event(id);
    let fact = site.event_fact(event);
    let (first, last) = first_and_last_report(site, event);
    lines.raw_property("BEGIN", "VEVENT");
    lines.raw_property("UID", &uid(site, event));
    let changed = utc_stamp(last);
    lines.raw_property("DTSTAMP", &changed);
    lines.raw_property("CREATED", &utc_stamp(first));
    lines.raw_property("LAST-MODIFIED", &changed);
    // The sequence must increase with every change and must not depend on the number of builds: the minutes since the
    // first report.
    let sequence = (last.as_second() - first.as_second()) / 60;
    lines.raw_property("SEQUENCE", &sequence.clamp(0, i64::from(i32::MAX)).to_string());
    write_dates(lines, slot);
    lines.raw_property("STATUS", status(fact, slot));
    // The event does not block time in the reader's calendar.
    lines.raw_property("TRANSP", "TRANSPARENT");
    lines.text_property("SUMMARY", &fact.what.value);
    write_details(lines, site, event);
    lines.raw_property("END", "VEVENT");
}

fn write_dates(lines: &mut ContentLines, slot: CalendarSlot) {
    match slot {
        CalendarSlot::At(instant) => lines.raw_property("DTSTART", &utc_stamp(instant)),
        CalendarSlot::Days { first, last, .. } => {
            lines.raw_property("DTSTART;VALUE=DATE", &basic_format(first.to_string()));
            // `DTEND` is exclusive.
            let end = last.saturating_add(1.day());
            lines.raw_property("DTEND;VALUE=DATE", &basic_format(end.to_string()));
        }
    }
}

/// Returns the status: denied or withdrawn facts are cancelled; claimed, disputed and uncertain ones are tentative.
fn status(fact: &DateFact, slot: CalendarSlot) -> &'static str {
    match fact.status {
        Some(Status::Denied | Status::Withdrawn) => "CANCELLED",
        Some(Status::Claimed | Status::Disputed) => "TENTATIVE",
        Some(Status::Confirmed) | None => match slot {
            CalendarSlot::Days { is_qualified: true, .. } => "TENTATIVE",
            _ => "CONFIRMED",
        },
    }
}

/// Writes venue, topics, description and URL.
fn write_details(lines: &mut ContentLines, site: &Site, event: &Event) {
    if let Some(venue) = event.venue {
        lines.text_property("LOCATION", &venue_line(site, venue));
        if let Some((latitude, longitude)) =
            site.venue(venue).profile.as_deref().and_then(|venue| venue.coordinates)
        {
            lines.raw_property("GEO", &format!("{latitude};{longitude}"));
        }
    }
    let topics = site.briefing(event.reported_by[0].briefing).distinct_topics();
    if !topics.is_empty() {
        lines.text_list_property("CATEGORIES", topics.iter().map(|topic| &*site.topic(*topic).name));
    }
    lines.text_property("DESCRIPTION", &description(site, event));
    if let Some(url) = site.page_url(&site.briefing(event.reported_by[0].briefing).permalink.href) {
        lines.raw_property("URL", &url);
    }
}

/// Returns the venue, its containing venue, and the country.
fn venue_line(site: &Site, venue: VenueId) -> String {
    let mut parts = vec![site.venue(venue).name.as_str()];
    let container = site.containing_venue(venue);
    parts.extend(container.map(|container| site.venue(container).name.as_str()));
    let country = [Some(venue), container].into_iter().flatten().find_map(|id| {
        site.venue(id).profile.as_deref()?.country.as_ref().map(|country| country.value.as_str())
    });
    parts.extend(country.filter(|country| !parts.contains(country)));
    site.labels.list(&parts)
}

fn description(site: &Site, event: &Event) -> String {
    let fact = site.event_fact(event);
    let mut lines = Vec::new();
    let actors: Vec<&str> = site.event_actors(event).iter().map(|id| site.actor(*id).name.as_str()).collect();
    if !actors.is_empty() {
        lines.push(site.labels.list(&actors));
    }
    let remarks = remarks(site, fact);
    if !remarks.is_empty() {
        let remarks: Vec<&str> = remarks.iter().map(String::as_str).collect();
        lines.push(format!("({})", site.labels.list(&remarks)));
    }
    lines.extend(event.reported_by.iter().take(MAX_BRIEFINGS).map(|fact_ref| briefing_line(site, *fact_ref)));
    lines.join("\n")
}

/// Returns the status of a fact and the qualifiers of its date, in words.
fn remarks(site: &Site, fact: &DateFact) -> Vec<String> {
    let status =
        fact.status.map(|status| site.labels.format("status", &[("status", status.as_str().into())]));
    let qualifiers = fact.when.value.qualifier_names().into_iter();
    let qualifiers = qualifiers.map(|name| site.labels.get(&format!("date-note-{name}")).to_owned());
    status.into_iter().chain(qualifiers).collect()
}

fn briefing_line(site: &Site, fact_ref: FactRef) -> String {
    let resolved = site.briefing(fact_ref.briefing);
    let title = &resolved.briefing.meta.title.value;
    match site.page_url(&resolved.permalink.href) {
        Some(url) => format!("{title} <{url}>"),
        None => title.clone(),
    }
}

/// Returns the instants of the first report of an event and of the last change of any report.
fn first_and_last_report(site: &Site, event: &Event) -> (Timestamp, Timestamp) {
    let published = event.reported_by.iter().map(|fact_ref| site.briefing(fact_ref.briefing).published);
    let changed = event.reported_by.iter().map(|fact_ref| last_changed(site, fact_ref.briefing));
    let first = published.min().unwrap_or(event.start);
    (first, changed.max().unwrap_or(first))
}

/// Returns an id that stays the same if the date or venue changes or other briefings report the event: a hash of the
/// original permalink of the first briefing that reported it, and of the text of the fact. `base_url` is not part of it,
/// so that ids stay the same when a site sets one.
fn uid(site: &Site, event: &Event) -> String {
    let first = event.reported_by.iter().max_by_key(|fact_ref| (fact_ref.briefing, Reverse(fact_ref.index)));
    let Some(first) = first else { return String::new() };
    let (facts, index) = match first.index {
        FactIndex::Declared(index) => (&site.briefing(first.briefing).briefing.dates, index),
        FactIndex::Found(index) => (&site.briefing(first.briefing).found.facts, index),
    };
    let what = &facts[index].what.value;
    let earlier_equal = facts[..index].iter().filter(|other| other.what.value == *what).count();
    let permalink = site.original_permalink(PageId::Briefing(first.briefing));
    uuid([&permalink.path, &earlier_equal.to_string(), what])
}

/// Formats an instant in UTC.
fn utc_stamp(instant: Timestamp) -> String {
    basic_format(utc(instant))
}

/// Converts a date or instant to the basic format of ISO 8601, without `-` and `:`.
fn basic_format(mut extended: String) -> String {
    extended.retain(|c| !matches!(c, '-' | ':'));
    extended
}

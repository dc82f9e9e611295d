//! A dated fact as a calendar's entry.

use std::cmp::Reverse;

use jiff::{Timestamp, ToSpan};

use super::lines::ContentLines;
use crate::export::change_time::last_changed;
use crate::export::stable_ids::uuid;
use crate::export::time_format::utc;
use crate::facts::date::CalendarSlot;
use crate::facts::{DateFact, Status};
use crate::site::{Event, EventId, FactIndex, FactRef, PageId, Site, VenueId};

/// How many briefings an entry names.
const MAX_BRIEFINGS: usize = 3;

/// Writes an entry; nothing where the date has no place in a calendar.
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
    // It must grow with every change and may not come from a count of builds: the minutes since it was first told.
    let sequence = (last.as_second() - first.as_second()) / 60;
    lines.raw_property("SEQUENCE", &sequence.clamp(0, i64::from(i32::MAX)).to_string());
    write_dates(lines, slot);
    lines.raw_property("STATUS", status(fact, slot));
    // News of others takes no time of the reader's own.
    lines.raw_property("TRANSP", "TRANSPARENT");
    lines.text_property("SUMMARY", &fact.what.value);
    write_details(lines, site, event);
    lines.raw_property("END", "VEVENT");
}

fn write_dates(lines: &mut ContentLines, slot: CalendarSlot) {
    match slot {
        CalendarSlot::At(at) => lines.raw_property("DTSTART", &utc_stamp(at)),
        CalendarSlot::Days { first, last, .. } => {
            lines.raw_property("DTSTART;VALUE=DATE", &basic_format(first.to_string()));
            // The end is the first day that is free again.
            let end = last.saturating_add(1.day());
            lines.raw_property("DTEND;VALUE=DATE", &basic_format(end.to_string()));
        }
    }
}

/// What is denied or withdrawn does not take place as far as anybody says; what is claimed or in doubt may.
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

/// Where, who, and the briefings that tell of it.
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
    if let Some(address) = site.page_url(&site.briefing(event.reported_by[0].briefing).permalink.href) {
        lines.raw_property("URL", &address);
    }
}

/// The venue, what it lies in, and its country.
fn venue_line(site: &Site, venue: VenueId) -> String {
    let mut parts = vec![site.venue(venue).name.as_str()];
    let whole = site.containing_venue(venue);
    parts.extend(whole.map(|whole| site.venue(whole).name.as_str()));
    let country = [Some(venue), whole].into_iter().flatten().find_map(|id| {
        site.venue(id).profile.as_deref()?.country.as_ref().map(|country| country.value.as_str())
    });
    parts.extend(country.filter(|country| !parts.contains(country)));
    parts.join(", ")
}

fn description(site: &Site, event: &Event) -> String {
    let fact = site.event_fact(event);
    let mut told = Vec::new();
    let actors: Vec<&str> = site.event_actors(event).iter().map(|id| site.actor(*id).name.as_str()).collect();
    if !actors.is_empty() {
        told.push(actors.join(", "));
    }
    let doubts = fact.when.value.qualifier_names();
    let sure = fact.status.map(Status::as_str).into_iter().chain(doubts).collect::<Vec<_>>();
    if !sure.is_empty() {
        told.push(format!("({})", sure.join(", ")));
    }
    told.extend(event.reported_by.iter().take(MAX_BRIEFINGS).map(|teller| briefing_line(site, *teller)));
    told.join("\n")
}

fn briefing_line(site: &Site, teller: FactRef) -> String {
    let filed = site.briefing(teller.briefing);
    let title = &filed.briefing.meta.title.value;
    match site.page_url(&filed.permalink.href) {
        Some(address) => format!("{title} <{address}>"),
        None => title.clone(),
    }
}

/// From when it was first told of until what is told of it last changed.
fn first_and_last_report(site: &Site, event: &Event) -> (Timestamp, Timestamp) {
    let published = event.reported_by.iter().map(|teller| site.briefing(teller.briefing).published);
    let changed = event.reported_by.iter().map(|teller| last_changed(site, teller.briefing));
    let first = published.min().unwrap_or(site.as_of);
    (first, changed.max().unwrap_or(first))
}

/// An id that stays when the date is moved, its place changes or other briefings tell of it too: made from the address
/// the first briefing that told of it had first, and from its words. The site's own address is no part of it, so that
/// entries stay when a site gets one.
fn uid(site: &Site, event: &Event) -> String {
    let first = event.reported_by.iter().max_by_key(|teller| (teller.briefing, Reverse(teller.index)));
    let Some(first) = first else { return String::new() };
    let (dates, at) = match first.index {
        FactIndex::Declared(at) => (&site.briefing(first.briefing).briefing.dates, at),
        FactIndex::Found(at) => (&site.briefing(first.briefing).found.facts, at),
    };
    let what = &dates[at].what.value;
    let alike = dates[..at].iter().filter(|other| other.what.value == *what).count();
    let address = site.original_permalink(PageId::Briefing(first.briefing));
    uuid([&address.path, &alike.to_string(), what])
}

/// An instant in UTC.
fn utc_stamp(at: Timestamp) -> String {
    basic_format(utc(at))
}

/// A date or instant in the basic form of ISO 8601: without the signs between its parts.
fn basic_format(mut extended: String) -> String {
    extended.retain(|sign| !matches!(sign, '-' | ':'));
    extended
}

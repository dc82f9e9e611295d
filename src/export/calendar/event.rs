//! A dated fact as a calendar's entry.

use std::cmp::Reverse;

use jiff::{Timestamp, ToSpan};

use super::lines::Lines;
use crate::export::history::changed;
use crate::export::identity::uuid;
use crate::export::time::utc;
use crate::facts::date::Slot;
use crate::facts::{DateFact, Status};
use crate::site::{Event, EventId, FactPlace, PageId, Site, Teller, VenueId};

/// How many briefings an entry names.
const TELLERS: usize = 3;

/// Writes an entry; nothing where the date has no place in a calendar.
pub(super) fn write(lines: &mut Lines, site: &Site, id: EventId) {
    let Some(slot) = site.slot(id) else { return };
    let event = site.event(id);
    let fact = site.fact(event);
    let (first, last) = told_from_to(site, event);
    lines.line("BEGIN", "VEVENT");
    lines.line("UID", &uid(site, event));
    let changed = stamp(last);
    lines.line("DTSTAMP", &changed);
    lines.line("CREATED", &stamp(first));
    lines.line("LAST-MODIFIED", &changed);
    // It must grow with every change and may not come from a count of builds: the minutes since it was first told.
    let sequence = (last.as_second() - first.as_second()) / 60;
    lines.line("SEQUENCE", &sequence.clamp(0, i64::from(i32::MAX)).to_string());
    span(lines, slot);
    lines.line("STATUS", status(fact, slot));
    // News of others takes no time of the reader's own.
    lines.line("TRANSP", "TRANSPARENT");
    lines.text("SUMMARY", &fact.what.value);
    about(lines, site, event);
    lines.line("END", "VEVENT");
}

fn span(lines: &mut Lines, slot: Slot) {
    match slot {
        Slot::At(at) => lines.line("DTSTART", &stamp(at)),
        Slot::Days { first, last, .. } => {
            lines.line("DTSTART;VALUE=DATE", &basic(first.to_string()));
            // The end is the first day that is free again.
            let end = last.saturating_add(1.day());
            lines.line("DTEND;VALUE=DATE", &basic(end.to_string()));
        }
    }
}

/// What is denied or withdrawn does not take place as far as anybody says; what is claimed or in doubt may.
fn status(fact: &DateFact, slot: Slot) -> &'static str {
    match fact.status {
        Some(Status::Denied | Status::Withdrawn) => "CANCELLED",
        Some(Status::Claimed | Status::Disputed) => "TENTATIVE",
        Some(Status::Confirmed) | None => match slot {
            Slot::Days { doubtful: true, .. } => "TENTATIVE",
            _ => "CONFIRMED",
        },
    }
}

/// Where, who, and the briefings that tell of it.
fn about(lines: &mut Lines, site: &Site, event: &Event) {
    if let Some(venue) = event.venue {
        lines.text("LOCATION", &whereabouts(site, venue));
        if let Some((latitude, longitude)) =
            site.venue(venue).profile.as_deref().and_then(|venue| venue.coordinates)
        {
            lines.line("GEO", &format!("{latitude};{longitude}"));
        }
    }
    let topics = site.briefing(event.tellers[0].briefing).all_topics();
    if !topics.is_empty() {
        lines.texts("CATEGORIES", topics.iter().map(|topic| &*site.topic(*topic).name));
    }
    lines.text("DESCRIPTION", &description(site, event));
    if let Some(address) = site.page_address(&site.briefing(event.tellers[0].briefing).permalink.href) {
        lines.line("URL", &address);
    }
}

/// The venue, what it lies in, and its country.
fn whereabouts(site: &Site, venue: VenueId) -> String {
    let mut parts = vec![site.venue(venue).name.as_str()];
    let whole = site.part_of(venue);
    parts.extend(whole.map(|whole| site.venue(whole).name.as_str()));
    let country = [Some(venue), whole].into_iter().flatten().find_map(|id| {
        site.venue(id).profile.as_deref()?.country.as_ref().map(|country| country.value.as_str())
    });
    parts.extend(country.filter(|country| !parts.contains(country)));
    parts.join(", ")
}

fn description(site: &Site, event: &Event) -> String {
    let fact = site.fact(event);
    let mut told = Vec::new();
    let actors: Vec<&str> = site.event_actors(event).iter().map(|id| site.actor(*id).name.as_str()).collect();
    if !actors.is_empty() {
        told.push(actors.join(", "));
    }
    let doubts = fact.when.value.doubts();
    let sure = fact.status.map(Status::word).into_iter().chain(doubts).collect::<Vec<_>>();
    if !sure.is_empty() {
        told.push(format!("({})", sure.join(", ")));
    }
    told.extend(event.tellers.iter().take(TELLERS).map(|teller| told_in(site, *teller)));
    told.join("\n")
}

fn told_in(site: &Site, teller: Teller) -> String {
    let filed = site.briefing(teller.briefing);
    let title = &filed.briefing.leaf.title.value;
    match site.page_address(&filed.permalink.href) {
        Some(address) => format!("{title} <{address}>"),
        None => title.clone(),
    }
}

/// From when it was first told of until what is told of it last changed.
fn told_from_to(site: &Site, event: &Event) -> (Timestamp, Timestamp) {
    let published = event.tellers.iter().map(|teller| site.briefing(teller.briefing).published);
    let changed = event.tellers.iter().map(|teller| changed(site, teller.briefing));
    let first = published.min().unwrap_or(site.as_of);
    (first, changed.max().unwrap_or(first))
}

/// An id that stays when the date is moved, its place changes or other briefings tell of it too: made from the address
/// the first briefing that told of it had first, and from its words. The site's own address is no part of it, so that
/// entries stay when a site gets one.
fn uid(site: &Site, event: &Event) -> String {
    let first = event.tellers.iter().max_by_key(|teller| (teller.briefing, Reverse(teller.at)));
    let Some(first) = first else { return String::new() };
    let (dates, at) = match first.at {
        FactPlace::Declared(at) => (&site.briefing(first.briefing).briefing.dates, at),
        FactPlace::Found(at) => (&site.briefing(first.briefing).found.facts, at),
    };
    let what = &dates[at].what.value;
    let alike = dates[..at].iter().filter(|other| other.what.value == *what).count();
    let address = site.first_address(PageId::Briefing(first.briefing));
    uuid([&address.path, &alike.to_string(), what])
}

/// An instant in UTC.
fn stamp(at: Timestamp) -> String {
    basic(utc(at))
}

/// A date or instant in the basic form of ISO 8601: without the signs between its parts.
fn basic(mut extended: String) -> String {
    extended.retain(|sign| !matches!(sign, '-' | ':'));
    extended
}

//! The timeline: all events of the site in time order.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::facts::date::CalendarSlot;
use crate::facts::{Date, DateFact};

use super::{ActorId, BriefingId, EventId, FactIndex, ResolvedDate, Site, VenueId};

/// A dated fact, reported by one or more briefings.
#[derive(Clone, Debug)]
pub struct Event {
    /// The facts that report it, newest briefing first; never empty.
    pub reported_by: Vec<FactRef>,
    /// The date.
    pub when: Date,
    /// The venue, if a declared fact names it.
    pub venue: Option<VenueId>,
    /// Its first instant, with days in UTC; the sort key.
    pub start: Timestamp,
}

/// A reference to a dated fact of a briefing, declared or found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactRef {
    /// The briefing.
    pub briefing: BriefingId,
    /// Its index in the briefing.
    pub index: FactIndex,
}

/// A year of the timeline.
#[derive(Clone, Debug)]
pub struct TimelineYear {
    /// The year; `None` groups dates without one.
    pub year: Option<i32>,
    /// Its events in time order.
    pub events: Vec<EventId>,
    /// Its months, for events whose month is known.
    pub months: Vec<TimelineMonth>,
}

/// A month of the timeline.
#[derive(Clone, Debug)]
pub struct TimelineMonth {
    /// 1 to 12.
    pub month: u8,
    /// Its events in time order.
    pub events: Vec<EventId>,
}

impl Site {
    /// Returns the fact of an event as its newest briefing reports it.
    pub fn event_fact(&self, event: &Event) -> &DateFact {
        self.dated_fact(event.reported_by[0])
    }

    /// Returns a dated fact of a briefing.
    pub fn dated_fact(&self, fact_ref: FactRef) -> &DateFact {
        self.briefing(fact_ref.briefing).fact_at(fact_ref.index)
    }

    /// Returns the calendar slot of an event, if it has one.
    pub fn calendar_slot(&self, event: EventId) -> Option<CalendarSlot> {
        self.event(event).when.calendar_slot()
    }

    /// Returns the actors of an event over all briefings that report it, in the order of those reports.
    pub fn event_actors(&self, event: &Event) -> Vec<ActorId> {
        let mut actors = Vec::new();
        for fact_ref in &event.reported_by {
            for actor in self.resolved_date(*fact_ref).into_iter().flat_map(|date| &date.actors) {
                if !actors.contains(actor) {
                    actors.push(*actor);
                }
            }
        }
        actors
    }

    /// Returns the resolved names of a declared fact; a found fact has no venue and no actors.
    fn resolved_date(&self, fact_ref: FactRef) -> Option<&ResolvedDate> {
        match fact_ref.index {
            FactIndex::Declared(index) => self.briefing(fact_ref.briefing).dates.get(index),
            FactIndex::Found(_) => None,
        }
    }
}

/// Builds the timeline and sets the event of each declared date.
pub(super) fn build_timeline(site: &mut Site) {
    let mut events = collect_events(site);
    events.par_sort_by(|a, b| a.start.cmp(&b.start).then_with(|| compare_events(site, a, b)));
    for (id, event) in events.iter().enumerate() {
        for fact_ref in &event.reported_by {
            if let FactIndex::Declared(index) = fact_ref.index {
                site.briefings[fact_ref.briefing.index()].dates[index].event = EventId::new(id);
            }
        }
    }
    site.events = events;
    site.timeline = group_by_year(site, (0..site.events.len()).map(EventId::new));
}

fn compare_events(site: &Site, a: &Event, b: &Event) -> std::cmp::Ordering {
    let by_date = a.when.cmp_chronological(&b.when);
    by_date.then_with(|| site.event_fact(a).what.value.cmp(&site.event_fact(b).what.value))
}

/// Merges facts with the same date, text and venue, ignoring case, into one event.
fn collect_events(site: &Site) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut known: FxHashMap<(Date, String, Option<VenueId>), usize> = FxHashMap::default();
    for (id, resolved) in site.briefings.iter().enumerate() {
        let declared = (0..resolved.dates.len()).map(FactIndex::Declared);
        let found = if site.settings.found.timeline { resolved.found.facts.len() } else { 0 };
        for index in declared.chain((0..found).map(FactIndex::Found)) {
            let (fact_ref, fact) =
                (FactRef { briefing: BriefingId::new(id), index }, resolved.fact_at(index));
            let venue = site.resolved_date(fact_ref).and_then(|date| date.venue);
            let when = fact.when.value;
            let event = *known.entry((when, fact.what.value.to_lowercase(), venue)).or_insert_with(|| {
                events.push(Event {
                    reported_by: Vec::new(),
                    when,
                    venue,
                    start: when.start(&TimeZone::UTC),
                });
                events.len() - 1
            });
            events[event].reported_by.push(fact_ref);
        }
    }
    events
}

/// Groups events by year, latest first; dates without a year come last.
pub fn group_by_year(site: &Site, events: impl IntoIterator<Item = EventId>) -> Vec<TimelineYear> {
    let mut years: BTreeMap<Option<i32>, TimelineYear> = BTreeMap::new();
    for id in events {
        let date = site.event(id).when;
        let key = date.listing_year();
        let year =
            years.entry(key).or_insert_with(|| TimelineYear { year: key, events: vec![], months: vec![] });
        year.events.push(id);
        if let Some(month) = date.listing_month() {
            add_to_month(&mut year.months, month, id);
        }
    }
    years.into_values().rev().collect()
}

fn add_to_month(months: &mut Vec<TimelineMonth>, month: u8, id: EventId) {
    match months.binary_search_by_key(&month, |known| known.month) {
        Ok(index) => months[index].events.push(id),
        Err(index) => months.insert(index, TimelineMonth { month, events: vec![id] }),
    }
}

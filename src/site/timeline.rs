//! Every dated fact of the site, in time order, each told once.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::facts::date::CalendarSlot;
use crate::facts::{Date, DateFact};

use super::{ActorId, BriefingId, EventId, FactIndex, ResolvedDate, Site, VenueId};

/// Something that happened or will happen, and who tells of it.
#[derive(Clone, Debug)]
pub struct Event {
    /// Who tells of it, newest briefing first; never empty.
    pub reported_by: Vec<FactRef>,
    /// When.
    pub when: Date,
    /// Where, if a declared fact says so.
    pub venue: Option<VenueId>,
    /// Its first instant, days beginning in UTC: what it is sorted by.
    pub start: Timestamp,
}

/// A dated fact of a briefing, declared or, where settings say so, found in its prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactRef {
    /// The briefing.
    pub briefing: BriefingId,
    /// Its place in the briefing.
    pub index: FactIndex,
}

/// A year of the calendar.
#[derive(Clone, Debug)]
pub struct TimelineYear {
    /// The year; none for dates without one.
    pub year: Option<i32>,
    /// All its dates in time order.
    pub events: Vec<EventId>,
    /// Those whose month is known.
    pub months: Vec<TimelineMonth>,
}

/// A month of the calendar.
#[derive(Clone, Debug)]
pub struct TimelineMonth {
    /// 1 to 12.
    pub month: u8,
    /// Its dates in time order.
    pub events: Vec<EventId>,
}

impl Site {
    /// A dated fact as its newest briefing tells it.
    pub fn event_fact(&self, event: &Event) -> &DateFact {
        self.dated_fact(event.reported_by[0])
    }

    /// A dated fact as a briefing tells it.
    pub fn dated_fact(&self, teller: FactRef) -> &DateFact {
        self.briefing(teller.briefing).fact_at(teller.index)
    }

    /// Its place in calendars of days and hours, where it has one.
    pub fn calendar_slot(&self, event: EventId) -> Option<CalendarSlot> {
        self.event(event).when.calendar_slot()
    }

    /// Who takes part in an event, over all briefings that tell of it, in the order told.
    pub fn event_actors(&self, event: &Event) -> Vec<ActorId> {
        let mut actors = Vec::new();
        for teller in &event.reported_by {
            for actor in self.resolved_date(*teller).into_iter().flat_map(|dated| &dated.actors) {
                if !actors.contains(actor) {
                    actors.push(*actor);
                }
            }
        }
        actors
    }

    /// The names of a declared fact; where a found one took place and with whom was not read.
    fn resolved_date(&self, teller: FactRef) -> Option<&ResolvedDate> {
        match teller.index {
            FactIndex::Declared(at) => self.briefing(teller.briefing).dates.get(at),
            FactIndex::Found(_) => None,
        }
    }
}

/// Makes the calendar and tells each briefing which events its dates are.
pub(super) fn build_timeline(site: &mut Site) {
    let mut events = collect_events(site);
    events.par_sort_by(|a, b| a.start.cmp(&b.start).then_with(|| compare_events(site, a, b)));
    for (id, event) in events.iter().enumerate() {
        for teller in &event.reported_by {
            if let FactIndex::Declared(at) = teller.index {
                site.briefings[teller.briefing.at()].dates[at].event = EventId::new(id);
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

/// The same thing on the same day is one event, whoever tells it and however it is capitalised.
fn collect_events(site: &Site) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut known: FxHashMap<(Date, String, Option<VenueId>), usize> = FxHashMap::default();
    for (id, filed) in site.briefings.iter().enumerate() {
        let declared = (0..filed.dates.len()).map(FactIndex::Declared);
        let found = if site.settings.found.timeline { filed.found.facts.len() } else { 0 };
        for at in declared.chain((0..found).map(FactIndex::Found)) {
            let (teller, fact) = (FactRef { briefing: BriefingId::new(id), index: at }, filed.fact_at(at));
            let venue = site.resolved_date(teller).and_then(|dated| dated.venue);
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
            events[event].reported_by.push(teller);
        }
    }
    events
}

/// The calendar by year, latest first; dates without a year stand last.
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
        Ok(at) => months[at].events.push(id),
        Err(at) => months.insert(at, TimelineMonth { month, events: vec![id] }),
    }
}

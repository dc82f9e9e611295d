//! Every dated fact of the site, in time order, each told once.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::facts::date::Slot;
use crate::facts::{Date, DateFact};

use super::{ActorId, BriefingId, Dated, EventId, FactPlace, Site, VenueId};

/// Something that happened or will happen, and who tells of it.
#[derive(Clone, Debug)]
pub struct Event {
    /// Who tells of it, newest briefing first; never empty.
    pub tellers: Vec<Teller>,
    /// When.
    pub when: Date,
    /// Where, if a declared fact says so.
    pub venue: Option<VenueId>,
    /// Its first instant, days beginning in UTC: what it is sorted by.
    pub start: Timestamp,
}

/// A dated fact of a briefing, declared or, where settings say so, found in its prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Teller {
    /// The briefing.
    pub briefing: BriefingId,
    /// Its place in the briefing.
    pub at: FactPlace,
}

/// A year of the calendar.
#[derive(Clone, Debug)]
pub struct Year {
    /// The year; none for dates without one.
    pub year: Option<i32>,
    /// All its dates in time order.
    pub events: Vec<EventId>,
    /// Those whose month is known.
    pub months: Vec<Month>,
}

/// A month of the calendar.
#[derive(Clone, Debug)]
pub struct Month {
    /// 1 to 12.
    pub month: u8,
    /// Its dates in time order.
    pub events: Vec<EventId>,
}

impl Site {
    /// A dated fact as its newest briefing tells it.
    pub fn fact(&self, event: &Event) -> &DateFact {
        self.told(event.tellers[0])
    }

    /// A dated fact as a briefing tells it.
    pub fn told(&self, teller: Teller) -> &DateFact {
        self.briefing(teller.briefing).fact(teller.at)
    }

    /// Its place in calendars of days and hours, where it has one.
    pub fn slot(&self, event: EventId) -> Option<Slot> {
        self.event(event).when.slot()
    }

    /// Who takes part in an event, over all briefings that tell of it, in the order told.
    pub fn event_actors(&self, event: &Event) -> Vec<ActorId> {
        let mut actors = Vec::new();
        for teller in &event.tellers {
            for actor in self.dated(*teller).into_iter().flat_map(|dated| &dated.actors) {
                if !actors.contains(actor) {
                    actors.push(*actor);
                }
            }
        }
        actors
    }

    /// The names of a declared fact; where a found one took place and with whom was not read.
    fn dated(&self, teller: Teller) -> Option<&Dated> {
        match teller.at {
            FactPlace::Declared(at) => self.briefing(teller.briefing).dates.get(at),
            FactPlace::Found(_) => None,
        }
    }
}

/// Makes the calendar and tells each briefing which events its dates are.
pub(super) fn fill(site: &mut Site) {
    let mut events = gather(site);
    events.par_sort_by(|a, b| a.start.cmp(&b.start).then_with(|| order(site, a, b)));
    for (id, event) in events.iter().enumerate() {
        for teller in &event.tellers {
            if let FactPlace::Declared(at) = teller.at {
                site.briefings[teller.briefing.at()].dates[at].event = EventId::new(id);
            }
        }
    }
    site.events = events;
    site.calendar = years(site, (0..site.events.len()).map(EventId::new));
}

fn order(site: &Site, a: &Event, b: &Event) -> std::cmp::Ordering {
    let by_date = a.when.chronological(&b.when);
    by_date.then_with(|| site.fact(a).what.value.cmp(&site.fact(b).what.value))
}

/// The same thing on the same day is one event, whoever tells it and however it is capitalised.
fn gather(site: &Site) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut known: FxHashMap<(Date, String, Option<VenueId>), usize> = FxHashMap::default();
    for (id, filed) in site.briefings.iter().enumerate() {
        let declared = (0..filed.dates.len()).map(FactPlace::Declared);
        let found = if site.settings.found.chronology { filed.found.facts.len() } else { 0 };
        for at in declared.chain((0..found).map(FactPlace::Found)) {
            let (teller, fact) = (Teller { briefing: BriefingId::new(id), at }, filed.fact(at));
            let venue = site.dated(teller).and_then(|dated| dated.venue);
            let when = fact.when.value;
            let event = *known.entry((when, fact.what.value.to_lowercase(), venue)).or_insert_with(|| {
                events.push(Event { tellers: Vec::new(), when, venue, start: when.start(&TimeZone::UTC) });
                events.len() - 1
            });
            events[event].tellers.push(teller);
        }
    }
    events
}

/// The calendar by year, latest first; dates without a year stand last.
pub fn years(site: &Site, events: impl IntoIterator<Item = EventId>) -> Vec<Year> {
    let mut years: BTreeMap<Option<i32>, Year> = BTreeMap::new();
    for id in events {
        let date = site.event(id).when;
        let key = date.year();
        let year = years.entry(key).or_insert_with(|| Year { year: key, events: vec![], months: vec![] });
        year.events.push(id);
        if let Some(month) = date.month() {
            push_month(&mut year.months, month, id);
        }
    }
    years.into_values().rev().collect()
}

fn push_month(months: &mut Vec<Month>, month: u8, id: EventId) {
    match months.binary_search_by_key(&month, |known| known.month) {
        Ok(at) => months[at].events.push(id),
        Err(at) => months.insert(at, Month { month, events: vec![id] }),
    }
}

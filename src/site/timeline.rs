//! The timeline: all events of the site in time order.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::facts::stored_time::timestamp;
use crate::facts::{Date, DateFact};

use super::found::{FactIndex, ProseFacts};
use super::ids::{ActorId, BriefingId, EventId, VenueId};
use super::resolve::{NamedBriefing, ResolvedDate};
use super::subject_pages::MAX_ROWS;

/// A dated fact, reported by one or more briefings.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Event {
    /// The facts that report it, newest briefing first; never empty.
    pub reported_by: Vec<FactRef>,
    /// The date.
    pub when: Date,
    /// The venue, if a declared fact names it.
    pub venue: Option<VenueId>,
    /// Its first instant, with days in UTC; the sort key.
    #[serde(with = "timestamp")]
    pub start: Timestamp,
}

/// A reference to a dated fact of a briefing, declared or found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FactRef {
    /// The briefing.
    pub briefing: BriefingId,
    /// Its index in the briefing.
    pub index: FactIndex,
}

/// A year of the timeline.
#[derive(Clone, Debug, serde::Serialize)]
pub struct TimelineYear {
    /// The year; `None` groups dates without one.
    pub year: Option<i32>,
    /// Its events in time order.
    pub events: Vec<EventId>,
    /// Its months, for events whose month is known.
    pub months: Vec<TimelineMonth>,
}

impl TimelineYear {
    /// Returns whether the pages of the year list all its events. If there are too many, they list those without a month, and
    /// the pages of months list the others.
    pub fn lists_all(&self) -> bool {
        self.events.len() <= MAX_ROWS
    }

    /// Returns the number of events that the pages of the year list.
    pub fn count_listed(&self) -> usize {
        let in_months: usize = self.months.iter().map(|month| month.events.len()).sum();
        if self.lists_all() { self.events.len() } else { self.events.len() - in_months }
    }
}

/// A month of the timeline.
#[derive(Clone, Debug, serde::Serialize)]
pub struct TimelineMonth {
    /// 1 to 12.
    pub month: u8,
    /// Its events in time order.
    pub events: Vec<EventId>,
}

/// The timeline of a site.
pub(super) struct Timeline {
    /// All events in time order.
    pub(super) events: Vec<Event>,
    /// The event of each declared date of each briefing.
    pub(super) events_of_briefings: Vec<Vec<EventId>>,
    /// All events by year, latest year first.
    pub(super) years: Vec<TimelineYear>,
}

/// Builds the timeline of declared dates and of the facts in `found`, which has the facts found in each briefing or is
/// empty.
pub(super) fn build_timeline(briefings: &[Arc<NamedBriefing>], found: &[ProseFacts]) -> Timeline {
    let fact = |fact_ref: FactRef| match fact_ref.index {
        FactIndex::Declared(index) => &briefings[fact_ref.briefing.index()].briefing.dates[index],
        FactIndex::Found(index) => &found[fact_ref.briefing.index()].facts[index],
    };
    let what = |event: &Event| fact(event.reported_by[0]).what.value.as_str();
    let mut events = merge_facts(briefings, fact_refs(briefings, found), fact);
    events.par_sort_by(|a, b| {
        let by_date = a.start.cmp(&b.start).then_with(|| a.when.cmp_chronological(&b.when));
        by_date.then_with(|| what(a).cmp(what(b)))
    });
    let years = group_by_year(&events, (0..events.len()).map(EventId::new));
    Timeline { events_of_briefings: events_of_briefings(briefings, &events), events, years }
}

/// Returns all dated facts, newest briefing first, and declared before found facts.
fn fact_refs(briefings: &[Arc<NamedBriefing>], found: &[ProseFacts]) -> impl Iterator<Item = FactRef> {
    briefings.iter().enumerate().flat_map(|(id, briefing)| {
        let declared = (0..briefing.dates.len()).map(FactIndex::Declared);
        let count = found.get(id).map_or(0, |found| found.facts.len());
        let indices = declared.chain((0..count).map(FactIndex::Found));
        indices.map(move |index| FactRef { briefing: BriefingId::new(id), index })
    })
}

/// Merges facts with the same date, text and venue, ignoring case, into one event.
fn merge_facts<'f>(
    briefings: &[Arc<NamedBriefing>],
    facts: impl Iterator<Item = FactRef>,
    fact: impl Fn(FactRef) -> &'f DateFact,
) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut known: FxHashMap<(Date, String, Option<VenueId>), usize> = FxHashMap::default();
    for fact_ref in facts {
        let venue =
            resolved_date(&briefings[fact_ref.briefing.index()], fact_ref).and_then(|date| date.venue);
        let (when, what) = (fact(fact_ref).when.value, fact(fact_ref).what.value.to_lowercase());
        let event = *known.entry((when, what, venue)).or_insert_with(|| {
            events.push(Event { reported_by: Vec::new(), when, venue, start: when.start(&TimeZone::UTC) });
            events.len() - 1
        });
        events[event].reported_by.push(fact_ref);
    }
    events
}

/// Returns the event of each declared date of each briefing.
fn events_of_briefings(briefings: &[Arc<NamedBriefing>], events: &[Event]) -> Vec<Vec<EventId>> {
    let reports = events.iter().enumerate().flat_map(|(id, event)| {
        event.reported_by.iter().map(move |fact_ref| (fact_ref.briefing, fact_ref.index, EventId::new(id)))
    });
    let mut declared: Vec<_> = reports.filter(|(_, index, _)| !index.is_found()).collect();
    declared.par_sort_unstable();
    let mut events = declared.into_iter().map(|(_, _, event)| event);
    briefings.iter().map(|briefing| events.by_ref().take(briefing.dates.len()).collect()).collect()
}

/// Returns the actors of an event over all briefings that report it, in the order of those reports.
pub(super) fn event_actors<'b>(
    event: &Event,
    briefing: impl Fn(BriefingId) -> &'b NamedBriefing,
) -> Vec<ActorId> {
    let mut actors = Vec::new();
    for fact_ref in &event.reported_by {
        let date = resolved_date(briefing(fact_ref.briefing), *fact_ref);
        for actor in date.into_iter().flat_map(|date| &date.actors) {
            if !actors.contains(actor) {
                actors.push(*actor);
            }
        }
    }
    actors
}

/// Returns the resolved names of a declared fact; a found fact has no venue and no actors.
fn resolved_date(briefing: &NamedBriefing, fact_ref: FactRef) -> Option<&ResolvedDate> {
    match fact_ref.index {
        FactIndex::Declared(index) => briefing.dates.get(index),
        FactIndex::Found(_) => None,
    }
}

/// Groups events by year, latest first; dates without a year come last. `ids` are indices into `events`.
pub fn group_by_year(events: &[Event], ids: impl IntoIterator<Item = EventId>) -> Vec<TimelineYear> {
    let mut years: BTreeMap<Option<i32>, TimelineYear> = BTreeMap::new();
    for id in ids {
        let date = events[id.index()].when;
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

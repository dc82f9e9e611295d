//! The briefings, events and statements of each subject.

use std::sync::Arc;

use super::ids::{ActorId, BriefingId, EventId, StatementId, VenueId};
use super::names::Registry;
use super::resolve::NamedBriefing;
use super::timeline::{Event, event_actors};

/// What briefings say about one subject.
#[derive(Clone, Debug, Default)]
pub(super) struct SubjectListing {
    /// Briefings that name it, newest first.
    pub(super) briefings: Vec<BriefingId>,
    /// Events it takes part in, in time order.
    pub(super) events: Vec<EventId>,
    /// Statements made by it, to it or at it, in time order.
    pub(super) statements: Vec<StatementId>,
}

/// The listing of each subject, by id.
pub(super) struct SubjectListings {
    pub(super) actors: Vec<SubjectListing>,
    pub(super) venues: Vec<SubjectListing>,
    pub(super) topics: Vec<SubjectListing>,
    pub(super) authors: Vec<SubjectListing>,
    pub(super) series: Vec<SubjectListing>,
}

/// Lists what briefings say about each subject. Briefings are visited newest first and events in time order, so the lists
/// are sorted.
pub(super) fn list_subjects(
    registry: &Registry,
    briefings: &[Arc<NamedBriefing>],
    events: &[Event],
) -> SubjectListings {
    let mut listings = SubjectListings {
        actors: vec![SubjectListing::default(); registry.actors.entries.len()],
        venues: vec![SubjectListing::default(); registry.venues.entries.len()],
        topics: vec![SubjectListing::default(); registry.topics.entries.len()],
        authors: vec![SubjectListing::default(); registry.authors.entries.len()],
        series: vec![SubjectListing::default(); registry.series.entries.len()],
    };
    listings.add_briefings(briefings);
    listings.add_events(briefings, events);
    listings.add_statements(briefings);
    listings
}

impl SubjectListings {
    fn add_briefings(&mut self, briefings: &[Arc<NamedBriefing>]) {
        for (index, briefing) in briefings.iter().enumerate() {
            let id = BriefingId::new(index);
            briefing.named_actors().iter().for_each(|actor| self.actors[actor.index()].briefings.push(id));
            briefing.named_venues().iter().for_each(|venue| self.venues[venue.index()].briefings.push(id));
            briefing.distinct_topics().iter().for_each(|topic| self.topics[topic.index()].briefings.push(id));
            briefing.series.iter().for_each(|series| self.series[series.index()].briefings.push(id));
            for author in briefing.byline.iter().filter_map(|name| name.author) {
                push_once(&mut self.authors[author.index()].briefings, id);
            }
        }
    }

    fn add_events(&mut self, briefings: &[Arc<NamedBriefing>], events: &[Event]) {
        for (index, event) in events.iter().enumerate() {
            let id = EventId::new(index);
            let actors = event_actors(event, |briefing| &briefings[briefing.index()]);
            actors.into_iter().for_each(|actor| self.actors[actor.index()].events.push(id));
            event.venue.into_iter().for_each(|venue| self.venues[venue.index()].events.push(id));
        }
    }

    fn add_statements(&mut self, briefings: &[Arc<NamedBriefing>]) {
        for (id, actors, venue) in statements_in_time_order(briefings) {
            let actors = actors.into_iter().flatten();
            actors.for_each(|actor| push_once(&mut self.actors[actor.index()].statements, id));
            venue.into_iter().for_each(|venue| self.venues[venue.index()].statements.push(id));
        }
    }
}

/// Returns all statements in time order, with their parties and venue.
fn statements_in_time_order(
    briefings: &[Arc<NamedBriefing>],
) -> impl Iterator<Item = (StatementId, [Option<ActorId>; 2], Option<VenueId>)> {
    let mut all = Vec::new();
    for (briefing, named) in briefings.iter().enumerate() {
        for (index, statement) in named.statements.iter().enumerate() {
            let id = StatementId { briefing: BriefingId::new(briefing), index: index as u32 };
            all.push((named.statement_time(index), id, statement));
        }
    }
    all.sort_by_key(|(time, id, _)| (*time, *id));
    all.into_iter().map(|(_, id, it)| (id, [it.speaker, it.addressee], it.venue))
}

fn push_once<T: PartialEq>(list: &mut Vec<T>, id: T) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}

//! The briefings, events and statements of each actor, venue and topic.

use super::{ActorId, BriefingId, EventId, PageId, Site, StatementId, VenueId};

/// Fills the lists of every subject. Briefings are visited newest first and events in time order, so the lists are
/// sorted.
pub(super) fn fill_subjects(site: &mut Site) {
    list_briefings(site);
    list_events(site);
    list_statements(site);
}

fn list_briefings(site: &mut Site) {
    for index in 0..site.briefings.len() {
        let id = BriefingId::new(index);
        let resolved = &site.briefings[index];
        let (actors, venues, topics) =
            (resolved.named_actors(), resolved.named_venues(), resolved.distinct_topics());
        actors.iter().for_each(|actor| site.actors[actor.index()].briefings.push(id));
        venues.iter().for_each(|venue| site.venues[venue.index()].briefings.push(id));
        topics.iter().for_each(|topic| site.topics[topic.index()].briefings.push(id));
    }
}

fn list_events(site: &mut Site) {
    for index in 0..site.events.len() {
        let id = EventId::new(index);
        let actors = site.event_actors(&site.events[index]);
        let venue = site.events[index].venue;
        actors.into_iter().for_each(|actor| site.actors[actor.index()].events.push(id));
        venue.into_iter().for_each(|venue| site.venues[venue.index()].events.push(id));
    }
}

fn list_statements(site: &mut Site) {
    for (id, actors, venue) in statements_in_time_order(site) {
        actors
            .into_iter()
            .flatten()
            .for_each(|actor| push_once(&mut site.actors[actor.index()].statements, id));
        venue.into_iter().for_each(|venue| site.venues[venue.index()].statements.push(id));
    }
}

type StatementSubjects = ([Option<ActorId>; 2], Option<VenueId>);

/// Returns all statements in time order, with their parties and venue.
fn statements_in_time_order(site: &Site) -> Vec<(StatementId, [Option<ActorId>; 2], Option<VenueId>)> {
    let mut all = Vec::new();
    for (briefing, resolved) in site.briefings.iter().enumerate() {
        for (index, statement) in resolved.statements.iter().enumerate() {
            let id = StatementId { briefing: BriefingId::new(briefing), index: index as u32 };
            let subjects: StatementSubjects = ([statement.speaker, statement.addressee], statement.venue);
            all.push((resolved.statement_time(index), id, subjects));
        }
    }
    all.sort_by_key(|(time, id, _)| (*time, *id));
    all.into_iter().map(|(_, id, (actors, venue))| (id, actors, venue)).collect()
}

fn push_once(list: &mut Vec<StatementId>, id: StatementId) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}

/// Adds a backlink to the page a link leads to, unless a page links to itself.
pub(super) fn add_backlink(site: &mut Site, from: PageId, to: PageId) {
    let backlinks = match to {
        _ if from == to => return,
        PageId::Briefing(id) => &mut site.briefings[id.index()].backlinks,
        PageId::Actor(id) => &mut site.actors[id.index()].backlinks,
        PageId::Venue(id) => &mut site.venues[id.index()].backlinks,
        PageId::Topic(id) => &mut site.topics[id.index()].backlinks,
        PageId::Standalone(id) => &mut site.standalone_pages[id.index()].backlinks,
        PageId::Home
        | PageId::SubjectListing(_)
        | PageId::Timeline
        | PageId::Archive
        | PageId::Corrections => {
            return;
        }
    };
    if backlinks.last() != Some(&from) {
        backlinks.push(from);
    }
}

//! Everything said of each actor, venue and topic, gathered from the briefings.

use super::{ActorId, BriefingId, EventId, PageId, Site, StatementId, VenueId};

/// Fills the lists of every subject. Briefings are walked newest first and events in time order, so the lists come
/// out sorted.
pub(super) fn fill_subjects(site: &mut Site) {
    list_briefings(site);
    list_events(site);
    list_statements(site);
}

fn list_briefings(site: &mut Site) {
    for at in 0..site.briefings.len() {
        let id = BriefingId::new(at);
        let filed = &site.briefings[at];
        let (actors, venues, topics) = (filed.named_actors(), filed.named_venues(), filed.distinct_topics());
        actors.iter().for_each(|actor| site.actors[actor.at()].briefings.push(id));
        venues.iter().for_each(|venue| site.venues[venue.at()].briefings.push(id));
        topics.iter().for_each(|topic| site.topics[topic.at()].briefings.push(id));
    }
}

fn list_events(site: &mut Site) {
    for at in 0..site.events.len() {
        let id = EventId::new(at);
        let actors = site.event_actors(&site.events[at]);
        let venue = site.events[at].venue;
        actors.into_iter().for_each(|actor| site.actors[actor.at()].events.push(id));
        venue.into_iter().for_each(|venue| site.venues[venue.at()].events.push(id));
    }
}

fn list_statements(site: &mut Site) {
    for (id, actors, venue) in statements_in_time_order(site) {
        actors.into_iter().flatten().for_each(|actor| push_once(&mut site.actors[actor.at()].statements, id));
        venue.into_iter().for_each(|venue| site.venues[venue.at()].statements.push(id));
    }
}

type StatementSubjects = ([Option<ActorId>; 2], Option<VenueId>);

/// All statements in time order, with who and where; those without a date stand at their briefing's.
fn statements_in_time_order(site: &Site) -> Vec<(StatementId, [Option<ActorId>; 2], Option<VenueId>)> {
    let mut all = Vec::new();
    for (briefing, filed) in site.briefings.iter().enumerate() {
        for (at, said) in filed.statements.iter().enumerate() {
            let when = filed.briefing.statements[at].when.as_ref();
            let start = when.map_or(filed.published, |when| when.value.start(&jiff::tz::TimeZone::UTC));
            let id = StatementId { briefing: BriefingId::new(briefing), index: at as u32 };
            let parties: StatementSubjects = ([said.speaker, said.addressee], said.venue);
            all.push((start, id, parties));
        }
    }
    all.sort_by_key(|(start, id, _)| (*start, *id));
    all.into_iter().map(|(_, id, (actors, venue))| (id, actors, venue)).collect()
}

fn push_once(list: &mut Vec<StatementId>, id: StatementId) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}

/// Tells the page a link leads to where the link stands; a page does not link to itself.
pub(super) fn add_backlink(site: &mut Site, from: PageId, to: PageId) {
    let backlinks = match to {
        _ if from == to => return,
        PageId::Briefing(id) => &mut site.briefings[id.at()].backlinks,
        PageId::Actor(id) => &mut site.actors[id.at()].backlinks,
        PageId::Venue(id) => &mut site.venues[id.at()].backlinks,
        PageId::Topic(id) => &mut site.topics[id.at()].backlinks,
        PageId::Standalone(id) => &mut site.standalone_pages[id.at()].backlinks,
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

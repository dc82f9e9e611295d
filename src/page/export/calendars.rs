//! Plans calendars: of the site, of each topic, actor and venue with dated facts, and of each briefing with a dated fact
//! that is still to come.

use crate::site::{ActorId, BriefingId, EventId, Site, TopicId, VenueId};

use super::{Export, export_page};
use crate::page::Page;

/// Maximum numbers of dates in a calendar that are to come and that have passed, except in that of a briefing: clients fetch
/// calendars repeatedly, and `dates.csv` has the whole history.
const MAX_COMING: usize = 400;
const MAX_PAST: usize = 100;

/// The scope of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarScope {
    /// The whole site.
    Site,
    /// A briefing.
    Briefing(BriefingId),
    /// A topic.
    Topic(TopicId),
    /// An actor.
    Actor(ActorId),
    /// A venue.
    Venue(VenueId),
}

/// Plans all calendars that have dates.
pub(super) fn plan_calendars(site: &Site) -> Vec<Page> {
    let all = std::iter::once(CalendarScope::Site)
        .chain((0..site.briefings.len()).map(|id| CalendarScope::Briefing(BriefingId::new(id))))
        .chain((0..site.topics.len()).map(|id| CalendarScope::Topic(TopicId::new(id))))
        .chain((0..site.actors.len()).map(|id| CalendarScope::Actor(ActorId::new(id))))
        .chain((0..site.venues.len()).map(|id| CalendarScope::Venue(VenueId::new(id))));
    all.filter(|scope| has_calendar(site, *scope))
        .map(|scope| export_page(calendar_path(site, scope), Export::Calendar(scope)))
        .collect()
}

/// Returns the output path of a calendar.
pub fn calendar_path(site: &Site, scope: CalendarScope) -> String {
    let folder = match scope {
        CalendarScope::Site => "",
        CalendarScope::Briefing(id) => &site.briefing(id).permalink.path,
        CalendarScope::Topic(id) => &site.topic(id).permalink.path,
        CalendarScope::Actor(id) => &site.actor(id).permalink.path,
        CalendarScope::Venue(id) => &site.venue(id).permalink.path,
    };
    format!("{folder}calendar.ics")
}

/// Returns whether calendars are enabled and the scope has dates.
pub fn has_calendar(site: &Site, scope: CalendarScope) -> bool {
    let has_slot = |id: EventId| site.calendar_slot(id).is_some();
    site.settings.outputs.calendars
        && match scope {
            CalendarScope::Site => (0..site.events.len()).any(|id| has_slot(EventId::new(id))),
            CalendarScope::Briefing(id) => has_coming_event(site, id),
            CalendarScope::Topic(id) => {
                let mut briefings = site.topic(id).briefings.iter();
                briefings.any(|id| site.briefing(*id).events.iter().any(|id| has_slot(*id)))
            }
            CalendarScope::Actor(id) => site.actor(id).events.iter().any(|id| has_slot(*id)),
            CalendarScope::Venue(id) => site.venue(id).events.iter().any(|id| has_slot(*id)),
        }
}

/// Returns whether a briefing has an event that is still to come. Readers add what is to come to their own calendars; the
/// calendars of the subjects and of the site keep what has passed.
fn has_coming_event(site: &Site, id: BriefingId) -> bool {
    let mut events = site.briefing(id).events.iter();
    events.any(|id| site.calendar_slot(*id).is_some() && site.is_coming(*id))
}

/// Returns the events of a calendar in time order: the next to come and the last that have passed if there are too many.
pub fn calendar_events(site: &Site, scope: CalendarScope) -> Vec<EventId> {
    let all = match scope {
        CalendarScope::Site => (0..site.events.len()).map(EventId::new).collect(),
        CalendarScope::Briefing(id) => reported_events(site, &[id]),
        CalendarScope::Topic(id) => reported_events(site, &site.topic(id).briefings),
        CalendarScope::Actor(id) => site.actor(id).events.clone(),
        CalendarScope::Venue(id) => site.venue(id).events.clone(),
    };
    let events = all.into_iter().filter(|id| site.calendar_slot(*id).is_some());
    if matches!(scope, CalendarScope::Briefing(_)) {
        return events.collect();
    }
    let (coming, past): (Vec<EventId>, Vec<EventId>) = events.partition(|id| site.is_coming(*id));
    let mut events = past[past.len().saturating_sub(MAX_PAST)..].to_vec();
    events.extend(coming.into_iter().take(MAX_COMING));
    events
}

/// Returns the events of briefings in time order, each once.
fn reported_events(site: &Site, briefings: &[BriefingId]) -> Vec<EventId> {
    let events = briefings.iter().flat_map(|id| &site.briefing(*id).events);
    let mut events: Vec<EventId> = events.copied().collect();
    events.sort_unstable();
    events.dedup();
    events
}

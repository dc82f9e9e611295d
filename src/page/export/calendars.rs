//! Calendars: of the site, and beside the page of each briefing, topic, actor and venue that has dates for one.

use crate::site::{ActorId, BriefingId, EventId, Site, TopicId, VenueId};

use super::{Export, export_page};
use crate::page::Page;

/// How many dates a calendar holds, besides that of a briefing, which holds all of its own: clients fetch a calendar
/// again and again, and the whole history stands in `dates.csv`.
const MAX_EVENTS: usize = 500;

/// Whose dates a calendar holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarScope {
    /// The site's.
    Site,
    /// A briefing's.
    Briefing(BriefingId),
    /// A topic's.
    Topic(TopicId),
    /// An actor's.
    Actor(ActorId),
    /// A venue's.
    Venue(VenueId),
}

/// All calendars that hold anything: a calendar without dates is none.
pub(super) fn plan_calendars(site: &Site) -> Vec<Page> {
    let all = std::iter::once(CalendarScope::Site)
        .chain((0..site.briefings.len()).map(|id| CalendarScope::Briefing(BriefingId::new(id))))
        .chain((0..site.topics.len()).map(|id| CalendarScope::Topic(TopicId::new(id))))
        .chain((0..site.actors.len()).map(|id| CalendarScope::Actor(ActorId::new(id))))
        .chain((0..site.venues.len()).map(|id| CalendarScope::Venue(VenueId::new(id))));
    all.filter(|whose| has_calendar(site, *whose))
        .map(|whose| export_page(calendar_path(site, whose), Export::Calendar(whose)))
        .collect()
}

/// Where a calendar stands.
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

/// Whether there are dates for a calendar, and the settings ask for any.
pub fn has_calendar(site: &Site, scope: CalendarScope) -> bool {
    let placed = |id: EventId| site.calendar_slot(id).is_some();
    site.settings.outputs.calendars
        && match scope {
            CalendarScope::Site => (0..site.events.len()).any(|id| placed(EventId::new(id))),
            CalendarScope::Briefing(id) => site.briefing(id).dates.iter().any(|dated| placed(dated.event)),
            CalendarScope::Topic(id) => {
                let mut briefings = site.topic(id).briefings.iter();
                briefings.any(|id| site.briefing(*id).dates.iter().any(|dated| placed(dated.event)))
            }
            CalendarScope::Actor(id) => site.actor(id).events.iter().any(|id| placed(*id)),
            CalendarScope::Venue(id) => site.venue(id).events.iter().any(|id| placed(*id)),
        }
}

/// The dates of a calendar in time order, the latest where there are too many.
pub fn calendar_events(site: &Site, scope: CalendarScope) -> Vec<EventId> {
    let all = match scope {
        CalendarScope::Site => (0..site.events.len()).map(EventId::new).collect(),
        CalendarScope::Briefing(id) => reported_events(site, &[id]),
        CalendarScope::Topic(id) => reported_events(site, &site.topic(id).briefings),
        CalendarScope::Actor(id) => site.actor(id).events.clone(),
        CalendarScope::Venue(id) => site.venue(id).events.clone(),
    };
    let most = if matches!(scope, CalendarScope::Briefing(_)) { usize::MAX } else { MAX_EVENTS };
    let placed = all.into_iter().rev().filter(|id| site.calendar_slot(*id).is_some());
    let mut events: Vec<EventId> = placed.take(most).collect();
    events.reverse();
    events
}

/// What briefings tell of, each event once, in time order.
fn reported_events(site: &Site, briefings: &[BriefingId]) -> Vec<EventId> {
    let dates = briefings.iter().flat_map(|id| &site.briefing(*id).dates);
    let mut events: Vec<EventId> = dates.map(|dated| dated.event).collect();
    events.sort_unstable();
    events.dedup();
    events
}

//! What stands above a chronology: ways to the facts of one actor or venue, and the picture of a long history.

use std::hash::Hash;

use super::Show;
use super::chronology::year_title;
use super::subject::tally;
use crate::page::{Bar, TIMELINE_PATH, Timeline};
use crate::render::view::{EntryView, TimelineView};
use crate::site::{ActorId, EventId, PageId, VenueId};

/// Actors or venues that are named above a chronology.
const NAMED: usize = 12;
/// Fewer facts than this are read faster than filtered.
const FEW: usize = 8;

impl Show<'_> {
    pub(super) fn all_events(&self) -> impl Iterator<Item = EventId> {
        (0..self.site.events.len()).map(EventId::new)
    }

    /// Those who take part in most of some events.
    pub(super) fn most_acting(&self, events: impl Iterator<Item = EventId>) -> Vec<EntryView> {
        let actors = |id: EventId| self.site.event_actors(self.site.event(id));
        let most = most(events.map(actors));
        self.ways(most, PageId::Actor, |id: ActorId| &self.site.actor(id).events)
    }

    /// Where most of some events take place.
    pub(super) fn most_seen(&self, events: impl Iterator<Item = EventId>) -> Vec<EntryView> {
        let venue = |id: EventId| self.site.event(id).venue.into_iter().collect();
        let most = most(events.map(venue));
        self.ways(most, PageId::Venue, |id: VenueId| &self.site.venue(id).events)
    }

    /// Links to the facts of subjects on their own pages, by name.
    fn ways<'s, T: Copy>(
        &'s self,
        subjects: Vec<(T, usize)>,
        page: impl Fn(T) -> PageId,
        events: impl Fn(T) -> &'s Vec<EventId>,
    ) -> Vec<EntryView> {
        let way = |(subject, count)| {
            let mut entry = self.entry(page(subject), count);
            let only_coming = events(subject).iter().all(|id| self.is_coming(*id));
            entry.href.push_str(if only_coming { "#_coming" } else { "#_time" });
            entry
        };
        let mut entries: Vec<EntryView> = subjects.into_iter().map(way).collect();
        entries.sort_by_cached_key(|entry| (crate::text::slugify(&entry.name), entry.href.clone()));
        entries
    }

    pub(super) fn timeline(&self) -> Option<TimelineView> {
        let timeline = Timeline::new(self.site)?;
        Some(TimelineView { href: TIMELINE_PATH.to_owned(), words: self.timeline_words(&timeline) })
    }

    /// What the picture of a history shows.
    pub fn timeline_words(&self, timeline: &Timeline) -> String {
        let Timeline { first, step, bars } = timeline;
        let all: usize = bars.iter().map(|bar| bar.count()).sum();
        let coming: usize = bars.iter().map(|bar| bar.coming).sum();
        let last = first + step * (bars.len() as i64 - 1);
        let highest = bars.iter().map(|bar| bar.count()).max().unwrap_or_default();
        let most = bars.iter().position(|bar| bar.count() == highest).unwrap_or_default();
        let ahead = if coming > 0 { format!("; {coming} to come") } else { String::new() };
        format!(
            "{all} dated facts from {} to {}{ahead}. Most in {}: {}.",
            title(*first),
            title(last + step - 1),
            stretch(first + step * most as i64, *step),
            bars.get(most).copied().map_or(0, Bar::count),
        )
    }
}

/// The subjects that stand in most of some lists, with how often; none where there are few lists.
fn most<T: Copy + Ord + Hash>(lists: impl Iterator<Item = Vec<T>>) -> Vec<(T, usize)> {
    let lists: Vec<Vec<T>> = lists.collect();
    if lists.len() < FEW {
        return Vec::new();
    }
    // One fact by itself is no history.
    let counted = tally(lists.into_iter().flatten()).into_iter();
    counted.take(NAMED).take_while(|(_, count)| *count > 1).collect()
}

fn stretch(first: i64, step: i64) -> String {
    if step == 1 { title(first) } else { format!("{} to {}", title(first), title(first + step - 1)) }
}

fn title(year: i64) -> String {
    year_title(i32::try_from(year).ok())
}

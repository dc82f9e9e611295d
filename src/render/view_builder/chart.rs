//! The top of a timeline page: links to the events of frequent actors and venues, and the chart.

use std::hash::Hash;

use super::ViewBuilder;
use super::subject::count_occurrences;
use crate::page::{ChartBar, TIMELINE_CHART_PATH, TimelineChart};
use crate::render::view::{EntryView, TimelineChartView};
use crate::site::{ActorId, EventId, PageId, VenueId};

/// Maximum number of actors or venues above a timeline.
const MAX_NAMED_SUBJECTS: usize = 12;
/// Minimum number of events for which filters are offered.
const MIN_FILTERED_FACTS: usize = 8;

impl ViewBuilder<'_> {
    pub(super) fn all_events(&self) -> impl Iterator<Item = EventId> {
        (0..self.site.events.len()).map(EventId::new)
    }

    /// Returns the actors that take part in most of the events.
    pub(super) fn most_frequent_actors(&self, events: impl Iterator<Item = EventId>) -> Vec<EntryView> {
        let actors = |id: EventId| self.site.event_actors(self.site.event(id));
        let frequent = most_frequent(events.map(actors));
        self.subject_links(frequent, PageId::Actor, |id: ActorId| &self.site.actor(id).events)
    }

    /// Returns the venues of most of the events.
    pub(super) fn most_frequent_venues(&self, events: impl Iterator<Item = EventId>) -> Vec<EntryView> {
        let venue = |id: EventId| self.site.event(id).venue.into_iter().collect();
        let frequent = most_frequent(events.map(venue));
        self.subject_links(frequent, PageId::Venue, |id: VenueId| &self.site.venue(id).events)
    }

    /// Returns links to the events of subjects on their own pages, sorted by name.
    fn subject_links<'s, T: Copy>(
        &'s self,
        subjects: Vec<(T, usize)>,
        page: impl Fn(T) -> PageId,
        events: impl Fn(T) -> &'s Vec<EventId>,
    ) -> Vec<EntryView> {
        let entry = |(subject, count)| {
            let mut entry = self.entry_view(page(subject), count);
            let only_coming = events(subject).iter().all(|id| self.is_future(*id));
            entry.href.push_str(if only_coming { "#_coming" } else { "#_time" });
            entry
        };
        let mut entries: Vec<EntryView> = subjects.into_iter().map(entry).collect();
        entries.sort_by_cached_key(|entry| (crate::text::slugify(&entry.name), entry.href.clone()));
        entries
    }

    pub(super) fn chart_view(&self) -> Option<TimelineChartView> {
        let timeline = TimelineChart::new(self.site)?;
        Some(TimelineChartView {
            href: TIMELINE_CHART_PATH.to_owned(),
            words: self.chart_description(&timeline),
        })
    }

    /// Returns a description of the chart in words.
    pub fn chart_description(&self, timeline: &TimelineChart) -> String {
        let TimelineChart { first_year: first, years_per_bar: step, bars } = timeline;
        let all: usize = bars.iter().map(|bar| bar.count()).sum();
        let coming: usize = bars.iter().map(|bar| bar.future).sum();
        let last = first + step * (bars.len() as i64 - 1);
        let highest = bars.iter().map(|bar| bar.count()).max().unwrap_or_default();
        let most = bars.iter().position(|bar| bar.count() == highest).unwrap_or_default();
        let id = if coming > 0 { "chart-summary-coming" } else { "chart-summary" };
        let values = [
            ("count", all.into()),
            ("first", self.year_label(*first).into()),
            ("last", self.year_label(last + step - 1).into()),
            ("coming", coming.into()),
            ("most", self.bar_label(first + step * most as i64, *step).into()),
            ("highest", bars.get(most).copied().map_or(0, ChartBar::count).into()),
        ];
        self.site.labels.format(id, &values)
    }

    fn bar_label(&self, first: i64, step: i64) -> String {
        if step == 1 {
            return self.year_label(first);
        }
        let (first, last) = (self.year_label(first), self.year_label(first + step - 1));
        self.site.labels.format("year-range", &[("first", first.into()), ("last", last.into())])
    }

    /// Returns a year as it is shown.
    pub fn year_label(&self, year: i64) -> String {
        self.site.labels.year_title(Some(year))
    }
}

/// Returns the subjects that occur in most lists, with their counts; empty if there are too few lists.
fn most_frequent<T: Copy + Ord + Hash>(lists: impl Iterator<Item = Vec<T>>) -> Vec<(T, usize)> {
    let lists: Vec<Vec<T>> = lists.collect();
    if lists.len() < MIN_FILTERED_FACTS {
        return Vec::new();
    }
    // A subject with a single event needs no filter.
    let counted = count_occurrences(lists.into_iter().flatten()).into_iter();
    counted.take(MAX_NAMED_SUBJECTS).take_while(|(_, count)| *count > 1).collect()
}

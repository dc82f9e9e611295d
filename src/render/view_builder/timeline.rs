//! Views of the timeline pages: all years, one year, one month.

use super::ViewBuilder;
use crate::facts::date::DateName;
use crate::page::{count_event_pages, month_path, year_path};
use crate::render::view::{EventView, LinkView, MonthView, TimelineView, YearView};
use crate::site::{EventId, MAX_ROWS, Permalink, TimelineMonth, TimelineYear};

/// Maximum number of coming events on the page of all years.
const MAX_FUTURE_EVENTS: usize = 50;

impl ViewBuilder<'_> {
    pub(super) fn all_years_view(&self) -> TimelineView {
        let calendar = &self.site.timeline;
        let listed = self.site.events.len() <= MAX_ROWS;
        let coming = self.all_events().filter(|id| self.is_future(*id)).take(MAX_FUTURE_EVENTS);
        let coming: Vec<EventId> = coming.collect();
        TimelineView {
            span: "all",
            coming: self.event_views(coming.iter().rev()),
            whole: listed,
            actors: self.most_frequent_actors(self.all_events()),
            venues: self.most_frequent_venues(self.all_events()),
            timeline: self.chart_view(),
            years: calendar
                .iter()
                .map(|year| {
                    let ids = year.events.iter().copied();
                    self.year_view(year, ids.filter(|id| listed && !self.is_future(*id)))
                })
                .collect(),
            earlier: None,
            later: None,
            count: self.site.events.len(),
        }
    }

    pub(super) fn one_year_view(&self, index: usize, number: usize) -> TimelineView {
        let calendar = &self.site.timeline;
        let year = &calendar[index];
        let whole = year.lists_all();
        let listed: Vec<EventId> =
            year.events.iter().copied().filter(|id| whole || !self.has_month(*id)).collect();
        let counted = on_first_page(&year.events, number);
        let neighbour = |year: &TimelineYear| LinkView {
            name: self.year_title(year.year),
            href: folder_href(&year_path(year.year)),
        };
        TimelineView {
            span: "year",
            coming: Vec::new(),
            whole,
            actors: self.most_frequent_actors(counted.iter().copied()),
            venues: self.most_frequent_venues(counted.iter().copied()),
            timeline: None,
            years: vec![YearView {
                ends_coming: self.ends_coming(&listed, number),
                ..self.year_view(year, part(&listed, number).iter().copied())
            }],
            earlier: calendar.get(index + 1).map(neighbour),
            later: index.checked_sub(1).and_then(|index| calendar.get(index)).map(neighbour),
            count: year.events.len(),
        }
    }

    pub(super) fn one_month_view(&self, year_index: usize, month: usize, number: usize) -> TimelineView {
        let year = &self.site.timeline[year_index];
        let own = &year.months[month];
        let (events, coming) = self.past_and_future_events(part(&own.events, number).iter().copied());
        let counted = on_first_page(&own.events, number);
        let view = YearView {
            title: self.month_title(year.year, own),
            href: folder_href(&month_path(year.year, own.month)),
            events,
            coming,
            ends_coming: self.ends_coming(&own.events, number),
            months: Vec::new(),
            count: own.events.len(),
        };
        TimelineView {
            span: "month",
            coming: Vec::new(),
            whole: count_event_pages(own.events.len()) == 1,
            actors: self.most_frequent_actors(counted.iter().copied()),
            venues: self.most_frequent_venues(counted.iter().copied()),
            timeline: None,
            earlier: self.earlier_month(year_index, month),
            later: self.later_month(year_index, month),
            count: own.events.len(),
            years: vec![view],
        }
    }

    /// Returns the last month with events before this one, in the same or an earlier year.
    fn earlier_month(&self, year_index: usize, month: usize) -> Option<LinkView> {
        let calendar = &self.site.timeline;
        let year = &calendar[year_index];
        if let Some(earlier) = month.checked_sub(1) {
            return Some(self.month_link(year, &year.months[earlier]));
        }
        let mut years = calendar.iter().skip(year_index + 1);
        years.find_map(|year| year.months.last().map(|month| self.month_link(year, month)))
    }

    /// Returns the first month with events after this one, in the same or a later year.
    fn later_month(&self, year_index: usize, month: usize) -> Option<LinkView> {
        let calendar = &self.site.timeline;
        let year = &calendar[year_index];
        if let Some(later) = year.months.get(month + 1) {
            return Some(self.month_link(year, later));
        }
        let mut years = calendar.iter().take(year_index).rev();
        years.find_map(|year| year.months.first().map(|month| self.month_link(year, month)))
    }

    /// Returns a year with its months and the listed events, which are in time order.
    pub(super) fn year_view(&self, year: &TimelineYear, listed: impl Iterator<Item = EventId>) -> YearView {
        let (events, coming) = self.past_and_future_events(listed);
        YearView {
            title: self.year_title(year.year),
            href: folder_href(&year_path(year.year)),
            ends_coming: !coming.is_empty(),
            events,
            coming,
            months: year.months.iter().rev().map(|month| self.month_view(year, month)).collect(),
            count: year.events.len(),
        }
    }

    /// Whether the earliest coming event of a list, which is in time order, is on page `number`.
    fn ends_coming(&self, listed: &[EventId], number: usize) -> bool {
        let shown = part(listed, number);
        let before = listed.rchunks(MAX_ROWS).nth(number).and_then(<[EventId]>::last);
        let has_coming = shown.iter().any(|id| self.is_future(*id));
        let has_past = shown.iter().chain(before).any(|id| !self.is_future(*id));
        has_coming && (has_past || before.is_none())
    }

    /// Returns past and coming events, latest first; `ids` are in time order.
    fn past_and_future_events(&self, ids: impl Iterator<Item = EventId>) -> (Vec<EventView>, Vec<EventView>) {
        let (coming, past): (Vec<_>, Vec<_>) = ids.partition(|id| self.is_future(*id));
        (self.event_views(past.iter().rev()), self.event_views(coming.iter().rev()))
    }

    fn month_view(&self, year: &TimelineYear, month: &TimelineMonth) -> MonthView {
        MonthView {
            title: self.month_title(year.year, month),
            name: self.site.labels.dates().name(DateName::Month, month.month.into()).to_owned(),
            href: folder_href(&month_path(year.year, month.month)),
            count: month.events.len(),
        }
    }

    fn month_link(&self, year: &TimelineYear, month: &TimelineMonth) -> LinkView {
        LinkView {
            name: self.month_title(year.year, month),
            href: folder_href(&month_path(year.year, month.month)),
        }
    }

    /// Returns the title of a month. Every month belongs to a year that is known.
    pub(super) fn month_title(&self, year: Option<i32>, month: &TimelineMonth) -> String {
        self.site.labels.dates().month_title(month.month, year.map_or(0, i64::from))
    }

    pub(super) fn year_title(&self, year: Option<i32>) -> String {
        self.site.labels.year_title(year.map(i64::from))
    }

    fn has_month(&self, id: EventId) -> bool {
        self.site.event(id).when.listing_month().is_some()
    }
}

/// Returns the events on a page of a list that begins with the latest; they are in time order.
fn part(events: &[EventId], number: usize) -> &[EventId] {
    events.rchunks(MAX_ROWS).nth(number.saturating_sub(1)).unwrap_or_default()
}

/// Returns all events for the first page, and none for others: only the first counts actors and venues.
fn on_first_page(events: &[EventId], number: usize) -> &[EventId] {
    if number == 1 { events } else { &[] }
}

fn folder_href(path: &str) -> String {
    Permalink::for_folder(path).href.to_string()
}

//! The alternates of a page: its data and its calendar.

use super::ViewBuilder;
use crate::page::{
    CalendarScope, DataFile, PageKind, calendar_path, has_calendar, json_alternate_path, ninjs_path,
};
use crate::render::view::AlternateView;
use crate::site::{Permalink, SubjectKind, percent_encode};

impl ViewBuilder<'_> {
    /// Returns the alternates of a page: its data, or that of the site, and its calendar.
    pub(super) fn alternates(&self, kind: PageKind) -> Vec<AlternateView> {
        let mut alternates =
            if self.site.settings.outputs.data { self.data_alternates(kind) } else { Vec::new() };
        let calendar = self.calendar_href(kind);
        if !calendar.is_empty() {
            alternates.push(AlternateView {
                title: self.site.labels.get("calendar").to_owned(),
                href: calendar,
                media_type: "text/calendar",
            });
        }
        alternates
    }

    fn data_alternates(&self, kind: PageKind) -> Vec<AlternateView> {
        let alternate = |title: &str, path: &str, media_type| AlternateView {
            title: title.to_owned(),
            href: percent_encode(path),
            media_type,
        };
        let of_site = |(title, file): (&str, DataFile)| match file {
            DataFile::Statements => {
                let title = self.site.labels.format("data-statements", &[("format", title.into())]);
                alternate(&title, file.path(), file.media_type())
            }
            _ => alternate(title, file.path(), file.media_type()),
        };
        let Some(permalink) = self.json_alternate_page(kind) else {
            return listing_data_files(kind).iter().copied().map(of_site).collect();
        };
        let mut alternates = vec![alternate("JSON", &json_alternate_path(permalink), "application/json")];
        if matches!(kind, PageKind::Briefing(_)) && self.site.settings.base_url.is_some() {
            alternates.push(alternate("ninjs", &ninjs_path(permalink), "application/json"));
        }
        alternates
    }

    fn json_alternate_page(&self, kind: PageKind) -> Option<&Permalink> {
        match kind {
            PageKind::Briefing(id) => Some(&self.site.briefing(id).permalink),
            PageKind::Actor(id) => Some(&self.site.actor(id).permalink),
            PageKind::Venue(id) => Some(&self.site.venue(id).permalink),
            _ => None,
        }
    }

    /// Returns the URL of the calendar of a page, relative to the root; empty if it has none.
    pub(super) fn calendar_href(&self, kind: PageKind) -> String {
        let scope = match kind {
            PageKind::Home | PageKind::Timeline => CalendarScope::Site,
            PageKind::Briefing(id) => CalendarScope::Briefing(id),
            PageKind::Topic(id, _) => CalendarScope::Topic(id),
            PageKind::Actor(id) => CalendarScope::Actor(id),
            PageKind::Venue(id) => CalendarScope::Venue(id),
            _ => return String::new(),
        };
        if !has_calendar(self.site, scope) {
            return String::new();
        }
        percent_encode(&calendar_path(self.site, scope))
    }
}

/// Returns the data files of the site that a listing page links to, with their formats.
fn listing_data_files(kind: PageKind) -> &'static [(&'static str, DataFile)] {
    match kind {
        PageKind::Home => &[("JSON", DataFile::Facts)],
        PageKind::Timeline => &[("CSV", DataFile::Dates)],
        PageKind::SubjectListing(SubjectKind::Actor) => {
            &[("CSV", DataFile::Actors), ("CSV", DataFile::Statements)]
        }
        PageKind::SubjectListing(SubjectKind::Venue) => {
            &[("CSV", DataFile::Venues), ("GeoJSON", DataFile::Map)]
        }
        PageKind::Archive(_) => &[("BibTeX", DataFile::Bibliography), ("CSL-JSON", DataFile::Citations)],
        _ => &[],
    }
}

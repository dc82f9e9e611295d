//! The alternates of a page: its data and its calendar.

use super::ViewBuilder;
use crate::page::{
    CalendarScope, DataFile, PageKind, calendar_path, has_calendar, has_ninjs, json_alternate_path,
    ninjs_path,
};
use crate::render::view::AlternateView;
use crate::settings::DataScope;
use crate::site::{Permalink, SubjectKind, percent_encode};

impl ViewBuilder<'_> {
    /// Returns the alternates of a page: its data, or that of the site, and its calendar.
    pub(super) fn alternates(&self, kind: PageKind) -> Vec<AlternateView> {
        let mut alternates = self.page_alternates(kind);
        alternates.extend(self.site_data_alternates(kind));
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

    /// Returns the data files of the site that a listing page links to.
    fn site_data_alternates(&self, kind: PageKind) -> Vec<AlternateView> {
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
        if self.site.settings.outputs.data == DataScope::None {
            return Vec::new();
        }
        listing_data_files(kind).iter().copied().map(of_site).collect()
    }

    /// Returns the data files beside a page.
    fn page_alternates(&self, kind: PageKind) -> Vec<AlternateView> {
        let alternate = |title: &str, path: &str| AlternateView {
            title: title.to_owned(),
            href: percent_encode(path),
            media_type: "application/json",
        };
        let permalink = self.json_alternate_page(kind);
        let has_json = self.site.settings.outputs.data == DataScope::Pages;
        let json = permalink.filter(|_| has_json).map(|it| alternate("JSON", &json_alternate_path(it)));
        let is_item = matches!(kind, PageKind::Briefing(_)) && has_ninjs(self.site);
        let ninjs = permalink.filter(|_| is_item).map(|it| alternate("ninjs", &ninjs_path(it)));
        json.into_iter().chain(ninjs).collect()
    }

    fn json_alternate_page(&self, kind: PageKind) -> Option<&Permalink> {
        match kind {
            PageKind::Briefing(id) => Some(&self.site.briefing(id).permalink),
            PageKind::Actor(id, _) => Some(&self.site.actor(id).permalink),
            PageKind::Venue(id, _) => Some(&self.site.venue(id).permalink),
            _ => None,
        }
    }

    /// Returns the URL of the calendar of a page, relative to the root; empty if it has none.
    pub(super) fn calendar_href(&self, kind: PageKind) -> String {
        let scope = match kind {
            PageKind::Home | PageKind::Timeline => CalendarScope::Site,
            PageKind::Briefing(id) => CalendarScope::Briefing(id),
            PageKind::Topic(id, _) => CalendarScope::Topic(id),
            PageKind::Actor(id, _) => CalendarScope::Actor(id),
            PageKind::Venue(id, _) => CalendarScope::Venue(id),
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
        PageKind::SubjectListing(SubjectKind::Actor, _) => {
            &[("CSV", DataFile::Actors), ("CSV", DataFile::Statements)]
        }
        PageKind::SubjectListing(SubjectKind::Venue, _) => {
            &[("CSV", DataFile::Venues), ("GeoJSON", DataFile::Map)]
        }
        PageKind::Archive(_) => &[("BibTeX", DataFile::Bibliography), ("CSL-JSON", DataFile::Citations)],
        _ => &[],
    }
}

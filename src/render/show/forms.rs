//! The other forms a page has: its data, and the calendar of its dates.

use super::Show;
use crate::page::{CalendarOf, DataFile, PageKind, calendar_path, has_calendar, ninjs_path, twin_path};
use crate::render::view::FormView;
use crate::site::{Permalink, SubjectKind, encode};

impl Show<'_> {
    /// The data of a page, beside it or at the root, and its calendar.
    pub(super) fn other_forms(&self, kind: PageKind) -> Vec<FormView> {
        let mut forms = if self.site.settings.outputs.data { self.data_forms(kind) } else { Vec::new() };
        let calendar = self.calendar(kind);
        if !calendar.is_empty() {
            forms.push(FormView { title: "Calendar", href: calendar, media_type: "text/calendar" });
        }
        forms
    }

    fn data_forms(&self, kind: PageKind) -> Vec<FormView> {
        let form = |title, path: &str, media_type| FormView { title, href: encode(path), media_type };
        let of_site = |(title, file): (_, DataFile)| form(title, file.path(), file.media_type());
        let Some(permalink) = self.with_twin(kind) else {
            return data_files(kind).iter().copied().map(of_site).collect();
        };
        let mut forms = vec![form("JSON", &twin_path(permalink), "application/json")];
        if matches!(kind, PageKind::Briefing(_)) && self.site.settings.base_url.is_some() {
            forms.push(form("ninjs", &ninjs_path(permalink), "application/json"));
        }
        forms
    }

    fn with_twin(&self, kind: PageKind) -> Option<&Permalink> {
        match kind {
            PageKind::Briefing(id) => Some(&self.site.briefing(id).permalink),
            PageKind::Actor(id) => Some(&self.site.actor(id).permalink),
            PageKind::Venue(id) => Some(&self.site.venue(id).permalink),
            _ => None,
        }
    }

    /// The calendar of a page's dates, relative to the root; empty where it has none.
    pub(super) fn calendar(&self, kind: PageKind) -> String {
        let whose = match kind {
            PageKind::Home | PageKind::Chronology => CalendarOf::Site,
            PageKind::Briefing(id) => CalendarOf::Briefing(id),
            PageKind::Topic(id, _) => CalendarOf::Topic(id),
            PageKind::Actor(id) => CalendarOf::Actor(id),
            PageKind::Venue(id) => CalendarOf::Venue(id),
            _ => return String::new(),
        };
        if !has_calendar(self.site, whose) {
            return String::new();
        }
        encode(&calendar_path(self.site, whose))
    }
}

/// The data of the whole site that a list shows, and what each is called there.
fn data_files(kind: PageKind) -> &'static [(&'static str, DataFile)] {
    match kind {
        PageKind::Home => &[("JSON", DataFile::Facts)],
        PageKind::Chronology => &[("CSV", DataFile::Dates)],
        PageKind::Index(SubjectKind::Actor) => {
            &[("CSV", DataFile::Actors), ("Statements (CSV)", DataFile::Statements)]
        }
        PageKind::Index(SubjectKind::Venue) => &[("CSV", DataFile::Venues), ("GeoJSON", DataFile::Map)],
        PageKind::Archive(_) => &[("BibTeX", DataFile::Bibliography), ("CSL-JSON", DataFile::Citations)],
        _ => &[],
    }
}

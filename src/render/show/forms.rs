//! The other forms a page has: its data, and the calendar of its dates.

use super::Show;
use crate::page::{CalendarOf, PageKind, calendar_path, has_calendar, ninjs_path, twin_path};
use crate::render::view::FormView;
use crate::site::{Permalink, encode};

impl Show<'_> {
    /// The data beside a page, and its calendar.
    pub(super) fn other_forms(&self, kind: PageKind) -> Vec<FormView> {
        let form = |title, path: &str, media_type| FormView { title, href: encode(path), media_type };
        let mut forms = Vec::new();
        if let Some(permalink) = self.with_twin(kind).filter(|_| self.site.settings.outputs.data) {
            forms.push(form("Data", &twin_path(permalink), "application/json"));
            if matches!(kind, PageKind::Briefing(_)) && self.site.settings.base_url.is_some() {
                forms.push(form("ninjs", &ninjs_path(permalink), "application/json"));
            }
        }
        let calendar = self.calendar(kind);
        if !calendar.is_empty() {
            forms.push(FormView { title: "Calendar", href: calendar, media_type: "text/calendar" });
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

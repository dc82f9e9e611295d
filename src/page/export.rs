//! Files for machines, planned beside the pages they belong to.

mod calendars;
mod data;

pub use calendars::{CalendarOf, calendar_events, calendar_path, has_calendar};
pub use data::{DataFile, Twin, ninjs_path, twin_path};

use crate::site::{BriefingId, Site};

use super::{Page, PageKind};

/// A file for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// Data of the site as a whole.
    Data(DataFile),
    /// What a page says, as JSON.
    Twin(Twin),
    /// A briefing as agencies pass it on.
    Ninjs(BriefingId),
    /// Dates for a calendar.
    Calendar(CalendarOf),
}

/// Every file for machines the settings ask for.
pub(super) fn plan(site: &Site) -> Vec<Page> {
    let outputs = &site.settings.outputs;
    let mut pages = Vec::new();
    if outputs.data {
        pages.extend(data::plan(site));
    }
    if outputs.calendars {
        pages.extend(calendars::plan(site));
    }
    pages
}

fn page(file: impl Into<String>, export: Export) -> Page {
    Page { file: file.into(), kind: PageKind::Export(export) }
}

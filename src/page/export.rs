//! Files for machines, planned beside the pages they belong to.

mod calendars;
mod data;
mod feeds;
mod search;
mod servers;
mod sitemap;
mod timeline;

pub use calendars::{CalendarOf, calendar_events, calendar_path, has_calendar};
pub use data::{DataFile, Twin, ninjs_path, twin_path};
pub use feeds::{Channel, channel_of, channels, feed_path, has_feeds};
pub use search::{SEARCH_NEAR, SearchFile, SearchPlan, search_path, search_permalink};
pub use servers::ServerFile;
pub use sitemap::{Sitemap, part_path, sitemap_parts};
pub use timeline::{Bar, TIMELINE_PATH, Timeline};

use crate::diagnostic::{Diagnostic, NO_BASE_URL, Outcome, Place};
use crate::settings::FeedForm;
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
    /// A feed.
    Feed(Channel, FeedForm),
    /// A sitemap, or the list of all.
    Sitemap(Sitemap),
    /// What robots may read.
    Robots,
    /// Whom to tell of a weakness.
    SecurityTxt,
    /// Who makes the site.
    HumansTxt,
    /// Name and icons for those who keep the site on their first screen.
    Manifest,
    /// Redirects and headers for a server.
    Server(ServerFile),
    /// The history as a picture.
    Timeline,
    /// A part of the search index.
    Search(SearchFile),
}

/// Every file for machines the settings ask for.
pub(super) fn plan(site: &Site) -> Outcome<Vec<Page>> {
    let outputs = &site.settings.outputs;
    let based = site.settings.base_url.is_some();
    let mut pages = feeds::plan(site);
    if outputs.sitemap && based {
        pages.extend(sitemap::plan(site));
        pages.push(page("robots.txt", Export::Robots));
    }
    pages.extend(discovery(site));
    if outputs.servers {
        pages.extend(servers::plan(site));
    }
    if outputs.data {
        pages.extend(data::plan(site));
    }
    if outputs.calendars {
        pages.extend(calendars::plan(site));
    }
    if Timeline::new(site).is_some() {
        pages.push(page(TIMELINE_PATH, Export::Timeline));
    }
    if outputs.search {
        pages.extend(search::plan(site));
    }
    let wanting = (outputs.feeds || outputs.sitemap) && !based;
    Outcome::new(pages, wanting.then(no_base_url).into_iter().collect())
}

fn discovery(site: &Site) -> Vec<Page> {
    let settings = &site.settings;
    let files = [
        (settings.security.is_some(), ".well-known/security.txt", Export::SecurityTxt),
        (!settings.humans.is_empty(), "humans.txt", Export::HumansTxt),
        (settings.outputs.manifest, "site.webmanifest", Export::Manifest),
    ];
    files.into_iter().filter(|(wanted, ..)| *wanted).map(|(_, file, export)| page(file, export)).collect()
}

fn page(file: impl Into<String>, export: Export) -> Page {
    Page { file: file.into(), kind: PageKind::Export(export) }
}

fn no_base_url() -> Diagnostic {
    let message = "without `base_url` there are no feeds, sitemaps and cards";
    Diagnostic::new(&NO_BASE_URL, message)
        .at(Place::file("site.toml"))
        .mend("add `base_url = \"https://example.org/\"` with the address the site will have")
}

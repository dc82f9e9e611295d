//! Plans exports: files for programs, beside the pages they belong to.

mod calendars;
mod data;
mod feeds;
mod maps;
mod search;
mod servers;
mod sitemap;
mod timeline_chart;

pub use calendars::{CalendarScope, calendar_events, calendar_path, has_calendar};
pub use data::{DataFile, JsonAlternate, has_ninjs, json_alternate_path, ninjs_path};
pub use feeds::{Channel, channel_of, channels, entry_text, feed_formats, feed_path, has_feeds};
pub use maps::{all_mapped_venues, map_path, mapped_venues, venue_point};
pub use search::{MAX_PREFIX_FILES, SearchFile, SearchFileCounts, SearchPlan, search_path, search_permalink};
pub use servers::ServerFile;
pub use sitemap::{SitemapFile, sitemap_part_path, sitemap_parts};
pub use timeline_chart::{ChartBar, TIMELINE_CHART_PATH, TimelineChart};

use crate::diagnostic::{Diagnostic, NO_BASE_URL, Outcome, SourceLocation};
use crate::picture::MapWindow;
use crate::settings::{DataScope, FeedFormat};
use crate::site::{BriefingId, Site};

use super::{Page, PageKind};

/// A file for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// Data of the site as a whole.
    Data(DataFile),
    /// The facts of a page as JSON.
    JsonAlternate(JsonAlternate),
    /// A briefing as ninjs.
    Ninjs(BriefingId),
    /// A calendar in iCalendar format.
    Calendar(CalendarScope),
    /// A feed.
    Feed(Channel, FeedFormat),
    /// A sitemap, or the sitemap index.
    Sitemap(SitemapFile),
    /// `robots.txt`.
    Robots,
    /// `security.txt`: contact for security reports.
    SecurityTxt,
    /// `humans.txt`: the people behind the site.
    HumansTxt,
    /// The web app manifest: name and icons for a home screen.
    Manifest,
    /// Redirects and headers for a server.
    Server(ServerFile),
    /// The background of maps as SVG.
    Map(MapWindow),
    /// The timeline chart as SVG.
    TimelineChart,
    /// The style sheet of the look that `site.toml` sets.
    LookStyle,
    /// A part of the search index.
    Search(SearchFile),
}

/// The output path of the style sheet of the look.
pub const LOOK_STYLE_PATH: &str = "look.css";

/// Plans every export that the settings enable. Reports a missing `base_url` if feeds or sitemaps need one.
pub(super) fn plan_exports(site: &Site) -> Outcome<Vec<Page>> {
    let outputs = &site.settings.outputs;
    let has_base_url = site.settings.base_url.is_some();
    let mut pages = feeds::plan_feeds(site);
    if outputs.sitemap && has_base_url {
        pages.extend(sitemap::plan_sitemaps(site));
        pages.push(export_page("robots.txt", Export::Robots));
    }
    pages.extend(plan_discovery(site));
    if outputs.servers {
        pages.extend(servers::plan_server_files(site));
    }
    if outputs.data >= DataScope::Site {
        pages.extend(data::plan_site_data());
    }
    if outputs.data >= DataScope::Pages {
        pages.extend(data::plan_json_alternates(site));
    }
    if has_ninjs(site) {
        pages.extend(data::plan_ninjs(site));
    }
    if outputs.calendars {
        pages.extend(calendars::plan_calendars(site));
    }
    if !site.settings.look.style().is_empty() {
        pages.push(export_page(LOOK_STYLE_PATH, Export::LookStyle));
    }
    if TimelineChart::new(site).is_some() {
        pages.push(export_page(TIMELINE_CHART_PATH, Export::TimelineChart));
    }
    if site.settings.look.drawn.maps {
        pages.extend(maps::plan_maps(site));
    }
    if outputs.search {
        pages.extend(search::plan_search(site));
    }
    let needs_base_url = (outputs.feeds || outputs.sitemap) && !has_base_url;
    Outcome::new(pages, needs_base_url.then(missing_base_url).into_iter().collect())
}

fn plan_discovery(site: &Site) -> Vec<Page> {
    let settings = &site.settings;
    let files = [
        (settings.security.is_some(), ".well-known/security.txt", Export::SecurityTxt),
        (!settings.humans.is_empty(), "humans.txt", Export::HumansTxt),
        (settings.outputs.manifest, "site.webmanifest", Export::Manifest),
    ];
    files
        .into_iter()
        .filter(|(wanted, ..)| *wanted)
        .map(|(_, file, export)| export_page(file, export))
        .collect()
}

fn export_page(file: impl Into<String>, export: Export) -> Page {
    Page { file: file.into(), kind: PageKind::Export(export) }
}

fn missing_base_url() -> Diagnostic {
    let message = "`base_url` is not set: feeds, sitemaps and social cards are skipped";
    Diagnostic::new(&NO_BASE_URL, message)
        .at(SourceLocation::file("site.toml"))
        .help("add `base_url = \"https://example.org/\"` with the URL of the site")
}

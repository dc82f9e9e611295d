//! Every file that will be written, planned before anything is rendered.
//!
//! Takes the [`Site`] and the names of the look's own files. Gives [`Page`]s, each with its path, and a note where two
//! would stand in one place. Knows no bytes.

mod collisions;
mod export;
mod look;
mod names;

pub use export::{
    CalendarScope, Channel, ChartBar, DataFile, Export, JsonAlternate, MAX_PREFIX_FILES, SearchFile,
    SearchPlan, ServerFile, SitemapFile, TIMELINE_CHART_PATH, TimelineChart, calendar_events, calendar_path,
    channel_of, channels, feed_path, has_calendar, has_feeds, json_alternate_path, ninjs_path, search_path,
    search_permalink, sitemap_part_path, sitemap_parts,
};

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Outcome, SourceLocation};
use crate::site::{
    ActorId, BriefingId, PageId, Permalink, Site, StandaloneId, SubjectKind, TopicId, VenueId,
};

/// One file to be written.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path under the output folder, with `/` between its parts.
    pub file: String,
    /// What it shows.
    pub kind: PageKind,
}

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A briefing.
    Briefing(BriefingId),
    /// An actor.
    Actor(ActorId),
    /// A venue.
    Venue(VenueId),
    /// A page of a topic's briefings, counted from 1.
    Topic(TopicId, usize),
    /// The list of all actors, venues or topics.
    SubjectListing(SubjectKind),
    /// All years.
    Timeline,
    /// A year, by its place in the calendar.
    Year(usize),
    /// A month, by the places of its year and itself in the calendar.
    Month(usize, usize),
    /// A page of the archive, counted from 1.
    Archive(usize),
    /// A page of what was fixed, counted from 1.
    Corrections(usize),
    /// A plain page.
    Standalone(StandaloneId),
    /// The page that seeks and lists what there is.
    Search,
    /// What a server shows where there is no page.
    NotFound,
    /// An old address, by its place in the site's list.
    Redirect(usize),
    /// A picture or other file beside the prose, by its place in the site's list.
    Asset(usize),
    /// A file of the look, by its place in the list given.
    ThemeFile(usize),
    /// A file for machines.
    Export(Export),
}

/// Plans all files. `look` are the paths, under the output folder, of the look's own files.
pub fn plan(site: &Site, theme_files: &[String]) -> Outcome<Vec<Page>> {
    let mut pages = reader_pages(site);
    pages.push(Page { file: "404.html".to_owned(), kind: PageKind::NotFound });
    if site.settings.outputs.search {
        pages.push(page_at(&search_permalink(), PageKind::Search));
    }
    pages.extend(plan_redirects(site));
    pages.extend(site.assets.iter().enumerate().map(|(at, asset)| plan_asset(asset, at)));
    let Outcome { value: exports, diagnostics: mut notes } = export::plan_exports(site);
    let own = look::plan(site, theme_files, &exports, &mut notes);
    // A site may override a file for machines as it may any file of the look: by having one of the same name.
    let names: FxHashSet<&String> = own.iter().map(|page| &page.file).collect();
    pages.extend(exports.into_iter().filter(|export| !names.contains(&export.file)));
    pages.extend(own);
    notes.extend(names::check(site, &pages));
    notes.extend(collisions::check_collisions(site, &pages));
    Outcome::new(pages, notes)
}

/// The pages that readers look for, each in its one place.
pub fn reader_pages(site: &Site) -> Vec<Page> {
    let mut pages = vec![page_in_folder("", PageKind::Home)];
    pages.extend(plan_briefings(site));
    pages.extend(plan_subjects(site));
    pages.extend(
        SubjectKind::ALL
            .map(|kind| page_in_folder(&format!("{}/", kind.folder()), PageKind::SubjectListing(kind))),
    );
    pages.extend(plan_timeline(site));
    pages.extend(
        (1..=count_pages(site, site.briefings.len()))
            .map(|n| page_in_folder(&archive_path(n), PageKind::Archive(n))),
    );
    pages.extend(plan_corrections(site));
    pages.extend(plan_standalone_pages(site));
    pages
}

fn page_in_folder(path: &str, kind: PageKind) -> Page {
    page_at(&Permalink::for_folder(path), kind)
}

fn page_at(permalink: &Permalink, kind: PageKind) -> Page {
    Page { file: permalink.output_path(), kind }
}

fn plan_briefings(site: &Site) -> impl Iterator<Item = Page> {
    let filed = site.briefings.iter().enumerate();
    filed.map(|(id, filed)| page_at(&filed.permalink, PageKind::Briefing(BriefingId::new(id))))
}

fn plan_subjects(site: &Site) -> Vec<Page> {
    let actors = site
        .actors
        .iter()
        .enumerate()
        .map(|(id, actor)| page_at(&actor.permalink, PageKind::Actor(ActorId::new(id))));
    let venues = site
        .venues
        .iter()
        .enumerate()
        .map(|(id, venue)| page_at(&venue.permalink, PageKind::Venue(VenueId::new(id))));
    let topics = site.topics.iter().enumerate().flat_map(|(id, topic)| {
        let pages = 1..=count_pages(site, topic.briefings.len());
        pages.map(move |n| {
            page_in_folder(&paginated_path(&topic.permalink.path, n), PageKind::Topic(TopicId::new(id), n))
        })
    });
    actors.chain(venues).chain(topics).collect()
}

fn plan_timeline(site: &Site) -> Vec<Page> {
    let mut pages = vec![page_in_folder("chronology/", PageKind::Timeline)];
    for (at, year) in site.timeline.iter().enumerate() {
        pages.push(page_in_folder(&year_path(year.year), PageKind::Year(at)));
        let months = year.months.iter().enumerate();
        pages.extend(
            months.map(|(m, month)| {
                page_in_folder(&month_path(year.year, month.month), PageKind::Month(at, m))
            }),
        );
    }
    pages
}

/// None where nothing was fixed.
fn plan_corrections(site: &Site) -> Vec<Page> {
    let pages = if site.corrections.is_empty() { 0 } else { count_pages(site, site.corrections.len()) };
    (1..=pages).map(|n| page_in_folder(&corrections_path(n), PageKind::Corrections(n))).collect()
}

fn plan_standalone_pages(site: &Site) -> impl Iterator<Item = Page> {
    let plains = site.standalone_pages.iter().enumerate();
    plains.map(|(id, plain)| page_at(&plain.permalink, PageKind::Standalone(StandaloneId::new(id))))
}

fn plan_redirects(site: &Site) -> impl Iterator<Item = Page> {
    site.redirects.iter().enumerate().map(|(id, redirect)| page_at(&redirect.from, PageKind::Redirect(id)))
}

fn plan_asset(asset: &Arc<str>, at: usize) -> Page {
    let file = asset.strip_prefix("content/").unwrap_or(asset).to_owned();
    Page { file, kind: PageKind::Asset(at) }
}

/// How many pages a list of briefings or corrections takes, at least one.
pub fn count_pages(site: &Site, entries: usize) -> usize {
    entries.div_ceil(site.settings.per_page.max(1)).max(1)
}

/// The folder of a page of a list that begins at `first`.
pub fn paginated_path(first: &str, number: usize) -> String {
    if number == 1 { first.to_owned() } else { format!("{first}page/{number}/") }
}

/// The folder of a page of the archive.
pub fn archive_path(number: usize) -> String {
    paginated_path("archive/", number)
}

/// The folder of a page of what was fixed.
pub fn corrections_path(number: usize) -> String {
    paginated_path("corrections/", number)
}

/// The folder of a year's page.
pub fn year_path(year: Option<i32>) -> String {
    match year {
        Some(year) => format!("chronology/{}/", year_slug(year)),
        None => "chronology/undated/".to_owned(),
    }
}

/// The folder of a month's page.
pub fn month_path(year: Option<i32>, month: u8) -> String {
    format!("{}{month:02}/", year_path(year))
}

/// A year in four digits or more, with its sign before year 0.
fn year_slug(year: i32) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

impl PageKind {
    /// The page it is for links and prose, where it has one of its own.
    pub fn page_id(self) -> Option<PageId> {
        match self {
            Self::Home => Some(PageId::Home),
            Self::Briefing(id) => Some(PageId::Briefing(id)),
            Self::Actor(id) => Some(PageId::Actor(id)),
            Self::Venue(id) => Some(PageId::Venue(id)),
            Self::Topic(id, _) => Some(PageId::Topic(id)),
            Self::Standalone(id) => Some(PageId::Standalone(id)),
            Self::Corrections(_) => Some(PageId::Corrections),
            _ => None,
        }
    }

    /// The place in the sources that makes this page, where there is one.
    pub fn location(self, site: &Site) -> Option<SourceLocation> {
        match self {
            Self::Actor(id) => Some(site.actor(id).location.clone()),
            Self::Venue(id) => Some(site.venue(id).location.clone()),
            Self::Topic(id, _) => Some(site.topic(id).location.clone()),
            Self::Redirect(at) => Some(site.redirects[at].location.clone()),
            Self::Asset(at) => Some(SourceLocation::file(site.assets[at].clone())),
            _ => site.meta(self.page_id()?).map(|leaf| SourceLocation::new(&leaf.source, leaf.slug.span)),
        }
    }
}

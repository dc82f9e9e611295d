//! Plans every output file before anything is rendered.
//!
//! Takes the [`Site`] and the paths of the theme files. Returns [`Page`]s with their paths, and a diagnostic for each
//! collision. Knows nothing of contents.

mod collisions;
mod export;
mod names;
mod pictures;
mod theme;

pub use export::{
    CalendarScope, Channel, ChartBar, DataFile, Export, JsonAlternate, LOOK_STYLE_PATH, MAX_PREFIX_FILES,
    SearchFile, SearchFileCounts, SearchPlan, ServerFile, SitemapFile, TIMELINE_CHART_PATH, TimelineChart,
    all_mapped_venues, calendar_events, calendar_path, channel_of, channels, entry_text, feed_formats,
    feed_path, has_calendar, has_feeds, has_ninjs, json_alternate_path, map_path, mapped_venues, ninjs_path,
    search_path, search_permalink, sitemap_part_path, sitemap_parts, venue_point,
};

pub use pictures::picture_path;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Outcome, SourceLocation};
use crate::picture::{PictureCopy, PictureTable};
use crate::site::{
    ActorId, AuthorId, BriefingId, MAX_ROWS, PageId, Permalink, SeriesId, Site, StandaloneId, Subject,
    SubjectKind, TopicId, VenueId,
};

/// Maximum number of subjects on a page of their listing.
pub const MAX_ENTRIES: usize = 500;

/// One planned output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path under the output folder, with `/` as separator.
    pub file: String,
    /// Its kind and content.
    pub kind: PageKind,
}

/// The kind of a page, with the item it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A briefing.
    Briefing(BriefingId),
    /// A page of an actor, counted from 1.
    Actor(ActorId, usize),
    /// A page of a venue, counted from 1.
    Venue(VenueId, usize),
    /// A page of a topic, counted from 1.
    Topic(TopicId, usize),
    /// A page of an author's briefings, counted from 1.
    Author(AuthorId, usize),
    /// A page of a series, counted from 1.
    Series(SeriesId, usize),
    /// A page of the listing of all subjects of a kind, counted from 1.
    SubjectListing(SubjectKind, usize),
    /// The timeline of all years.
    Timeline,
    /// A page of a year, counted from 1; the year by its index in the timeline.
    Year(usize, usize),
    /// A page of a month, counted from 1; the month by the index of its year and its index there.
    Month(usize, usize, usize),
    /// A page of the archive, counted from 1.
    Archive(usize),
    /// A page of corrections, counted from 1.
    Corrections(usize),
    /// A standalone page.
    Standalone(StandaloneId),
    /// The search page.
    Search,
    /// The page for missing URLs.
    NotFound,
    /// An old URL, by its index in the site's redirects.
    Redirect(usize),
    /// An asset, by its index in the site's list.
    Asset(usize),
    /// A copy of a lead picture or portrait, by its index in the table of pictures.
    Picture(usize, PictureCopy),
    /// The card image of a briefing.
    Card(BriefingId),
    /// A theme file, by its index in the given list.
    ThemeFile(usize),
    /// A file for programs.
    Export(Export),
}

impl PageKind {
    /// Returns the template that renders the page; `None` for files that no template renders.
    pub fn template(self) -> Option<&'static str> {
        Some(match self {
            Self::Home => "home.html",
            Self::Briefing(_) => "briefing.html",
            Self::Actor(..) => "actor.html",
            Self::Venue(..) => "venue.html",
            Self::Topic(..) => "topic.html",
            Self::Author(..) => "author.html",
            Self::Series(..) => "series.html",
            Self::SubjectListing(..) => "index.html",
            Self::Timeline | Self::Year(..) | Self::Month(..) => "chronology.html",
            Self::Archive(_) => "archive.html",
            Self::Corrections(_) => "corrections.html",
            Self::Standalone(_) => "plain.html",
            Self::Search => "search.html",
            Self::NotFound => "not-found.html",
            Self::Redirect(_) => "redirect.html",
            Self::Asset(_) | Self::Picture(..) | Self::Card(_) | Self::ThemeFile(_) | Self::Export(_) => {
                return None;
            }
        })
    }
}

/// Plans all files. `theme_files` are paths under the output folder; `cards` are the card images.
pub fn plan(
    site: &Site,
    theme_files: &[String],
    pictures: &PictureTable,
    cards: &[Page],
) -> Outcome<Vec<Page>> {
    let mut pages = reader_pages(site);
    pages.push(Page { file: "404.html".to_owned(), kind: PageKind::NotFound });
    if site.settings.outputs.search {
        pages.push(page_at(&search_permalink(), PageKind::Search));
    }
    pages.extend(plan_redirects(site));
    pages.extend(site.assets.iter().enumerate().map(|(index, asset)| plan_asset(asset, index)));
    pages.extend(pictures::plan_pictures(pictures));
    pages.extend_from_slice(cards);
    let Outcome { value: exports, mut diagnostics } = export::plan_exports(site);
    let own = theme::plan(site, theme_files, &exports, &mut diagnostics);
    // A theme file replaces an export with the same path.
    let names: FxHashSet<&String> = own.iter().map(|page| &page.file).collect();
    pages.extend(exports.into_iter().filter(|export| !names.contains(&export.file)));
    pages.extend(own);
    diagnostics.extend(names::check(site, &pages));
    diagnostics.extend(collisions::check_collisions(site, &pages));
    Outcome::new(pages, diagnostics)
}

/// Plans the pages for readers, without search, redirects, assets and exports.
pub fn reader_pages(site: &Site) -> Vec<Page> {
    let mut pages = vec![page_in_folder("", PageKind::Home)];
    pages.extend(plan_briefings(site));
    pages.extend(plan_subjects(site));
    pages.extend(plan_authors_and_series(site));
    pages.extend(site.listed_kinds().into_iter().flat_map(|kind| plan_listing(site, kind)));
    pages.extend(plan_timeline(site));
    pages.extend(plan_parts((archive_path(1), count_pages(site, site.briefings.len())), PageKind::Archive));
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
    let briefings = site.briefings.iter().enumerate();
    briefings.map(|(id, briefing)| page_at(&briefing.permalink, PageKind::Briefing(BriefingId::new(id))))
}

fn plan_subjects(site: &Site) -> Vec<Page> {
    let mut pages = Vec::new();
    for (id, actor) in site.actors.iter().enumerate() {
        pages.extend(plan_subject(actor, |number| PageKind::Actor(ActorId::new(id), number)));
    }
    for (id, venue) in site.venues.iter().enumerate() {
        pages.extend(plan_subject(venue, |number| PageKind::Venue(VenueId::new(id), number)));
    }
    for (id, topic) in site.topics.iter().enumerate() {
        pages.extend(plan_subject(topic, |number| PageKind::Topic(TopicId::new(id), number)));
    }
    pages
}

fn plan_subject<P>(subject: &Subject<P>, kind: impl Fn(usize) -> PageKind) -> impl Iterator<Item = Page> {
    plan_parts((subject.permalink.path.to_string(), subject.pages.count()), kind)
}

fn plan_authors_and_series(site: &Site) -> Vec<Page> {
    let mut pages = Vec::new();
    for (id, author) in site.authors.iter().enumerate() {
        pages.extend(plan_subject(author, |number| PageKind::Author(AuthorId::new(id), number)));
    }
    for (id, series) in site.series.iter().enumerate() {
        pages.extend(plan_subject(series, |number| PageKind::Series(SeriesId::new(id), number)));
    }
    pages
}

fn plan_listing(site: &Site, kind: SubjectKind) -> impl Iterator<Item = Page> {
    let own = (format!("{}/", kind.folder()), count_listing_pages(site, kind));
    plan_parts(own, move |number| PageKind::SubjectListing(kind, number))
}

fn plan_timeline(site: &Site) -> Vec<Page> {
    let mut pages = vec![page_in_folder("chronology/", PageKind::Timeline)];
    for (index, year) in site.timeline.iter().enumerate() {
        let own = (year_path(year.year), count_event_pages(year.count_listed()));
        pages.extend(plan_parts(own, |number| PageKind::Year(index, number)));
        for (m, month) in year.months.iter().enumerate() {
            let own = (month_path(year.year, month.month), count_event_pages(month.events.len()));
            pages.extend(plan_parts(own, |number| PageKind::Month(index, m, number)));
        }
    }
    pages
}

/// Plans the pages of a list that starts at a path.
fn plan_parts(
    (first, count): (String, usize),
    kind: impl Fn(usize) -> PageKind,
) -> impl Iterator<Item = Page> {
    (1..=count).map(move |number| page_in_folder(&paginated_path(&first, number), kind(number)))
}

/// Plans the pages of corrections, of which there may be none.
fn plan_corrections(site: &Site) -> Vec<Page> {
    let pages = if site.corrections.is_empty() { 0 } else { count_pages(site, site.corrections.len()) };
    plan_parts((corrections_path(1), pages), PageKind::Corrections).collect()
}

fn plan_standalone_pages(site: &Site) -> impl Iterator<Item = Page> {
    let pages = site.standalone_pages.iter().enumerate();
    pages.map(|(id, page)| page_at(&page.permalink, PageKind::Standalone(StandaloneId::new(id))))
}

fn plan_redirects(site: &Site) -> impl Iterator<Item = Page> {
    site.redirects.iter().enumerate().map(|(id, redirect)| page_at(&redirect.from, PageKind::Redirect(id)))
}

fn plan_asset(asset: &Arc<str>, index: usize) -> Page {
    let file = asset.strip_prefix("content/").unwrap_or(asset).to_owned();
    Page { file, kind: PageKind::Asset(index) }
}

/// Returns the number of pages for a list of briefings or corrections, at least one.
pub fn count_pages(site: &Site, entries: usize) -> usize {
    entries.div_ceil(site.settings.per_page.max(1)).max(1)
}

/// Returns the number of pages for a list of events, at least one.
pub fn count_event_pages(events: usize) -> usize {
    events.div_ceil(MAX_ROWS).max(1)
}

/// Returns the number of pages of the listing of a kind, at least one.
pub fn count_listing_pages(site: &Site, kind: SubjectKind) -> usize {
    let entries = match kind {
        SubjectKind::Actor => site.actors.len(),
        SubjectKind::Venue => site.venues.len(),
        SubjectKind::Topic => site.topics.len(),
        SubjectKind::Author => site.authors.len(),
        SubjectKind::Series => site.series.len(),
    };
    entries.div_ceil(MAX_ENTRIES).max(1)
}

/// Returns the folder of a page of a paginated list that starts at `first`.
pub fn paginated_path(first: &str, number: usize) -> String {
    if number == 1 { first.to_owned() } else { format!("{first}page/{number}/") }
}

/// Returns the folder of a page of the archive.
pub fn archive_path(number: usize) -> String {
    paginated_path("archive/", number)
}

/// Returns the folder of a page of corrections.
pub fn corrections_path(number: usize) -> String {
    paginated_path("corrections/", number)
}

/// Returns the folder of a year's page.
pub fn year_path(year: Option<i32>) -> String {
    match year {
        Some(year) => format!("chronology/{}/", year_slug(year)),
        None => "chronology/undated/".to_owned(),
    }
}

/// Returns the folder of a month's page.
pub fn month_path(year: Option<i32>, month: u8) -> String {
    format!("{}{month:02}/", year_path(year))
}

/// Formats a year with at least four digits, and a minus sign before year 0.
fn year_slug(year: i32) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

impl PageKind {
    /// Returns the ID of a page that links may lead to.
    pub fn page_id(self) -> Option<PageId> {
        match self {
            Self::Home => Some(PageId::Home),
            Self::Briefing(id) => Some(PageId::Briefing(id)),
            Self::Actor(id, _) => Some(PageId::Actor(id)),
            Self::Venue(id, _) => Some(PageId::Venue(id)),
            Self::Topic(id, _) => Some(PageId::Topic(id)),
            Self::Author(id, _) => Some(PageId::Author(id)),
            Self::Series(id, _) => Some(PageId::Series(id)),
            Self::Standalone(id) => Some(PageId::Standalone(id)),
            Self::Corrections(_) => Some(PageId::Corrections),
            _ => None,
        }
    }

    /// Returns the source location that a page comes from, if there is one.
    pub fn location(self, site: &Site) -> Option<SourceLocation> {
        match self {
            Self::Actor(id, _) => Some(site.actor(id).location.clone()),
            Self::Venue(id, _) => Some(site.venue(id).location.clone()),
            Self::Topic(id, _) => Some(site.topic(id).location.clone()),
            Self::Series(id, _) => Some(site.series(id).location.clone()),
            Self::Redirect(index) => Some(site.redirects[index].location.clone()),
            Self::Asset(index) => Some(SourceLocation::file(site.assets[index].clone())),
            _ => site.meta(self.page_id()?).map(|meta| SourceLocation::new(&meta.source, meta.slug.span)),
        }
    }
}

//! Exports: files for programs, such as feeds, calendars, data and the search index.
//!
//! Input: the [`Site`] and its views. Output: the bytes of each planned [`Export`]. Exports are written by serialisers
//! and not by templates, so that they are valid whatever the theme. This module does not access the file system.

mod calendar;
mod change_time;
mod discovery;
mod feed;
mod geojson;
mod map;
mod ninjs;
mod search;
mod servers;
mod stable_ids;
mod store;
mod table;
mod time_format;
mod timeline_chart;
mod xml;

pub use search::StoredTerms;
pub use servers::published_headers;
pub use store::{single_briefing_json, store_json};

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde::Serialize;

use crate::page::{DataFile, Export};
use crate::render::{ViewBuilder, cite};
use crate::site::{BriefingId, Site, SiteAnswers};
use feed::EntryCache;
use search::SearchIndex;
use store::Each;

/// Content that several exports of a site share. Each part is made when it is first asked for.
#[derive(Default)]
pub struct SharedExports {
    entry_cache: OnceLock<EntryCache>,
    search: Mutex<Option<Arc<SearchIndex>>>,
}

impl SharedExports {
    /// Frees the data of the search index, which are large.
    pub fn free_search(&self) {
        *self.lock_search() = None;
    }

    /// Returns the search index. No lock is held while it is made, because its threads may ask for it, too.
    fn search(&self, site: &Site) -> Arc<SearchIndex> {
        let known = self.lock_search().clone();
        known.unwrap_or_else(|| {
            let made = Arc::new(SearchIndex::new(site));
            self.lock_search().get_or_insert(made).clone()
        })
    }

    fn lock_search(&self) -> MutexGuard<'_, Option<Arc<SearchIndex>>> {
        // Every update is complete when the lock is released, so a poisoned lock is harmless.
        self.search.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes exports.
#[derive(Clone, Copy)]
pub struct Exporter<'a> {
    views: &'a ViewBuilder<'a>,
    shared: &'a SharedExports,
}

impl<'a> Exporter<'a> {
    /// Creates an exporter. `shared` belongs to the site of the views.
    pub fn new(views: &'a ViewBuilder<'a>, shared: &'a SharedExports) -> Self {
        Self { views, shared }
    }

    /// Makes the search index, if the site has one, so that threads do not make it twice.
    pub fn make_search(&self) {
        if self.views.site().settings.outputs.search {
            self.shared.search(self.views.site());
        }
    }

    /// As [`make_search`](Self::make_search), with the terms of the last build, if its settings and labels were the same. Returns
    /// those for the next build; `None` without a search index.
    pub fn update_search(&self, last: Option<StoredTerms>, answers: &SiteAnswers<'_>) -> Option<StoredTerms> {
        let site = self.views.site();
        site.settings.outputs.search.then(|| {
            let (index, terms) = SearchIndex::after(last, site, answers);
            *self.shared.lock_search() = Some(Arc::new(index));
            terms
        })
    }

    /// Returns the bytes of an export.
    pub fn bytes(&self, export: Export) -> Vec<u8> {
        let site = self.views.site();
        match export {
            Export::Feed(channel, format) => {
                let cache =
                    self.shared.entry_cache.get_or_init(|| site.read_apart(|| EntryCache::new(site)).0);
                feed::feed_bytes(channel, format, self.views, cache)
            }
            Export::Sitemap(kind) => discovery::sitemap(kind, site),
            Export::Robots => discovery::robots(site).into_bytes(),
            Export::SecurityTxt => discovery::security(site).into_bytes(),
            Export::HumansTxt => discovery::humans(site).into_bytes(),
            Export::Manifest => discovery::manifest(site),
            Export::Server(file) => servers::server_file(file, site).into_bytes(),
            Export::Data(file) => data_file(file, self.views),
            Export::JsonAlternate(page) => store::json_alternate(site, page),
            Export::Ninjs(id) => ninjs::ninjs_item(site, id),
            Export::Calendar(scope) => calendar::calendar_file(site, scope),
            Export::LookStyle => site.settings.look.style().into_bytes(),
            Export::Map(window) => map::background_svg(site, self.views.atlas(), window),
            Export::TimelineChart => timeline_chart::svg(self.views),
            Export::Search(file) => self.shared.search(site).files(site).bytes(file),
        }
    }
}

fn data_file(file: DataFile, views: &ViewBuilder<'_>) -> Vec<u8> {
    let site = views.site();
    match file {
        DataFile::Facts => store::facts_json(site),
        DataFile::Schema => store::schema_json(),
        DataFile::Dates => table::dates_csv(site),
        DataFile::Actors => table::actors_csv(views),
        DataFile::Venues => table::venues_csv(site),
        DataFile::Statements => table::statements_csv(views),
        DataFile::Map => geojson::venues_geojson(site),
        DataFile::Citations => to_json_with_capacity(&Each(citations(site)), 512 * site.briefings.len()),
        DataFile::Bibliography => bibliography(site).into_bytes(),
    }
}

fn citations(site: &Site) -> impl Iterator<Item = cite::Citation<'_>> + Clone {
    (0..site.briefings.len()).map(|id| cite::citation(site, BriefingId::new(id)))
}

fn bibliography(site: &Site) -> String {
    let mut text = String::with_capacity(512 * site.briefings.len());
    for citation in citations(site) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&citation.bibtex());
    }
    text
}

/// Serialises a record as one line of JSON. Records have string keys, so serialisation cannot fail.
fn to_json(record: &impl Serialize) -> Vec<u8> {
    to_json_with_capacity(record, 4096)
}

/// Serialises a record of approximately `size` bytes.
fn to_json_with_capacity(record: &impl Serialize, size: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(size);
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut bytes, record);
    bytes.push(b'\n');
    bytes
}

//! Exports: files for programs, such as feeds, calendars, data and the search index.
//!
//! Input: the [`Site`] and its views. Output: the bytes of each planned [`Export`]. Exports are written by serialisers
//! and not by templates, so that they are valid whatever the theme. This module does not access the file system.

mod calendar;
mod change_time;
mod discovery;
mod feed;
mod geojson;
mod ninjs;
mod search;
mod servers;
mod stable_ids;
mod store;
mod table;
mod time_format;
mod timeline_chart;
mod xml;

pub use store::{single_briefing_json, store_json};

use serde::Serialize;

use crate::page::{DataFile, Export};
use crate::render::{ViewBuilder, cite};
use crate::site::{BriefingId, Site};
use feed::EntryCache;
use search::SearchIndex;
use store::Each;

/// Writes exports; content shared by several of them is built once.
pub struct Exporter<'a> {
    views: &'a ViewBuilder<'a>,
    entry_cache: EntryCache,
    search: Option<SearchIndex<'a>>,
}

impl<'a> Exporter<'a> {
    /// Creates an exporter for everything except the search index. Content is built on demand.
    pub fn new(views: &'a ViewBuilder<'a>) -> Self {
        Self { views, entry_cache: EntryCache::new(views.site()), search: None }
    }

    /// Creates an exporter for the search index, if the site has one. The index is built here, in one pass.
    pub fn for_search(views: &'a ViewBuilder<'a>) -> Self {
        let site = views.site();
        let search = site.settings.outputs.search.then(|| SearchIndex::new(site));
        Self { views, entry_cache: EntryCache::default(), search }
    }

    /// Returns the bytes of an export.
    pub fn bytes(&self, export: Export) -> Vec<u8> {
        let site = self.views.site();
        match export {
            Export::Feed(channel, format) => feed::feed_bytes(channel, format, self.views, &self.entry_cache),
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
            Export::TimelineChart => timeline_chart::svg(self.views),
            Export::Search(file) => self.search.as_ref().map(|search| search.bytes(file)).unwrap_or_default(),
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

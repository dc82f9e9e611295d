//! Files for machines: feeds, calendars, data, search. Each is a view of the site, written by a serialiser.
//!
//! Takes the [`Site`] and what pages show of it. Gives the bytes of each planned [`Export`].
//! Reads no disk, changes nothing, and uses no templates: what machines read must be valid whatever a site's look is.

mod absolute_urls;
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

/// Files for machines in the making; what several of them hold is made once.
pub struct Exporter<'a> {
    views: &'a ViewBuilder<'a>,
    entry_cache: EntryCache,
    search: Option<SearchIndex<'a>>,
}

impl<'a> Exporter<'a> {
    /// All but the files of search. Nothing is made before it is asked for.
    pub fn new(show: &'a ViewBuilder<'a>) -> Self {
        Self { views: show, entry_cache: EntryCache::new(show.site()), search: None }
    }

    /// The files of search, where there are to be any: all come from one reading, which is done here.
    pub fn for_search(show: &'a ViewBuilder<'a>) -> Self {
        let site = show.site();
        let search = site.settings.outputs.search.then(|| SearchIndex::new(site));
        Self { views: show, entry_cache: EntryCache::default(), search }
    }

    /// The bytes of a file for machines.
    pub fn bytes(&self, export: Export) -> Vec<u8> {
        let site = self.views.site();
        match export {
            Export::Feed(channel, form) => feed::feed_bytes(channel, form, self.views, &self.entry_cache),
            Export::Sitemap(kind) => discovery::sitemap(kind, site),
            Export::Robots => discovery::robots(site).into_bytes(),
            Export::SecurityTxt => discovery::security(site).into_bytes(),
            Export::HumansTxt => discovery::humans(site).into_bytes(),
            Export::Manifest => discovery::manifest(site),
            Export::Server(file) => servers::server_file(file, site).into_bytes(),
            Export::Data(file) => data_file(file, self.views),
            Export::JsonAlternate(twin) => store::json_alternate(site, twin),
            Export::Ninjs(id) => ninjs::ninjs_item(site, id),
            Export::Calendar(whose) => calendar::calendar_file(site, whose),
            Export::TimelineChart => timeline_chart::svg(self.views),
            Export::Search(file) => self.search.as_ref().map(|search| search.bytes(file)).unwrap_or_default(),
        }
    }
}

fn data_file(file: DataFile, show: &ViewBuilder<'_>) -> Vec<u8> {
    let site = show.site();
    match file {
        DataFile::Facts => store::facts_json(site),
        DataFile::Schema => store::SCHEMA.to_vec(),
        DataFile::Dates => table::dates_csv(site),
        DataFile::Actors => table::actors_csv(show),
        DataFile::Venues => table::venues_csv(site),
        DataFile::Statements => table::statements_csv(show),
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

/// A record as JSON, on a line of its own. None of the records can fail to be written: their keys are texts.
fn to_json(record: &impl Serialize) -> Vec<u8> {
    to_json_with_capacity(record, 4096)
}

/// The same, of about so many bytes.
fn to_json_with_capacity(record: &impl Serialize, size: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(size);
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut bytes, record);
    bytes.push(b'\n');
    bytes
}

//! The search index: files that the search page loads as scripts, so that search works without a server.
//!
//! Input: the [`Site`]. Output: the bytes of each planned [`SearchFile`]. Terms are collected once, before anything is
//! written; entries are built when their file is written. docs/search.md documents the format.

mod fields;
mod postings;
mod prose_text;
mod ranking;
mod shards;
mod stored_terms;
mod terms;
mod tokenizer;

use serde::Serialize;

use crate::facts::date::DateStyle;
use crate::page::{SearchFile, SearchPlan};
use crate::site::{BriefingId, PageId, ResolvedBriefing, Site, SiteAnswers, SubjectKind};

pub use stored_terms::StoredTerms;

use postings::Postings;
use shards::Shards;
use stored_terms::all_numbers;

/// Initial buffer size, which few files of the index exceed.
const USUAL_FILE_BYTES: usize = 16 * 1024;

/// The search index of a site, divided into shards.
pub(super) struct SearchIndex {
    plan: SearchPlan,
    shards: Shards,
}

/// Writes the files of the search index.
pub(super) struct SearchFiles<'a> {
    site: &'a Site,
    plan: &'a SearchPlan,
    shards: &'a Shards,
}

/// The root file, which is loaded before any query.
#[derive(Serialize)]
struct SearchRoot<'a> {
    /// Number of pages, and the number of the first briefing among them.
    pages: usize,
    briefings: usize,
    /// Boundaries of the shards of all terms, and of the terms of titles, names and facts.
    words: String,
    heads: String,
    /// Number of entries in a file.
    entries: usize,
    /// Prefixes spread over too many shards, each with its best pages and the entry of the best one, so that the first
    /// keystroke needs no further file.
    tops: Vec<(&'a str, &'a str, u32, ResultEntry<'a>)>,
    /// Each year with the number of its first briefing, earliest first.
    years: Vec<(i16, usize)>,
}

/// A page in the results: title, URL, description, language if it is not that of the site, and the excerpt shown until the
/// page itself has been loaded.
type ResultEntry<'a> = (&'a str, String, String, &'a str, String);

impl SearchIndex {
    /// Collects the terms of the whole site and divides them into shards.
    pub(super) fn new(site: &Site) -> Self {
        let plan = SearchPlan::new(site);
        let indexed = terms::index_pages(site, &plan, &all_numbers(&plan));
        let shards = shards::build_shards(&plan, &indexed.terms);
        Self { plan, shards }
    }

    /// As [`new`](Self::new), with the terms of the last build, if its settings and labels were the same. Returns those for the
    /// next build.
    pub(super) fn after(
        last: Option<StoredTerms>,
        site: &Site,
        answers: &SiteAnswers<'_>,
    ) -> (Self, StoredTerms) {
        let plan = SearchPlan::new(site);
        let stored = StoredTerms::after(last, site, &plan, answers);
        let shards = shards::build_shards(&plan, &stored.terms);
        (Self { plan, shards }, stored)
    }

    /// Returns the writer of the files. `site` is the site that the index was made from.
    pub(super) fn files<'a>(&'a self, site: &'a Site) -> SearchFiles<'a> {
        SearchFiles { site, plan: &self.plan, shards: &self.shards }
    }
}

impl SearchFiles<'_> {
    /// Returns the bytes of a file: a call that passes its content to the script.
    pub(super) fn bytes(&self, file: SearchFile) -> Vec<u8> {
        let name = file.script_name();
        let text =
            |texts: &[String], index: usize| script_call(&name, &texts.get(index).map_or("", String::as_str));
        match file {
            SearchFile::Root => script_call(&name, &self.root()),
            SearchFile::Terms(index) => text(&self.shards.terms.texts, index),
            SearchFile::MetadataTerms(index) => text(&self.shards.metadata_terms.texts, index),
            SearchFile::Entries(index) => script_call(&name, &self.entries(index)),
            SearchFile::Facet(kind) => script_call(&name, &self.facet_values(kind)),
        }
    }

    fn root(&self) -> SearchRoot<'_> {
        let tops = self.shards.prefix_tops.iter();
        let tops = tops
            .map(|top| (&*top.prefix, top.pages.as_str(), top.best_page, self.entry(top.best_page as usize)));
        SearchRoot {
            pages: self.plan.pages.len(),
            briefings: self.plan.first_briefing,
            words: self.shards.terms.boundaries.join(" "),
            heads: self.shards.metadata_terms.boundaries.join(" "),
            entries: self.plan.entries_per_file(),
            tops: tops.collect(),
            years: self.years(),
        }
    }

    /// Returns each year with the number of its first briefing: briefings are numbered in order of time.
    fn years(&self) -> Vec<(i16, usize)> {
        let mut years: Vec<(i16, usize)> = Vec::new();
        for (index, resolved) in self.site.briefings.iter().rev().enumerate() {
            let year = resolved.published.to_zoned_datetime(self.site.settings.time_zone.clone()).year();
            if years.last().is_none_or(|(last, _)| *last != year) {
                years.push((year, self.plan.first_briefing + index));
            }
        }
        years
    }

    fn entries(&self, index: usize) -> Vec<ResultEntry<'_>> {
        let from = index * self.plan.entries_per_file();
        let to = self.plan.pages.len().min(from + self.plan.entries_per_file());
        (from..to).map(|number| self.entry(number)).collect()
    }

    fn entry(&self, number: usize) -> ResultEntry<'_> {
        let page = self.plan.pages[number];
        let (title, permalink) = self.site.title_and_permalink(page);
        (
            title,
            permalink.href.to_string(),
            result_description(self.site, page),
            self.foreign_language(page),
            fields::opening_excerpt(self.site, page),
        )
    }

    /// Returns the language of a page if it is not that of the site, else an empty string.
    fn foreign_language(&self, page: PageId) -> &str {
        let own = self.site.meta(page).and_then(|meta| meta.language.as_ref());
        own.map(|language| language.value.as_str())
            .filter(|language| *language != self.site.settings.language)
            .unwrap_or_default()
    }

    /// Returns every subject of a kind that has briefings, with the numbers of these.
    fn facet_values(&self, kind: SubjectKind) -> Vec<(&str, String)> {
        let site = self.site;
        match kind {
            SubjectKind::Actor => self.subjects_with_briefings(
                site.actors.iter().map(|subject| (&*subject.name, &*subject.briefings)),
            ),
            SubjectKind::Venue => self.subjects_with_briefings(
                site.venues.iter().map(|subject| (&*subject.name, &*subject.briefings)),
            ),
            SubjectKind::Topic => self.subjects_with_briefings(
                site.topics.iter().map(|subject| (&*subject.name, &*subject.briefings)),
            ),
            SubjectKind::Author => self.subjects_with_briefings(
                site.authors.iter().map(|subject| (&*subject.name, &*subject.briefings)),
            ),
            SubjectKind::Series => self.subjects_with_briefings(
                site.series.iter().map(|subject| (&*subject.name, &*subject.briefings)),
            ),
        }
    }

    fn subjects_with_briefings<'s>(
        &self,
        subjects: impl Iterator<Item = (&'s str, &'s [BriefingId])>,
    ) -> Vec<(&'s str, String)> {
        let last = self.plan.pages.len();
        let with_any = subjects.filter(|(_, briefings)| !briefings.is_empty());
        let numbered = with_any.map(|(name, briefings)| {
            let mut list = Postings::default();
            briefings.iter().rev().for_each(|id| list.add_without_level((last - 1 - id.index()) as u32));
            (name, list.as_str().to_owned())
        });
        numbered.collect()
    }
}

/// Returns the line below the title of a result: date, dateline and topic of a briefing, or the kind of a subject.
fn result_description(site: &Site, page: PageId) -> String {
    let labels = &site.labels;
    let with_count = |kind: &str, briefings: usize| match briefings {
        0 => labels.get(kind).to_owned(),
        count => {
            let count = labels.format("briefing-count", &[("count", count.into())]);
            format!("{} · {count}", labels.get(kind))
        }
    };
    match page {
        PageId::Briefing(id) => briefing_description(site, site.briefing(id)),
        PageId::Actor(id) => with_count("actor", site.actor(id).briefings.len()),
        PageId::Venue(id) => with_count("venue", site.venue(id).briefings.len()),
        PageId::Topic(id) => with_count("topic", site.topic(id).briefings.len()),
        PageId::Author(id) => with_count("author", site.author(id).briefings.len()),
        PageId::Series(id) => with_count("series", site.series(id).briefings.len()),
        _ => String::new(),
    }
}

fn briefing_description(site: &Site, resolved: &ResolvedBriefing) -> String {
    let style = DateStyle { zone: &site.settings.time_zone, place: None, words: site.labels.dates() };
    let mut text = resolved.briefing.published.value.to_text(&style).full_text();
    let venue = resolved.dateline.map(|id| site.venue(id).name.as_str());
    let topic = resolved.topics.first().map(|id| site.topic(*id).name.as_str());
    for part in venue.into_iter().chain(topic) {
        text.push_str(" · ");
        text.push_str(part);
    }
    text
}

/// Returns a call that passes a part of the index to the script. JSON is valid JavaScript.
fn script_call(name: &str, content: &impl Serialize) -> Vec<u8> {
    let mut call = Vec::with_capacity(USUAL_FILE_BYTES);
    call.extend_from_slice(format!("siteSearch.part(\"{name}\",").as_bytes());
    serde_json::to_writer(&mut call, content).unwrap_or_default();
    call.extend_from_slice(b");\n");
    call
}

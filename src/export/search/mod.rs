//! The search index: files that the search page loads as scripts, so that they can be read from a disk as well.
//!
//! Takes the [`Site`]. Gives the bytes of each planned [`SearchFile`]. The words are cut once, before anything is written;
//! entries and texts are made where they are written. docs/search.md tells how the files are read.

mod fields;
mod postings;
mod prose_text;
mod ranking;
mod shards;
mod terms;
mod tokenizer;

use serde::Serialize;

use crate::facts::date::DateStyle;
use crate::page::{SearchFile, SearchPlan};
use crate::site::{BriefingId, PageId, ResolvedBriefing, Site, SubjectKind};

use postings::Postings;
use shards::Shards;

/// Bytes that few files of the index have more of.
const USUAL_FILE_BYTES: usize = 16 * 1024;

/// The index of a site, made and cut.
pub(super) struct SearchIndex<'a> {
    site: &'a Site,
    plan: SearchPlan,
    shards: Shards,
}

/// What must be known before anything can be sought.
#[derive(Serialize)]
struct SearchRoot<'a> {
    /// How many pages can be found, and the number of the first briefing among them.
    pages: usize,
    briefings: usize,
    /// Where the files of words, and of words of titles, names and facts, part.
    words: String,
    heads: String,
    /// How many entries a file of them holds.
    entries: usize,
    /// Beginnings of words that are spread over too many files, each with its best pages, and the best of all with its entry,
    /// so that the first key is answered without a load.
    tops: Vec<(&'a str, &'a str, u32, ResultEntry<'a>)>,
    /// Each year with the number of its first briefing, earliest first.
    years: Vec<(i16, usize)>,
}

/// What a result shows of a page: its title, address, a note, its language where that is not the site's, the file that
/// has its text and the place of the text there.
type ResultEntry<'a> = (&'a str, String, String, &'a str, usize, usize);

impl<'a> SearchIndex<'a> {
    /// Reads and cuts the words of the whole site.
    pub(super) fn new(site: &'a Site) -> Self {
        let plan = SearchPlan::new(site);
        let shards = shards::build_shards(&plan, &terms::build_terms(site, &plan));
        Self { site, plan, shards }
    }

    /// The bytes of a file: a call that hands its content to the script.
    pub(super) fn bytes(&self, file: SearchFile) -> Vec<u8> {
        let name = file.script_name();
        let text =
            |texts: &[String], at: usize| script_call(&name, &texts.get(at).map_or("", String::as_str));
        match file {
            SearchFile::Root => script_call(&name, &self.root()),
            SearchFile::Terms(at) => text(&self.shards.terms.texts, at),
            SearchFile::MetadataTerms(at) => text(&self.shards.metadata_terms.texts, at),
            SearchFile::Entries(at) => script_call(&name, &self.entries(at)),
            SearchFile::Text(at) => script_call(&name, &self.texts(at)),
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

    /// Briefings stand in the order of their years, so the first of each tells them all.
    fn years(&self) -> Vec<(i16, usize)> {
        let mut years: Vec<(i16, usize)> = Vec::new();
        for (at, filed) in self.site.briefings.iter().rev().enumerate() {
            let year = filed.published.to_zoned_datetime(self.site.settings.time_zone.clone()).year();
            if years.last().is_none_or(|(last, _)| *last != year) {
                years.push((year, self.plan.first_briefing + at));
            }
        }
        years
    }

    fn entries(&self, at: usize) -> Vec<ResultEntry<'_>> {
        let from = at * self.plan.entries_per_file();
        let to = self.plan.pages.len().min(from + self.plan.entries_per_file());
        (from..to).map(|number| self.entry(number)).collect()
    }

    fn entry(&self, number: usize) -> ResultEntry<'_> {
        let page = self.plan.pages[number];
        let (title, permalink) = self.site.title_and_permalink(page);
        let file = self.plan.text_files.partition_point(|pages| pages.end <= number);
        let place = self.plan.text_files.get(file).map_or(0, |pages| number - pages.start);
        (
            title,
            permalink.href.to_string(),
            result_note(self.site, page),
            self.foreign_language(page),
            file,
            place,
        )
    }

    /// The language of a page where it is not the site's, else empty.
    fn foreign_language(&self, page: PageId) -> &str {
        let own = self.site.meta(page).and_then(|leaf| leaf.language.as_ref());
        own.map(|language| language.value.as_str())
            .filter(|language| *language != self.site.settings.language)
            .unwrap_or_default()
    }

    fn texts(&self, at: usize) -> Vec<String> {
        let pages = self.plan.text_files.get(at).cloned().unwrap_or_default();
        pages.map(|number| fields::excerpt_text(self.site, self.plan.pages[number])).collect()
    }

    /// Every subject of a kind that has briefings, with their numbers.
    fn facet_values(&self, kind: SubjectKind) -> Vec<(&str, String)> {
        let site = self.site;
        match kind {
            SubjectKind::Actor => {
                self.subjects_with_briefings(site.actors.iter().map(|of| (&*of.name, &*of.briefings)))
            }
            SubjectKind::Venue => {
                self.subjects_with_briefings(site.venues.iter().map(|of| (&*of.name, &*of.briefings)))
            }
            SubjectKind::Topic => {
                self.subjects_with_briefings(site.topics.iter().map(|of| (&*of.name, &*of.briefings)))
            }
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
            briefings.iter().rev().for_each(|id| list.add_without_level((last - 1 - id.at()) as u32));
            (name, list.as_str().to_owned())
        });
        numbered.collect()
    }
}

/// What stands below the title of a result: day, place and topic of a briefing; what a subject is.
fn result_note(site: &Site, page: PageId) -> String {
    let counted = |word: &str, briefings: usize| match briefings {
        0 => word.to_owned(),
        1 => format!("{word} · 1 briefing"),
        many => format!("{word} · {many} briefings"),
    };
    match page {
        PageId::Briefing(id) => briefing_note(site, site.briefing(id)),
        PageId::Actor(id) => counted("Actor", site.actor(id).briefings.len()),
        PageId::Venue(id) => counted("Venue", site.venue(id).briefings.len()),
        PageId::Topic(id) => counted("Topic", site.topic(id).briefings.len()),
        _ => String::new(),
    }
}

fn briefing_note(site: &Site, filed: &ResolvedBriefing) -> String {
    let style = DateStyle { zone: &site.settings.time_zone, place: None };
    let mut note = filed.briefing.published.value.to_text(&style).full_text();
    let venue = filed.dateline.map(|id| site.venue(id).name.as_str());
    let topic = filed.topics.first().map(|id| site.topic(*id).name.as_str());
    for part in venue.into_iter().chain(topic) {
        note.push_str(" · ");
        note.push_str(part);
    }
    note
}

/// A call that hands a part of the index to the script. JSON is JavaScript too.
fn script_call(name: &str, content: &impl Serialize) -> Vec<u8> {
    let mut call = Vec::with_capacity(USUAL_FILE_BYTES);
    call.extend_from_slice(format!("siteSearch.part(\"{name}\",").as_bytes());
    serde_json::to_writer(&mut call, content).unwrap_or_default();
    call.extend_from_slice(b");\n");
    call
}

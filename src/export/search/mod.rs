//! The search index: files that the search page loads as scripts, so that they can be read from a disk as well.
//!
//! Takes the [`Site`]. Gives the bytes of each planned [`SearchFile`]. The words are cut once, before anything is written;
//! entries and texts are made where they are written. docs/search.md tells how the files are read.

mod fields;
mod index;
mod postings;
mod prose;
mod shards;
mod tokens;
mod weigh;

use serde::Serialize;

use crate::facts::date::Style;
use crate::page::{SearchFile, SearchPlan};
use crate::site::{BriefingId, Filed, PageId, Site, SubjectKind};

use postings::Postings;
use shards::Shards;

/// Bytes that few files of the index have more of.
const USUAL: usize = 16 * 1024;

/// The index of a site, made and cut.
pub(super) struct Search<'a> {
    site: &'a Site,
    plan: SearchPlan,
    shards: Shards,
}

/// What must be known before anything can be sought.
#[derive(Serialize)]
struct Root<'a> {
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
    tops: Vec<(&'a str, &'a str, u32, Entry<'a>)>,
    /// Each year with the number of its first briefing, earliest first.
    years: Vec<(i16, usize)>,
}

/// What a result shows of a page: its title, address, a note, its language where that is not the site's, the file that
/// has its text and the place of the text there.
type Entry<'a> = (&'a str, String, String, &'a str, usize, usize);

impl<'a> Search<'a> {
    /// Reads and cuts the words of the whole site.
    pub(super) fn new(site: &'a Site) -> Self {
        let plan = SearchPlan::new(site);
        let shards = shards::shards(&plan, &index::index(site, &plan));
        Self { site, plan, shards }
    }

    /// The bytes of a file: a call that hands its content to the script.
    pub(super) fn bytes(&self, file: SearchFile) -> Vec<u8> {
        let name = file.name();
        let text = |texts: &[String], at: usize| part(&name, &texts.get(at).map_or("", String::as_str));
        match file {
            SearchFile::Root => part(&name, &self.root()),
            SearchFile::Words(at) => text(&self.shards.words.texts, at),
            SearchFile::Heads(at) => text(&self.shards.heads.texts, at),
            SearchFile::Entries(at) => part(&name, &self.entries(at)),
            SearchFile::Text(at) => part(&name, &self.texts(at)),
            SearchFile::Facet(kind) => part(&name, &self.facet(kind)),
        }
    }

    fn root(&self) -> Root<'_> {
        let tops = self.shards.tops.iter();
        let tops =
            tops.map(|top| (&*top.beginning, top.pages.text(), top.best, self.entry(top.best as usize)));
        Root {
            pages: self.plan.pages.len(),
            briefings: self.plan.first_briefing,
            words: self.shards.words.firsts.join(" "),
            heads: self.shards.heads.firsts.join(" "),
            entries: self.plan.entries_a_file(),
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

    fn entries(&self, at: usize) -> Vec<Entry<'_>> {
        let from = at * self.plan.entries_a_file();
        let to = self.plan.pages.len().min(from + self.plan.entries_a_file());
        (from..to).map(|number| self.entry(number)).collect()
    }

    fn entry(&self, number: usize) -> Entry<'_> {
        let page = self.plan.pages[number];
        let (title, permalink) = self.site.page(page);
        let file = self.plan.texts.partition_point(|pages| pages.end <= number);
        let place = self.plan.texts.get(file).map_or(0, |pages| number - pages.start);
        (title, permalink.href.to_string(), note(self.site, page), self.language(page), file, place)
    }

    /// The language of a page where it is not the site's, else empty.
    fn language(&self, page: PageId) -> &str {
        let own = self.site.leaf(page).and_then(|leaf| leaf.language.as_ref());
        own.map(|language| language.value.as_str())
            .filter(|language| *language != self.site.settings.language)
            .unwrap_or_default()
    }

    fn texts(&self, at: usize) -> Vec<String> {
        let pages = self.plan.texts.get(at).cloned().unwrap_or_default();
        pages.map(|number| fields::text(self.site, self.plan.pages[number])).collect()
    }

    /// Every subject of a kind that has briefings, with their numbers.
    fn facet(&self, kind: SubjectKind) -> Vec<(&str, String)> {
        let site = self.site;
        match kind {
            SubjectKind::Actor => self.listed(site.actors.iter().map(|of| (&*of.name, &*of.briefings))),
            SubjectKind::Venue => self.listed(site.venues.iter().map(|of| (&*of.name, &*of.briefings))),
            SubjectKind::Topic => self.listed(site.topics.iter().map(|of| (&*of.name, &*of.briefings))),
        }
    }

    fn listed<'s>(
        &self,
        subjects: impl Iterator<Item = (&'s str, &'s [BriefingId])>,
    ) -> Vec<(&'s str, String)> {
        let last = self.plan.pages.len();
        let with_any = subjects.filter(|(_, briefings)| !briefings.is_empty());
        let numbered = with_any.map(|(name, briefings)| {
            let mut list = Postings::default();
            briefings.iter().rev().for_each(|id| list.add_bare((last - 1 - id.at()) as u32));
            (name, list.text().to_owned())
        });
        numbered.collect()
    }
}

/// What stands below the title of a result: day, place and topic of a briefing; what a subject is.
fn note(site: &Site, page: PageId) -> String {
    let counted = |word: &str, briefings: usize| match briefings {
        0 => word.to_owned(),
        1 => format!("{word} · 1 briefing"),
        many => format!("{word} · {many} briefings"),
    };
    match page {
        PageId::Briefing(id) => of_briefing(site, site.briefing(id)),
        PageId::Actor(id) => counted("Actor", site.actor(id).briefings.len()),
        PageId::Venue(id) => counted("Venue", site.venue(id).briefings.len()),
        PageId::Topic(id) => counted("Topic", site.topic(id).briefings.len()),
        _ => String::new(),
    }
}

fn of_briefing(site: &Site, filed: &Filed) -> String {
    let style = Style { zone: &site.settings.time_zone, place: None };
    let mut note = filed.briefing.published.value.words(&style).text();
    let venue = filed.dateline.map(|id| site.venue(id).name.as_str());
    let topic = filed.topics.first().map(|id| site.topic(*id).name.as_str());
    for part in venue.into_iter().chain(topic) {
        note.push_str(" · ");
        note.push_str(part);
    }
    note
}

/// A call that hands a part of the index to the script. JSON is JavaScript too.
fn part(name: &str, content: &impl Serialize) -> Vec<u8> {
    let mut call = Vec::with_capacity(USUAL);
    call.extend_from_slice(format!("siteSearch.part(\"{name}\",").as_bytes());
    serde_json::to_writer(&mut call, content).unwrap_or_default();
    call.extend_from_slice(b");\n");
    call
}

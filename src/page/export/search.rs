//! The files of the search index: how many there are of each kind, and which pages of the site each is about.
//!
//! Only their number is planned here, from what is cheap to know; which words stand in which file is found when they
//! are written. docs/search.md tells what stands in them.

use std::ops::Range;

use crate::page::Page;
use crate::site::{
    ActorId, BriefingId, PageId, Permalink, Site, StandaloneId, SubjectKind, TopicId, VenueId,
};

use super::{Export, export_page};

/// A file of the search index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchFile {
    /// What must be known before anything can be sought.
    Root,
    /// A stretch of all words, with the pages they stand in.
    Terms(usize),
    /// A stretch of the words of titles, names and facts alone.
    MetadataTerms(usize),
    /// What results show of a few pages.
    Entries(usize),
    /// The text of a few pages, for the sentence that matched.
    Text(usize),
    /// The briefings of every actor, venue or topic.
    Facet(SubjectKind),
}

impl SearchFile {
    /// Its place under `search/`, without the end of its name: the name the script asks for it by.
    pub fn script_name(self) -> String {
        match self {
            Self::Root => "root".to_owned(),
            Self::Terms(at) => format!("words/{at}"),
            Self::MetadataTerms(at) => format!("heads/{at}"),
            Self::Entries(at) => format!("entries/{at}"),
            Self::Text(at) => format!("text/{at}"),
            Self::Facet(kind) => kind.folder().to_owned(),
        }
    }
}

/// The folder of the search page and its index.
const SEARCH_FOLDER: &str = "search/";
/// Entries in a file of them: a query shows ten results, each from a file of its own where there are many.
const ENTRIES_PER_FILE: [usize; 2] = [50, 10];
/// Pages that are many.
const MANY_PAGES: usize = 500;
/// Words of prose for a file of words, which makes about 8 KB.
const WORDS_PER_TERM_FILE: usize = 10_000;
/// Pages for a file of the words of titles, names and facts, which makes about 8 KB.
const PAGES_PER_METADATA_FILE: usize = 135;
/// Files of words that a beginning of a word may be spread over and still be sought in all of them.
pub const MAX_PREFIX_FILES: usize = 3;
/// Bytes of the sources whose text stands in one file.
const SOURCE_BYTES_PER_TEXT_FILE: usize = 12 * 1024;

/// How the index is cut into files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPlan {
    /// What can be found, in the order of their numbers in the index: subjects and plain pages, then briefings from
    /// the oldest to the newest, so that a new one leaves the numbers of the others as they are.
    pub pages: Vec<PageId>,
    /// The number of the first briefing.
    pub first_briefing: usize,
    /// Files of words, at least one.
    pub term_files: usize,
    /// Files of the words of titles, names and facts; none where all words stand in few files.
    pub metadata_files: usize,
    /// The pages whose text stands in each file of texts.
    pub text_files: Vec<Range<usize>>,
}

impl SearchPlan {
    /// How the index of a site is cut.
    pub fn new(site: &Site) -> Self {
        let mut pages: Vec<PageId> = subject_pages(site).collect();
        pages.extend((0..site.standalone_pages.len()).map(|id| PageId::Standalone(StandaloneId::new(id))));
        let first_briefing = pages.len();
        pages.extend((0..site.briefings.len()).rev().map(|id| PageId::Briefing(BriefingId::new(id))));
        let prose: usize = site.content_files().map(|(_, leaf)| leaf.body.word_count).sum();
        let words = prose.div_ceil(WORDS_PER_TERM_FILE).max(1);
        let heads = if words > MAX_PREFIX_FILES { pages.len().div_ceil(PAGES_PER_METADATA_FILE) } else { 0 };
        let texts = split_texts(site, &pages);
        Self { pages, first_briefing, term_files: words, metadata_files: heads, text_files: texts }
    }

    /// How many files of entries there are.
    pub fn entry_files(&self) -> usize {
        self.pages.len().div_ceil(self.entries_per_file())
    }

    /// How many entries a file of them holds, the last apart.
    pub fn entries_per_file(&self) -> usize {
        ENTRIES_PER_FILE[usize::from(self.pages.len() > MANY_PAGES)]
    }

    fn files(&self) -> Vec<SearchFile> {
        let mut files = vec![SearchFile::Root];
        files.extend((0..self.term_files).map(SearchFile::Terms));
        files.extend((0..self.metadata_files).map(SearchFile::MetadataTerms));
        files.extend((0..self.entry_files()).map(SearchFile::Entries));
        files.extend((0..self.text_files.len()).map(SearchFile::Text));
        files.extend(SubjectKind::ALL.map(SearchFile::Facet));
        files
    }
}

fn subject_pages(site: &Site) -> impl Iterator<Item = PageId> {
    let actors = (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
    let topics = (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)));
    actors.chain(venues).chain(topics)
}

/// Neighbours share a file until their sources are long enough together.
fn split_texts(site: &Site, pages: &[PageId]) -> Vec<Range<usize>> {
    let mut texts: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (at, page) in pages.iter().enumerate() {
        let source = site.meta(*page).map_or(0, |leaf| leaf.source.text.len());
        match texts.last_mut().filter(|_| bytes + source <= SOURCE_BYTES_PER_TEXT_FILE) {
            Some(last) => last.end = at + 1,
            None => {
                texts.push(at..at + 1);
                bytes = 0;
            }
        }
        bytes += source;
    }
    texts
}

/// Where a file of the index stands.
pub fn search_path(file: SearchFile) -> String {
    format!("{SEARCH_FOLDER}{}.js", file.script_name())
}

/// The search page.
pub fn search_permalink() -> Permalink {
    Permalink::for_folder(SEARCH_FOLDER)
}

pub(super) fn plan_search(site: &Site) -> Vec<Page> {
    let files = SearchPlan::new(site).files().into_iter();
    files.map(|file| export_page(search_path(file), Export::Search(file))).collect()
}

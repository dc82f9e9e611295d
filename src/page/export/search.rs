//! The files of the search index: how many there are of each kind, and which pages of the site each is about.
//!
//! Only their number is planned here, from what is cheap to know; which words stand in which file is found when they
//! are written. docs/search.md tells what stands in them.

use std::ops::Range;

use crate::page::Page;
use crate::site::{ActorId, BriefingId, PageId, Permalink, PlainId, Site, SubjectKind, TopicId, VenueId};

use super::{Export, page};

/// A file of the search index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchFile {
    /// What must be known before anything can be sought.
    Root,
    /// A stretch of all words, with the pages they stand in.
    Words(usize),
    /// A stretch of the words of titles, names and facts alone.
    Heads(usize),
    /// What results show of a few pages.
    Entries(usize),
    /// The text of a few pages, for the sentence that matched.
    Text(usize),
    /// The briefings of every actor, venue or topic.
    Facet(SubjectKind),
}

impl SearchFile {
    /// Its place under `search/`, without the end of its name: the name the script asks for it by.
    pub fn name(self) -> String {
        match self {
            Self::Root => "root".to_owned(),
            Self::Words(at) => format!("words/{at}"),
            Self::Heads(at) => format!("heads/{at}"),
            Self::Entries(at) => format!("entries/{at}"),
            Self::Text(at) => format!("text/{at}"),
            Self::Facet(kind) => kind.folder().to_owned(),
        }
    }
}

/// The folder of the search page and its index.
const SEARCH_FOLDER: &str = "search/";
/// Entries in a file of them: a query shows ten results, each from a file of its own where there are many.
const ENTRIES: [usize; 2] = [50, 10];
/// Pages that are many.
const MANY: usize = 500;
/// Words of prose for a file of words, which makes about 8 KB.
const WORDS_A_FILE: usize = 10_000;
/// Pages for a file of the words of titles, names and facts, which makes about 8 KB.
const PAGES_A_HEAD: usize = 135;
/// Files of words that a beginning of a word may be spread over and still be sought in all of them.
pub const SEARCH_NEAR: usize = 3;
/// Bytes of the sources whose text stands in one file.
const SOURCE_A_TEXT: usize = 12 * 1024;

/// How the index is cut into files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPlan {
    /// What can be found, in the order of their numbers in the index: subjects and plain pages, then briefings from
    /// the oldest to the newest, so that a new one leaves the numbers of the others as they are.
    pub pages: Vec<PageId>,
    /// The number of the first briefing.
    pub first_briefing: usize,
    /// Files of words, at least one.
    pub words: usize,
    /// Files of the words of titles, names and facts; none where all words stand in few files.
    pub heads: usize,
    /// The pages whose text stands in each file of texts.
    pub texts: Vec<Range<usize>>,
}

impl SearchPlan {
    /// How the index of a site is cut.
    pub fn new(site: &Site) -> Self {
        let mut pages: Vec<PageId> = subjects(site).collect();
        pages.extend((0..site.plains.len()).map(|id| PageId::Plain(PlainId::new(id))));
        let first_briefing = pages.len();
        pages.extend((0..site.briefings.len()).rev().map(|id| PageId::Briefing(BriefingId::new(id))));
        let prose: usize = site.prose().map(|(_, leaf)| leaf.body.words).sum();
        let words = prose.div_ceil(WORDS_A_FILE).max(1);
        let heads = if words > SEARCH_NEAR { pages.len().div_ceil(PAGES_A_HEAD) } else { 0 };
        let texts = texts(site, &pages);
        Self { pages, first_briefing, words, heads, texts }
    }

    /// How many files of entries there are.
    pub fn entries(&self) -> usize {
        self.pages.len().div_ceil(self.entries_a_file())
    }

    /// How many entries a file of them holds, the last apart.
    pub fn entries_a_file(&self) -> usize {
        ENTRIES[usize::from(self.pages.len() > MANY)]
    }

    fn files(&self) -> Vec<SearchFile> {
        let mut files = vec![SearchFile::Root];
        files.extend((0..self.words).map(SearchFile::Words));
        files.extend((0..self.heads).map(SearchFile::Heads));
        files.extend((0..self.entries()).map(SearchFile::Entries));
        files.extend((0..self.texts.len()).map(SearchFile::Text));
        files.extend(SubjectKind::ALL.map(SearchFile::Facet));
        files
    }
}

fn subjects(site: &Site) -> impl Iterator<Item = PageId> {
    let actors = (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
    let topics = (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)));
    actors.chain(venues).chain(topics)
}

/// Neighbours share a file until their sources are long enough together.
fn texts(site: &Site, pages: &[PageId]) -> Vec<Range<usize>> {
    let mut texts: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (at, page) in pages.iter().enumerate() {
        let source = site.leaf(*page).map_or(0, |leaf| leaf.source.text.len());
        match texts.last_mut().filter(|_| bytes + source <= SOURCE_A_TEXT) {
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
    format!("{SEARCH_FOLDER}{}.js", file.name())
}

/// The search page.
pub fn search_permalink() -> Permalink {
    Permalink::folder(SEARCH_FOLDER)
}

pub(super) fn plan(site: &Site) -> Vec<Page> {
    let files = SearchPlan::new(site).files().into_iter();
    files.map(|file| page(search_path(file), Export::Search(file))).collect()
}

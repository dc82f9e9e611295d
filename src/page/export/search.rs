//! Plans the files of the search index: their number per kind, and the pages that each covers.
//!
//! Only cheap counts are used here; terms are assigned to files when these are written. See docs/search.md for their
//! format.

use crate::page::Page;
use crate::site::{
    ActorId, AuthorId, BriefingId, PageId, Permalink, SeriesId, Site, StandaloneId, SubjectKind, TopicId,
    VenueId,
};

use super::{Export, export_page};

/// A file of the search index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchFile {
    /// The entry point of the index.
    Root,
    /// A shard of all terms with their postings.
    Terms(usize),
    /// A shard of the terms of titles, names and facts.
    MetadataTerms(usize),
    /// Result entries of some pages.
    Entries(usize),
    /// Briefings by actor, venue or topic.
    Facet(SubjectKind),
}

impl SearchFile {
    /// Returns the path under `search/` without extension, which the script uses as key.
    pub fn script_name(self) -> String {
        match self {
            Self::Root => "root".to_owned(),
            Self::Terms(index) => format!("words/{index}"),
            Self::MetadataTerms(index) => format!("heads/{index}"),
            Self::Entries(index) => format!("entries/{index}"),
            Self::Facet(kind) => kind.folder().to_owned(),
        }
    }
}

/// The folder of the search page and its index.
const SEARCH_FOLDER: &str = "search/";
/// Number of entries per file, for few and for many pages. A query shows ten results, each possibly from another file.
const ENTRIES_PER_FILE: [usize; 2] = [50, 10];
/// Number of pages above which the smaller entry files are used.
const MANY_PAGES: usize = 500;
/// Number of words of prose per term shard, which gives about 8 KB.
const WORDS_PER_TERM_FILE: usize = 8_500;
/// Number of pages per shard of metadata terms, which gives about 8 KB.
const PAGES_PER_METADATA_FILE: usize = 135;
/// Maximum number of term shards that a prefix query reads.
pub const MAX_PREFIX_FILES: usize = 3;

/// The division of the index into files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPlan {
    /// All indexed pages in the order of their numbers: subjects and standalone pages, then briefings from the oldest to the
    /// newest, so that a new briefing does not change other numbers.
    pub pages: Vec<PageId>,
    /// The number of the first briefing.
    pub first_briefing: usize,
    /// Number of term shards, at least one.
    pub term_files: usize,
    /// Number of shards of metadata terms; 0 if there are few term shards.
    pub metadata_files: usize,
}

/// The numbers of files of an index, which are all that their paths depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchFileCounts {
    terms: usize,
    metadata: usize,
    entries: usize,
}

impl SearchPlan {
    /// Plans the index of a site.
    pub fn new(site: &Site) -> Self {
        let mut pages: Vec<PageId> = subject_pages(site).collect();
        pages.extend((0..site.standalone_pages.len()).map(|id| PageId::Standalone(StandaloneId::new(id))));
        let first_briefing = pages.len();
        pages.extend((0..site.briefings.len()).rev().map(|id| PageId::Briefing(BriefingId::new(id))));
        let prose: usize = site.content_files().map(|(_, meta)| meta.body.word_count).sum();
        let term_files = prose.div_ceil(WORDS_PER_TERM_FILE).max(1);
        let metadata_files =
            if term_files > MAX_PREFIX_FILES { pages.len().div_ceil(PAGES_PER_METADATA_FILE) } else { 0 };
        Self { pages, first_briefing, term_files, metadata_files }
    }

    /// Returns the number of entry files.
    pub fn entry_files(&self) -> usize {
        self.pages.len().div_ceil(self.entries_per_file())
    }

    /// Returns the number of entries per file. The last file may have fewer.
    pub fn entries_per_file(&self) -> usize {
        ENTRIES_PER_FILE[usize::from(self.pages.len() > MANY_PAGES)]
    }

    /// Returns the numbers of files.
    pub fn file_counts(&self) -> SearchFileCounts {
        SearchFileCounts {
            terms: self.term_files,
            metadata: self.metadata_files,
            entries: self.entry_files(),
        }
    }

    fn files(&self) -> Vec<SearchFile> {
        let mut files = vec![SearchFile::Root];
        files.extend((0..self.term_files).map(SearchFile::Terms));
        files.extend((0..self.metadata_files).map(SearchFile::MetadataTerms));
        files.extend((0..self.entry_files()).map(SearchFile::Entries));
        files.extend(SubjectKind::OF_FACTS.map(SearchFile::Facet));
        files
    }
}

fn subject_pages(site: &Site) -> impl Iterator<Item = PageId> {
    let actors = (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
    let topics = (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)));
    let authors = (0..site.authors.len()).map(|id| PageId::Author(AuthorId::new(id)));
    let series = (0..site.series.len()).map(|id| PageId::Series(SeriesId::new(id)));
    actors.chain(venues).chain(topics).chain(authors).chain(series)
}

/// Returns the output path of a file of the index.
pub fn search_path(file: SearchFile) -> String {
    format!("{SEARCH_FOLDER}{}.js", file.script_name())
}

/// Returns the permalink of the search page.
pub fn search_permalink() -> Permalink {
    Permalink::for_folder(SEARCH_FOLDER)
}

pub(super) fn plan_search(site: &Site) -> Vec<Page> {
    let files = SearchPlan::new(site).files().into_iter();
    files.map(|file| export_page(search_path(file), Export::Search(file))).collect()
}

//! What every file of the last build was made from, in the cache on disk.

use std::mem;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::cache::{CacheFolder, Encoded};
use crate::export::{Exporter, StoredTerms};
use crate::output::{FileHash, KnownFolders};
use crate::page::Page;
use crate::render::TemplateHash;
use crate::site::{AnswerHash, AnswerTable, FileReads, SiteAnswers, SiteRead};
use crate::text::Source;

use super::PlannedSite;
use super::made_because::MadeBecause;
use super::read_names::read_name;

/// The name of the states in the cache.
const FILE_STATES: &str = "files";
/// The name of the terms of the search index.
const SEARCH_TERMS: &str = "search";
/// The name of the folders of both trees.
const FOLDERS: &str = "folders";

/// What a file was made from, and the hash of its bytes.
#[derive(Serialize, Deserialize)]
pub(super) struct FileState {
    /// Its kind with the item that it shows.
    kind: String,
    /// What it read from the site.
    pub(super) reads: FileReads,
    /// The hash of the answers to all that it read.
    answers: AnswerHash,
    template: Option<TemplateHash>,
    pub(super) content: FileHash,
}

/// What the cache has of a file.
#[derive(Deserialize)]
struct KnownFile {
    state: Encoded<FileState>,
    /// Why the last build made it; `None` if it was used again.
    because: Option<MadeBecause>,
}

/// The states of the files of one build.
#[derive(Default, Deserialize)]
pub(super) struct FileStates {
    basis: FileBasis,
    answers: AnswerTable,
    files: FxHashMap<String, KnownFile>,
}

/// A [`KnownFile`] that is written.
#[derive(Serialize)]
struct KnownFileRef<'s> {
    state: &'s Encoded<FileState>,
    because: Option<&'s MadeBecause>,
}

/// [`FileStates`] that are written.
#[derive(Serialize)]
struct FileStatesRef<'s> {
    basis: &'s FileBasis,
    answers: &'s AnswerTable,
    files: FxHashMap<&'s str, KnownFileRef<'s>>,
}

/// The hashes of what all files depend on besides the lists of the site.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct FileBasis([[u8; 32]; 5]);

/// What the hashes of a [`FileBasis`] are made from.
const BASIS_PARTS: [&str; 5] =
    ["labels", "settings", "assets", "sizes of images", "menu and lists of the site"];

/// What the cache has of the files of the last build.
#[derive(Default)]
pub(super) struct LastFiles {
    states: Option<FileStates>,
    /// The terms of the search index.
    terms: Option<(FileBasis, StoredTerms)>,
    /// The folders of both trees.
    folders: KnownFolders,
}

impl LastFiles {
    /// Reads what a cache has.
    pub(super) fn read(folder: &CacheFolder<'_>) -> Self {
        let folders = folder.read(FOLDERS).unwrap_or_default();
        Self { terms: folder.read(SEARCH_TERMS), folders, ..Self::read_states(folder) }
    }

    /// Takes the folders of both trees as the last build found them.
    pub(super) fn take_folders(&mut self) -> KnownFolders {
        mem::take(&mut self.folders)
    }

    /// Reads what tells whether files are the same.
    pub(super) fn read_states(folder: &CacheFolder<'_>) -> Self {
        Self { states: folder.read(FILE_STATES), ..Self::default() }
    }
}

/// The states of the last build, and those of this one.
pub(super) struct FileMemo<'s> {
    planned: &'s PlannedSite,
    folder: &'s CacheFolder<'s>,
    last: Option<FileStates>,
    last_terms: Mutex<Option<(FileBasis, StoredTerms)>>,
    answers: SiteAnswers<'s>,
    basis: FileBasis,
    /// The parts of the basis that have changed; the states of the last build are only used if there are none.
    changed_basis: Vec<String>,
    /// The states of files that were made.
    made: Mutex<Vec<(String, KnownFile)>>,
    /// The files that are used again.
    kept: Mutex<Vec<String>>,
}

impl<'s> FileMemo<'s> {
    /// Creates a memo for a site, with what the cache has.
    pub(super) fn new(
        planned: &'s PlannedSite,
        sources: &[Source],
        folder: &'s CacheFolder<'s>,
        last: LastFiles,
    ) -> Self {
        let (answers, basis) =
            rayon::join(|| SiteAnswers::new(planned.site()), || FileBasis::new(planned, sources));
        let LastFiles { states: last, terms, .. } = last;
        let changed_basis = last.as_ref().map_or_else(Vec::new, |last| basis.changed(&last.basis));
        let last_terms = Mutex::new(terms);
        let (made, kept) = Default::default();
        Self { planned, folder, last, last_terms, answers, basis, changed_basis, made, kept }
    }

    /// Makes the search index with the terms of the last build. Returns its terms.
    pub(super) fn make_search(&self, exporter: &Exporter<'_>) -> Option<StoredTerms> {
        let last = self.last_terms.lock().unwrap_or_else(PoisonError::into_inner).take();
        let last = last.filter(|(basis, _)| *basis == self.basis).map(|(_, terms)| terms);
        exporter.update_search(last, &self.answers)
    }

    /// Stores the terms of the search index; `None` if there is none.
    pub(super) fn store_search(&self, terms: Option<StoredTerms>) {
        match terms {
            Some(terms) => self.folder.write(SEARCH_TERMS, &(&self.basis, terms)),
            None => self.folder.remove(SEARCH_TERMS),
        }
    }

    /// Returns the state of a file if all that it was made from is the same.
    pub(super) fn known(&self, page: &Page) -> Option<FileState> {
        let states = self.last.as_ref().filter(|_| self.changed_basis.is_empty())?;
        let state = states.files.get(&page.file)?.state.decode()?;
        self.is_same(page, &state).then_some(state)
    }

    /// Returns why the last build made a file: `None` if the cache does not know the file, or if it was used again.
    pub(super) fn last_reason(&self, page: &Page) -> Option<Option<&MadeBecause>> {
        Some(self.last.as_ref()?.files.get(&page.file)?.because.as_ref())
    }

    fn is_same(&self, page: &Page, state: &FileState) -> bool {
        let reads = &state.reads;
        state.kind == kind_of(page)
            && reads.validity.contains(self.planned.site().as_of.instant())
            && self.planned.template_hash(page) == state.template
            && self.answers.of(reads) == state.answers
    }

    /// Returns why a file is made.
    pub(super) fn made_because(&self, page: &Page) -> MadeBecause {
        let Some(last) = &self.last else { return MadeBecause::NoCache };
        if !self.changed_basis.is_empty() {
            return MadeBecause::AllFiles(self.changed_basis.clone());
        }
        let state = last.files.get(&page.file).and_then(|known| known.state.decode());
        let Some(state) = state else { return MadeBecause::NewFile };
        if state.kind != kind_of(page) {
            MadeBecause::OtherPage
        } else if !state.reads.validity.contains(self.planned.site().as_of.instant()) {
            MadeBecause::Instant
        } else if self.planned.template_hash(page) != state.template {
            MadeBecause::Template
        } else if self.answers.of(&state.reads) != state.answers {
            MadeBecause::sources(self.changed_reads(&state, &last.answers))
        } else {
            MadeBecause::Output
        }
    }

    /// Returns the names of what a file read that has changed.
    fn changed_reads(&self, state: &FileState, last: &AnswerTable) -> Vec<String> {
        let changed = self.answers.changed(&state.reads, last);
        let site = self.planned.site();
        let names: Vec<String> = changed.into_iter().map(|read| read_name(site, read).text()).collect();
        match names.is_empty() {
            true if state.reads.reads.contains(&SiteRead::All) => vec!["the whole site".to_owned()],
            true => vec!["links or names in its prose".to_owned()],
            false => names,
        }
    }

    /// Keeps the state of a file that is used again.
    pub(super) fn keep(&self, page: &Page, state: &FileState) {
        self.planned.site().as_of.is_same_in(state.reads.validity);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(page.file.clone());
    }

    /// Keeps the state of a file that was made.
    pub(super) fn add(&self, page: &Page, reads: FileReads, content: FileHash) {
        let (answers, template) = (self.answers.of(&reads), self.planned.template_hash(page));
        let because = Some(self.made_because(page));
        let state = Encoded::new(&FileState { kind: kind_of(page), reads, answers, template, content });
        let known = KnownFile { state, because };
        self.made.lock().unwrap_or_else(PoisonError::into_inner).push((page.file.clone(), known));
    }

    /// Stores the states of this build, and the folders as it found them.
    pub(super) fn store(&self, folders: &KnownFolders) {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let last = self.last.as_ref();
        let kept = kept.iter().filter_map(|file| {
            let known = last?.files.get(file)?;
            Some((file.as_str(), KnownFileRef { state: &known.state, because: None }))
        });
        let made = made.iter().map(|(file, known)| {
            (file.as_str(), KnownFileRef { state: &known.state, because: known.because.as_ref() })
        });
        let files = kept.chain(made).collect();
        let states = FileStatesRef { basis: &self.basis, answers: self.answers.table(), files };
        rayon::join(|| self.folder.write(FOLDERS, folders), || self.folder.write(FILE_STATES, &states));
    }
}

fn kind_of(page: &Page) -> String {
    format!("{:?}", page.kind)
}

impl FileBasis {
    fn new(planned: &PlannedSite, sources: &[Source]) -> Self {
        let site = planned.site();
        let mut labels = blake3::Hasher::new();
        for source in sources.iter().filter(|source| source.path.starts_with("templates/labels/")) {
            for part in [&source.path, &source.text] {
                labels.update(&part.len().to_le_bytes()).update(part.as_bytes());
            }
        }
        let hash = |text: String| *blake3::hash(text.as_bytes()).as_bytes();
        Self([
            *labels.finalize().as_bytes(),
            hash(format!("{:?}", (&site.settings, site.preview))),
            hash(format!("{:?}", (&site.assets, &site.lead_pictures, &site.social_image))),
            hash(format!("{:?}", planned.image_sizes())),
            hash(format!("{:?} {}", site.menu, planned.site_value())),
        ])
    }

    /// Returns the names of the parts that differ.
    fn changed(&self, last: &Self) -> Vec<String> {
        let parts = BASIS_PARTS.iter().zip(self.0.iter().zip(&last.0));
        parts.filter(|(_, (now, before))| now != before).map(|(name, _)| (*name).to_owned()).collect()
    }
}

//! What every file of the last build was made from, in the cache on disk.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::output::FileHash;
use crate::page::Page;
use crate::render::TemplateHash;
use crate::site::{AnswerHash, FileReads, SiteAnswers};
use crate::text::Source;

use super::PlannedSite;

/// What a file was made from, and the hash of its bytes.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct FileState {
    /// Its kind with the item that it shows.
    kind: String,
    /// What it read from the site.
    reads: FileReads,
    /// The hash of the answers to all that it read.
    answers: AnswerHash,
    template: Option<TemplateHash>,
    pub(super) content: FileHash,
}

/// The states of the files of one build.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct FileStates {
    /// The hash of what all files depend on.
    basis: [u8; 32],
    files: FxHashMap<String, FileState>,
}

/// The states of the last build, and those of this one.
pub(super) struct FileMemo<'s> {
    planned: &'s PlannedSite,
    last: FileStates,
    answers: SiteAnswers<'s>,
    basis: [u8; 32],
    new: Mutex<FxHashMap<String, FileState>>,
}

impl<'s> FileMemo<'s> {
    /// Creates a memo for a site. The states of the last build are only used if all files still have the same basis.
    pub(super) fn new(planned: &'s PlannedSite, sources: &[Source], last: Option<FileStates>) -> Self {
        let basis = basis(planned, sources);
        let last = last.filter(|last| last.basis == basis).unwrap_or_default();
        Self { planned, last, answers: SiteAnswers::new(planned.site()), basis, new: Mutex::default() }
    }

    /// Returns the hash of the bytes of a file if all that it was made from is the same.
    pub(super) fn known(&self, page: &Page) -> Option<&FileState> {
        let state = self.last.files.get(&page.file)?;
        let reads = &state.reads;
        let is_same = state.kind == kind_of(page)
            && reads.validity.contains(self.planned.site().as_of.instant())
            && self.planned.template_hash(page) == state.template
            && self.answers.of(reads) == state.answers;
        is_same.then_some(state)
    }

    /// Keeps the state of a file that is used again.
    pub(super) fn keep(&self, page: &Page, state: &FileState) {
        self.planned.site().as_of.is_same_in(state.reads.validity);
        self.insert(page, state.clone());
    }

    /// Keeps the state of a file that was made.
    pub(super) fn add(&self, page: &Page, reads: FileReads, content: FileHash) {
        let (answers, template) = (self.answers.of(&reads), self.planned.template_hash(page));
        self.insert(page, FileState { kind: kind_of(page), reads, answers, template, content });
    }

    fn insert(&self, page: &Page, state: FileState) {
        self.new.lock().unwrap_or_else(PoisonError::into_inner).insert(page.file.clone(), state);
    }

    /// Returns the states of this build.
    pub(super) fn into_states(self) -> FileStates {
        FileStates { basis: self.basis, files: self.new.into_inner().unwrap_or_else(PoisonError::into_inner) }
    }
}

fn kind_of(page: &Page) -> String {
    format!("{:?}", page.kind)
}

/// Returns the hash of all that files depend on besides the lists of the site: settings, labels, images.
fn basis(planned: &PlannedSite, sources: &[Source]) -> [u8; 32] {
    let site = planned.site();
    let mut hasher = blake3::Hasher::new();
    for source in sources.iter().filter(|source| source.path.starts_with("templates/labels/")) {
        for part in [&source.path, &source.text] {
            hasher.update(&part.len().to_le_bytes()).update(part.as_bytes());
        }
    }
    let values = (&site.settings, site.preview, &site.menu, &site.social_image);
    let files = (&site.assets, &site.lead_pictures);
    hasher.update(format!("{values:?} {files:?} {:?}", planned.image_sizes()).as_bytes());
    hasher.update(planned.site_value().as_bytes());
    *hasher.finalize().as_bytes()
}

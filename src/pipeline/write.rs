//! Writes every file to the staged tree, or uses that of the last build, and publishes the tree.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::export::Exporter;
use crate::output::{FileHash, KnownFolders, OutputReport, OutputState, Stage};
use crate::page::Page;
use crate::render::each_failure_once;
use crate::world::World;

use super::BuildRequest;
use super::cached_build::with_target;
use super::cards::draw;
use super::file_states::FileMemo;
use super::planned_site::{FileContent, PlannedSite};
use super::progress::{BuildEvent, BuildStage, Events};

/// What a build has written.
pub(super) struct Written {
    pub(super) report: OutputReport,
    /// The files that were made, sorted. All others are those of the last build.
    pub(super) made: Vec<String>,
}

/// Writes the files of one site.
struct FileWriter<'a> {
    planned: &'a PlannedSite,
    stage: &'a Stage<'a>,
    world: &'a dyn World,
    root: &'a Path,
    /// What is known of the files of the last build; `None` without a cache.
    memo: Option<&'a FileMemo<'a>>,
    made: Mutex<Vec<String>>,
}

impl FileWriter<'_> {
    fn write(&self, page: &Page) -> Result<(), Box<Diagnostic>> {
        let known = self.memo.and_then(|memo| Some((memo, memo.known(page)?)));
        if let Some((memo, state)) = known
            && self.stage.reuse(&page.file, state.content).map_err(Box::new)?
        {
            memo.keep(page, &state);
            return Ok(());
        }
        let Some(memo) = self.memo else { return self.put(page, self.planned.content(page)?).map(drop) };
        let (content, reads) = self.planned.recorded_content(page);
        if let Some(hash) = self.put(page, content?)? {
            memo.add(page, reads, hash);
            self.made.lock().unwrap_or_else(PoisonError::into_inner).push(page.file.clone());
        }
        Ok(())
    }

    /// Stages the content of a file. Returns its hash unless it is a copy of a file.
    fn put(&self, page: &Page, content: FileContent<'_>) -> Result<Option<FileHash>, Box<Diagnostic>> {
        let staged = match content {
            FileContent::Rendered(bytes) => self.stage.put(&page.file, &bytes).map(Some),
            FileContent::BuiltIn(bytes) => self.stage.write(&page.file, bytes).map(|()| None),
            FileContent::Copy(path) => self.stage.copy(&page.file, self.root, path).map(|()| None),
            // Their names have the hash of what they are made from.
            FileContent::Picture(copy) => return self.keep_or_put(page, || copy.make(self.world, self.root)),
            FileContent::Card(card) => return self.keep_or_put(page, || draw(&card)),
        };
        staged.map_err(Box::new)
    }

    /// Keeps the file of the last output with this name, or makes it. Returns its hash.
    fn keep_or_put(
        &self,
        page: &Page,
        make: impl FnOnce() -> Result<Vec<u8>, Box<Diagnostic>>,
    ) -> Result<Option<FileHash>, Box<Diagnostic>> {
        match self.stage.keep(&page.file)? {
            Some(hash) => Ok(Some(hash)),
            None => self.stage.put(&page.file, &make()?).map(Some).map_err(Box::new),
        }
    }

    fn is_known(&self, page: &Page) -> bool {
        self.memo.is_some_and(|memo| memo.known(page).is_some())
    }
}

/// Prepares the staged tree for the files of a site. `known` are the folders as the last build found them.
pub(super) fn open_stage<'w>(
    planned: &PlannedSite,
    (world, request): (&'w dyn World, &BuildRequest),
    known: KnownFolders,
) -> Result<Stage<'w>, Diagnostic> {
    let files: Vec<&str> = planned.pages().iter().map(|page| page.file.as_str()).collect();
    let address = planned.site().settings.base_url.as_deref();
    with_target(request, address, |target| Stage::open_known(world, target, &files, known))
}

/// Writes every file to the staged tree, then publishes it. Calls `store` with the state of the output, if nothing is left to do,
/// and the folders of both trees as the build found them.
pub(super) fn write(
    planned: &PlannedSite,
    mut stage: Stage<'_>,
    (world, request): (&dyn World, &BuildRequest),
    (memo, store): (Option<&FileMemo<'_>>, impl FnOnce(Option<OutputState>, &KnownFolders)),
    events: Events<'_>,
) -> Result<Written, Vec<Diagnostic>> {
    let all = planned.pages().len();
    let writer =
        FileWriter { planned, stage: &stage, world, root: &request.root, memo, made: Mutex::default() };
    let done = AtomicUsize::new(0);
    let write_one = |page: &Page| {
        events(BuildEvent::FileBegins);
        let diagnostic = writer.write(page).err();
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        events(BuildEvent::FileEnds { page, done, all });
        diagnostic.map(|diagnostic| *diagnostic)
    };
    let make_search = |exporter: &Exporter<'_>| match memo {
        Some(memo) => memo.make_search(exporter),
        None => {
            exporter.make_search();
            None
        }
    };
    let store_search = |terms| {
        if let Some(memo) = memo {
            memo.store_search(terms);
        }
    };
    let search = (make_search, store_search);
    let errors = planned.for_each_page(|page| writer.is_known(page), search, write_one);
    if !errors.is_empty() {
        return Err(each_failure_once(keep_first_write_error(errors)));
    }
    let mut made = writer.made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_unstable();
    let folders = stage.known_folders();
    events(BuildEvent::Stage(BuildStage::Publish));
    let published = stage.commit_then(|report, output| {
        store(report.notes.is_empty().then_some(output), &folders);
    });
    published.map(|report| Written { report, made }).map_err(|diagnostic| vec![diagnostic])
}

/// Keeps only the first write error: a full disk gives one per page.
fn keep_first_write_error(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut has_write_error = false;
    diagnostics.retain(|it| *it.code != CANNOT_WRITE || !std::mem::replace(&mut has_write_error, true));
    diagnostics
}

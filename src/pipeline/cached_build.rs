//! A build that uses the cache of the last one.

use std::path::{Path, PathBuf};

use crate::cache::CacheFolder;
use crate::output::{Edition, OutputState, Target, staging_of};
use crate::site::{Site, Unpublished};
use crate::text::Source;
use crate::world::{SourceStates, World};

use super::build_record::BuildRecord;
use super::file_states::{FileMemo, LastFiles};
use super::stored_items::{self, StoredHeads};
use super::{BuildMemo, BuildRequest, BuildResult, CacheUse, PUBLISHED, PlannedSite, Scan};

/// The cache of one output.
pub(super) struct BuildCache<'w> {
    world: &'w dyn World,
    /// `None` if the build uses none.
    folder: Option<CacheFolder<'w>>,
}

impl<'w> BuildCache<'w> {
    /// Opens the cache of the requested output, or removes it.
    pub(super) fn open(world: &'w dyn World, request: &BuildRequest) -> Self {
        let folder = staging_of(&request.output).map(|staging| CacheFolder::new(world, &staging));
        match request.cache {
            CacheUse::On => Self { world, folder },
            CacheUse::Off => {
                folder.iter().for_each(CacheFolder::clear);
                Self { world, folder: None }
            }
        }
    }

    /// Returns the result of a build that changes nothing, if nothing has changed since the last build.
    pub(super) fn unchanged(&self, request: &BuildRequest) -> Option<BuildResult> {
        let folder = self.folder.as_ref()?;
        let record = BuildRecord::read(folder)?;
        with_target(request, None, |target| record.result(folder, (self.world, request), target))
    }

    /// Returns whether sources have changed since the last build, or other files are due.
    pub(super) fn is_outdated(&self, root: &Path) -> bool {
        let record = self.folder.as_ref().and_then(BuildRecord::read);
        record.is_some_and(|record| record.is_outdated(self.world, root))
    }

    /// Gives a memo the stored content items and readings of all sources that have not changed.
    pub(super) fn load(&self, memo: &mut BuildMemo, scan: &Scan) -> StoredHeads {
        let Some(folder) = &self.folder else { return StoredHeads::default() };
        let (items, heads) = stored_items::load(folder, &scan.sources.value.content, &mut memo.index);
        memo.items = items;
        heads
    }

    /// Stores the content items and readings of a build.
    pub(super) fn store(&self, memo: &BuildMemo, unpublished: &[Unpublished], last: &StoredHeads) {
        let values = (&memo.items, &memo.index);
        self.folder.iter().for_each(|folder| stored_items::save(folder, values, unpublished, last));
    }

    /// Returns what is known of the files of the last build, which `read` reads; `None` without a cache.
    pub(super) fn last_files(&self, read: impl FnOnce(&CacheFolder<'_>) -> LastFiles) -> Option<LastFiles> {
        self.folder.as_ref().map(read)
    }

    /// Returns what a site has in common with the last build; `None` without a cache.
    pub(super) fn file_memo<'s>(
        &'s self,
        planned: &'s PlannedSite,
        sources: &[Source],
        last: Option<LastFiles>,
    ) -> Option<FileMemo<'s>> {
        let folder = self.folder.as_ref()?;
        Some(FileMemo::new(planned, sources, folder, last.unwrap_or_default()))
    }

    /// Keeps the record of a build.
    pub(super) fn keep(
        &self,
        request: &BuildRequest,
        sources: impl FnOnce() -> Option<SourceStates>,
        (result, site): (&BuildResult, &Site),
        output: OutputState,
    ) {
        if let Some(folder) = &self.folder {
            BuildRecord::store(folder, request, sources(), (result, site), output);
        }
    }
}

/// Calls `act` with the target of a build.
pub(super) fn with_target<T>(
    request: &BuildRequest,
    address: Option<&str>,
    act: impl FnOnce(&Target<'_>) -> T,
) -> T {
    let sources = ["content", "templates", "site.toml"].map(|part| request.root.join(part));
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    let published = request.root.join(PUBLISHED);
    act(&Target {
        folder: &request.output,
        sources: &sources,
        root: &request.root,
        address,
        edition: if request.include_drafts { Edition::Preview(&published) } else { Edition::Published },
        consent: request.consent,
    })
}

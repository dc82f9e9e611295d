//! The output folder, written completely or not at all.
//!
//! Takes the planned files and their bytes in any order. Returns an [`OutputReport`] of what changed. Knows nothing of
//! the contents. A build writes to a staged tree in `.NAME.next` beside the output folder `NAME`, and then exchanges the
//! two in one step. The output folder is not touched before that.
//!
//! - `ledger` lists what builds wrote, so that nothing else is ever removed;
//! - `folders` has the paths, and refuses places that a build must not write to;
//! - `target` names the site that the folder is written for; `claim` refuses a folder with unknown files;
//! - `plan` has the files to write; `survey` lists the output folder; `prepare` sets up the staged tree;
//! - `exchange` swaps the two; `clean` then removes outdated files from the staged tree;
//! - `foreign` keeps foreign files; `attributes` copies modes and owners of folders;
//! - `intact` tells whether an output is still as a build left it;
//! - `listing` lists a tree, and knows which folders the last build found as they are;
//! - `tree` lists, removes and hashes files; `io_error` turns I/O errors into diagnostics.

mod attributes;
mod claim;
mod clean;
mod exchange;
mod folders;
mod foreign;
mod intact;
mod io_error;
mod ledger;
mod listing;
mod plan;
mod prepare;
mod survey;
mod target;
mod tree;

pub use intact::{OutputState, staging_of, unchanged_output};
pub use ledger::FileHash;
pub use listing::KnownFolders;
pub use target::{Consent, Edition, Target};

use std::io::ErrorKind;
use std::mem;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{Lock, Stat, World, asset};
use folders::OutputFolders;
use io_error::io_diagnostic;
use ledger::{Ledger, LedgerState, LedgerTree, WrittenFile};
use plan::OutputPlan;
use prepare::StagedTree;
use survey::OutputSurvey;

/// The changes of a build against the previous output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputReport {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files with the same bytes as before.
    pub unchanged: usize,
    /// Files that are no longer written.
    pub removed: usize,
    /// Size of all written and unchanged files in bytes.
    pub bytes: u64,
    /// Size of the largest of them in bytes.
    pub largest: u64,
    /// Diagnostics about foreign and outdated files.
    pub notes: Vec<Diagnostic>,
}

/// The tree that a build writes to. Dropping it leaves the output folder as it was.
pub struct Stage<'w> {
    world: &'w dyn World,
    folders: OutputFolders,
    plan: OutputPlan,
    current: OutputSurvey,
    staged: StagedTree,
    diagnostics: Vec<Diagnostic>,
    written: Mutex<Vec<Option<WrittenFile>>>,
    _lock: Lock,
}

impl<'w> Stage<'w> {
    /// Prepares the staged tree for `files`, which are paths under the output folder with `/` as separator.
    pub fn open(world: &'w dyn World, target: &Target<'_>, files: &[&str]) -> Result<Self, Diagnostic> {
        Self::open_known(world, target, files, KnownFolders::default())
    }

    /// As [`open`](Self::open). Folders that are still as the last build found them are not read again.
    pub fn open_known(
        world: &'w dyn World,
        target: &Target<'_>,
        files: &[&str],
        mut known: KnownFolders,
    ) -> Result<Self, Diagnostic> {
        let plan = OutputPlan::new(files)?;
        let folders = OutputFolders::new(world, target)?;
        let lock = folders.lock(world)?;
        match Self::prepare(world, &folders, target, &plan, &mut known) {
            Ok((current, staged, diagnostics)) => {
                let written = Mutex::new(vec![None; plan.files.len()]);
                Ok(Self { world, folders, plan, current, staged, diagnostics, written, _lock: lock })
            }
            Err(diagnostic) => {
                drop(lock);
                folders.discard(world);
                Err(diagnostic)
            }
        }
    }

    fn prepare(
        world: &dyn World,
        folders: &OutputFolders,
        target: &Target<'_>,
        plan: &OutputPlan,
        known: &mut KnownFolders,
    ) -> Result<(OutputSurvey, StagedTree, Vec<Diagnostic>), Diagnostic> {
        exchange::repair_interrupted(world, folders)?;
        let mut state = LedgerState::load(world, folders)?;
        claim::check_preview(folders, target, &state)?;
        let mut current = OutputSurvey::new(world, folders, target, plan, (&mut state, known))?;
        claim::check_removals(folders, target, &current.tree, plan)?;
        state.keep_damaged(world, folders)?;
        let adopts = target.consent == Consent::Adoption;
        let kept = if adopts { claim::kept(folders, &current.foreign) } else { None };
        let staged = StagedTree::new(world, folders, plan, (&mut state, known), &mut current)?;
        Ok((current, staged, kept.into_iter().collect()))
    }

    /// Returns the folders of both trees as they were before this build changed anything, to be known to the next build.
    pub fn known_folders(&mut self) -> KnownFolders {
        KnownFolders::new([mem::take(&mut self.current.known), mem::take(&mut self.staged.known)])
    }

    /// Writes one of the planned files, unless the staged tree has it with these bytes. May be called from many threads, once
    /// per file.
    pub fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.put(file, bytes).map(drop)
    }

    /// As [`write`](Self::write). Returns the hash of the bytes.
    pub fn put(&self, file: &str, bytes: &[u8]) -> Result<FileHash, Diagnostic> {
        let hash = *blake3::hash(bytes).as_bytes();
        self.stage_file(file, hash, |path| Ok((self.world.create_new(path, bytes)?, hash)))?;
        Ok(hash)
    }

    /// Stages one of the planned files without its bytes, if the staged tree or the output has it with this hash. Returns whether
    /// that is so. A file of the output is linked into the staged tree: files are never changed in place.
    pub fn reuse(&self, file: &str, hash: FileHash) -> Result<bool, Diagnostic> {
        let index = self.plan.position(file)?;
        let path = self.folders.staged_tree().join(file);
        let is_usable =
            |known: &&WrittenFile, path: &Path| known.hash == hash && known.is_intact(self.world, path);
        let staged = self.staged.written_file(file).filter(|known| is_usable(known, &path));
        let known = staged.copied().or_else(|| {
            let shown = self.folders.output.join(file);
            let known = self.current.tree.files.get(file).filter(|known| is_usable(known, &shown))?;
            if self.staged.exists(file) {
                self.world.remove_file(&path).ok()?;
            }
            self.world.hard_link(&shown, &path).ok()?;
            Some(*known)
        });
        self.written.lock().unwrap_or_else(PoisonError::into_inner)[index] = known;
        Ok(known.is_some())
    }

    /// Keeps one of the planned files as an earlier build wrote it. Returns its hash; `None` if the staged tree does not have it.
    pub fn keep(&self, file: &str) -> Result<Option<FileHash>, Box<Diagnostic>> {
        let index = self.plan.position(file)?;
        let path = self.folders.staged_tree().join(file);
        let known =
            self.staged.written_file(file).filter(|known| known.is_intact(self.world, &path)).copied();
        self.written.lock().unwrap_or_else(PoisonError::into_inner)[index] = known;
        Ok(known.map(|known| known.hash))
    }

    /// Copies a file of the site in the folder `root` to one of the planned files, as [`write`](Self::write) does. `from` is
    /// relative to `root`. Links are resolved again by the rules for reading a site, because they may have changed since.
    pub fn copy(&self, file: &str, root: &Path, from: &str) -> Result<(), Diagnostic> {
        let source = root.join(from);
        let failed = |error| io_diagnostic("read", &source, &error);
        let (root, inside) = asset(self.world, root, from).map_err(failed)?;
        let mut hasher = blake3::Hasher::new();
        let read = self.world.read_inside(&root, &inside, &mut |chunk| _ = hasher.update(chunk));
        read.map_err(failed)?;
        let mut copied = blake3::Hasher::new();
        self.stage_file(file, *hasher.finalize().as_bytes(), |path| {
            let stat = self.world.copy_inside(&root, &inside, path, &mut |chunk| _ = copied.update(chunk))?;
            Ok((stat, *copied.finalize().as_bytes()))
        })
    }

    /// Publishes the staged tree, once all planned files are written.
    pub fn commit(self) -> Result<OutputReport, Diagnostic> {
        self.commit_then(|_, _| ())
    }

    /// As [`commit`](Self::commit). Then calls `then` with the report and the state of the output, while no other build can
    /// change it.
    pub fn commit_then(
        mut self,
        then: impl FnOnce(&OutputReport, OutputState),
    ) -> Result<OutputReport, Diagnostic> {
        let done = mem::take(self.written.get_mut().unwrap_or_else(PoisonError::into_inner));
        let planned = mem::take(&mut self.plan.files);
        let written = planned.into_iter().zip(done).map(|(file, done)| match done {
            Some(written) => Ok((file, written)),
            None => Err(Diagnostic::new(&CANNOT_WRITE, format!("`{file}` was planned but not written"))),
        });
        let files = written.collect::<Result<_, _>>()?;
        let kept = foreign::preserve_foreign(self.world, &self.folders, &self.current.foreign, &self.staged)?;
        let tree = LedgerTree { id: self.staged.id, files, foreign: kept };
        let mut report = compare_trees(&self.current.tree, &tree);
        report.notes = mem::take(&mut self.diagnostics);
        let previous = LedgerTree { foreign: tree.foreign.clone(), ..mem::take(&mut self.current.tree) };
        let trees = if self.current.exists { vec![tree, previous] } else { vec![tree] };
        let mut both = Ledger { owner: self.folders.owner.clone(), trees };
        let mut state = self.save(&both)?;
        if self.current.exists {
            exchange::exchange_trees(self.world, &self.folders)?;
        } else {
            exchange::publish_first(self.world, &self.folders)?;
        }
        if let [current, previous] = both.trees.as_mut_slice() {
            foreign::sync_late_changes(self.world, &self.folders, previous);
            let known = previous.files.len();
            let left = clean::clean(self.world, &self.folders, current, previous);
            let changed = previous.files.len() < known;
            let save = || both.save(self.world, &self.folders, |file| self.world.sync(file));
            let saved =
                left.and_then(|()| if changed { save().map_err(clean::left_behind) } else { Ok(state) });
            match saved {
                Ok(saved) => state = saved,
                Err(note) => report.notes.push(note),
            }
        }
        then(&report, state);
        Ok(report)
    }

    /// Saves the ledger after flushing everything that was written to disk.
    fn save(&self, both: &Ledger) -> Result<OutputState, Diagnostic> {
        let (stage, ledger) = (self.folders.staged_tree(), self.folders.ledger_file());
        let state = both.save(self.world, &self.folders, |_| self.world.sync_file_system(&stage))?;
        let synced = ledger.parent().map_or(Ok(()), |folder| self.world.sync(folder));
        synced.map_err(|error| io_diagnostic("written", &ledger, &error))?;
        Ok(state)
    }

    fn stage_file(
        &self,
        file: &str,
        hash: [u8; 32],
        write: impl FnOnce(&Path) -> std::io::Result<(Stat, [u8; 32])>,
    ) -> Result<(), Diagnostic> {
        let index = self.plan.position(file)?;
        let path = self.folders.staged_tree().join(file);
        let known = self
            .staged
            .written_file(file)
            .filter(|known| known.hash == hash && known.is_intact(self.world, &path));
        let written = match known {
            Some(known) => *known,
            None => {
                self.write_new(&path, file, write).map_err(|error| io_diagnostic("written", &path, &error))?
            }
        };
        self.written.lock().unwrap_or_else(PoisonError::into_inner)[index] = Some(written);
        Ok(())
    }

    /// Removes an existing file before writing: that is faster than overwriting, and never follows a link.
    fn write_new(
        &self,
        path: &Path,
        file: &str,
        write: impl FnOnce(&Path) -> std::io::Result<(Stat, [u8; 32])>,
    ) -> std::io::Result<WrittenFile> {
        if self.staged.exists(file) {
            match self.world.remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        let (stat, hash) = write(path)?;
        Ok(WrittenFile { hash, len: stat.len, modified: stat.modified })
    }
}

fn compare_trees(before: &LedgerTree, after: &LedgerTree) -> OutputReport {
    let same = |(file, written): &(&String, &WrittenFile)| {
        before.files.get(*file).is_some_and(|old| old.hash == written.hash)
    };
    let unchanged = after.files.iter().filter(same).count();
    let removed = before.files.keys().filter(|file| !after.files.contains_key(*file)).count();
    let sizes = || after.files.values().map(|written| written.len);
    OutputReport {
        written: after.files.len() - unchanged,
        unchanged,
        removed,
        bytes: sizes().sum(),
        largest: sizes().max().unwrap_or_default(),
        notes: Vec::new(),
    }
}

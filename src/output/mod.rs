//! The output folder, written whole or not at all.
//!
//! Takes the files a build has planned, and their bytes in any order. Gives a [`Report`] of what changed. Knows nothing of
//! what is in the files. Two trees are shown in turn: the hidden one, kept in `.NAME.next` beside the output folder
//! `NAME`, is brought up to date, and then the two change places in one step. Nothing shown is touched before that.
//!
//! - `ledger` is the memory of what was written, so that only that is ever removed;
//! - `folders` says where everything lies, and refuses places a build must not write to;
//! - `target` says for which site the folder is written; `claim` refuses a folder that others wrote;
//! - `survey` sees what is shown; `prepare` makes the hidden tree ready; `show` lets the two change places;
//! - `clean` removes from the hidden tree what is shown no more; `attributes` gives its folders modes and owners;
//! - `carry` keeps what others put into the output.

mod attributes;
mod claim;
mod clean;
mod exchange;
mod folders;
mod foreign;
mod io_error;
mod ledger;
mod plan;
mod prepare;
mod survey;
mod target;
mod tree;

pub use target::{Consent, Edition, Target};

use std::mem;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{FileKind, Lock, Stat, World, asset};
use folders::OutputFolders;
use io_error::io_diagnostic;
use ledger::{Ledger, LedgerTree, Memory, WrittenFile};
use plan::OutputPlan;
use prepare::StagedTree;
use survey::OutputSurvey;

/// What a build changed, counted against what was shown before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that have the bytes they had.
    pub unchanged: usize,
    /// Files that are gone.
    pub removed: usize,
    /// What the user should know of files beside those of the site.
    pub notes: Vec<Diagnostic>,
}

/// The tree that will be shown. Dropping it leaves what is shown as it is.
pub struct Stage<'w> {
    world: &'w dyn World,
    folders: OutputFolders,
    plan: OutputPlan,
    current: OutputSurvey,
    staged: StagedTree,
    notes: Vec<Diagnostic>,
    written: Mutex<Vec<Option<WrittenFile>>>,
    _lock: Lock,
}

impl<'w> Stage<'w> {
    /// Makes the hidden tree ready for `files`, paths under the output folder with `/` between their parts.
    pub fn open(world: &'w dyn World, target: &Target<'_>, files: &[&str]) -> Result<Self, Diagnostic> {
        let plan = OutputPlan::new(files)?;
        let folders = OutputFolders::new(world, target)?;
        let lock = folders.lock(world)?;
        match Self::prepare(world, &folders, target, &plan) {
            Ok((shown, hidden, notes)) => {
                let done = Mutex::new(vec![None; plan.files.len()]);
                Ok(Self {
                    world,
                    folders,
                    plan,
                    current: shown,
                    staged: hidden,
                    notes,
                    written: done,
                    _lock: lock,
                })
            }
            Err(note) => {
                drop(lock);
                folders.discard(world);
                Err(note)
            }
        }
    }

    fn prepare(
        world: &dyn World,
        folders: &OutputFolders,
        target: &Target<'_>,
        plan: &OutputPlan,
    ) -> Result<(OutputSurvey, StagedTree, Vec<Diagnostic>), Diagnostic> {
        exchange::repair_interrupted(world, folders)?;
        let mut memory = Memory::load(world, folders)?;
        claim::is_no_preview_of_published(folders, target, &memory)?;
        let mut shown = OutputSurvey::new(world, folders, target, plan, &mut memory)?;
        claim::keeps_most(folders, target, &shown.tree, plan)?;
        memory.set_aside(world, folders)?;
        let adopts = target.consent == Consent::Adoption;
        let kept = if adopts { claim::kept(folders, &shown.foreign) } else { None };
        let hidden = StagedTree::new(world, folders, plan, &mut memory, &mut shown)?;
        Ok((shown, hidden, kept.into_iter().collect()))
    }

    /// Writes one of the planned files, unless the hidden tree has it with these bytes. May be called from many threads, once
    /// for each file.
    pub fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let hash = *blake3::hash(bytes).as_bytes();
        self.stage_file(file, hash, |path| Ok((self.world.create_new(path, bytes)?, hash)))
    }

    /// Copies a file of the site in the folder `root` to one of the planned files, as [`write`](Self::write) does. `from` is
    /// a path from `root`. A link is followed by the rules of those who read the site, and looked at anew: others may
    /// have changed it in the meantime.
    pub fn copy(&self, file: &str, root: &Path, from: &str) -> Result<(), Diagnostic> {
        let named = root.join(from);
        let failed = |error| io_diagnostic("read", &named, &error);
        let (root, inside) = asset(self.world, root, from).map_err(failed)?;
        let mut seen = blake3::Hasher::new();
        let read = self.world.pour_inside(&root, &inside, &mut |piece| _ = seen.update(piece));
        read.map_err(failed)?;
        let mut copied = blake3::Hasher::new();
        self.stage_file(file, *seen.finalize().as_bytes(), |path| {
            let stat = self.world.copy_inside(&root, &inside, path, &mut |piece| _ = copied.update(piece))?;
            Ok((stat, *copied.finalize().as_bytes()))
        })
    }

    /// Shows the tree, once all planned files are written.
    pub fn commit(mut self) -> Result<Report, Diagnostic> {
        let done = mem::take(self.written.get_mut().unwrap_or_else(PoisonError::into_inner));
        let planned = mem::take(&mut self.plan.files);
        let written = planned.into_iter().zip(done).map(|(file, done)| match done {
            Some(written) => Ok((file, written)),
            None => Err(Diagnostic::new(&CANNOT_WRITE, format!("`{file}` was planned and not written"))),
        });
        let files = written.collect::<Result<_, _>>()?;
        let kept = foreign::preserve_foreign(self.world, &self.folders, &self.current.foreign, &self.staged)?;
        let tree = LedgerTree { id: self.staged.id, files, foreign: kept };
        let mut report = compare_trees(&self.current.tree, &tree);
        report.notes = mem::take(&mut self.notes);
        let shown = LedgerTree { foreign: tree.foreign.clone(), ..mem::take(&mut self.current.tree) };
        let trees = if self.current.exists { vec![tree, shown] } else { vec![tree] };
        let mut both = Ledger { owner: self.folders.owner.clone(), trees };
        self.save(&both)?;
        exchange::exchange_trees(self.world, &self.folders, self.current.exists)?;
        if let [now_shown, was_shown] = both.trees.as_mut_slice() {
            foreign::sync_late_changes(self.world, &self.folders, was_shown);
            let known = was_shown.files.len();
            let left = clean::clean(self.world, &self.folders, now_shown, was_shown);
            let changed = was_shown.files.len() < known;
            let save = || both.save(self.world, &self.folders, |file| self.world.sync(file));
            let saved = left.and_then(|()| if changed { save().map_err(clean::left_behind) } else { Ok(()) });
            report.notes.extend(saved.err());
        }
        Ok(report)
    }

    /// Saves the ledger, once all that was written is on the disk.
    fn save(&self, both: &Ledger) -> Result<(), Diagnostic> {
        let (stage, ledger) = (self.folders.staged_tree(), self.folders.ledger_file());
        both.save(self.world, &self.folders, |_| self.world.sync_file_system(&stage))?;
        let named = ledger.parent().map_or(Ok(()), |shelf| self.world.sync(shelf));
        named.map_err(|error| io_diagnostic("written", &ledger, &error))
    }

    fn stage_file(
        &self,
        file: &str,
        hash: [u8; 32],
        write: impl FnOnce(&Path) -> std::io::Result<(Stat, [u8; 32])>,
    ) -> Result<(), Diagnostic> {
        let at = self.plan.position(file)?;
        let path = self.folders.staged_tree().join(file);
        let known =
            self.staged.written_file(file).filter(|known| known.hash == hash && self.is_intact(&path, known));
        let written = match known {
            Some(known) => *known,
            None => {
                self.write_new(&path, file, write).map_err(|error| io_diagnostic("written", &path, &error))?
            }
        };
        self.written.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(written);
        Ok(())
    }

    /// Whether a file is still as it was written.
    fn is_intact(&self, path: &Path, known: &WrittenFile) -> bool {
        let stat = self.world.symlink_metadata(path);
        stat.is_ok_and(|stat| {
            stat.kind == FileKind::File && stat.len == known.len && stat.modified == known.modified
        })
    }

    /// Removing first and writing where nothing is costs less than writing over, and goes through no link.
    fn write_new(
        &self,
        path: &Path,
        file: &str,
        write: impl FnOnce(&Path) -> std::io::Result<(Stat, [u8; 32])>,
    ) -> std::io::Result<WrittenFile> {
        if self.staged.exists(file) {
            self.world.remove_file(path)?;
        }
        let (stat, hash) = write(path)?;
        Ok(WrittenFile { hash, len: stat.len, modified: stat.modified })
    }
}

fn compare_trees(before: &LedgerTree, after: &LedgerTree) -> Report {
    let same = |(file, written): &(&String, &WrittenFile)| {
        before.files.get(*file).is_some_and(|old| old.hash == written.hash)
    };
    let unchanged = after.files.iter().filter(same).count();
    let removed = before.files.keys().filter(|file| !after.files.contains_key(*file)).count();
    Report { written: after.files.len() - unchanged, unchanged, removed, notes: Vec::new() }
}

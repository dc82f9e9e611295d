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
mod carry;
mod claim;
mod clean;
mod fault;
mod folders;
mod ledger;
mod plan;
mod prepare;
mod show;
mod survey;
mod target;
mod tree;

pub use target::{Consent, Edition, Target};

use std::mem;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{Kind, Lock, Stat, World, asset};
use fault::cannot;
use folders::Folders;
use ledger::{Ledger, Memory, Tree, Written};
use plan::Plan;
use prepare::Prepared;
use survey::Survey;

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
    folders: Folders,
    plan: Plan,
    shown: Survey,
    hidden: Prepared,
    notes: Vec<Diagnostic>,
    done: Mutex<Vec<Option<Written>>>,
    _lock: Lock,
}

impl<'w> Stage<'w> {
    /// Makes the hidden tree ready for `files`, paths under the output folder with `/` between their parts.
    pub fn open(world: &'w dyn World, target: &Target<'_>, files: &[&str]) -> Result<Self, Diagnostic> {
        let plan = Plan::new(files)?;
        let folders = Folders::new(world, target)?;
        let lock = folders.lock(world)?;
        match Self::prepare(world, &folders, target, &plan) {
            Ok((shown, hidden, notes)) => {
                let done = Mutex::new(vec![None; plan.files.len()]);
                Ok(Self { world, folders, plan, shown, hidden, notes, done, _lock: lock })
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
        folders: &Folders,
        target: &Target<'_>,
        plan: &Plan,
    ) -> Result<(Survey, Prepared, Vec<Diagnostic>), Diagnostic> {
        show::mend(world, folders)?;
        let mut memory = Memory::load(world, folders)?;
        claim::is_no_preview_of_published(folders, target, &memory)?;
        let mut shown = Survey::new(world, folders, target, plan, &mut memory)?;
        claim::keeps_most(folders, target, &shown.tree, plan)?;
        memory.set_aside(world, folders)?;
        let adopts = target.consent == Consent::Adoption;
        let kept = if adopts { claim::kept(folders, &shown.foreign) } else { None };
        let hidden = Prepared::new(world, folders, plan, &mut memory, &mut shown)?;
        Ok((shown, hidden, kept.into_iter().collect()))
    }

    /// Writes one of the planned files, unless the hidden tree has it with these bytes. May be called from many threads, once
    /// for each file.
    pub fn put(&self, file: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let hash = *blake3::hash(bytes).as_bytes();
        self.bring(file, hash, |path| Ok((self.world.create_new(path, bytes)?, hash)))
    }

    /// Copies a file of the site in the folder `root` to one of the planned files, as [`put`](Self::put) does. `from` is
    /// a path from `root`. A link is followed by the rules of those who read the site, and looked at anew: others may
    /// have changed it in the meantime.
    pub fn copy(&self, file: &str, root: &Path, from: &str) -> Result<(), Diagnostic> {
        let named = root.join(from);
        let failed = |error| cannot("read", &named, &error);
        let (root, inside) = asset(self.world, root, from).map_err(failed)?;
        let mut seen = blake3::Hasher::new();
        let read = self.world.pour_inside(&root, &inside, &mut |piece| _ = seen.update(piece));
        read.map_err(failed)?;
        let mut copied = blake3::Hasher::new();
        self.bring(file, *seen.finalize().as_bytes(), |path| {
            let stat = self.world.copy_inside(&root, &inside, path, &mut |piece| _ = copied.update(piece))?;
            Ok((stat, *copied.finalize().as_bytes()))
        })
    }

    /// Shows the tree, once all planned files are written.
    pub fn finish(mut self) -> Result<Report, Diagnostic> {
        let done = mem::take(self.done.get_mut().unwrap_or_else(PoisonError::into_inner));
        let planned = mem::take(&mut self.plan.files);
        let written = planned.into_iter().zip(done).map(|(file, done)| match done {
            Some(written) => Ok((file, written)),
            None => Err(Diagnostic::new(&CANNOT_WRITE, format!("`{file}` was planned and not written"))),
        });
        let files = written.collect::<Result<_, _>>()?;
        let kept = carry::carry(self.world, &self.folders, &self.shown.foreign, &self.hidden)?;
        let tree = Tree { id: self.hidden.id, files, kept };
        let mut report = report(&self.shown.tree, &tree);
        report.notes = mem::take(&mut self.notes);
        let shown = Tree { kept: tree.kept.clone(), ..mem::take(&mut self.shown.tree) };
        let trees = if self.shown.there { vec![tree, shown] } else { vec![tree] };
        let mut both = Ledger { owner: self.folders.owner.clone(), trees };
        self.save(&both)?;
        show::show(self.world, &self.folders, self.shown.there)?;
        if let [now_shown, was_shown] = both.trees.as_mut_slice() {
            carry::catch_up(self.world, &self.folders, was_shown);
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
        let (stage, ledger) = (self.folders.stage(), self.folders.ledger());
        both.save(self.world, &self.folders, |_| self.world.sync_file_system(&stage))?;
        let named = ledger.parent().map_or(Ok(()), |shelf| self.world.sync(shelf));
        named.map_err(|error| cannot("written", &ledger, &error))
    }

    fn bring(
        &self,
        file: &str,
        hash: [u8; 32],
        write: impl FnOnce(&Path) -> std::io::Result<(Stat, [u8; 32])>,
    ) -> Result<(), Diagnostic> {
        let at = self.plan.position(file)?;
        let path = self.folders.stage().join(file);
        let known = self.hidden.known(file).filter(|known| known.hash == hash && self.stands(&path, known));
        let written = match known {
            Some(known) => *known,
            None => self.replace(&path, file, write).map_err(|error| cannot("written", &path, &error))?,
        };
        self.done.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(written);
        Ok(())
    }

    /// Whether a file is still as it was written.
    fn stands(&self, path: &Path, known: &Written) -> bool {
        let stat = self.world.look(path);
        stat.is_ok_and(|stat| {
            stat.kind == Kind::File && stat.len == known.len && stat.modified == known.modified
        })
    }

    /// Removing first and writing where nothing is costs less than writing over, and goes through no link.
    fn replace(
        &self,
        path: &Path,
        file: &str,
        write: impl FnOnce(&Path) -> std::io::Result<(Stat, [u8; 32])>,
    ) -> std::io::Result<Written> {
        if self.hidden.has(file) {
            self.world.remove_file(path)?;
        }
        let (stat, hash) = write(path)?;
        Ok(Written { hash, len: stat.len, modified: stat.modified })
    }
}

fn report(before: &Tree, after: &Tree) -> Report {
    let same = |(file, written): &(&String, &Written)| {
        before.files.get(*file).is_some_and(|old| old.hash == written.hash)
    };
    let unchanged = after.files.iter().filter(same).count();
    let removed = before.files.keys().filter(|file| !after.files.contains_key(*file)).count();
    Report { written: after.files.len() - unchanged, unchanged, removed, notes: Vec::new() }
}

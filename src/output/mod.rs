//! The output folder, written whole or not at all.
//!
//! Takes the files a build has planned, and their bytes in any order. Gives a [`Report`] of what changed. Knows nothing of
//! what is in the files. Two trees are shown in turn: the hidden one, kept in `.NAME.next` beside the output folder
//! `NAME`, is brought up to date, and then the two change places in one step. Nothing shown is touched before that.
//!
//! - `ledger` is the memory of what was written, so that only that is ever removed;
//! - `folders` says where everything lies, and refuses places a build must not write to;
//! - `survey` sees what is shown; `prepare` makes the hidden tree ready; `show` lets the two change places;
//! - `carry` keeps what others put into the output.

mod carry;
mod fault;
mod folders;
mod ledger;
mod plan;
mod prepare;
mod show;
mod survey;
mod tree;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{Kind, Lock, Stat, World};
use fault::cannot;
use folders::Folders;
use ledger::{Ledger, Tree, Written};
use plan::Plan;
use prepare::Prepared;
use survey::Survey;

/// What a build changed, counted against what was shown before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that have the bytes they had.
    pub unchanged: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// The tree that will be shown. Dropping it leaves what is shown as it is.
pub struct Stage<'w> {
    world: &'w dyn World,
    folders: Folders,
    plan: Plan,
    shown: Survey,
    hidden: Prepared,
    done: Mutex<Vec<Option<Written>>>,
    _lock: Lock,
}

impl<'w> Stage<'w> {
    /// Makes the hidden tree ready for `files`, paths under `output` with `/` between their parts. `protected` are files and
    /// folders of the sources: the output may neither lie in one of them nor hold one.
    pub fn open(
        world: &'w dyn World,
        output: &Path,
        protected: &[&Path],
        files: &[&str],
    ) -> Result<Self, Diagnostic> {
        let plan = Plan::new(files)?;
        let folders = Folders::new(world, output, protected)?;
        let lock = folders.lock(world)?;
        show::mend(world, &folders)?;
        let mut ledger = Ledger::load(world, &folders)?;
        let mut shown = Survey::new(world, &folders, &plan, &mut ledger)?;
        let hidden = Prepared::new(world, &folders, &plan, &mut ledger, &mut shown)?;
        let done = Mutex::new(vec![None; plan.files.len()]);
        Ok(Self { world, folders, plan, shown, hidden, done, _lock: lock })
    }

    /// Writes one of the planned files, unless the hidden tree has it with these bytes. May be called from many threads, once
    /// for each file.
    pub fn put(&self, file: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let hash = *blake3::hash(bytes).as_bytes();
        self.bring(file, hash, |path| self.world.create_new(path, bytes))
    }

    /// Copies a file of the site to one of the planned files, as [`put`](Self::put) does. A link is followed: whoever read
    /// the site has seen where it leads.
    pub fn copy(&self, file: &str, from: &Path) -> Result<(), Diagnostic> {
        let from = &self.world.real(from).map_err(|error| cannot("read", from, &error))?;
        let hash = tree::hash(self.world, from)?;
        self.bring(file, hash, |path| self.world.copy(from, path).and_then(|()| self.world.look(path)))
    }

    /// Shows the tree, once all planned files are written.
    pub fn finish(self) -> Result<Report, Diagnostic> {
        let done = self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let written = self.plan.files.into_iter().zip(done).map(|(file, done)| match done {
            Some(written) => Ok((file, written)),
            None => Err(Diagnostic::new(&CANNOT_WRITE, format!("`{file}` was planned and not written"))),
        });
        let files = written.collect::<Result<_, _>>()?;
        let kept = carry::carry(self.world, &self.folders, &self.shown.foreign, &self.hidden)?;
        let tree = Tree { id: self.hidden.id, files, kept };
        let report = report(&self.shown.tree, &tree);
        let shown = Tree { kept: tree.kept.clone(), ..self.shown.tree };
        let both = Ledger { trees: if self.shown.there { vec![tree, shown] } else { vec![tree] } };
        both.save(self.world, &self.folders)?;
        show::show(self.world, &self.folders, self.shown.there)?;
        if let [_, was_shown] = both.trees.as_slice() {
            carry::catch_up(self.world, &self.folders, was_shown);
        }
        Ok(report)
    }

    fn bring(
        &self,
        file: &str,
        hash: [u8; 32],
        write: impl FnOnce(&Path) -> std::io::Result<Stat>,
    ) -> Result<(), Diagnostic> {
        let at = self.plan.position(file)?;
        let path = self.folders.stage().join(file);
        let known = self.hidden.known(file).filter(|known| known.hash == hash && self.stands(&path, known));
        let written = match known {
            Some(known) => *known,
            None => {
                self.replace(&path, file, hash, write).map_err(|error| cannot("written", &path, &error))?
            }
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
        hash: [u8; 32],
        write: impl FnOnce(&Path) -> std::io::Result<Stat>,
    ) -> std::io::Result<Written> {
        if self.hidden.has(file) {
            self.world.remove_file(path)?;
        }
        let stat = write(path)?;
        Ok(Written { hash, len: stat.len, modified: stat.modified })
    }
}

fn report(before: &Tree, after: &Tree) -> Report {
    let same = |(file, written): &(&String, &Written)| {
        before.files.get(*file).is_some_and(|old| old.hash == written.hash)
    };
    let unchanged = after.files.iter().filter(same).count();
    let removed = before.files.keys().filter(|file| !after.files.contains_key(*file)).count();
    Report { written: after.files.len() - unchanged, unchanged, removed }
}

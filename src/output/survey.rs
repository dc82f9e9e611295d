//! What is shown before a build, and whose it is.

use std::collections::BTreeSet;
use std::path::Path;

use super::claim::claim;
use super::fault::cannot;
use super::folders::{Folders, is_folder, is_link};
use super::ledger::{Memory, Tree};
use super::plan::{Plan, folders_of};
use super::target::Target;
use super::tree::scan;
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{Kind, World};

/// The shown tree.
#[derive(Default)]
pub(super) struct Survey {
    /// Whether there is one.
    pub(super) there: bool,
    /// What earlier builds wrote into it.
    pub(super) tree: Tree,
    /// Files of others, which are kept.
    pub(super) foreign: BTreeSet<String>,
    /// Folders of others.
    pub(super) foreign_folders: BTreeSet<String>,
    /// All folders.
    pub(super) folders: BTreeSet<String>,
}

impl Survey {
    /// Looks through the shown tree. Refuses links, and things of others, where files are to be written.
    pub(super) fn new(
        world: &dyn World,
        folders: &Folders,
        target: &Target<'_>,
        plan: &Plan,
        memory: &mut Memory,
    ) -> Result<Self, Diagnostic> {
        let shown = &folders.shown;
        if !is_folder(world, shown)? {
            return Ok(Self::default());
        }
        let id = world.look(shown).map_err(|error| cannot("read", shown, &error))?.id;
        let seen = scan(world, shown)?;
        let tree = claim(world, folders, target, memory, id, &seen)?;
        let ours = folders_of(tree.files.keys().map(String::as_str));
        let all = seen.iter().filter(|(_, kind)| **kind == Kind::Folder).map(|(path, _)| path.clone());
        let folders = all.collect();
        let (mut foreign, mut foreign_folders) = (BTreeSet::new(), BTreeSet::new());
        for (path, kind) in seen {
            let theirs = match kind {
                Kind::Folder => !ours.contains(&path),
                _ => !tree.files.contains_key(&path),
            };
            refuse(&shown.join(&path), &path, kind, theirs, plan)?;
            match kind {
                Kind::Folder if theirs => foreign_folders.insert(path),
                _ if theirs && !plan.has(&path) => foreign.insert(path),
                _ => false,
            };
        }
        in_the_way(shown, plan, &foreign)?;
        Ok(Self { there: true, tree, foreign, foreign_folders, folders })
    }
}

fn refuse(full: &Path, path: &str, kind: Kind, theirs: bool, plan: &Plan) -> Result<(), Diagnostic> {
    let (as_file, as_folder) = (plan.has(path), plan.folders.contains(path));
    match kind {
        Kind::Link if as_file || as_folder => Err(is_link(full)),
        Kind::Folder if as_file && theirs => Err(stands(full, "folder", "file")),
        Kind::Folder => Ok(()),
        Kind::Odd(_) if as_file => Err(stands(full, "device or pipe", "file")),
        _ if as_folder && theirs => Err(stands(full, "file", "folder")),
        _ => Ok(()),
    }
}

/// A folder of ours may hold files of others, which have no other place to be.
fn in_the_way(shown: &Path, plan: &Plan, foreign: &BTreeSet<String>) -> Result<(), Diagnostic> {
    let holding = folders_of(foreign.iter().map(String::as_str));
    match holding.iter().find(|folder| plan.has(folder)) {
        Some(folder) => Err(stands(&shown.join(folder), "folder", "file")),
        None => Ok(()),
    }
}

fn stands(path: &Path, what: &str, wanted: &str) -> Diagnostic {
    let message =
        format!("`{}` is a {what} this program did not write, where a {wanted} is to be", path.display());
    Diagnostic::new(&CANNOT_WRITE, message).mend("move it away")
}

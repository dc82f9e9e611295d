//! What is shown before a build, and whose it is.

use std::collections::BTreeSet;
use std::path::Path;

use super::claim::claim;
use super::folders::{OutputFolders, is_real_folder, symlink_diagnostic};
use super::io_error::io_diagnostic;
use super::ledger::{LedgerTree, Memory};
use super::plan::{OutputPlan, folders_of};
use super::target::Target;
use super::tree::scan_tree;
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{FileKind, World};

/// The shown tree.
#[derive(Default)]
pub(super) struct OutputSurvey {
    /// Whether there is one.
    pub(super) exists: bool,
    /// What earlier builds wrote into it.
    pub(super) tree: LedgerTree,
    /// Files of others, which are kept.
    pub(super) foreign: BTreeSet<String>,
    /// Folders of others.
    pub(super) foreign_folders: BTreeSet<String>,
    /// All folders.
    pub(super) folders: BTreeSet<String>,
}

impl OutputSurvey {
    /// Looks through the shown tree. Refuses links, and things of others, where files are to be written.
    pub(super) fn new(
        world: &dyn World,
        folders: &OutputFolders,
        target: &Target<'_>,
        plan: &OutputPlan,
        memory: &mut Memory,
    ) -> Result<Self, Diagnostic> {
        let shown = &folders.output;
        if !is_real_folder(world, shown)? {
            return Ok(Self::default());
        }
        let id = world.symlink_metadata(shown).map_err(|error| io_diagnostic("read", shown, &error))?.id;
        let seen = scan_tree(world, shown)?;
        let tree = claim(world, folders, target, memory, id, &seen)?;
        let ours = folders_of(tree.files.keys().map(String::as_str));
        let all = seen.iter().filter(|(_, kind)| **kind == FileKind::Folder).map(|(path, _)| path.clone());
        let folders = all.collect();
        let (mut foreign, mut foreign_folders) = (BTreeSet::new(), BTreeSet::new());
        for (path, kind) in seen {
            let theirs = match kind {
                FileKind::Folder => !ours.contains(&path),
                _ => !tree.files.contains_key(&path),
            };
            check_entry(&shown.join(&path), &path, kind, theirs, plan)?;
            match kind {
                FileKind::Folder if theirs => foreign_folders.insert(path),
                _ if theirs && !plan.contains(&path) => foreign.insert(path),
                _ => false,
            };
        }
        check_folder_conflicts(shown, plan, &foreign)?;
        Ok(Self { exists: true, tree, foreign, foreign_folders, folders })
    }
}

fn check_entry(
    full: &Path,
    path: &str,
    kind: FileKind,
    theirs: bool,
    plan: &OutputPlan,
) -> Result<(), Diagnostic> {
    let (as_file, as_folder) = (plan.contains(path), plan.folders.contains(path));
    match kind {
        FileKind::Link if as_file || as_folder => Err(symlink_diagnostic(full)),
        FileKind::Folder if as_file && theirs => Err(conflict(full, "folder", "file")),
        FileKind::Folder => Ok(()),
        FileKind::Special(_) if as_file => Err(conflict(full, "device or pipe", "file")),
        _ if as_folder && theirs => Err(conflict(full, "file", "folder")),
        _ => Ok(()),
    }
}

/// A folder of ours may hold files of others, which have no other place to be.
fn check_folder_conflicts(
    shown: &Path,
    plan: &OutputPlan,
    foreign: &BTreeSet<String>,
) -> Result<(), Diagnostic> {
    let holding = folders_of(foreign.iter().map(String::as_str));
    match holding.iter().find(|folder| plan.contains(folder)) {
        Some(folder) => Err(conflict(&shown.join(folder), "folder", "file")),
        None => Ok(()),
    }
}

fn conflict(path: &Path, what: &str, wanted: &str) -> Diagnostic {
    let message =
        format!("`{}` is a {what} this program did not write, where a {wanted} is to be", path.display());
    Diagnostic::new(&CANNOT_WRITE, message).help("move it away")
}

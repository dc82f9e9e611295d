//! Survey of the output folder before a build: which files builds wrote, and which are foreign.

use std::collections::BTreeSet;
use std::path::Path;

use super::claim::claim;
use super::folders::{OutputFolders, is_real_folder, symlink_diagnostic};
use super::io_error::io_diagnostic;
use super::ledger::{LedgerState, LedgerTree};
use super::listing::{KnownFolders, KnownTree, scan_tree};
use super::plan::{OutputPlan, folders_of};
use super::target::Target;
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{FileKind, World};

/// Contents of the output folder.
#[derive(Default)]
pub(super) struct OutputSurvey {
    /// Whether the output folder exists.
    pub(super) exists: bool,
    /// What earlier builds wrote to it.
    pub(super) tree: LedgerTree,
    /// Foreign files, which are kept.
    pub(super) foreign: BTreeSet<String>,
    /// Folders that no build created.
    pub(super) foreign_folders: BTreeSet<String>,
    /// All folders.
    pub(super) folders: BTreeSet<String>,
    /// Those whose times tell whether they have changed.
    pub(super) known: KnownTree,
}

impl OutputSurvey {
    /// Lists the output folder. Fails if a link or a foreign file or folder is in the way of a planned file.
    pub(super) fn new(
        world: &dyn World,
        folders: &OutputFolders,
        target: &Target<'_>,
        plan: &OutputPlan,
        (state, known): (&mut LedgerState, &mut KnownFolders),
    ) -> Result<Self, Diagnostic> {
        let output = &folders.output;
        if !is_real_folder(world, output)? {
            return Ok(Self::default());
        }
        let id = world.symlink_metadata(output).map_err(|error| io_diagnostic("read", output, &error))?.id;
        let (seen, known) = scan_tree(world, output, &known.take(id))?;
        let tree = claim(world, folders, target, state, id, &seen)?;
        let written_folders = folders_of(tree.files.keys().map(String::as_str));
        let all = seen.iter().filter(|(_, kind)| **kind == FileKind::Folder).map(|(path, _)| path.clone());
        let folders = all.collect();
        let (mut foreign, mut foreign_folders) = (BTreeSet::new(), BTreeSet::new());
        for (path, kind) in seen {
            let is_written = match kind {
                FileKind::Folder => written_folders.contains(&path),
                _ => tree.files.contains_key(&path),
            };
            let origin = if is_written { EntryOwner::Build } else { EntryOwner::Foreign };
            check_entry(&output.join(&path), &path, kind, origin, plan)?;
            match kind {
                FileKind::Folder if !is_written => foreign_folders.insert(path),
                _ if !is_written && !plan.contains(&path) => foreign.insert(path),
                _ => false,
            };
        }
        check_folder_conflicts(output, plan, &foreign)?;
        Ok(Self { exists: true, tree, foreign, foreign_folders, folders, known })
    }
}

/// Who made an entry of the output folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EntryOwner {
    /// An earlier build.
    Build,
    /// The user or another program.
    Foreign,
}

/// Fails if an entry is in the way of a planned file or folder.
fn check_entry(
    full: &Path,
    path: &str,
    kind: FileKind,
    origin: EntryOwner,
    plan: &OutputPlan,
) -> Result<(), Diagnostic> {
    let (as_file, as_folder) = (plan.contains(path), plan.folders.contains(path));
    let is_foreign = origin == EntryOwner::Foreign;
    match kind {
        FileKind::Link if as_file || as_folder => Err(symlink_diagnostic(full)),
        FileKind::Folder if as_file && is_foreign => Err(conflict(full, "folder", "file")),
        FileKind::Folder => Ok(()),
        FileKind::Special(_) if as_file => Err(conflict(full, "device or pipe", "file")),
        _ if as_folder && is_foreign => Err(conflict(full, "file", "folder")),
        _ => Ok(()),
    }
}

/// Fails if a planned file has the path of a folder with foreign files.
fn check_folder_conflicts(
    output: &Path,
    plan: &OutputPlan,
    foreign: &BTreeSet<String>,
) -> Result<(), Diagnostic> {
    let folders = folders_of(foreign.iter().map(String::as_str));
    match folders.iter().find(|folder| plan.contains(folder)) {
        Some(folder) => Err(conflict(&output.join(folder), "folder", "file")),
        None => Ok(()),
    }
}

fn conflict(path: &Path, found: &str, wanted: &str) -> Diagnostic {
    let message =
        format!("`{}` is a {found} that no build wrote, but a {wanted} is planned there", path.display());
    Diagnostic::new(&CANNOT_WRITE, message).help("move it away")
}

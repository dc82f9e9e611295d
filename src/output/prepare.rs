//! Preparation of the staged tree: obsolete files are removed and all folders created.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use rayon::prelude::*;

use super::attributes;
use super::folders::OutputFolders;
use super::foreign;
use super::io_error::io_diagnostic;
use super::ledger::{LedgerState, LedgerTree, WrittenFile};
use super::listing::{KnownFolders, KnownTree, scan_tree};
use super::plan::{OutputPlan, folders_of};
use super::survey::OutputSurvey;
use super::tree::{TreeEntries, remove_entry, stat_if_exists};
use crate::diagnostic::Diagnostic;
use crate::world::{FileKind, World};

/// The staged tree before the first file is written.
pub(super) struct StagedTree {
    /// ID of its folder.
    pub(super) id: u64,
    /// Files that completed builds wrote to it.
    files: BTreeMap<String, WrittenFile>,
    /// Files that exist in it.
    existing: BTreeSet<String>,
    /// Folders whose times tell whether they have changed.
    pub(super) known: KnownTree,
}

impl StagedTree {
    /// Removes obsolete files and creates missing folders.
    pub(super) fn new(
        world: &dyn World,
        folders: &OutputFolders,
        plan: &OutputPlan,
        (state, known): (&mut LedgerState, &mut KnownFolders),
        current: &mut OutputSurvey,
    ) -> Result<Self, Diagnostic> {
        let id = ensure_tree_folder(world, folders)?;
        let (mut seen, known) = scan_tree(world, &folders.staged_tree(), &known.take(id))?;
        let tree = state.take_tree(id);
        restore_late_foreign(world, folders, tree.as_ref(), &mut seen, current)?;
        mark_in_progress(world, folders)?;
        let wanted = wanted_folders(plan, current);
        remove_obsolete(world, folders, plan, current, &wanted, &mut seen)?;
        create_folders(world, folders, &wanted, (&seen, &known), current)?;
        let seen =
            seen.into_iter().filter(|(_, kind)| *kind != FileKind::Folder).map(|(path, _)| path).collect();
        Ok(Self { id, files: tree.unwrap_or_default().files, existing: seen, known })
    }

    /// Returns whether a file exists at this path.
    pub(super) fn exists(&self, file: &str) -> bool {
        self.existing.contains(file)
    }

    /// Returns the record of a file that an earlier build wrote.
    pub(super) fn written_file(&self, file: &str) -> Option<&WrittenFile> {
        self.files.get(file)
    }
}

/// Creates the tree's folder if it is missing, and returns its ID.
fn ensure_tree_folder(world: &dyn World, folders: &OutputFolders) -> Result<u64, Diagnostic> {
    let stage = folders.staged_tree();
    match stat_if_exists(world, &stage).map_err(|error| io_diagnostic("read", &stage, &error))? {
        Some(stat) if stat.kind == FileKind::Folder => return Ok(stat.id),
        Some(stat) => remove_entry(world, &stage, stat.kind)?,
        None => {}
    }
    let made = world.create_dir(&stage).and_then(|()| world.symlink_metadata(&stage));
    made.map(|stat| stat.id).map_err(|error| io_diagnostic("made", &stage, &error))
}

/// Restores foreign files that were added to the output folder during the last exchange. Skipped if a build has begun to
/// change this tree, whose unknown files may be its own, and if the ledger has no record of the tree, as for a copy.
fn restore_late_foreign(
    world: &dyn World,
    folders: &OutputFolders,
    tree: Option<&LedgerTree>,
    seen: &mut TreeEntries,
    current: &mut OutputSurvey,
) -> Result<(), Diagnostic> {
    let begun = stat_if_exists(world, &folders.in_progress_marker())
        .map_err(|error| io_diagnostic("read", &folders.in_progress_marker(), &error))?;
    let Some(tree) = tree.filter(|_| current.exists && begun.is_none()) else { return Ok(()) };
    for file in foreign::restore_foreign(world, folders, tree, seen)? {
        seen.remove(&file);
        current.foreign.insert(file);
    }
    Ok(())
}

/// Creates the marker that says that the tree is being changed.
fn mark_in_progress(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    match world.create_new(&folders.in_progress_marker(), b"") {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(io_diagnostic("written", &folders.in_progress_marker(), &error))
        }
        _ => Ok(()),
    }
}

fn wanted_folders(plan: &OutputPlan, current: &OutputSurvey) -> BTreeSet<String> {
    let foreign = current.foreign.iter().chain(&current.foreign_folders);
    let mut wanted = folders_of(foreign.map(String::as_str));
    wanted.extend(current.foreign_folders.iter().cloned());
    wanted.extend(plan.folders.iter().cloned());
    wanted
}

/// Removes files and folders that are not wanted, innermost first.
fn remove_obsolete(
    world: &dyn World,
    folders: &OutputFolders,
    plan: &OutputPlan,
    current: &OutputSurvey,
    wanted: &BTreeSet<String>,
    seen: &mut TreeEntries,
) -> Result<(), Diagnostic> {
    let is_kept = |path: &str, kind: FileKind| match kind {
        FileKind::Folder => wanted.contains(path),
        FileKind::File => plan.contains(path) || current.foreign.contains(path),
        FileKind::Link | FileKind::Special(_) => current.foreign.contains(path),
    };
    let stage = folders.staged_tree();
    let obsolete: Vec<(String, FileKind)> = seen
        .iter()
        .filter(|(path, kind)| !is_kept(path, **kind))
        .map(|(path, kind)| (path.clone(), *kind))
        .collect();
    for (path, kind) in obsolete.iter().rev() {
        remove_entry(world, &stage.join(path), *kind)?;
        seen.remove(path);
    }
    Ok(())
}

/// Creates missing folders, and copies the attributes of folders from the output folder. Goes from the outermost folders
/// inwards, in parallel at each depth.
fn create_folders(
    world: &dyn World,
    folders: &OutputFolders,
    wanted: &BTreeSet<String>,
    (seen, known): (&TreeEntries, &KnownTree),
    current: &OutputSurvey,
) -> Result<(), Diagnostic> {
    let mut depths: Vec<Vec<&str>> = Vec::new();
    for folder in wanted {
        let depth = folder.matches('/').count();
        depths.resize_with(depths.len().max(depth + 1), Vec::new);
        depths[depth].push(folder);
    }
    let stage = folders.staged_tree();
    let ready = |folder: &&str| {
        if !seen.contains_key(*folder) {
            let path = stage.join(folder);
            world.create_dir(&path).map_err(|error| io_diagnostic("made", &path, &error))?;
        }
        // A new folder may inherit its group, so its parent is set up first. The last build copied the attributes of folders that
        // neither tree has changed.
        let is_ready =
            !current.folders.contains(*folder) || known.is_same(folder) && current.known.is_same(folder);
        if is_ready { Ok(()) } else { attributes::copy(world, folders, folder) }
    };
    if current.exists {
        attributes::copy(world, folders, "")?;
    }
    depths.iter().try_for_each(|depth| depth.par_iter().try_for_each(ready))
}

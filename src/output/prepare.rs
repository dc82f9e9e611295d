//! The hidden tree, made ready: nothing in it but what will be shown, and every folder there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use rayon::prelude::*;

use super::attributes;
use super::folders::OutputFolders;
use super::foreign;
use super::io_error::io_diagnostic;
use super::ledger::{LedgerTree, Memory, WrittenFile};
use super::plan::{OutputPlan, folders_of};
use super::survey::OutputSurvey;
use super::tree::{TreeEntries, remove_entry, scan_tree, stat_if_exists};
use crate::diagnostic::Diagnostic;
use crate::world::{FileKind, World};

/// The hidden tree before the first file is written.
pub(super) struct StagedTree {
    /// The number of its folder.
    pub(super) id: u64,
    /// What earlier builds wrote into it, as far as they came to an end.
    files: BTreeMap<String, WrittenFile>,
    /// The files in it.
    existing: BTreeSet<String>,
}

impl StagedTree {
    /// Removes what will not be shown, and makes the folders that are missing.
    pub(super) fn new(
        world: &dyn World,
        folders: &OutputFolders,
        plan: &OutputPlan,
        memory: &mut Memory,
        shown: &mut OutputSurvey,
    ) -> Result<Self, Diagnostic> {
        let id = ensure_tree_folder(world, folders)?;
        let mut seen = scan_tree(world, &folders.staged_tree())?;
        let tree = memory.take_tree(id);
        restore_late_foreign(world, folders, tree.as_ref(), &mut seen, shown)?;
        mark_in_progress(world, folders)?;
        let wanted = wanted_folders(plan, shown);
        remove_obsolete(world, folders, plan, shown, &wanted, &mut seen)?;
        create_folders(world, folders, &wanted, &seen, shown)?;
        let seen =
            seen.into_iter().filter(|(_, kind)| *kind != FileKind::Folder).map(|(path, _)| path).collect();
        Ok(Self { id, files: tree.unwrap_or_default().files, existing: seen })
    }

    /// Whether something stands where this file is to be.
    pub(super) fn exists(&self, file: &str) -> bool {
        self.existing.contains(file)
    }

    /// What an earlier build wrote there.
    pub(super) fn written_file(&self, file: &str) -> Option<&WrittenFile> {
        self.files.get(file)
    }
}

/// Makes the tree's folder where there is none, and gives its number.
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

/// Brings back what others put into the shown tree in the very moment it was exchanged for this one. Once a build has
/// begun to change this tree, what is unknown in it is that build's own; and of a tree the ledger does not know, such as
/// a copy, nothing can be said.
fn restore_late_foreign(
    world: &dyn World,
    folders: &OutputFolders,
    tree: Option<&LedgerTree>,
    seen: &mut TreeEntries,
    shown: &mut OutputSurvey,
) -> Result<(), Diagnostic> {
    let begun = stat_if_exists(world, &folders.in_progress_marker())
        .map_err(|error| io_diagnostic("read", &folders.in_progress_marker(), &error))?;
    let Some(tree) = tree.filter(|_| shown.exists && begun.is_none()) else { return Ok(()) };
    for file in foreign::restore_foreign(world, folders, tree, seen)? {
        seen.remove(&file);
        shown.foreign.insert(file);
    }
    Ok(())
}

/// Notes that this tree is being changed.
fn mark_in_progress(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    match world.create_new(&folders.in_progress_marker(), b"") {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(io_diagnostic("written", &folders.in_progress_marker(), &error))
        }
        _ => Ok(()),
    }
}

fn wanted_folders(plan: &OutputPlan, shown: &OutputSurvey) -> BTreeSet<String> {
    let theirs = shown.foreign.iter().chain(&shown.foreign_folders);
    let mut wanted = folders_of(theirs.map(String::as_str));
    wanted.extend(shown.foreign_folders.iter().cloned());
    wanted.extend(plan.folders.iter().cloned());
    wanted
}

/// Removes what will not be shown, the inmost first.
fn remove_obsolete(
    world: &dyn World,
    folders: &OutputFolders,
    plan: &OutputPlan,
    shown: &OutputSurvey,
    wanted: &BTreeSet<String>,
    seen: &mut TreeEntries,
) -> Result<(), Diagnostic> {
    let stays = |path: &str, kind: FileKind| match kind {
        FileKind::Folder => wanted.contains(path),
        FileKind::File => plan.contains(path) || shown.foreign.contains(path),
        FileKind::Link | FileKind::Special(_) => shown.foreign.contains(path),
    };
    let stage = folders.staged_tree();
    let gone: Vec<(String, FileKind)> = seen
        .iter()
        .filter(|(path, kind)| !stays(path, **kind))
        .map(|(path, kind)| (path.clone(), *kind))
        .collect();
    for (path, kind) in gone.iter().rev() {
        remove_entry(world, &stage.join(path), *kind)?;
        seen.remove(path);
    }
    Ok(())
}

/// Makes the folders that are missing, and gives all of them the attributes they have in the shown tree: those of one depth side by side, the outermost first.
fn create_folders(
    world: &dyn World,
    folders: &OutputFolders,
    wanted: &BTreeSet<String>,
    seen: &TreeEntries,
    shown: &OutputSurvey,
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
        // New folders take their group from the one they are made in, so that one comes first.
        if shown.folders.contains(*folder) { attributes::copy(world, folders, folder) } else { Ok(()) }
    };
    if shown.exists {
        attributes::copy(world, folders, "")?;
    }
    depths.iter().try_for_each(|depth| depth.par_iter().try_for_each(ready))
}

//! Foreign files of the output folder, such as `CNAME` or `.git`: every build keeps them.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::folders::OutputFolders;
use super::io_error::io_diagnostic;
use super::ledger::LedgerTree;
use super::plan::folders_of;
use super::prepare::StagedTree;
use super::tree::{TreeEntries, list_folder, list_recursive, stat_if_exists};
use crate::diagnostic::Diagnostic;
use crate::world::{FileKind, Stat, World};

/// Links or copies the foreign files of the output folder into the staged tree. Returns their paths, without those that
/// were removed in the meantime.
pub(super) fn preserve_foreign(
    world: &dyn World,
    folders: &OutputFolders,
    foreign: &BTreeSet<String>,
    staged: &StagedTree,
) -> Result<BTreeSet<String>, Diagnostic> {
    let stage = folders.staged_tree();
    let keep = |file: &String| {
        let (from, to) = (folders.output.join(file), stage.join(file));
        let kept = if staged.exists(file) {
            replace_stale(world, &from, &to)
        } else {
            stat_if_exists(world, &from).and_then(|stat| link_or_copy(world, &from, &to, stat))
        };
        match kept {
            Ok(exists) => Ok(exists.then(|| file.clone())),
            Err(error) => Err(io_diagnostic("kept", &from, &error)),
        }
    };
    let kept: Vec<Option<String>> = foreign.par_iter().map(keep).collect::<Result<_, _>>()?;
    Ok(kept.into_iter().flatten().collect())
}

/// Replaces the file at `to`, unless it is the same file already. Returns whether `from` exists.
fn replace_stale(world: &dyn World, from: &Path, to: &Path) -> io::Result<bool> {
    let stat = stat_if_exists(world, from)?;
    let old = world.symlink_metadata(to)?;
    if stat.is_some_and(|stat| stat.id == old.id) {
        return Ok(true);
    }
    world.remove_file(to)?;
    link_or_copy(world, from, to, stat)
}

/// Creates `to`, which does not exist, as a hard link or a copy. Returns whether `from`, which has this `stat`, exists.
fn link_or_copy(world: &dyn World, from: &Path, to: &Path, stat: Option<Stat>) -> io::Result<bool> {
    match stat {
        None => Ok(false),
        // Some file systems have no hard links.
        Some(stat) => match world.hard_link(from, to) {
            Err(_) if stat.kind == FileKind::File => world.copy(from, to).map(|()| true),
            linked => linked.map(|()| true),
        },
    }
}

/// Moves files of the staged tree that no build wrote or linked there to the output folder. Returns their paths.
pub(super) fn restore_foreign(
    world: &dyn World,
    folders: &OutputFolders,
    known: &LedgerTree,
    seen: &TreeEntries,
) -> Result<Vec<String>, Diagnostic> {
    let unknown = |(file, kind): &(&String, &FileKind)| {
        **kind != FileKind::Folder && !known.files.contains_key(*file) && !known.foreign.contains(*file)
    };
    let mut moved = Vec::new();
    for (file, _) in seen.iter().filter(unknown) {
        let (from, to) = (folders.staged_tree().join(file), folders.output.join(file));
        if move_if_absent(world, &from, &to).map_err(|error| io_diagnostic("kept", &from, &error))? {
            moved.push(file.clone());
        }
    }
    Ok(moved)
}

/// Moves a file unless `to` exists. Returns whether it did.
fn move_if_absent(world: &dyn World, from: &Path, to: &Path) -> io::Result<bool> {
    if stat_if_exists(world, to)?.is_some() {
        return Ok(false);
    }
    to.parent().map_or(Ok(()), |folder| world.create_dirs(folder))?;
    world.rename(from, to).map(|()| true)
}

/// Moves foreign files that were changed or added during the exchange to the new output. Failures are ignored, because
/// the new output is complete. Files that are missed here are found by the next build.
pub(super) fn sync_late_changes(world: &dyn World, folders: &OutputFolders, previous: &LedgerTree) {
    let stage = folders.staged_tree();
    for file in &previous.foreign {
        let (old, new) = (stage.join(file), folders.output.join(file));
        if let (Ok(old_stat), Ok(new_stat)) = (world.symlink_metadata(&old), world.symlink_metadata(&new))
            && old_stat.id != new_stat.id
            && old_stat.modified > new_stat.modified
        {
            let _ = world.rename(&old, &new);
        }
    }
    let foreign_folders = folders_of(previous.foreign.iter().map(String::as_str));
    for folder in foreign_folders.iter().map(String::as_str).chain([""]) {
        let _ = unknown_entries(world, &stage, folder, previous)
            .map(|seen| restore_foreign(world, folders, previous, &seen));
    }
}

/// Lists the entries of a folder and, recursively, of its subfolders that hold no known file.
fn unknown_entries(
    world: &dyn World,
    stage: &Path,
    folder: &str,
    known: &LedgerTree,
) -> Result<TreeEntries, Diagnostic> {
    let mut seen = TreeEntries::new();
    for (path, kind) in list_folder(world, stage, folder)? {
        let inside = format!("{path}/");
        let is_inside = |file: Option<&String>| file.is_some_and(|file| file.starts_with(&inside));
        let has_written = is_inside(known.files.range(inside.clone()..).next().map(|(file, _)| file));
        match kind {
            FileKind::Folder if has_written || is_inside(known.foreign.range(inside.clone()..).next()) => {}
            FileKind::Folder => seen.extend(list_recursive(world, stage, &path)?),
            _ => _ = seen.insert(path, kind),
        }
    }
    Ok(seen)
}

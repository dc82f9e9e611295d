//! What others put into the output, such as `CNAME` or `.git`: it is kept, in whichever tree is shown.

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
use crate::world::{FileKind, World};

/// Gives the files of others in the shown tree a second name in the hidden one. Gives their paths, without what its owner
/// has removed in the meantime.
pub(super) fn preserve_foreign(
    world: &dyn World,
    folders: &OutputFolders,
    foreign: &BTreeSet<String>,
    hidden: &StagedTree,
) -> Result<BTreeSet<String>, Diagnostic> {
    let stage = folders.staged_tree();
    let carry = |file: &String| {
        let (from, to) = (folders.output.join(file), stage.join(file));
        match link_or_copy(world, &from, &to, hidden.exists(file)) {
            Ok(there) => Ok(there.then(|| file.clone())),
            Err(error) => Err(io_diagnostic("kept", &from, &error)),
        }
    };
    let kept: Vec<Option<String>> = foreign.par_iter().map(carry).collect::<Result<_, _>>()?;
    Ok(kept.into_iter().flatten().collect())
}

/// Whether there is still such a file. `had` where the hidden tree had something there before.
fn link_or_copy(world: &dyn World, from: &Path, to: &Path, had: bool) -> io::Result<bool> {
    let stat = stat_if_exists(world, from)?;
    if had {
        let old = world.symlink_metadata(to)?;
        if stat.is_some_and(|stat| stat.id == old.id) {
            return Ok(true);
        }
        world.remove_file(to)?;
    }
    match stat {
        None => Ok(false),
        // Some file systems know one name a file only.
        Some(stat) => match world.hard_link(from, to) {
            Err(_) if stat.kind == FileKind::File => world.copy(from, to).map(|()| true),
            linked => linked.map(|()| true),
        },
    }
}

/// Moves into the shown tree what is in the hidden one and neither written nor carried there by a build. Gives the paths.
pub(super) fn restore_foreign(
    world: &dyn World,
    folders: &OutputFolders,
    hidden: &LedgerTree,
    seen: &TreeEntries,
) -> Result<Vec<String>, Diagnostic> {
    let unknown = |(file, kind): &(&String, &FileKind)| {
        **kind != FileKind::Folder && !hidden.files.contains_key(*file) && !hidden.foreign.contains(*file)
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

/// Moves a file to where nothing is; whether it did.
fn move_if_absent(world: &dyn World, from: &Path, to: &Path) -> io::Result<bool> {
    if stat_if_exists(world, to)?.is_some() {
        return Ok(false);
    }
    to.parent().map_or(Ok(()), |folder| world.create_dirs(folder))?;
    world.rename(from, to).map(|()| true)
}

/// Brings over what others changed while the trees were exchanged: what they had put there before, and what is new
/// beside it. The new tree is shown already and is whole, so that a failure here is none of the build; anything new in
/// the old tree that is not seen here is found by the next build.
pub(super) fn sync_late_changes(world: &dyn World, folders: &OutputFolders, was_shown: &LedgerTree) {
    let stage = folders.staged_tree();
    for file in &was_shown.foreign {
        let (old, new) = (stage.join(file), folders.output.join(file));
        if let (Ok(left), Ok(carried)) = (world.symlink_metadata(&old), world.symlink_metadata(&new))
            && left.id != carried.id
            && left.modified > carried.modified
        {
            let _ = world.rename(&old, &new);
        }
    }
    let theirs = folders_of(was_shown.foreign.iter().map(String::as_str));
    for folder in theirs.iter().map(String::as_str).chain([""]) {
        let _ = unknown_entries(world, &stage, folder, was_shown)
            .map(|seen| restore_foreign(world, folders, was_shown, &seen));
    }
}

/// What lies in a folder, and in those of its folders in which nothing is known.
fn unknown_entries(
    world: &dyn World,
    stage: &Path,
    folder: &str,
    known: &LedgerTree,
) -> Result<TreeEntries, Diagnostic> {
    let mut seen = TreeEntries::new();
    for (path, kind) in list_folder(world, stage, folder)? {
        let inside = format!("{path}/");
        let holds = |file: Option<&String>| file.is_some_and(|file| file.starts_with(&inside));
        let ours = holds(known.files.range(inside.clone()..).next().map(|(file, _)| file));
        match kind {
            FileKind::Folder if ours || holds(known.foreign.range(inside.clone()..).next()) => {}
            FileKind::Folder => seen.extend(list_recursive(world, stage, &path)?),
            _ => _ = seen.insert(path, kind),
        }
    }
    Ok(seen)
}

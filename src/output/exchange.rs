//! Exchange of the staged tree and the output folder.
//!
//! Where a system cannot swap two folders in one step, there is no output for a moment. If a build is killed there, the next
//! one repairs it.

use super::folders::{OutputFolders, is_real_folder};
use super::io_error::io_diagnostic;
use super::tree::remove_entry;
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{FileKind, World, exchange_folders};

/// Moves the staged tree to the output folder, which does not exist yet.
pub(super) fn publish_first(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    remove_entry(world, &folders.in_progress_marker(), FileKind::File)?;
    let moved = world.rename(&folders.staged_tree(), &folders.output);
    moved.map_err(|error| io_diagnostic("written", &folders.output, &error))
}

/// Swaps the staged tree and the output folder.
pub(super) fn exchange_trees(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    remove_entry(world, &folders.in_progress_marker(), FileKind::File)?;
    exchange_folders(world, &folders.staged_tree(), &folders.output, &folders.displaced_tree())
        .map_err(|error| io_diagnostic("exchanged", &folders.output, &error))
}

/// Repairs the state left by a build that was killed between two renames.
pub(super) fn repair_interrupted(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    let aside = folders.displaced_tree();
    if !is_real_folder(world, &aside)? {
        return Ok(());
    }
    let has_output = is_real_folder(world, &folders.output)?;
    if has_output && !is_real_folder(world, &folders.staged_tree())? {
        let moved = world.rename(&aside, &folders.staged_tree());
        return moved.map_err(|error| io_diagnostic("moved", &aside, &error));
    }
    // Another program may have created an empty folder in place of the missing output.
    if has_output && world.remove_dir(&folders.output).is_err() {
        return Err(two_outputs(folders));
    }
    world.rename(&aside, &folders.output).map_err(|error| io_diagnostic("moved", &aside, &error))
}

fn two_outputs(folders: &OutputFolders) -> Diagnostic {
    let (aside, output) = (folders.displaced_tree(), folders.output.display());
    let message = format!("`{}` holds the last complete output, but `{output}` exists too", aside.display());
    Diagnostic::new(&CANNOT_WRITE, message).help(format!("delete `{output}` or `{}`", aside.display()))
}

//! Exchange of the staged tree and the output folder.
//!
//! Systems that can swap two folders in one step do so. Elsewhere two renames are used: the output folder is moved aside,
//! then the staged tree is moved in. Between the two there is no output. If a build is killed there, the next one repairs
//! it.

use std::io::ErrorKind;

use super::folders::{OutputFolders, is_real_folder};
use super::io_error::io_diagnostic;
use super::tree::remove_entry;
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{FileKind, World};

/// Moves the staged tree to the output folder, which does not exist yet.
pub(super) fn publish_first(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    remove_entry(world, &folders.in_progress_marker(), FileKind::File)?;
    move_into_place(world, folders)
}

/// Swaps the staged tree and the output folder.
pub(super) fn exchange_trees(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    remove_entry(world, &folders.in_progress_marker(), FileKind::File)?;
    match world.exchange(&folders.staged_tree(), &folders.output) {
        Err(error) if error.kind() == ErrorKind::Unsupported => exchange_by_renames(world, folders),
        exchanged => exchanged.map_err(|error| io_diagnostic("exchanged", &folders.output, &error)),
    }
}

fn move_into_place(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    let moved = world.rename(&folders.staged_tree(), &folders.output);
    moved.map_err(|error| io_diagnostic("written", &folders.output, &error))
}

fn exchange_by_renames(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    let (output, aside) = (&folders.output, folders.displaced_tree());
    world.rename(output, &aside).map_err(|error| io_diagnostic("moved", output, &error))?;
    if let Err(diagnostic) = move_into_place(world, folders) {
        // If this fails too, the next build restores the displaced tree.
        let _ = world.rename(&aside, output);
        return Err(diagnostic);
    }
    // The new output is in place. If this fails, the next build does it.
    let _ = world.rename(&aside, &folders.staged_tree());
    Ok(())
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

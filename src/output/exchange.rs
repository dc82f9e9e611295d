//! The moment the new tree is shown.
//!
//! Where the system can let two folders change places in one step, it does. The next best is two renames: what is shown is
//! moved aside, and the new tree moved in. Between the two there is no output; a build that is killed there is
//! fixed by the next.

use std::io::ErrorKind;

use super::folders::{OutputFolders, is_real_folder};
use super::io_error::io_diagnostic;
use super::tree::remove_entry;
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{FileKind, World};

/// Shows the hidden tree and hides the shown one, if there is one.
pub(super) fn exchange_trees(
    world: &dyn World,
    folders: &OutputFolders,
    there: bool,
) -> Result<(), Diagnostic> {
    remove_entry(world, &folders.in_progress_marker(), FileKind::File)?;
    if !there {
        return move_into_place(world, folders);
    }
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
    let (shown, aside) = (&folders.output, folders.displaced_tree());
    world.rename(shown, &aside).map_err(|error| io_diagnostic("moved", shown, &error))?;
    if let Err(note) = move_into_place(world, folders) {
        // If this fails too, the next build finds the tree aside and puts it back.
        let _ = world.rename(&aside, shown);
        return Err(note);
    }
    // The new tree is shown. If this fails, the next build does it.
    let _ = world.rename(&aside, &folders.staged_tree());
    Ok(())
}

/// Puts right what a build that was stopped between two renames left.
pub(super) fn repair_interrupted(world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
    let aside = folders.displaced_tree();
    if !is_real_folder(world, &aside)? {
        return Ok(());
    }
    let shown = is_real_folder(world, &folders.output)?;
    if shown && !is_real_folder(world, &folders.staged_tree())? {
        let moved = world.rename(&aside, &folders.staged_tree());
        return moved.map_err(|error| io_diagnostic("moved", &aside, &error));
    }
    // Somebody may have made an empty folder in place of the output that was missing.
    if shown && world.remove_dir(&folders.output).is_err() {
        return Err(two_outputs(folders));
    }
    world.rename(&aside, &folders.output).map_err(|error| io_diagnostic("moved", &aside, &error))
}

fn two_outputs(folders: &OutputFolders) -> Diagnostic {
    let (aside, shown) = (folders.displaced_tree(), folders.output.display());
    let message = format!("`{}` is the last good output, and there is another in `{shown}`", aside.display());
    Diagnostic::new(&CANNOT_WRITE, message).help(format!("delete `{shown}` or `{}`", aside.display()))
}

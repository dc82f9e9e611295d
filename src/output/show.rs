//! The moment the new tree is shown.
//!
//! Where the system can let two folders change places in one step, it does. The next best is two renames: what is shown is
//! moved aside, and the new tree moved in. Between the two there is no output; a build that is killed there is
//! mended by the next.

use std::io::ErrorKind;

use super::fault::cannot;
use super::folders::{Folders, is_folder};
use super::tree::remove;
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::{Kind, World};

/// Shows the hidden tree and hides the shown one, if there is one.
pub(super) fn show(world: &dyn World, folders: &Folders, there: bool) -> Result<(), Diagnostic> {
    remove(world, &folders.begun(), Kind::File)?;
    if !there {
        return moved_in(world, folders);
    }
    match world.exchange(&folders.stage(), &folders.shown) {
        Err(error) if error.kind() == ErrorKind::Unsupported => one_after_the_other(world, folders),
        exchanged => exchanged.map_err(|error| cannot("exchanged", &folders.shown, &error)),
    }
}

fn moved_in(world: &dyn World, folders: &Folders) -> Result<(), Diagnostic> {
    let moved = world.rename(&folders.stage(), &folders.shown);
    moved.map_err(|error| cannot("written", &folders.shown, &error))
}

fn one_after_the_other(world: &dyn World, folders: &Folders) -> Result<(), Diagnostic> {
    let (shown, aside) = (&folders.shown, folders.aside());
    world.rename(shown, &aside).map_err(|error| cannot("moved", shown, &error))?;
    if let Err(note) = moved_in(world, folders) {
        // If this fails too, the next build finds the tree aside and puts it back.
        let _ = world.rename(&aside, shown);
        return Err(note);
    }
    // The new tree is shown. If this fails, the next build does it.
    let _ = world.rename(&aside, &folders.stage());
    Ok(())
}

/// Puts right what a build that was stopped between two renames left.
pub(super) fn mend(world: &dyn World, folders: &Folders) -> Result<(), Diagnostic> {
    let aside = folders.aside();
    if !is_folder(world, &aside)? {
        return Ok(());
    }
    let shown = is_folder(world, &folders.shown)?;
    if shown && !is_folder(world, &folders.stage())? {
        let moved = world.rename(&aside, &folders.stage());
        return moved.map_err(|error| cannot("moved", &aside, &error));
    }
    // Somebody may have made an empty folder in place of the output that was missing.
    if shown && world.remove_dir(&folders.shown).is_err() {
        return Err(two_outputs(folders));
    }
    world.rename(&aside, &folders.shown).map_err(|error| cannot("moved", &aside, &error))
}

fn two_outputs(folders: &Folders) -> Diagnostic {
    let (aside, shown) = (folders.aside(), folders.shown.display());
    let message = format!("`{}` is the last good output, and there is another in `{shown}`", aside.display());
    Diagnostic::new(&CANNOT_WRITE, message).mend(format!("delete `{shown}` or `{}`", aside.display()))
}

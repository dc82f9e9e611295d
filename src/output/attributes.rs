//! File attributes of folders: the staged tree gets those that the user gave to the output folder.

use std::io::ErrorKind;

use super::folders::OutputFolders;
use super::io_error::io_diagnostic;
use crate::diagnostic::Diagnostic;
use crate::world::World;

/// Copies the attributes of a folder from the output folder to the staged tree. The output folder itself has an empty path.
pub(super) fn copy(world: &dyn World, folders: &OutputFolders, folder: &str) -> Result<(), Diagnostic> {
    let (from, to) = (folders.output.join(folder), folders.staged_tree().join(folder));
    match world.copy_attributes(&from, &to) {
        // Removed by another program in the meantime.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        copied => copied.map_err(|error| io_diagnostic("given its mode", &to, &error)),
    }
}

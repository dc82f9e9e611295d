//! Mode, owner and the like of folders: both trees have those that the user gave to the shown one.

use std::io::ErrorKind;

use super::folders::OutputFolders;
use super::io_error::io_diagnostic;
use crate::diagnostic::Diagnostic;
use crate::world::World;

/// Gives a folder of the hidden tree the attributes it has in the shown one; the output folder itself has an empty path.
pub(super) fn copy(world: &dyn World, folders: &OutputFolders, folder: &str) -> Result<(), Diagnostic> {
    let (from, to) = (folders.output.join(folder), folders.staged_tree().join(folder));
    match world.copy_attributes(&from, &to) {
        // Somebody has removed it in the meantime.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        copied => copied.map_err(|error| io_diagnostic("given its mode", &to, &error)),
    }
}

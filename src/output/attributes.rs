//! Mode, owner and the like of folders: both trees have those that the user gave to the shown one.

use std::io::ErrorKind;

use super::fault::cannot;
use super::folders::Folders;
use crate::diagnostic::Diagnostic;
use crate::world::World;

/// Gives a folder of the hidden tree the attributes it has in the shown one; the output folder itself has an empty path.
pub(super) fn copy(world: &dyn World, folders: &Folders, folder: &str) -> Result<(), Diagnostic> {
    let (from, to) = (folders.shown.join(folder), folders.stage().join(folder));
    match world.copy_attributes(&from, &to) {
        // Somebody has removed it in the meantime.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        copied => copied.map_err(|error| cannot("given its mode", &to, &error)),
    }
}

//! Changes in an editor that are not saved yet, as far as editors leave a sign of them beside the file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::world::World;

/// Maximum size of a swap file of Vim that is looked at, in bytes.
const MAX_SWAP_BYTES: u64 = 64 << 20;
/// The byte of a swap file that says whether the buffer is changed, and its value if it is.
const VIM_CHANGED: (usize, u8) = (1007, 0x55);

/// Returns the name of an editor that has unsaved changes of a file.
pub(super) fn unsaved_in(world: &dyn World, file: &Path) -> Option<&'static str> {
    // Emacs keeps this link while a buffer has changes.
    if world.symlink_metadata(&beside(file, ".#", "")?).is_ok() {
        return Some("Emacs");
    }
    let swap = world.read(&beside(file, ".", ".swp")?, MAX_SWAP_BYTES).ok()?;
    let (offset, value) = VIM_CHANGED;
    (swap.starts_with(b"b0") && swap.get(offset) == Some(&value)).then_some("Vim")
}

fn beside(file: &Path, before: &str, after: &str) -> Option<PathBuf> {
    let mut name = OsString::from(before);
    name.push(file.file_name()?);
    name.push(after);
    Some(file.with_file_name(name))
}

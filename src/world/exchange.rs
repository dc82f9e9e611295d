//! Exchange of two folders.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::World;

/// Swaps two folders. Systems that can do so in one step do. Elsewhere the folder `shown` is moved aside, then `next` is moved
/// in; between the two there is no folder `shown`. If the first folder cannot be moved in, the other is moved back. If
/// `aside` is left at the end, it is the old folder.
pub fn exchange_folders(world: &dyn World, next: &Path, shown: &Path, aside: &Path) -> io::Result<()> {
    match world.exchange(next, shown) {
        Err(error) if error.kind() == ErrorKind::Unsupported => {}
        exchanged => return exchanged,
    }
    world.rename(shown, aside)?;
    if let Err(error) = world.rename(next, shown) {
        // If this fails too, the next run restores the folder.
        let _ = world.rename(aside, shown);
        return Err(error);
    }
    // The new folder is in place. If this fails, the next run does it.
    let _ = world.rename(aside, next);
    Ok(())
}

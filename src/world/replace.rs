//! Replaces a file in one step.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{MAX_TEXT_BYTES, World};

/// Reads a file with its own line ends, to be replaced after an edit. Fails if it is too large or not UTF-8.
pub fn read_raw_text(world: &dyn World, file: &Path) -> io::Result<String> {
    let bytes = world.read(file, MAX_TEXT_BYTES)?;
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// Replaces the bytes of a regular file, which keeps its mode and owner. If this fails or the process is killed, the file
/// has all of its old bytes or all of the new ones.
pub fn replace_file(world: &dyn World, file: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = temporary_beside(world, file);
    let written = create(world, &temporary, bytes)
        .and_then(|()| world.copy_attributes(file, &temporary))
        .and_then(|()| world.sync(&temporary))
        .and_then(|()| world.rename(&temporary, file));
    if written.is_err() {
        // The first error is the one to report.
        let _ = world.remove_file(&temporary);
    }
    written
}

/// Creates a file. One of the same name is left from a process that was killed.
fn create(world: &dyn World, file: &Path, bytes: &[u8]) -> io::Result<()> {
    match world.create_new(file, bytes) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            world.remove_file(file)?;
            world.create_new(file, bytes).map(drop)
        }
        created => created.map(drop),
    }
}

/// Returns the path of a hidden file beside a file, which no site reads.
fn temporary_beside(world: &dyn World, file: &Path) -> PathBuf {
    let mut name = OsString::from(format!(".{}-", world.process_id()));
    name.push(file.file_name().unwrap_or_default());
    name.push("~");
    file.with_file_name(name)
}

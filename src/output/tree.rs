//! Listing, removing and hashing of files on disk.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::Path;

use rayon::prelude::*;

use super::io_error::io_diagnostic;
use super::listing::path_in;
use crate::diagnostic::Diagnostic;
use crate::world::{FileKind, FolderEntry, Stat, World};

/// All entries of a tree by relative path. Folders come before their contents.
pub(super) type TreeEntries = BTreeMap<String, FileKind>;

/// Lists everything below a folder of the tree.
pub(super) fn list_recursive(
    world: &dyn World,
    root: &Path,
    folder: &str,
) -> Result<Vec<(String, FileKind)>, Diagnostic> {
    let mut entries = list_folder(world, root, folder)?;
    let folders = entries.par_iter().filter(|(_, kind)| *kind == FileKind::Folder);
    let nested: Vec<_> =
        folders.map(|(path, _)| list_recursive(world, root, path)).collect::<Result<_, _>>()?;
    entries.extend(nested.into_iter().flatten());
    Ok(entries)
}

/// Lists a folder of the tree.
pub(super) fn list_folder(
    world: &dyn World,
    root: &Path,
    folder: &str,
) -> Result<Vec<(String, FileKind)>, Diagnostic> {
    let path = root.join(folder);
    let listed = world.read_dir(&path).map_err(|error| io_diagnostic("read", &path, &error))?;
    let inside = |entry: FolderEntry| {
        let name = entry.name.to_str().ok_or_else(|| {
            let error = io::Error::new(ErrorKind::InvalidData, "its name is not UTF-8");
            io_diagnostic("kept", &path.join(&entry.name), &error)
        })?;
        Ok((path_in(folder, name), entry.kind))
    };
    listed.into_iter().map(inside).collect()
}

/// Removes a file, a link or an empty folder. It is no error if it does not exist.
pub(super) fn remove_entry(world: &dyn World, path: &Path, kind: FileKind) -> Result<(), Diagnostic> {
    let removed = if kind == FileKind::Folder { world.remove_dir(path) } else { world.remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(io_diagnostic("removed", path, &error)),
        _ => Ok(()),
    }
}

/// Returns the metadata of a path, or `None` if it does not exist.
pub(super) fn stat_if_exists(world: &dyn World, path: &Path) -> io::Result<Option<Stat>> {
    match world.symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        stat => stat.map(Some),
    }
}

/// Returns the BLAKE3 hash of a file's bytes.
pub(super) fn hash_file(world: &dyn World, file: &Path) -> Result<[u8; 32], Diagnostic> {
    let mut hasher = blake3::Hasher::new();
    let read = world.read_chunks(file, &mut |chunk| {
        hasher.update(chunk);
    });
    read.map_err(|error| io_diagnostic("read", file, &error))?;
    Ok(*hasher.finalize().as_bytes())
}

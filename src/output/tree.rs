//! What lies in a tree on disk.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::Path;

use rayon::prelude::*;

use super::fault::cannot;
use crate::diagnostic::Diagnostic;
use crate::world::{Kind, Listed, Stat, World};

/// Everything in a tree by its path from there: folders before what is in them.
pub(super) type Seen = BTreeMap<String, Kind>;

/// Looks through a tree, folders side by side. Links are seen and not followed.
pub(super) fn scan(world: &dyn World, root: &Path) -> Result<Seen, Diagnostic> {
    below(world, root, "").map(|seen| seen.into_iter().collect())
}

/// Everything below a folder of the tree.
pub(super) fn below(world: &dyn World, root: &Path, folder: &str) -> Result<Vec<(String, Kind)>, Diagnostic> {
    let mut seen = list(world, root, folder)?;
    let folders = seen.par_iter().filter(|(_, kind)| *kind == Kind::Folder);
    let deeper: Vec<_> = folders.map(|(path, _)| below(world, root, path)).collect::<Result<_, _>>()?;
    seen.extend(deeper.into_iter().flatten());
    Ok(seen)
}

/// What lies in a folder of the tree.
pub(super) fn list(world: &dyn World, root: &Path, folder: &str) -> Result<Vec<(String, Kind)>, Diagnostic> {
    let path = root.join(folder);
    let listed = world.list(&path).map_err(|error| cannot("read", &path, &error))?;
    let inside = |entry: Listed| {
        let name = entry.name.to_str().ok_or_else(|| {
            let error = io::Error::new(ErrorKind::InvalidData, "its name is not UTF-8");
            cannot("kept", &path.join(&entry.name), &error)
        })?;
        Ok((if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }, entry.kind))
    };
    listed.into_iter().map(inside).collect()
}

/// Removes a file or link, or an empty folder, whichever it is. What is gone already is no fault.
pub(super) fn remove(world: &dyn World, path: &Path, kind: Kind) -> Result<(), Diagnostic> {
    let removed = if kind == Kind::Folder { world.remove_dir(path) } else { world.remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(cannot("removed", path, &error)),
        _ => Ok(()),
    }
}

/// What stands at a path, if anything does.
pub(super) fn at(world: &dyn World, path: &Path) -> io::Result<Option<Stat>> {
    match world.look(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        stat => stat.map(Some),
    }
}

/// BLAKE3 of a file's bytes.
pub(super) fn hash(world: &dyn World, file: &Path) -> Result<[u8; 32], Diagnostic> {
    let mut hasher = blake3::Hasher::new();
    let read = world.pour(file, &mut |piece| {
        hasher.update(piece);
    });
    read.map_err(|error| cannot("read", file, &error))?;
    Ok(*hasher.finalize().as_bytes())
}

//! Writes the new site into an empty folder.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::import::{ImportedFile, ImportedSite};
use crate::world::{FileKind, World};

/// Keeps the output out of a repository.
const GITIGNORE: &str = include_str!("../starter/gitignore");

/// Returns why a folder cannot take the new site.
pub(super) fn refusal(world: &dyn World, from: &Path, into: &Path) -> Option<String> {
    let into_shown = into.display();
    // The folder may not exist yet; its first ancestor that exists tells where it is.
    let existing = into.ancestors().find_map(|folder| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        world.canonicalize(folder).ok()
    });
    if let (Ok(from), Some(into)) = (world.canonicalize(from), existing)
        && into.starts_with(&from)
    {
        return Some(format!(
            "`{into_shown}` is inside the source, which is not changed; choose another folder"
        ));
    }
    let stat = world.symlink_metadata(into).ok()?;
    match stat.kind {
        FileKind::Folder => {}
        _ => return Some(format!("`{into_shown}` is not a folder")),
    }
    let is_empty = world.read_dir(into).is_ok_and(|entries| entries.is_empty());
    (!is_empty).then(|| format!("`{into_shown}` is not empty; choose a new folder"))
}

/// Writes all files, and returns those that were not copied. Copies are read without following links.
pub(super) fn write_site(
    world: &dyn World,
    from: &Path,
    into: &Path,
    site: &ImportedSite,
) -> io::Result<Vec<String>> {
    let real = world.canonicalize(from)?;
    world.create_dirs(into)?;
    let parents = site.files.keys().filter_map(|path| Path::new(path).parent());
    for folder in parents.collect::<BTreeSet<_>>() {
        world.create_dirs(&into.join(folder))?;
    }
    world.create_new(&into.join(".gitignore"), GITIGNORE.as_bytes())?;
    let write = |(path, file): (&String, &ImportedFile)| match file {
        ImportedFile::Text(text) => world.create_new(&into.join(path), text.as_bytes()).map(|_| None),
        ImportedFile::CopyOf(source) => {
            let copied = world.copy_inside(&real, Path::new(source), &into.join(path), &mut |_| {});
            Ok(copied.err().map(|error| format!("{source}: {error}")))
        }
    };
    let written: Vec<io::Result<Option<String>>> = site.files.par_iter().map(write).collect();
    written.into_iter().filter_map(Result::transpose).collect()
}

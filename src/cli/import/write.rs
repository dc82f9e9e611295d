//! Writes the new site into an empty folder.

use std::io;
use std::path::Path;

use crate::import::{ImportedFile, ImportedSite};
use crate::world::{FileKind, World};

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

/// Writes all files. Copies are read without following links.
pub(super) fn write_site(
    world: &dyn World,
    from: &Path,
    into: &Path,
    site: &ImportedSite,
) -> io::Result<Vec<String>> {
    let real = world.canonicalize(from)?;
    world.create_dirs(into)?;
    let mut failed = Vec::new();
    let mut last_folder = None;
    for (path, file) in &site.files {
        let target = into.join(path);
        let folder = target.parent().map(Path::to_path_buf);
        if folder != last_folder {
            folder.as_deref().map_or(Ok(()), |folder| world.create_dirs(folder))?;
            last_folder = folder;
        }
        match file {
            ImportedFile::Text(text) => drop(world.create_new(&target, text.as_bytes())?),
            ImportedFile::CopyOf(source) => {
                if let Err(error) = world.copy_inside(&real, Path::new(source), &target, &mut |_| {}) {
                    failed.push(format!("{source}: {error}"));
                }
            }
        }
    }
    Ok(failed)
}

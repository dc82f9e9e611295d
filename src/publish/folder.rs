//! A folder, perhaps on a network disk. A copy with the new files is made beside it, and then takes its place in one step.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{MANIFEST, MAX_BYTES, Place, PublishManifest, PublishPlan};
use crate::world::{FileKind, World, exchange_folders};

/// A folder that is published to.
#[derive(Clone, Debug)]
pub struct FolderPlace {
    folder: PathBuf,
}

impl FolderPlace {
    /// Names the folder, which need not exist. Its parent must.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// Returns an error for a link, which a new folder would replace, and for a missing parent, such as a disk that is not mounted.
    fn check_place(&self, world: &dyn World) -> Result<(), String> {
        let place = self.folder.display();
        if world.symlink_metadata(&self.folder).is_ok_and(|stat| stat.kind == FileKind::Link) {
            return Err(format!("`{place}` is a symbolic link; name the folder that it leads to"));
        }
        let parent = self.folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        match parent.filter(|parent| !world.exists(parent)) {
            Some(parent) => Err(format!("the folder `{}` does not exist", parent.display())),
            None => Ok(()),
        }
    }

    /// Returns a hidden path beside the folder.
    fn beside(&self, suffix: &str) -> Result<PathBuf, String> {
        let name = self.folder.file_name().ok_or("a folder with a name is needed")?.to_string_lossy();
        Ok(self.folder.with_file_name(format!(".{name}.{suffix}")))
    }

    /// Makes the new tree: links to files that stay, copies of those that are sent.
    fn stage(&self, world: &dyn World, next: &Path, output: &Path, plan: &PublishPlan) -> Result<(), String> {
        let sent: BTreeSet<&str> = plan.sent.iter().map(|file| &*file.path).collect();
        let removed: BTreeSet<&str> = plan.removed.iter().map(String::as_str).collect();
        world.create_dirs(next).map_err(|error| failed(next, &error))?;
        for (path, kind) in files_below(world, &self.folder)? {
            if path == MANIFEST || sent.contains(&*path) || removed.contains(&*path) {
                continue;
            }
            if kind != FileKind::File {
                return Err(format!("`{path}` is not a regular file; publish into another folder"));
            }
            let (from, to) = (self.folder.join(&path), next.join(&path));
            create_parent(world, &to)?;
            world
                .hard_link(&from, &to)
                .or_else(|_| world.copy(&from, &to))
                .map_err(|error| not_copied(&from, &to, &error))?;
        }
        for file in &plan.sent {
            let (from, to) = (output.join(&file.path), next.join(&file.path));
            create_parent(world, &to)?;
            world.copy(&from, &to).map_err(|error| not_copied(&from, &to, &error))?;
        }
        let manifest = next.join(MANIFEST);
        world
            .create_new(&manifest, plan.after.to_json().as_bytes())
            .map_err(|error| failed(&manifest, &error))?;
        world.sync_file_system(next).map_err(|error| failed(next, &error))
    }

    /// Moves the folder back if a run was killed after it had moved it aside.
    fn restore_displaced(&self, world: &dyn World) -> Result<(), String> {
        let old = self.beside("old")?;
        if world.exists(&self.folder) || !world.exists(&old) {
            return Ok(());
        }
        world.rename(&old, &self.folder).map_err(|error| failed(&old, &error))
    }

    /// Puts the new tree in place of the folder.
    fn exchange(&self, world: &dyn World, next: &Path) -> Result<(), String> {
        if !world.exists(&self.folder) {
            return world.rename(next, &self.folder).map_err(|error| failed(&self.folder, &error));
        }
        exchange_folders(world, next, &self.folder, &self.beside("old")?)
            .map_err(|error| failed(&self.folder, &error))
    }
}

impl Place for FolderPlace {
    fn manifest(&mut self, world: &dyn World) -> Result<Option<PublishManifest>, String> {
        self.check_place(world)?;
        self.restore_displaced(world)?;
        match world.read(&self.folder.join(MANIFEST), MAX_BYTES) {
            Ok(bytes) => PublishManifest::parse(&bytes).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&self.folder.join(MANIFEST), &error)),
        }
    }

    fn sizes(&mut self, world: &dyn World, paths: &[&str]) -> Result<BTreeMap<String, u64>, String> {
        let size = |path: &&str| {
            let stat = world.symlink_metadata(&self.folder.join(path)).ok()?;
            Some(((*path).to_owned(), stat.len))
        };
        Ok(paths.iter().filter_map(size).collect())
    }

    fn publish(&mut self, world: &dyn World, output: &Path, plan: &PublishPlan) -> Result<(), String> {
        let next = self.beside("publish")?;
        remove_tree(world, &next)?;
        let is_first = !world.exists(&self.folder);
        // A disk that is full gets its space back.
        self.stage(world, &next, output, plan).inspect_err(|_| drop(remove_tree(world, &next)))?;
        self.exchange(world, &next)?;
        // After an exchange the former folder is here, or was left aside.
        let is_aside = !is_first && !world.exists(&next);
        remove_tree(world, &if is_aside { self.beside("old")? } else { next })
    }
}

fn failed(path: &Path, error: &std::io::Error) -> String {
    format!("`{}`: {error}", path.display())
}

fn not_copied(from: &Path, to: &Path, error: &std::io::Error) -> String {
    format!("`{}` cannot be copied to `{}`: {error}", from.display(), to.display())
}

fn create_parent(world: &dyn World, path: &Path) -> Result<(), String> {
    path.parent().map_or(Ok(()), |folder| world.create_dirs(folder).map_err(|error| failed(folder, &error)))
}

/// Returns everything below a folder but folders, by path; nothing if it does not exist.
pub fn files_below(world: &dyn World, folder: &Path) -> Result<BTreeMap<String, FileKind>, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        let path = folder.join(&below);
        let entries = match world.read_dir(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound && below.is_empty() => return Ok(files),
            entries => entries.map_err(|error| failed(&path, &error))?,
        };
        for entry in entries {
            let name = entry
                .name
                .to_str()
                .ok_or_else(|| format!("`{}` has a name that is not UTF-8", path.display()))?;
            let inner = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
            match entry.kind {
                FileKind::Folder => folders.push(inner),
                kind => drop(files.insert(inner, kind)),
            }
        }
    }
    Ok(files)
}

/// Removes a tree that an earlier run left, or that was displaced.
fn remove_tree(world: &dyn World, folder: &Path) -> Result<(), String> {
    let Ok(stat) = world.symlink_metadata(folder) else { return Ok(()) };
    if stat.kind != FileKind::Folder {
        return world.remove_file(folder).map_err(|error| failed(folder, &error));
    }
    let mut open = vec![folder.to_path_buf()];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        for entry in world.read_dir(&path).map_err(|error| failed(&path, &error))? {
            let inner = path.join(&entry.name);
            match entry.kind {
                FileKind::Folder => open.push(inner),
                _ => world.remove_file(&inner).map_err(|error| failed(&inner, &error))?,
            }
        }
        found.push(path);
    }
    // Folders were found before those in them.
    found.iter().rev().try_for_each(|path| world.remove_dir(path).map_err(|error| failed(path, &error)))
}

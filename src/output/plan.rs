//! The files that a build will write, and their folders.

use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::path::{Component, Path};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::diagnostic::{CANNOT_WRITE, Diagnostic};

/// Planned files and folders: paths under the output folder, sorted.
pub(super) struct OutputPlan {
    /// Files, each once.
    pub(super) files: Vec<String>,
    /// Index of a file by the hash of its path; looked up once for every file written.
    positions: FxHashMap<u64, usize>,
    /// Their folders, without the output folder itself.
    pub(super) folders: BTreeSet<String>,
}

impl OutputPlan {
    /// Fails if a path leads out of the output folder, occurs twice, or is both a file and a folder.
    pub(super) fn new(files: &[&str]) -> Result<Self, Diagnostic> {
        if let Some(file) = files.iter().find(|file| !stays_inside(file)) {
            return Err(bad_path(format!("`{file}` is not a path inside the output folder")));
        }
        let mut files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        files.sort_unstable();
        if let Some(twice) = files.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(bad_path(format!("`{}` would be written twice", twice[0])));
        }
        let folders = folders_of(files.iter().map(String::as_str));
        if let Some(both) = files.iter().find(|file| folders.contains(*file)) {
            return Err(bad_path(format!("`{both}` would be both a file and a folder")));
        }
        let positions = files.iter().enumerate().map(|(index, file)| (path_hash(file), index)).collect();
        Ok(Self { files, positions, folders })
    }

    /// Returns the index of a planned file.
    pub(super) fn position(&self, file: &str) -> Result<usize, Diagnostic> {
        if let Some(index) = self.positions.get(&path_hash(file)).filter(|index| self.files[**index] == file)
        {
            return Ok(*index);
        }
        // Two paths may have the same hash.
        let found = self.files.binary_search_by(|planned| planned.as_str().cmp(file));
        found.map_err(|_| bad_path(format!("`{file}` was not planned")))
    }

    /// Returns whether a file is planned.
    pub(super) fn contains(&self, file: &str) -> bool {
        self.position(file).is_ok()
    }
}

/// Returns every ancestor folder of these files.
pub(super) fn folders_of<'f>(files: impl Iterator<Item = &'f str>) -> BTreeSet<String> {
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for file in files {
        let mut path = file;
        while let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| !folders.contains(*folder)) {
            folders.insert(folder.to_owned());
            path = folder;
        }
    }
    folders
}

fn path_hash(file: &str) -> u64 {
    FxBuildHasher.hash_one(file)
}

fn stays_inside(file: &str) -> bool {
    let plain = |part: &str| {
        let mut parts = Path::new(part).components();
        !part.contains('\0')
            && matches!((parts.next(), parts.next()), (Some(Component::Normal(name)), None) if name == part)
    };
    file.split('/').all(plain)
}

fn bad_path(message: String) -> Diagnostic {
    Diagnostic::new(&CANNOT_WRITE, message)
}

//! Suggestions for links to files that do not exist.

use rustc_hash::FxHashMap;

use crate::text::{NameIndex, one_in_three};

/// Paths of files, indexed by file name and by similarity.
pub(super) struct Paths {
    /// The first path of each file name.
    by_name: FxHashMap<Box<str>, Box<str>>,
    index: NameIndex<()>,
}

impl Paths {
    pub(super) fn new<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Self {
        let mut by_name: FxHashMap<Box<str>, Box<str>> = FxHashMap::default();
        for path in paths.clone() {
            let first = by_name.entry(name(path).into()).or_insert_with(|| path.into());
            if *path < **first {
                *first = path.into();
            }
        }
        Self { by_name, index: NameIndex::of(paths) }
    }

    /// Returns a file with the same name in another folder, else the file with the most similar path.
    pub(super) fn nearest(&self, path: &str) -> Option<&str> {
        let name = name(path);
        let same_name = self.by_name.get(name).map(|path| &**path);
        // The limit depends on the name alone, so that long folders do not allow more differences.
        same_name.or_else(|| Some(self.index.nearest_within(path, one_in_three(name))?.0))
    }
}

/// Returns the last component of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

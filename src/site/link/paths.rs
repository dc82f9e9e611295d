//! The paths of a site's files, for links that lead to none of them.

use rustc_hash::FxHashMap;

use crate::text::{NameIndex, one_in_three};

/// Paths by their names, and in an order that finds those spelt nearly alike.
pub(super) struct Paths {
    /// The first path of each file name.
    by_name: FxHashMap<Box<str>, Box<str>>,
    index: NameIndex<()>,
}

impl Paths {
    pub(super) fn new<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Self {
        let mut by_name: FxHashMap<Box<str>, Box<str>> = FxHashMap::default();
        for path in paths.clone() {
            let held = by_name.entry(name(path).into()).or_insert_with(|| path.into());
            if *path < **held {
                *held = path.into();
            }
        }
        Self { by_name, index: NameIndex::of(paths) }
    }

    /// The file of the same name elsewhere, else the one whose path is spelt nearly so.
    pub(super) fn near(&self, path: &str) -> Option<&str> {
        let name = name(path);
        let same_name = self.by_name.get(name).map(|path| &**path);
        // The folders are no reason to let more letters of the name differ.
        same_name.or_else(|| Some(self.index.nearest_within(path, one_in_three(name))?.0))
    }
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

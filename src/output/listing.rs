//! Lists a tree. A folder that has not changed since the last build is not read again.

use std::path::Path;

use jiff::SignedDuration;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::tree::{TreeEntries, list_folder};
use crate::diagnostic::Diagnostic;
use crate::world::{FileKind, Stat, World};

/// A folder that was changed less than this before it was read may change again without a new time.
const TIME_STEP: SignedDuration = SignedDuration::from_secs(2);
/// Follows each name in a list.
const NAME_END: char = '\0';
/// Follows the name of a folder.
const FOLDER_END: char = '/';

/// The folders of both trees of an output, as a build found them before it changed anything.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KnownFolders(Vec<KnownTree>);

impl KnownFolders {
    pub(super) fn new(trees: impl IntoIterator<Item = KnownTree>) -> Self {
        Self(trees.into_iter().collect())
    }

    /// Removes and returns the folders of the tree with this ID.
    pub(super) fn take(&mut self, id: u64) -> KnownTree {
        let index = self.0.iter().position(|tree| tree.id == id);
        index.map_or_else(|| KnownTree { id, ..KnownTree::default() }, |index| self.0.swap_remove(index))
    }
}

/// The folders of a tree whose times tell whether they have changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct KnownTree {
    /// ID of its folder.
    id: u64,
    /// By path in the tree.
    folders: FxHashMap<String, KnownFolder>,
}

impl KnownTree {
    /// Returns whether a folder is as the last build found it, with its attributes.
    pub(super) fn is_same(&self, folder: &str) -> bool {
        self.folders.get(folder).is_some_and(|folder| folder.is_same)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct KnownFolder {
    id: u64,
    /// Times of the last change of its entries and of its metadata.
    times: (i64, i64),
    /// The names of its files and folders.
    names: Box<str>,
    /// Whether this build has found it as the last one did.
    #[serde(skip)]
    is_same: bool,
}

impl KnownFolder {
    /// Creates the state of a folder; `None` if it has other entries than files and folders.
    fn new(stat: &Stat, entries: &[(String, FileKind)]) -> Option<Self> {
        let mut names = String::new();
        for (path, kind) in entries {
            names.push_str(path.rsplit('/').next().unwrap_or(path));
            match kind {
                FileKind::File => {}
                FileKind::Folder => names.push(FOLDER_END),
                FileKind::Link | FileKind::Special(_) => return None,
            }
            names.push(NAME_END);
        }
        let (id, times) = (stat.id, (stat.modified, stat.changed));
        Some(Self { id, times, names: names.into(), is_same: false })
    }

    fn has_stat(&self, stat: &Stat) -> bool {
        stat.kind == FileKind::Folder && (stat.id, (stat.modified, stat.changed)) == (self.id, self.times)
    }

    /// Returns its entries with their paths in the tree; `folder` is its own.
    fn entries(&self, folder: &str) -> Vec<(String, FileKind)> {
        let entry = |name: &str| match name.strip_suffix(FOLDER_END) {
            Some(name) => (path_in(folder, name), FileKind::Folder),
            None => (path_in(folder, name), FileKind::File),
        };
        self.names.split_terminator(NAME_END).map(entry).collect()
    }
}

/// Returns the path of an entry of a folder of a tree.
pub(super) fn path_in(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { [folder, "/", name].concat() }
}

/// Lists a tree, with folders in parallel. Links are listed and not followed. Returns also its folders, to be known to the next
/// build.
pub(super) fn scan_tree(
    world: &dyn World,
    root: &Path,
    known: &KnownTree,
) -> Result<(TreeEntries, KnownTree), Diagnostic> {
    let settled_before = (world.now() - TIME_STEP).as_nanosecond() as i64;
    let lister = TreeLister { world, root, known, settled_before };
    let Listing { entries, folders } = lister.list_all("")?;
    let folders = folders.into_iter().collect();
    Ok((entries.into_iter().collect(), KnownTree { id: known.id, folders }))
}

struct TreeLister<'a> {
    world: &'a dyn World,
    root: &'a Path,
    known: &'a KnownTree,
    settled_before: i64,
}

#[derive(Default)]
struct Listing {
    entries: Vec<(String, FileKind)>,
    folders: Vec<(String, KnownFolder)>,
}

impl TreeLister<'_> {
    /// Lists everything below a folder of the tree.
    fn list_all(&self, folder: &str) -> Result<Listing, Diagnostic> {
        let mut listing = self.list(folder)?;
        let folders = listing.entries.par_iter().filter(|(_, kind)| *kind == FileKind::Folder);
        let nested: Vec<Listing> = folders.map(|(path, _)| self.list_all(path)).collect::<Result<_, _>>()?;
        for Listing { entries, folders } in nested {
            listing.entries.extend(entries);
            listing.folders.extend(folders);
        }
        Ok(listing)
    }

    fn list(&self, folder: &str) -> Result<Listing, Diagnostic> {
        // Its times are taken first, so that they are not those of a later change.
        let stat = self.world.symlink_metadata(&self.root.join(folder)).ok();
        let known = self.known.folders.get(folder);
        if let Some(known) = known.filter(|known| stat.is_some_and(|stat| known.has_stat(&stat))) {
            let same = KnownFolder { is_same: true, ..known.clone() };
            return Ok(Listing { entries: known.entries(folder), folders: vec![(folder.to_owned(), same)] });
        }
        let entries = list_folder(self.world, self.root, folder)?;
        let settled = stat.filter(|stat| stat.modified.max(stat.changed) < self.settled_before);
        let new = settled.and_then(|stat| KnownFolder::new(&stat, &entries));
        let folders = new.map(|new| (folder.to_owned(), new)).into_iter().collect();
        Ok(Listing { entries, folders })
    }
}

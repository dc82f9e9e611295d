//! The state of all sources of a site at one time, and whether they are still the same.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::site_sources::{hash_file, is_text, read_text};
use super::walk::{SourceFile, SourceWalk};
use super::{Stat, World};

/// The state of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceState {
    /// Path relative to the site's folder.
    pub(super) path: String,
    /// Length in bytes.
    pub(super) len: u64,
    /// Times of the last change of its bytes and of its metadata.
    pub(super) times: (i64, i64),
    pub(super) id: u64,
    /// Whether a later change would change the times.
    pub(super) is_settled: bool,
    /// BLAKE3 of the normalized text, or of the bytes of a file that is not text; `None` for such a file whose times tell
    /// whether it has changed.
    pub(super) content: Option<[u8; 32]>,
}

/// The states of all files of a site, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceStates {
    /// Sorted by path.
    pub files: Vec<SourceState>,
    pub(super) has_content: bool,
}

impl SourceState {
    /// Creates the state of a file that is settled: a later change would change its times.
    pub(super) fn settled(path: &str, stat: &Stat, content: Option<[u8; 32]>) -> Self {
        let times = (stat.modified, stat.changed);
        Self { path: path.to_owned(), len: stat.len, times, id: stat.id, is_settled: true, content }
    }

    fn is_unchanged(&self, world: &dyn World, file: &SourceFile) -> bool {
        let Ok(stat) = world.symlink_metadata(&file.real_path) else { return false };
        let is_same = (stat.len, stat.modified, stat.changed, stat.id)
            == (self.len, self.times.0, self.times.1, self.id);
        if is_same && self.is_settled {
            return true;
        }
        let content = match is_text(&file.path) {
            true => read_text(world, file).ok().map(|source| source.text_hash()),
            false => hash_file(world, &file.real_path).map(blake3::Hash::into),
        };
        content.is_some() && self.content == content
    }
}

impl SourceStates {
    /// Returns whether the site in the folder `root` has the same files with the same content. A file with the same metadata
    /// is not read, unless it was changed so shortly before the scan that a second change would not show. A file
    /// that is not text and was not changed shortly before counts as changed if its metadata differ.
    pub fn are_current(&self, world: &dyn World, root: &Path) -> bool {
        let (walk, has_content) = SourceWalk::of_site(world, root);
        let SourceWalk { mut files, diagnostics, .. } = walk;
        files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        diagnostics.is_empty()
            && has_content == self.has_content
            && files.len() == self.files.len()
            && files.iter().map(|file| &file.path).eq(self.files.iter().map(|file| &file.path))
            && files
                .par_iter()
                .zip(&self.files)
                .with_max_len(64)
                .all(|(file, known)| known.is_unchanged(world, file))
    }

    /// Returns whether a file is among them.
    pub fn contain(&self, path: &Arc<str>) -> bool {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok()
    }
}

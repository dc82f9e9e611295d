//! Paths that events of the system named, until the next scan.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;

use super::live::lock;

/// Maximum number of paths that are kept. If there are more, all sources are scanned.
const MAX_PATHS: usize = 64;

/// What may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Changes {
    /// The files and folders at these canonical paths; may be empty.
    Paths(BTreeSet<PathBuf>),
    /// Any source.
    Any,
}

impl Default for Changes {
    fn default() -> Self {
        Self::Paths(BTreeSet::new())
    }
}

impl Changes {
    /// Returns the paths, if they are all that may have changed.
    pub(super) fn paths(&self) -> Option<&BTreeSet<PathBuf>> {
        match self {
            Self::Paths(paths) => Some(paths).filter(|paths| !paths.is_empty()),
            Self::Any => None,
        }
    }
}

/// Collects what may have changed; threads share it.
#[derive(Default)]
pub(super) struct ChangeLog(Mutex<Changes>);

impl ChangeLog {
    /// Adds paths.
    pub(super) fn add(&self, paths: impl IntoIterator<Item = PathBuf>) {
        let mut changes = lock(&self.0);
        if let Changes::Paths(known) = &mut *changes {
            known.extend(paths);
            if known.len() > MAX_PATHS {
                *changes = Changes::Any;
            }
        }
    }

    /// Says that any source may have changed.
    pub(super) fn add_any(&self) {
        *lock(&self.0) = Changes::Any;
    }

    /// Returns what may have changed since the last call.
    pub(super) fn take(&self) -> Changes {
        std::mem::take(&mut *lock(&self.0))
    }
}

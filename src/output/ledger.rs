//! What earlier builds wrote into each of the two trees.
//!
//! A tree is known by the number its folder keeps wherever it is moved. So the ledger can be written before the trees
//! change places, and is right whether or not they then do.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

use super::fault::cannot;
use super::folders::Folders;
use crate::diagnostic::{CANNOT_WRITE, Diagnostic};
use crate::world::World;

/// What a ledger begins with; the number is that of its form.
const MARK: &[u8] = b"dateline ledger 1\n";
/// A hash stands after the mark.
const HASH: usize = 32;

/// Both trees, of which the second may be missing.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ledger {
    pub(super) trees: Vec<Tree>,
}

/// What is known of one tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tree {
    /// The number of its folder.
    pub(super) id: u64,
    /// Files a build wrote, by path.
    pub(super) files: BTreeMap<String, Written>,
    /// Files of others that were in it.
    pub(super) kept: BTreeSet<String>,
}

/// A file as a build wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// BLAKE3 of its bytes.
    pub(super) hash: [u8; 32],
    /// Bytes.
    pub(super) len: u64,
    /// When they were written, in nanoseconds since 1970.
    pub(super) modified: i64,
}

impl Ledger {
    /// Reads the ledger; an empty one where there is none.
    pub(super) fn load(world: &dyn World, folders: &Folders) -> Result<Self, Diagnostic> {
        let path = folders.ledger();
        match world.read(&path, u64::MAX) {
            Ok(bytes) => Self::decode(&bytes).ok_or_else(|| damaged(folders)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(cannot("read", &path, &error)),
        }
    }

    /// Writes the ledger in place of the last, in one step.
    pub(super) fn save(&self, world: &dyn World, folders: &Folders) -> Result<(), Diagnostic> {
        let path = folders.ledger();
        let fresh = path.with_extension("new");
        let saved = match world.remove_file(&fresh) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => world.create_new(&fresh, &self.encode()).and_then(|_| world.rename(&fresh, &path)),
        };
        saved.map_err(|error| cannot("written", &path, &error))
    }

    /// Takes out the tree with this number.
    pub(super) fn take(&mut self, id: u64) -> Option<Tree> {
        let at = self.trees.iter().position(|tree| tree.id == id)?;
        Some(self.trees.swap_remove(at))
    }

    fn encode(&self) -> Vec<u8> {
        let body = postcard::to_stdvec(self).unwrap_or_default();
        [MARK, blake3::hash(&body).as_bytes(), &body].concat()
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (hash, body) = bytes.strip_prefix(MARK)?.split_at_checked(HASH)?;
        let whole = blake3::hash(body).as_bytes() == hash;
        if whole { postcard::from_bytes(body).ok() } else { None }
    }
}

/// Without the ledger nobody knows which files may be removed, and a page that was withdrawn would stay.
fn damaged(folders: &Folders) -> Diagnostic {
    let path = folders.ledger();
    let message = format!("`{}` is damaged, so that what earlier builds wrote is not known", path.display());
    let shelf = path.parent().unwrap_or(&path).display();
    Diagnostic::new(&CANNOT_WRITE, message)
        .mend(format!("delete `{}` and `{shelf}`, and build again", folders.shown.display()))
}

//! The ledger: the list of what earlier builds wrote to each of the two trees.
//!
//! A tree is identified by the ID of its folder, which survives a move. The ledger can therefore be written before the
//! exchange, and is correct whether or not the exchange succeeds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folders::OutputFolders;
use super::intact::OutputState;
use super::io_error::io_diagnostic;
use super::target::Owner;
use crate::diagnostic::Diagnostic;
use crate::world::{FileKind, World};

/// First bytes of a ledger, with the version of its format.
const HEADER: &[u8] = b"dateline ledger 2\n";
/// Length of the hash that follows the header.
const HASH_BYTES: usize = 32;

/// Both trees, of which the second may be missing, and the site they belong to.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ledger {
    pub(super) owner: Owner,
    pub(super) trees: Vec<LedgerTree>,
}

/// The ledger of earlier builds, if any.
pub(super) enum LedgerState {
    /// There is no ledger.
    Missing,
    /// The ledger cannot be read.
    Damaged,
    /// The ledger was read.
    Read(Ledger),
}

/// The ledger's record of one tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LedgerTree {
    /// ID of its folder.
    pub(super) id: u64,
    /// Files that a build wrote, by path.
    pub(super) files: BTreeMap<String, WrittenFile>,
    /// Foreign files in it.
    pub(super) foreign: BTreeSet<String>,
}

/// BLAKE3 of the bytes of a file.
pub type FileHash = [u8; 32];

/// A file as a build wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WrittenFile {
    /// BLAKE3 of its bytes.
    pub(super) hash: FileHash,
    /// Length in bytes.
    pub(super) len: u64,
    /// Modification time in nanoseconds since 1970.
    pub(super) modified: i64,
}

impl WrittenFile {
    /// Returns whether a path is a file with the length and modification time that it was written with.
    pub(super) fn is_intact(&self, world: &dyn World, path: &Path) -> bool {
        let stat = world.symlink_metadata(path);
        stat.is_ok_and(|stat| {
            stat.kind == FileKind::File && (stat.len, stat.modified) == (self.len, self.modified)
        })
    }
}

impl LedgerState {
    /// Reads the ledger.
    pub(super) fn load(world: &dyn World, folders: &OutputFolders) -> Result<Self, Diagnostic> {
        let path = folders.ledger_file();
        match world.read(&path, u64::MAX) {
            Ok(bytes) => Ok(Ledger::decode(&bytes).map_or(Self::Damaged, Self::Read)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::Missing),
            Err(error) => Err(io_diagnostic("read", &path, &error)),
        }
    }

    /// Returns the ledger, if it was read.
    pub(super) fn ledger(&mut self) -> Option<&mut Ledger> {
        match self {
            Self::Read(ledger) => Some(ledger),
            Self::Missing | Self::Damaged => None,
        }
    }

    /// Removes and returns the tree with this ID.
    pub(super) fn take_tree(&mut self, id: u64) -> Option<LedgerTree> {
        self.ledger()?.take(id)
    }

    /// Renames a damaged ledger, so that it can be examined.
    pub(super) fn keep_damaged(&self, world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
        if !matches!(self, Self::Damaged) {
            return Ok(());
        }
        let path = folders.ledger_file();
        let moved = world.rename(&path, &path.with_extension("damaged"));
        moved.map_err(|error| io_diagnostic("moved", &path, &error))
    }
}

impl Ledger {
    /// Replaces the ledger on disk in one step. `sync` is called with the new file before it is renamed: otherwise the
    /// ledger may be empty after a power cut. Returns the hash of the new file.
    pub(super) fn save(
        &self,
        world: &dyn World,
        folders: &OutputFolders,
        sync: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<OutputState, Diagnostic> {
        let path = folders.ledger_file();
        let fresh = path.with_extension("new");
        let bytes = self.encode();
        let saved = match world.remove_file(&fresh) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => world.create_new(&fresh, &bytes).and_then(|_| sync(&fresh)),
        };
        let saved = saved.and_then(|()| world.rename(&fresh, &path));
        saved.map_err(|error| io_diagnostic("written", &path, &error))?;
        Ok(*blake3::hash(&bytes).as_bytes())
    }

    /// Removes and returns the tree with this ID.
    pub(super) fn take(&mut self, id: u64) -> Option<LedgerTree> {
        let index = self.trees.iter().position(|tree| tree.id == id)?;
        Some(self.trees.swap_remove(index))
    }

    fn encode(&self) -> Vec<u8> {
        let body = postcard::to_stdvec(self).unwrap_or_default();
        [HEADER, blake3::hash(&body).as_bytes(), &body].concat()
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (hash, body) = bytes.strip_prefix(HEADER)?.split_at_checked(HASH_BYTES)?;
        let is_intact = blake3::hash(body).as_bytes() == hash;
        if is_intact { postcard::from_bytes(body).ok() } else { None }
    }
}

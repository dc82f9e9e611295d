//! What earlier builds wrote into each of the two trees.
//!
//! A tree is known by the number its folder keeps wherever it is moved. So the ledger can be written before the trees
//! change places, and is right whether or not they then do.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folders::OutputFolders;
use super::io_error::io_diagnostic;
use super::target::Owner;
use crate::diagnostic::Diagnostic;
use crate::world::World;

/// What a ledger begins with; the number is that of its form.
const HEADER: &[u8] = b"dateline ledger 2\n";
/// A hash stands after the mark.
const HASH_BYTES: usize = 32;

/// Both trees, of which the second may be missing, and whose they are.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ledger {
    pub(super) owner: Owner,
    pub(super) trees: Vec<LedgerTree>,
}

/// What is known of earlier builds.
pub(super) enum Memory {
    /// There is no ledger.
    None,
    /// There is one, and it cannot be read.
    Damaged,
    /// The ledger.
    Of(Ledger),
}

/// What is known of one tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LedgerTree {
    /// The number of its folder.
    pub(super) id: u64,
    /// Files a build wrote, by path.
    pub(super) files: BTreeMap<String, WrittenFile>,
    /// Files of others that were in it.
    pub(super) foreign: BTreeSet<String>,
}

/// A file as a build wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WrittenFile {
    /// BLAKE3 of its bytes.
    pub(super) hash: [u8; 32],
    /// Bytes.
    pub(super) len: u64,
    /// When they were written, in nanoseconds since 1970.
    pub(super) modified: i64,
}

impl Memory {
    /// Reads the ledger.
    pub(super) fn load(world: &dyn World, folders: &OutputFolders) -> Result<Self, Diagnostic> {
        let path = folders.ledger_file();
        match world.read(&path, u64::MAX) {
            Ok(bytes) => Ok(Ledger::decode(&bytes).map_or(Self::Damaged, Self::Of)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::None),
            Err(error) => Err(io_diagnostic("read", &path, &error)),
        }
    }

    /// The ledger, where it can be read.
    pub(super) fn ledger(&mut self) -> Option<&mut Ledger> {
        match self {
            Self::Of(ledger) => Some(ledger),
            Self::None | Self::Damaged => None,
        }
    }

    /// Takes out the tree with this number.
    pub(super) fn take_tree(&mut self, id: u64) -> Option<LedgerTree> {
        self.ledger()?.take(id)
    }

    /// Keeps a damaged ledger under another name, for whoever wants to know what happened to it.
    pub(super) fn set_aside(&self, world: &dyn World, folders: &OutputFolders) -> Result<(), Diagnostic> {
        if !matches!(self, Self::Damaged) {
            return Ok(());
        }
        let path = folders.ledger_file();
        let moved = world.rename(&path, &path.with_extension("damaged"));
        moved.map_err(|error| io_diagnostic("moved", &path, &error))
    }
}

impl Ledger {
    /// Writes the ledger in place of the last, in one step. `sync` is called with the file before it is given its name: a
    /// ledger whose bytes are not on the disk by then may be empty after a power cut.
    pub(super) fn save(
        &self,
        world: &dyn World,
        folders: &OutputFolders,
        sync: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<(), Diagnostic> {
        let path = folders.ledger_file();
        let fresh = path.with_extension("new");
        let saved = match world.remove_file(&fresh) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => world.create_new(&fresh, &self.encode()).and_then(|_| sync(&fresh)),
        };
        let saved = saved.and_then(|()| world.rename(&fresh, &path));
        saved.map_err(|error| io_diagnostic("written", &path, &error))
    }

    /// Takes out the tree with this number.
    pub(super) fn take(&mut self, id: u64) -> Option<LedgerTree> {
        let at = self.trees.iter().position(|tree| tree.id == id)?;
        Some(self.trees.swap_remove(at))
    }

    fn encode(&self) -> Vec<u8> {
        let body = postcard::to_stdvec(self).unwrap_or_default();
        [HEADER, blake3::hash(&body).as_bytes(), &body].concat()
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (hash, body) = bytes.strip_prefix(HEADER)?.split_at_checked(HASH_BYTES)?;
        let whole = blake3::hash(body).as_bytes() == hash;
        if whole { postcard::from_bytes(body).ok() } else { None }
    }
}

//! The cache on disk: values of the last build, by name.
//!
//! Takes and returns bytes. Every file says which program wrote it and has a hash of its bytes: a file that is damaged, or that
//! another program or version wrote, does not exist for a reader. A file is replaced in one step. The cache is in the staging
//! folder, beside the output folder; it is never watched or published, and only its owner can read it.

mod encoded;

pub use encoded::Encoded;

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::world::World;

/// First bytes of every file, with the fingerprint of the program.
const PROGRAM: &str =
    concat!("dateline cache ", env!("CARGO_PKG_VERSION"), " ", env!("DATELINE_FINGERPRINT"));
/// Where systems keep their time zone data. The folder changes when they are updated.
const ZONES: &str = "/usr/share/zoneinfo";
/// Length of the hash that follows the header.
const HASH_BYTES: usize = 32;
/// Maximum size of a file of the cache.
const MAX_BYTES: u64 = 1 << 30;

/// Identifies the bytes of a value.
pub type BodyHash = [u8; HASH_BYTES];

/// A folder with values of the last build.
pub struct CacheFolder<'w> {
    world: &'w dyn World,
    folder: PathBuf,
    /// First bytes of every file: the program and the time zone data of the system.
    header: String,
}

impl<'w> CacheFolder<'w> {
    /// Opens the cache in a staging folder. Neither of them need exist.
    pub fn new(world: &'w dyn World, staging: &Path) -> Self {
        let zones = world.symlink_metadata(Path::new(ZONES)).ok().map(|stat| (stat.modified, stat.id));
        Self { world, folder: staging.join("cache"), header: format!("{PROGRAM} {zones:?}\n") }
    }

    /// Returns a value; `None` if there is none, or none that this program wrote.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = self.world.read(&self.folder.join(name), MAX_BYTES).ok()?;
        postcard::from_bytes(self.body(&bytes)?).ok()
    }

    /// As [`read`](Self::read); `None` if the bytes of the value are others than these.
    pub fn read_body<T: DeserializeOwned>(&self, name: &str, hash: BodyHash) -> Option<T> {
        let bytes = self.world.read(&self.folder.join(name), MAX_BYTES).ok()?;
        let (found, _) = bytes.strip_prefix(self.header.as_bytes())?.split_at_checked(HASH_BYTES)?;
        if found == hash { postcard::from_bytes(self.body(&bytes)?).ok() } else { None }
    }

    /// Replaces a value. If that fails, there is none: a cache that cannot be written is no reason to stop.
    pub fn write(&self, name: &str, value: &impl Serialize) {
        self.write_body(name, value);
    }

    /// As [`write`](Self::write). Returns what identifies the bytes.
    pub fn write_body(&self, name: &str, value: &impl Serialize) -> Option<BodyHash> {
        let path = self.folder.join(name);
        let written = postcard::to_stdvec(value).ok().and_then(|body| {
            self.world.create_dirs(&self.folder).ok()?;
            let hash = *blake3::hash(&body).as_bytes();
            self.replace(&path, &[self.header.as_bytes(), &hash, &body].concat())?;
            Some(hash)
        });
        if written.is_none() {
            let _ = self.world.remove_file(&path);
        }
        written
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Option<()> {
        let fresh = path.with_extension("new");
        let _ = self.world.remove_file(&fresh);
        self.world.create_new(&fresh, bytes).ok()?;
        self.world.rename(&fresh, path).ok()
    }

    /// Removes a value.
    pub fn remove(&self, name: &str) {
        let _ = self.world.remove_file(&self.folder.join(name));
    }

    /// Removes all values.
    pub fn clear(&self) {
        for entry in self.world.read_dir(&self.folder).unwrap_or_default() {
            let _ = self.world.remove_file(&self.folder.join(entry.name));
        }
        let _ = self.world.remove_dir(&self.folder);
    }

    /// Returns the bytes of a value, if this program wrote them and they are intact.
    fn body<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let (hash, body) = bytes.strip_prefix(self.header.as_bytes())?.split_at_checked(HASH_BYTES)?;
        (blake3::hash(body).as_bytes() == hash).then_some(body)
    }
}

//! The only door to disk, clock and environment.
//!
//! Takes paths and bytes. Gives what the machine says, errors included, and a site's files as
//! [`Source`](crate::text::Source)s. Knows what a site's folders are called, and nothing of what is in the files.
//! Three worlds stand behind one trait: [`OsWorld`] is the machine, [`MemoryWorld`] a pretended one, and [`FaultyWorld`] makes the
//! n-th call to another world fail.

mod attributes;
mod decode;
mod faulty;
mod input;
mod inside;
mod memory;
mod os;
mod site_sources;
#[cfg(test)]
mod tests;
mod walk;

pub use faulty::FaultyWorld;
pub use input::{Line, Lines, input_source, read_input};
pub use memory::MemoryWorld;
pub use os::{OsWorld, Terminal, detect_terminal};
pub use site_sources::{MAX_ASSET_BYTES, MAX_TEXT_BYTES, SiteSources, read_site, read_source};
pub use walk::asset;

use std::ffi::OsString;
use std::io::{self, BufRead, ErrorKind};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// What the program asks of the machine, and nothing else. No call follows a link at the end of a path, but for
/// [`canonicalize`](World::canonicalize), whose purpose that is.
pub trait World: Sync {
    /// The clock.
    fn now(&self) -> Timestamp;

    /// The number other programs know this one by.
    fn process_id(&self) -> u32;

    /// Standard input, read as it comes.
    fn input(&self) -> io::Result<Box<dyn BufRead + '_>>;

    /// What stands at a path.
    fn symlink_metadata(&self, path: &Path) -> io::Result<Stat>;

    /// The path with every link in it followed, from the root of the file system.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// What lies in a folder, by name.
    fn read_dir(&self, folder: &Path) -> io::Result<Vec<FolderEntry>>;

    /// The bytes of a regular file. [`ErrorKind::FileTooLarge`] where there are more than `most`.
    fn read(&self, file: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// Hands the bytes of a regular file to `sink`, piece by piece.
    fn read_chunks(&self, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()>;

    /// Writes a file where there is nothing yet, and tells what then stands there; [`ErrorKind::AlreadyExists`] where
    /// there is something.
    fn create_new(&self, file: &Path, bytes: &[u8]) -> io::Result<Stat>;

    /// Copies the bytes of a regular file to where there is nothing yet.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Copies a regular file from below `root` to where there is nothing yet, and hands its bytes to `sink`. `file` is a
    /// path from `root`; no link in it is followed, so that the file read is one below `root` whatever others change.
    fn copy_inside(
        &self,
        root: &Path,
        file: &Path,
        to: &Path,
        sink: &mut dyn FnMut(&[u8]),
    ) -> io::Result<Stat>;

    /// Hands the bytes of a regular file below `root` to `sink`, on the terms of [`copy_inside`](World::copy_inside).
    fn pour_inside(&self, root: &Path, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()>;

    /// Gives a file a second name, where there is nothing yet.
    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes one folder where there is nothing yet.
    fn create_dir(&self, folder: &Path) -> io::Result<()>;

    /// Gives a folder the mode, owner, group and extended attributes of another, as far as this user may.
    fn copy_attributes(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Lets only its owner enter a folder, where the file system knows of owners.
    fn make_private(&self, folder: &Path) -> io::Result<()>;

    /// Whether a file system is mounted at a folder, so that it cannot be moved.
    fn is_mount_point(&self, folder: &Path) -> io::Result<bool>;

    /// Returns once everything written to the file system of a folder is on the disk, or says what could not be written.
    fn sync_file_system(&self, folder: &Path) -> io::Result<()>;

    /// Returns once the bytes of a file, or the names in a folder, are on the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Removes what is no folder.
    fn remove_file(&self, file: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_dir(&self, folder: &Path) -> io::Result<()>;

    /// Moves a file or folder; a file takes the place of a file.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Lets two paths change places in one step; [`ErrorKind::Unsupported`] where there is no such step.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Takes a lock that is held until the value is dropped or the process ends, and writes the holder's number into
    /// its file. [`ErrorKind::WouldBlock`] where another holds it.
    fn lock(&self, file: &Path) -> io::Result<Lock>;

    /// Whether anything stands at a path, be it a link to nothing.
    fn exists(&self, path: &Path) -> bool {
        self.symlink_metadata(path).is_ok()
    }

    /// Makes a folder and those above it, as far as they are missing.
    fn create_dirs(&self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() {
            return Ok(());
        }
        match self.create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                folder.parent().map_or(Err(error), |parent| self.create_dirs(parent))?;
                self.create_dir(folder)
            }
            // A link to a folder serves as one here: it is the user who put it there.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let folder =
                    self.canonicalize(folder).and_then(|folder| self.symlink_metadata(&folder))?.kind
                        == FileKind::Folder;
                if folder { Ok(()) } else { Err(error) }
            }
            made => made,
        }
    }
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// Neither: a named pipe, a socket, a device; what it is, in words.
    Special(&'static str),
}

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: FileKind,
    /// Bytes; says nothing for folders and links.
    pub len: u64,
    /// When its bytes last changed, in nanoseconds since 1970.
    pub modified: i64,
    /// Stays with a file or folder wherever it is moved, and is shared by all names of a file.
    pub id: u64,
}

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// Its name.
    pub name: OsString,
    /// What it is.
    pub kind: FileKind,
}

/// A lock that is held; dropping it lets it go.
pub struct Lock {
    _held: Box<dyn Send + Sync>,
}

impl Lock {
    /// A lock held by `held`.
    fn new(held: impl Send + Sync + 'static) -> Self {
        Self { _held: Box::new(held) }
    }
}

//! The only access to the file system, the clock and the environment.
//!
//! Takes paths and bytes. Returns the system's results and errors, and a site's files as
//! [`Source`](crate::text::Source)s. Knows the names of a site's folders, and nothing of the contents of files.
//! One trait, [`World`], has one implementation here: [`OsWorld`] is the operating system. The worlds of the tests keep
//! files in memory or make calls fail (`tests/suite/world`).

mod attributes;
mod decode;
mod exchange;
mod input;
mod inside;
mod os;
mod program;
mod replace;
mod site_sources;
mod source_cache;
mod source_states;
mod walk;

pub use exchange::exchange_folders;
pub use input::{Line, Lines, input_source, read_input};
pub use os::{OsWorld, Terminal, detect_terminal};
pub use replace::{read_raw_text, replace_file};
pub use site_sources::{MAX_ASSET_BYTES, MAX_TEXT_BYTES, SiteSources, read_source};
pub use source_cache::{SourceCache, read_site};
pub use source_states::SourceStates;
pub use walk::{asset, read_asset};

use std::ffi::OsString;
use std::io::{self, BufRead, ErrorKind};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// The operating system as the program uses it. Only [`canonicalize`](World::canonicalize) follows a link at the end of a
/// path.
pub trait World: Sync {
    /// Returns the current time.
    fn now(&self) -> Timestamp;

    /// Returns the process ID.
    fn process_id(&self) -> u32;

    /// Returns standard input as a stream.
    fn input(&self) -> io::Result<Box<dyn BufRead + '_>>;

    /// Returns the metadata of a path.
    fn symlink_metadata(&self, path: &Path) -> io::Result<Stat>;

    /// Returns the absolute path with all links resolved.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Returns the entries of a folder, sorted by name.
    fn read_dir(&self, folder: &Path) -> io::Result<Vec<FolderEntry>>;

    /// Reads a regular file. Fails with [`ErrorKind::FileTooLarge`] if it has more than `limit` bytes.
    fn read(&self, file: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Passes the bytes of a regular file to `sink` in chunks.
    fn read_chunks(&self, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()>;

    /// Writes a new file and returns its metadata. Fails with [`ErrorKind::AlreadyExists`] if the path exists.
    fn create_new(&self, file: &Path, bytes: &[u8]) -> io::Result<Stat>;

    /// Copies the bytes of a regular file to a new file.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Copies a regular file below `root` to a new file, and passes its bytes to `sink`. `file` is relative to `root`. No link
    /// in it is followed, so the file is below `root` even if other programs change folders at the same time.
    fn copy_inside(
        &self,
        root: &Path,
        file: &Path,
        to: &Path,
        sink: &mut dyn FnMut(&[u8]),
    ) -> io::Result<Stat>;

    /// Passes the bytes of a regular file below `root` to `sink`, with the rules of [`copy_inside`](World::copy_inside).
    fn read_inside(&self, root: &Path, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()>;

    /// Creates a hard link at a new path.
    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Creates one folder at a new path.
    fn create_dir(&self, folder: &Path) -> io::Result<()>;

    /// Returns whether a person answers at standard input: it is a terminal.
    fn is_interactive(&self) -> bool {
        false
    }

    /// Returns a variable of the environment.
    fn variable(&self, _name: &str) -> Option<String> {
        None
    }

    /// Runs a program of the system with `input` as standard input, and waits for its end.
    fn run_program(&self, _program: &str, _arguments: &[&str], _input: &str) -> io::Result<ProgramRun> {
        Err(ErrorKind::Unsupported.into())
    }

    /// Copies mode, owner, group and extended attributes of a file or folder to another, as far as this user is permitted.
    fn copy_attributes(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Restricts a folder to its owner, if the file system supports that.
    fn make_private(&self, folder: &Path) -> io::Result<()>;

    /// Returns whether a file system is mounted at a folder, which then cannot be moved.
    fn is_mount_point(&self, folder: &Path) -> io::Result<bool>;

    /// Flushes everything written to the file system of a folder to disk.
    fn sync_file_system(&self, folder: &Path) -> io::Result<()>;

    /// Flushes the bytes of a file, or the entries of a folder, to disk.
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Removes anything but a folder.
    fn remove_file(&self, file: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_dir(&self, folder: &Path) -> io::Result<()>;

    /// Moves a file or folder. A file replaces an existing file.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Swaps two paths in one step. Fails with [`ErrorKind::Unsupported`] if the system cannot do that.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Takes a lock until the value is dropped or the process ends, and writes the process ID to its file. Fails with
    /// [`ErrorKind::WouldBlock`] if another process has it.
    fn lock(&self, file: &Path) -> io::Result<Lock>;

    /// Returns whether a path exists, even as a broken link.
    fn exists(&self, path: &Path) -> bool {
        self.symlink_metadata(path).is_ok()
    }

    /// Creates a file and its missing folders; fails if the file exists.
    fn create_with_folders(&self, file: &Path, bytes: &[u8]) -> io::Result<Stat> {
        file.parent().map_or(Ok(()), |folder| self.create_dirs(folder))?;
        self.create_new(file, bytes)
    }

    /// Creates a folder and its missing ancestors.
    fn create_dirs(&self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() {
            return Ok(());
        }
        match self.create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                folder.parent().map_or(Err(error), |parent| self.create_dirs(parent))?;
                self.create_dir(folder)
            }
            // A link to a folder is accepted, because the user created it.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let is_folder =
                    self.canonicalize(folder).and_then(|folder| self.symlink_metadata(&folder))?.kind
                        == FileKind::Folder;
                if is_folder { Ok(()) } else { Err(error) }
            }
            created => created,
        }
    }
}

/// What a program did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRun {
    /// Whether it reported success.
    pub success: bool,
    /// What it wrote to standard output.
    pub output: String,
    /// What it wrote to standard error.
    pub errors: String,
}

/// The kind of a file system entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A named pipe, a socket or a device, with its name for messages.
    Special(&'static str),
}

/// The metadata of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Its kind.
    pub kind: FileKind,
    /// Length in bytes; undefined for folders and links.
    pub len: u64,
    /// Modification time in nanoseconds since 1970.
    pub modified: i64,
    /// Time of the last change of the file or its metadata in nanoseconds since 1970; 0 where the system has none.
    pub changed: i64,
    /// Identifies a file or folder. Survives a move, and is shared by all hard links of a file.
    pub id: u64,
}

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// Its name.
    pub name: OsString,
    /// Its kind.
    pub kind: FileKind,
}

/// A lock, released when dropped.
pub struct Lock {
    _held: Box<dyn Send + Sync>,
}

impl Lock {
    /// Creates a lock that is released when `held` is dropped.
    pub fn new(held: impl Send + Sync + 'static) -> Self {
        Self { _held: Box::new(held) }
    }
}

//! The operating system.
#![allow(clippy::disallowed_methods, reason = "only this module accesses the file system")]

use std::fs::{self, DirEntry, File, FileType, Metadata, OpenOptions};
use std::io::{self, BufRead, ErrorKind, IsTerminal, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

use super::{FileKind, FolderEntry, Lock, ProgramRun, Stat, World, attributes, inside, program};

/// Size of the buffer for reading in chunks.
const CHUNK_BYTES: usize = 1 << 18;

/// The operating system that the program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsWorld;

impl World for OsWorld {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn process_id(&self) -> u32 {
        std::process::id()
    }

    fn input(&self) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(Box::new(io::stdin().lock()))
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn run_program(&self, program: &str, arguments: &[&str], input: &str) -> io::Result<ProgramRun> {
        program::run(program, arguments, input)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Stat> {
        fs::symlink_metadata(path).map(|data| to_stat(&data))
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path })
    }

    fn read_dir(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let listed = |entry: io::Result<DirEntry>| {
            let entry = entry?;
            Ok(FolderEntry { name: entry.file_name(), kind: kind(entry.file_type()?) })
        };
        let entries: io::Result<Vec<FolderEntry>> = fs::read_dir(folder)?.map(listed).collect();
        let mut entries = entries?;
        entries.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    }

    fn read(&self, file: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let (file, len) = open_file(file)?;
        let mut bytes = Vec::with_capacity(len.min(limit) as usize + 1);
        // One byte over the limit: a file may grow while it is read, and the reported length may be wrong.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn read_chunks(&self, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let (mut file, len) = open_file(file)?;
        for_each_chunk(&mut file, len, &mut |chunk| {
            sink(chunk);
            Ok(())
        })
    }

    fn create_new(&self, file: &Path, bytes: &[u8]) -> io::Result<Stat> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(file)?;
        file.write_all(bytes)?;
        let data = file.metadata()?;
        close(file)?;
        Ok(to_stat(&data))
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (mut from, _) = open_file(from)?;
        let mut to = OpenOptions::new().write(true).create_new(true).open(to)?;
        io::copy(&mut from, &mut to)?;
        close(to)
    }

    fn copy_inside(
        &self,
        root: &Path,
        file: &Path,
        to: &Path,
        sink: &mut dyn FnMut(&[u8]),
    ) -> io::Result<Stat> {
        let (mut from, len) = regular(inside::open(root, file)?)?;
        let mut to = OpenOptions::new().write(true).create_new(true).open(to)?;
        for_each_chunk(&mut from, len, &mut |chunk| {
            sink(chunk);
            to.write_all(chunk)
        })?;
        let data = to.metadata()?;
        close(to)?;
        Ok(to_stat(&data))
    }

    fn read_inside(&self, root: &Path, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let (mut file, len) = regular(inside::open(root, file)?)?;
        for_each_chunk(&mut file, len, &mut |chunk| {
            sink(chunk);
            Ok(())
        })
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn create_dir(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)
    }

    fn is_interactive(&self) -> bool {
        io::stdin().is_terminal()
    }

    fn copy_attributes(&self, from: &Path, to: &Path) -> io::Result<()> {
        attributes::copy(from, to)
    }

    fn make_private(&self, folder: &Path) -> io::Result<()> {
        attributes::make_private(folder)
    }

    fn is_mount_point(&self, folder: &Path) -> io::Result<bool> {
        attributes::is_mount_point(folder)
    }

    fn sync_file_system(&self, folder: &Path) -> io::Result<()> {
        sync_file_system(folder)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        sync(path)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_dir(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        exchange(one, other)
    }

    fn lock(&self, file: &Path) -> io::Result<Lock> {
        let mut options = OpenOptions::new();
        let mut file =
            without_links(options.read(true).write(true).create(true).truncate(false)).open(file)?;
        file.try_lock().map_err(io::Error::from)?;
        file.set_len(0)?;
        file.rewind()?;
        write!(file, "{}", std::process::id())?;
        Ok(Lock::new(FileLock(file)))
    }
}

/// A locked file, truncated when dropped, so that no outdated process ID is read. The system releases the lock when the
/// last descriptor of the file is closed, even if the process is killed. A child process that another thread starts owns
/// copies of all descriptors until it executes its program, so the lock is released explicitly.
struct FileLock(File);

impl Drop for FileLock {
    fn drop(&mut self) {
        let _ = self.0.set_len(0);
        let _ = self.0.unlock();
    }
}

/// Opens a regular file and returns its length.
fn open_file(path: &Path) -> io::Result<(File, u64)> {
    regular(without_links(OpenOptions::new().read(true)).open(path)?)
}

/// Checks that a file is regular and returns its length.
fn regular(file: File) -> io::Result<(File, u64)> {
    let data = file.metadata()?;
    match kind(data.file_type()) {
        FileKind::File => Ok((file, data.len())),
        FileKind::Folder => Err(ErrorKind::IsADirectory.into()),
        _ => Err(io::Error::new(ErrorKind::InvalidInput, "not a regular file")),
    }
}

/// Passes the bytes of a file to `sink` in chunks.
fn for_each_chunk(
    file: &mut File,
    len: u64,
    sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK_BYTES.min(len as usize + 1)];
    loop {
        match file.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(len) => sink(&chunk[..len])?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Closes a written file: some file systems report a full disk only then.
#[cfg(unix)]
fn close(file: File) -> io::Result<()> {
    nix::unistd::close(file).map_err(io::Error::from)
}

#[cfg(not(unix))]
fn close(_file: File) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_file_system(folder: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, Mode, OFlags, openat, syncfs};
    let folder = openat(CWD, folder, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    Ok(syncfs(folder)?)
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn sync_file_system(_folder: &Path) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

#[cfg(not(unix))]
fn sync_file_system(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync(path: &Path) -> io::Result<()> {
    without_links(OpenOptions::new().read(true)).open(path)?.sync_all()
}

/// Folders cannot be opened on these systems.
#[cfg(not(unix))]
fn sync(path: &Path) -> io::Result<()> {
    if path.is_dir() { Ok(()) } else { OpenOptions::new().write(true).open(path)?.sync_all() }
}

/// Makes opening fail for links, and not block for named pipes.
#[cfg(unix)]
fn without_links(options: &mut OpenOptions) -> &mut OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32)
}

#[cfg(not(unix))]
fn without_links(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    // Old kernels do not have the call, and some file systems do not support the flag.
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::NOSYS | Errno::INVAL | Errno::NOTSUP => ErrorKind::Unsupported.into(),
        error => error.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn kind(file: FileType) -> FileKind {
    if file.is_file() {
        FileKind::File
    } else if file.is_dir() {
        FileKind::Folder
    } else if file.is_symlink() {
        FileKind::Link
    } else {
        FileKind::Special(special_name(file))
    }
}

#[cfg(unix)]
fn special_name(file: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if file.is_fifo() {
        "a named pipe"
    } else if file.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special_name(_file: FileType) -> &'static str {
    "a device"
}

fn to_stat(data: &Metadata) -> Stat {
    let modified = data.modified().map_or(0, nanoseconds);
    let changed = changed(data);
    Stat { kind: kind(data.file_type()), len: data.len(), modified, changed, id: file_id(data) }
}

#[cfg(unix)]
fn changed(data: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    data.ctime().saturating_mul(1_000_000_000).saturating_add(data.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_data: &Metadata) -> i64 {
    0
}

/// Inode numbers are reused, so the creation time is part of the ID.
fn file_id(data: &Metadata) -> u64 {
    inode(data) ^ data.created().map_or(0, nanoseconds).cast_unsigned().rotate_left(20)
}

#[cfg(unix)]
fn inode(data: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn inode(_data: &Metadata) -> u64 {
    0
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
    }
}

/// Properties of standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Whether it shows colours and the user has not disabled them.
    pub supports_color: bool,
    /// Whether a line can be overwritten, as a progress bar needs.
    pub live: bool,
}

/// Detects the terminal from standard error, `NO_COLOR` and `TERM`.
pub fn detect_terminal() -> Terminal {
    let terminal = io::stderr().is_terminal();
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    Terminal { supports_color: terminal && !dumb && !no_color, live: terminal && !dumb }
}

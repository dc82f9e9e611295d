//! Files below a folder, opened without following any link.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Component, Path};

#[cfg(unix)]
pub(super) use unix::open;

/// Returns the components of a relative path. Fails if it is absolute or has `..`.
pub(super) fn parts(file: &Path) -> io::Result<Vec<&OsStr>> {
    let part = |part| match part {
        Component::Normal(name) => Ok(name),
        _ => Err(io::Error::from(ErrorKind::InvalidInput)),
    };
    file.components().map(part).collect()
}

/// Returns the error for a link that was created after the site was read.
pub(super) fn changed() -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, "a link was created there during the build")
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::fs::{CWD, Mode, OFlags, openat};
    use rustix::io::Errno;

    /// Opens each folder relative to its parent, so that no folder can be replaced by a link in between.
    pub(in crate::world) fn open(root: &Path, file: &Path) -> io::Result<File> {
        let mut parts = super::parts(file)?;
        let name = parts.pop().unwrap_or_default();
        let folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut parent: OwnedFd = openat(CWD, root, folder, Mode::empty())?;
        for part in parts {
            parent = openat(&parent, part, folder | OFlags::NOFOLLOW, Mode::empty()).map_err(to_io_error)?;
        }
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        openat(&parent, name, flags, Mode::empty()).map(File::from).map_err(to_io_error)
    }

    /// Linux returns `ENOTDIR` for a link in place of a folder, and `ELOOP` for a link in place of a file.
    fn to_io_error(error: Errno) -> io::Error {
        match error {
            Errno::LOOP | Errno::MLINK | Errno::NOTDIR => super::changed(),
            error => error.into(),
        }
    }
}

/// Checks the path just before opening it, as the system has no `openat`.
#[cfg(not(unix))]
#[allow(clippy::disallowed_methods, reason = "only this module accesses the file system")]
pub(super) fn open(root: &Path, file: &Path) -> io::Result<std::fs::File> {
    let root = std::fs::canonicalize(root)?;
    parts(file)?;
    if std::fs::canonicalize(root.join(file))? != root.join(file) {
        return Err(changed());
    }
    std::fs::File::open(root.join(file))
}

//! Files below a folder, opened without following any link.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Component, Path};

#[cfg(unix)]
pub(super) use unix::open;

/// The names a path is made of. A path that begins elsewhere or leads back is refused.
pub(super) fn parts(file: &Path) -> io::Result<Vec<&OsStr>> {
    let part = |part| match part {
        Component::Normal(name) => Ok(name),
        _ => Err(io::Error::from(ErrorKind::InvalidInput)),
    };
    file.components().map(part).collect()
}

/// The error that a link now stands where there was none.
pub(super) fn changed() -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, "a link was put there while the site was built")
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::fs::{CWD, Mode, OFlags, openat};
    use rustix::io::Errno;

    /// Opens each folder on the way through the one before it, so that nobody can lead it elsewhere in between.
    pub(in crate::world) fn open(root: &Path, file: &Path) -> io::Result<File> {
        let mut parts = super::parts(file)?;
        let name = parts.pop().unwrap_or_default();
        let folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut at: OwnedFd = openat(CWD, root, folder, Mode::empty())?;
        for part in parts {
            at = openat(&at, part, folder | OFlags::NOFOLLOW, Mode::empty()).map_err(told)?;
        }
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        openat(&at, name, flags, Mode::empty()).map(File::from).map_err(told)
    }

    /// Linux says of a link in place of a folder that it is no folder, of one in place of a file that it is a loop.
    fn told(error: Errno) -> io::Error {
        match error {
            Errno::LOOP | Errno::MLINK | Errno::NOTDIR => super::changed(),
            error => error.into(),
        }
    }
}

/// The next best: the path is looked at just before.
#[cfg(not(unix))]
#[allow(clippy::disallowed_methods, reason = "this is the door")]
pub(super) fn open(root: &Path, file: &Path) -> io::Result<std::fs::File> {
    let root = std::fs::canonicalize(root)?;
    parts(file)?;
    if std::fs::canonicalize(root.join(file))? != root.join(file) {
        return Err(changed());
    }
    std::fs::File::open(root.join(file))
}

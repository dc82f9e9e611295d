//! Mode, owner, group and extended attributes of files and folders.

#[cfg(not(unix))]
pub(super) use other::{copy, is_mount_point, make_private};
#[cfg(unix)]
pub(super) use unix::{copy, is_mount_point, make_private};

#[cfg(unix)]
mod unix {
    use std::collections::BTreeMap;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Gid, Mode, OFlags, Stat, Uid, fchmod, fchown, fstat, openat, statat};
    use rustix::io::Errno;

    /// Metadata and extended attributes of a file or folder.
    struct Attributes {
        stat: Stat,
        extended: BTreeMap<Vec<u8>, Vec<u8>>,
    }

    impl Attributes {
        fn of(folder: &Path) -> io::Result<Self> {
            let stat = statat(CWD, folder, AtFlags::SYMLINK_NOFOLLOW)?;
            Ok(Self { stat, extended: extended::of(folder) })
        }

        fn equal(&self, other: &Self) -> bool {
            let plain = |stat: &Stat| (stat.st_mode, stat.st_uid, stat.st_gid);
            plain(&self.stat) == plain(&other.stat) && self.extended == other.extended
        }
    }

    /// Copies the attributes of `from` to `to`. Attributes that this user may not set are skipped.
    pub(in crate::world) fn copy(from: &Path, to: &Path) -> io::Result<()> {
        let (wanted, current) = (Attributes::of(from)?, Attributes::of(to)?);
        if wanted.equal(&current) {
            return Ok(());
        }
        let folder = open(to)?;
        set_owner(&folder, &wanted.stat, &current.stat)?;
        let surplus = current.extended.keys().filter(|name| !wanted.extended.contains_key(*name));
        // Attributes of the system, such as security labels, may be fixed: failures are ignored.
        surplus.for_each(|name| extended::remove(&folder, name));
        ignore_refusal(fchmod(&folder, mode(&wanted.stat, &fstat(&folder)?)))?;
        for (name, value) in
            wanted.extended.iter().filter(|(name, value)| current.extended.get(*name) != Some(value))
        {
            extended::set(&folder, name, value);
        }
        Ok(())
    }

    fn open(folder: &Path) -> io::Result<OwnedFd> {
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(openat(CWD, folder, flags, Mode::empty())?)
    }

    /// Sets owner and group of a folder, or the group alone if only that is permitted.
    fn set_owner(folder: &OwnedFd, wanted: &Stat, current: &Stat) -> io::Result<()> {
        if (wanted.st_uid, wanted.st_gid) == (current.st_uid, current.st_gid) {
            return Ok(());
        }
        let (user, group) = (Uid::from_raw(wanted.st_uid), Gid::from_raw(wanted.st_gid));
        match fchown(folder, Some(user), Some(group)) {
            Err(Errno::PERM | Errno::INVAL | Errno::NOTSUP) => {
                ignore_refusal(fchown(folder, None, Some(group)))
            }
            changed => Ok(changed?),
        }
    }

    /// Returns the mode to set. If the group could not be set, the actual group gets the rights of others only.
    fn mode(wanted: &Stat, actual: &Stat) -> Mode {
        let mut mode = Mode::from_raw_mode(wanted.st_mode);
        if wanted.st_gid != actual.st_gid {
            mode.remove(Mode::RWXG | Mode::SGID);
            let rights = [(Mode::ROTH, Mode::RGRP), (Mode::WOTH, Mode::WGRP), (Mode::XOTH, Mode::XGRP)];
            let granted = rights.into_iter().filter(|(others, _)| mode.contains(*others));
            let granted: Vec<Mode> = granted.map(|(_, group)| group).collect();
            granted.into_iter().for_each(|group| mode.insert(group));
        }
        mode
    }

    /// Ignores errors that say that this user may not do it or that the file system does not support it.
    fn ignore_refusal(result: Result<(), Errno>) -> io::Result<()> {
        match result {
            Err(Errno::PERM | Errno::NOTSUP | Errno::INVAL) => Ok(()),
            result => Ok(result?),
        }
    }

    /// Removes all rights of group and others.
    pub(in crate::world) fn make_private(folder: &Path) -> io::Result<()> {
        let stat = statat(CWD, folder, AtFlags::SYMLINK_NOFOLLOW)?;
        if Mode::from_raw_mode(stat.st_mode) == Mode::RWXU {
            return Ok(());
        }
        ignore_refusal(fchmod(open(folder)?, Mode::RWXU))
    }

    /// Returns whether a folder is on another device than its parent, or is a mount point to the system: a bind mount may be
    /// on the same device.
    pub(in crate::world) fn is_mount_point(folder: &Path) -> io::Result<bool> {
        let stat = statat(CWD, folder, AtFlags::SYMLINK_NOFOLLOW)?;
        let parent = statat(CWD, folder.join(".."), AtFlags::empty())?;
        let is_root = stat.st_ino == parent.st_ino;
        Ok(stat.st_dev != parent.st_dev || is_root || is_mount_root(folder))
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn is_mount_root(folder: &Path) -> bool {
        use rustix::fs::{StatxAttributes, StatxFlags, statx};
        let data = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty());
        data.is_ok_and(|data| data.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn is_mount_root(_folder: &Path) -> bool {
        false
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    mod extended {
        use std::collections::BTreeMap;
        use std::path::Path;

        use std::os::fd::OwnedFd;

        use rustix::fs::{
            XattrFlags, fremovexattr, fsetxattr, lgetxattr, lgetxattr_query, llistxattr, llistxattr_query,
        };
        use rustix::io;

        /// Returns the extended attributes that this user may read, including access control lists.
        pub(super) fn of(folder: &Path) -> BTreeMap<Vec<u8>, Vec<u8>> {
            let names = names(folder).unwrap_or_default();
            let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
            names.filter_map(|name| Some((name.to_vec(), value(folder, name).ok()?))).collect()
        }

        pub(super) fn remove(folder: &OwnedFd, name: &[u8]) {
            let _ = fremovexattr(folder, name);
        }

        pub(super) fn set(folder: &OwnedFd, name: &[u8], value: &[u8]) {
            let _ = fsetxattr(folder, name, value, XattrFlags::empty());
        }

        fn names(folder: &Path) -> io::Result<Vec<u8>> {
            let mut names = vec![0; llistxattr_query(folder)?];
            let len = if names.is_empty() { 0 } else { llistxattr(folder, &mut names)? };
            names.truncate(len);
            Ok(names)
        }

        fn value(folder: &Path, name: &[u8]) -> io::Result<Vec<u8>> {
            let mut value = vec![0; lgetxattr_query(folder, name)?];
            let len = if value.is_empty() { 0 } else { lgetxattr(folder, name, &mut value)? };
            value.truncate(len);
            Ok(value)
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    mod extended {
        pub(super) fn of(_folder: &std::path::Path) -> std::collections::BTreeMap<Vec<u8>, Vec<u8>> {
            std::collections::BTreeMap::new()
        }

        pub(super) fn remove(_folder: &std::os::fd::OwnedFd, _name: &[u8]) {}

        pub(super) fn set(_folder: &std::os::fd::OwnedFd, _name: &[u8], _value: &[u8]) {}
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::path::Path;

    /// New folders inherit from their parent.
    pub(in crate::world) fn copy(_from: &Path, _to: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(in crate::world) fn make_private(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(in crate::world) fn is_mount_point(_folder: &Path) -> io::Result<bool> {
        Ok(false)
    }
}

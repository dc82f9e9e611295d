//! A world for tests in which calls fail.

use std::io::{self, BufRead, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;

use dateline::world::{FolderEntry, Lock, Stat, World};

/// Forwards every call to another world, except for some that fail, counted over the calls that can fail.
pub(crate) struct FaultyWorld<'w> {
    world: &'w dyn World,
    calls: AtomicUsize,
    first: usize,
    kind: ErrorKind,
    last: usize,
}

impl<'w> FaultyWorld<'w> {
    /// Creates a world whose `nth` call, counted from 1, fails with an error of this kind.
    pub(crate) fn once(world: &'w dyn World, nth: usize, kind: ErrorKind) -> Self {
        Self { world, calls: AtomicUsize::new(0), first: nth, kind, last: nth }
    }

    /// Creates a world whose `nth` call, counted from 1, and all later ones fail.
    pub(crate) fn from_then_on(world: &'w dyn World, nth: usize, kind: ErrorKind) -> Self {
        Self { last: usize::MAX, ..Self::once(world, nth, kind) }
    }

    /// Returns how many calls that can fail have been made.
    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    fn forward<T>(&self, call: impl FnOnce(&dyn World) -> io::Result<T>) -> io::Result<T> {
        let nth = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        if (self.first..=self.last).contains(&nth) { Err(self.kind.into()) } else { call(self.world) }
    }
}

impl World for FaultyWorld<'_> {
    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn process_id(&self) -> u32 {
        self.world.process_id()
    }

    fn input(&self) -> io::Result<Box<dyn BufRead + '_>> {
        self.forward(|_| Ok(()))?;
        self.world.input()
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Stat> {
        self.forward(|world| world.symlink_metadata(path))
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.forward(|world| world.canonicalize(path))
    }

    fn read_dir(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        self.forward(|world| world.read_dir(folder))
    }

    fn read(&self, file: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.forward(|world| world.read(file, limit))
    }

    fn read_chunks(&self, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.forward(|world| world.read_chunks(file, sink))
    }

    /// A failed call leaves half of the file, as a full disk does.
    fn create_new(&self, file: &Path, bytes: &[u8]) -> io::Result<Stat> {
        self.forward(|world| world.create_new(file, bytes)).inspect_err(|_| {
            let _ = self.world.create_new(file, &bytes[..bytes.len() / 2]);
        })
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.forward(|world| world.copy(from, to))
    }

    fn copy_inside(
        &self,
        root: &Path,
        file: &Path,
        to: &Path,
        sink: &mut dyn FnMut(&[u8]),
    ) -> io::Result<Stat> {
        self.forward(|world| world.copy_inside(root, file, to, sink))
    }

    fn read_inside(&self, root: &Path, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.forward(|world| world.read_inside(root, file, sink))
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.forward(|world| world.hard_link(from, to))
    }

    fn create_dir(&self, folder: &Path) -> io::Result<()> {
        self.forward(|world| world.create_dir(folder))
    }

    fn is_interactive(&self) -> bool {
        self.world.is_interactive()
    }

    fn copy_attributes(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.forward(|world| world.copy_attributes(from, to))
    }

    fn make_private(&self, folder: &Path) -> io::Result<()> {
        self.forward(|world| world.make_private(folder))
    }

    fn is_mount_point(&self, folder: &Path) -> io::Result<bool> {
        self.forward(|world| world.is_mount_point(folder))
    }

    fn sync_file_system(&self, folder: &Path) -> io::Result<()> {
        self.forward(|world| world.sync_file_system(folder))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.forward(|world| world.sync(path))
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.forward(|world| world.remove_file(file))
    }

    fn remove_dir(&self, folder: &Path) -> io::Result<()> {
        self.forward(|world| world.remove_dir(folder))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.forward(|world| world.rename(from, to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.forward(|world| world.exchange(one, other))
    }

    fn lock(&self, file: &Path) -> io::Result<Lock> {
        self.forward(|world| world.lock(file))
    }
}

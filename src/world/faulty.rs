//! A world in which one call goes wrong.

use std::io::{self, BufRead, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;

use super::{Listed, Lock, Stat, World};

/// Hands every call to another world, but for the n-th that can fail, which does.
pub struct Faulty<'w> {
    world: &'w dyn World,
    calls: AtomicUsize,
    first: usize,
    kind: ErrorKind,
    last: usize,
}

impl<'w> Faulty<'w> {
    /// The `nth` call, counted from 1, fails with an error of this kind, and no other does.
    pub fn once(world: &'w dyn World, nth: usize, kind: ErrorKind) -> Self {
        Self { world, calls: AtomicUsize::new(0), first: nth, kind, last: nth }
    }

    /// The `nth` call, counted from 1, and all after it fail.
    pub fn from_then_on(world: &'w dyn World, nth: usize, kind: ErrorKind) -> Self {
        Self { last: usize::MAX, ..Self::once(world, nth, kind) }
    }

    /// How many calls that can fail have been made.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    fn pass<T>(&self, call: impl FnOnce(&dyn World) -> io::Result<T>) -> io::Result<T> {
        let nth = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        if (self.first..=self.last).contains(&nth) { Err(self.kind.into()) } else { call(self.world) }
    }
}

impl World for Faulty<'_> {
    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn process(&self) -> u32 {
        self.world.process()
    }

    fn input(&self) -> io::Result<Box<dyn BufRead + '_>> {
        self.pass(|_| Ok(()))?;
        self.world.input()
    }

    fn look(&self, path: &Path) -> io::Result<Stat> {
        self.pass(|world| world.look(path))
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.pass(|world| world.real(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        self.pass(|world| world.list(folder))
    }

    fn read(&self, file: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.pass(|world| world.read(file, most))
    }

    fn pour(&self, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.pass(|world| world.pour(file, sink))
    }

    /// A disk that fills up has written the first half.
    fn create_new(&self, file: &Path, bytes: &[u8]) -> io::Result<Stat> {
        self.pass(|world| world.create_new(file, bytes)).inspect_err(|_| {
            let _ = self.world.create_new(file, &bytes[..bytes.len() / 2]);
        })
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass(|world| world.copy(from, to))
    }

    fn copy_inside(
        &self,
        root: &Path,
        file: &Path,
        to: &Path,
        sink: &mut dyn FnMut(&[u8]),
    ) -> io::Result<Stat> {
        self.pass(|world| world.copy_inside(root, file, to, sink))
    }

    fn pour_inside(&self, root: &Path, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.pass(|world| world.pour_inside(root, file, sink))
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass(|world| world.hard_link(from, to))
    }

    fn create_dir(&self, folder: &Path) -> io::Result<()> {
        self.pass(|world| world.create_dir(folder))
    }

    fn copy_attributes(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass(|world| world.copy_attributes(from, to))
    }

    fn make_private(&self, folder: &Path) -> io::Result<()> {
        self.pass(|world| world.make_private(folder))
    }

    fn is_mount_point(&self, folder: &Path) -> io::Result<bool> {
        self.pass(|world| world.is_mount_point(folder))
    }

    fn sync_file_system(&self, folder: &Path) -> io::Result<()> {
        self.pass(|world| world.sync_file_system(folder))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.pass(|world| world.sync(path))
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.pass(|world| world.remove_file(file))
    }

    fn remove_dir(&self, folder: &Path) -> io::Result<()> {
        self.pass(|world| world.remove_dir(folder))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass(|world| world.rename(from, to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.pass(|world| world.exchange(one, other))
    }

    fn lock(&self, file: &Path) -> io::Result<Lock> {
        self.pass(|world| world.lock(file))
    }
}

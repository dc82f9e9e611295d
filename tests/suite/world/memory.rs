//! An operating system in memory, for tests.

mod disk;

use std::collections::BTreeMap;
use std::io::{self, BufRead, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use dateline::world::{FolderEntry, Lock, Stat, World};
use disk::{Disk, DiskNode, MAX_LINKS, NodeContent, absolute};

/// A world with a fixed clock, a disk in memory, and standard input. Relative paths start at `/`.
#[derive(Debug)]
pub(crate) struct MemoryWorld {
    now: Timestamp,
    process_id: u32,
    input: Vec<u8>,
    is_interactive: bool,
    exchanges: bool,
    disk: Arc<Mutex<Disk>>,
}

impl MemoryWorld {
    /// Creates a world with an empty disk at this time.
    pub(crate) fn new(now: Timestamp) -> Self {
        let world = Self {
            now,
            process_id: 1,
            input: Vec::new(),
            is_interactive: false,
            exchanges: true,
            disk: Arc::new(Mutex::default()),
        };
        world.disk().insert(PathBuf::from("/"), NodeContent::Folder);
        world
    }

    /// Returns the same disk for another process.
    #[must_use]
    pub(crate) fn as_process(&self, process: u32) -> Self {
        Self { process_id: process, input: self.input.clone(), disk: Arc::clone(&self.disk), ..*self }
    }

    /// Returns the same disk at another time.
    #[must_use]
    pub(crate) fn at(&self, now: Timestamp) -> Self {
        Self { now, input: self.input.clone(), disk: Arc::clone(&self.disk), ..*self }
    }

    /// Disables [`exchange`](World::exchange).
    #[must_use]
    pub(crate) fn without_exchange(self) -> Self {
        Self { exchanges: false, ..self }
    }

    /// Sets standard input.
    #[must_use]
    pub(crate) fn with_input(self, input: impl Into<Vec<u8>>) -> Self {
        Self { input: input.into(), ..self }
    }

    /// Makes standard input a terminal.
    #[must_use]
    pub(crate) fn interactive(self) -> Self {
        Self { is_interactive: true, ..self }
    }

    /// Adds or replaces a file, and creates its ancestor folders.
    #[must_use]
    pub(crate) fn file(self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Self {
        self.with_node(path.as_ref(), NodeContent::File(bytes.as_ref().into()))
    }

    /// Adds a link, and creates its ancestor folders.
    #[must_use]
    pub(crate) fn link(self, path: impl AsRef<Path>, target: impl Into<PathBuf>) -> Self {
        self.with_node(path.as_ref(), NodeContent::Link(target.into()))
    }

    /// Adds a special file, and creates its ancestor folders.
    #[must_use]
    pub(crate) fn special(self, path: impl AsRef<Path>, name: &'static str) -> Self {
        self.with_node(path.as_ref(), NodeContent::Special(name))
    }

    /// Adds a mount point, and creates its ancestor folders.
    #[must_use]
    pub(crate) fn mount(self, path: impl AsRef<Path>) -> Self {
        let world = self.with_node(path.as_ref(), NodeContent::Folder);
        world.disk().mounts.insert(absolute(path.as_ref()));
        world
    }

    /// Sets the mode of a folder.
    pub(crate) fn set_mode(&self, folder: impl AsRef<Path>, mode: u32) -> io::Result<()> {
        self.disk().set_mode(folder.as_ref(), mode)
    }

    /// Returns the mode of a folder.
    pub(crate) fn mode(&self, folder: impl AsRef<Path>) -> io::Result<u32> {
        self.disk().folder(folder.as_ref()).map(|node| node.mode)
    }

    /// Returns every file below a folder by relative path.
    pub(crate) fn files(&self, folder: impl AsRef<Path>) -> BTreeMap<String, Vec<u8>> {
        let folder = absolute(folder.as_ref());
        let disk = self.disk();
        let below = disk.nodes.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder));
        let files = below.filter_map(|(path, node)| match &node.content {
            NodeContent::File(bytes) => Some((path.strip_prefix(&folder).ok()?, bytes.to_vec())),
            _ => None,
        });
        files.map(|(path, bytes)| (path.to_string_lossy().into_owned(), bytes)).collect()
    }

    fn with_node(self, path: &Path, content: NodeContent) -> Self {
        let path = absolute(path);
        let mut disk = self.disk();
        let missing: Vec<PathBuf> = path
            .ancestors()
            .skip(1)
            .filter(|folder| !disk.nodes.contains_key(*folder))
            .map(Path::to_path_buf)
            .collect();
        missing.into_iter().for_each(|folder| disk.insert(folder, NodeContent::Folder));
        disk.insert(path, content);
        drop(disk);
        self
    }

    /// Locks the disk. Poisoning is ignored: the test that panicked has failed already.
    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for MemoryWorld {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn process_id(&self) -> u32 {
        self.process_id
    }

    fn input(&self) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(Box::new(&*self.input))
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Stat> {
        let disk = self.disk();
        let (_, node) = disk.find(path)?;
        let len = if let NodeContent::File(bytes) = &node.content { bytes.len() as u64 } else { 0 };
        Ok(Stat {
            kind: node.content.kind(),
            len,
            modified: node.modified,
            changed: node.modified,
            id: node.id,
        })
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk().canonicalize(path, MAX_LINKS)
    }

    fn read_dir(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let disk = self.disk();
        let (folder, node) = disk.find(folder)?;
        if !matches!(node.content, NodeContent::Folder) {
            return Err(ErrorKind::NotADirectory.into());
        }
        let inside = disk.nodes_below(&folder).filter(|(path, _)| path.parent() == Some(&folder));
        let listed = |(path, node): (&PathBuf, &DiskNode)| {
            Some(FolderEntry { name: path.file_name()?.to_owned(), kind: node.content.kind() })
        };
        Ok(inside.filter_map(listed).collect())
    }

    fn read(&self, file: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let bytes = self.disk().bytes(file)?;
        if bytes.len() as u64 > limit { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes.to_vec()) }
    }

    fn read_chunks(&self, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        sink(&self.disk().bytes(file)?);
        Ok(())
    }

    fn create_new(&self, file: &Path, bytes: &[u8]) -> io::Result<Stat> {
        let mut disk = self.disk();
        let path = disk.require_absent(file)?;
        disk.insert(path, NodeContent::File(bytes.into()));
        drop(disk);
        self.symlink_metadata(file)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let bytes = self.disk().bytes(from)?;
        self.create_new(to, &bytes).map(drop)
    }

    fn copy_inside(
        &self,
        root: &Path,
        file: &Path,
        to: &Path,
        sink: &mut dyn FnMut(&[u8]),
    ) -> io::Result<Stat> {
        let bytes = self.disk().inside(root, file)?;
        sink(&bytes);
        self.create_new(to, &bytes)
    }

    fn read_inside(&self, root: &Path, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        sink(&self.disk().inside(root, file)?);
        Ok(())
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let node = disk.find(from)?.1.clone();
        let path = disk.require_absent(to)?;
        match node.content {
            NodeContent::Folder => Err(ErrorKind::PermissionDenied.into()),
            _ => {
                disk.touch_parent(&path);
                disk.nodes.insert(path, node).map_or(Ok(()), |_| Err(ErrorKind::AlreadyExists.into()))
            }
        }
    }

    fn create_dir(&self, folder: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let path = disk.require_absent(folder)?;
        disk.insert(path, NodeContent::Folder);
        Ok(())
    }

    fn is_interactive(&self) -> bool {
        self.is_interactive
    }

    fn copy_attributes(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let mode = disk.node(from)?.mode;
        if disk.node(to)?.mode == mode { Ok(()) } else { disk.set_mode(to, mode) }
    }

    fn make_private(&self, folder: &Path) -> io::Result<()> {
        self.set_mode(folder, 0o700)
    }

    fn is_mount_point(&self, folder: &Path) -> io::Result<bool> {
        let disk = self.disk();
        disk.find(folder).map(|(path, _)| disk.mounts.contains(&path))
    }

    fn sync_file_system(&self, folder: &Path) -> io::Result<()> {
        self.disk().folder(folder).map(drop)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.disk().find(path).map(drop)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let (path, node) = disk.find(file)?;
        if matches!(node.content, NodeContent::Folder) {
            return Err(ErrorKind::IsADirectory.into());
        }
        disk.nodes.remove(&path);
        disk.touch_parent(&path);
        Ok(())
    }

    fn remove_dir(&self, folder: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let (path, node) = disk.find(folder)?;
        if !matches!(node.content, NodeContent::Folder) {
            return Err(ErrorKind::NotADirectory.into());
        }
        if disk.nodes_below(&path).next().is_some() {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        disk.nodes.remove(&path);
        disk.touch_parent(&path);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let (from, node) = disk.find(from)?;
        let to = disk.resolve_parent(to)?;
        disk.check_replaceable(&to, &node.content)?;
        let nodes = disk.take_tree(&from);
        disk.insert_tree(&to, nodes);
        Ok(())
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if !self.exchanges {
            return Err(ErrorKind::Unsupported.into());
        }
        let mut disk = self.disk();
        let (one, other) = (disk.find(one)?.0, disk.find(other)?.0);
        let (first, second) = (disk.take_tree(&one), disk.take_tree(&other));
        disk.insert_tree(&other, first);
        disk.insert_tree(&one, second);
        Ok(())
    }

    fn lock(&self, file: &Path) -> io::Result<Lock> {
        let mut disk = self.disk();
        let path = disk.resolve_parent(file)?;
        if disk.locks.contains_key(&path) {
            return Err(ErrorKind::WouldBlock.into());
        }
        disk.insert(path.clone(), NodeContent::File(self.process_id.to_string().as_bytes().into()));
        disk.locks.insert(path.clone(), self.process_id);
        Ok(Lock::new(MemoryLock { disk: Arc::clone(&self.disk), path }))
    }
}

struct MemoryLock {
    disk: Arc<Mutex<Disk>>,
    path: PathBuf,
}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner).locks.remove(&self.path);
    }
}

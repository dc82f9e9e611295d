//! A pretended machine, for tests: a map from paths to what stands there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::{FileKind, FolderEntry, Lock, Stat, World};

/// Links followed on the way to one file, at most.
const MAX_LINKS: usize = 40;

/// A machine with a still clock, a disk in memory, and standard input. Relative paths begin at `/`.
#[derive(Debug)]
pub struct MemoryWorld {
    now: Timestamp,
    process_id: u32,
    input: Vec<u8>,
    exchanges: bool,
    disk: Arc<Mutex<Disk>>,
}

#[derive(Debug, Default)]
struct Disk {
    nodes: BTreeMap<PathBuf, DiskNode>,
    locks: BTreeMap<PathBuf, u32>,
    mounts: BTreeSet<PathBuf>,
    ticks: u64,
}

#[derive(Clone, Debug)]
struct DiskNode {
    id: u64,
    modified: i64,
    mode: u32,
    content: NodeContent,
}

#[derive(Clone, Debug)]
enum NodeContent {
    File(Arc<[u8]>),
    Folder,
    Link(PathBuf),
    Special(&'static str),
}

impl MemoryWorld {
    /// An empty disk at this time.
    pub fn new(now: Timestamp) -> Self {
        let world =
            Self { now, process_id: 1, input: Vec::new(), exchanges: true, disk: Arc::new(Mutex::default()) };
        world.disk().insert(PathBuf::from("/"), NodeContent::Folder);
        world
    }

    /// The same disk as another process sees it.
    #[must_use]
    pub fn as_process(&self, process: u32) -> Self {
        Self { process_id: process, input: self.input.clone(), disk: Arc::clone(&self.disk), ..*self }
    }

    /// The same world without a step that exchanges two paths.
    #[must_use]
    pub fn without_exchange(self) -> Self {
        Self { exchanges: false, ..self }
    }

    /// The same world with this standard input.
    #[must_use]
    pub fn with_input(self, input: impl Into<Vec<u8>>) -> Self {
        Self { input: input.into(), ..self }
    }

    /// Puts a file, over one that is there, and the folders above it.
    #[must_use]
    pub fn file(self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Self {
        self.with_node(path.as_ref(), NodeContent::File(bytes.as_ref().into()))
    }

    /// Puts a link, and the folders above it.
    #[must_use]
    pub fn link(self, path: impl AsRef<Path>, target: impl Into<PathBuf>) -> Self {
        self.with_node(path.as_ref(), NodeContent::Link(target.into()))
    }

    /// Puts something that is neither file, folder nor link, and the folders above it.
    #[must_use]
    pub fn special(self, path: impl AsRef<Path>, what: &'static str) -> Self {
        self.with_node(path.as_ref(), NodeContent::Special(what))
    }

    /// Mounts a file system at a folder, and makes the folders above it.
    #[must_use]
    pub fn mount(self, path: impl AsRef<Path>) -> Self {
        let world = self.with_node(path.as_ref(), NodeContent::Folder);
        world.disk().mounts.insert(absolute(path.as_ref()));
        world
    }

    /// Gives a folder a mode.
    pub fn set_mode(&self, folder: impl AsRef<Path>, mode: u32) -> io::Result<()> {
        self.disk().folder(folder.as_ref())?.mode = mode;
        Ok(())
    }

    /// The mode of a folder.
    pub fn mode(&self, folder: impl AsRef<Path>) -> io::Result<u32> {
        self.disk().folder(folder.as_ref()).map(|node| node.mode)
    }

    /// Every file below a folder, by its path from there.
    pub fn files(&self, folder: impl AsRef<Path>) -> BTreeMap<String, Vec<u8>> {
        let folder = absolute(folder.as_ref());
        let disk = self.disk();
        let below = disk.nodes.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder));
        let files = below.filter_map(|(path, node)| match &node.content {
            NodeContent::File(bytes) => Some((path.strip_prefix(&folder).ok()?, bytes.to_vec())),
            _ => None,
        });
        files.map(|(path, bytes)| (path.to_string_lossy().into_owned(), bytes)).collect()
    }

    fn with_node(self, path: &Path, what: NodeContent) -> Self {
        let path = absolute(path);
        let mut disk = self.disk();
        let missing: Vec<PathBuf> = path
            .ancestors()
            .skip(1)
            .filter(|up| !disk.nodes.contains_key(*up))
            .map(Path::to_path_buf)
            .collect();
        missing.into_iter().for_each(|folder| disk.insert(folder, NodeContent::Folder));
        disk.insert(path, what);
        drop(disk);
        self
    }

    /// A test that fails while it holds the disk has failed already.
    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Disk {
    fn insert(&mut self, path: PathBuf, what: NodeContent) {
        self.ticks += 1;
        let mode = if matches!(what, NodeContent::Folder) { 0o755 } else { 0o644 };
        let node = DiskNode { id: self.ticks, modified: self.ticks.cast_signed(), mode, content: what };
        self.nodes.insert(path, node);
    }

    /// What stands at a path, and its real name: links on the way are followed, one at its end is not.
    fn find(&self, path: &Path) -> io::Result<(PathBuf, &DiskNode)> {
        let place = self.resolve_parent(path)?;
        let node = self.nodes.get(&place).ok_or(ErrorKind::NotFound)?;
        Ok((place, node))
    }

    /// Where a path leads, which need not exist; the folder it would lie in must.
    fn resolve_parent(&self, path: &Path) -> io::Result<PathBuf> {
        let path = absolute(path);
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Ok(path) };
        let parent = self.canonicalize(parent, MAX_LINKS)?;
        match self.nodes.get(&parent).map(|node| &node.content) {
            Some(NodeContent::Folder) => Ok(parent.join(name)),
            Some(_) => Err(ErrorKind::NotADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn canonicalize(&self, path: &Path, links: usize) -> io::Result<PathBuf> {
        let mut real = PathBuf::from("/");
        for part in absolute(path).components().skip(1) {
            real.push(part);
            let node = self.nodes.get(&real).ok_or(ErrorKind::NotFound)?;
            if let NodeContent::Link(target) = &node.content {
                // There is no stable name yet for the kind of this error.
                let links = links.checked_sub(1).ok_or_else(|| io::Error::other("too many links"))?;
                real.pop();
                real = self.canonicalize(&real.join(target), links)?;
            }
        }
        Ok(real)
    }

    fn folder(&mut self, path: &Path) -> io::Result<&mut DiskNode> {
        let (place, node) = self.find(path)?;
        if !matches!(node.content, NodeContent::Folder) {
            return Err(ErrorKind::NotADirectory.into());
        }
        self.nodes.get_mut(&place).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn require_absent(&self, path: &Path) -> io::Result<PathBuf> {
        let place = self.resolve_parent(path)?;
        if self.nodes.contains_key(&place) { Err(ErrorKind::AlreadyExists.into()) } else { Ok(place) }
    }

    fn bytes(&self, path: &Path) -> io::Result<Arc<[u8]>> {
        match &self.find(path)?.1.content {
            NodeContent::File(bytes) => Ok(bytes.clone()),
            NodeContent::Folder => Err(ErrorKind::IsADirectory.into()),
            NodeContent::Link(_) | NodeContent::Special(_) => {
                Err(io::Error::new(ErrorKind::InvalidInput, "not a regular file"))
            }
        }
    }

    /// The bytes of a file below `root`, on the way to which there is no link.
    fn inside(&self, root: &Path, file: &Path) -> io::Result<Arc<[u8]>> {
        super::inside::parts(file)?;
        let path = self.canonicalize(root, MAX_LINKS)?.join(file);
        if self.canonicalize(&path, MAX_LINKS)? != absolute(&path) {
            return Err(super::inside::changed());
        }
        self.bytes(&path)
    }

    fn nodes_below<'d>(&'d self, folder: &'d Path) -> impl Iterator<Item = (&'d PathBuf, &'d DiskNode)> {
        let all = self.nodes.range(folder.to_path_buf()..).skip(1);
        all.take_while(move |(path, _)| path.starts_with(folder))
    }

    /// Takes a file or a folder with all in it from the disk, by paths from there.
    fn take_tree(&mut self, from: &Path) -> Vec<(PathBuf, DiskNode)> {
        let names = self.nodes.range(from.to_path_buf()..).take_while(|(path, _)| path.starts_with(from));
        let names: Vec<PathBuf> = names.map(|(path, _)| path.clone()).collect();
        let lifted = names.into_iter().filter_map(|name| self.nodes.remove_entry(&name));
        lifted.filter_map(|(path, node)| Some((path.strip_prefix(from).ok()?.to_path_buf(), node))).collect()
    }

    fn insert_tree(&mut self, to: &Path, lifted: Vec<(PathBuf, DiskNode)>) {
        let path =
            |inside: PathBuf| if inside.as_os_str().is_empty() { to.to_path_buf() } else { to.join(inside) };
        self.nodes.extend(lifted.into_iter().map(|(inside, node)| (path(inside), node)));
    }

    /// Whether a rename may put something where this stands.
    fn check_replaceable(&self, to: &Path, moved: &NodeContent) -> io::Result<()> {
        let Some(node) = self.nodes.get(to) else { return Ok(()) };
        match (&node.content, moved) {
            (NodeContent::Folder, NodeContent::Folder) if self.nodes_below(to).next().is_none() => Ok(()),
            (NodeContent::Folder, NodeContent::Folder) => Err(ErrorKind::DirectoryNotEmpty.into()),
            (NodeContent::Folder, _) => Err(ErrorKind::IsADirectory.into()),
            (_, NodeContent::Folder) => Err(ErrorKind::NotADirectory.into()),
            _ => Ok(()),
        }
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
        Ok(Stat { kind: node.content.kind(), len, modified: node.modified, id: node.id })
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

    fn read(&self, file: &Path, most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.disk().bytes(file)?;
        if bytes.len() as u64 > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes.to_vec()) }
    }

    fn read_chunks(&self, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        sink(&self.disk().bytes(file)?);
        Ok(())
    }

    fn create_new(&self, file: &Path, bytes: &[u8]) -> io::Result<Stat> {
        let mut disk = self.disk();
        let place = disk.require_absent(file)?;
        disk.insert(place, NodeContent::File(bytes.into()));
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

    fn pour_inside(&self, root: &Path, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        sink(&self.disk().inside(root, file)?);
        Ok(())
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let node = disk.find(from)?.1.clone();
        let place = disk.require_absent(to)?;
        match node.content {
            NodeContent::Folder => Err(ErrorKind::PermissionDenied.into()),
            _ => disk.nodes.insert(place, node).map_or(Ok(()), |_| Err(ErrorKind::AlreadyExists.into())),
        }
    }

    fn create_dir(&self, folder: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let place = disk.require_absent(folder)?;
        disk.insert(place, NodeContent::Folder);
        Ok(())
    }

    fn copy_attributes(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.folder(to)?.mode = disk.folder(from)?.mode;
        Ok(())
    }

    fn make_private(&self, folder: &Path) -> io::Result<()> {
        self.set_mode(folder, 0o700)
    }

    fn is_mount_point(&self, folder: &Path) -> io::Result<bool> {
        let disk = self.disk();
        disk.find(folder).map(|(place, _)| disk.mounts.contains(&place))
    }

    fn sync_file_system(&self, folder: &Path) -> io::Result<()> {
        self.disk().folder(folder).map(drop)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.disk().find(path).map(drop)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let (place, node) = disk.find(file)?;
        if matches!(node.content, NodeContent::Folder) {
            return Err(ErrorKind::IsADirectory.into());
        }
        disk.nodes.remove(&place);
        Ok(())
    }

    fn remove_dir(&self, folder: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let (place, node) = disk.find(folder)?;
        if !matches!(node.content, NodeContent::Folder) {
            return Err(ErrorKind::NotADirectory.into());
        }
        if disk.nodes_below(&place).next().is_some() {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        disk.nodes.remove(&place);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let (from, node) = disk.find(from)?;
        let to = disk.resolve_parent(to)?;
        disk.check_replaceable(&to, &node.content)?;
        let lifted = disk.take_tree(&from);
        disk.insert_tree(&to, lifted);
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
        let place = disk.resolve_parent(file)?;
        if disk.locks.contains_key(&place) {
            return Err(ErrorKind::WouldBlock.into());
        }
        disk.insert(place.clone(), NodeContent::File(self.process_id.to_string().as_bytes().into()));
        disk.locks.insert(place.clone(), self.process_id);
        Ok(Lock::new(MemoryLock { disk: Arc::clone(&self.disk), path: place }))
    }
}

impl NodeContent {
    fn kind(&self) -> FileKind {
        match self {
            Self::File(_) => FileKind::File,
            Self::Folder => FileKind::Folder,
            Self::Link(_) => FileKind::Link,
            Self::Special(what) => FileKind::Special(what),
        }
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

/// A path from the root, without `.` and `..`. A `..` after a link to elsewhere is not needed by any test.
fn absolute(path: &Path) -> PathBuf {
    let mut made = PathBuf::from("/");
    for part in path.components() {
        match part {
            Component::Normal(name) => made.push(name),
            Component::ParentDir => {
                made.pop();
            }
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    made
}

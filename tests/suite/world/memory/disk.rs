//! The disk of a [`MemoryWorld`](super::MemoryWorld): a map from paths to nodes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use dateline::world::FileKind;

/// Maximum number of links in the resolution of one path.
pub(super) const MAX_LINKS: usize = 40;

/// Files, locks and mount points by absolute path.
#[derive(Debug, Default)]
pub(super) struct Disk {
    pub(super) nodes: BTreeMap<PathBuf, DiskNode>,
    pub(super) locks: BTreeMap<PathBuf, u32>,
    pub(super) mounts: BTreeSet<PathBuf>,
    pub(super) ticks: u64,
}

/// A file, folder, link or special file.
#[derive(Clone, Debug)]
pub(super) struct DiskNode {
    pub(super) id: u64,
    pub(super) modified: i64,
    pub(super) mode: u32,
    pub(super) content: NodeContent,
}

/// The kind of a node, with its content.
#[derive(Clone, Debug)]
pub(super) enum NodeContent {
    File(Arc<[u8]>),
    Folder,
    Link(PathBuf),
    Special(&'static str),
}

impl Disk {
    pub(super) fn insert(&mut self, path: PathBuf, content: NodeContent) {
        self.ticks += 1;
        let mode = if matches!(content, NodeContent::Folder) { 0o755 } else { 0o644 };
        let node = DiskNode { id: self.ticks, modified: self.ticks.cast_signed(), mode, content };
        self.touch_parent(&path);
        self.nodes.insert(path, node);
    }

    /// Gives the folder of an entry that comes or goes a new time.
    pub(super) fn touch_parent(&mut self, entry: &Path) {
        self.ticks += 1;
        let ticks = self.ticks.cast_signed();
        if let Some(parent) = entry.parent().and_then(|folder| self.nodes.get_mut(folder)) {
            parent.modified = ticks;
        }
    }

    /// Returns the node at a path and its canonical path. A link at the end of the path is not followed.
    pub(super) fn find(&self, path: &Path) -> io::Result<(PathBuf, &DiskNode)> {
        let place = self.resolve_parent(path)?;
        let node = self.nodes.get(&place).ok_or(ErrorKind::NotFound)?;
        Ok((place, node))
    }

    /// Resolves the parent of a path, which must be a folder. The path itself need not exist.
    pub(super) fn resolve_parent(&self, path: &Path) -> io::Result<PathBuf> {
        let path = absolute(path);
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Ok(path) };
        let parent = self.canonicalize(parent, MAX_LINKS)?;
        match self.nodes.get(&parent).map(|node| &node.content) {
            Some(NodeContent::Folder) => Ok(parent.join(name)),
            Some(_) => Err(ErrorKind::NotADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    pub(super) fn canonicalize(&self, path: &Path, links: usize) -> io::Result<PathBuf> {
        let mut real = PathBuf::from("/");
        for part in absolute(path).components().skip(1) {
            real.push(part);
            let node = self.nodes.get(&real).ok_or(ErrorKind::NotFound)?;
            if let NodeContent::Link(target) = &node.content {
                // `ErrorKind::FilesystemLoop` is not stable yet.
                let links = links.checked_sub(1).ok_or_else(|| io::Error::other("too many links"))?;
                real.pop();
                real = self.canonicalize(&real.join(target), links)?;
            }
        }
        Ok(real)
    }

    /// Sets the mode of a folder, which changes its time.
    pub(super) fn set_mode(&mut self, folder: &Path, mode: u32) -> io::Result<()> {
        self.ticks += 1;
        let modified = self.ticks.cast_signed();
        let node = self.folder(folder)?;
        (node.mode, node.modified) = (mode, modified);
        Ok(())
    }

    pub(super) fn folder(&mut self, path: &Path) -> io::Result<&mut DiskNode> {
        let node = self.node(path)?;
        if matches!(node.content, NodeContent::Folder) {
            Ok(node)
        } else {
            Err(ErrorKind::NotADirectory.into())
        }
    }

    pub(super) fn node(&mut self, path: &Path) -> io::Result<&mut DiskNode> {
        let (place, _) = self.find(path)?;
        self.nodes.get_mut(&place).ok_or_else(|| ErrorKind::NotFound.into())
    }

    pub(super) fn require_absent(&self, path: &Path) -> io::Result<PathBuf> {
        let place = self.resolve_parent(path)?;
        if self.nodes.contains_key(&place) { Err(ErrorKind::AlreadyExists.into()) } else { Ok(place) }
    }

    pub(super) fn bytes(&self, path: &Path) -> io::Result<Arc<[u8]>> {
        match &self.find(path)?.1.content {
            NodeContent::File(bytes) => Ok(bytes.clone()),
            NodeContent::Folder => Err(ErrorKind::IsADirectory.into()),
            NodeContent::Link(_) | NodeContent::Special(_) => {
                Err(io::Error::new(ErrorKind::InvalidInput, "not a regular file"))
            }
        }
    }

    /// Returns the bytes of a file below `root`. Fails if there is a link in the path `file`.
    pub(super) fn inside(&self, root: &Path, file: &Path) -> io::Result<Arc<[u8]>> {
        if file.components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(ErrorKind::InvalidInput.into());
        }
        let path = self.canonicalize(root, MAX_LINKS)?.join(file);
        if self.canonicalize(&path, MAX_LINKS)? != absolute(&path) {
            return Err(io::Error::new(ErrorKind::InvalidInput, "a link was created there during the build"));
        }
        self.bytes(&path)
    }

    pub(super) fn nodes_below<'d>(
        &'d self,
        folder: &'d Path,
    ) -> impl Iterator<Item = (&'d PathBuf, &'d DiskNode)> {
        let all = self.nodes.range(folder.to_path_buf()..).skip(1);
        all.take_while(move |(path, _)| path.starts_with(folder))
    }

    /// Removes and returns a file, or a folder with its contents, by relative path.
    pub(super) fn take_tree(&mut self, from: &Path) -> Vec<(PathBuf, DiskNode)> {
        self.touch_parent(from);
        let names = self.nodes.range(from.to_path_buf()..).take_while(|(path, _)| path.starts_with(from));
        let names: Vec<PathBuf> = names.map(|(path, _)| path.clone()).collect();
        let nodes = names.into_iter().filter_map(|name| self.nodes.remove_entry(&name));
        nodes.filter_map(|(path, node)| Some((path.strip_prefix(from).ok()?.to_path_buf(), node))).collect()
    }

    pub(super) fn insert_tree(&mut self, to: &Path, nodes: Vec<(PathBuf, DiskNode)>) {
        self.touch_parent(to);
        let path =
            |inside: PathBuf| if inside.as_os_str().is_empty() { to.to_path_buf() } else { to.join(inside) };
        self.nodes.extend(nodes.into_iter().map(|(inside, node)| (path(inside), node)));
    }

    /// Checks whether a rename may replace the node at `to`.
    pub(super) fn check_replaceable(&self, to: &Path, moved: &NodeContent) -> io::Result<()> {
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

impl NodeContent {
    pub(super) fn kind(&self) -> FileKind {
        match self {
            Self::File(_) => FileKind::File,
            Self::Folder => FileKind::Folder,
            Self::Link(_) => FileKind::Link,
            Self::Special(name) => FileKind::Special(name),
        }
    }
}

/// Makes a path absolute, without `.` and `..`. Does not support `..` after a link.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let mut absolute = PathBuf::from("/");
    for part in path.components() {
        match part {
            Component::Normal(name) => absolute.push(name),
            Component::ParentDir => {
                absolute.pop();
            }
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    absolute
}

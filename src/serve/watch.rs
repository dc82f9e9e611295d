//! Watches the folders of sources. An event only names paths to look at: the scan decides what has changed.
//!
//! Each folder is watched by itself, so hidden folders and the output are never watched. Folders that appear are watched
//! before the scan that follows, so no file in them is missed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::changes::{ChangeLog, Changes};
use super::signal::{SaveState, ScanSignal};
use crate::world::{FileKind, World};

/// The files and folders of sources.
const SOURCES: [&str; 3] = ["content", "templates", "site.toml"];
/// Maximum depth of watched folders, as in a scan.
const MAX_DEPTH: usize = 32;

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchMode {
    /// By events of the system, and by slow scans.
    Events,
    /// By scans only.
    Scans,
}

/// The watched folders of a site.
pub(super) struct SourceWatch<'w> {
    world: &'w dyn World,
    /// The canonical path of the site's folder.
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    /// What events have named since the last scan.
    log: Arc<ChangeLog>,
}

impl<'w> SourceWatch<'w> {
    /// Begins to watch. Returns a message if the system gives no events.
    pub(super) fn start(
        world: &'w dyn World,
        root: &Path,
        mode: WatchMode,
        signal: Arc<ScanSignal>,
    ) -> (Self, Option<String>) {
        let root = world.canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
        let mut watch = Self { world, root, watcher: None, watched: BTreeSet::new(), log: Arc::default() };
        if mode == WatchMode::Scans {
            return (watch, None);
        }
        let (root, log) = (watch.root.clone(), watch.log.clone());
        let created = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some((changes, state)) = changes_of(&root, event) {
                match changes {
                    Changes::Paths(paths) => log.add(paths),
                    Changes::Any => log.add_any(),
                }
                signal.request(state);
            }
        });
        let failed = match created {
            Ok(watcher) => {
                watch.watcher = Some(watcher);
                watch.renew(&Changes::Any)
            }
            Err(error) => Some(failure(&error)),
        };
        (watch, failed)
    }

    /// Returns whether the system gives events.
    pub(super) fn has_events(&self) -> bool {
        self.watcher.is_some()
    }

    /// Returns what events have named since the last call.
    pub(super) fn take_changes(&self) -> Changes {
        self.log.take()
    }

    /// Watches folders that have appeared. Returns a message, once, if the system gives no events any more.
    pub(super) fn renew(&mut self, changes: &Changes) -> Option<String> {
        let is_folder = |path: &PathBuf| {
            let kind = self.world.symlink_metadata(path).map(|stat| stat.kind);
            self.watched.contains(path) || matches!(kind, Ok(FileKind::Folder | FileKind::Link))
        };
        let is_same = match changes {
            Changes::Paths(paths) => !paths.iter().any(is_folder),
            Changes::Any => false,
        };
        if self.watcher.is_none() || is_same {
            return None;
        }
        let folders = self.folders();
        let failed = self.update(folders).err();
        if failed.is_some() {
            self.watcher = None;
        }
        failed.map(|error| failure(&error))
    }

    fn update(&mut self, folders: BTreeSet<PathBuf>) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        let mut paths = watcher.paths_mut();
        for gone in self.watched.difference(&folders) {
            // The system forgets a removed folder by itself.
            let _ = paths.remove(gone);
        }
        for folder in &folders {
            match paths.add(folder, RecursiveMode::NonRecursive) {
                // A folder that is gone again gives an event of its parent.
                Err(error) if is_missing(&error) => {}
                added => added?,
            }
        }
        paths.commit()?;
        self.watched = folders;
        Ok(())
    }

    /// Returns the site's folder and all folders of sources, with the targets of links inside the site.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let mut folders = BTreeSet::from([self.root.clone()]);
        let mut open: Vec<(PathBuf, usize)> = Vec::new();
        for source in SOURCES {
            self.add(self.root.join(source), 0, &mut open, &mut folders);
        }
        while let Some((folder, depth)) = open.pop() {
            let entries = self.world.read_dir(&folder).unwrap_or_default();
            let shown = entries.iter().filter(|entry| {
                entry.kind != FileKind::File && !entry.name.to_string_lossy().starts_with('.')
            });
            for entry in shown.filter(|_| depth < MAX_DEPTH) {
                self.add(folder.join(&entry.name), depth + 1, &mut open, &mut folders);
            }
            folders.insert(folder);
        }
        folders
    }

    /// Adds a folder, or the folder with the target of a link.
    fn add(
        &self,
        path: PathBuf,
        depth: usize,
        open: &mut Vec<(PathBuf, usize)>,
        folders: &mut BTreeSet<PathBuf>,
    ) {
        let Ok(stat) = self.world.symlink_metadata(&path) else { return };
        let target = match stat.kind {
            FileKind::Folder => Some(path),
            FileKind::Link => {
                self.world.canonicalize(&path).ok().filter(|target| is_shown(&self.root, target))
            }
            FileKind::File | FileKind::Special(_) => None,
        };
        let Some(target) = target else { return };
        let is_folder = self.world.symlink_metadata(&target).is_ok_and(|stat| stat.kind == FileKind::Folder);
        match target.parent() {
            _ if is_folder && !folders.contains(&target) => {
                // A link may lead to a folder that contains it.
                folders.insert(target.clone());
                open.push((target, depth));
            }
            Some(parent) if !is_folder => drop(folders.insert(parent.to_path_buf())),
            _ => {}
        }
    }
}

/// Returns what an event may have changed in the sources, or `None` for nothing.
fn changes_of(root: &Path, event: notify::Result<Event>) -> Option<(Changes, SaveState)> {
    let Ok(event) = event else { return Some((Changes::Any, SaveState::Unknown)) };
    let state = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(_)) => {
            SaveState::Finished
        }
        EventKind::Access(_) => return None,
        _ => SaveState::Unknown,
    };
    if event.need_rescan() || event.paths.is_empty() {
        return Some((Changes::Any, state));
    }
    let is_source = |path: &PathBuf| is_shown(root, path) && !is_output(root, path);
    let paths: BTreeSet<PathBuf> = event.paths.into_iter().filter(is_source).collect();
    (!paths.is_empty()).then_some((Changes::Paths(paths), state))
}

/// Returns whether a path is inside the site, and no part of it is hidden.
fn is_shown(root: &Path, path: &Path) -> bool {
    path.strip_prefix(root)
        .is_ok_and(|inside| !inside.iter().any(|part| part.to_string_lossy().starts_with('.')))
}

/// Returns whether a path is an entry of the site's folder that is no source, such as the output folder.
fn is_output(root: &Path, path: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.components().count() == 1 && !SOURCES.iter().any(|source| inside == Path::new(source))
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Returns the message for the loss of events.
fn failure(error: &notify::Error) -> String {
    let reason = match &error.kind {
        ErrorKind::MaxFilesWatch => "the system's limit of watched folders is reached".to_owned(),
        ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    };
    format!("changes of files give no events ({reason}), so the sources are scanned every second or two")
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange, Flag, RemoveKind, RenameMode};

    fn event(kind: EventKind, paths: &[&str]) -> notify::Result<Event> {
        Ok(paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path))))
    }

    /// Returns the paths that an event names, and what it says of them. No path stands for any source.
    fn changes(event: notify::Result<Event>) -> Option<(Vec<String>, SaveState)> {
        let text = |path: &PathBuf| path.to_string_lossy().into_owned();
        changes_of(Path::new("/desk"), event).map(|(changes, state)| match changes {
            Changes::Paths(paths) => (paths.iter().map(text).collect(), state),
            Changes::Any => (Vec::new(), state),
        })
    }

    #[test]
    fn only_sources_ask_for_scans() {
        use SaveState::{Finished, Unknown};
        let data = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        let folder = EventKind::Create(CreateKind::Folder);
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        type EventCase<'c> = (EventKind, &'c [&'c str], Option<(&'c [&'c str], SaveState)>);
        let cases: &[EventCase<'_>] = &[
            (data, &["/desk/content/a.md"], Some((&["/desk/content/a.md"], Unknown))),
            (closed, &["/desk/content/a.md"], Some((&["/desk/content/a.md"], Finished))),
            (folder, &["/desk/content/x"], Some((&["/desk/content/x"], Unknown))),
            (data, &["/desk/site.toml"], Some((&["/desk/site.toml"], Unknown))),
            (EventKind::Access(AccessKind::Any), &["/desk/content/a.md"], None),
            (EventKind::Access(AccessKind::Close(AccessMode::Read)), &["/desk/content/a.md"], None),
            (data, &["/desk/content/.a.md.swp"], None),
            (data, &["/desk/content/.obsidian/x.json"], None),
            (folder, &["/desk/public"], None),
            (renamed, &["/desk/.public.next", "/desk/public"], None),
            (
                renamed,
                &["/desk/content/.a.tmp", "/desk/content/a.md"],
                Some((&["/desk/content/a.md"], Finished)),
            ),
            (
                EventKind::Remove(RemoveKind::Folder),
                &["/desk/content/x"],
                Some((&["/desk/content/x"], Unknown)),
            ),
            (EventKind::Other, &[], Some((&[], Unknown))),
        ];
        for (kind, paths, expected) in cases {
            let expected = expected.map(|(paths, state)| {
                (paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>(), state)
            });
            assert_eq!(changes(event(*kind, paths)), expected, "{kind:?} {paths:?}");
        }
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(changes(Ok(lost)), Some((vec![], Unknown)));
        assert_eq!(changes(Err(notify::Error::generic("?"))), Some((vec![], Unknown)));
    }

    #[test]
    fn the_limit_of_the_system_is_named() {
        let message = failure(&notify::Error::new(ErrorKind::MaxFilesWatch));
        assert!(message.contains("limit of watched folders"), "{message}");
    }
}

//! Walks the folders of a site.
//!
//! Skips names that begin with a dot, and backup files of editors and Windows. A link is followed if its target is inside
//! the site. Links in a linked folder are refused, which prevents loops and exponential copies.

use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::{FileKind, World};
use crate::diagnostic::{
    Code, Diagnostic, NOT_A_REGULAR_FILE, SYMLINK_ESCAPES_SITE, SourceLocation, UNREADABLE,
};

/// Maximum depth of nested folders.
const MAX_DEPTH: usize = 32;

/// A regular file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceFile {
    /// Its path relative to the site's folder.
    pub(super) path: String,
    /// Its canonical path; differs if a link was followed.
    pub(super) real_path: PathBuf,
}

/// How an entry was reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Via {
    /// By folders only.
    Path,
    /// By following a link.
    Link,
}

/// Walks a site's folders.
pub(super) struct SourceWalk<'w> {
    world: &'w dyn World,
    /// The canonical path of the site's folder.
    root: PathBuf,
    /// The files found.
    pub(super) files: Vec<SourceFile>,
    /// Diagnostics of the walk.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether there are links among the entries.
    pub(super) has_links: bool,
}

impl<'w> SourceWalk<'w> {
    /// Creates a walk of the site in this folder. A missing folder has no files.
    pub(super) fn new(world: &'w dyn World, root: &Path) -> Self {
        let mut walk = Self {
            world,
            root: root.to_path_buf(),
            files: Vec::new(),
            diagnostics: Vec::new(),
            has_links: false,
        };
        match world.canonicalize(root) {
            Ok(real) => walk.root = real,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                let root = root.display().to_string();
                walk.report(&UNREADABLE, &root, format!("`{root}` cannot be read: {error}"));
            }
        }
        walk
    }

    /// Walks all files of the site in this folder. Returns also whether it has a folder `content`.
    pub(super) fn of_site(world: &'w dyn World, root: &Path) -> (Self, bool) {
        let mut walk = Self::new(world, root);
        walk.add_path("site.toml");
        let has_content = walk.add_path("content");
        walk.add_path("templates");
        (walk, has_content)
    }

    /// Adds the file at a path relative to the site's folder, or all files of a folder. Returns whether the path exists.
    pub(super) fn add_path(&mut self, path: &str) -> bool {
        let real = self.root.join(path);
        match self.world.symlink_metadata(&real) {
            Ok(stat) => self.add_entry(path.to_owned(), real, stat.kind, 0, Via::Path),
            Err(error) if error.kind() == ErrorKind::NotFound => return false,
            Err(error) => self.report(&UNREADABLE, path, format!("`{path}` cannot be read: {error}")),
        }
        true
    }

    /// Adds an entry that was reached via a path or a link.
    fn add_entry(&mut self, path: String, real: PathBuf, kind: FileKind, depth: usize, via: Via) {
        self.has_links |= kind == FileKind::Link;
        match kind {
            FileKind::File => self.files.push(SourceFile { path, real_path: real }),
            FileKind::Folder if depth >= MAX_DEPTH => {
                self.report(
                    &UNREADABLE,
                    &path,
                    format!("`{path}` is nested more than {MAX_DEPTH} folders deep"),
                );
            }
            FileKind::Folder => self.add_folder(&path, &real, depth, via),
            FileKind::Link if via == Via::Link => {
                let message = format!("`{path}` is a link inside a linked folder");
                self.report(&SYMLINK_ESCAPES_SITE, &path, message);
            }
            FileKind::Link => self.follow_link(path, &real, depth),
            FileKind::Special(what) => {
                self.report(&NOT_A_REGULAR_FILE, &path, format!("`{path}` is {what}, not a file"));
            }
        }
    }

    fn add_folder(&mut self, path: &str, real: &Path, depth: usize, via: Via) {
        let listed = match self.world.read_dir(real) {
            Ok(listed) => listed,
            Err(error) => {
                return self.report(&UNREADABLE, path, format!("`{path}` cannot be read: {error}"));
            }
        };
        for entry in listed {
            let Some(name) = entry.name.to_str() else {
                let name = entry.name.to_string_lossy();
                self.report(&UNREADABLE, path, format!("the name of `{path}/{name}` is not UTF-8"));
                continue;
            };
            if !is_hidden_or_backup(name) {
                self.add_entry(format!("{path}/{name}"), real.join(name), entry.kind, depth + 1, via);
            }
        }
    }

    fn follow_link(&mut self, path: String, link: &Path, depth: usize) {
        let target = self
            .world
            .canonicalize(link)
            .and_then(|target| Ok((self.world.symlink_metadata(&target)?.kind, target)));
        let (kind, target) = match target {
            Ok(found) => found,
            Err(error) => {
                return self.report(&UNREADABLE, &path, format!("`{path}` is a broken link: {error}"));
            }
        };
        match self.link_refusal(link, &target) {
            Some(reason) => {
                self.report(&SYMLINK_ESCAPES_SITE, &path, format!("`{path}` is a link that {reason}"))
            }
            None if kind == FileKind::File && is_prose(&target) && !is_prose(Path::new(&path)) => {
                let message =
                    format!("`{path}` is a link to a Markdown file, which would be published as it is");
                self.report(&SYMLINK_ESCAPES_SITE, &path, message);
            }
            None => self.add_entry(path, target, kind, depth, Via::Link),
        }
    }

    /// Returns why a link is not followed, as a verb phrase.
    fn link_refusal(&self, link: &Path, target: &Path) -> Option<&'static str> {
        let Ok(inside) = target.strip_prefix(&self.root) else { return Some("leads out of the site") };
        if link.starts_with(target) {
            return Some("leads to a folder that contains it");
        }
        inside.components().any(is_hidden).then_some("leads to a hidden file or folder")
    }

    fn report(&mut self, code: &'static Code, path: &str, message: String) {
        let help = match code.id {
            "R001" => Some("move it out of the site"),
            "R002" => Some("replace the link with the file itself"),
            _ => None,
        };
        let diagnostic = Diagnostic::new(code, message).at(SourceLocation::file(path));
        self.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}

/// Returns the canonical folder of the site, and the path of an asset relative to it. Fails if the asset is now hidden,
/// Markdown or outside of the site.
pub fn asset(world: &dyn World, root: &Path, path: &str) -> io::Result<(PathBuf, PathBuf)> {
    let real = world.canonicalize(root)?;
    let target = world.canonicalize(&root.join(path))?;
    let inside = target.strip_prefix(&real).map_err(|_| super::inside::changed())?;
    if inside.components().any(is_hidden) || is_prose(inside) {
        return Err(super::inside::changed());
    }
    let inside = inside.to_path_buf();
    Ok((real, inside))
}

/// Reads an asset by the same rules.
pub fn read_asset(world: &dyn World, root: &Path, path: &str) -> io::Result<Vec<u8>> {
    let (root, inside) = asset(world, root, path)?;
    let mut bytes = Vec::new();
    world.read_inside(&root, &inside, &mut |chunk| bytes.extend_from_slice(chunk))?;
    Ok(bytes)
}

fn is_hidden(part: Component<'_>) -> bool {
    part.as_os_str().to_string_lossy().starts_with('.')
}

/// Returns whether a file is Markdown, by its extension. Case is ignored: otherwise `NOTE.MD` would be published as an asset,
/// even if it is a draft.
pub(super) fn is_prose(path: &Path) -> bool {
    let end = path.extension();
    end.is_some_and(|end| ["md", "markdown"].iter().any(|text| end.eq_ignore_ascii_case(text)))
}

/// Returns whether any part of a path is the name of a hidden file or a backup.
pub(super) fn is_hidden_or_backup_path(path: &str) -> bool {
    path.split('/').any(is_hidden_or_backup)
}

/// Returns whether a file is hidden, or a backup of an editor or Windows: `.name`, `name~`, `#name#`, `name.swp`,
/// `Thumbs.db`.
fn is_hidden_or_backup(name: &str) -> bool {
    if ["thumbs.db", "desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return true;
    }
    let swap =
        Path::new(name).extension().is_some_and(|end| ["swp", "swo", "swx"].iter().any(|swap| end == *swap));
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) || swap
}

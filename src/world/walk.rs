//! What lies in a folder of the site, at any depth.
//!
//! Skipped are names that begin with a dot and what editors and Windows leave behind. A link is followed where it stays inside
//! the site, once: what it leads to may hold no link of its own, so that no loop and no flood of copies can arise.

use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::{FileKind, World};
use crate::diagnostic::{Code, Diagnostic, LINK_LEADS_OUT, NOT_A_REGULAR_FILE, SourceLocation, UNREADABLE};

/// Folders within folders, at most.
const MAX_DEPTH: usize = 32;

/// A regular file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceFile {
    /// Its site-relative path.
    pub(super) path: String,
    /// Where its bytes are; differs where a link was followed.
    pub(super) real_path: PathBuf,
}

/// Walks a site's folders.
pub(super) struct SourceWalk<'w> {
    world: &'w dyn World,
    /// The site's folder, links followed.
    root: PathBuf,
    /// The files found.
    pub(super) files: Vec<SourceFile>,
    /// What was found wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'w> SourceWalk<'w> {
    /// A walk through the site in this folder, which has nothing to find where there is no such folder.
    pub(super) fn new(world: &'w dyn World, root: &Path) -> Self {
        let mut walk = Self { world, root: root.to_path_buf(), files: Vec::new(), diagnostics: Vec::new() };
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

    /// Finds what stands at a site-relative path, and where that is a folder, all in it; whether anything does.
    pub(super) fn add_path(&mut self, path: &str) -> bool {
        let real = self.root.join(path);
        match self.world.symlink_metadata(&real) {
            Ok(stat) => self.add_entry(path.to_owned(), real, stat.kind, 0, false),
            Err(error) if error.kind() == ErrorKind::NotFound => return false,
            Err(error) => self.report(&UNREADABLE, path, format!("`{path}` cannot be read: {error}")),
        }
        true
    }

    /// `linked` where a link was followed on the way.
    fn add_entry(&mut self, path: String, real: PathBuf, kind: FileKind, depth: usize, linked: bool) {
        match kind {
            FileKind::File => self.files.push(SourceFile { path, real_path: real }),
            FileKind::Folder if depth >= MAX_DEPTH => {
                self.report(&UNREADABLE, &path, format!("`{path}` lies more than {MAX_DEPTH} folders deep"));
            }
            FileKind::Folder => self.add_folder(&path, &real, depth, linked),
            FileKind::Link if linked => {
                let message = format!("`{path}` is a link in a folder that was itself reached by a link");
                self.report(&LINK_LEADS_OUT, &path, message);
            }
            FileKind::Link => self.follow_link(path, &real, depth),
            FileKind::Special(what) => {
                self.report(&NOT_A_REGULAR_FILE, &path, format!("`{path}` is {what}, not a file"));
            }
        }
    }

    fn add_folder(&mut self, path: &str, real: &Path, depth: usize, linked: bool) {
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
                self.add_entry(format!("{path}/{name}"), real.join(name), entry.kind, depth + 1, linked);
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
                return self.report(
                    &UNREADABLE,
                    &path,
                    format!("`{path}` is a link that leads nowhere: {error}"),
                );
            }
        };
        match self.link_refusal(link, &target) {
            Some(why) => self.report(&LINK_LEADS_OUT, &path, format!("`{path}` is a link that {why}")),
            None if kind == FileKind::File && is_prose(&target) && !is_prose(Path::new(&path)) => {
                let message = format!(
                    "`{path}` is a link that leads to a Markdown file, and would publish it as it is"
                );
                self.report(&LINK_LEADS_OUT, &path, message);
            }
            None => self.add_entry(path, target, kind, depth, true),
        }
    }

    /// Why a link is not followed there.
    fn link_refusal(&self, link: &Path, target: &Path) -> Option<&'static str> {
        let Ok(inside) = target.strip_prefix(&self.root) else { return Some("leads out of the site") };
        if link.starts_with(target) {
            return Some("leads back to a folder it lies in");
        }
        inside.components().any(hidden).then_some("leads to a hidden file or folder")
    }

    fn report(&mut self, code: &'static Code, path: &str, message: String) {
        let help = match code.id {
            "R001" => Some("move it out of the site"),
            "R002" => Some("put the file itself here in place of the link"),
            _ => None,
        };
        let note = Diagnostic::new(code, message).at(SourceLocation::file(path));
        self.diagnostics.push(match help {
            Some(help) => note.help(help),
            None => note,
        });
    }
}

/// The real folder of the site, and the path from there of the file that is to be copied as it is.
pub fn asset(world: &dyn World, root: &Path, path: &str) -> io::Result<(PathBuf, PathBuf)> {
    let real = world.canonicalize(root)?;
    let target = world.canonicalize(&root.join(path))?;
    let inside = target.strip_prefix(&real).map_err(|_| super::inside::changed())?;
    if inside.components().any(hidden) || is_prose(inside) {
        return Err(super::inside::changed());
    }
    let inside = inside.to_path_buf();
    Ok((real, inside))
}

fn hidden(part: Component<'_>) -> bool {
    part.as_os_str().to_string_lossy().starts_with('.')
}

/// Whether a file is Markdown, by its name. Endings count in any case, lest `NOTE.MD` be served as it is, draft or not.
pub(super) fn is_prose(path: &Path) -> bool {
    let end = path.extension();
    end.is_some_and(|end| ["md", "markdown"].iter().any(|text| end.eq_ignore_ascii_case(text)))
}

/// Whether a file is hidden, or left behind by an editor or by Windows: `.name`, `name~`, `#name#`, `name.swp`,
/// `Thumbs.db`.
fn is_hidden_or_backup(name: &str) -> bool {
    if ["thumbs.db", "desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return true;
    }
    let swap =
        Path::new(name).extension().is_some_and(|end| ["swp", "swo", "swx"].iter().any(|swap| end == *swap));
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) || swap
}

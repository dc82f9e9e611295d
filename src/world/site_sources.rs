//! Reads the files of a site's folder.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::decode::decode_text;
use super::walk::{SourceFile, SourceWalk, is_prose};
use super::{Stat, World};
use crate::diagnostic::{Code, Diagnostic, FILE_TOO_LARGE, Outcome, SourceLocation, UNREADABLE};
use crate::text::Source;

/// Maximum size of a text file in bytes. A long book has about one million.
pub const MAX_TEXT_BYTES: u64 = 8 << 20;
/// Maximum size of an asset in bytes. Static hosts do not accept larger files.
pub const MAX_ASSET_BYTES: u64 = 512 << 20;

/// The sources of a site. All paths are relative to the site's folder with `/` as separator, and sorted.
#[derive(Clone, Debug, Default)]
pub struct SiteSources {
    /// `site.toml`.
    pub settings: Option<Source>,
    /// Whether `content/` exists.
    pub has_content: bool,
    /// The Markdown files under `content/`.
    pub content: Vec<Source>,
    /// The `.html` files under `templates/`.
    pub templates: Vec<Source>,
    /// The `.ftl` files under `templates/labels/`.
    pub labels: Vec<Source>,
    /// All other files under `templates/`.
    pub theme_files: Vec<String>,
    /// All other files under `content/`.
    pub assets: Vec<Arc<str>>,
}

impl SiteSources {
    /// Returns the text of a file.
    pub(super) fn text_mut(&mut self, path: &str) -> Option<&mut Source> {
        if path == "site.toml" {
            return self.settings.as_mut();
        }
        let Self { content, templates, labels, .. } = self;
        let mut lists = [content, templates, labels].into_iter();
        lists.find_map(|list| {
            let index = list.binary_search_by(|source| (*source.path).cmp(path)).ok()?;
            Some(&mut list[index])
        })
    }
}

/// Sorts the files of a site by their purpose.
pub(super) struct SourceSorter {
    sources: SiteSources,
    diagnostics: Vec<Diagnostic>,
    /// Diagnostics of files that are not read as text, which come after those of texts.
    of_others: Vec<Diagnostic>,
}

impl SourceSorter {
    pub(super) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { sources: SiteSources::default(), diagnostics, of_others: Vec::new() }
    }

    /// Adds a text file, or the diagnostic of one that cannot be read.
    pub(super) fn add_text(&mut self, text: Result<Source, Diagnostic>) {
        match text {
            Err(diagnostic) => self.diagnostics.push(diagnostic),
            Ok(text) => match text.path.split('/').next() {
                Some("content") => self.sources.content.push(text),
                Some("templates") if is_message_file(&text.path) => self.sources.labels.push(text),
                Some("templates") => self.sources.templates.push(text),
                _ => self.sources.settings = Some(text),
            },
        }
    }

    /// Adds a file that is copied, unless it cannot be examined or is too large.
    pub(super) fn add_other(&mut self, path: &Arc<str>, stat: &io::Result<Stat>) {
        match (size_problem(path, stat), path.strip_prefix("templates/")) {
            (Some(diagnostic), _) => self.of_others.push(diagnostic),
            (None, Some(_)) => self.sources.theme_files.push(path.to_string()),
            (None, None) => self.sources.assets.push(path.clone()),
        }
    }

    pub(super) fn finish(mut self) -> Outcome<SiteSources> {
        sort_by_path(&mut self.sources);
        self.diagnostics.extend(self.of_others);
        Outcome::new(self.sources, self.diagnostics)
    }
}

/// Reads one text file of the site in the folder `root`. Returns `None` if it is missing or unreadable; the latter gives a
/// diagnostic.
pub fn read_source(world: &dyn World, root: &Path, path: &str) -> Outcome<Option<Source>> {
    let mut walk = SourceWalk::new(world, root);
    walk.add_path(path);
    let SourceWalk { mut files, mut diagnostics, .. } = walk;
    files.retain(|file| file.path == path);
    let source = read_all(world, files, &mut diagnostics).pop();
    Outcome::new(source, diagnostics)
}

/// Sorts by whole path, which differs from the order of folder entries: `a.md` comes before `a/b.md`.
fn sort_by_path(sources: &mut SiteSources) {
    sources.content.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    sources.templates.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    sources.labels.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    sources.theme_files.sort_unstable();
    sources.assets.sort_unstable();
}

/// Returns whether a file is read as text.
pub(super) fn is_text(path: &str) -> bool {
    match path.split('/').next() {
        Some("content") => is_prose(Path::new(path)),
        Some("templates") => is_message_file(path) || has_extension(path, "html"),
        _ => true,
    }
}

/// Returns whether a file holds the labels of a language.
fn is_message_file(path: &str) -> bool {
    path.starts_with("templates/labels/") && has_extension(path, "ftl")
}

fn has_extension(path: &str, wanted: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn read_all(world: &dyn World, files: Vec<SourceFile>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Source> {
    let read: Vec<Result<Source, Diagnostic>> =
        files.into_par_iter().with_max_len(64).map(|file| read_text(world, &file)).collect();
    read.into_iter().filter_map(|read| read.map_err(|diagnostic| diagnostics.push(diagnostic)).ok()).collect()
}

pub(super) fn read_text(world: &dyn World, file: &SourceFile) -> Result<Source, Diagnostic> {
    match world.read(&file.real_path, MAX_TEXT_BYTES) {
        Ok(bytes) => decode_text(&file.path, bytes),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            Err(too_large(&file.path, "text", MAX_TEXT_BYTES))
        }
        Err(error) => Err(unreadable(&file.path, &error)),
    }
}

/// Returns the hash of a file's bytes; `None` if it cannot be read.
pub(super) fn hash_file(world: &dyn World, path: &Path) -> Option<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    world.read_chunks(path, &mut |chunk| _ = hasher.update(chunk)).ok()?;
    Some(hasher.finalize())
}

/// Returns the diagnostic of a file that cannot be copied, by its metadata.
fn size_problem(path: &str, stat: &io::Result<Stat>) -> Option<Diagnostic> {
    match stat {
        Ok(stat) if stat.len <= MAX_ASSET_BYTES => None,
        Ok(_) => Some(too_large(path, "file", MAX_ASSET_BYTES)),
        Err(error) => Some(unreadable(path, error)),
    }
}

/// Returns the diagnostic for a file that cannot be read.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    file_diagnostic(&UNREADABLE, path, format!("`{path}` cannot be read: {error}"))
}

/// Returns the diagnostic for a file that has more than `limit` bytes.
pub(super) fn too_large(path: &str, kind: &str, limit: u64) -> Diagnostic {
    file_diagnostic(
        &FILE_TOO_LARGE,
        path,
        format!("`{path}` is larger than {} MB, the limit for a {kind}", limit >> 20),
    )
    .help("make it smaller, or host it elsewhere and link to it")
}

fn file_diagnostic(code: &'static Code, path: &str, message: String) -> Diagnostic {
    Diagnostic::new(code, message).at(SourceLocation::file(path))
}

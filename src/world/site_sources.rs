//! A site's folder, read.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::World;
use super::decode::decode_text;
use super::walk::{SourceFile, SourceWalk, is_prose};
use crate::diagnostic::{Code, Diagnostic, FILE_TOO_LARGE, Outcome, SourceLocation, UNREADABLE};
use crate::text::Source;

/// Bytes of a text file, at most: a long book has about one million.
pub const MAX_TEXT_BYTES: u64 = 8 << 20;
/// Bytes of a picture, recording or other file beside the prose, at most: hosts of static files take no more.
pub const MAX_ASSET_BYTES: u64 = 512 << 20;

/// Everything a site is made of. All paths are site-relative with `/` between their parts, and sorted.
#[derive(Clone, Debug, Default)]
pub struct SiteSources {
    /// `site.toml`.
    pub settings: Option<Source>,
    /// Whether there is a `content/`.
    pub has_content: bool,
    /// The Markdown files under `content/`.
    pub content: Vec<Source>,
    /// The `.html` files under `templates/`.
    pub templates: Vec<Source>,
    /// All other files under `templates/`.
    pub theme_files: Vec<String>,
    /// All other files under `content/`.
    pub assets: Vec<Arc<str>>,
}

/// Reads the site in the folder `root`. What cannot be read is left out and told of; what is not there is left out.
pub fn read_site(world: &dyn World, root: &Path) -> Outcome<SiteSources> {
    let mut walk = SourceWalk::new(world, root);
    walk.add_path("site.toml");
    let has_content = walk.add_path("content");
    walk.add_path("templates");
    let SourceWalk { files, diagnostics: mut notes, .. } = walk;
    let mut sources = SiteSources { has_content, ..SiteSources::default() };
    let (texts, others): (Vec<SourceFile>, Vec<SourceFile>) =
        files.into_iter().partition(|file| is_text(&file.path));
    for text in read_all(world, texts, &mut notes) {
        match text.path.split('/').next() {
            Some("content") => sources.content.push(text),
            Some("templates") => sources.templates.push(text),
            _ => sources.settings = Some(text),
        }
    }
    for file in others.into_iter().filter(|file| check_asset_size(world, file, &mut notes)) {
        match file.path.strip_prefix("templates/") {
            Some(_) => sources.theme_files.push(file.path),
            None => sources.assets.push(file.path.into()),
        }
    }
    sort_by_path(&mut sources);
    Outcome::new(sources, notes)
}

/// Reads one text file of the site in the folder `root`; none where it is not there or cannot be read, which is told of.
pub fn read_source(world: &dyn World, root: &Path, path: &str) -> Outcome<Option<Source>> {
    let mut walk = SourceWalk::new(world, root);
    walk.add_path(path);
    let SourceWalk { mut files, diagnostics: mut notes, .. } = walk;
    files.retain(|file| file.path == path);
    let source = read_all(world, files, &mut notes).pop();
    Outcome::new(source, notes)
}

/// Folders are listed by name, which is not the order of whole paths: `a.md` comes before `a/b.md`.
fn sort_by_path(sources: &mut SiteSources) {
    sources.content.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    sources.templates.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    sources.theme_files.sort_unstable();
    sources.assets.sort_unstable();
}

/// Whether a file is read as text.
fn is_text(path: &str) -> bool {
    match path.split('/').next() {
        Some("content") => is_prose(Path::new(path)),
        Some("templates") => Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case("html")),
        _ => true,
    }
}

fn read_all(world: &dyn World, files: Vec<SourceFile>, notes: &mut Vec<Diagnostic>) -> Vec<Source> {
    let read: Vec<Result<Source, Diagnostic>> =
        files.into_par_iter().with_max_len(64).map(|file| read_text(world, &file)).collect();
    read.into_iter().filter_map(|read| read.map_err(|note| notes.push(note)).ok()).collect()
}

fn read_text(world: &dyn World, file: &SourceFile) -> Result<Source, Diagnostic> {
    match world.read(&file.real_path, MAX_TEXT_BYTES) {
        Ok(bytes) => decode_text(&file.path, bytes),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            Err(too_large(&file.path, "text", MAX_TEXT_BYTES))
        }
        Err(error) => {
            Err(file_diagnostic(&UNREADABLE, &file.path, format!("`{}` cannot be read: {error}", file.path)))
        }
    }
}

fn check_asset_size(world: &dyn World, file: &SourceFile, notes: &mut Vec<Diagnostic>) -> bool {
    let fault = match world.symlink_metadata(&file.real_path) {
        Ok(stat) if stat.len <= MAX_ASSET_BYTES => return true,
        Ok(_) => too_large(&file.path, "file", MAX_ASSET_BYTES),
        Err(error) => {
            file_diagnostic(&UNREADABLE, &file.path, format!("`{}` cannot be read: {error}", file.path))
        }
    };
    notes.push(fault);
    false
}

pub(super) fn too_large(path: &str, what: &str, most: u64) -> Diagnostic {
    file_diagnostic(
        &FILE_TOO_LARGE,
        path,
        format!("a {what} may have {} MB, and `{path}` has more", most >> 20),
    )
    .help("make it smaller, or keep it elsewhere and link to it")
}

fn file_diagnostic(code: &'static Code, path: &str, message: String) -> Diagnostic {
    Diagnostic::new(code, message).at(SourceLocation::file(path))
}

//! A site's folder, read.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::World;
use super::decode::decode;
use super::walk::{Found, Walk, is_prose};
use crate::diagnostic::{Code, Diagnostic, FILE_TOO_LARGE, Outcome, Place, UNREADABLE};
use crate::text::Source;

/// Bytes of a text file, at most: a long book has about one million.
pub const MOST_TEXT: u64 = 8 << 20;
/// Bytes of a picture, recording or other file beside the prose, at most: hosts of static files take no more.
pub const MOST_ASSET: u64 = 512 << 20;

/// Everything a site is made of. All paths are site-relative with `/` between their parts, and sorted.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// `site.toml`.
    pub settings: Option<Source>,
    /// Whether there is a `content/`.
    pub has_content: bool,
    /// The Markdown files under `content/`.
    pub content: Vec<Source>,
    /// The `.html` files under `templates/`.
    pub templates: Vec<Source>,
    /// All other files under `templates/`.
    pub look: Vec<String>,
    /// All other files under `content/`.
    pub assets: Vec<Arc<str>>,
}

/// Reads the site in the folder `root`. What cannot be read is left out and told of; what is not there is left out.
pub fn read(world: &dyn World, root: &Path) -> Outcome<Sources> {
    let mut walk = Walk::new(world, root);
    walk.find("site.toml");
    let has_content = walk.find("content");
    walk.find("templates");
    let Walk { files, mut notes, .. } = walk;
    let mut sources = Sources { has_content, ..Sources::default() };
    let (texts, others): (Vec<Found>, Vec<Found>) = files.into_iter().partition(|file| is_text(&file.path));
    for text in read_all(world, texts, &mut notes) {
        match text.path.split('/').next() {
            Some("content") => sources.content.push(text),
            Some("templates") => sources.templates.push(text),
            _ => sources.settings = Some(text),
        }
    }
    for file in others.into_iter().filter(|file| fits(world, file, &mut notes)) {
        match file.path.strip_prefix("templates/") {
            Some(_) => sources.look.push(file.path),
            None => sources.assets.push(file.path.into()),
        }
    }
    sort(&mut sources);
    Outcome::new(sources, notes)
}

/// Reads one text file of the site in the folder `root`; none where it is not there or cannot be read, which is told of.
pub fn read_source(world: &dyn World, root: &Path, path: &str) -> Outcome<Option<Source>> {
    let mut walk = Walk::new(world, root);
    walk.find(path);
    let Walk { mut files, mut notes, .. } = walk;
    files.retain(|file| file.path == path);
    let source = read_all(world, files, &mut notes).pop();
    Outcome::new(source, notes)
}

/// Folders are listed by name, which is not the order of whole paths: `a.md` comes before `a/b.md`.
fn sort(sources: &mut Sources) {
    sources.content.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    sources.templates.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    sources.look.sort_unstable();
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

fn read_all(world: &dyn World, files: Vec<Found>, notes: &mut Vec<Diagnostic>) -> Vec<Source> {
    let read: Vec<Result<Source, Diagnostic>> =
        files.into_par_iter().with_max_len(64).map(|file| read_text(world, &file)).collect();
    read.into_iter().filter_map(|read| read.map_err(|note| notes.push(note)).ok()).collect()
}

fn read_text(world: &dyn World, file: &Found) -> Result<Source, Diagnostic> {
    match world.read(&file.real, MOST_TEXT) {
        Ok(bytes) => decode(&file.path, bytes),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            Err(too_large(&file.path, "text", MOST_TEXT))
        }
        Err(error) => Err(note(&UNREADABLE, &file.path, format!("`{}` cannot be read: {error}", file.path))),
    }
}

fn fits(world: &dyn World, file: &Found, notes: &mut Vec<Diagnostic>) -> bool {
    let fault = match world.look(&file.real) {
        Ok(stat) if stat.len <= MOST_ASSET => return true,
        Ok(_) => too_large(&file.path, "file", MOST_ASSET),
        Err(error) => note(&UNREADABLE, &file.path, format!("`{}` cannot be read: {error}", file.path)),
    };
    notes.push(fault);
    false
}

pub(super) fn too_large(path: &str, what: &str, most: u64) -> Diagnostic {
    note(&FILE_TOO_LARGE, path, format!("a {what} may have {} MB, and `{path}` has more", most >> 20))
        .mend("make it smaller, or keep it elsewhere and link to it")
}

fn note(code: &'static Code, path: &str, message: String) -> Diagnostic {
    Diagnostic::new(code, message).at(Place::file(path))
}

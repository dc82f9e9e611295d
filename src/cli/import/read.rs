//! Reads the files of the site that is imported. Links are not followed.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::import::SourceTree;
use crate::text::Source;
use crate::world::{FileKind, World};

/// Maximum number of files.
const MAX_FILES: usize = 500_000;
/// Maximum depth of folders.
const MAX_DEPTH: usize = 32;
/// Maximum size of a text, in bytes.
const MAX_TEXT: u64 = 16 << 20;
/// Maximum size of an export of WordPress, in bytes.
const MAX_EXPORT: u64 = 256 << 20;
/// Folders of other programs that hold no sources.
const SKIPPED: [&str; 6] = ["node_modules", "vendor", "target", "_site", "bower_components", "__pycache__"];
/// Extensions of files that are read as text.
const TEXTS: [&str; 13] =
    ["md", "markdown", "mdx", "html", "htm", "toml", "yml", "yaml", "json", "xml", "svg", "liquid", "njk"];
/// Settings of other programs whose presence tells the kind of a site.
const SCRIPTS: [&str; 2] = ["js", "ts"];

/// Reads a folder, or one file.
pub(super) fn read_tree(world: &dyn World, root: &Path) -> Result<SourceTree, String> {
    let failed = |error: std::io::Error| format!("`{}` cannot be read: {error}", root.display());
    let real = world.canonicalize(root).map_err(failed)?;
    let mut walk = TreeWalk { world, tree: SourceTree::default(), texts: Vec::new() };
    match world.symlink_metadata(&real).map_err(failed)?.kind {
        FileKind::File => {
            let name = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            walk.texts.push((name, real));
        }
        _ => walk.folder("", &real, 0),
    }
    Ok(walk.read_texts())
}

struct TreeWalk<'w> {
    world: &'w dyn World,
    tree: SourceTree,
    texts: Vec<(String, PathBuf)>,
}

impl TreeWalk<'_> {
    fn folder(&mut self, path: &str, real: &Path, depth: usize) {
        let entries = match self.world.read_dir(real) {
            Ok(entries) => entries,
            Err(error) => return self.unread(path, format!("cannot be read: {error}")),
        };
        for entry in entries {
            let Some(name) = entry.name.to_str() else {
                self.unread(
                    &format!("{path}{}", entry.name.to_string_lossy()),
                    "the name is not UTF-8".to_owned(),
                );
                continue;
            };
            self.entry(&format!("{path}{name}"), name, &real.join(name), entry.kind, depth);
        }
    }

    fn entry(&mut self, path: &str, name: &str, real: &Path, kind: FileKind, depth: usize) {
        match kind {
            FileKind::Folder if name == ".obsidian" => {
                self.tree.others.insert(format!("{path}/app.json"), 0);
            }
            FileKind::Folder if name.starts_with('.') || SKIPPED.contains(&name) => {}
            FileKind::Folder if depth >= MAX_DEPTH => self.unread(path, "nested too deeply".to_owned()),
            FileKind::Folder => self.folder(&format!("{path}/"), real, depth + 1),
            FileKind::File if self.tree.others.len() + self.texts.len() >= MAX_FILES => {
                self.unread(path, format!("more than {MAX_FILES} files"));
            }
            FileKind::File => self.file(path, name, real),
            FileKind::Link => self.unread(path, "a link, which is not followed".to_owned()),
            FileKind::Special(what) => self.unread(path, format!("{what}, not a file")),
        }
    }

    fn file(&mut self, path: &str, name: &str, real: &Path) {
        let extension = Path::new(name)
            .extension()
            .map(|end| end.to_string_lossy().to_ascii_lowercase())
            .unwrap_or_default();
        let is_data = matches!(&*extension, "js" | "mjs" | "cjs" | "ts") && path.contains("_data/");
        let is_settings = matches!(name, ".eleventyignore" | "quartz.config.ts");
        if TEXTS.contains(&&*extension) || is_settings || is_data {
            self.texts.push((path.to_owned(), real.to_owned()));
        } else if !name.starts_with('.') || SCRIPTS.contains(&&*extension) {
            self.tree.others.insert(path.to_owned(), 0);
        }
    }

    fn unread(&mut self, path: &str, reason: String) {
        self.tree.unread.push((path.to_owned(), reason));
    }

    /// Reads the texts in parallel.
    fn read_texts(mut self) -> SourceTree {
        let world = self.world;
        let read: Vec<_> =
            self.texts.par_iter().map(|(path, real)| (path, read_text(world, path, real))).collect();
        for (path, text) in read {
            match text {
                Ok(text) => {
                    self.tree.texts.insert(path.clone(), text);
                }
                Err(reason) => self.tree.unread.push((path.clone(), reason)),
            }
        }
        self.tree
    }
}

fn read_text(world: &dyn World, path: &str, real: &Path) -> Result<String, String> {
    let limit = if path.ends_with(".xml") { MAX_EXPORT } else { MAX_TEXT };
    let bytes = world.read(real, limit).map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => format!("larger than {} MB", limit >> 20),
        _ => error.to_string(),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    Ok(Source::from_raw(path, text).text.to_string())
}

//! The files of the site that is imported, and of the site that is written.

use std::collections::BTreeMap;

/// The files of another program's site. Paths are relative to its folder, with `/` as separator.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    /// Text files by path.
    pub texts: BTreeMap<String, String>,
    /// The paths of all other files, with their size in bytes.
    pub others: BTreeMap<String, u64>,
    /// What was not read: path and reason.
    pub unread: Vec<(String, String)>,
}

impl SourceTree {
    /// Returns whether a file exists.
    pub fn has(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.others.contains_key(path)
    }

    /// Returns all paths, in order within each kind.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().chain(self.others.keys()).map(String::as_str)
    }
}

/// The content of a file that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedFile {
    /// A text.
    Text(String),
    /// A copy of the file at this path of the source.
    CopyOf(String),
}

/// Returns a path with `.` and `..` resolved; `None` if it leaves the tree.
pub(super) fn normalized(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the folder of a path with its final `/`; empty at the top level.
pub(super) fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

/// Returns the name of a file without folder and extension.
pub(super) fn stem(path: &str) -> &str {
    let name = &path[folder(path).len()..];
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Returns the extension in lower case; empty if there is none.
pub(super) fn extension(path: &str) -> String {
    let name = &path[folder(path).len()..];
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// Returns the relative path from a file to another.
pub(super) fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (folder(from).split('/').collect(), to.split('/').collect());
    let from = &from[..from.len() - 1];
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(one, other)| one == other).count();
    let mut path = "../".repeat(from.len() - shared);
    path.push_str(&to[shared..].join("/"));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_and_compared() {
        assert_eq!(normalized("a/./b/../c").as_deref(), Some("a/c"));
        assert_eq!(normalized("a/../../c"), None);
        for (from, to, expected) in
            [("a/b.md", "a/c.md", "c.md"), ("a/b/c.md", "d.png", "../../d.png"), ("x.md", "a/b.md", "a/b.md")]
        {
            assert_eq!(relative(from, to), expected, "{from} {to}");
        }
        assert_eq!((stem("a/b.c.md"), &*extension("a/b.MD"), stem("a.b/c")), ("b.c", "md", "c"));
    }
}

//! What is sent to a place and what is removed there.

use std::collections::BTreeSet;

use super::{MANIFEST, PublishManifest};

/// A file of the output folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFile {
    /// Path in the output folder, with `/`.
    pub path: String,
    /// BLAKE3 hash of its bytes, in hexadecimal.
    pub hash: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// A plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishPlan {
    /// Files that are new or have other bytes, in the order in which they are sent: pages, feeds and sitemaps last, the home page at the end.
    pub sent: Vec<LocalFile>,
    /// Files of earlier runs that the output no longer has.
    pub removed: Vec<String>,
    /// Number of files with the same bytes as before.
    pub unchanged: usize,
    /// The manifest while files are sent: it lists old and new files.
    pub during: PublishManifest,
    /// The manifest at the end.
    pub after: PublishManifest,
}

impl PublishPlan {
    /// Returns whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.removed.is_empty()
    }

    /// Returns the sent files in parts. Each must be complete before the next begins.
    pub fn parts(&self) -> impl Iterator<Item = &[LocalFile]> {
        self.sent.chunk_by(|one, other| rank(&one.path) == rank(&other.path))
    }

    /// Returns the size of all sent files in bytes.
    pub fn bytes(&self) -> u64 {
        self.sent.iter().map(|file| file.bytes).sum()
    }

    /// Returns the sent files that the manifest did not list before.
    pub fn new_paths(&self, before: Option<&PublishManifest>) -> Vec<&str> {
        let is_new = |path: &&str| before.is_none_or(|manifest| !manifest.files.contains_key(*path));
        self.sent.iter().map(|file| &*file.path).filter(is_new).collect()
    }
}

/// Plans the changes that turn what is at a place into `files`.
pub fn plan(mut files: Vec<LocalFile>, before: Option<&PublishManifest>) -> PublishPlan {
    files.retain(|file| file.path != MANIFEST);
    let empty = PublishManifest::default();
    let before = before.unwrap_or(&empty);
    let paths: BTreeSet<&str> = files.iter().map(|file| &*file.path).collect();
    let removed = before.files.keys().filter(|path| !paths.contains(&***path)).cloned().collect();
    let after =
        PublishManifest { files: files.iter().map(|file| (file.path.clone(), file.hash.clone())).collect() };
    let mut during = before.clone();
    let count = files.len();
    files.retain(|file| before.files.get(&file.path).is_none_or(|hash| *hash != file.hash));
    during.files.extend(files.iter().map(|file| (file.path.clone(), String::new())));
    files.sort_by(|one, other| (rank(&one.path), &one.path).cmp(&(rank(&other.path), &other.path)));
    PublishPlan { unchanged: count - files.len(), sent: files, removed, during, after }
}

/// Returns the place of a file in the order: pages refer to all others, feeds and sitemaps to pages.
fn rank(path: &str) -> u8 {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        _ if path == "index.html" => 3,
        "atom" | "rss" | "xml" => 2,
        "html" => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, hash: &str) -> LocalFile {
        LocalFile { path: path.to_owned(), hash: hash.to_owned(), bytes: 1 }
    }

    fn manifest(files: &[(&str, &str)]) -> PublishManifest {
        PublishManifest {
            files: files.iter().map(|(path, hash)| ((*path).to_owned(), (*hash).to_owned())).collect(),
        }
    }

    #[test]
    fn pages_are_sent_last_and_only_listed_files_are_removed() {
        let before =
            manifest(&[("index.html", "1"), ("gone.html", "2"), ("style.css", "3"), ("a/b.html", "")]);
        let files = vec![
            file("index.html", "9"),
            file("a/b.html", "5"),
            file("style.css", "3"),
            file("new.png", "6"),
            file(MANIFEST, "7"),
        ];
        let plan = plan(files, Some(&before));
        let sent: Vec<&str> = plan.sent.iter().map(|file| &*file.path).collect();
        assert_eq!(sent, ["new.png", "a/b.html", "index.html"]);
        assert_eq!(plan.parts().count(), 3);
        assert_eq!(plan.removed, ["gone.html"]);
        assert_eq!(plan.unchanged, 1);
        assert_eq!(plan.new_paths(Some(&before)), ["new.png"]);
        assert!(plan.during.files.contains_key("gone.html") && plan.during.files["new.png"].is_empty());
        assert_eq!(plan.after.files.len(), 4);
        assert_eq!(PublishManifest::parse(plan.after.to_json().as_bytes()), Ok(plan.after));
    }

    #[test]
    fn files_that_changed_at_the_place_are_sent_again() {
        let files = vec![
            file("kept.html", "1"),
            file("gone.html", "2"),
            file("cut.html", "3"),
            file("new.html", "4"),
        ];
        let mut before =
            manifest(&[("kept.html", "1"), ("gone.html", "2"), ("cut.html", "3"), ("old.html", "5")]);
        let sizes = [("kept.html", 1), ("cut.html", 0), ("old.html", 9)];
        before.mark_changed(&files, &sizes.map(|(path, bytes)| (path.to_owned(), bytes)).into());
        let plan = plan(files, Some(&before));
        let sent: Vec<&str> = plan.sent.iter().map(|file| &*file.path).collect();
        assert_eq!(sent, ["cut.html", "gone.html", "new.html"]);
        assert_eq!(plan.new_paths(Some(&before)), ["new.html"], "the others are files of the site");
        assert_eq!(plan.removed, ["old.html"]);
    }

    #[test]
    fn a_second_run_has_nothing_to_do() {
        let files = vec![file("index.html", "1"), file("a \"b\".png", "2")];
        let first = plan(files.clone(), None);
        assert_eq!(first.sent.len(), 2);
        assert!(plan(files, Some(&first.after)).is_empty());
    }
}

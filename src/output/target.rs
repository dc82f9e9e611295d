//! Which folder is written, for which site, and what the user has agreed to.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// The output folder and the site it is written for.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The output folder.
    pub folder: &'a Path,
    /// Files and folders of the sources: the output may neither lie in one of them nor hold one.
    pub sources: &'a [&'a Path],
    /// The folder of the site.
    pub root: &'a Path,
    /// The address of the site, where it has one.
    pub address: Option<&'a str>,
    /// For whom it is written.
    pub edition: Edition<'a>,
    /// What the user has agreed to.
    pub consent: Consent,
}

/// For whom an output is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition<'a> {
    /// For readers.
    Published,
    /// For editors: it may hold drafts, and is never written into the folder named here, which is published.
    Preview(&'a Path),
}

/// What the user has agreed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// Nothing.
    #[default]
    None,
    /// The build may remove most of the pages.
    Removal,
    /// The build may take over a folder that another site or somebody else has written, and remove what it can tell
    /// another build wrote.
    Adoption,
}

impl<'a> Target<'a> {
    /// A published output of the site in the folder that holds the output; nothing is agreed to.
    pub fn new(folder: &'a Path) -> Self {
        Self {
            folder,
            sources: &[],
            root: Path::new("."),
            address: None,
            edition: Edition::Published,
            consent: Consent::None,
        }
    }
}

/// The site a ledger belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Owner {
    /// Where its output lies in its folder; its folder, where the output lies outside.
    pub(super) place: String,
    /// Its address, where it has one.
    pub(super) address: Option<String>,
    /// Whether the output may hold drafts.
    pub(super) preview: bool,
}

impl Owner {
    /// The owner of an output. Both paths are real ones.
    pub(super) fn new(target: &Target<'_>, output: &Path, root: &Path) -> Self {
        let place = match output.strip_prefix(root) {
            Ok(inside) => Path::new("./").join(inside),
            Err(_) => root.to_path_buf(),
        };
        Self {
            place: place.to_string_lossy().into_owned(),
            address: target.address.map(str::to_owned),
            preview: matches!(target.edition, Edition::Preview(_)),
        }
    }

    /// Whether two outputs are of one site. A site keeps its address when its folder is moved, and its folder when its
    /// address changes.
    pub(super) fn is(&self, other: &Self) -> bool {
        let address = self.address.is_some() && self.address == other.address;
        self.preview == other.preview && (self.place == other.place || address)
    }
}

/// The command that builds this target, with one more option.
pub(super) fn command(target: &Target<'_>, option: &str) -> String {
    let plain = |path: &Path| path.strip_prefix(".").unwrap_or(path).to_path_buf();
    let (root, folder) = (plain(target.root), plain(target.folder));
    let mut words = vec!["dateline build".to_owned()];
    if !root.as_os_str().is_empty() {
        words.push(format!("--root {}", quoted(&root)));
    }
    if folder != root.join("public") {
        words.push(format!("--output {}", quoted(&folder)));
    }
    words.push(option.to_owned());
    words.join(" ")
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

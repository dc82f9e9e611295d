//! The output folder, the site it belongs to, and the user's consent.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// The output folder and the site it is written for.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The output folder.
    pub folder: &'a Path,
    /// Files and folders of the sources. The output folder may neither be inside one nor contain one.
    pub sources: &'a [&'a Path],
    /// The folder of the site.
    pub root: &'a Path,
    /// The base URL of the site, if it has one.
    pub address: Option<&'a str>,
    /// Whether it is published or a preview.
    pub edition: Edition<'a>,
    /// What the user has agreed to.
    pub consent: Consent,
}

/// The readers that an output is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition<'a> {
    /// For readers.
    Published,
    /// For editors: it may hold drafts, and must not be written to the published folder given here.
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
    /// The build may take over a folder with the output of another site or with unknown files, and remove what it knows to
    /// be written by builds.
    Adoption,
}

impl<'a> Target<'a> {
    /// Creates the target for a published output of the site in the current folder, without consent.
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
    /// Path of its output inside its folder, or its folder if the output is outside.
    pub(super) location: String,
    /// Its base URL, if it has one.
    pub(super) address: Option<String>,
    /// Whether the output may hold drafts.
    pub(super) preview: bool,
}

impl Owner {
    /// Creates the owner of an output. Both paths are canonical.
    pub(super) fn new(target: &Target<'_>, output: &Path, root: &Path) -> Self {
        let location = match output.strip_prefix(root) {
            Ok(inside) => Path::new("./").join(inside),
            Err(_) => root.to_path_buf(),
        };
        Self {
            location: location.to_string_lossy().into_owned(),
            address: target.address.map(str::to_owned),
            preview: matches!(target.edition, Edition::Preview(_)),
        }
    }

    /// Returns whether two outputs belong to the same site: its base URL is kept when its folder is moved, and its folder when
    /// its base URL changes.
    pub(super) fn is_same_site(&self, other: &Self) -> bool {
        let same_address = self.address.is_some() && self.address == other.address;
        self.preview == other.preview && (self.location == other.location || same_address)
    }
}

/// Returns the command that builds this target, with one more option.
pub(super) fn command(target: &Target<'_>, option: &str) -> String {
    let relative = |path: &Path| path.strip_prefix(".").unwrap_or(path).to_path_buf();
    let (root, folder) = (relative(target.root), relative(target.folder));
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

/// Quotes a path for a shell.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_safe = |char: char| char.is_alphanumeric() || "/._-".contains(char);
    if text.chars().all(is_safe) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

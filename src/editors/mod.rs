//! Files that set up editors and content systems for a site, made from the schema of front matter.
//!
//! Returns paths and texts. Each text has a fingerprint of itself, by which a later version of the program recognizes that it
//! would write another text. Pure.

mod cms;
mod fields;
mod obsidian;
mod pages;
mod vscode;
mod yaml_config;

/// An editor or content system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditorKind {
    /// Sveltia CMS.
    Sveltia,
    /// Decap CMS.
    Decap,
    /// Pages CMS.
    Pages,
    /// Visual Studio Code, with the extension Front Matter.
    VsCode,
    /// Obsidian.
    Obsidian,
}

impl EditorKind {
    /// All kinds with their names on the command line.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Sveltia, "sveltia"),
        (Self::Decap, "decap"),
        (Self::Pages, "pages"),
        (Self::VsCode, "vscode"),
        (Self::Obsidian, "obsidian"),
    ];

    /// Returns the paths of the files that state a fingerprint.
    pub fn stamped_paths(self) -> &'static [&'static str] {
        match self {
            Self::Sveltia => &["admin/config.yml"],
            Self::Decap => &["decap/config.yml"],
            Self::Pages => &[".pages.yml"],
            Self::VsCode => &["frontmatter.json"],
            Self::Obsidian => &[".obsidian/types.json"],
        }
    }
}

/// A file for an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorFile {
    /// Path relative to the site's folder.
    pub path: &'static str,
    /// Its text, with [`FINGERPRINT`] if it depends on the schema.
    pub text: String,
}

/// Stands before the fingerprint in a text.
pub const FINGERPRINT: &str = "dateline-fingerprint ";

/// Returns the files of an editor.
pub fn editor_files(kind: EditorKind) -> Vec<EditorFile> {
    match kind {
        EditorKind::Sveltia => cms::files(cms::CmsProgram::Sveltia),
        EditorKind::Decap => cms::files(cms::CmsProgram::Decap),
        EditorKind::Pages => pages::files(),
        EditorKind::VsCode => vscode::files(),
        EditorKind::Obsidian => obsidian::files(),
    }
}

/// Returns the fingerprint of a text without one.
pub fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..12].to_owned()
}

/// Returns the fingerprint that a text states.
pub fn stated_fingerprint(text: &str) -> Option<&str> {
    let (_, after) = text.split_once(FINGERPRINT)?;
    let end = after.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(after.len());
    (end > 0).then(|| &after[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_state_their_fingerprint() {
        for (kind, name) in EditorKind::ALL {
            let files = editor_files(kind);
            let stamped = files.iter().filter(|file| stated_fingerprint(&file.text).is_some());
            let stamped: Vec<&str> = stamped.map(|file| file.path).collect();
            assert!(!stamped.is_empty() && stamped == kind.stamped_paths(), "{name}: {stamped:?}");
            for file in files {
                assert!(!file.path.starts_with("content/"), "{}: content is published", file.path);
                assert!(!file.path.starts_with("templates/"), "{}: the theme is published", file.path);
            }
        }
    }

    #[test]
    fn fingerprints_are_read() {
        let cases = [
            ("# dateline-fingerprint 0a1b\ntitle: x", Some("0a1b")),
            ("{\"$comment\": \"dateline-fingerprint 00ff; x\"}", Some("00ff")),
            ("dateline-fingerprint ", None),
            ("title: x", None),
        ];
        for (text, expected) in cases {
            assert_eq!(stated_fingerprint(text), expected, "{text}");
        }
    }
}

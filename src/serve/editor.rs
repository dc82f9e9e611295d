//! Links that open a file in an editor.

use std::path::Path;
use std::str::FromStr;

use crate::site::percent_encode;

/// URL patterns of editors that register one.
const KNOWN: [(&str, &str); 6] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("none", ""),
];

/// The pattern of links to an editor, with `{path}`, `{line}` and `{column}`. Without any, there are no links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorLink {
    pattern: String,
}

impl Default for EditorLink {
    fn default() -> Self {
        Self { pattern: KNOWN[0].1.to_owned() }
    }
}

impl FromStr for EditorLink {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = KNOWN.iter().find(|(name, _)| *name == text).map(|(_, pattern)| (*pattern).to_owned());
        let own = || Some(text.to_owned()).filter(|text| text.contains("{path}") && is_safe(text));
        known.or_else(own).map(|pattern| Self { pattern }).ok_or_else(|| {
            let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
            format!(
                "write one of {}, or a URL with {{path}}, such as editor://open?file={{path}}&line={{line}}",
                names.join(", ")
            )
        })
    }
}

/// Returns whether a link cannot run a script in the page.
fn is_safe(pattern: &str) -> bool {
    let scheme = pattern.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme =
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme && !["javascript", "data", "vbscript"].iter().any(|no| scheme.eq_ignore_ascii_case(no))
}

impl EditorLink {
    /// Returns the URL that opens a file at a line and column, counted from 1. `None` without a pattern.
    pub(super) fn url(&self, file: &Path, line: u32, column: u32) -> Option<String> {
        let path = file.to_string_lossy().replace('\\', "/");
        // Paths of Windows begin with the name of a drive, and canonical ones with a mark before it.
        let path = path.strip_prefix("//?/").unwrap_or(&path);
        let drive = path.get(..2).filter(|drive| drive.ends_with(':')).unwrap_or_default();
        let path = format!("{drive}{}", percent_encode(&path[drive.len()..]));
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let url = self.pattern.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        (!url.is_empty()).then(|| url.replace("{path}", &path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_paths_of_windows_begin_with_the_drive() {
        let link = EditorLink::default();
        let url = link.url(Path::new(r"\\?\C:\desk\a.md"), 1, 1);
        assert_eq!(url.as_deref(), Some("vscode://file/C:/desk/a.md:1:1"));
    }

    #[test]
    fn editors_have_a_name_or_a_pattern() {
        let cases = [
            ("vscode", Some("vscode://file/desk/content/a%20b.md:3:7")),
            ("idea", Some("idea://open?file=/desk/content/a%20b.md&line=3&column=7")),
            ("x-mine://{path}#{line}", Some("x-mine:///desk/content/a%20b.md#3")),
            ("none", None),
        ];
        for (text, expected) in cases {
            let link: EditorLink = text.parse().expect("valid");
            assert_eq!(link.url(Path::new("/desk/content/a b.md"), 3, 7).as_deref(), expected, "{text}");
        }
        for text in ["", "emacs", "javascript:alert({path})", "{path}", "editor://open"] {
            assert!(text.parse::<EditorLink>().is_err(), "{text}");
        }
    }
}

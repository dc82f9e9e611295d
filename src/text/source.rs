//! One file's text, as every later stage sees it.

use std::sync::Arc;

use super::{LineColumn, LineIndex, Span};

/// A file's path and text. The path is relative to the site, with `/` between its parts;
/// the text is UTF-8 without byte order mark, with `\n` line ends and no NUL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Site-relative path, such as `content/briefings/2025/talks.md`.
    pub path: Arc<str>,
    /// The whole text, front matter included.
    pub text: Arc<str>,
}

impl Source {
    /// Joins a path and a text that is already clean.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// Cleans a file's text: drops a byte order mark, turns CRLF and CR into LF, NUL into U+FFFD.
    /// Line and column of every remaining character stay as an editor shows them.
    pub fn from_raw(path: impl Into<Arc<str>>, raw: String) -> Self {
        Self::new(path, normalize_newlines(raw))
    }

    /// The file's name without folders and extension.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The text under `span`; empty where it does not fit.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn position(&self, offset: u32) -> LineColumn {
        LineIndex::new(&self.text).position(&self.text, offset)
    }
}

fn normalize_newlines(raw: String) -> String {
    let raw = raw.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(raw);
    let has = |byte: u8| raw.as_bytes().contains(&byte);
    if !has(b'\r') && !has(0) {
        return raw;
    }
    raw.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_line_ends_are_cleaned() {
        let cases = [
            ("\u{feff}a", "a"),
            ("a\r\nb\rc\nd", "a\nb\nc\nd"),
            ("a\0b", "a\u{fffd}b"),
            ("a\u{feff}", "a\u{feff}"),
        ];
        for (raw, clean) in cases {
            assert_eq!(&*Source::from_raw("x", raw.to_owned()).text, clean);
        }
    }
}

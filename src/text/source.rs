//! A source file with normalized text.

use std::sync::{Arc, OnceLock};

use super::{LineColumn, LineIndex, Span};

/// Path and text of a file.
///
/// The path is relative to the site, with `/` as separator. The text is UTF-8 without byte order mark and NUL, with `\n`
/// line ends.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Site-relative path, such as `content/briefings/2025/talks.md`.
    pub path: Arc<str>,
    /// Text of the whole file, including front matter. It is never replaced, because `derived` is made from it.
    pub text: Arc<str>,
    derived: Arc<DerivedValues>,
}

/// What is made from the text of a source when it is first asked for. Copies of the source share it.
#[derive(Debug, Default)]
struct DerivedValues {
    lines: OnceLock<LineIndex>,
    #[cfg(feature = "site")]
    hash: OnceLock<[u8; 32]>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Eq for Source {}

impl Source {
    /// Creates a source from normalized text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into(), derived: Arc::default() }
    }

    /// Creates a source and normalizes its text: removes a byte order mark, replaces CRLF and CR by LF, and NUL by U+FFFD.
    /// Lines and columns stay those an editor shows.
    pub fn from_raw(path: impl Into<Arc<str>>, raw: String) -> Self {
        Self::new(path, normalize_newlines(raw))
    }

    /// Returns the file name without folders and extension.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Returns the text of `span`; empty if the span is out of range.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// Returns line and column of a byte offset, both from 1; columns count chars.
    pub fn position(&self, offset: u32) -> LineColumn {
        self.derived.lines.get_or_init(|| LineIndex::new(&self.text)).position(&self.text, offset)
    }

    /// Returns the BLAKE3 hash of the text.
    #[cfg(feature = "site")]
    pub fn text_hash(&self) -> [u8; 32] {
        *self.derived.hash.get_or_init(|| *blake3::hash(self.text.as_bytes()).as_bytes())
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
    fn byte_order_mark_line_ends_and_nul_are_normalized() {
        let cases = [
            ("\u{feff}a", "a"),
            ("a\r\nb\rc\nd", "a\nb\nc\nd"),
            ("a\0b", "a\u{fffd}b"),
            ("a\u{feff}", "a\u{feff}"),
        ];
        for (raw, expected) in cases {
            assert_eq!(&*Source::from_raw("x", raw.to_owned()).text, expected);
        }
    }
}

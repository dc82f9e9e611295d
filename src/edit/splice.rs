//! Replacements in a text with any line ends, at offsets of the normalized text.

use crate::text::Span;

/// A replacement of a span of the normalized text; its line ends are `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Splice {
    span: Span,
    text: String,
}

/// Replacements that belong together, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Splices {
    parts: Vec<Splice>,
}

impl Splices {
    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::default().and_insert(at, text)
    }

    pub(super) fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { parts: vec![Splice { span, text: text.into() }] }
    }

    pub(super) fn and_insert(mut self, at: usize, text: impl Into<String>) -> Self {
        self.parts.push(Splice { span: Span::empty_at(at), text: text.into() });
        self
    }

    pub(super) fn and_replace(mut self, span: Span, text: String) -> Self {
        self.parts.push(Splice { span, text });
        self
    }

    /// Applies the replacements to a text that is not normalized. Returns `None` if they do not ascend.
    pub(super) fn apply(&self, raw: &str) -> Option<String> {
        let line_end = line_end_of(raw);
        let mut offsets = RawOffsets::new(raw);
        let (mut edited, mut copied) = (String::with_capacity(raw.len() + 256), 0);
        for part in &self.parts {
            let start = offsets.raw(part.span.start as usize)?;
            let end = offsets.raw(part.span.end as usize)?;
            edited.push_str(raw.get(copied..start)?);
            edited.push_str(&part.text.replace('\n', line_end));
            copied = end;
        }
        edited.push_str(raw.get(copied..)?);
        Some(edited)
    }
}

/// Returns the first line end of a text.
fn line_end_of(raw: &str) -> &'static str {
    let end = raw.find(['\r', '\n']).map_or("\n", |end| &raw[end..]);
    match () {
        () if end.starts_with("\r\n") => "\r\n",
        () if end.starts_with('\r') => "\r",
        () => "\n",
    }
}

/// Maps ascending offsets of the normalized text to the text as it is.
struct RawOffsets<'r> {
    raw: &'r str,
    normalized: usize,
    offset: usize,
}

impl<'r> RawOffsets<'r> {
    fn new(raw: &'r str) -> Self {
        Self {
            raw,
            normalized: 0,
            offset: if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
        }
    }

    fn raw(&mut self, normalized: usize) -> Option<usize> {
        while self.normalized < normalized {
            let rest = &self.raw[self.offset..];
            let c = rest.chars().next()?;
            self.offset += c.len_utf8();
            self.normalized += match c {
                '\r' if rest.starts_with("\r\n") => 0,
                '\0' => '\u{fffd}'.len_utf8(),
                c => c.len_utf8(),
            };
        }
        (self.normalized == normalized).then_some(self.offset)
    }
}

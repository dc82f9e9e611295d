//! HTML that is safe to print. Only this module can make it: every text and every value of an attribute passes through
//! [`Writer`], which escapes it.

mod json;

use crate::text::{ByteSet, replace_marked};

/// A piece of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The text of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Writes HTML. Names of elements and attributes are the program's own; all else is escaped.
#[derive(Debug, Default)]
pub(super) struct HtmlWriter {
    out: String,
}

impl HtmlWriter {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes) }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, element: &'static str) {
        self.open_with(element, &[]);
    }

    /// Opens an element with attributes.
    pub(super) fn open_with(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(element);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            push_escaped(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Closes an element.
    pub(super) fn close(&mut self, element: &'static str) {
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }

    /// Opens and closes an element around a text.
    pub(super) fn element(&mut self, element: &'static str, text: &str) {
        self.open(element);
        self.text(text);
        self.close(element);
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text);
    }

    /// Ends the line, so that the source of a page can be read.
    pub(super) fn newline(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Writes HTML as it stands in a source, for sites that pass it on.
    pub(super) fn raw_html(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Writes HTML that was written before, without its last end tag where it is this one; says whether it was.
    pub(super) fn append_open(&mut self, piece: &Html, end: &str) -> bool {
        let open = piece.0.trim_end().strip_suffix(end);
        self.out.push_str(open.unwrap_or(&piece.0));
        open.is_some()
    }

    /// Gives attributes to the element without any that was opened at `at`.
    pub(super) fn insert_attributes(
        &mut self,
        at: usize,
        element: &'static str,
        attributes: &[(&'static str, &str)],
    ) {
        let written = self.split_off(at);
        self.open_with(element, attributes);
        self.out.push_str(written.0.split_once('>').map_or("", |(_, inside)| inside));
    }

    /// Bytes written so far.
    pub(super) fn position(&self) -> usize {
        self.out.len()
    }

    /// Takes back what was written since `at`.
    pub(super) fn split_off(&mut self, at: usize) -> Html {
        Html(self.out.split_off(at.min(self.out.len())))
    }

    /// What was written.
    pub(super) fn finish(self) -> Html {
        Html(self.out)
    }
}

const ESCAPED: ByteSet = ByteSet::from_chars(&['&', '<', '>', '"']);

fn push_escaped(out: &mut String, text: &str) {
    let form = |letter: char, _: &str| match letter {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    };
    replace_marked(text, &ESCAPED, form, |piece| out.push_str(piece));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_values_are_escaped() {
        let mut writer = HtmlWriter::default();
        writer.open_with("a", &[("href", "x?a=1&b=\"2\""), ("title", "")]);
        writer.text("<b> & 'c'");
        writer.close("a");
        let html = writer.finish();
        assert_eq!(html.as_str(), "<a href=\"x?a=1&amp;b=&quot;2&quot;\" title=\"\">&lt;b&gt; &amp; 'c'</a>");
    }
}

//! Escaped HTML. Only this module can create it: [`HtmlWriter`] escapes every text and every attribute value.

mod json;

use crate::text::{ByteSet, replace_marked};

/// A fragment of HTML that can be printed as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Returns the markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the markup before and after byte `at`, which lies between two elements.
    pub(super) fn split_at(&self, at: usize) -> (Self, Self) {
        let (before, after) = self.0.split_at_checked(at).unwrap_or(("", &self.0));
        (Self(before.to_owned()), Self(after.to_owned()))
    }

    /// Returns whether there is no markup.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Writes HTML. The names of elements and attributes are constants of the program; everything else is escaped.
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

    /// Writes an element of SVG that contains nothing.
    pub(super) fn empty_svg(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.open_with(element, attributes);
        self.out.pop();
        self.out.push_str("/>");
    }

    /// Closes an element.
    pub(super) fn close(&mut self, element: &'static str) {
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }

    /// Writes an element that contains only text.
    pub(super) fn element(&mut self, element: &'static str, text: &str) {
        self.open(element);
        self.text(text);
        self.close(element);
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text);
    }

    /// Starts a new line, which keeps the source of a page readable.
    pub(super) fn newline(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Writes the HTML of a source unescaped, for sites with `raw_html`.
    pub(super) fn raw_html(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Opens a `<time>` around a text. A value that is the text is not repeated; the title may be empty.
    pub(super) fn open_time(&mut self, text: &str, datetime: &str, title: &str) {
        let attributes = [("datetime", datetime, datetime != text), ("title", title, !title.is_empty())];
        let shown = attributes.into_iter().filter(|(.., is_shown)| *is_shown);
        let shown: Vec<(&str, &str)> = shown.map(|(name, value, _)| (name, value)).collect();
        self.open_with("time", &shown);
    }

    /// Appends a fragment.
    pub(super) fn append(&mut self, fragment: &Html) {
        self.out.push_str(&fragment.0);
    }

    /// Returns whether everything written so far is one paragraph that is still open.
    pub(super) fn is_one_paragraph(&self) -> bool {
        self.out.starts_with("<p>") && !self.out.contains("</p>")
    }

    /// Returns the number of bytes written so far.
    pub(super) fn position(&self) -> usize {
        self.out.len()
    }

    /// Removes and returns everything written since byte `start`.
    pub(super) fn split_off(&mut self, start: usize) -> Html {
        Html(self.out.split_off(start.min(self.out.len())))
    }

    /// Returns the HTML written.
    pub(super) fn finish(self) -> Html {
        Html(self.out)
    }
}

const ESCAPED: ByteSet = ByteSet::from_chars(&['&', '<', '>', '"']);

/// Returns a text as it is written in HTML, also in an attribute between double quotes.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(&mut escaped, text);
    escaped
}

fn push_escaped(out: &mut String, text: &str) {
    let escape = |c: char, _: &str| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    };
    replace_marked(text, &ESCAPED, escape, |piece| out.push_str(piece));
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

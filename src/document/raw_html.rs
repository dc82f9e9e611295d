//! HTML that stands in Markdown: what of it a reader would see, and the places it makes.

use std::borrow::Cow;
use std::ops::Range;

/// Gathers the lines of a block of HTML.
#[derive(Default)]
pub(super) struct RawHtml {
    block: String,
    range: Range<usize>,
    /// Whether HTML of the current block has been noted; one note a block is enough.
    pub(super) reported: bool,
}

impl RawHtml {
    pub(super) fn begin_block(&mut self, at: Range<usize>) {
        self.reported = false;
        self.range = at;
    }

    pub(super) fn push_line(&mut self, html: &str) {
        self.block.push_str(html);
    }

    pub(super) fn finish_block(&mut self) -> (String, Range<usize>) {
        (std::mem::take(&mut self.block), self.range.clone())
    }

    /// Whether there is more than comments.
    pub(super) fn has_visible_content(html: &str) -> bool {
        !without_comments(html).trim().is_empty()
    }
}

/// HTML without its comments: they are editors' notes to themselves, and nobody else's to read.
pub fn without_comments(html: &str) -> Cow<'_, str> {
    if !html.contains("<!--") {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        let comment = &rest[start + 2..];
        // `<!-->` is a whole comment, so the end is looked for from the opening hyphens on.
        let Some(end) = comment.find("-->") else { return Cow::Owned(kept) };
        rest = &comment[end + 3..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// The ids that elements of this HTML have.
pub(super) fn element_ids(html: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("id=") {
        let before = rest[..at].chars().next_back();
        rest = &rest[at + 3..];
        if before.is_some_and(char::is_whitespace) {
            ids.extend(attribute_value(rest).map(str::to_owned));
        }
    }
    ids
}

fn attribute_value(text: &str) -> Option<&str> {
    let value = match text.chars().next()? {
        quote @ ('"' | '\'') => text[1..].split(quote).next()?,
        _ => text.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_dropped() {
        let cases = [
            ("<b>", "<b>"),
            ("<!-- a -->", ""),
            ("x<!-- a --><i><!--b-->y", "x<i>y"),
            ("<!--><b>", "<b>"),
            ("<!-- never closed <b>", ""),
        ];
        for (html, kept) in cases {
            assert_eq!(without_comments(html), kept, "{html}");
        }
    }

    #[test]
    fn ids_of_elements_are_places() {
        let cases: [(&str, &[&str]); 3] = [
            ("<a id=\"one\"></a><p class=x id='two'>", &["one", "two"]),
            ("<i id=three>", &["three"]),
            ("<i data-id=\"no\" id=\"\">", &[]),
        ];
        for (html, ids) in cases {
            assert_eq!(element_ids(html), ids, "{html}");
        }
    }
}

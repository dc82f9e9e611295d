//! Raw HTML in Markdown: its visible content and its ids.

use std::borrow::Cow;
use std::ops::Range;

use super::html_attributes;

/// Collects the lines of an HTML block.
#[derive(Default)]
pub(super) struct RawHtml {
    block: String,
    range: Range<usize>,
    /// Whether the current block has a diagnostic; each block gets at most one.
    pub(super) reported: bool,
}

impl RawHtml {
    pub(super) fn begin_block(&mut self, range: Range<usize>) {
        self.reported = false;
        self.range = range;
    }

    pub(super) fn push_line(&mut self, html: &str) {
        self.block.push_str(html);
    }

    pub(super) fn finish_block(&mut self) -> (String, Range<usize>) {
        (std::mem::take(&mut self.block), self.range.clone())
    }

    /// Returns whether HTML has content other than comments.
    pub(super) fn has_visible_content(html: &str) -> bool {
        !without_comments(html).trim().is_empty()
    }
}

/// Returns the offset of a comment that has no end.
pub(super) fn open_comment(html: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(start) = html[from..].find("<!--").map(|index| from + index) {
        // `<!-->` is a complete comment, so the end may overlap the opening hyphens.
        let Some(end) = html[start + 2..].find("-->") else { return Some(start) };
        from = start + 2 + end + 3;
    }
    None
}

/// Returns HTML without its comments, which are not published.
pub fn without_comments(html: &str) -> Cow<'_, str> {
    if !html.contains("<!--") {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        let comment = &rest[start + 2..];
        // `<!-->` is a complete comment, so the end may overlap the opening hyphens.
        let Some(end) = comment.find("-->") else { return Cow::Owned(kept) };
        rest = &comment[end + 3..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Returns the ids of the elements in HTML.
pub(super) fn element_ids(html: &str) -> Vec<String> {
    let html = without_comments(html);
    let attributes = html_attributes(&html).into_iter();
    let attributes = attributes.filter(|attribute| attribute.name.eq_ignore_ascii_case("id"));
    let values = attributes.filter_map(|attribute| attribute.value.map(|value| html[value].to_owned()));
    values.filter(|id| !id.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_removed() {
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
    fn element_ids_are_found() {
        let cases: [(&str, &[&str]); 3] = [
            ("<a id=\"one\"></a><p class=x id='two'>", &["one", "two"]),
            ("<i id=three> id=\"text\" <!-- <i id=\"hidden\"> -->", &["three"]),
            ("<i data-id=\"no\" id=\"\">", &[]),
        ];
        for (html, ids) in cases {
            assert_eq!(element_ids(html), ids, "{html}");
        }
    }
}

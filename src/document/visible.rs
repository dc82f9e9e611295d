//! The ranges of text that readers see, outside of code and HTML comments.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// Follows the events of a body.
#[derive(Default)]
pub(super) struct Visible {
    /// The number of code blocks around the event.
    code: usize,
    /// Whether an HTML comment is open.
    comment: bool,
}

impl Visible {
    /// Calls `each` with the visible ranges of an event. HTML counts as visible: it is shown as text, or passed through
    /// with its text.
    pub(super) fn ranges(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        mut each: impl FnMut(Range<usize>),
    ) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.code += 1,
            Event::End(TagEnd::CodeBlock) => self.code = self.code.saturating_sub(1),
            Event::End(TagEnd::HtmlBlock) => self.comment = false,
            Event::Text(_) if self.code == 0 => each(range.clone()),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, range.start, each),
            _ => {}
        }
    }

    fn html(&mut self, html: &str, start: usize, mut each: impl FnMut(Range<usize>)) {
        let mut from = 0;
        while from < html.len() {
            let delimiter = if self.comment { "-->" } else { "<!--" };
            let found = html[from..].find(delimiter).map(|index| from + index);
            let end = found.unwrap_or(html.len());
            if !self.comment && from < end {
                each(start + from..start + end);
            }
            self.comment ^= found.is_some();
            from = found.map_or(html.len(), |index| index + delimiter.len());
        }
    }
}

//! Where text stands that readers see, outside code and outside comments of HTML.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// Follows the events of a body.
#[derive(Default)]
pub(super) struct Visible {
    /// Blocks of code around the event.
    code: usize,
    /// Whether a comment of HTML is open.
    comment: bool,
}

impl Visible {
    /// Calls `each` with the stretches of an event that are seen. HTML counts: it is shown as text, or passed on with
    /// its text.
    pub(super) fn stretches(
        &mut self,
        event: &Event<'_>,
        at: &Range<usize>,
        mut each: impl FnMut(Range<usize>),
    ) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.code += 1,
            Event::End(TagEnd::CodeBlock) => self.code = self.code.saturating_sub(1),
            Event::End(TagEnd::HtmlBlock) => self.comment = false,
            Event::Text(_) if self.code == 0 => each(at.clone()),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, at.start, each),
            _ => {}
        }
    }

    fn html(&mut self, html: &str, start: usize, mut each: impl FnMut(Range<usize>)) {
        let mut from = 0;
        while from < html.len() {
            let mark = if self.comment { "-->" } else { "<!--" };
            let found = html[from..].find(mark).map(|at| from + at);
            let end = found.unwrap_or(html.len());
            if !self.comment && from < end {
                each(start + from..start + end);
            }
            self.comment ^= found.is_some();
            from = found.map_or(html.len(), |at| at + mark.len());
        }
    }
}

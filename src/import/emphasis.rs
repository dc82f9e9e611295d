//! Bold text that other parsers read and CommonMark does not: blanks or punctuation inside the marks.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::edits::{TextEdit, applied};
use super::report::{FileLog, ReportKind};
use crate::document::markdown_options;

const MARK: &str = "**";

/// Moves blanks and punctuation out of marks that would be printed or paired wrongly.
pub(super) fn repaired(body: String, log: &mut FileLog) -> String {
    if !body.contains(MARK) {
        return body;
    }
    let mut finder = MarkFinder { body: &body, marks: Vec::new(), link: 0, edits: Vec::new(), unread: 0 };
    for (event, range) in Parser::new_ext(&body, markdown_options()).into_offset_iter() {
        finder.handle_event(&event, range);
    }
    finder.end_block();
    let MarkFinder { edits, unread, .. } = finder;
    log.extend(edits.iter().map(|_| (ReportKind::Dialect, "bold text".to_owned())));
    log.extend(std::iter::repeat_n(
        (ReportKind::LostMarkup, "bold text, its marks are printed".to_owned()),
        unread,
    ));
    applied(&body, edits)
}

/// Finds the marks of each block. Other parsers pair them in order; CommonMark also looks at the chars beside them.
struct MarkFinder<'t> {
    body: &'t str,
    /// The marks of the block, each with the number of its link.
    marks: Vec<(usize, usize)>,
    /// 0 outside links.
    link: usize,
    edits: Vec<TextEdit>,
    /// Number of blocks whose marks cannot be paired.
    unread: usize,
}

impl MarkFinder<'_> {
    fn handle_event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(_) => self.text(range),
            Event::Start(Tag::Strong) => self.mark(range.start),
            Event::End(TagEnd::Strong) => self.mark(range.end - MARK.len()),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.link = range.start + 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.link = 0,
            Event::Start(Tag::Emphasis | Tag::Strikethrough) => {}
            Event::End(TagEnd::Emphasis | TagEnd::Strikethrough) => {}
            Event::Start(_) | Event::End(_) => self.end_block(),
            _ => {}
        }
    }

    /// Takes the marks that are text. A mark may be two texts.
    fn text(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while let Some(at) = self.body.get(from..range.end).and_then(|text| text.find('*')) {
            let start = from + at;
            from = start + 1;
            if !self.body[..start].ends_with(['\\', '*']) {
                self.mark(start);
            }
        }
    }

    fn mark(&mut self, start: usize) {
        if self.body[start..].starts_with(MARK) {
            self.marks.push((start, self.link));
        }
    }

    /// Pairs the marks of a block in order.
    fn end_block(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        let is_run = |(start, _): &(usize, usize)| {
            self.body[..*start].ends_with('*') || self.body[start + MARK.len()..].starts_with('*')
        };
        if marks.is_empty() || marks.iter().any(is_run) {
            return;
        }
        let pairs = marks.chunks(2).map(|pair| match pair {
            [(open, one), (close, two)] if one == two => Some((*open, *close)),
            _ => None,
        });
        let Some(pairs) = pairs.collect::<Option<Vec<_>>>() else { return };
        let is_apart = |(open, close): &(usize, usize)| {
            let inner = &self.body[open + MARK.len()..*close];
            inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace)
        };
        let is_unread = |pair: &(usize, usize)| {
            !is_apart(pair) && (!opens(self.body, pair.0) || !closes(self.body, pair.1))
        };
        let unread: Vec<_> = pairs.into_iter().filter(is_unread).collect();
        let edit =
            |(open, close): (usize, usize)| Some((open..close + MARK.len(), bold(self.body, open, close)?));
        match unread.iter().map(|pair| edit(*pair)).collect::<Option<Vec<_>>>() {
            Some(edits) => self.edits.extend(edits),
            None => self.unread += 1,
        }
    }
}

/// Returns whether CommonMark lets a mark begin bold text.
fn opens(body: &str, mark: usize) -> bool {
    let (before, after) = (body[..mark].chars().next_back(), body[mark + MARK.len()..].chars().next());
    after.is_some_and(|c| {
        c.is_alphanumeric() || !c.is_whitespace() && !before.is_some_and(char::is_alphanumeric)
    })
}

/// Returns whether CommonMark lets a mark end bold text.
fn closes(body: &str, mark: usize) -> bool {
    let (before, after) = (body[..mark].chars().next_back(), body[mark + MARK.len()..].chars().next());
    before.is_some_and(|c| {
        c.is_alphanumeric() || !c.is_whitespace() && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Returns the bold text between two marks as CommonMark reads it; `None` if the marks are no pair.
fn bold(body: &str, open: usize, close: usize) -> Option<String> {
    let inner = &body[open + MARK.len()..close];
    let words = inner.trim();
    let (has_lead, has_trail) =
        (inner.starts_with(char::is_whitespace), inner.ends_with(char::is_whitespace));
    if words.is_empty() {
        return None;
    }
    let is_joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_joined_before = !has_lead && is_joined(body[..open].chars().next_back());
    let after = body[close + MARK.len()..].chars().next();
    let is_joined_after = !has_trail && is_joined(after);
    let mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let start = if is_joined_before { words.len() - words.trim_start_matches(mark).len() } else { 0 };
    let end = if is_joined_after { words.trim_end_matches(mark).len() } else { words.len() };
    let core = words.get(start..end).filter(|core| !core.is_empty())?;
    let moved = [&words[..start], &words[end..]];
    // The end of a link or of code must stay where it is.
    if moved.iter().any(|moved| moved.contains(['`', '[', ']', '<', '>', '\\', '_', '~']))
        || moved[1].contains(')') && words.contains("](")
    {
        return None;
    }
    let lead = if has_lead && !body[..open].ends_with([' ', '\n']) && open > 0 { " " } else { "" };
    let trail = if has_trail && after.is_some_and(|c| !c.is_whitespace()) { " " } else { "" };
    Some([lead, moved[0], MARK, core, MARK, moved[1], trail].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_text_is_read_by_commonmark() {
        let cases = [
            ("**Lake: **calm, **Coast: **rough.\n", "**Lake:** calm, **Coast:** rough.\n"),
            ("- **Lake: ** calm\n", "- **Lake:** calm\n"),
            ("- ** Lake:** calm\n", "- **Lake:** calm\n"),
            ("so** Lake** is\n", "so **Lake** is\n"),
            ("**Lake:**calm and [**Sea: **x](y)\n", "**Lake**:calm and [**Sea:** x](y)\n"),
            ("**重要：**文字と**要**字\n", "**重要**：文字と**要**字\n"),
            ("**重要：**文字と「**“要”**」字\n", "**重要**：文字と「**“要”**」字\n"),
            ("字**“要”**字\n", "字“**要**”字\n"),
            ("> **Lake: **calm\n> **far**\n", "> **Lake:** calm\n> **far**\n"),
        ];
        for (body, expected) in cases {
            assert_eq!(repaired(body.to_owned(), &mut FileLog::new()), expected, "{body}");
        }
    }

    #[test]
    fn other_marks_stay() {
        let cases = [
            "2 ** 3 ** 4\n",
            "a **b\n\nc: **d\n",
            "`**Lake: **calm`\n",
            "\\*\\*Lake: \\*\\*calm\n",
            "**[x](y)**字\n",
            "*** Lake ***\n",
            "| **a | b: **c |\n|---|---|\n",
            "**a** b **c**: d\n",
        ];
        for body in cases {
            assert_eq!(repaired(body.to_owned(), &mut FileLog::new()), body);
        }
    }
}

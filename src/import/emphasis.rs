//! Bold text that other parsers read and CommonMark does not: blanks or punctuation inside the marks.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::edits::{TextEdit, applied};
use super::inline_marks::by_line;
use super::report::{FileLog, ReportKind};
use crate::document::markdown_options;

/// The shortest run of stars that is a mark of bold text.
const MARK: &str = "**";

/// Moves blanks and punctuation out of marks that would be printed or paired wrongly.
pub(super) fn repaired(body: String, log: &mut FileLog) -> String {
    if !body.contains(MARK) {
        return body;
    }
    let body = by_line(&body, joined);
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

/// Joins marks that touch, which CommonMark cannot tell apart: those that end and begin the same are left out.
fn joined(text: &str) -> String {
    if !text.contains(MARK) {
        return text.to_owned();
    }
    let runs = star_runs(text);
    let length = |index: Option<usize>| index.and_then(|index| runs.get(index)).map_or(0, Range::len);
    let (mut output, mut from) = (String::with_capacity(text.len()), 0);
    for (index, run) in runs.iter().enumerate() {
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let (before, after) = (text[..run.start].chars().next_back(), text[run.end..].chars().next());
        let is_between = !is_blank(before) && !is_blank(after);
        let is_apart = is_blank(before) && is_blank(after);
        let kept = match (length(index.checked_sub(1)), run.len(), length(Some(index + 1))) {
            (2, 4, _) | (_, 4, 2) if !is_between && !is_apart => 2,
            _ if !is_between => run.len(),
            (2, 4, _) | (3, 6, _) => 0,
            (1, 2, 1) if is_word_apart(text, &runs[index - 1], &runs[index + 1]) => 0,
            (1 | 3, 4, _) => 2,
            (2 | 3, 5, _) => 1,
            (_, length, _) => length,
        };
        output.push_str(&text[from..run.start + kept]);
        from = run.end;
    }
    output + &text[from..]
}

/// Returns whether no letter or digit stands directly around two runs, as in `2*3**4*5`.
fn is_word_apart(text: &str, first: &Range<usize>, last: &Range<usize>) -> bool {
    let is_joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_joined(text[..first.start].chars().next_back()) && !is_joined(text[last.end..].chars().next())
}

/// Returns the runs of stars that are not escaped.
fn star_runs(text: &str) -> Vec<Range<usize>> {
    let (mut runs, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find('*').map(|at| from + at) {
        let end = text.len() - text[start..].trim_start_matches('*').len();
        let is_escaped = text[..start].ends_with('\\');
        runs.extend(Some(start..end).filter(|_| !is_escaped));
        from = end;
    }
    runs
}

/// A run of stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StarRun {
    start: usize,
    length: usize,
    /// The number of its link; 0 outside links.
    link: usize,
    /// The start of the bold text that CommonMark reads here; `None` if it prints the stars.
    bold: Option<usize>,
}

/// Finds the marks of each block. Other parsers pair them in order; CommonMark also looks at the chars beside them.
struct MarkFinder<'t> {
    body: &'t str,
    /// The marks of the block.
    marks: Vec<StarRun>,
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
            Event::Start(Tag::Strong) => self.mark(range.start, Some(range.start)),
            Event::End(TagEnd::Strong) => self.mark(range.end - MARK.len(), Some(range.start)),
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
                self.mark(start, None);
            }
        }
    }

    /// Takes the whole run of stars around an offset.
    fn mark(&mut self, at: usize, bold: Option<usize>) {
        let start = self.body[..at].trim_end_matches('*').len();
        let length = self.body[start..].bytes().take_while(|byte| *byte == b'*').count();
        if length >= MARK.len() && self.marks.last().is_none_or(|last| last.start != start) {
            self.marks.push(StarRun { start, length, link: self.link, bold });
        }
    }

    /// Pairs the marks of a block in order.
    fn end_block(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        let is_read = |pair: &(StarRun, StarRun)| pair.0.bold.is_some() && pair.0.bold == pair.1.bold;
        let is_printed = marks.iter().any(|run| run.bold.is_none());
        if marks.is_empty() || marks.iter().any(|run| run.length > 3) {
            self.unread += usize::from(is_printed);
            return;
        }
        let pairs = marks.chunks(2).map(|pair| match pair {
            [open, close] if open.link == close.link && open.length == close.length => Some((*open, *close)),
            _ => None,
        });
        let Some(pairs) = pairs.collect::<Option<Vec<_>>>() else {
            self.unread += usize::from(is_printed);
            return;
        };
        let is_apart = |(open, close): &(StarRun, StarRun)| {
            let inner = &self.body[open.start + open.length..close.start];
            let is_blank = inner.trim().is_empty();
            !is_blank && inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace)
        };
        let unread: Vec<_> = pairs.into_iter().filter(|pair| !is_apart(pair) && !is_read(pair)).collect();
        let edit = |(open, close): (StarRun, StarRun)| {
            Some((open.start..close.start + close.length, bold(self.body, open, close)?))
        };
        match unread.iter().map(|pair| edit(*pair)).collect::<Option<Vec<_>>>() {
            Some(edits) => self.edits.extend(edits),
            None => self.unread += 1,
        }
    }
}

/// Returns the bold text between two marks as CommonMark reads it; `None` if the marks are no pair. Marks around blanks
/// or punctuation alone are left out.
fn bold(body: &str, open: StarRun, close: StarRun) -> Option<String> {
    let after_close = close.start + close.length;
    let inner = &body[open.start + open.length..close.start];
    let words = inner.trim();
    let (has_lead, has_trail) =
        (inner.starts_with(char::is_whitespace), inner.ends_with(char::is_whitespace));
    if !words.contains(|c: char| c.is_alphanumeric() || matches!(c, '`' | '[' | '<')) {
        return Some(inner.to_owned());
    }
    let after = body[after_close..].chars().next();
    let is_joined_before = !has_lead && is_joined(body[..open.start].chars().next_back());
    let is_joined_after = !has_trail && is_joined(after);
    let mark = |c: char| !c.is_alphanumeric();
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
    let is_first = open.start == 0 || body[..open.start].ends_with([' ', '\n']);
    let lead = if has_lead && !is_first { " " } else { "" };
    let trail = if has_trail && after.is_some_and(|c| !c.is_whitespace()) { " " } else { "" };
    let stars = &body[open.start..open.start + open.length];
    Some([lead, moved[0], stars, core, stars, moved[1], trail].concat())
}

/// Returns whether a mark beside this char and punctuation is printed: the char is neither blank nor punctuation.
fn is_joined(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        let is_general = matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}');
        let is_eastern = matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{ff01}'..='\u{ff0f}');
        !c.is_whitespace() && !c.is_ascii_punctuation() && !is_general && !is_eastern
    })
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
            ("**Lake: “**The tide\n", "**Lake**: “The tide\n"),
            ("***Lake: ***Calm, **far: **x\n", "***Lake:*** Calm, **far:** x\n"),
            ("Lake**.** Coast**,** far ** **sea.\n", "Lake. Coast, far  sea.\n"),
            ("**Lake.**\u{200b} Calm\n", "**Lake**.\u{200b} Calm\n"),
            ("***Lake****… so* **a****b**\n", "***Lake**… so* **ab**\n"),
            ("*a****b*** *c**d* ***e*****f**\n", "*a**b*** *cd* ***e*f**\n"),
            ("**Lake.****\n****Sea** is\n", "**Lake.**\n**Sea** is\n"),
            ("2*3**4*5\n", "2*3**4*5\n"),
            ("a **** b \\**** `x****y`\n", "a **** b \\**** `x****y`\n"),
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

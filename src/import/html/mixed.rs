//! HTML within Markdown: blocks become Markdown blocks, tags within text become marks.

mod marks;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::super::edits::{TextEdit, applied};
use super::super::report::{FileLog, ReportKind};
use super::super::spans::CodeFence;
use super::concealed::{is_concealed, is_void, report_concealed};
use super::inline::{embedded_link, image_markdown};
use super::writer::{TextStyle, write};
use crate::document::html_tokens::{HtmlToken, attribute, is_element, tag_name, tokens};
use crate::document::{markdown_options, take_footnotes};

/// Maximum depth of quotes in HTML that contain Markdown.
const MAX_DEPTH: usize = 6;

/// Converts the HTML in a Markdown text, with its footnotes.
pub(in crate::import) fn convert_mixed(text: &str, log: &mut FileLog) -> String {
    let text = &*super::anchors::at_headings(text);
    let Some(footnotes) = take_footnotes(&with_hidden_code(text)) else { return convert(text, log, 0) };
    let markdown = convert(&footnotes.html.replace(HIDDEN, "<"), log, 0);
    footnotes.restore(&markdown, |note| write(&note.replace(HIDDEN, "<"), TextStyle::Markdown, log))
}

/// Stands for `<` in code blocks while footnotes are looked for.
const HIDDEN: char = '\u{e003}';

fn with_hidden_code(text: &str) -> String {
    let mut fence = CodeFence::default();
    let lines = text.split_inclusive('\n').map(|line| match fence.has(line.trim_end()) {
        true => line.replace('<', &HIDDEN.to_string()),
        false => line.to_owned(),
    });
    lines.collect()
}

fn convert(text: &str, log: &mut FileLog, depth: usize) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut mixed = MixedText {
        text,
        log,
        edits: Vec::new(),
        open: Vec::new(),
        in_cell: false,
        resume: 0,
        skip: None,
        depth,
        line: 0..0,
        own_elements: own_elements(text),
        unclosed: BTreeSet::new(),
    };
    for (event, range) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        if range.start >= mixed.resume || matches!(event, Event::End(_)) {
            mixed.handle_event(&event, range);
        }
    }
    let mut edits = mixed.edits;
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    applied(text, edits)
}

/// An open tag in a paragraph: its name, its edit, and what closes it.
struct OpenTag {
    name: String,
    edit: usize,
    target: Option<String>,
    /// The range of the tag.
    range: Range<usize>,
}

/// An element within text that is left out.
struct SkippedElement {
    name: String,
    start: usize,
    /// The number of open elements of this name.
    depth: usize,
    is_concealed: bool,
}

struct MixedText<'t, 'l> {
    text: &'t str,
    log: &'l mut FileLog,
    edits: Vec<TextEdit>,
    open: Vec<OpenTag>,
    /// Whether the text is in a table cell or heading, which have no line breaks.
    in_cell: bool,
    /// Events before this offset belong to a block that is already converted.
    resume: usize,
    /// The start of an element whose text is left out.
    skip: Option<SkippedElement>,
    depth: usize,
    /// The line of the last line break.
    line: Range<usize>,
    /// The names with a hyphen in end tags.
    own_elements: BTreeSet<String>,
    /// Elements that were found not to be closed, so that their end is searched for once.
    unclosed: BTreeSet<String>,
}

impl MixedText<'_, '_> {
    fn handle_event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.block(range),
            Event::InlineHtml(_) => self.inline(range),
            Event::Start(Tag::TableCell | Tag::Heading { .. }) => self.in_cell = true,
            Event::End(TagEnd::TableCell | TagEnd::Heading(_)) => {
                self.in_cell = false;
                self.open.clear();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_)) => {
                self.open.clear();
                if self.skip.as_ref().is_some_and(|skip| skip.is_concealed) {
                    let end = range.start + self.text[range.clone()].trim_end().len();
                    self.end_skip(end);
                }
                self.skip = None;
            }
            _ => {}
        }
    }

    /// Converts a block of HTML, together with what follows up to the end of its first element if that has to be one piece.
    fn block(&mut self, range: Range<usize>) {
        let html = &self.text[range.clone()];
        let first = html.trim_start();
        if first.starts_with("<!--") && first.find("-->").is_none_or(|end| first[end + 3..].trim().is_empty())
        {
            return;
        }
        let name = if first.starts_with("<!") { String::new() } else { tag_name(first) };
        if !name.is_empty() && !self.is_tag(&name) {
            let at = range.start + (html.len() - first.len());
            self.edits.push((at..at, "\\".to_owned()));
            self.resume = range.end;
            return;
        }
        let end = if is_one_piece(&name) && !first.starts_with("</") {
            self.element_end(range.start, &name).max(range.end)
        } else {
            range.end
        };
        let end = self.concealed_end(range.start..end);
        let html = &self.text[range.start..end];
        let markdown = if name == "blockquote" && html.contains("\n\n") && self.depth < MAX_DEPTH {
            self.quote(html)
        } else {
            let opening = first.lines().next().unwrap_or_default();
            let style = if opening.contains(" markdown") || html.contains(" markdown=\"") {
                TextStyle::Markdown
            } else {
                TextStyle::Linked
            };
            write(html, style, self.log)
        };
        self.log.extend(Some(name).filter(|name| !name.is_empty()).map(|name| (ReportKind::Html, name)));
        let line_start = self.text[..range.start].rfind('\n').map_or(0, |index| index + 1);
        let lead = &self.text[line_start..range.start];
        let indent: String = lead.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
        let markdown = markdown.replace('\n', &format!("\n{indent}"));
        let space = if html.ends_with('\n') { "\n\n" } else { "" };
        let before = if self.text[..range.start].ends_with("\n\n") || range.start == 0 || !lead.is_empty() {
            ""
        } else {
            "\n"
        };
        self.edits.push((
            range.start..end,
            format!("{before}{markdown}{}", if markdown.is_empty() { "\n" } else { space }),
        ));
        self.resume = end;
    }

    /// Returns whether a name is that of an element. One with a hyphen is an element of the site's own if an end tag has it.
    fn is_tag(&self, name: &str) -> bool {
        is_element(name) || name.contains('-') && self.own_elements.contains(name)
    }

    /// Returns the end of a block of HTML with the hidden elements that begin in it.
    fn concealed_end(&mut self, block: Range<usize>) -> usize {
        let (mut offset, end) = (block.start, block.end);
        let mut open: Option<(usize, String, usize)> = None;
        for token in tokens(&self.text[block]) {
            match (token, &mut open) {
                (HtmlToken::Start(tag), None) if is_concealed(tag) && !is_void(tag) => {
                    open = Some((offset, tag_name(tag), 1));
                }
                (HtmlToken::Start(tag), Some((_, name, depth))) if tag_name(tag) == *name => *depth += 1,
                (HtmlToken::End(tag), Some((_, name, depth))) if tag_name(tag) == *name => *depth -= 1,
                _ => {}
            }
            open = open.filter(|(_, _, depth)| *depth > 0);
            offset += token.text().len();
        }
        open.map_or(end, |(start, name, _)| self.element_end(start, &name).max(end))
    }

    /// Returns the end of the element that begins at an offset; the offset if it is not closed.
    fn element_end(&mut self, start: usize, name: &str) -> usize {
        const MAX_ELEMENT: usize = 1 << 20;
        if self.unclosed.contains(name) {
            return start;
        }
        let rest = &self.text[start..];
        let limit =
            (0..=rest.len().min(MAX_ELEMENT)).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(0);
        let (mut depth, mut offset) = (0usize, start);
        for token in tokens(&rest[..limit]) {
            offset += token.text().len();
            match token {
                HtmlToken::Start(tag) if tag_name(tag) == name && !tag.ends_with("/>") => depth += 1,
                HtmlToken::End(tag) if tag_name(tag) == name => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0 {
                return self.text[offset..].find('\n').map_or(self.text.len(), |line| offset + line + 1);
            }
        }
        self.unclosed.insert(name.to_owned());
        start
    }

    /// Converts a quote that contains Markdown.
    fn quote(&mut self, html: &str) -> String {
        let inner = html.trim().trim_start_matches("<blockquote");
        let inner = inner.split_once('>').map_or(inner, |(_, inner)| inner);
        let inner = inner.rsplit_once("</blockquote").map_or(inner, |(inner, _)| inner);
        let inner = convert(inner, self.log, self.depth + 1);
        let lines = inner.trim().lines().map(|line| format!("> {}", line.trim_end()).trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Converts a tag within text.
    fn inline(&mut self, range: Range<usize>) {
        let tag = &self.text[range.clone()];
        if tag.starts_with("<!--") {
            return;
        }
        let name = tag_name(tag);
        if self.skip_inline(&name, tag, &range) {
            return;
        }
        if !self.is_tag(&name) {
            self.edits.push((range.start..range.start, "\\".to_owned()));
            return;
        }
        self.log.push((ReportKind::Html, name.clone()));
        self.log.extend(super::elements::lost_meaning(&name, tag));
        let replacement = match &*name {
            "br" if self.in_cell || self.in_row(range.start) => " ".to_owned(),
            "br" => return self.line_break(range),
            "img" => image_markdown(tag).unwrap_or_default(),
            "q" => if tag.starts_with("</") { "”" } else { "“" }.to_owned(),
            "iframe" | "embed" | "audio" | "video" | "source" => {
                let embedded = attribute(tag, "src").map(embedded_link);
                self.log.extend(embedded.iter().map(|_| (ReportKind::RemovedHtml, name.clone())));
                embedded.unwrap_or_default()
            }
            _ => return self.mark_tag(&name, tag, range),
        };
        self.edits.push((range, replacement));
    }

    /// Returns whether an offset is in a line between bars: a row of a table that CommonMark does not read.
    fn in_row(&mut self, offset: usize) -> bool {
        if !self.line.contains(&offset) {
            let start = self.text[..offset].rfind('\n').map_or(0, |index| index + 1);
            let end = self.text[offset..].find('\n').map_or(self.text.len(), |index| offset + index);
            self.line = start..end;
        }
        let line = self.text[self.line.clone()].trim();
        line.len() > 1 && line.starts_with('|') && line.ends_with('|')
    }

    /// Leaves out scripts and the like, with their text.
    fn skip_inline(&mut self, name: &str, tag: &str, range: &Range<usize>) -> bool {
        let is_end = tag.starts_with("</");
        if let Some(skip) = &mut self.skip {
            match (name == skip.name, is_end) {
                (true, true) => skip.depth -= 1,
                (true, false) if !is_void(tag) => skip.depth += 1,
                _ => {}
            }
            if skip.depth == 0 {
                self.end_skip(range.end);
            }
            return true;
        }
        let is_concealed = !is_end && is_concealed(tag);
        if is_end || !is_concealed && !matches!(name, "script" | "style" | "svg" | "math") {
            return false;
        }
        if !is_void(tag) {
            self.skip =
                Some(SkippedElement { name: name.to_owned(), start: range.start, depth: 1, is_concealed });
        }
        self.edits.push((range.clone(), String::new()));
        true
    }

    /// Removes the element that is left out, up to an offset.
    fn end_skip(&mut self, end: usize) {
        let Some(skip) = self.skip.take() else { return };
        while self.edits.last().is_some_and(|(edit, _)| edit.start >= skip.start) {
            self.edits.pop();
        }
        if skip.is_concealed {
            let text = super::plain_text(&self.text[skip.start..end]);
            report_concealed(&text, self.log);
        } else {
            self.log.push((ReportKind::RemovedHtml, skip.name));
        }
        self.edits.push((skip.start..end, String::new()));
    }
}

/// Returns the names with a hyphen in the end tags of a text.
fn own_elements(text: &str) -> BTreeSet<String> {
    let names = text.split("</").skip(1).filter_map(|rest| rest.split_once('>').map(|(name, _)| name));
    let is_own = |name: &&str| {
        name.contains('-') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    names.filter(is_own).map(str::to_ascii_lowercase).collect()
}

/// Returns whether an element is converted as a whole, with blank lines in it.
fn is_one_piece(name: &str) -> bool {
    matches!(
        name,
        "table"
            | "ul"
            | "ol"
            | "dl"
            | "figure"
            | "script"
            | "style"
            | "svg"
            | "pre"
            | "blockquote"
            | "form"
            | "video"
    )
}

#[cfg(test)]
mod tests;

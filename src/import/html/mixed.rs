//! HTML within Markdown: blocks become Markdown blocks, tags within text become marks.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::super::report::{FileLog, ReportKind};
use super::inline::{destination, embedded_link, image_markdown, mark};
use super::tokens::{HtmlToken, attribute, is_element, tag_name, tokens};
use super::writer::{TextStyle, write};
use crate::document::markdown_options;

/// Maximum number of open tags in a paragraph.
const MAX_OPEN: usize = 64;
/// Maximum depth of quotes in HTML that contain Markdown.
const MAX_DEPTH: usize = 6;

/// Converts the HTML in a Markdown text.
pub(in crate::import) fn convert_mixed(text: &str, log: &mut FileLog) -> String {
    convert(text, log, 0)
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
        unclosed: BTreeSet::new(),
    };
    for (event, range) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        if range.start >= mixed.resume || matches!(event, Event::End(_)) {
            mixed.handle_event(&event, range);
        }
    }
    apply(text, mixed.edits)
}

/// Applies edits; those that overlap an earlier one are left out.
fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut output, mut end) = (String::with_capacity(text.len()), 0);
    for (range, replacement) in edits {
        if range.start < end {
            continue;
        }
        output.push_str(&text[end..range.start]);
        output.push_str(&replacement);
        end = range.end;
    }
    output + &text[end..]
}

/// An open tag in a paragraph: its name, its edit, and what closes it.
struct OpenTag {
    name: String,
    edit: usize,
    target: Option<String>,
    /// The range of the tag.
    range: Range<usize>,
}

struct MixedText<'t, 'l> {
    text: &'t str,
    log: &'l mut FileLog,
    edits: Vec<(Range<usize>, String)>,
    open: Vec<OpenTag>,
    /// Whether the text is in a table cell or heading, which have no line breaks.
    in_cell: bool,
    /// Events before this offset belong to a block that is already converted.
    resume: usize,
    /// The start of an element whose text is left out.
    skip: Option<(String, usize)>,
    depth: usize,
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
        if !name.is_empty() && !is_element(&name) {
            let at = range.start + (html.len() - first.len());
            self.edits.push((at..at, "\\".to_owned()));
            self.resume = range.end;
            return;
        }
        let is_one_piece = matches!(
            &*name,
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
        );
        let end = if is_one_piece && !first.starts_with("</") {
            self.element_end(range.start, &name).max(range.end)
        } else {
            range.end
        };
        let html = &self.text[range.start..end];
        let markdown = if name == "blockquote" && html.contains("\n\n") && self.depth < MAX_DEPTH {
            self.quote(html)
        } else {
            let opening = first.lines().next().unwrap_or_default();
            let style = if opening.contains(" markdown") { TextStyle::Markdown } else { TextStyle::Plain };
            write(html, style, self.log)
        };
        self.log.push((ReportKind::Html, name));
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
        if !is_element(&name) {
            self.edits.push((range.start..range.start, "\\".to_owned()));
            return;
        }
        self.log.push((ReportKind::Html, name.clone()));
        let replacement = match &*name {
            "br" if self.in_cell => " ".to_owned(),
            "br" => return self.line_break(range),
            "img" => image_markdown(tag).unwrap_or_default(),
            "iframe" | "embed" | "audio" | "video" | "source" => {
                let embedded = attribute(tag, "src").map(embedded_link);
                self.log.extend(embedded.iter().map(|_| (ReportKind::RemovedHtml, name.clone())));
                embedded.unwrap_or_default()
            }
            _ => return self.mark_tag(&name, tag, range),
        };
        self.edits.push((range, replacement));
    }

    /// Leaves out scripts and the like, with their text.
    fn skip_inline(&mut self, name: &str, tag: &str, range: &Range<usize>) -> bool {
        if let Some((skipped, start)) = &self.skip {
            if tag.starts_with("</") && name == skipped {
                while self.edits.last().is_some_and(|(edit, _)| edit.start >= *start) {
                    self.edits.pop();
                }
                self.edits.push((*start..range.end, String::new()));
                self.log.push((ReportKind::RemovedHtml, name.to_owned()));
                self.skip = None;
            }
            return true;
        }
        if matches!(name, "script" | "style" | "svg" | "math")
            && !tag.starts_with("</")
            && !tag.ends_with("/>")
        {
            self.skip = Some((name.to_owned(), range.start));
            self.edits.push((range.clone(), String::new()));
            return true;
        }
        false
    }

    fn line_break(&mut self, range: Range<usize>) {
        let rest = &self.text[range.end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let after = &rest[blanks..];
        let line_start = self.text[..range.start].rfind('\n').map_or(0, |index| index + 1);
        let lead: &str = &self.text[line_start..range.start];
        let is_first = lead.trim_matches([' ', '>', '-', '*']).is_empty();
        let replacement = if after.is_empty() || after.starts_with("\n\n") || is_first {
            String::new()
        } else if after.starts_with('\n') {
            "\\".to_owned()
        } else {
            let indent: String = lead.chars().take_while(|c| matches!(c, ' ' | '>')).collect();
            format!("\\\n{indent}")
        };
        self.edits.push((range.start..range.end + blanks, replacement));
    }

    /// Replaces a tag by its mark, or removes it.
    fn mark_tag(&mut self, name: &str, tag: &str, range: Range<usize>) {
        if !tag.starts_with("</") {
            let target = attribute(tag, "href").filter(|_| name == "a").map(str::to_owned);
            let edit = self.edits.len();
            self.edits.push((range.clone(), String::new()));
            if self.open.len() < MAX_OPEN
                && !tag.ends_with("/>")
                && (target.is_some() || mark(name).is_some())
            {
                self.open.push(OpenTag { name: name.to_owned(), edit, target, range });
            }
            return;
        }
        let index = self.open.iter().rposition(|open| open.name == name);
        let Some(open) = index.map(|index| self.open.remove(index)) else {
            return self.edits.push((range, String::new()));
        };
        let words = &self.text[open.range.end..range.start];
        if words.trim().is_empty() {
            return self.edits.push((range, String::new()));
        }
        let lead = words.len() - words.trim_start().len();
        let trail = words.len() - words.trim_end().len();
        let (start, end) = match &open.target {
            Some(target) => ("[", format!("]({})", destination(target))),
            None => (mark(name).unwrap_or_default(), mark(name).unwrap_or_default().to_owned()),
        };
        if let Some(edit) = self.edits.get_mut(open.edit) {
            *edit = (open.range.start..open.range.end + lead, format!("{}{start}", &words[..lead]));
        }
        let blanks = &words[words.len() - trail..];
        self.edits.push((range.start - trail..range.end, format!("{end}{blanks}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_in_markdown_becomes_markdown() {
        let cases = [
            ("A <b>bold </b>word, <i>x</i>.", "A **bold** word, *x*."),
            ("<a href=\"/x\"><em>Desk</em></a><em> is here</em>.", "[*Desk*](/x) *is here*."),
            ("H<sub>2</sub>O and <T> and `<b>`", "H2O and \\<T> and `<b>`"),
            ("One<br>two<br/>\nthree", "One\\\ntwo\\\nthree"),
            ("<div class=\"x\">\n\nText\n\n</div>\n", "\n\nText\n\n\n"),
            (
                "Text\n\n<table>\n<tr><td>A</td>\n\n<td>B</td></tr>\n</table>\n\nEnd",
                "Text\n\n| A | B |\n| --- | --- |\n\n\nEnd",
            ),
            ("<!-- kept -->\n\nA", "<!-- kept -->\n\nA"),
            ("<strong></strong>A <img src=a.png alt=Lake>", "A ![Lake](a.png)"),
            ("<blockquote>\n\nA *b*\n\nC\n\n</blockquote>\n", "> A *b*\n>\n> C\n\n"),
            ("a <script>x</script> b", "a  b"),
            ("| a |\n|---|\n| b<br>c |\n", "| a |\n|---|\n| b c |\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(convert_mixed(text, &mut FileLog::new()), expected, "{text}");
        }
    }
}

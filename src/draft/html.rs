//! Conversion of pasted HTML to Markdown: paragraphs, headings, lists, tables, links and emphasis. Other elements are
//! replaced by their text, scripts and styles are removed.

use super::escape::{escape_inline, escape_markdown};
use crate::document::html_tokens::{HtmlToken, attribute, tag_name, tokens};
use crate::document::{decode_entities, take_footnotes};

/// Returns whether a text has at least two HTML tags of prose.
pub(super) fn is_likely_html(text: &str) -> bool {
    const MIN_TAGS: usize = 2;
    let is_prose = |token: &HtmlToken<'_>| match token {
        HtmlToken::Start(tag) | HtmlToken::End(tag) => is_prose_element(&tag_name(tag)),
        HtmlToken::Text(_) | HtmlToken::Comment(_) => false,
    };
    tokens(text).iter().filter(|token| is_prose(token)).count() >= MIN_TAGS
}

fn is_prose_element(name: &str) -> bool {
    let names = [
        "p",
        "br",
        "div",
        "span",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "strong",
        "em",
        "b",
        "i",
        "u",
        "article",
        "section",
        "body",
        "html",
        "font",
        "blockquote",
        "figure",
        "header",
    ];
    names.contains(&name)
}

/// Converts HTML to Markdown, with its footnotes.
pub(super) fn html_to_markdown(html: &str) -> String {
    match take_footnotes(html) {
        Some(footnotes) => footnotes.restore(&without_footnotes(&footnotes.html), without_footnotes),
        None => without_footnotes(html),
    }
}

fn without_footnotes(html: &str) -> String {
    // Plain text with a few elements has blank lines between its paragraphs.
    let blank_lines = html.matches("\n\n").count();
    let blocks: usize =
        ["<p>", "<p ", "<P", "<div", "<br", "<li"].iter().map(|tag| html.matches(tag).count()).sum();
    let has_blocks = blocks > 0 && blocks * 2 >= blank_lines;
    let paragraph_end = if has_blocks { None } else { Some("\n\n") };
    let mut writer = PastedHtml { paragraph_end, ..PastedHtml::default() };
    let mut hidden = None;
    for token in tokens(html) {
        match token {
            HtmlToken::End(tag) if hidden.as_deref() == Some(&*tag_name(tag)) => hidden = None,
            _ if hidden.is_some() => {}
            HtmlToken::Text(text) => writer.text(text),
            HtmlToken::Start(tag) => match tag_name(tag) {
                name if matches!(&*name, "noscript" | "svg") => hidden = Some(name),
                name => writer.start(&name, tag),
            },
            HtmlToken::End(tag) => writer.end(&tag_name(tag)),
            HtmlToken::Comment(_) => {}
        }
    }
    writer.finish()
}

/// Kind of a list, with the number of the last item.
enum HtmlList {
    Bulleted,
    Numbered(usize),
}

/// Blocks written so far, and the open one.
#[derive(Default)]
struct PastedHtml {
    /// What ends a paragraph of text without block elements.
    paragraph_end: Option<&'static str>,
    blocks: Vec<String>,
    /// Marker of the open block, such as `## `.
    marker: String,
    /// Inline Markdown of the open block.
    open: String,
    lists: Vec<HtmlList>,
    /// Targets of the open links.
    links: Vec<Option<String>>,
    /// Cells of the open table row, and the number of rows of the table.
    row: Option<Vec<String>>,
    row_count: usize,
}

impl PastedHtml {
    fn text(&mut self, text: &str) {
        let text = decode_entities(text);
        let parts: Vec<&str> = match self.paragraph_end {
            Some(end) => text.split(end).collect(),
            None => vec![&*text],
        };
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.end_block();
            }
            for piece in part.split_inclusive(char::is_whitespace) {
                let word = piece.trim_end();
                self.open.push_str(&escape_inline(word));
                let is_spaced = self.open.is_empty() || self.open.ends_with([' ', '\n']);
                if word.len() < piece.len() && !is_spaced {
                    self.open.push(' ');
                }
            }
        }
    }

    fn start(&mut self, name: &str, tag: &str) {
        match name {
            "br" if self.row.is_none() && !self.open.trim().is_empty() => self.open.push('\n'),
            "a" => self.start_link(tag),
            "td" | "th" => self.open.clear(),
            "table" => self.begin_table(),
            "ul" | "ol" => {
                self.end_block();
                self.lists.push(if name == "ol" { HtmlList::Numbered(0) } else { HtmlList::Bulleted });
            }
            "li" => {
                self.end_block();
                self.marker = self.item_marker();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                let level = name[1..].parse().unwrap_or(2);
                self.marker = format!("{} ", "#".repeat(level));
            }
            "p" | "div" if self.marker.ends_with(' ') && self.open.trim().is_empty() => {}
            _ if is_block(name) => self.end_block(),
            _ => self.open.push_str(emphasis(name).unwrap_or_default()),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" => {
                if let Some(Some(target)) = self.links.pop() {
                    self.open.push_str(&format!("]({target})"));
                }
            }
            "td" | "th" => {
                let cell = std::mem::take(&mut self.open).replace('\n', " ").replace('|', "\\|");
                self.row.get_or_insert_default().push(cell.trim().to_owned());
            }
            "tr" => self.end_row(),
            "table" => self.begin_table(),
            "ul" | "ol" => {
                self.end_block();
                self.lists.pop();
            }
            _ if is_block(name) => self.end_block(),
            _ => emphasis(name).into_iter().for_each(|mark| self.end_emphasis(mark)),
        }
    }

    fn begin_table(&mut self) {
        self.end_block();
        self.row_count = 0;
    }

    /// Opens a link; a relative one becomes text.
    fn start_link(&mut self, tag: &str) {
        let target = attribute(tag, "href").map(decode_entities);
        let target =
            target.filter(|target| target.starts_with("http") && !target.contains([' ', '(', ')', '<']));
        self.open.push_str(if target.is_some() { "[" } else { "" });
        self.links.push(target);
    }

    /// Writes the mark after the words, not after the space behind them.
    fn end_emphasis(&mut self, mark: &str) {
        let spaces = self.open.len() - self.open.trim_end().len();
        self.open.truncate(self.open.len() - spaces);
        match self.open.strip_suffix(mark).map(str::len) {
            Some(empty) => self.open.truncate(empty),
            None => self.open.push_str(mark),
        }
        self.open.push_str(if spaces > 0 { " " } else { "" });
    }

    fn item_marker(&mut self) -> String {
        const MAX_INDENTS: usize = 4;
        let depth = self.lists.len().saturating_sub(1).min(MAX_INDENTS);
        let indent = "  ".repeat(depth);
        match self.lists.last_mut() {
            Some(HtmlList::Numbered(number)) => {
                *number += 1;
                format!("{indent}{number}. ")
            }
            _ => format!("{indent}- "),
        }
    }

    fn end_row(&mut self) {
        let Some(cells) = self.row.take() else { return };
        self.blocks.push(format!("| {} |", cells.join(" | ")));
        if self.row_count == 0 {
            self.blocks.push(format!("|{}", "---|".repeat(cells.len())));
        }
        self.row_count += 1;
    }

    fn end_block(&mut self) {
        if self.row.is_some() {
            return;
        }
        let text = std::mem::take(&mut self.open);
        let marker = std::mem::take(&mut self.marker);
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let text = lines.join("\n");
        if text.chars().any(char::is_alphanumeric) {
            let is_marked = text.starts_with(['#', '>', '+', '-', '=', ':'])
                || text.starts_with(|c: char| c.is_ascii_digit());
            let text = if is_marked { escape_start(&text) } else { text };
            self.blocks.push(format!("{marker}{text}"));
        }
    }

    /// Joins the blocks: list items and table rows stand on lines beside each other.
    fn finish(mut self) -> String {
        self.row = None;
        self.end_block();
        let is_item = |block: &str| {
            let text = block.trim_start();
            let digits = text.chars().take_while(char::is_ascii_digit).count();
            text.starts_with("- ") || text.starts_with('|') || digits > 0 && text[digits..].starts_with(". ")
        };
        let mut text = String::new();
        let mut was_item = false;
        for block in &self.blocks {
            let is_next = is_item(block);
            text.push_str(match (text.is_empty(), was_item && is_next) {
                (true, _) => "",
                (false, true) => "\n",
                (false, false) => "\n\n",
            });
            text.push_str(block);
            was_item = is_next;
        }
        text + "\n"
    }
}

/// Escapes the char that would make the first line a list item, heading or quote.
fn escape_start(text: &str) -> String {
    let first = text.chars().take_while(|c| !c.is_whitespace()).collect::<String>();
    let is_plain = first
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ')' | '#' | '>' | '+' | '-' | '=' | ':'));
    match is_plain {
        true => format!("{}{}", escape_markdown(&first), &text[first.len()..]),
        false => text.to_owned(),
    }
}

fn is_block(name: &str) -> bool {
    let names = [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "figure",
        "figcaption",
        "main",
        "aside",
        "body",
        "hr",
        "dl",
        "dt",
        "dd",
        "address",
        "pre",
        "tr",
        "tbody",
        "thead",
        "nav",
    ];
    names.contains(&name)
}

/// Returns the mark of an element of emphasis.
fn emphasis(name: &str) -> Option<&'static str> {
    match name {
        "strong" | "b" => Some("**"),
        "em" | "i" => Some("*"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_converted() {
        let cases = [
            (
                "<h1>Talks</h1><p>They <b>began</b> on&nbsp;Friday.</p>",
                "# Talks\n\nThey **began** on Friday.\n",
            ),
            (
                "<p>See <a href=\"https://lake.example/a\">the file</a>.</p><p>B</p>",
                "See [the file](https://lake.example/a).\n\nB\n",
            ),
            ("<p>See <a href='/a'>it</a> &amp; go</p>", "See it & go\n"),
            ("<ul><li>One</li><li><p>Two</p></li></ul><p>End</p>", "- One\n- Two\n\nEnd\n"),
            ("<ol><li>One<li>Two</ol>", "1. One\n2. Two\n"),
            (
                "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
                "| A | B |\n|---|---|\n| 1 | 2 |\n",
            ),
            ("<style>p { a }</style><p>A<script>b < c</script> c</p>", "A c\n"),
            ("One <span>two</span>\n\nthree <span>four</span>", "One two\n\nthree four\n"),
            (
                "<p>Lake<sup><a href=\"#n1\">1</a></sup>.</p><p id=\"n1\"><sup>1</sup> In the <i>north</i>.</p>",
                "Lake[^1].\n\n[^1]: In the *north*.\n",
            ),
            ("<p>1. A *star* <i></i></p>", "1\\. A \\*star\\*\n"),
            (
                "<p>A <a title='b > c' HREF=https://lake.example/d>d</a></P><SVG><text>e</text></svg><p>F",
                "A [d](https://lake.example/d)\n\nF\n",
            ),
            ("<p>a &lt;b&gt; &#8220;c&#x201d; &unknown; 2 < 3</p>", "a \\<b> “c” \\&unknown; 2 \\< 3\n"),
        ];
        for (html, expected) in cases {
            assert_eq!(html_to_markdown(html), expected, "{html}");
        }
    }

    #[test]
    fn html_is_recognised() {
        assert!(is_likely_html("<p>One<br/>two</p>") && is_likely_html("A <SPAN class=\"b\">b</SPAN>"));
        assert!(!is_likely_html("a < b and c > d, <unknown> <name>") && !is_likely_html("<Ada> <Bea>"));
    }
}

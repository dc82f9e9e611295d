//! Writes Markdown blocks from HTML tokens.

use super::super::report::{FileLog, ReportKind};
use super::concealed::shown;
use super::elements::{heading_id, heading_marker, is_block, language, list_number, lost_meaning};
use super::inline::InlineText;
use super::table::TableRows;
use crate::document::decode_entities;
use crate::document::html_tokens::{HtmlToken, attribute, tag_name, tokens};

/// Maximum depth of quotes and lists.
const MAX_CONTAINERS: usize = 10;

/// How the text between tags is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum TextStyle {
    /// As plain text: chars that mean something in Markdown are escaped.
    Plain,
    /// As plain text, except for links and pictures of Markdown, which shortcodes leave in HTML.
    Linked,
    /// As Markdown.
    Markdown,
}

/// A quote or list item around a block.
#[derive(Clone, Debug)]
enum Container {
    /// A quote, and whether a block of it is written.
    Quote(bool),
    /// A list, with the number of its next item.
    List(Option<usize>),
    Item {
        marker: String,
        is_written: bool,
    },
}

/// The Markdown written so far.
pub(super) struct BlockWriter<'l> {
    log: &'l mut FileLog,
    style: TextStyle,
    output: String,
    inline: InlineText,
    /// What the open block begins with, such as `## `.
    marker: &'static str,
    /// The id of the open heading.
    heading_id: Option<String>,
    containers: Vec<Container>,
    /// The open data table.
    table: Option<TableRows>,
    /// The text of an open `pre`, with its language.
    code: Option<(String, String)>,
    /// Whether the last block was in a list item.
    was_item: bool,
    /// Elements whose content is left out.
    skipped: usize,
}

/// Converts HTML to Markdown blocks.
pub(super) fn write(html: &str, style: TextStyle, log: &mut FileLog) -> String {
    let tokens = shown(tokens(html), log);
    let data_tables = super::table::data_tables(&tokens);
    let mut writer = BlockWriter {
        log,
        style,
        output: String::new(),
        inline: InlineText::default(),
        marker: "",
        heading_id: None,
        containers: Vec::new(),
        table: None,
        code: None,
        was_item: false,
        skipped: 0,
    };
    for (index, token) in tokens.iter().enumerate() {
        match token {
            HtmlToken::Text(text) => writer.text(text),
            HtmlToken::Start(tag) if tag_name(tag) == "table" && data_tables.contains(&index) => {
                writer.end_block();
                writer.table = Some(TableRows::default());
            }
            HtmlToken::Start(tag) => writer.start(&tag_name(tag), tag),
            HtmlToken::End(tag) => writer.end(&tag_name(tag)),
            HtmlToken::Comment(_) => {}
        }
    }
    writer.finish()
}

impl BlockWriter<'_> {
    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        match &mut self.code {
            Some((code, _)) => code.push_str(text),
            None => self.inline.push_text(text, self.style),
        }
    }

    fn start(&mut self, name: &str, tag: &str) {
        if self.code.is_some() && name != "br" {
            return;
        }
        match name {
            "script" | "style" | "svg" | "math" | "template" | "head" | "noscript" | "form" | "canvas" => {
                self.skip(name, tag)
            }
            "br" => match &mut self.code {
                Some((code, _)) => code.push('\n'),
                None => self.inline.line_break(),
            },
            "img" => self.inline.image(tag),
            "iframe" | "embed" | "video" | "audio" | "source" | "object" => self.embed(name, tag),
            "hr" => self.rule(),
            "pre" => {
                self.end_block();
                self.code = Some((String::new(), language(tag)));
            }
            "td" | "th" | "tr" if self.table.is_some() => self.start_table_part(name, tag),
            "ul" | "ol" | "li" | "blockquote" => self.open_container(name, tag),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                self.marker = heading_marker(name);
                self.heading_id = heading_id(tag).map(str::to_owned);
            }
            "a" | "span" if !self.marker.is_empty() && self.heading_id.is_none() => {
                self.heading_id = heading_id(tag).map(str::to_owned);
                self.inline.open(name, tag);
            }
            "dt" | "summary" => {
                self.end_block();
                self.inline.open("strong", "");
            }
            _ if is_block(name) => self.end_block(),
            _ => {
                self.log.extend(lost_meaning(name, tag).filter(|_| self.skipped == 0));
                self.inline.open(name, tag);
            }
        }
    }

    fn end(&mut self, name: &str) {
        if name == "pre" {
            return self.end_code();
        }
        if self.code.is_some() {
            return;
        }
        match name {
            "svg" | "math" | "template" | "head" | "noscript" | "form" | "canvas" => {
                self.skipped = self.skipped.saturating_sub(1)
            }
            "caption" if self.table.is_some() => self.end_caption(),
            "td" | "th" | "tr" | "table" if self.table.is_some() => self.end_table_part(name),
            "ul" | "ol" | "blockquote" | "li" => self.close_container(name),
            "dt" | "summary" => {
                self.inline.close("strong");
                self.end_block();
            }
            _ if is_block(name) => self.end_block(),
            _ => self.inline.close(name),
        }
    }

    fn skip(&mut self, name: &str, tag: &str) {
        if !matches!(name, "head" | "noscript") {
            self.log.push((ReportKind::RemovedHtml, name.to_owned()));
        }
        let has_raw_text = matches!(name, "script" | "style");
        if !has_raw_text && !tag.ends_with("/>") {
            self.skipped += 1;
        }
    }

    /// Writes a link instead of an embedded page or media file.
    fn embed(&mut self, name: &str, tag: &str) {
        let target = attribute(tag, "src")
            .or_else(|| attribute(tag, "data"))
            .filter(|target| !target.trim().is_empty());
        if let Some(target) = target.filter(|_| self.skipped == 0) {
            self.log.push((ReportKind::RemovedHtml, name.to_owned()));
            self.inline.link_to_embedded(target);
        }
    }

    fn rule(&mut self) {
        self.end_block();
        if self.table.is_none() && self.skipped == 0 {
            self.write_block("---");
        }
    }

    fn open_container(&mut self, name: &str, tag: &str) {
        if self.table.is_some() {
            return self.open_in_cell(name, tag);
        }
        self.end_block();
        if self.containers.len() >= MAX_CONTAINERS {
            return;
        }
        match name {
            "blockquote" => self.containers.push(Container::Quote(false)),
            "ul" => self.containers.push(Container::List(None)),
            "ol" => {
                let start = list_number(tag, "start").unwrap_or(1);
                self.containers.push(Container::List(Some(start)));
            }
            _ => {
                if matches!(self.containers.last(), Some(Container::Item { .. })) {
                    self.containers.pop();
                }
                let marker = self.next_marker(list_number(tag, "value"));
                self.containers.push(Container::Item { marker, is_written: false });
            }
        }
    }

    /// Returns the marker of the next item; `value` is its own number, if it has one.
    fn next_marker(&mut self, value: Option<usize>) -> String {
        match self.containers.last_mut() {
            Some(Container::List(Some(next))) => {
                let number = value.unwrap_or(*next);
                *next = number + 1;
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        }
    }

    fn close_container(&mut self, name: &str) {
        if let Some(table) = &mut self.table {
            if matches!(name, "ul" | "ol") {
                table.lists.pop();
            }
            return self.inline.separate();
        }
        self.end_block();
        let matches = |container: &Container| match name {
            "blockquote" => matches!(container, Container::Quote(_)),
            "li" => matches!(container, Container::Item { .. }),
            _ => matches!(container, Container::List(_)),
        };
        if let Some(index) = self.containers.iter().rposition(matches) {
            self.containers.truncate(index);
        }
    }

    /// Writes the caption of the open table above it.
    fn end_caption(&mut self) {
        let caption = self.inline.take();
        if !caption.is_empty() && self.skipped == 0 {
            let caption = self.inline.escaped_start(&caption, self.style);
            self.write_block(&caption);
        }
    }

    /// Begins a cell or a row. The end tags of the cell and the row before it may be absent.
    fn start_table_part(&mut self, name: &str, tag: &str) {
        let text = self.inline.take();
        self.inline.clear();
        let Some(table) = &mut self.table else { return };
        table.end_cell(&text);
        match name {
            "tr" => table.end_row(),
            _ => table.start_cell(tag),
        }
    }

    fn end_table_part(&mut self, name: &str) {
        let text = self.inline.take();
        let Some(table) = &mut self.table else { return };
        table.end_cell(&text);
        match name {
            "td" | "th" => {}
            "tr" => table.end_row(),
            _ => {
                let markdown = table.markdown();
                self.table = None;
                self.inline.clear();
                self.write_block(&markdown);
            }
        }
    }

    /// Writes an item of a list in a cell, which holds one line, with its mark.
    fn open_in_cell(&mut self, name: &str, tag: &str) {
        self.inline.separate();
        let Some(table) = &mut self.table else { return };
        let mark = match name {
            "ul" | "ol" => {
                table.lists.push((name == "ol").then(|| list_number(tag, "start").unwrap_or(1)));
                return;
            }
            "li" => table.item_mark(),
            _ => return,
        };
        self.inline.push_text(&mark, TextStyle::Plain);
        self.log.push((ReportKind::LostMarkup, "list in a table".to_owned()));
    }

    fn end_code(&mut self) {
        let Some((code, language)) = self.code.take() else { return };
        let code = decode_entities(&code);
        let ticks = if code.contains("```") { "````" } else { "```" };
        if self.skipped == 0 && !code.trim().is_empty() {
            self.write_block(&format!("{ticks}{language}\n{}\n{ticks}", code.trim_matches('\n')));
        }
    }

    /// Writes the open block, if it has text.
    fn end_block(&mut self) {
        if self.table.is_some() {
            return self.inline.separate();
        }
        let (marker, id) = (std::mem::take(&mut self.marker), self.heading_id.take());
        let text = self.inline.take();
        if text.replace("&nbsp;", "").trim().is_empty() {
            return;
        }
        let text = if marker.is_empty() {
            self.inline.escaped_start(&text, self.style)
        } else {
            let id = id.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
            format!("{marker}{}{id}", text.replace("\\\n", " ").replace('\n', " "))
        };
        self.write_block(&text);
    }

    fn write_block(&mut self, text: &str) {
        let begins_item = self
            .containers
            .iter()
            .any(|container| matches!(container, Container::Item { is_written: false, .. }));
        if !self.output.is_empty() {
            self.output.push('\n');
            if !(begins_item && self.was_item) {
                let lead = self.open_prefix();
                self.output.push_str(lead.trim_end());
                self.output.push('\n');
            }
        }
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                self.output.push('\n');
            }
            let prefix = self.prefix();
            self.output.push_str(if line.is_empty() { prefix.trim_end() } else { &prefix });
            self.output.push_str(line);
        }
        self.was_item = self.containers.iter().any(|container| matches!(container, Container::Item { .. }));
    }

    /// Returns what a line between two blocks begins with: what both have in common.
    fn open_prefix(&self) -> String {
        let parts = self.containers.iter().map_while(|container| match container {
            Container::Quote(true) => Some("> ".to_owned()),
            Container::List(_) => Some(String::new()),
            Container::Item { marker, is_written: true } => Some(" ".repeat(marker.len())),
            _ => None,
        });
        parts.collect()
    }

    /// Returns what a line begins with: marks of quotes, and markers of items that begin here.
    fn prefix(&mut self) -> String {
        let parts = self.containers.iter_mut().map(|container| match container {
            Container::Quote(is_written) => {
                *is_written = true;
                "> ".to_owned()
            }
            Container::List(_) => String::new(),
            Container::Item { marker, is_written: true } => " ".repeat(marker.len()),
            Container::Item { marker, is_written } => {
                *is_written = true;
                marker.clone()
            }
        });
        parts.collect()
    }

    fn finish(mut self) -> String {
        if let Some(mut table) = self.table.take() {
            let markdown = table.markdown();
            self.write_block(&markdown);
        }
        self.end_code();
        self.end_block();
        if let Some(link) = self.inline.open_link().filter(|_| self.output.is_empty()) {
            // A link around blocks of Markdown, of which this is only the start.
            self.log.push((ReportKind::LostMarkup, "link around blocks".to_owned()));
            self.output = link;
        }
        self.log.extend(self.inline.lost.iter().map(|what| (ReportKind::LostMarkup, (*what).to_owned())));
        self.output
    }
}

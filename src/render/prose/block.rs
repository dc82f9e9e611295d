//! Block elements: headings, paragraphs, lists, block quotes, code.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag, TagEnd};

use super::EventRenderer;
use crate::document::{has_callout_title, without_comments};

/// Whether the checkbox of a task is checked.
#[derive(Clone, Copy)]
pub(super) enum TaskState {
    Open,
    Done,
}

impl<'a> EventRenderer<'a> {
    pub(super) fn start_block(&mut self, tag: Tag<'a>, start: usize) {
        if !matches!(tag, Tag::TableCell | Tag::HtmlBlock) {
            self.out.newline();
        }
        match tag {
            Tag::Paragraph if self.in_figure => {}
            Tag::Paragraph if self.opens_alert_title => {
                self.opens_alert_title = false;
                self.out.open_with("p", &[("class", "alert-title")]);
            }
            Tag::Paragraph => self.out.open("p"),
            Tag::Heading { .. } => self.heading(),
            Tag::BlockQuote(None) => {
                self.quoted.enter_block();
                self.open_line("blockquote");
            }
            Tag::BlockQuote(Some(kind)) => self.alert(kind, start),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::List(Some(first)) => self.ordered_list(first),
            Tag::List(None) => self.open_line("ul"),
            Tag::Item if self.next.is_task => self.out.open_with("li", &[("class", "task")]),
            Tag::Item => self.out.open("li"),
            Tag::DefinitionList => self.open_line("dl"),
            Tag::DefinitionListTitle => self.out.open("dt"),
            Tag::DefinitionListDefinition => self.out.open("dd"),
            Tag::FootnoteDefinition(_) => self.begin_footnote(),
            tag => self.start_table(tag),
        }
    }

    pub(super) fn end_block(&mut self, tag: TagEnd) {
        self.quoted.end_block();
        match tag {
            TagEnd::Paragraph if self.in_figure => self.in_figure = false,
            TagEnd::Paragraph if self.next.ends_footnote => return self.keep_paragraph_open(),
            TagEnd::Paragraph => self.out.close("p"),
            TagEnd::Heading(_) => self.out.close(self.heading),
            TagEnd::BlockQuote(None) => {
                self.quoted.leave_block();
                self.out.close("blockquote");
            }
            TagEnd::BlockQuote(Some(_)) => self.out.close("aside"),
            TagEnd::CodeBlock => self.end_code_block(),
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::List(ordered) => self.out.close(if ordered { "ol" } else { "ul" }),
            TagEnd::Item => self.out.close("li"),
            TagEnd::DefinitionList => self.out.close("dl"),
            TagEnd::DefinitionListTitle => self.out.close("dt"),
            TagEnd::DefinitionListDefinition => self.out.close("dd"),
            TagEnd::FootnoteDefinition => return self.end_footnote(),
            TagEnd::TableCell => return self.end_cell(),
            tag => self.end_table(tag),
        }
        if !self.paragraph_is_open {
            self.out.newline();
        }
    }

    fn open_line(&mut self, element: &'static str) {
        self.out.open(element);
        self.out.newline();
    }

    fn heading(&mut self) {
        let heading = self.prose.body.headings.get(self.next_heading);
        self.next_heading += 1;
        self.heading = heading_element(heading.map_or(2, |heading| heading.level));
        match heading {
            Some(heading) => self.out.open_with(self.heading, &[("id", &heading.id)]),
            None => self.out.open(self.heading),
        }
    }

    /// Opens an alert. Its kind is also stated in words, not only by colour, unless it has a title.
    fn alert(&mut self, kind: BlockQuoteKind, start: usize) {
        let (class, label) = match kind {
            BlockQuoteKind::Note => ("alert note", "alert-note"),
            BlockQuoteKind::Tip => ("alert tip", "alert-tip"),
            BlockQuoteKind::Important => ("alert important", "alert-important"),
            BlockQuoteKind::Warning => ("alert warning", "alert-warning"),
            BlockQuoteKind::Caution => ("alert caution", "alert-caution"),
        };
        self.out.open_with("aside", &[("class", class)]);
        self.out.newline();
        if has_callout_title(&self.prose.source.text, start) {
            self.opens_alert_title = true;
            return;
        }
        self.out.open_with("p", &[("class", "alert-title")]);
        self.out.text(self.prose.labels.get(label));
        self.out.close("p");
        self.out.newline();
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.in_code = true;
        self.out.open("pre");
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '\t']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if info.is_empty() {
            self.out.open("code");
        } else {
            self.out.open_with("code", &[("class", &format!("language-{info}"))]);
        }
    }

    fn end_code_block(&mut self) {
        self.in_code = false;
        self.out.close("code");
        self.out.close("pre");
    }

    fn ordered_list(&mut self, first: u64) {
        match first {
            1 => self.out.open("ol"),
            first => self.out.open_with("ol", &[("start", &first.to_string())]),
        }
        self.out.newline();
    }

    pub(super) fn checkbox(&mut self, state: TaskState) {
        let labels = self.prose.labels;
        let mut attributes = vec![("type", "checkbox"), ("disabled", "")];
        match state {
            TaskState::Done => attributes.extend([("checked", ""), ("aria-label", labels.get("task-done"))]),
            TaskState::Open => attributes.push(("aria-label", labels.get("task-open"))),
        }
        self.out.open_with("input", &attributes);
        self.out.text(" ");
    }

    pub(super) fn thematic_break(&mut self) {
        self.out.newline();
        self.out.open("hr");
        self.out.newline();
    }

    /// Writes an HTML block unescaped if the site has `raw_html`, else as visible text, so that no content is lost.
    fn end_html_block(&mut self) {
        let block = std::mem::take(&mut self.html_block);
        let html = without_comments(&block);
        if html.trim().is_empty() {
            return;
        }
        self.out.newline();
        if self.prose.raw_html {
            return self.source_html(&html);
        }
        self.out.open_with("pre", &[("class", "raw-html")]);
        self.out.element("code", html.trim_end());
        self.out.close("pre");
    }
}

fn heading_element(level: u8) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

//! Headings, paragraphs, lists, quotes, code.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag, TagEnd};

use super::Walk;
use crate::document::without_comments;

impl<'a> Walk<'a> {
    pub(super) fn start_block(&mut self, tag: Tag<'a>, _at: Range<usize>) {
        self.quoted.new_block();
        if !matches!(tag, Tag::TableCell | Tag::HtmlBlock) {
            self.out.line();
        }
        match tag {
            Tag::Paragraph if self.figure => {}
            Tag::Paragraph => self.out.open("p"),
            Tag::Heading { .. } => self.heading(),
            Tag::BlockQuote(None) => {
                self.quoted.enter_block();
                self.open_line("blockquote");
            }
            Tag::BlockQuote(Some(kind)) => self.alert(kind),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::List(Some(first)) => self.ordered_list(first),
            Tag::List(None) => self.open_line("ul"),
            Tag::Item => {
                self.item = self.out.at();
                self.out.open("li");
            }
            Tag::DefinitionList => self.open_line("dl"),
            Tag::DefinitionListTitle => self.out.open("dt"),
            Tag::DefinitionListDefinition => self.out.open("dd"),
            Tag::FootnoteDefinition(_) => self.footnote_begins(),
            tag => self.start_table(tag),
        }
    }

    pub(super) fn end_block(&mut self, tag: TagEnd) {
        self.quoted.new_block();
        match tag {
            TagEnd::Paragraph if self.figure => self.figure = false,
            TagEnd::Paragraph => self.out.close("p"),
            TagEnd::Heading(_) => self.out.close(self.heading),
            TagEnd::BlockQuote(None) => {
                self.quoted.leave_block();
                self.out.close("blockquote");
            }
            TagEnd::BlockQuote(Some(_)) => self.out.close("aside"),
            TagEnd::CodeBlock => self.code_block_ends(),
            TagEnd::HtmlBlock => self.html_block_ends(),
            TagEnd::List(ordered) => self.out.close(if ordered { "ol" } else { "ul" }),
            TagEnd::Item => self.out.close("li"),
            TagEnd::DefinitionList => self.out.close("dl"),
            TagEnd::DefinitionListTitle => self.out.close("dt"),
            TagEnd::DefinitionListDefinition => self.out.close("dd"),
            TagEnd::FootnoteDefinition => return self.footnote_ends(),
            TagEnd::TableCell => return self.cell_ends(),
            tag => self.end_table(tag),
        }
        self.out.line();
    }

    fn open_line(&mut self, element: &'static str) {
        self.out.open(element);
        self.out.line();
    }

    fn heading(&mut self) {
        let heading = self.prose.body.headings.get(self.next_heading);
        self.next_heading += 1;
        self.heading = element_of(heading.map_or(2, |heading| heading.level));
        match heading {
            Some(heading) => self.out.open_with(self.heading, &[("id", &heading.id)]),
            None => self.out.open(self.heading),
        }
    }

    /// Says in words what kind of alert it is, for those who see no colour.
    fn alert(&mut self, kind: BlockQuoteKind) {
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("alert note", "Note"),
            BlockQuoteKind::Tip => ("alert tip", "Tip"),
            BlockQuoteKind::Important => ("alert important", "Important"),
            BlockQuoteKind::Warning => ("alert warning", "Warning"),
            BlockQuoteKind::Caution => ("alert caution", "Caution"),
        };
        self.out.open_with("aside", &[("class", class)]);
        self.out.line();
        self.out.open_with("p", &[("class", "alert-title")]);
        self.out.text(title);
        self.out.close("p");
        self.out.line();
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.code = true;
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

    fn code_block_ends(&mut self) {
        self.code = false;
        self.out.close("code");
        self.out.close("pre");
    }

    fn ordered_list(&mut self, first: u64) {
        match first {
            1 => self.out.open("ol"),
            first => self.out.open_with("ol", &[("start", &first.to_string())]),
        }
        self.out.line();
    }

    /// The item that was opened last turns out to be a task.
    pub(super) fn task(&mut self, done: bool) {
        self.out.attribute(self.item, "li", &[("class", "task")]);
        let mut attributes = vec![("type", "checkbox"), ("disabled", "")];
        if done {
            attributes.push(("checked", ""));
        }
        attributes.push(("aria-label", if done { "Done" } else { "To do" }));
        self.out.open_with("input", &attributes);
        self.out.text(" ");
    }

    pub(super) fn rule(&mut self) {
        self.out.line();
        self.out.open("hr");
        self.out.line();
    }

    /// Passes HTML on where the site wants it; else shows it as text, so that nothing written is lost unseen.
    fn html_block_ends(&mut self) {
        let block = std::mem::take(&mut self.html);
        let html = without_comments(&block);
        if html.trim().is_empty() {
            return;
        }
        self.out.line();
        if self.prose.raw_html {
            self.quoted.read_html(&html);
            return self.out.pass(&html);
        }
        self.out.open_with("pre", &[("class", "raw-html")]);
        self.out.element("code", html.trim_end());
        self.out.close("pre");
    }
}

fn element_of(level: u8) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

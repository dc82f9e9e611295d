//! Scans a body for headings, links, footnotes and words, with diagnostics.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use pulldown_latex::Storage;
use rustc_hash::FxHashMap;

use super::comments;
use super::diagnostics;
use super::foreign::Finder;
use super::ids::{IdAllocator, footnote_id, heading_id, is_reserved_id};
use super::plain_text::PlainTextBuilder;
use super::raw_html::{RawHtml, element_ids, open_comment, without_comments};
use super::word_count::WordCounter;
use super::{
    Body, Footnote, Heading, Link, LinkKind, PlainText, fold_label, is_image_width, is_safe_scheme,
    link_kind, link_target, markdown_events, read_formula, scheme,
};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::text::{Source, Span};

/// Scans the body that starts at offset `start` of `source`.
pub fn scan_body(source: &Source, start: usize) -> Outcome<Body> {
    scan(BodyScanner::new(source, start))
}

/// Scans a body in which text between dollar signs is a formula.
pub(super) fn scan_body_with_formulas(source: &Source, start: usize) -> Outcome<Body> {
    let mut scanner = BodyScanner::new(source, start);
    scanner.body.dollar_formulas = true;
    scan(scanner)
}

fn scan(mut scanner: BodyScanner<'_>) -> Outcome<Body> {
    let source = scanner.source;
    for (event, range) in markdown_events(source, &scanner.body) {
        scanner.foreign.handle_event(&event, &range);
        scanner.handle_event(event, range);
    }
    scanner.finish()
}

/// Scans a body and builds its plain text in one pass, because parsing Markdown is most of the cost.
pub fn scan_body_with_text(source: &Source, start: usize) -> (Outcome<Body>, PlainText) {
    let mut scanner = BodyScanner::new(source, start);
    let mut builder = PlainTextBuilder::new(source, start);
    for (event, range) in markdown_events(source, &scanner.body) {
        scanner.foreign.handle_event(&event, &range);
        builder.handle_event(&event, range.clone(), &scanner.foreign.found);
        scanner.handle_event(event, range);
    }
    (scanner.finish(), builder.plain)
}

/// Collects the parts of a body.
struct BodyScanner<'s> {
    source: &'s Source,
    body: Body,
    diagnostics: Vec<Diagnostic>,
    /// The `{#id}` of each heading, if it has one.
    explicit_ids: Vec<Option<String>>,
    in_heading: bool,
    /// The number of images around the event.
    image_depth: usize,
    /// The outermost image around the event.
    image_alt: ImageAlt,
    /// Whether the text of the innermost image is its file name.
    alt_is_file_name: bool,
    raw_html: RawHtml,
    foreign: Finder<'s>,
    word_counter: WordCounter,
}

/// An image and whether it has an alternative text.
#[derive(Default)]
struct ImageAlt {
    image: Span,
    has_text: bool,
}

impl<'s> BodyScanner<'s> {
    fn new(source: &'s Source, start: usize) -> Self {
        Self {
            source,
            body: Body { start, comments: comments::find(&source.text, start), ..Body::default() },
            diagnostics: Vec::new(),
            explicit_ids: Vec::new(),
            in_heading: false,
            image_depth: 0,
            image_alt: ImageAlt::default(),
            alt_is_file_name: false,
            raw_html: RawHtml::default(),
            foreign: Finder::new(&source.text),
            word_counter: WordCounter::default(),
        }
    }

    fn handle_event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(text) => {
                self.check_footnote_reference(&text, &range);
                self.push_text(&text);
            }
            Event::Code(text) => self.push_text(&text),
            Event::Html(html) => self.raw_html.push_line(&html),
            Event::InlineHtml(html) => {
                self.push_heading_html(&html);
                self.report_raw_html(&html, range);
            }
            Event::SoftBreak | Event::HardBreak => self.push_text(" "),
            Event::InlineMath(tex) | Event::DisplayMath(tex) => self.check_formula(&tex, range),
            _ => {}
        }
    }

    fn check_formula(&mut self, tex: &str, range: Range<usize>) {
        let error = read_formula(tex, &Storage::new()).err();
        self.diagnostics.extend(error.map(|reason| diagnostics::bad_formula(self.source, range, &reason)));
    }

    fn start_tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => self.start_heading(level, id, range),
            Tag::Link { link_type, dest_url, .. } => {
                self.push_link(link_kind(link_type), link_target(link_type, &dest_url), range)
            }
            Tag::Image { link_type, dest_url, .. } => self.start_image(link_type, &dest_url, range),
            Tag::FootnoteDefinition(label) => self.push_footnote(&label, range),
            Tag::HtmlBlock => self.raw_html.begin_block(range),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            _ => self.end_block(),
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::Image => return self.end_image(),
            TagEnd::HtmlBlock => {
                let (html, range) = self.raw_html.finish_block();
                self.report_raw_html(&html, range);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            _ => {}
        }
        self.end_block();
    }

    /// Ends the current word, and allows a diagnostic for HTML in the next block.
    fn end_block(&mut self) {
        self.word_counter.end_word();
        self.raw_html.reported = false;
    }

    fn start_heading(&mut self, level: HeadingLevel, id: Option<CowStr<'_>>, range: Range<usize>) {
        self.end_block();
        self.in_heading = true;
        self.explicit_ids.push(id.map(CowStr::into_string).filter(|id| !id.is_empty()));
        self.body.headings.push(Heading {
            level: level as u8,
            id: String::new(),
            text: String::new(),
            text_with_html: None,
            span: range.into(),
        });
    }

    fn push_text(&mut self, text: &str) {
        if self.image_depth > 0 {
            self.image_alt.has_text |= !self.is_file_or_width(text) && !text.trim().is_empty();
            return;
        }
        self.word_counter.count_text(text);
        if let Some(heading) = self.body.headings.last_mut().filter(|_| self.in_heading) {
            heading.text.push_str(text);
            heading.text_with_html.iter_mut().for_each(|whole| whole.push_str(text));
        }
    }

    /// Returns whether the text of an image is no alternative text: the file name of `![[file]]`, or a width.
    fn is_file_or_width(&self, text: &str) -> bool {
        let is_wiki = self.source.slice(self.image_alt.image).starts_with("![[");
        self.alt_is_file_name || is_wiki && is_image_width(text)
    }

    fn push_heading_html(&mut self, html: &str) {
        if let Some(heading) = self.body.headings.last_mut().filter(|_| self.in_heading) {
            let whole = heading.text_with_html.get_or_insert_with(|| heading.text.clone());
            whole.push_str(&without_comments(html));
        }
    }

    fn push_link(&mut self, kind: LinkKind, target: String, range: Range<usize>) {
        let span = Span::from(range);
        let is_wiki_link = matches!(kind, LinkKind::Wiki | LinkKind::WikiWithText);
        let unsafe_scheme = scheme(&target).filter(|scheme| !is_wiki_link && !is_safe_scheme(scheme));
        self.diagnostics
            .extend(unsafe_scheme.map(|scheme| diagnostics::dangerous_address(self.source, span, &scheme)));
        self.body.links.push(Link { kind, target, span });
    }

    /// Starts an image. The text of a nested image counts for the outermost one.
    fn start_image(&mut self, link_type: LinkType, target: &str, range: Range<usize>) {
        self.image_depth += 1;
        if self.image_depth == 1 {
            self.image_alt = ImageAlt { image: range.clone().into(), has_text: false };
        }
        // `![[file]]` has no alternative text; its events give the file name.
        self.alt_is_file_name = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        self.push_link(LinkKind::Image, link_target(link_type, target), range);
    }

    fn end_image(&mut self) {
        self.alt_is_file_name = false;
        self.image_depth = self.image_depth.saturating_sub(1);
        if self.image_depth == 0 && !self.image_alt.has_text {
            self.diagnostics.push(diagnostics::missing_alt(self.source, self.image_alt.image));
        }
    }

    fn report_raw_html(&mut self, html: &str, range: Range<usize>) {
        if let Some(offset) = self.source.text.get(range.clone()).and_then(open_comment) {
            let start = range.start + offset;
            self.diagnostics.push(diagnostics::unclosed_comment(self.source, Span::new(start, start + 4)));
        }
        self.body.html_ids.extend(element_ids(html));
        if !self.raw_html.reported && RawHtml::has_visible_content(html) {
            self.raw_html.reported = true;
            self.diagnostics.push(diagnostics::raw_html(self.source, range));
        }
    }

    fn push_footnote(&mut self, label: &str, range: Range<usize>) {
        self.end_block();
        let label = fold_label(label);
        self.body.footnotes.push(Footnote { label, id: String::new(), span: range.into() });
    }

    /// Reports a reference to an undefined footnote. The parser leaves it as text: an opening bracket, then a caret.
    fn check_footnote_reference(&mut self, text: &str, range: &Range<usize>) {
        if self.image_depth > 0 || !matches!(text, "[" | "![") {
            return;
        }
        let rest = self.source.text.get(range.end..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix('^') else { return };
        let end = rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']').unwrap_or(rest.len());
        if end > 0 && rest[end..].starts_with(']') {
            // From the opening bracket to the closing one.
            let span = Span::new(range.end - 1, range.end + 1 + end + 1);
            self.diagnostics.push(diagnostics::undefined_footnote(self.source, span));
        }
    }

    fn finish(mut self) -> Outcome<Body> {
        self.body.word_count = self.word_counter.total();
        self.body.foreign = std::mem::take(&mut self.foreign.found);
        self.diagnostics.extend(diagnostics::foreign(self.source, &self.body.foreign));
        self.demote_headings();
        self.assign_ids();
        Outcome::new(self.body, self.diagnostics)
    }

    /// Lowers every heading by one level if the body has a heading of level 1.
    fn demote_headings(&mut self) {
        let title = self.body.headings.iter().find(|heading| heading.level == 1);
        let Some(span) = title.map(|heading| heading.span) else { return };
        self.diagnostics.push(diagnostics::title_in_body(self.source, span));
        self.body.headings.iter_mut().for_each(|heading| heading.level = (heading.level + 1).min(6));
    }

    /// Assigns explicit ids first, so that no other heading takes them, then ids derived from text.
    fn assign_ids(&mut self) {
        let mut ids = IdAllocator::default();
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        for (explicit, heading) in self.explicit_ids.iter().zip(&mut self.body.headings) {
            heading.text.truncate(heading.text.trim_end().len());
            let Some(explicit) = explicit else { continue };
            if is_reserved_id(explicit) {
                self.diagnostics.push(diagnostics::reserved_anchor(self.source, heading.span, explicit));
            } else if ids.claim(explicit) {
                first.insert(explicit, heading.span);
                heading.id = explicit.clone();
            } else if let Some(first) = first.get(&**explicit) {
                self.diagnostics.push(diagnostics::duplicate_anchor(
                    self.source,
                    heading.span,
                    *first,
                    explicit,
                ));
            }
        }
        for heading in self.body.headings.iter_mut().filter(|heading| heading.id.is_empty()) {
            heading.id = ids.allocate(&heading_id(&heading.text));
        }
        self.assign_footnote_ids(ids);
    }

    fn assign_footnote_ids(&mut self, mut ids: IdAllocator) {
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        for footnote in &self.body.footnotes {
            if let Some(first) = first.get(&*footnote.label) {
                self.diagnostics.push(diagnostics::duplicate_footnote(
                    self.source,
                    footnote.span,
                    *first,
                    &footnote.label,
                ));
            } else {
                first.insert(&footnote.label, footnote.span);
            }
        }
        for footnote in &mut self.body.footnotes {
            footnote.id = ids.allocate(&footnote_id(&footnote.label));
        }
    }
}

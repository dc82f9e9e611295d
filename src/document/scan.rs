//! One walk over a body: headings, links, footnotes, words, and what is wrong with them.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::comments;
use super::diagnostics;
use super::foreign::Finder;
use super::ids::{IdAllocator, footnote_id, heading_id, is_reserved_id};
use super::plain_text::PlainTextBuilder;
use super::raw_html::{RawHtml, element_ids};
use super::word_count::WordCounter;
use super::{
    Body, Footnote, Heading, Link, LinkKind, PlainText, fold_label, is_safe_scheme, link_kind, link_target,
    markdown_events, scheme,
};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::text::{Source, Span};

/// Reads the body that starts at byte `start` of `source`.
pub fn scan_body(source: &Source, start: usize) -> Outcome<Body> {
    let mut scan = BodyScanner::new(source, start);
    for (event, at) in markdown_events(source, &scan.body) {
        scan.foreign.look(&event, &at);
        scan.handle_event(event, at);
    }
    scan.finish()
}

/// Reads a body and its plain text in one walk, for those who need both: reading the Markdown is most of the cost.
pub fn scan_body_with_text(source: &Source, start: usize) -> (Outcome<Body>, PlainText) {
    let mut scan = BodyScanner::new(source, start);
    let mut walk = PlainTextBuilder::new(source, start);
    for (event, at) in markdown_events(source, &scan.body) {
        scan.foreign.look(&event, &at);
        walk.handle_event(&event, at.clone(), &scan.foreign.found);
        scan.handle_event(event, at);
    }
    (scan.finish(), walk.plain)
}

/// What has been met so far.
struct BodyScanner<'s> {
    source: &'s Source,
    body: Body,
    diagnostics: Vec<Diagnostic>,
    /// The `{#own}` id of each heading, where it has one.
    explicit_ids: Vec<Option<String>>,
    in_heading: bool,
    /// How many pictures stand around the event, and the outermost of them.
    image_depth: usize,
    image_alt: ImageAlt,
    /// Whether the innermost picture's text is the name of its file.
    alt_is_file_name: bool,
    raw_html: RawHtml,
    foreign: Finder<'s>,
    word_counter: WordCounter,
}

/// A picture and whether it has a text.
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

    fn handle_event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start_tag(tag, at),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(text) => {
                self.check_footnote_reference(&text, &at);
                self.push_text(&text);
            }
            Event::Code(text) => self.push_text(&text),
            Event::Html(html) => self.raw_html.push_line(&html),
            Event::InlineHtml(html) => self.report_raw_html(&html, at),
            Event::SoftBreak | Event::HardBreak => self.push_text(" "),
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => self.start_heading(level, id, at),
            Tag::Link { link_type, dest_url, .. } => {
                self.push_link(link_kind(link_type), link_target(link_type, &dest_url), at)
            }
            Tag::Image { link_type, dest_url, .. } => self.start_image(link_type, &dest_url, at),
            Tag::FootnoteDefinition(label) => self.push_footnote(&label, at),
            Tag::HtmlBlock => self.raw_html.begin_block(at),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            _ => self.end_block(),
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::Image => return self.end_image(),
            TagEnd::HtmlBlock => {
                let (html, at) = self.raw_html.finish_block();
                self.report_raw_html(&html, at);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            _ => {}
        }
        self.end_block();
    }

    /// Between two blocks words end, and HTML is worth a word again.
    fn end_block(&mut self) {
        self.word_counter.end_word();
        self.raw_html.reported = false;
    }

    fn start_heading(&mut self, level: HeadingLevel, id: Option<CowStr<'_>>, at: Range<usize>) {
        self.end_block();
        self.in_heading = true;
        self.explicit_ids.push(id.map(CowStr::into_string).filter(|id| !id.is_empty()));
        self.body.headings.push(Heading {
            level: level as u8,
            id: String::new(),
            text: String::new(),
            span: at.into(),
        });
    }

    fn push_text(&mut self, text: &str) {
        if self.image_depth > 0 {
            self.image_alt.has_text |= !self.alt_is_file_name && !text.trim().is_empty();
            return;
        }
        self.word_counter.count_text(text);
        if let Some(heading) = self.body.headings.last_mut().filter(|_| self.in_heading) {
            heading.text.push_str(text);
        }
    }

    fn push_link(&mut self, kind: LinkKind, target: String, at: Range<usize>) {
        let span = Span::from(at);
        let named = matches!(kind, LinkKind::Wiki | LinkKind::WikiWithText);
        let refused = scheme(&target).filter(|scheme| !named && !is_safe_scheme(scheme));
        self.diagnostics
            .extend(refused.map(|scheme| diagnostics::dangerous_address(self.source, span, &scheme)));
        self.body.links.push(Link { kind, target, span });
    }

    /// Opens a picture. One in the text of another gives that one its text.
    fn start_image(&mut self, written: LinkType, target: &str, at: Range<usize>) {
        self.image_depth += 1;
        if self.image_depth == 1 {
            self.image_alt = ImageAlt { image: at.clone().into(), has_text: false };
        }
        // `![[file]]` has no text of its own: what its events give is the file's name.
        self.alt_is_file_name = matches!(written, LinkType::WikiLink { has_pothole: false });
        self.push_link(LinkKind::Image, link_target(written, target), at);
    }

    fn end_image(&mut self) {
        self.alt_is_file_name = false;
        self.image_depth = self.image_depth.saturating_sub(1);
        if self.image_depth == 0 && !self.image_alt.has_text {
            self.diagnostics.push(diagnostics::missing_alt(self.source, self.image_alt.image));
        }
    }

    fn report_raw_html(&mut self, html: &str, at: Range<usize>) {
        self.body.html_ids.extend(element_ids(html));
        if !self.raw_html.reported && RawHtml::has_visible_content(html) {
            self.raw_html.reported = true;
            self.diagnostics.push(diagnostics::raw_html(self.source, at));
        }
    }

    fn push_footnote(&mut self, label: &str, at: Range<usize>) {
        self.end_block();
        let label = fold_label(label);
        self.body.footnotes.push(Footnote { label, id: String::new(), span: at.into() });
    }

    /// A reference to a footnote that is not written stays text: an opening bracket, then a caret.
    fn check_footnote_reference(&mut self, text: &str, at: &Range<usize>) {
        if self.image_depth > 0 || !matches!(text, "[" | "![") {
            return;
        }
        let rest = self.source.text.get(at.end..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix('^') else { return };
        let end = rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']').unwrap_or(rest.len());
        if end > 0 && rest[end..].starts_with(']') {
            // From the bracket, over the caret, the label and the closing bracket.
            let span = Span::new(at.end - 1, at.end + 1 + end + 1);
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

    /// Where the body has a title of its own, every heading is shown one level lower.
    fn demote_headings(&mut self) {
        let title = self.body.headings.iter().find(|heading| heading.level == 1);
        let Some(span) = title.map(|heading| heading.span) else { return };
        self.diagnostics.push(diagnostics::title_in_body(self.source, span));
        self.body.headings.iter_mut().for_each(|heading| heading.level = (heading.level + 1).min(6));
    }

    /// Ids that editors chose come first, so that no other heading can take one; then headings by their words.
    fn assign_ids(&mut self) {
        let mut ids = IdAllocator::default();
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        for (own, heading) in self.explicit_ids.iter().zip(&mut self.body.headings) {
            heading.text.truncate(heading.text.trim_end().len());
            let Some(own) = own else { continue };
            if is_reserved_id(own) {
                self.diagnostics.push(diagnostics::reserved_anchor(self.source, heading.span, own));
            } else if ids.claim(own) {
                first.insert(own, heading.span);
                heading.id = own.clone();
            } else if let Some(first) = first.get(&**own) {
                self.diagnostics.push(diagnostics::duplicate_anchor(self.source, heading.span, *first, own));
            }
        }
        for heading in self.body.headings.iter_mut().filter(|heading| heading.id.is_empty()) {
            heading.id = ids.allocate(&heading_id(&heading.text));
        }
        self.assign_footnote_ids(ids);
    }

    fn assign_footnote_ids(&mut self, mut ids: IdAllocator) {
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        for note in &self.body.footnotes {
            if let Some(first) = first.get(&*note.label) {
                self.diagnostics.push(diagnostics::duplicate_footnote(
                    self.source,
                    note.span,
                    *first,
                    &note.label,
                ));
            } else {
                first.insert(&note.label, note.span);
            }
        }
        for note in &mut self.body.footnotes {
            note.id = ids.allocate(&footnote_id(&note.label));
        }
    }
}

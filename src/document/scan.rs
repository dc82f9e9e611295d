//! One walk over a body: headings, links, footnotes, words, and what is wrong with them.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::comments;
use super::findings;
use super::foreign::Finder;
use super::html::{RawHtml, anchors};
use super::ids::{Ids, footnote_id, heading_id, is_reserved_id};
use super::plain::Walk;
use super::words::Words;
use super::{
    Body, Footnote, Heading, Link, LinkKind, PlainText, events, folded_label, is_safe_scheme, link_kind,
    link_target, scheme,
};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::text::{Source, Span};

/// Reads the body that starts at byte `start` of `source`.
pub fn scan(source: &Source, start: usize) -> Outcome<Body> {
    let mut scan = Scan::new(source, start);
    for (event, at) in events(source, &scan.body) {
        scan.foreign.look(&event, &at);
        scan.event(event, at);
    }
    scan.finish()
}

/// Reads a body and its plain text in one walk, for those who need both: reading the Markdown is most of the cost.
pub fn scan_with_text(source: &Source, start: usize) -> (Outcome<Body>, PlainText) {
    let mut scan = Scan::new(source, start);
    let mut walk = Walk::new(source, start);
    for (event, at) in events(source, &scan.body) {
        scan.foreign.look(&event, &at);
        walk.event(&event, at.clone(), &scan.foreign.found);
        scan.event(event, at);
    }
    (scan.finish(), walk.plain)
}

/// What has been met so far.
struct Scan<'s> {
    source: &'s Source,
    body: Body,
    notes: Vec<Diagnostic>,
    /// The `{#own}` id of each heading, where it has one.
    own_ids: Vec<Option<String>>,
    in_heading: bool,
    /// How many pictures stand around the event, and the outermost of them.
    pictures: usize,
    alt: Alt,
    /// Whether the innermost picture's text is the name of its file.
    named: bool,
    html: RawHtml,
    foreign: Finder<'s>,
    words: Words,
}

/// A picture and whether it has a text.
#[derive(Default)]
struct Alt {
    picture: Span,
    text: bool,
}

impl<'s> Scan<'s> {
    fn new(source: &'s Source, start: usize) -> Self {
        Self {
            source,
            body: Body { start, comments: comments::find(&source.text, start), ..Body::default() },
            notes: Vec::new(),
            own_ids: Vec::new(),
            in_heading: false,
            pictures: 0,
            alt: Alt::default(),
            named: false,
            html: RawHtml::default(),
            foreign: Finder::new(&source.text),
            words: Words::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                self.footnote_reference(&text, &at);
                self.text(&text);
            }
            Event::Code(text) => self.text(&text),
            Event::Html(html) => self.html.line(&html),
            Event::InlineHtml(html) => self.raw_html(&html, at),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => self.heading(level, id, at),
            Tag::Link { link_type, dest_url, .. } => {
                self.link(link_kind(link_type), link_target(link_type, &dest_url), at)
            }
            Tag::Image { link_type, dest_url, .. } => self.picture(link_type, &dest_url, at),
            Tag::FootnoteDefinition(label) => self.footnote(&label, at),
            Tag::HtmlBlock => self.html.begin(at),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            _ => self.between(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::Image => return self.picture_ends(),
            TagEnd::HtmlBlock => {
                let (html, at) = self.html.end();
                self.raw_html(&html, at);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            _ => {}
        }
        self.between();
    }

    /// Between two blocks words end, and HTML is worth a word again.
    fn between(&mut self) {
        self.words.stop();
        self.html.noted = false;
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<CowStr<'_>>, at: Range<usize>) {
        self.between();
        self.in_heading = true;
        self.own_ids.push(id.map(CowStr::into_string).filter(|id| !id.is_empty()));
        self.body.headings.push(Heading {
            level: level as u8,
            id: String::new(),
            text: String::new(),
            span: at.into(),
        });
    }

    fn text(&mut self, text: &str) {
        if self.pictures > 0 {
            self.alt.text |= !self.named && !text.trim().is_empty();
            return;
        }
        self.words.count(text);
        if let Some(heading) = self.body.headings.last_mut().filter(|_| self.in_heading) {
            heading.text.push_str(text);
        }
    }

    fn link(&mut self, kind: LinkKind, target: String, at: Range<usize>) {
        let span = Span::from(at);
        let named = matches!(kind, LinkKind::Wiki | LinkKind::WikiWithText);
        let refused = scheme(&target).filter(|scheme| !named && !is_safe_scheme(scheme));
        self.notes.extend(refused.map(|scheme| findings::dangerous_address(self.source, span, &scheme)));
        self.body.links.push(Link { kind, target, span });
    }

    /// Opens a picture. One in the text of another gives that one its text.
    fn picture(&mut self, written: LinkType, target: &str, at: Range<usize>) {
        self.pictures += 1;
        if self.pictures == 1 {
            self.alt = Alt { picture: at.clone().into(), text: false };
        }
        // `![[file]]` has no text of its own: what its events give is the file's name.
        self.named = matches!(written, LinkType::WikiLink { has_pothole: false });
        self.link(LinkKind::Picture, link_target(written, target), at);
    }

    fn picture_ends(&mut self) {
        self.named = false;
        self.pictures = self.pictures.saturating_sub(1);
        if self.pictures == 0 && !self.alt.text {
            self.notes.push(findings::missing_alt(self.source, self.alt.picture));
        }
    }

    fn raw_html(&mut self, html: &str, at: Range<usize>) {
        self.body.raw_anchors.extend(anchors(html));
        if !self.html.noted && RawHtml::shows(html) {
            self.html.noted = true;
            self.notes.push(findings::raw_html(self.source, at));
        }
    }

    fn footnote(&mut self, label: &str, at: Range<usize>) {
        self.between();
        let label = folded_label(label);
        self.body.footnotes.push(Footnote { label, id: String::new(), span: at.into() });
    }

    /// A reference to a footnote that is not written stays text: an opening bracket, then a caret.
    fn footnote_reference(&mut self, text: &str, at: &Range<usize>) {
        if self.pictures > 0 || !matches!(text, "[" | "![") {
            return;
        }
        let rest = self.source.text.get(at.end..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix('^') else { return };
        let end = rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']').unwrap_or(rest.len());
        if end > 0 && rest[end..].starts_with(']') {
            // From the bracket, over the caret, the label and the closing bracket.
            let span = Span::new(at.end - 1, at.end + 1 + end + 1);
            self.notes.push(findings::undefined_footnote(self.source, span));
        }
    }

    fn finish(mut self) -> Outcome<Body> {
        self.body.words = self.words.counted();
        self.body.foreign = std::mem::take(&mut self.foreign.found);
        self.notes.extend(findings::foreign(self.source, &self.body.foreign));
        self.levels();
        self.ids();
        Outcome::new(self.body, self.notes)
    }

    /// Where the body has a title of its own, every heading is shown one level lower.
    fn levels(&mut self) {
        let title = self.body.headings.iter().find(|heading| heading.level == 1);
        let Some(span) = title.map(|heading| heading.span) else { return };
        self.notes.push(findings::title_in_body(self.source, span));
        self.body.headings.iter_mut().for_each(|heading| heading.level = (heading.level + 1).min(6));
    }

    /// Ids that editors chose come first, so that no other heading can take one; then headings by their words.
    fn ids(&mut self) {
        let mut ids = Ids::default();
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        for (own, heading) in self.own_ids.iter().zip(&mut self.body.headings) {
            heading.text.truncate(heading.text.trim_end().len());
            let Some(own) = own else { continue };
            if is_reserved_id(own) {
                self.notes.push(findings::reserved_anchor(self.source, heading.span, own));
            } else if ids.claim(own) {
                first.insert(own, heading.span);
                heading.id = own.clone();
            } else if let Some(first) = first.get(&**own) {
                self.notes.push(findings::duplicate_anchor(self.source, heading.span, *first, own));
            }
        }
        for heading in self.body.headings.iter_mut().filter(|heading| heading.id.is_empty()) {
            heading.id = ids.give(&heading_id(&heading.text));
        }
        self.footnote_ids(ids);
    }

    fn footnote_ids(&mut self, mut ids: Ids) {
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        for note in &self.body.footnotes {
            if let Some(first) = first.get(&*note.label) {
                self.notes.push(findings::duplicate_footnote(self.source, note.span, *first, &note.label));
            } else {
                first.insert(&note.label, note.span);
            }
        }
        for note in &mut self.body.footnotes {
            note.id = ids.give(&footnote_id(&note.label));
        }
    }
}

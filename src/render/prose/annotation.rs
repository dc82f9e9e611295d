//! Annotations: mark-up added to prose for the dates and names found in it, across the mark-up of the prose itself.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::EventRenderer;
use crate::text::Span;

/// Mark-up to be added around a range of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The range in the source, as returned by [`PlainText::source_span`](crate::document::PlainText::source_span).
    /// Ranges must be sorted; one that overlaps an earlier one is skipped. A range must not contain an
    /// [`OBJECT_REPLACEMENT`](crate::document::OBJECT_REPLACEMENT).
    pub span: Span,
    /// The mark-up.
    pub kind: AnnotationKind,
}

/// The mark-up of an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnnotationKind {
    /// A date.
    Time {
        /// Value of the `datetime` attribute, such as `2025-04-19`.
        datetime: String,
        /// The whole date in words; may be empty.
        title: String,
        /// URL of a page, relative to the root of the site, or `#` and an id of this page; `None` for no link.
        href: Option<String>,
        /// Whether the title also follows as text, for touch screens, screen readers and paper.
        spelled_out: bool,
    },
    /// A name.
    Link {
        /// URL of a page, relative to the root of the site.
        href: String,
        /// The full name; may be empty.
        title: String,
    },
}

/// Tracks the annotations of a body while it is rendered.
pub(super) struct AnnotationCursor<'a> {
    /// Annotations not yet completed.
    rest: &'a [Annotation],
    /// The first annotation, if its elements are open.
    open: Option<OpenAnnotation>,
    /// Whether the first annotation overlaps a link of the prose, so that it adds no link.
    meets_link: bool,
    /// Number of Markdown elements around the current event.
    depth: usize,
}

/// An annotation whose elements are open.
struct OpenAnnotation {
    /// Outermost first.
    elements: Vec<&'static str>,
    /// The depth at which it was opened: it must be closed before the element around it.
    depth: usize,
}

impl<'a> AnnotationCursor<'a> {
    pub(super) fn new(annotations: &'a [Annotation]) -> Self {
        Self { rest: annotations, open: None, meets_link: false, depth: 0 }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Returns whether the open annotation is a link.
    pub(super) fn has_link(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.elements.contains(&"a"))
    }

    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Returns whether an annotation begins before the end of this range.
    pub(super) fn touches(&self, range: &Range<usize>) -> bool {
        self.rest.first().is_some_and(|first| (first.span.start as usize) < range.end)
    }

    /// Skips annotations that end before `offset`, and those that overlap a skipped one.
    fn skip_to(&mut self, offset: usize) {
        while let Some((first, rest)) = self.rest.split_first() {
            if first.span.end as usize > offset && first.span.start < first.span.end {
                return;
            }
            (self.rest, self.meets_link) = (rest, false);
            let overlaps = |next: &Annotation| next.span.start < first.span.end;
            while let Some((_, after)) = self.rest.split_first().filter(|(next, _)| overlaps(next)) {
                self.rest = after;
            }
        }
    }
}

impl<'a> EventRenderer<'a> {
    /// Closes an annotation before an element that it would cross. It is opened again in its next text.
    pub(super) fn suspend_if_crossed(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let end = self.annotations.rest.first().map_or(0, |first| first.span.end as usize);
        let deep = self.annotations.open.as_ref().map_or(0, |open| open.depth);
        let crossed = match event {
            Event::Start(tag) if is_inline(tag) => range.end > end,
            Event::End(_) | Event::FootnoteReference(_) => self.annotations.depth <= deep,
            Event::Start(_) | Event::Rule | Event::Html(_) | Event::TaskListMarker(_) => true,
            _ => range.start >= end,
        };
        if crossed {
            self.close_annotation();
        }
    }

    fn close_annotation(&mut self) {
        if let Some(open) = self.annotations.open.take() {
            open.elements.iter().rev().for_each(|element| self.out.close(element));
        }
    }

    /// Writes a text that annotations overlap.
    pub(super) fn annotated_text(&mut self, text: &str, range: Range<usize>) {
        // A text that differs from its source, such as a character reference, is annotated as a whole or not at all.
        let verbatim = self.prose.source.text.get(range.clone()) == Some(text);
        let mut from = range.start;
        while let Some(span) = self.next_range(from, range.end) {
            let inside = span.start.max(from)..span.end.min(range.end);
            let slice = |part: Range<usize>| text.get(part.start - range.start..part.end - range.start);
            let parts = slice(from..inside.start).zip(slice(inside.clone())).filter(|_| verbatim);
            let Some((before, within)) = parts else { break };
            self.write_text(before);
            self.text_inside(within);
            if inside.end == span.end {
                self.close_annotation();
                self.spell_out();
            }
            from = inside.end;
        }
        match text.get(from - range.start..) {
            Some(rest) if verbatim => self.write_text(rest),
            _ if self.next_range(range.start, range.end).is_some() => self.text_inside(text),
            _ => self.write_text(text),
        }
    }

    /// Returns the range of the first annotation that ends after `from` and begins before `to`.
    fn next_range(&mut self, from: usize, to: usize) -> Option<Range<usize>> {
        self.annotations.skip_to(from);
        let span = self.annotations.rest.first()?.span.range();
        (from < to && span.start < to).then_some(span)
    }

    /// Writes a text inside an annotation. White space before it stays outside.
    fn text_inside(&mut self, text: &str) {
        let blanks = if self.annotations.is_open() { 0 } else { text.len() - text.trim_start().len() };
        self.write_text(&text[..blanks]);
        if !self.annotations.is_open() && blanks < text.len() {
            self.open_annotation();
        }
        self.write_text(&text[blanks..]);
    }

    /// Opens the elements of the first annotation.
    fn open_annotation(&mut self) {
        let Some(annotation) = self.annotations.rest.first() else { return };
        self.annotations.meets_link |= self.meets_link(annotation.span);
        let may_link = !self.annotations.meets_link;
        let mut elements = Vec::with_capacity(2);
        match &annotation.kind {
            AnnotationKind::Time { datetime, title, href, .. } => {
                let title = self.unless_quoted(title);
                elements.extend(
                    href.as_deref().filter(|_| may_link).map(|href| self.open_annotation_link(href, "")),
                );
                let text = self.prose.source.text.get(annotation.span.range()).unwrap_or_default();
                self.out.open_time(text, datetime, title);
                elements.push("time");
            }
            AnnotationKind::Link { href, title } if may_link => {
                let title = self.unless_quoted(title);
                elements.push(self.open_annotation_link(href, title));
            }
            AnnotationKind::Link { .. } => {}
        }
        self.annotations.open = Some(OpenAnnotation { elements, depth: self.annotations.depth });
    }

    /// Writes the whole date after the first annotation, if that asks for it and the block quotes nothing.
    fn spell_out(&mut self) {
        let Some(Annotation { kind: AnnotationKind::Time { title, spelled_out: true, .. }, .. }) =
            self.annotations.rest.first()
        else {
            return;
        };
        if !title.is_empty() && self.quoted.may_add_text(&self.prose.source.text) {
            self.out.open_with("span", &[("class", "visually-hidden full-date")]);
            self.out.text(&format!(" ({title})"));
            self.out.close("span");
        }
    }

    /// Returns a title to be added to the prose, or an empty one inside a quotation, to which nothing is added.
    fn unless_quoted<'t>(&mut self, added: &'t str) -> &'t str {
        if self.quoted.is_open(&self.prose.source.text) { "" } else { added }
    }

    /// Returns whether a range overlaps a link of the prose. Links must not be nested, and the one in the source wins.
    fn meets_link(&self, span: Span) -> bool {
        let next = self.prose.body.links.get(self.next_link);
        self.in_link() || next.is_some_and(|link| link.span.start < span.end)
    }

    fn open_annotation_link(&mut self, href: &str, title: &str) -> &'static str {
        let href = match href.strip_prefix('#') {
            Some(id) => self.prose.urls.anchor(id),
            None => self.prose.urls.site_url(href),
        };
        let mut attributes = vec![("class", "found"), ("href", &*href)];
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        self.out.open_with("a", &attributes);
        "a"
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

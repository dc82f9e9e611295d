//! What later stages found in the prose, put around it: dates and names, through whatever markup stands there.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::EventRenderer;
use crate::text::Span;

/// Something to be put around a stretch of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The stretch in the source, as [`PlainText::source_span`](crate::document::PlainText::source_span) gives it.
    /// Stretches come in order; one that overlaps an earlier one is left out. None may hold an
    /// [`OBJECT_REPLACEMENT`](crate::document::OBJECT_REPLACEMENT).
    pub span: Span,
    /// What is put around it.
    pub kind: AnnotationKind,
}

/// What is put around a stretch of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnnotationKind {
    /// A date.
    Time {
        /// As HTML writes it, such as `2025-04-19`.
        datetime: String,
        /// What is known in words; may be empty.
        title: String,
        /// A page of the site, relative to its root, or a place of this page with `#`; none for a date that leads
        /// nowhere.
        href: Option<String>,
        /// Whether the title also follows it, for those who cannot hover and on paper.
        spelled_out: bool,
    },
    /// A name.
    Link {
        /// A page of the site, relative to its root.
        href: String,
        /// The full name; may be empty.
        title: String,
    },
}

/// The insertions of a body while it is being written.
pub(super) struct AnnotationCursor<'a> {
    /// Those not yet done.
    rest: &'a [Annotation],
    /// The elements of the first of them that are open, outermost first; may be none.
    open: Option<OpenAnnotation>,
    /// Whether the first of them meets a link of the prose, and so makes none itself.
    meets_link: bool,
    /// Elements of Markdown around the event.
    depth: usize,
}

/// An insertion that has begun.
struct OpenAnnotation {
    elements: Vec<&'static str>,
    /// The depth at which it began: it may not outlive the element it stands in.
    depth: usize,
}

impl<'a> AnnotationCursor<'a> {
    pub(super) fn new(insertions: &'a [Annotation]) -> Self {
        Self { rest: insertions, open: None, meets_link: false, depth: 0 }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether a link is open among them.
    pub(super) fn has_link(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.elements.contains(&"a"))
    }

    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Whether an insertion has to do with the text at these bytes.
    pub(super) fn touches(&self, at: &Range<usize>) -> bool {
        self.rest.first().is_some_and(|first| (first.span.start as usize) < at.end)
    }

    /// Passes over what ends before `at`, and over what overlaps what was passed.
    fn skip_to(&mut self, at: usize) {
        while let Some((first, rest)) = self.rest.split_first() {
            if first.span.end as usize > at && first.span.start < first.span.end {
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
    /// Ends an insertion before an element it would cross; it goes on in the next text that belongs to it.
    pub(super) fn suspend_if_crossed(&mut self, event: &Event<'_>, at: &Range<usize>) {
        let end = self.annotations.rest.first().map_or(0, |first| first.span.end as usize);
        let deep = self.annotations.open.as_ref().map_or(0, |open| open.depth);
        let crossed = match event {
            Event::Start(tag) if is_inline(tag) => at.end > end,
            Event::End(_) | Event::FootnoteReference(_) => self.annotations.depth <= deep,
            Event::Start(_) | Event::Rule | Event::Html(_) | Event::TaskListMarker(_) => true,
            _ => at.start >= end,
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

    /// Writes a text, part of which belongs to insertions.
    pub(super) fn annotated_text(&mut self, text: &str, at: Range<usize>) {
        // A text that differs from its source, such as an entity, is taken or left as a whole.
        let verbatim = self.prose.source.text.get(at.clone()) == Some(text);
        let mut from = at.start;
        while let Some(stretch) = self.next_range(from, at.end) {
            let inside = stretch.start.max(from)..stretch.end.min(at.end);
            let cut = |range: Range<usize>| text.get(range.start - at.start..range.end - at.start);
            let parts = cut(from..inside.start).zip(cut(inside.clone())).filter(|_| verbatim);
            let Some((before, within)) = parts else { break };
            self.words(before);
            self.text_inside(within);
            if inside.end == stretch.end {
                self.close_annotation();
                self.spell_out();
            }
            from = inside.end;
        }
        match text.get(from - at.start..) {
            Some(rest) if verbatim => self.words(rest),
            _ if self.next_range(at.start, at.end).is_some() => self.text_inside(text),
            _ => self.words(text),
        }
    }

    /// The first insertion that is not over at `from` and begins before `to`.
    fn next_range(&mut self, from: usize, to: usize) -> Option<Range<usize>> {
        self.annotations.skip_to(from);
        let stretch = self.annotations.rest.first()?.span.range();
        (from < to && stretch.start < to).then_some(stretch)
    }

    /// Writes a text that belongs to an insertion; blanks before it do not.
    fn text_inside(&mut self, text: &str) {
        let blank = if self.annotations.is_open() { 0 } else { text.len() - text.trim_start().len() };
        self.words(&text[..blank]);
        if !self.annotations.is_open() && blank < text.len() {
            self.open_annotation();
        }
        self.words(&text[blank..]);
    }

    /// Opens the elements of the first insertion.
    fn open_annotation(&mut self) {
        let Some(insertion) = self.annotations.rest.first() else { return };
        self.annotations.meets_link |= self.meets_link(insertion.span);
        let linked = !self.annotations.meets_link;
        let mut elements = Vec::with_capacity(2);
        match &insertion.kind {
            AnnotationKind::Time { datetime, title, href, .. } => {
                let title = self.unless_quoted(title);
                elements
                    .extend(href.as_deref().filter(|_| linked).map(|href| self.open_found_link(href, "")));
                elements.push(self.open_time(datetime, title));
            }
            AnnotationKind::Link { href, title } if linked => {
                elements.push(self.open_found_link(href, self.unless_quoted(title)));
            }
            AnnotationKind::Link { .. } => {}
        }
        self.annotations.open = Some(OpenAnnotation { elements, depth: self.annotations.depth });
    }

    /// Writes the whole date after the first insertion, where its own words do not say it.
    fn spell_out(&mut self) {
        let Some(Annotation { kind: AnnotationKind::Time { title, spelled_out: true, .. }, .. }) =
            self.annotations.rest.first()
        else {
            return;
        };
        let title = self.unless_quoted(title);
        if !title.is_empty() {
            self.out.open_with("span", &[("class", "visually-hidden full-date")]);
            self.out.text(&format!(" ({title})"));
            self.out.close("span");
        }
    }

    /// A text to be added to the prose; none inside somebody else's words.
    fn unless_quoted<'t>(&self, added: &'t str) -> &'t str {
        if self.quoted.is_open() { "" } else { added }
    }

    /// Whether a stretch stands in a link or holds part of one: no link may stand in another, and the one that was
    /// written counts.
    fn meets_link(&self, span: Span) -> bool {
        let next = self.prose.body.links.get(self.next_link);
        self.in_link() || next.is_some_and(|link| link.span.start < span.end)
    }

    fn open_found_link(&mut self, href: &str, title: &str) -> &'static str {
        let root = if href.starts_with('#') { "" } else { self.prose.root };
        let href = format!("{root}{href}");
        let mut attributes = vec![("class", "found"), ("href", &*href)];
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        self.out.open_with("a", &attributes);
        "a"
    }

    fn open_time(&mut self, datetime: &str, title: &str) -> &'static str {
        let mut attributes = vec![("datetime", datetime)];
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        self.out.open_with("time", &attributes);
        "time"
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

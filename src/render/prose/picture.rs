//! Pictures: alone in their paragraph they are figures, and their titles are captions.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Walk;
use crate::render::Size;
use crate::site::Target;

/// A picture whose alternative text is being gathered.
pub(super) struct Picture {
    /// Its place in the body's list of links.
    link: usize,
    title: String,
    alt: String,
    /// Pictures that stand in its text, where only their text counts.
    depth: usize,
    /// `![[file]]` has no text of its own: its events give the file's name.
    named: bool,
}

impl Walk<'_> {
    /// Whether a paragraph is one picture and nothing else, `next` being the first event in it.
    pub(super) fn is_figure(&self, paragraph: &Range<usize>, next: &Event<'_>, inner: &Range<usize>) -> bool {
        let after = self.prose.source.text.get(inner.end..paragraph.end).unwrap_or_default();
        matches!(next, Event::Start(Tag::Image { .. }))
            && inner.start == paragraph.start
            && after.trim().is_empty()
            && self.picture_source(self.next_link).is_some()
    }

    pub(super) fn picture(&mut self, written: LinkType, title: String) {
        let named = matches!(written, LinkType::WikiLink { has_pothole: false });
        self.picture = Some(Picture { link: self.next_link, title, alt: String::new(), depth: 0, named });
        self.next_link += 1;
    }

    /// An event inside a picture gives text, or is counted where the body counts it.
    pub(super) fn picture_event(&mut self, event: Event<'_>) {
        let Some(picture) = &mut self.picture else { return };
        match event {
            Event::Text(text) | Event::Code(text) if !picture.named => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::Start(Tag::Link { .. }) => self.next_link += 1,
            Event::Start(Tag::Image { .. }) => {
                self.next_link += 1;
                picture.depth += 1;
            }
            Event::End(TagEnd::Image) if picture.depth > 0 => picture.depth -= 1,
            Event::End(TagEnd::Image) => self.picture_ends(),
            _ => {}
        }
    }

    fn picture_ends(&mut self) {
        self.wraps.leave();
        let Some(picture) = self.picture.take() else { return };
        match self.picture_source(picture.link) {
            Some(source) if self.figure => self.figure(&source, &picture),
            Some(source) => self.image(&source, &picture, &picture.title),
            None => self.picture_elsewhere(&picture),
        }
    }

    /// No page asks another site for anything unless its reader does: a picture there is a link.
    fn picture_elsewhere(&mut self, picture: &Picture) {
        match self.prose.targets.get(picture.link) {
            Some(Target::External(address)) if !self.in_link() => {
                self.out.open_with("a", &[("href", address), ("rel", "external")]);
                let alt = picture.alt.trim();
                self.out.text(if alt.is_empty() { address } else { alt });
                self.out.close("a");
            }
            _ => self.out.text(&picture.alt),
        }
    }

    fn figure(&mut self, source: &str, picture: &Picture) {
        self.out.open("figure");
        self.image(source, picture, "");
        if !picture.title.is_empty() {
            self.out.element("figcaption", &picture.title);
        }
        self.out.close("figure");
    }

    /// Pictures are not loaded lazily: paper would miss those nobody scrolled to.
    fn image(&mut self, source: &str, picture: &Picture, title: &str) {
        let size =
            self.picture_size(picture.link).map(|(width, height)| (width.to_string(), height.to_string()));
        let mut attributes = vec![("src", source), ("alt", picture.alt.trim())];
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        if let Some((width, height)) = &size {
            attributes.extend([("width", width.as_str()), ("height", height.as_str())]);
        }
        attributes.push(("decoding", "async"));
        self.out.open_with("img", &attributes);
    }

    fn picture_size(&self, link: usize) -> Option<Size> {
        match self.prose.targets.get(link)? {
            Target::Asset(address) => self.prose.pictures.size(address),
            _ => None,
        }
    }

    /// Where the picture's file is; none where the link leads to no file.
    fn picture_source(&self, link: usize) -> Option<String> {
        match self.prose.targets.get(link)? {
            target @ Target::Asset(_) => self.href(target),
            _ => None,
        }
    }
}

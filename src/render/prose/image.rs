//! Pictures: alone in their paragraph they are figures, and their titles are captions.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::EventRenderer;
use crate::render::ImageSize;
use crate::site::LinkTarget;

/// A picture whose alternative text is being gathered.
pub(super) struct OpenImage {
    /// Its place in the body's list of links.
    link: usize,
    title: String,
    alt: String,
    /// Pictures that stand in its text, where only their text counts.
    depth: usize,
    /// `![[file]]` has no text of its own: its events give the file's name.
    has_own_alt: bool,
}

impl EventRenderer<'_> {
    /// Whether a paragraph is one picture and nothing else, `next` being the first event in it.
    pub(super) fn is_figure(&self, paragraph: &Range<usize>, next: &Event<'_>, inner: &Range<usize>) -> bool {
        let after = self.prose.source.text.get(inner.end..paragraph.end).unwrap_or_default();
        matches!(next, Event::Start(Tag::Image { .. }))
            && inner.start == paragraph.start
            && after.trim().is_empty()
            && self.image_source(self.next_link).is_some()
    }

    pub(super) fn begin_image(&mut self, written: LinkType, title: String) {
        let named = matches!(written, LinkType::WikiLink { has_pothole: false });
        self.open_image =
            Some(OpenImage { link: self.next_link, title, alt: String::new(), depth: 0, has_own_alt: named });
        self.next_link += 1;
    }

    /// An event inside a picture gives text, or is counted where the body counts it.
    pub(super) fn image_event(&mut self, event: Event<'_>) {
        let Some(picture) = &mut self.open_image else { return };
        match event {
            Event::Text(text) | Event::Code(text) if !picture.has_own_alt => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::Start(Tag::Link { .. }) => self.next_link += 1,
            Event::Start(Tag::Image { .. }) => {
                self.next_link += 1;
                picture.depth += 1;
            }
            Event::End(TagEnd::Image) if picture.depth > 0 => picture.depth -= 1,
            Event::End(TagEnd::Image) => self.end_image(),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        self.annotations.leave();
        let Some(picture) = self.open_image.take() else { return };
        match self.image_source(picture.link) {
            Some(source) if self.in_figure => self.write_figure(&source, &picture),
            Some(source) => self.write_image(&source, &picture, &picture.title),
            None => self.remote_image(&picture),
        }
    }

    /// No page asks another site for anything unless its reader does: a picture there is a link.
    fn remote_image(&mut self, picture: &OpenImage) {
        match self.prose.targets.get(picture.link) {
            Some(LinkTarget::External(address)) if !self.in_link() => {
                self.out.open_with("a", &[("href", address), ("rel", "external")]);
                let alt = picture.alt.trim();
                self.out.text(if alt.is_empty() { address } else { alt });
                self.out.close("a");
            }
            _ => self.out.text(&picture.alt),
        }
    }

    fn write_figure(&mut self, source: &str, picture: &OpenImage) {
        self.out.open("figure");
        self.write_image(source, picture, "");
        if !picture.title.is_empty() {
            self.out.element("figcaption", &picture.title);
        }
        self.out.close("figure");
    }

    /// Pictures are not loaded lazily: paper would miss those nobody scrolled to.
    fn write_image(&mut self, source: &str, picture: &OpenImage, title: &str) {
        let size =
            self.image_size(picture.link).map(|(width, height)| (width.to_string(), height.to_string()));
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

    fn image_size(&self, link: usize) -> Option<ImageSize> {
        match self.prose.targets.get(link)? {
            LinkTarget::Asset(address) => self.prose.image_sizes.size_of(address),
            _ => None,
        }
    }

    /// Where the picture's file is; none where the link leads to no file.
    fn image_source(&self, link: usize) -> Option<String> {
        match self.prose.targets.get(link)? {
            target @ LinkTarget::Asset(_) => self.href(target),
            _ => None,
        }
    }
}

//! Images. An image alone in its paragraph becomes a figure, with its title as caption.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::EventRenderer;
use crate::document::is_image_width;
use crate::render::ImageSize;
use crate::site::LinkTarget;

/// An image of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseImage {
    /// URL as in the HTML of the prose.
    pub src: String,
    /// Alternative text; may be empty.
    pub alt: String,
}

/// An image whose alternative text is being collected.
pub(super) struct OpenImage {
    /// Index in the body's list of links.
    link: usize,
    title: String,
    alt: String,
    /// Number of open images inside its text; only their text is used.
    depth: usize,
    /// How the text of its events is used.
    text: ImageText,
}

/// What the text of an image is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ImageText {
    /// The alternative text.
    Alt,
    /// The name of the file, in `![[file]]`.
    FileName,
    /// In `![[file|text]]`, the alternative text or a width.
    AltOrWidth,
}

impl EventRenderer<'_> {
    /// Returns whether a paragraph holds one image and nothing else; `next` is its first event.
    pub(super) fn is_figure(&self, paragraph: &Range<usize>, next: &Event<'_>, inner: &Range<usize>) -> bool {
        let after = self.prose.source.text.get(inner.end..paragraph.end).unwrap_or_default();
        matches!(next, Event::Start(Tag::Image { .. }))
            && inner.start == paragraph.start
            && after.trim().is_empty()
            && self.image_source(self.next_link).is_some()
    }

    pub(super) fn begin_image(&mut self, link_type: LinkType, title: String) {
        let text = match link_type {
            LinkType::WikiLink { has_pothole: false } => ImageText::FileName,
            LinkType::WikiLink { has_pothole: true } => ImageText::AltOrWidth,
            _ => ImageText::Alt,
        };
        self.open_image = Some(OpenImage { link: self.next_link, title, alt: String::new(), depth: 0, text });
        self.next_link += 1;
    }

    /// Handles an event inside an image: collects its text and counts its links.
    pub(super) fn image_event(&mut self, event: Event<'_>) {
        let Some(image) = &mut self.open_image else { return };
        match event {
            Event::Text(text) | Event::Code(text) if image.text != ImageText::FileName => {
                image.alt.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            Event::Start(Tag::Link { .. }) => self.next_link += 1,
            Event::Start(Tag::Image { .. }) => {
                self.next_link += 1;
                image.depth += 1;
            }
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => self.end_image(),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        self.annotations.leave();
        let Some(mut image) = self.open_image.take() else { return };
        if image.text == ImageText::AltOrWidth && is_image_width(&image.alt) {
            image.alt.clear();
        }
        match self.image_source(image.link) {
            Some(source) if self.in_figure => self.write_figure(&source, &image),
            Some(source) => self.write_image(&source, &image, &image.title),
            None => self.remote_image(&image),
        }
    }

    /// Writes an image of another site as a link, because no page loads anything from another site by itself. An embedded
    /// page is a link too.
    fn remote_image(&mut self, image: &OpenImage) {
        match self.prose.targets.get(image.link) {
            Some(target @ LinkTarget::External(url)) if !self.in_link() => {
                let href = self.href(target).unwrap_or_default();
                self.out.open_with("a", &[("href", &href), ("rel", "external")]);
                let alt = image.alt.trim();
                self.out.text(if alt.is_empty() { url } else { alt });
                self.out.close("a");
            }
            Some(target @ LinkTarget::Page { page, .. }) if !self.in_link() => {
                let href = self.href(target).unwrap_or_default();
                self.out.open_with("a", &[("href", &href)]);
                self.out.text(&(self.prose.title)(*page));
                self.out.close("a");
            }
            _ => self.out.text(&image.alt),
        }
    }

    fn write_figure(&mut self, source: &str, image: &OpenImage) {
        self.out.open("figure");
        self.write_image(source, image, "");
        if !image.title.is_empty() {
            self.out.element("figcaption", &image.title);
        }
        self.out.close("figure");
    }

    /// Writes an image without lazy loading, because print would omit images that were not scrolled into view.
    fn write_image(&mut self, source: &str, image: &OpenImage, title: &str) {
        let size = self.image_size(image.link).map(|(width, height)| (width.to_string(), height.to_string()));
        let mut attributes = vec![("src", source), ("alt", image.alt.trim())];
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        if let Some((width, height)) = &size {
            attributes.extend([("width", width.as_str()), ("height", height.as_str())]);
        }
        attributes.push(("decoding", "async"));
        self.out.open_with("img", &attributes);
        self.keep_first_image(|| ProseImage { src: source.to_owned(), alt: image.alt.trim().to_owned() });
    }

    /// Keeps an image if it is the first. Images of footnotes come after those of the text.
    pub(super) fn keep_first_image(&mut self, image: impl FnOnce() -> ProseImage) {
        self.footnotes.open_image().unwrap_or(&mut self.lead_image).get_or_insert_with(image);
    }

    fn image_size(&self, link: usize) -> Option<ImageSize> {
        match self.prose.targets.get(link)? {
            LinkTarget::Asset(url) => self.prose.image_sizes.size_of(url),
            _ => None,
        }
    }

    /// Returns the URL of the image; `None` if the link does not lead to a file of the site.
    fn image_source(&self, link: usize) -> Option<String> {
        match self.prose.targets.get(link)? {
            target @ LinkTarget::Asset(_) => self.href(target),
            _ => None,
        }
    }
}

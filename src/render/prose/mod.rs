//! Renders Markdown to HTML.
//!
//! The input is a body, its link targets and its annotations. The output is escaped [`Html`] without styles or scripts. The
//! renderer reads the same events as [`crate::document`], so that ids and links agree with those read there.

mod annotation;
mod block;
mod footnote;
mod formula;
mod image;
mod inline;
mod lookahead;
mod quoted;
mod source_html;
mod table;
mod url_style;

pub use annotation::{Annotation, AnnotationKind};
pub use image::ProseImage;
pub use url_style::UrlStyle;

pub(super) use url_style::resolve_url;

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};
use pulldown_latex::config::DisplayMode;

use super::html::HtmlWriter;
use super::{Html, ImageSizes};
use crate::briefing::ContentMeta;
use crate::document::{Body, markdown_events};
use crate::labels::PageLabels;
use crate::site::{LinkTarget, PageId, Site};
use crate::text::Source;

use annotation::AnnotationCursor;
use block::TaskState;
use footnote::Footnotes;
use image::OpenImage;
use lookahead::{EventQueue, NextEvents};
use quoted::Quoted;
use table::OpenTable;

/// A body and everything needed to render it.
#[derive(Clone, Copy)]
pub struct BodyRenderer<'a> {
    /// The source file.
    pub source: &'a Source,
    /// The parsed body.
    pub body: &'a Body,
    /// The targets of [`Body::links`], by index; links without a target are broken.
    pub targets: &'a [LinkTarget],
    /// The labels of footnotes, tasks and alerts.
    pub labels: &'a PageLabels,
    /// Returns the title of a page, which is the text of `[[slug]]`.
    pub title: &'a dyn Fn(PageId) -> String,
    /// How URLs are written.
    pub urls: UrlStyle<'a>,
    /// Whether HTML in Markdown is written unescaped.
    pub raw_html: bool,
    /// Annotations in order of their spans; may be empty.
    pub annotations: &'a [Annotation],
    /// The sizes of the site's images.
    pub image_sizes: &'a ImageSizes,
}

/// Prose as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedProse {
    /// The HTML.
    pub html: Html,
    /// The first image.
    pub lead_image: Option<ProseImage>,
    /// Number of bytes of the first paragraph, if the prose begins with one, else 0.
    pub opening: usize,
}

impl BodyRenderer<'_> {
    /// Renders the body as HTML.
    pub fn render(&self) -> RenderedProse {
        let mut renderer = EventRenderer::new(*self);
        let mut events = EventQueue::new(markdown_events(self.source, self.body));
        while let Some((event, range)) = events.pop() {
            if matches!(event, Event::Start(Tag::Paragraph)) {
                renderer.in_figure =
                    events.peek(0).is_some_and(|(next, inner)| renderer.is_figure(&range, next, inner));
            }
            renderer.next = events.after(&event);
            let ends_opening = renderer.is_end_of_opening(&event);
            renderer.event(event, range);
            if ends_opening {
                renderer.opening = renderer.out.position();
            }
        }
        renderer.finish()
    }
}

/// Renders the prose of a page. `targets` are the targets of its links.
pub(crate) fn render_prose(
    site: &Site,
    meta: &ContentMeta,
    targets: &[LinkTarget],
    image_sizes: &ImageSizes,
    urls: UrlStyle<'_>,
    annotations: &[Annotation],
) -> RenderedProse {
    let prose = BodyRenderer {
        source: &meta.source,
        body: &meta.body,
        targets,
        labels: &site.labels,
        title: &|page| site.title_and_permalink(page).0.to_owned(),
        urls,
        raw_html: site.settings.raw_html,
        annotations,
        image_sizes,
    };
    prose.render()
}

/// Renders the events of one body.
struct EventRenderer<'a> {
    prose: BodyRenderer<'a>,
    out: HtmlWriter,
    /// Index of the next link in [`Body::links`].
    next_link: usize,
    /// Index of the next heading in [`Body::headings`].
    next_heading: usize,
    /// Element of the open heading.
    heading: &'static str,
    /// For each open link, whether it has an element; broken and nested links have none.
    links: Vec<bool>,
    /// Whether the text of the open link is skipped because the title of its page was written.
    title_replaces_text: bool,
    /// Whether the open paragraph holds one image and nothing else.
    in_figure: bool,
    /// Whether a code block is open.
    in_code: bool,
    /// Whether the next paragraph is the title of an alert.
    opens_alert_title: bool,
    /// The open image, whose events give its alternative text.
    open_image: Option<OpenImage>,
    /// Lines of the open HTML block.
    html_block: String,
    /// What follows the current event.
    next: NextEvents,
    /// Whether the last paragraph of a footnote was left open.
    paragraph_is_open: bool,
    /// The first image of the text outside of footnotes.
    lead_image: Option<ProseImage>,
    /// Number of bytes of the first paragraph, if the text begins with one.
    opening: usize,
    table: OpenTable,
    footnotes: Footnotes,
    annotations: AnnotationCursor<'a>,
    quoted: Quoted,
}

impl<'a> EventRenderer<'a> {
    fn new(prose: BodyRenderer<'a>) -> Self {
        let bytes = prose.source.text.len().saturating_sub(prose.body.start);
        Self {
            prose,
            out: HtmlWriter::with_capacity(bytes + bytes / 2),
            next_link: 0,
            next_heading: 0,
            heading: "h2",
            links: Vec::new(),
            title_replaces_text: false,
            in_figure: false,
            in_code: false,
            opens_alert_title: false,
            open_image: None,
            html_block: String::new(),
            next: NextEvents::default(),
            paragraph_is_open: false,
            lead_image: None,
            opening: 0,
            table: OpenTable::default(),
            footnotes: Footnotes::new(&prose.body.footnotes),
            annotations: AnnotationCursor::new(prose.annotations),
            quoted: Quoted::default(),
        }
    }

    /// Returns whether an event ends a paragraph with which the text begins.
    fn is_end_of_opening(&self, event: &Event<'_>) -> bool {
        let is_paragraph = matches!(event, Event::End(TagEnd::Paragraph)) && !self.in_figure;
        is_paragraph && self.opening == 0 && self.out.is_one_paragraph()
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.open_image.is_some() {
            return self.image_event(event);
        }
        if self.annotations.is_open() {
            self.suspend_if_crossed(&event, &range);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => self.out.element("code", &code),
            Event::Html(html) => self.html_block.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => self.out.newline(),
            Event::HardBreak => {
                self.out.open("br");
                self.out.newline();
            }
            Event::Rule => self.thematic_break(),
            Event::TaskListMarker(true) => self.checkbox(TaskState::Done),
            Event::TaskListMarker(false) => self.checkbox(TaskState::Open),
            Event::InlineMath(tex) => self.formula(&tex, DisplayMode::Inline),
            Event::DisplayMath(tex) => self.formula(&tex, DisplayMode::Block),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.out.open("em"),
            Tag::Strong => self.out.open("strong"),
            Tag::Strikethrough => self.out.open("del"),
            Tag::Superscript => self.out.open("sup"),
            Tag::Subscript => self.out.open("sub"),
            Tag::Link { link_type, title, .. } => self.begin_link(link_type, &title),
            Tag::Image { link_type, title, .. } => self.begin_image(link_type, title.into_string()),
            tag => {
                let start = range.start;
                self.quoted.begin_block(range, &self.prose.source.text);
                self.start_block(tag, start);
            }
        }
        self.annotations.enter();
    }

    fn end(&mut self, tag: TagEnd) {
        self.annotations.leave();
        match tag {
            TagEnd::Emphasis => self.out.close("em"),
            TagEnd::Strong => self.out.close("strong"),
            TagEnd::Strikethrough => self.out.close("del"),
            TagEnd::Superscript => self.out.close("sup"),
            TagEnd::Subscript => self.out.close("sub"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {}
            tag => self.end_block(tag),
        }
    }

    fn finish(mut self) -> RenderedProse {
        self.write_footnotes();
        RenderedProse { html: self.out.finish(), lead_image: self.lead_image, opening: self.opening }
    }
}

//! Markdown to HTML.
//!
//! Takes a body, what its links lead to, and what later stages found in its prose. Gives [`Html`] without a style or
//! script of its own, in which every text is escaped. Walks the same events as [`crate::document`] does, so that ids
//! and links meet what was read there.

mod annotation;
mod block;
mod footnote;
mod image;
mod inline;
mod quoted;
mod table;

pub use annotation::{Annotation, AnnotationKind};

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::html::HtmlWriter;
use super::{Html, ImageSizes};
use crate::briefing::ContentMeta;
use crate::document::{Body, markdown_events};
use crate::site::{LinkTarget, PageId, Site};
use crate::text::Source;

use annotation::AnnotationCursor;
use footnote::Footnotes;
use image::OpenImage;
use quoted::Quoted;
use table::OpenTable;

/// A body and all that is needed to show it.
#[derive(Clone, Copy)]
pub struct BodyRenderer<'a> {
    /// The file.
    pub source: &'a Source,
    /// What was read of it.
    pub body: &'a Body,
    /// What each of [`Body::links`] leads to; where there are fewer, the rest leads nowhere.
    pub targets: &'a [LinkTarget],
    /// The title of a page, which stands for the text of `[[slug]]`.
    pub title: &'a dyn Fn(PageId) -> String,
    /// Leads from the page to the root of the site: empty, or ends in `/`.
    pub root: &'a str,
    /// Whether HTML in Markdown is passed on.
    pub raw_html: bool,
    /// What is to be put around stretches of the prose; in order, may be empty.
    pub annotations: &'a [Annotation],
    /// How large the site's pictures are.
    pub image_sizes: &'a ImageSizes,
}

impl BodyRenderer<'_> {
    /// The prose as HTML.
    pub fn render(&self) -> Html {
        let mut walk = EventRenderer::new(*self);
        let mut events = markdown_events(self.source, self.body).peekable();
        while let Some((event, at)) = events.next() {
            if matches!(event, Event::Start(Tag::Paragraph)) {
                walk.in_figure = events.peek().is_some_and(|(next, inner)| walk.is_figure(&at, next, inner));
            }
            walk.event(event, at);
        }
        walk.finish()
    }
}

/// The prose of a page; `targets` is what its links lead to, `root` leads from the page to the root of the site.
pub(crate) fn render_prose(
    site: &Site,
    leaf: &ContentMeta,
    targets: &[LinkTarget],
    pictures: &ImageSizes,
    root: &str,
    insertions: &[Annotation],
) -> Html {
    let prose = BodyRenderer {
        source: &leaf.source,
        body: &leaf.body,
        targets,
        title: &|page| site.title_and_permalink(page).0.to_owned(),
        root,
        raw_html: site.settings.raw_html,
        annotations: insertions,
        image_sizes: pictures,
    };
    prose.render()
}

/// One walk over the events of a body.
struct EventRenderer<'a> {
    prose: BodyRenderer<'a>,
    out: HtmlWriter,
    /// Places of the next link and heading in the body's lists.
    next_link: usize,
    next_heading: usize,
    /// Element of the heading that is open.
    heading: &'static str,
    /// Whether each link that is open has an element of its own; one inside another has none.
    links: Vec<bool>,
    /// Whether the text of a link is left out, since a title stands for it.
    title_replaces_text: bool,
    /// Whether the paragraph that is open holds one picture and nothing else.
    in_figure: bool,
    /// Whether the text is code.
    in_code: bool,
    /// The picture that is open, whose events give its alternative text.
    open_image: Option<OpenImage>,
    /// Lines of the HTML block that is open.
    html_block: String,
    /// Where the list item that was opened last begins in the output.
    item_start: usize,
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
            open_image: None,
            html_block: String::new(),
            item_start: 0,
            table: OpenTable::default(),
            footnotes: Footnotes::new(&prose.body.footnotes),
            annotations: AnnotationCursor::new(prose.annotations),
            quoted: Quoted::default(),
        }
    }

    fn event(&mut self, event: Event<'a>, at: Range<usize>) {
        if self.open_image.is_some() {
            return self.image_event(event);
        }
        if self.annotations.is_open() {
            self.suspend_if_crossed(&event, &at);
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, at),
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
            Event::TaskListMarker(done) => self.task_item(done),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'a>, at: Range<usize>) {
        match tag {
            Tag::Emphasis => self.out.open("em"),
            Tag::Strong => self.out.open("strong"),
            Tag::Strikethrough => self.out.open("del"),
            Tag::Superscript => self.out.open("sup"),
            Tag::Subscript => self.out.open("sub"),
            Tag::Link { link_type, title, .. } => self.begin_link(link_type, &title),
            Tag::Image { link_type, title, .. } => self.begin_image(link_type, title.into_string()),
            tag => self.start_block(tag, at),
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

    fn finish(mut self) -> Html {
        self.write_footnotes();
        self.out.finish()
    }
}

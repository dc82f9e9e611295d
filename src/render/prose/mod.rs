//! Markdown to HTML.
//!
//! Takes a body, what its links lead to, and what later stages found in its prose. Gives [`Html`] without a style or
//! script of its own, in which every text is escaped. Walks the same events as [`crate::document`] does, so that ids
//! and links meet what was read there.

mod block;
mod footnote;
mod inline;
mod insertion;
mod picture;
mod quoted;
mod table;

pub use insertion::{Insertion, Wrap};

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::html::Writer;
use super::{Html, Pictures};
use crate::briefing::Leaf;
use crate::document::{Body, events};
use crate::site::{PageId, Site, Target};
use crate::text::Source;

use footnote::Footnotes;
use insertion::Wraps;
use picture::Picture;
use quoted::Quoted;
use table::Table;

/// A body and all that is needed to show it.
#[derive(Clone, Copy)]
pub struct Prose<'a> {
    /// The file.
    pub source: &'a Source,
    /// What was read of it.
    pub body: &'a Body,
    /// What each of [`Body::links`] leads to; where there are fewer, the rest leads nowhere.
    pub targets: &'a [Target],
    /// The title of a page, which stands for the text of `[[slug]]`.
    pub title: &'a dyn Fn(PageId) -> String,
    /// Leads from the page to the root of the site: empty, or ends in `/`.
    pub root: &'a str,
    /// Whether HTML in Markdown is passed on.
    pub raw_html: bool,
    /// What is to be put around stretches of the prose; in order, may be empty.
    pub insertions: &'a [Insertion],
    /// How large the site's pictures are.
    pub pictures: &'a Pictures,
}

impl Prose<'_> {
    /// The prose as HTML.
    pub fn html(&self) -> Html {
        let mut walk = Walk::new(*self);
        let mut events = events(self.source, self.body).peekable();
        while let Some((event, at)) = events.next() {
            if matches!(event, Event::Start(Tag::Paragraph)) {
                walk.figure = events.peek().is_some_and(|(next, inner)| walk.is_figure(&at, next, inner));
            }
            walk.event(event, at);
        }
        walk.finish()
    }
}

/// The prose of a page; `targets` is what its links lead to, `root` leads from the page to the root of the site.
pub(crate) fn prose(
    site: &Site,
    leaf: &Leaf,
    targets: &[Target],
    pictures: &Pictures,
    root: &str,
    insertions: &[Insertion],
) -> Html {
    let prose = Prose {
        source: &leaf.source,
        body: &leaf.body,
        targets,
        title: &|page| site.page(page).0.to_owned(),
        root,
        raw_html: site.settings.raw_html,
        insertions,
        pictures,
    };
    prose.html()
}

/// One walk over the events of a body.
struct Walk<'a> {
    prose: Prose<'a>,
    out: Writer,
    /// Places of the next link and heading in the body's lists.
    next_link: usize,
    next_heading: usize,
    /// Element of the heading that is open.
    heading: &'static str,
    /// Whether each link that is open has an element of its own; one inside another has none.
    links: Vec<bool>,
    /// Whether the text of a link is left out, since a title stands for it.
    titled: bool,
    /// Whether the paragraph that is open holds one picture and nothing else.
    figure: bool,
    /// Whether the text is code.
    code: bool,
    /// The picture that is open, whose events give its alternative text.
    picture: Option<Picture>,
    /// Lines of the HTML block that is open.
    html: String,
    /// Where the list item that was opened last begins in the output.
    item: usize,
    table: Table,
    footnotes: Footnotes,
    wraps: Wraps<'a>,
    quoted: Quoted,
}

impl<'a> Walk<'a> {
    fn new(prose: Prose<'a>) -> Self {
        let bytes = prose.source.text.len().saturating_sub(prose.body.start);
        Self {
            prose,
            out: Writer::with_capacity(bytes + bytes / 2),
            next_link: 0,
            next_heading: 0,
            heading: "h2",
            links: Vec::new(),
            titled: false,
            figure: false,
            code: false,
            picture: None,
            html: String::new(),
            item: 0,
            table: Table::default(),
            footnotes: Footnotes::new(&prose.body.footnotes),
            wraps: Wraps::new(prose.insertions),
            quoted: Quoted::default(),
        }
    }

    fn event(&mut self, event: Event<'a>, at: Range<usize>) {
        if self.picture.is_some() {
            return self.picture_event(event);
        }
        if self.wraps.is_open() {
            self.keep_wraps_whole(&event, &at);
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, at),
            Event::Code(code) => self.out.element("code", &code),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => self.out.line(),
            Event::HardBreak => {
                self.out.open("br");
                self.out.line();
            }
            Event::Rule => self.rule(),
            Event::TaskListMarker(done) => self.task(done),
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
            Tag::Link { link_type, title, .. } => self.link(link_type, &title),
            Tag::Image { link_type, title, .. } => self.picture(link_type, title.into_string()),
            tag => self.start_block(tag, at),
        }
        self.wraps.enter();
    }

    fn end(&mut self, tag: TagEnd) {
        self.wraps.leave();
        match tag {
            TagEnd::Emphasis => self.out.close("em"),
            TagEnd::Strong => self.out.close("strong"),
            TagEnd::Strikethrough => self.out.close("del"),
            TagEnd::Superscript => self.out.close("sup"),
            TagEnd::Subscript => self.out.close("sub"),
            TagEnd::Link => self.link_ends(),
            TagEnd::Image => {}
            tag => self.end_block(tag),
        }
    }

    fn finish(mut self) -> Html {
        self.write_footnotes();
        self.out.finish()
    }
}

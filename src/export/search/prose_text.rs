//! Plain text of a page's prose for search and excerpts, one line for each block.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::briefing::ContentMeta;
use crate::document::markdown_events;
use crate::site::{LinkTarget, PageId, Site};

/// Appends the prose of a page. Code blocks, images and HTML are left out.
pub(super) fn push_prose(text: &mut String, site: &Site, page: PageId, meta: &ContentMeta) {
    let mut extractor = ProseExtractor {
        text,
        site,
        targets: site.targets_of(page).iter(),
        hidden_depth: 0,
        title_replaces_text: false,
    };
    markdown_events(&meta.source, &meta.body).for_each(|(event, _)| extractor.event(event));
}

struct ProseExtractor<'a> {
    text: &'a mut String,
    site: &'a Site,
    targets: std::slice::Iter<'a, LinkTarget>,
    /// Number of open elements whose text is left out.
    hidden_depth: usize,
    /// Whether a page title replaces the text of the current link.
    title_replaces_text: bool,
}

impl ProseExtractor<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Link { link_type, .. }) => self.link(link_type),
            Event::Start(Tag::Image { .. }) => {
                self.targets.next();
                self.hidden_depth += 1;
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => self.hidden_depth += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                self.hidden_depth = self.hidden_depth.saturating_sub(1);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::End(TagEnd::Link) => {
                self.hidden_depth -= usize::from(std::mem::take(&mut self.title_replaces_text));
            }
            Event::Start(_) | Event::End(_) => begin_line(self.text),
            Event::InlineMath(_) | Event::DisplayMath(_) if self.hidden_depth == 0 => self.text.push(' '),
            Event::Text(text) | Event::Code(text) if self.hidden_depth == 0 => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak if self.hidden_depth == 0 => self.text.push(' '),
            _ => {}
        }
    }

    /// Replaces the text of `[[slug]]` by the title of the page.
    fn link(&mut self, link_type: LinkType) {
        let target = self.targets.next();
        if let (LinkType::WikiLink { has_pothole: false }, Some(LinkTarget::Page { page, .. })) =
            (link_type, target)
        {
            self.text.push_str(self.site.title_and_permalink(*page).0);
            self.hidden_depth += usize::from(!std::mem::replace(&mut self.title_replaces_text, true));
        }
    }
}

/// Starts a new line unless the current one is empty.
pub(super) fn begin_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

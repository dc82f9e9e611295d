//! The prose of a page as readers see it, a line for each block: what is sought, and what results show of it.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::briefing::Leaf;
use crate::document::events;
use crate::site::{PageId, Site, Target};

/// Adds the prose of a page. Blocks of code, pictures and HTML are left out.
pub(super) fn prose(text: &mut String, site: &Site, page: PageId, leaf: &Leaf) {
    let mut walk = Walk { text, site, targets: site.targets(page).iter(), hidden: 0, titled: false };
    events(&leaf.source, &leaf.body).for_each(|(event, _)| walk.event(event));
}

struct Walk<'a> {
    text: &'a mut String,
    site: &'a Site,
    targets: std::slice::Iter<'a, Target>,
    /// What is around the event and no prose.
    hidden: usize,
    /// Whether a title stands for the text of the link that is open.
    titled: bool,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Link { link_type, .. }) => self.link(link_type),
            Event::Start(Tag::Image { .. }) => {
                self.targets.next();
                self.hidden += 1;
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => self.hidden += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::End(TagEnd::Link) => {
                self.hidden -= usize::from(std::mem::take(&mut self.titled));
            }
            Event::Start(_) | Event::End(_) => line(self.text),
            Event::Text(text) | Event::Code(text) if self.hidden == 0 => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak if self.hidden == 0 => self.text.push(' '),
            _ => {}
        }
    }

    /// The title of the page stands for the text of `[[slug]]`.
    fn link(&mut self, written: LinkType) {
        let target = self.targets.next();
        if let (LinkType::WikiLink { has_pothole: false }, Some(Target::Page { page, .. })) =
            (written, target)
        {
            self.text.push_str(self.site.page(*page).0);
            self.hidden += usize::from(!std::mem::replace(&mut self.titled, true));
        }
    }
}

/// Begins a line, unless nothing stands in the one that is open.
pub(super) fn line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

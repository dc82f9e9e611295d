//! Text, links and HTML inside a line.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::EventRenderer;
use crate::document::{scheme, without_comments};
use crate::site::LinkTarget;

impl EventRenderer<'_> {
    pub(super) fn text(&mut self, text: &str, at: Range<usize>) {
        if self.title_replaces_text {
            return;
        }
        if !self.in_code && self.annotations.touches(&at) {
            return self.annotated_text(text, at);
        }
        self.words(text);
    }

    /// Writes words of the prose.
    pub(super) fn words(&mut self, text: &str) {
        self.quoted.read(text);
        self.out.text(text);
    }

    pub(super) fn inline_html(&mut self, html: &str) {
        let html = without_comments(html);
        if self.prose.raw_html {
            self.quoted.read_html(&html);
            self.out.raw_html(&html);
        } else {
            self.out.text(&html);
        }
    }

    /// Opens a link. One that leads nowhere, or stands in another link, is text.
    pub(super) fn begin_link(&mut self, written: LinkType, title: &str) {
        let target = self.prose.targets.get(self.next_link);
        self.next_link += 1;
        let href = target.and_then(|target| self.href(target)).filter(|_| !self.in_link());
        if let Some(href) = &href {
            self.open_link(href, title, target.is_some_and(is_external));
        }
        self.links.push(href.is_some());
        if matches!(written, LinkType::WikiLink { has_pothole: false }) {
            self.page_title(target);
        }
    }

    fn open_link(&mut self, href: &str, title: &str, elsewhere: bool) {
        let mut attributes = vec![("href", href)];
        if elsewhere {
            attributes.push(("rel", "external"));
        }
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        self.out.open_with("a", &attributes);
    }

    /// The title of the page stands for the text of the link.
    fn page_title(&mut self, target: Option<&LinkTarget>) {
        if let Some(LinkTarget::Page { page, .. }) = target {
            self.out.text(&(self.prose.title)(*page));
            self.title_replaces_text = true;
        }
    }

    pub(super) fn end_link(&mut self) {
        self.title_replaces_text = false;
        if self.links.pop() == Some(true) {
            self.out.close("a");
        }
    }

    pub(super) fn in_link(&self) -> bool {
        self.links.contains(&true) || self.annotations.has_link()
    }

    /// The address of a target as the page writes it; none where it leads nowhere.
    pub(super) fn href(&self, target: &LinkTarget) -> Option<String> {
        match target {
            LinkTarget::Page { href, .. } | LinkTarget::Asset(href) => {
                Some(format!("{}{href}", self.prose.root))
            }
            LinkTarget::Anchor(anchor) => Some(format!("#{anchor}")),
            LinkTarget::External(address) => Some(percent_encoded(address)),
            LinkTarget::Broken => None,
        }
    }
}

/// Whether an address leads to another site, rather than to a mailbox or a telephone.
fn is_external(target: &LinkTarget) -> bool {
    let LinkTarget::External(address) = target else { return false };
    !matches!(scheme(address).as_deref(), Some("mailto" | "tel"))
}

/// An address with the signs encoded that may not stand in one.
fn percent_encoded(address: &str) -> String {
    let mut all = String::with_capacity(address.len());
    for letter in address.chars() {
        match letter {
            ' ' | '"' | '<' | '>' | '`' | '\0'..='\u{1f}' | '\u{7f}' => {
                all.push_str(&format!("%{:02X}", letter as u32))
            }
            letter => all.push(letter),
        }
    }
    all
}

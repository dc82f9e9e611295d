//! Inline elements: text, links and HTML.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::EventRenderer;
use crate::document::{scheme, without_comments};
use crate::site::LinkTarget;

impl EventRenderer<'_> {
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if self.title_replaces_text {
            return;
        }
        if !self.in_code && self.annotations.touches(&range) {
            return self.annotated_text(text, range);
        }
        self.write_text(text);
    }

    /// Writes text and tracks its quotation marks.
    pub(super) fn write_text(&mut self, text: &str) {
        self.quoted.read(text);
        self.out.text(text);
    }

    pub(super) fn inline_html(&mut self, html: &str) {
        let html = without_comments(html);
        if self.prose.raw_html {
            self.source_html(&html);
        } else {
            self.out.text(&html);
        }
    }

    /// Opens a link. A broken link, or one inside another link, is written as text.
    pub(super) fn begin_link(&mut self, link_type: LinkType, title: &str) {
        let target = self.prose.targets.get(self.next_link);
        self.next_link += 1;
        let href = target.and_then(|target| self.href(target)).filter(|_| !self.in_link());
        if let Some(href) = &href {
            self.open_link(href, title, target.map_or(LinkScope::Internal, link_scope));
        }
        self.links.push(href.is_some());
        if matches!(link_type, LinkType::WikiLink { has_pothole: false }) {
            self.page_title(target);
        }
    }

    fn open_link(&mut self, href: &str, title: &str, scope: LinkScope) {
        let mut attributes = vec![("href", href)];
        if scope == LinkScope::External {
            attributes.push(("rel", "external"));
            // Print adds the URL to links, but not to quoted words.
            if self.quoted.is_open(&self.prose.source.text) {
                attributes.push(("class", "quoted"));
            }
        }
        if !title.is_empty() {
            attributes.push(("title", title));
        }
        self.out.open_with("a", &attributes);
    }

    /// Writes the title of the target page as the text of the link.
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

    /// Returns the URL of a target as written on the page; `None` if the link is broken.
    pub(super) fn href(&self, target: &LinkTarget) -> Option<String> {
        match target {
            LinkTarget::Page { href, .. } | LinkTarget::Asset(href) => Some(self.prose.urls.site_url(href)),
            LinkTarget::Anchor(anchor) => Some(self.prose.urls.anchor(anchor)),
            LinkTarget::External(url) => Some(self.prose.urls.source_url(&percent_encoded(url)).into_owned()),
            LinkTarget::Broken => None,
        }
    }
}

/// Whether a link leads to another site.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LinkScope {
    Internal,
    External,
}

/// Returns whether a link leads to another site; `mailto:` and `tel:` do not.
fn link_scope(target: &LinkTarget) -> LinkScope {
    match target {
        LinkTarget::External(url) if !matches!(scheme(url).as_deref(), Some("mailto" | "tel")) => {
            LinkScope::External
        }
        _ => LinkScope::Internal,
    }
}

/// Percent-encodes the chars that a URL must not contain.
fn percent_encoded(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            ' ' | '"' | '<' | '>' | '`' | '\0'..='\u{1f}' | '\u{7f}' => {
                encoded.push_str(&format!("%{:02X}", c as u32))
            }
            c => encoded.push(c),
        }
    }
    encoded
}

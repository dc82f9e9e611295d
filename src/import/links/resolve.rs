//! Resolves the destinations of links.

use super::destination::is_bare_host;
use super::{LinkRewriter, LinkShape, NewTarget, OpenLink};
use crate::document::{is_safe_scheme, scheme};
use crate::import::index::SourceTarget;
use crate::import::pages::{ImportedPage, loose_id};
use crate::import::report::ReportKind;
use crate::import::tree::{extension, relative};

impl LinkRewriter<'_> {
    pub(super) fn new_target(&mut self, target: &str, link: &OpenLink) -> NewTarget {
        self.resolve(target, if link.is_image { LinkShape::Image } else { LinkShape::Text })
    }

    /// Returns what a destination of the source becomes.
    pub(super) fn resolve(&mut self, target: &str, shape: LinkShape) -> NewTarget {
        let target = target.trim();
        if let Some(anchor) = target.strip_prefix('#') {
            return self.own_anchor(anchor);
        }
        if let Some(name) = target.strip_prefix("ref:") {
            return self.by_name(name);
        }
        if let Some(path) = target.strip_prefix('@').filter(|path| path.starts_with('/')) {
            return self.by_name(path);
        }
        if let Some(rest) = target.strip_prefix("//") {
            let url = format!("https://{rest}");
            return match self.other_site(&url, shape) {
                NewTarget::Same => NewTarget::Remote(url),
                new => new,
            };
        }
        match scheme(target) {
            Some(scheme) if matches!(&*scheme, "http" | "https") => self.other_site(target, shape),
            Some(scheme) if is_safe_scheme(&scheme) => NewTarget::Same,
            Some(_) => NewTarget::Text(ReportKind::Unlinked),
            None if target.is_empty() => NewTarget::Text(ReportKind::Unlinked),
            None => self.path(target, shape),
        }
    }

    fn own_anchor(&mut self, anchor: &str) -> NewTarget {
        match self.anchor_of(self.page, anchor) {
            Some(target) if target[1..] == *anchor => NewTarget::Same,
            Some(target) => NewTarget::To(target),
            None => NewTarget::Text(ReportKind::MissingAnchor),
        }
    }

    /// Resolves a URL with scheme: a page of the old site is a page of the new one.
    fn other_site(&mut self, url: &str, shape: LinkShape) -> NewTarget {
        let (_, rest) = url.split_once("://").unwrap_or(("", url));
        let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        let is_old = self
            .index
            .old_host()
            .is_some_and(|old| host.trim_start_matches("www.").eq_ignore_ascii_case(old));
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let found = (is_old && path.len() > 1 && !path.contains('?'))
            .then(|| self.index.find(path, self.page))
            .flatten();
        match found.and_then(|found| self.link_to(found, anchor)) {
            Some(target) => {
                self.log.push((ReportKind::Link, "full URL".to_owned()));
                NewTarget::To(target)
            }
            None if shape == LinkShape::Image => {
                self.log.push((ReportKind::RemotePicture, url.to_owned()));
                NewTarget::Remote(url.to_owned())
            }
            None if url.contains("://") && !host.is_empty() => NewTarget::Same,
            None => NewTarget::Text(ReportKind::Unlinked),
        }
    }

    /// Resolves the name of a page in the source, as `ref` has it.
    fn by_name(&mut self, name: &str) -> NewTarget {
        let (path, anchor) = name.split_once('#').unwrap_or((name, ""));
        if path.is_empty() {
            let target = self.anchor_of(self.page, anchor);
            return target.map_or(NewTarget::Text(ReportKind::MissingAnchor), NewTarget::To);
        }
        match self.index.find_name(path, self.page).and_then(|found| self.link_to(found, anchor)) {
            Some(target) => {
                self.log.push((ReportKind::Link, "reference".to_owned()));
                NewTarget::To(target)
            }
            None => match self.index.old_site_url(path, self.page).filter(|_| path.starts_with('/')) {
                Some(url) => {
                    self.log.push((ReportKind::OldSiteLink, path.to_owned()));
                    NewTarget::Remote(url)
                }
                None => NewTarget::Text(ReportKind::Unlinked),
            },
        }
    }

    /// Resolves a path.
    fn path(&mut self, target: &str, shape: LinkShape) -> NewTarget {
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let path = path.split('?').next().unwrap_or(path);
        let mut found = self.index.find(path, self.page);
        if found.is_none() && path.starts_with("/_posts/") || extension(path) == "md" {
            found = found.or_else(|| self.index.find_name(path, self.page));
        }
        if shape == LinkShape::Image {
            found = found.or_else(|| self.index.find_picture(path, self.kind));
        }
        if let Some(new) = found.and_then(|found| self.link_to(found, anchor)) {
            self.log.push((ReportKind::Link, "path".to_owned()));
            return NewTarget::To(new);
        }
        if found.is_some() {
            return NewTarget::Text(ReportKind::Unlinked);
        }
        if is_bare_host(path) {
            self.log.push((ReportKind::Link, "host without scheme".to_owned()));
            return NewTarget::Remote(format!("https://{target}"));
        }
        let is_file =
            shape == LinkShape::Image || !matches!(&*extension(path), "" | "html" | "htm" | "md" | "php");
        // The URL of a picture beside the page is not known: templates may have taken it from elsewhere.
        let is_known = shape == LinkShape::Text || target.starts_with('/');
        match self.index.old_site_url(target, self.page).filter(|_| is_known) {
            Some(url) => {
                self.log.push((
                    if is_file { ReportKind::MissingFile } else { ReportKind::OldSiteLink },
                    target.to_owned(),
                ));
                NewTarget::Remote(url)
            }
            None if is_file => NewTarget::Text(ReportKind::MissingFile),
            None => NewTarget::Text(ReportKind::Unlinked),
        }
    }

    /// Returns the new destination of a target; `None` if the new site does not show it.
    pub(super) fn link_to(&mut self, found: SourceTarget<'_>, anchor: &str) -> Option<String> {
        match found {
            SourceTarget::Hidden => None,
            SourceTarget::Topic(slug) => {
                Some(relative(&self.page.output, &format!("content/topics/{slug}.md")))
            }
            SourceTarget::File(path) => {
                let output = self.index.file_output(path);
                let target = relative(&self.page.output, &output);
                self.files.insert(output, path.to_owned());
                Some(target)
            }
            SourceTarget::Page(number) => {
                let page = &self.index.pages[number];
                let anchor = if anchor.is_empty() { None } else { self.anchor_of(page, anchor) };
                Some(format!("{}{}", relative(&self.page.output, &page.output), anchor.unwrap_or_default()))
            }
        }
    }

    /// Returns `#id` for a heading of a page, whose id may be made by other rules.
    pub(super) fn anchor_of(&mut self, page: &ImportedPage, anchor: &str) -> Option<String> {
        // A text fragment names words of the page, not a heading.
        let anchor = anchor.split(":~:").next().unwrap_or_default();
        if anchor.is_empty() {
            return None;
        }
        let decoded = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
        let last = decoded.rsplit('#').next().unwrap_or_default();
        let found = page.ids.get(last).cloned().or_else(|| page.loose_ids.get(&loose_id(last)).cloned());
        if found.is_none() {
            self.log.push((ReportKind::MissingAnchor, format!("#{anchor}")));
        }
        found.map(|id| format!("#{id}"))
    }
}

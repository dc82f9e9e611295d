//! Where things stand, by path of the file, by address and by slug; and what a link among them leads to.

use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{ContentItem, ContentMeta};
use crate::diagnostic::{BROKEN_LINK, Diagnostic, MISSING_ASSET};
use crate::document::{Link, LinkKind};
use crate::site::publication::UnpublishedReason;
use crate::site::{ActorId, PageId, Site, SubjectKind, TopicId, VenueId, percent_encode};
use crate::text::{NameIndex, slugify};

use super::LinkTarget;
use super::anchors::{Anchors, numbered_source};
use super::diagnostics::{
    ambiguous_link, broken_anchor, link_diagnostic, link_outside_site, link_to_unpublished, remote_image,
    source_location,
};
use super::paths::Paths;
use super::url::{UrlKind, classify_url, content_path, percent_decode, relative_link};

/// Where things stand: by path of the file, by address, and by slug.
pub(super) struct LinkResolver<'s> {
    by_source_path: FxHashMap<String, PageId>,
    by_permalink: FxHashMap<String, PageId>,
    by_slug: FxHashMap<String, Vec<PageId>>,
    unpublished_paths: FxHashSet<String>,
    unpublished_slugs: FxHashSet<String>,
    assets: FxHashSet<Arc<str>>,
    anchors: FxHashMap<PageId, Anchors<'s>>,
    near: Near,
}

/// Where a misspelt link may lead. Each is made for the first broken link of its kind.
#[derive(Default)]
struct Near {
    files: OnceLock<Paths>,
    assets: OnceLock<Paths>,
    slugs: OnceLock<NameIndex<()>>,
}

/// What was met while resolving the links of one page.
#[derive(Default)]
pub(super) struct LinkEffects {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) assets: Vec<Arc<str>>,
}

impl<'s> LinkResolver<'s> {
    pub(super) fn new(
        site: &'s Site,
        held: &[(ContentItem, UnpublishedReason)],
        assets: &[Arc<str>],
    ) -> Self {
        let mut addresses = Self {
            by_source_path: FxHashMap::default(),
            by_permalink: FxHashMap::default(),
            by_slug: FxHashMap::default(),
            unpublished_paths: held.iter().map(|(piece, _)| piece.meta().source.path.to_string()).collect(),
            unpublished_slugs: held.iter().map(|(piece, _)| piece.meta().slug.value.clone()).collect(),
            assets: assets.iter().cloned().collect(),
            anchors: site.content_files().map(|(page, leaf)| (page, Anchors::of(site, leaf))).collect(),
            near: Near::default(),
        };
        for page in all_pages(site) {
            addresses.add_page(site, page);
        }
        addresses
    }

    fn add_page(&mut self, site: &Site, page: PageId) {
        let (_, permalink) = site.title_and_permalink(page);
        if let Some(leaf) = site.meta(page) {
            self.by_source_path.insert(leaf.source.path.to_string(), page);
        }
        let slug = permalink.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if !slug.is_empty() {
            self.by_slug.entry(slug.to_owned()).or_default().push(page);
        }
        self.by_permalink.insert(permalink.path.to_string(), page);
    }

    pub(super) fn resolve_page(
        &self,
        site: &Site,
        page: PageId,
        leaf: &ContentMeta,
    ) -> (Vec<LinkTarget>, LinkEffects) {
        let mut found = LinkEffects::default();
        let targets = leaf.body.links.iter().map(|link| match self.resolve_link(site, page, leaf, link) {
            Ok(target) => {
                self.record_asset(site, leaf, link, &target, &mut found);
                target
            }
            Err(note) => {
                found.diagnostics.extend(note.map(|note| *note));
                LinkTarget::Broken
            }
        });
        (targets.collect(), found)
    }

    fn record_asset(
        &self,
        site: &Site,
        leaf: &ContentMeta,
        link: &Link,
        target: &LinkTarget,
        found: &mut LinkEffects,
    ) {
        if matches!((target, link.kind), (LinkTarget::External(_), LinkKind::Image)) {
            found.diagnostics.push(remote_image(leaf, link));
        }
        if let (LinkTarget::Asset(_), Some(path)) = (target, content_path(leaf, &link.target)) {
            let fault = super::assets::fault(&site.settings, &path);
            found.diagnostics.extend(fault.map(|fault| fault.at(source_location(leaf, link.span))));
            found.assets.extend(self.assets.get(path.as_str()).cloned());
        }
    }

    fn resolve_link(&self, site: &Site, page: PageId, leaf: &ContentMeta, link: &Link) -> TargetResult {
        match link.kind {
            LinkKind::Wiki | LinkKind::WikiWithText => self.resolve_wikilink(site, leaf, link),
            LinkKind::Image | LinkKind::Markdown => match classify_url(&link.target) {
                UrlKind::External => Ok(LinkTarget::External(link.target.clone())),
                // What is dangerous was reported where the body was read.
                UrlKind::Refused => Err(None),
                UrlKind::Anchor(anchor) => self.resolve_anchor(site, page, leaf, link, anchor),
                UrlKind::Path => self.resolve_path(site, leaf, link),
            },
        }
    }

    fn resolve_anchor(
        &self,
        site: &Site,
        page: PageId,
        leaf: &ContentMeta,
        link: &Link,
        anchor: &str,
    ) -> TargetResult {
        let anchor = percent_decode(anchor);
        if anchor.is_empty() || self.has_anchor(site, page, &anchor) {
            return Ok(LinkTarget::Anchor(anchor));
        }
        Err(self.no_such_anchor(site, page, leaf, link, &anchor))
    }

    fn resolve_wikilink(&self, site: &Site, leaf: &ContentMeta, link: &Link) -> TargetResult {
        let (name, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
        let (kind, slug) = name.rsplit_once('/').unwrap_or(("", name));
        let slug = slugify(slug);
        let of_kind = |page: &&PageId| {
            kind.is_empty() || site.title_and_permalink(**page).1.path.starts_with(&format!("{kind}/"))
        };
        let pages: Vec<PageId> = self
            .by_slug
            .get(&slug)
            .map(|pages| pages.iter().filter(of_kind).copied().collect())
            .unwrap_or_default();
        match pages[..] {
            [page] => self.page_target(site, leaf, link, page, anchor),
            [] if self.unpublished_slugs.contains(&slug) => Err(link_to_unpublished(leaf, link)),
            [] => Err(self.unknown_slug(leaf, link, &slug)),
            _ => Err(ambiguous_link(site, leaf, link, &pages)),
        }
    }

    fn resolve_path(&self, site: &Site, leaf: &ContentMeta, link: &Link) -> TargetResult {
        let Some(path) = content_path(leaf, &link.target) else { return Err(link_outside_site(leaf, link)) };
        let anchor = link.target.split_once('#').map_or("", |(_, anchor)| anchor);
        if let Some(page) = self.page_at(&path) {
            return self.page_target(site, leaf, link, page, anchor);
        }
        if let Some(asset) = self.assets.get(path.as_str()) {
            return Ok(LinkTarget::Asset(
                percent_encode(asset.strip_prefix("content/").unwrap_or(asset)).into(),
            ));
        }
        if self.unpublished_paths.contains(&path) {
            return Err(link_to_unpublished(leaf, link));
        }
        Err(self.unknown_file(leaf, link, &path))
    }

    /// The page of a file, or the page at an address as it stands on the site.
    pub(super) fn page_at(&self, path: &str) -> Option<PageId> {
        if let Some(page) = self.by_source_path.get(path) {
            return Some(*page);
        }
        let folder = path.strip_prefix("content/").unwrap_or("");
        let folder = folder.strip_suffix("index.html").unwrap_or(folder);
        let with_slash =
            if folder.is_empty() || folder.ends_with('/') { folder } else { &format!("{folder}/") };
        self.by_permalink.get(with_slash).copied()
    }

    fn page_target(
        &self,
        site: &Site,
        leaf: &ContentMeta,
        link: &Link,
        page: PageId,
        anchor: &str,
    ) -> TargetResult {
        let (_, permalink) = site.title_and_permalink(page);
        let anchor = percent_decode(anchor);
        if anchor.is_empty() {
            return Ok(LinkTarget::Page { page, href: permalink.href });
        }
        if site.meta(page).is_some() && !self.has_anchor(site, page, &anchor) {
            return Err(self.no_such_anchor(site, page, leaf, link, &anchor));
        }
        Ok(LinkTarget::Page { page, href: format!("{}#{}", permalink.href, percent_encode(&anchor)).into() })
    }

    fn unknown_slug(&self, leaf: &ContentMeta, link: &Link, slug: &str) -> LinkError {
        let note = link_diagnostic(&BROKEN_LINK, format!("no page has the slug `{slug}`"), leaf, link);
        let known = self.near.slugs.get_or_init(|| NameIndex::of(self.by_slug.keys().map(String::as_str)));
        Some(Box::new(match known.nearest(slug).filter(|near| *near != leaf.slug.value) {
            Some(near) => note.label(format!("did you mean `[[{near}]]`?")).help(format!("[[{near}]]")),
            None => note.help("write the slug of a page: its file's name without `.md`"),
        }))
    }

    fn unknown_file(&self, leaf: &ContentMeta, link: &Link, path: &str) -> LinkError {
        let page_like = path.ends_with(".md")
            || path.ends_with('/')
            || !path.rsplit('/').next().unwrap_or("").contains('.');
        let code = if page_like { &BROKEN_LINK } else { &MISSING_ASSET };
        let note = link_diagnostic(code, format!("there is no `{path}`"), leaf, link);
        // A page does not mean to link to itself.
        let near = self.nearest_path(path, page_like).filter(|near| **near != *leaf.source.path);
        Some(Box::new(match near {
            Some(near) => {
                let written = relative_link(leaf, near);
                note.label(format!("did you mean `{written}`?")).help(written)
            }
            None => note.help("write the path of a file of this site, from the folder of this one"),
        }))
    }

    /// The file most like a path.
    fn nearest_path(&self, path: &str, page_like: bool) -> Option<&str> {
        let known = if page_like {
            self.near.files.get_or_init(|| Paths::new(self.by_source_path.keys().map(String::as_str)))
        } else {
            self.near.assets.get_or_init(|| Paths::new(self.assets.iter().map(|asset| &**asset)))
        };
        known.near(path)
    }

    fn has_anchor(&self, site: &Site, page: PageId, anchor: &str) -> bool {
        numbered_source(site, page, anchor) || self.anchors.get(&page).is_some_and(|known| known.has(anchor))
    }

    fn no_such_anchor(
        &self,
        site: &Site,
        page: PageId,
        leaf: &ContentMeta,
        link: &Link,
        anchor: &str,
    ) -> LinkError {
        broken_anchor(site.title_and_permalink(page).0, self.anchors.get(&page), leaf, link, anchor)
    }
}

pub(super) type LinkError = Option<Box<Diagnostic>>;
pub(super) type TargetResult = Result<LinkTarget, LinkError>;

fn all_pages(site: &Site) -> Vec<PageId> {
    let built_in = [PageId::Home, PageId::Timeline, PageId::Archive];
    let indexes = SubjectKind::ALL.map(PageId::SubjectListing);
    let actors = (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
    let topics = (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)));
    let with_files = site.content_files().map(|(page, _)| page);
    let written = with_files.filter(|page| matches!(page, PageId::Briefing(_) | PageId::Standalone(_)));
    let corrections = (!site.corrections.is_empty()).then_some(PageId::Corrections);
    let built_in = built_in.into_iter().chain(corrections);
    built_in.chain(indexes).chain(written).chain(actors).chain(venues).chain(topics).collect()
}

//! Resolution of single links by file path, permalink and slug.

use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{ContentItem, ContentMeta};
use crate::diagnostic::{BROKEN_LINK, Diagnostic, MISSING_ASSET};
use crate::document::{Link, LinkKind};
use crate::site::publication::UnpublishedReason;
use crate::site::{ActorId, PageId, Site, SubjectKind, TopicId, VenueId, percent_encode, strip_index_html};
use crate::text::{NameIndex, slugify};

use super::LinkTarget;
use super::anchors::{Anchors, is_numbered_source};
use super::diagnostics::{
    ambiguous_link, broken_anchor, link_diagnostic, link_outside_site, link_to_unpublished, remote_image,
    source_location, target_help,
};
use super::paths::Paths;
use super::url::{UrlKind, classify_url, content_path, percent_decode, relative_link};

/// Index of all link targets: pages by file path, permalink and slug, and assets by path.
pub(super) struct LinkResolver<'s> {
    by_source_path: FxHashMap<String, PageId>,
    by_permalink: FxHashMap<String, PageId>,
    by_slug: FxHashMap<String, Vec<PageId>>,
    unpublished_paths: FxHashSet<String>,
    unpublished_slugs: FxHashSet<String>,
    assets: FxHashSet<Arc<str>>,
    anchors: FxHashMap<PageId, Anchors<'s>>,
    suggestions: Suggestions,
}

/// Indexes for suggestions. Each is built for the first broken link of its kind.
#[derive(Default)]
struct Suggestions {
    files: OnceLock<Paths>,
    assets: OnceLock<Paths>,
    slugs: OnceLock<NameIndex<()>>,
}

/// Diagnostics and used assets of one page.
#[derive(Default)]
pub(super) struct LinkEffects {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) assets: Vec<Arc<str>>,
}

impl<'s> LinkResolver<'s> {
    pub(super) fn new(
        site: &'s Site,
        unpublished: &[(ContentItem, UnpublishedReason)],
        assets: &[Arc<str>],
    ) -> Self {
        let mut resolver = Self {
            by_source_path: FxHashMap::default(),
            by_permalink: FxHashMap::default(),
            by_slug: FxHashMap::default(),
            unpublished_paths: unpublished
                .iter()
                .map(|(item, _)| item.meta().source.path.to_string())
                .collect(),
            unpublished_slugs: unpublished.iter().map(|(item, _)| item.meta().slug.value.clone()).collect(),
            assets: assets.iter().cloned().collect(),
            anchors: site.content_files().map(|(page, meta)| (page, Anchors::of(site, meta))).collect(),
            suggestions: Suggestions::default(),
        };
        for page in all_pages(site) {
            resolver.add_page(site, page);
        }
        resolver
    }

    fn add_page(&mut self, site: &Site, page: PageId) {
        let (_, permalink) = site.title_and_permalink(page);
        if let Some(meta) = site.meta(page) {
            self.by_source_path.insert(meta.source.path.to_string(), page);
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
        meta: &ContentMeta,
    ) -> (Vec<LinkTarget>, LinkEffects) {
        let mut effects = LinkEffects::default();
        let targets = meta.body.links.iter().map(|link| match self.resolve_link(site, page, meta, link) {
            Ok(target) => {
                self.record_asset(site, meta, link, &target, &mut effects);
                target
            }
            Err(diagnostic) => {
                effects.diagnostics.extend(diagnostic.map(|diagnostic| *diagnostic));
                LinkTarget::Broken
            }
        });
        (targets.collect(), effects)
    }

    fn record_asset(
        &self,
        site: &Site,
        meta: &ContentMeta,
        link: &Link,
        target: &LinkTarget,
        effects: &mut LinkEffects,
    ) {
        if matches!((target, link.kind), (LinkTarget::External(_), LinkKind::Image)) {
            effects.diagnostics.push(remote_image(meta, link));
        }
        if let (LinkTarget::Asset(_), Some(path)) = (target, content_path(meta, &link.target)) {
            let error = super::assets::asset_error(&site.settings, &path);
            effects.diagnostics.extend(error.map(|error| error.at(source_location(meta, link.span))));
            effects.assets.extend(self.assets.get(path.as_str()).cloned());
        }
    }

    fn resolve_link(&self, site: &Site, page: PageId, meta: &ContentMeta, link: &Link) -> TargetResult {
        match link.kind {
            LinkKind::Wiki | LinkKind::WikiWithText => self.resolve_wikilink(site, meta, link),
            LinkKind::Image | LinkKind::Markdown => match classify_url(&link.target) {
                UrlKind::External => Ok(LinkTarget::External(link.target.clone())),
                // Unsafe schemes were reported when the body was read.
                UrlKind::Refused => Err(None),
                UrlKind::Anchor(anchor) => self.resolve_anchor(site, page, meta, link, anchor),
                UrlKind::Path => self.resolve_path(site, meta, link),
            },
        }
    }

    fn resolve_anchor(
        &self,
        site: &Site,
        page: PageId,
        meta: &ContentMeta,
        link: &Link,
        anchor: &str,
    ) -> TargetResult {
        let anchor = percent_decode(anchor);
        if anchor.is_empty() || self.has_anchor(site, page, &anchor) {
            return Ok(LinkTarget::Anchor(anchor));
        }
        Err(self.unknown_anchor(site, page, meta, link, &anchor))
    }

    fn resolve_wikilink(&self, site: &Site, meta: &ContentMeta, link: &Link) -> TargetResult {
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
            [page] => self.page_target(site, meta, link, page, anchor),
            [] if self.unpublished_slugs.contains(&slug) => Err(link_to_unpublished(meta, link)),
            [] => Err(self.unknown_slug(meta, link, &slug)),
            _ => Err(ambiguous_link(site, meta, link, &pages)),
        }
    }

    fn resolve_path(&self, site: &Site, meta: &ContentMeta, link: &Link) -> TargetResult {
        let Some(path) = content_path(meta, &link.target) else { return Err(link_outside_site(meta, link)) };
        let anchor = link.target.split_once('#').map_or("", |(_, anchor)| anchor);
        if let Some(page) = self.page_at(&path) {
            return self.page_target(site, meta, link, page, anchor);
        }
        if let Some(asset) = self.assets.get(path.as_str()) {
            return Ok(LinkTarget::Asset(
                percent_encode(asset.strip_prefix("content/").unwrap_or(asset)).into(),
            ));
        }
        if self.unpublished_paths.contains(&path) {
            return Err(link_to_unpublished(meta, link));
        }
        Err(self.unknown_file(meta, link, &path))
    }

    /// Returns the page of a content file, or the page at a permalink.
    pub(super) fn page_at(&self, path: &str) -> Option<PageId> {
        if let Some(page) = self.by_source_path.get(path) {
            return Some(*page);
        }
        let folder = path.strip_prefix("content/").unwrap_or("");
        let folder = strip_index_html(folder);
        let with_slash =
            if folder.is_empty() || folder.ends_with('/') { folder } else { &format!("{folder}/") };
        self.by_permalink.get(with_slash).copied()
    }

    fn page_target(
        &self,
        site: &Site,
        meta: &ContentMeta,
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
            return Err(self.unknown_anchor(site, page, meta, link, &anchor));
        }
        Ok(LinkTarget::Page { page, href: format!("{}#{}", permalink.href, percent_encode(&anchor)).into() })
    }

    fn unknown_slug(&self, meta: &ContentMeta, link: &Link, slug: &str) -> LinkError {
        let diagnostic = link_diagnostic(&BROKEN_LINK, format!("no page has the slug `{slug}`"), meta, link);
        let known =
            self.suggestions.slugs.get_or_init(|| NameIndex::of(self.by_slug.keys().map(String::as_str)));
        Some(Box::new(match known.nearest(slug).filter(|nearest| *nearest != meta.slug.value) {
            Some(nearest) => {
                let help = target_help(meta, link, nearest);
                diagnostic.label(format!("did you mean `[[{nearest}]]`?")).help(help)
            }
            None => diagnostic.help("write the slug of a page: the name of its file without `.md`"),
        }))
    }

    fn unknown_file(&self, meta: &ContentMeta, link: &Link, path: &str) -> LinkError {
        let page_like = path.ends_with(".md")
            || path.ends_with('/')
            || !path.rsplit('/').next().unwrap_or("").contains('.');
        let (code, paths) = match page_like {
            true => (&BROKEN_LINK, self.content_paths()),
            false => (&MISSING_ASSET, self.asset_paths()),
        };
        let diagnostic = link_diagnostic(code, format!("`{path}` does not exist"), meta, link);
        // A page is never suggested as a target of its own links.
        let nearest = paths.nearest(path).filter(|nearest| **nearest != *meta.source.path);
        Some(Box::new(match nearest {
            Some(nearest) => {
                let written = relative_link(meta, nearest);
                let help = target_help(meta, link, &written);
                diagnostic.label(format!("did you mean `{written}`?")).help(help)
            }
            None => diagnostic.help("write the path of a file of this site, relative to this file"),
        }))
    }

    fn content_paths(&self) -> &Paths {
        self.suggestions.files.get_or_init(|| Paths::new(self.by_source_path.keys().map(String::as_str)))
    }

    fn asset_paths(&self) -> &Paths {
        self.suggestions.assets.get_or_init(|| Paths::new(self.assets.iter().map(|asset| &**asset)))
    }

    fn has_anchor(&self, site: &Site, page: PageId, anchor: &str) -> bool {
        is_numbered_source(site, page, anchor)
            || self.anchors.get(&page).is_some_and(|known| known.has(anchor))
    }

    fn unknown_anchor(
        &self,
        site: &Site,
        page: PageId,
        meta: &ContentMeta,
        link: &Link,
        anchor: &str,
    ) -> LinkError {
        broken_anchor(site.title_and_permalink(page).0, self.anchors.get(&page), meta, link, anchor)
    }
}

pub(super) type LinkError = Option<Box<Diagnostic>>;
pub(super) type TargetResult = Result<LinkTarget, LinkError>;

fn all_pages(site: &Site) -> Vec<PageId> {
    let built_in = [PageId::Home, PageId::Timeline, PageId::Archive];
    let listings = SubjectKind::ALL.map(PageId::SubjectListing);
    let actors = (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
    let topics = (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)));
    let with_files = site.content_files().map(|(page, _)| page);
    let content = with_files.filter(|page| matches!(page, PageId::Briefing(_) | PageId::Standalone(_)));
    let corrections = (!site.corrections.is_empty()).then_some(PageId::Corrections);
    let built_in = built_in.into_iter().chain(corrections);
    built_in.chain(listings).chain(content).chain(actors).chain(venues).chain(topics).collect()
}

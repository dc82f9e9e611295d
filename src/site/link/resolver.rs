//! Resolution of single links by file path, permalink and slug.

use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{ContentItem, ContentMeta};
use crate::diagnostic::{BROKEN_LINK, Diagnostic, MISSING_ASSET};
use crate::document::{Link, LinkKind, heading_id};
use crate::settings::Settings;
use crate::site::ids::PageId;
use crate::site::pages::{PageEntry, Pages};
use crate::site::permalink::{percent_encode, strip_index_html};
use crate::site::publication::UnpublishedReason;
use crate::site::redirects::parse_old_url;
use crate::text::{NameIndex, slugify};

use super::anchors::{Anchors, is_numbered_source};
use super::assets::asset_href;
use super::diagnostics::{
    LinkError, ambiguous_link, broken_anchor, embedded_page, link_diagnostic, link_outside_site,
    link_to_old_url, link_to_unpublished, missing_scheme, remote_image, source_location, target_help,
};
use super::paths::Paths;
use super::target::LinkTarget;
use super::url::{UrlKind, begins_with_host, classify_url, content_path, percent_decode, relative_link};

/// Index of all link targets: pages by file path, permalink and slug, and assets by path.
pub(super) struct LinkResolver<'s> {
    pub(super) pages: &'s Pages<'s>,
    settings: &'s Settings,
    by_source_path: FxHashMap<String, PageId>,
    by_permalink: FxHashMap<String, PageId>,
    by_slug: FxHashMap<String, Vec<PageId>>,
    /// Pages by old URL.
    by_old_url: FxHashMap<String, PageId>,
    unpublished_paths: FxHashSet<String>,
    unpublished_slugs: FxHashSet<String>,
    assets: FxHashSet<Arc<str>>,
    /// The only file of each name; `None` if there are several.
    assets_by_name: OnceLock<FxHashMap<Box<str>, Option<Arc<str>>>>,
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

/// The links of one page.
#[derive(Default)]
pub(super) struct PageLinks {
    /// The targets, in the order of the links.
    pub(super) targets: Vec<LinkTarget>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Used assets.
    pub(super) assets: Vec<Arc<str>>,
}

impl<'s> LinkResolver<'s> {
    pub(super) fn new(
        pages: &'s Pages<'s>,
        settings: &'s Settings,
        unpublished: &[(ContentItem, UnpublishedReason)],
        assets: &[Arc<str>],
    ) -> Self {
        let anchors = pages.with_files().map(|(page, meta)| (page, Anchors::of(settings, meta)));
        let metas = || unpublished.iter().map(|(item, _)| item.meta());
        let mut resolver = Self {
            pages,
            settings,
            by_source_path: FxHashMap::default(),
            by_permalink: FxHashMap::default(),
            by_slug: FxHashMap::default(),
            by_old_url: FxHashMap::default(),
            unpublished_paths: metas().map(|meta| meta.source.path.to_string()).collect(),
            unpublished_slugs: metas().map(|meta| meta.slug.value.clone()).collect(),
            assets: assets.iter().cloned().collect(),
            anchors: anchors.collect(),
            assets_by_name: OnceLock::new(),
            suggestions: Suggestions::default(),
        };
        let mut by_rank: Vec<_> = pages.iter().collect();
        by_rank.sort_by_key(|(page, _)| rank(*page));
        by_rank.into_iter().for_each(|(page, entry)| resolver.add_page(page, entry));
        resolver
    }

    fn add_page(&mut self, page: PageId, entry: &PageEntry<'_>) {
        if let Some(meta) = entry.meta {
            self.by_source_path.insert(meta.source.path.to_string(), page);
            let old = meta.old_urls.iter().filter_map(|url| parse_old_url(meta, url).ok());
            self.by_old_url.extend(old.map(|old| (old.path.trim_end_matches('/').to_owned(), page)));
        }
        let path = &entry.permalink.path;
        let slug = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if !slug.is_empty() {
            self.by_slug.entry(slug.to_owned()).or_default().push(page);
        }
        self.by_permalink.insert(path.to_string(), page);
    }

    pub(super) fn resolve_page(&self, page: PageId, meta: &ContentMeta) -> PageLinks {
        let mut links = PageLinks::default();
        for link in &meta.body.links {
            let target =
                self.resolve_link(page, meta, link, &mut links.diagnostics).unwrap_or_else(|diagnostic| {
                    links.diagnostics.extend(diagnostic.map(|diagnostic| *diagnostic));
                    LinkTarget::Broken
                });
            self.record_asset(meta, link, &target, &mut links);
            links.targets.push(target);
        }
        links
    }

    fn record_asset(&self, meta: &ContentMeta, link: &Link, target: &LinkTarget, links: &mut PageLinks) {
        if matches!((target, link.kind), (LinkTarget::Page { .. }, LinkKind::Image)) {
            links.diagnostics.push(embedded_page(meta, link));
        }
        if matches!((target, link.kind), (LinkTarget::External(_), LinkKind::Image)) {
            links.diagnostics.push(remote_image(meta, link));
        }
        if let LinkTarget::Asset(url) = target {
            let path = format!("content/{}", percent_decode(url));
            let error = super::assets::asset_error(self.settings, &path);
            links.diagnostics.extend(error.map(|error| error.at(source_location(meta, link.span))));
            links.assets.extend(self.assets.get(path.as_str()).cloned());
        }
    }

    /// Resolves a link. Adds hints about links that have a target.
    fn resolve_link(
        &self,
        page: PageId,
        meta: &ContentMeta,
        link: &Link,
        hints: &mut Vec<Diagnostic>,
    ) -> TargetResult {
        match link.kind {
            LinkKind::Wiki | LinkKind::WikiWithText => self.resolve_wikilink(page, meta, link),
            LinkKind::Image | LinkKind::Markdown => match classify_url(&link.target) {
                UrlKind::External => Ok(LinkTarget::External(link.target.clone())),
                // Unsafe schemes were reported when the body was read.
                UrlKind::Refused => Err(None),
                UrlKind::Anchor(anchor) => self.resolve_anchor(page, meta, link, anchor),
                UrlKind::Path => self.resolve_path(meta, link, hints),
            },
        }
    }

    fn resolve_anchor(&self, page: PageId, meta: &ContentMeta, link: &Link, anchor: &str) -> TargetResult {
        let anchor = percent_decode(anchor);
        if anchor.is_empty() || self.has_anchor(page, &anchor) {
            return Ok(LinkTarget::Anchor(anchor));
        }
        Err(self.unknown_anchor(page, meta, link, &anchor))
    }

    fn resolve_wikilink(&self, page: PageId, meta: &ContentMeta, link: &Link) -> TargetResult {
        let (name, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
        if name.is_empty() && !anchor.is_empty() {
            return self.resolve_anchor(page, meta, link, &self.wiki_anchor(page, anchor));
        }
        let (kind, slug) = name.rsplit_once('/').unwrap_or(("", name));
        let slug = slugify(slug);
        let of_kind = |page: &&PageId| {
            kind.is_empty()
                || self
                    .pages
                    .entry(**page)
                    .is_some_and(|entry| entry.permalink.path.starts_with(&format!("{kind}/")))
        };
        let pages: Vec<PageId> = self
            .by_slug
            .get(&slug)
            .map(|pages| pages.iter().filter(of_kind).copied().collect())
            .unwrap_or_default();
        match pages[..] {
            [page] => self.page_target(meta, link, page, &self.wiki_anchor(page, anchor)),
            [] if self.unpublished_slugs.contains(&slug) => Err(link_to_unpublished(meta, link)),
            [] => Err(self.unknown_slug(meta, link, &slug)),
            _ => {
                let entries = pages.iter().filter_map(|page| self.pages.entry(*page));
                Err(ambiguous_link(meta, link, entries.map(|entry| &entry.permalink)))
            }
        }
    }

    /// Returns the anchor that a wiki link means: an id of the page, or the id of the heading with this text. Of nested
    /// headings (`#Talks#First day`) the last one counts.
    fn wiki_anchor(&self, page: PageId, written: &str) -> String {
        let heading = written.rsplit_once('#').map_or(written, |(_, last)| last).trim();
        let id = heading_id(heading);
        match self.has_anchor(page, &id) && !self.has_anchor(page, &percent_decode(written)) {
            true => id,
            false => written.to_owned(),
        }
    }

    fn resolve_path(&self, meta: &ContentMeta, link: &Link, hints: &mut Vec<Diagnostic>) -> TargetResult {
        let Some(path) = content_path(meta, &link.target) else { return Err(link_outside_site(meta, link)) };
        let anchor = link.target.split_once('#').map_or("", |(_, anchor)| anchor);
        if let Some(page) = self.page_at(&path) {
            return self.page_target(meta, link, page, anchor);
        }
        if let Some(asset) = self.assets.get(path.as_str()).or_else(|| self.asset_by_name(meta, link)) {
            return Ok(LinkTarget::Asset(asset_href(asset)));
        }
        if self.unpublished_paths.contains(&path) {
            return Err(link_to_unpublished(meta, link));
        }
        if let Some((page, to)) = self.page_at_old_url(&path) {
            hints.push(link_to_old_url(meta, link, &relative_link(meta, &to.source.path)));
            return self.page_target(meta, link, page, anchor);
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

    /// Returns the page with an old URL, and its metadata.
    fn page_at_old_url(&self, path: &str) -> Option<(PageId, &'s ContentMeta)> {
        let folder = strip_index_html(path.strip_prefix("content/")?).trim_end_matches('/');
        let page = *self.by_old_url.get(folder)?;
        Some((page, self.pages.entry(page)?.meta?))
    }

    /// Returns the only file with the name in `![[name]]`: programs for notes search all folders.
    #[expect(clippy::iter_over_hash_type, reason = "the names do not depend on the order of the files")]
    fn asset_by_name(&self, meta: &ContentMeta, link: &Link) -> Option<&Arc<str>> {
        if link.kind != LinkKind::Image || !meta.source.slice(link.span).starts_with("![[") {
            return None;
        }
        let names = self.assets_by_name.get_or_init(|| {
            let mut names: FxHashMap<Box<str>, Option<Arc<str>>> = FxHashMap::default();
            for asset in &self.assets {
                let name = asset.rsplit('/').next().unwrap_or_default();
                names
                    .entry(name.into())
                    .and_modify(|only| *only = None)
                    .or_insert_with(|| Some(asset.clone()));
            }
            names
        });
        names.get(&*link.target)?.as_ref()
    }

    fn page_target(&self, meta: &ContentMeta, link: &Link, page: PageId, anchor: &str) -> TargetResult {
        let Some(PageEntry { permalink, meta: target, .. }) = self.pages.entry(page) else {
            return Err(None);
        };
        let anchor = percent_decode(anchor);
        if anchor.is_empty() {
            return Ok(LinkTarget::Page { page, href: permalink.href.clone() });
        }
        if target.is_some() && !self.has_anchor(page, &anchor) {
            return Err(self.unknown_anchor(page, meta, link, &anchor));
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
        if begins_with_host(&link.target) {
            return missing_scheme(meta, link, path);
        }
        if link.target.is_empty() {
            let diagnostic = link_diagnostic(&BROKEN_LINK, "the link has no target".to_owned(), meta, link);
            return Some(Box::new(
                diagnostic.help("write a file of this site, relative to this file, or a full URL"),
            ));
        }
        let page_like = path.ends_with(".md")
            || path.ends_with('/')
            || !path.rsplit('/').next().unwrap_or("").contains('.');
        let (code, paths) = match page_like {
            true => (&BROKEN_LINK, self.content_paths()),
            false => (&MISSING_ASSET, self.asset_paths()),
        };
        let diagnostic = link_diagnostic(code, format!("`{path}` does not exist"), meta, link);
        // A page is never suggested as a target of its own links.
        let of_page = path.strip_suffix(".html").map(|path| format!("{path}.md"));
        let of_page = of_page.filter(|path| self.by_source_path.contains_key(path));
        let nearest = of_page
            .as_deref()
            .or_else(|| paths.nearest(path))
            .filter(|nearest| **nearest != *meta.source.path);
        Some(Box::new(match nearest {
            Some(nearest) => {
                let written = relative_link(meta, nearest);
                let help = target_help(meta, link, &written);
                diagnostic.label(format!("did you mean `{written}`?")).help(help)
            }
            None => diagnostic.help("write the path of a file of this site, relative to this file"),
        }))
    }

    pub(super) fn content_paths(&self) -> &Paths {
        self.suggestions.files.get_or_init(|| Paths::new(self.by_source_path.keys().map(String::as_str)))
    }

    fn asset_paths(&self) -> &Paths {
        self.suggestions.assets.get_or_init(|| Paths::new(self.assets.iter().map(|asset| &**asset)))
    }

    fn has_anchor(&self, page: PageId, anchor: &str) -> bool {
        self.pages.entry(page).is_some_and(|entry| is_numbered_source(entry.source_count, anchor))
            || self.anchors.get(&page).is_some_and(|known| known.has(anchor))
    }

    fn unknown_anchor(&self, page: PageId, meta: &ContentMeta, link: &Link, anchor: &str) -> LinkError {
        let title = self.pages.entry(page).map_or("", |entry| entry.title);
        broken_anchor(title, self.anchors.get(&page), meta, link, anchor)
    }
}

type TargetResult = Result<LinkTarget, LinkError>;

/// Returns the rank of a page among those with the same slug.
fn rank(page: PageId) -> u8 {
    match page {
        PageId::Home | PageId::Timeline | PageId::Archive | PageId::Corrections => 0,
        PageId::SubjectListing(_) => 1,
        PageId::Briefing(_) => 2,
        PageId::Standalone(_) => 3,
        PageId::Actor(_) => 4,
        PageId::Venue(_) => 5,
        PageId::Topic(_) => 6,
        PageId::Author(_) => 7,
        PageId::Series(_) => 8,
    }
}

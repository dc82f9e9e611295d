//! Resolution of links in prose to pages, anchors, assets and external URLs.

mod anchors;
mod assets;
mod diagnostics;
mod menu;
mod paths;
mod resolver;
mod site_image;
mod url;

pub use assets::Unsafe;
pub(super) use diagnostics::source_location;
pub use menu::MenuItem;
pub(super) use menu::resolve_menu;
pub use site_image::SiteImage;
pub(super) use url::parse_old_url;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::ContentItem;
use crate::diagnostic::Diagnostic;

use super::publication::UnpublishedReason;
use super::subject_listings::add_backlink;
use super::{PageId, Site};
use resolver::LinkResolver;

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page of the site, with or without an anchor.
    Page {
        /// The page.
        page: PageId,
        /// Path relative to the root, percent-encoded, with `#` and the anchor if there is one.
        href: Arc<str>,
    },
    /// An anchor on the same page.
    Anchor(String),
    /// An image or other file of the site: path relative to the root, percent-encoded.
    Asset(Arc<str>),
    /// An external URL.
    External(String),
    /// No target; the error has been reported.
    Broken,
}

/// The link targets of every page with prose.
#[derive(Clone, Debug, Default)]
pub(super) struct TargetTable {
    by_page: FxHashMap<PageId, Vec<LinkTarget>>,
}

impl TargetTable {
    pub(super) fn of_page(&self, page: PageId) -> &[LinkTarget] {
        self.by_page.get(&page).map_or(&[], Vec::as_slice)
    }
}

/// Resolves every link of every page, adds backlinks, and collects the used assets.
pub(super) fn resolve_links(
    site: &mut Site,
    unpublished: &[(ContentItem, UnpublishedReason)],
    assets: &[Arc<str>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let resolver = LinkResolver::new(site, unpublished, assets);
    let pages: Vec<_> = site.content_files().collect();
    let resolved: Vec<_> = pages
        .par_iter()
        .with_max_len(64)
        .map(|(page, meta)| (*page, resolver.resolve_page(site, *page, meta)))
        .collect();
    let mut used = FxHashSet::default();
    for (page, (targets, effects)) in resolved {
        diagnostics.extend(effects.diagnostics);
        used.extend(effects.assets);
        targets.iter().for_each(|target| {
            if let LinkTarget::Page { page: to, .. } = target {
                add_backlink(site, page, *to);
            }
        });
        if !targets.is_empty() {
            site.link_targets.by_page.insert(page, targets);
        }
    }
    if let Some((asset, image)) = site
        .settings
        .social_image
        .as_ref()
        .and_then(|image| site_image::resolve_site_image(image, assets, diagnostics))
    {
        diagnostics.extend(
            site.settings
                .social_image
                .as_ref()
                .and_then(|image| site_image::site_image_error(&site.settings, image, &asset)),
        );
        used.insert(asset);
        site.social_image = Some(image);
    }
    assets::check_unused(&site.settings, assets, &used, unpublished, diagnostics);
    site.assets = assets.iter().filter(|asset| used.contains(*asset)).cloned().collect();
}

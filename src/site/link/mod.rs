//! What every link in prose leads to: a page, a place in it, a file, or somewhere else.

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

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page of the site, perhaps a place in it.
    Page {
        /// The page.
        page: PageId,
        /// Relative to the root, percent-encoded, with `#` and the anchor where there is one.
        href: Arc<str>,
    },
    /// A place on the page itself.
    Anchor(String),
    /// A picture or other file of the site, relative to the root, percent-encoded.
    Asset(Arc<str>),
    /// An address elsewhere.
    External(String),
    /// Nothing: a mistake that has been reported.
    Broken,
}

/// The targets of every page with prose.
#[derive(Clone, Debug, Default)]
pub(super) struct TargetTable {
    by_page: FxHashMap<PageId, Vec<LinkTarget>>,
}

impl TargetTable {
    pub(super) fn of_page(&self, page: PageId) -> &[LinkTarget] {
        self.by_page.get(&page).map_or(&[], Vec::as_slice)
    }
}

/// Resolves every link of every page, and tells the pages they lead to.
pub(super) fn resolve_links(
    site: &mut Site,
    held: &[(ContentItem, UnpublishedReason)],
    assets: &[Arc<str>],
    notes: &mut Vec<Diagnostic>,
) {
    let addresses = LinkResolver::new(site, held, assets);
    let pages: Vec<_> = site.content_files().collect();
    let resolved: Vec<_> = pages
        .par_iter()
        .with_max_len(64)
        .map(|(page, leaf)| (*page, addresses.resolve_page(site, *page, leaf)))
        .collect();
    let mut used = FxHashSet::default();
    for (page, (targets, found)) in resolved {
        notes.extend(found.diagnostics);
        used.extend(found.assets);
        targets.iter().for_each(|target| {
            if let LinkTarget::Page { page: to, .. } = target {
                add_backlink(site, page, *to);
            }
        });
        if !targets.is_empty() {
            site.link_targets.by_page.insert(page, targets);
        }
    }
    if let Some((asset, picture)) = site
        .settings
        .social_image
        .as_ref()
        .and_then(|named| site_image::resolve_site_image(named, assets, notes))
    {
        notes.extend(
            site.settings
                .social_image
                .as_ref()
                .and_then(|named| site_image::fault(&site.settings, named, &asset)),
        );
        used.insert(asset);
        site.social_image = Some(picture);
    }
    assets::unused(&site.settings, assets, &used, held, notes);
    site.assets = assets.iter().filter(|asset| used.contains(*asset)).cloned().collect();
}

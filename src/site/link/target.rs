//! The targets of links, and the pages that link to a page.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::site::ids::PageId;
use crate::text::shared_text;

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum LinkTarget {
    /// A page of the site, with or without an anchor.
    Page {
        /// The page.
        page: PageId,
        /// Path relative to the root, percent-encoded, with `#` and the anchor if there is one.
        #[serde(with = "shared_text")]
        href: Arc<str>,
    },
    /// An anchor on the same page.
    Anchor(String),
    /// An image or other file of the site: path relative to the root, percent-encoded.
    Asset(#[serde(with = "shared_text")] Arc<str>),
    /// An external URL.
    External(String),
    /// No target; the error has been reported.
    Broken,
}

/// The link targets of every page with prose.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct TargetTable {
    pub(super) by_page: FxHashMap<PageId, Vec<LinkTarget>>,
}

impl TargetTable {
    pub(in crate::site) fn of_page(&self, page: PageId) -> &[LinkTarget] {
        self.by_page.get(&page).map_or(&[], Vec::as_slice)
    }
}

/// For each page, the pages whose prose links to it.
#[derive(Debug, Default)]
pub(in crate::site) struct Backlinks {
    by_page: FxHashMap<PageId, Vec<PageId>>,
}

impl Backlinks {
    /// Returns the backlinks that the links of all pages give, in the order of `pages`. Links of a page to itself do not
    /// count.
    pub(super) fn of_targets<'t>(pages: impl Iterator<Item = (PageId, &'t [LinkTarget])>) -> Self {
        let mut by_page: FxHashMap<PageId, Vec<PageId>> = FxHashMap::default();
        for (from, targets) in pages {
            for target in targets {
                let LinkTarget::Page { page: to, .. } = target else { continue };
                let backlinks = by_page.entry(*to).or_default();
                if *to != from && backlinks.last() != Some(&from) {
                    backlinks.push(from);
                }
            }
        }
        Self { by_page }
    }

    /// Removes and returns the backlinks of a page; may be empty.
    pub(in crate::site) fn take(&mut self, page: PageId) -> Vec<PageId> {
        self.by_page.remove(&page).unwrap_or_default()
    }
}

//! What every link in prose leads to: a page, a place in it, a file, or somewhere else.

mod address;
mod addresses;
mod anchors;
mod assets;
mod menu;
mod mistakes;
mod paths;
mod picture;

pub(super) use address::old_address;
pub use assets::Unsafe;
pub use menu::MenuLine;
pub(super) use menu::menu;
pub(super) use mistakes::place;
pub use picture::SitePicture;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::Piece;
use crate::diagnostic::Diagnostic;

use super::gate::Reason;
use super::said::link_back;
use super::{PageId, Site};
use addresses::Addresses;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
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
    Nowhere,
}

/// The targets of every page with prose.
#[derive(Clone, Debug, Default)]
pub(super) struct TargetTable {
    by_page: FxHashMap<PageId, Vec<Target>>,
}

impl TargetTable {
    pub(super) fn of(&self, page: PageId) -> &[Target] {
        self.by_page.get(&page).map_or(&[], Vec::as_slice)
    }
}

/// Resolves every link of every page, and tells the pages they lead to.
pub(super) fn fill(
    site: &mut Site,
    held: &[(Piece, Reason)],
    assets: &[Arc<str>],
    notes: &mut Vec<Diagnostic>,
) {
    let addresses = Addresses::new(site, held, assets);
    let pages: Vec<_> = site.prose().collect();
    let resolved: Vec<_> = pages
        .par_iter()
        .with_max_len(64)
        .map(|(page, leaf)| (*page, addresses.resolve(site, *page, leaf)))
        .collect();
    let mut used = FxHashSet::default();
    for (page, (targets, found)) in resolved {
        notes.extend(found.notes);
        used.extend(found.assets);
        targets.iter().for_each(|target| {
            if let Target::Page { page: to, .. } = target {
                link_back(site, page, *to);
            }
        });
        if !targets.is_empty() {
            site.targets.by_page.insert(page, targets);
        }
    }
    if let Some((asset, picture)) =
        site.settings.picture.as_ref().and_then(|named| picture::picture(named, assets, notes))
    {
        notes.extend(
            site.settings.picture.as_ref().and_then(|named| picture::fault(&site.settings, named, &asset)),
        );
        used.insert(asset);
        site.picture = Some(picture);
    }
    assets::unused(&site.settings, assets, &used, held, notes);
    site.assets = assets.iter().filter(|asset| used.contains(*asset)).cloned().collect();
}

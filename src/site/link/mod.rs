//! Resolution of links in prose to pages, anchors, assets and external URLs.

mod anchors;
mod assets;
mod diagnostics;
mod lead_picture;
mod menu;
mod paths;
mod portrait;
mod resolver;
mod site_image;
mod target;
mod url;

pub use assets::Unsafe;
pub use assets::asset_href;
pub(super) use assets::unsafe_files;
pub(super) use lead_picture::{LeadPictures, resolve_lead_pictures};
pub use menu::MenuItem;
pub use portrait::is_drawing;
pub use site_image::SiteImage;
pub use target::LinkTarget;
pub(super) use target::{Backlinks, TargetTable};

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{Author, ContentItem};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::settings::Settings;

use super::ids::{AuthorId, PageId};
use super::pages::Pages;
use super::publication::UnpublishedReason;
use super::subject::SubjectEntry;
use resolver::{LinkResolver, PageLinks};

/// All links of a site.
pub(super) struct Links {
    /// The targets of the links in each page's prose.
    pub(super) targets: TargetTable,
    pub(super) backlinks: Backlinks,
    /// Assets that published pages use, sorted.
    pub(super) assets: Vec<Arc<str>>,
    pub(super) social_image: Option<SiteImage>,
    /// The files of the portraits of authors: paths under `content/`.
    pub(super) portraits: FxHashMap<AuthorId, Arc<str>>,
    pub(super) menu: Vec<MenuItem>,
}

/// Resolves every link of every page and of the settings, and collects the used assets.
pub(super) fn resolve_links(
    (pages, authors): (&Pages<'_>, &[SubjectEntry<Author>]),
    settings: &Settings,
    unpublished: &[(ContentItem, UnpublishedReason)],
    assets: &[Arc<str>],
    pictures: &LeadPictures,
) -> Outcome<Links> {
    let mut diagnostics = Vec::new();
    let resolver = LinkResolver::new(pages, settings, unpublished, assets);
    let (resolved, mut used) = resolve_pages(&resolver, pages).collect(&mut diagnostics);
    let backlinks = Backlinks::of_targets(resolved.iter().map(|(page, targets)| (*page, &**targets)));
    let image = site_image::resolve_site_image(settings, assets).collect(&mut diagnostics);
    let (image_asset, social_image) = image.unzip();
    used.extend(image_asset);
    let portraits = portrait::resolve_portraits(authors, settings, assets).collect(&mut diagnostics);
    used.extend(portraits.values().filter(|asset| is_drawing(asset)).cloned());
    let shown: FxHashSet<&Arc<str>> = pictures.values().chain(portraits.values()).collect();
    // Lead pictures and portraits are not copied as they are, so they count as used only here.
    let is_shown = |asset: &&Arc<str>| used.contains(*asset) || shown.contains(asset);
    diagnostics.extend(assets::check_unused(settings, assets, is_shown, unpublished));
    let menu = menu::resolve_menu(&resolver, settings).collect(&mut diagnostics);
    let with_links = resolved.into_iter().filter(|(_, targets)| !targets.is_empty());
    let links = Links {
        targets: TargetTable { by_page: with_links.collect::<FxHashMap<_, _>>() },
        backlinks,
        assets: assets.iter().filter(|asset| used.contains(*asset)).cloned().collect(),
        social_image,
        portraits,
        menu,
    };
    Outcome::new(links, diagnostics)
}

/// The link targets of each page with a content file, and all assets that pages use.
type ResolvedPages = (Vec<(PageId, Vec<LinkTarget>)>, FxHashSet<Arc<str>>);

fn resolve_pages(resolver: &LinkResolver<'_>, pages: &Pages<'_>) -> Outcome<ResolvedPages> {
    let pages: Vec<_> = pages.with_files().collect();
    let pages = pages.par_iter().with_max_len(64);
    let resolved: Vec<_> = pages.map(|(page, meta)| (*page, resolver.resolve_page(*page, meta))).collect();
    let (mut used, mut diagnostics) = (FxHashSet::default(), Vec::<Diagnostic>::new());
    let mut targets = Vec::with_capacity(resolved.len());
    for (page, links) in resolved {
        let PageLinks { targets: of_page, assets, diagnostics: reported } = links;
        targets.push((page, of_page));
        used.extend(assets);
        diagnostics.extend(reported);
    }
    Outcome::new((targets, used), diagnostics)
}

//! What every link in prose leads to: a page, a place in it, a file, or somewhere else.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{Leaf, Piece};
use crate::diagnostic::{
    AMBIGUOUS_LINK, BAD_ADDRESS, BROKEN_ANCHOR, BROKEN_LINK, Code, Diagnostic, LINK_OUTSIDE_SITE,
    LINK_TO_HELD_BACK, MISSING_ASSET, Place, UNUSED_ASSET,
};
use crate::document::{Link, LinkKind};
use crate::settings::MenuEntry;
use crate::text::{Span, Spanned, nearest, slugify};

use super::gate::Reason;
use super::resolve::folder_of;
use super::said::link_back;
use super::{ActorId, PageId, Permalink, Site, SitePicture, SubjectKind, TopicId, VenueId, encode};

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
    let resolved: Vec<_> =
        pages.par_iter().map(|(page, leaf)| (*page, addresses.resolve(site, *page, leaf))).collect();
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
    site.picture = picture(site, assets, &mut used, notes);
    unused(assets, &used, held, notes);
    site.assets = assets.iter().filter(|asset| used.contains(*asset)).cloned().collect();
}

/// The picture the settings name, which counts as shown.
fn picture(
    site: &Site,
    assets: &[Arc<str>],
    used: &mut FxHashSet<Arc<str>>,
    notes: &mut Vec<Diagnostic>,
) -> Option<SitePicture> {
    let picture = site.settings.picture.as_ref()?;
    let file = picture.file.value.trim_start_matches('/');
    let path = format!("content/{}", file.strip_prefix("content/").unwrap_or(file));
    let Some(asset) = assets.iter().find(|asset| ***asset == *path) else {
        let place = Place { path: "site.toml".into(), span: Some(picture.file.span) };
        let note = Diagnostic::new(&MISSING_ASSET, format!("there is no `{path}`")).at(place);
        let known = assets.iter().filter_map(|asset| asset.strip_prefix("content/"));
        notes.push(match nearest(file, known) {
            Some(near) => note.label(format!("did you mean `{near}`?")).mend(near),
            None => note.mend("write the path of a picture under `content/`"),
        });
        return None;
    };
    used.insert(asset.clone());
    let href = encode(asset.strip_prefix("content/").unwrap_or(asset)).into();
    Some(SitePicture { href, alt: picture.alt.clone() })
}

/// A file nobody shows is likely forgotten; one that only a held-back page shows is not.
fn unused(
    assets: &[Arc<str>],
    used: &FxHashSet<Arc<str>>,
    held: &[(Piece, Reason)],
    notes: &mut Vec<Diagnostic>,
) {
    let waiting = |asset: &str| {
        let name = asset.rsplit('/').next().unwrap_or(asset);
        held.iter().any(|(piece, _)| piece.leaf().body.links.iter().any(|link| link.target.ends_with(name)))
    };
    for asset in assets.iter().filter(|asset| !used.contains(*asset) && !waiting(asset)) {
        let note =
            Diagnostic::new(&UNUSED_ASSET, "no public page shows or links to this file, so it is not copied");
        notes.push(note.at(Place::file(asset.clone())).mend("link to it, or delete it"));
    }
}

/// Where things stand: by path of the file, by address, and by slug.
struct Addresses {
    files: FxHashMap<String, PageId>,
    folders: FxHashMap<String, PageId>,
    slugs: FxHashMap<String, Vec<PageId>>,
    held_files: FxHashSet<String>,
    held_slugs: FxHashSet<String>,
    assets: FxHashSet<Arc<str>>,
}

/// What was met while resolving the links of one page.
#[derive(Default)]
struct Found {
    notes: Vec<Diagnostic>,
    assets: Vec<Arc<str>>,
}

impl Addresses {
    fn new(site: &Site, held: &[(Piece, Reason)], assets: &[Arc<str>]) -> Self {
        let mut addresses = Self {
            files: FxHashMap::default(),
            folders: FxHashMap::default(),
            slugs: FxHashMap::default(),
            held_files: held.iter().map(|(piece, _)| piece.leaf().source.path.to_string()).collect(),
            held_slugs: held.iter().map(|(piece, _)| piece.leaf().slug.value.clone()).collect(),
            assets: assets.iter().cloned().collect(),
        };
        for page in all_pages(site) {
            addresses.add(site, page);
        }
        addresses
    }

    fn add(&mut self, site: &Site, page: PageId) {
        let (_, permalink) = site.page(page);
        if let Some(leaf) = site.leaf(page) {
            self.files.insert(leaf.source.path.to_string(), page);
        }
        let slug = permalink.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if !slug.is_empty() {
            self.slugs.entry(slug.to_owned()).or_default().push(page);
        }
        self.folders.insert(permalink.path.to_string(), page);
    }

    fn resolve(&self, site: &Site, page: PageId, leaf: &Leaf) -> (Vec<Target>, Found) {
        let mut found = Found::default();
        let targets = leaf.body.links.iter().map(|link| match self.target(site, page, leaf, link) {
            Ok(target) => {
                self.note_asset(leaf, link, &target, &mut found);
                target
            }
            Err(note) => {
                found.notes.extend(note.map(|note| *note));
                Target::Nowhere
            }
        });
        (targets.collect(), found)
    }

    fn note_asset(&self, leaf: &Leaf, link: &Link, target: &Target, found: &mut Found) {
        if let (Target::Asset(_), Some(path)) = (target, content_path(leaf, &link.target)) {
            found.assets.extend(self.assets.get(path.as_str()).cloned());
        }
    }

    fn target(&self, site: &Site, page: PageId, leaf: &Leaf, link: &Link) -> Resolved {
        match link.kind {
            LinkKind::Wiki | LinkKind::WikiWithText => self.wiki(site, leaf, link),
            LinkKind::Picture | LinkKind::Markdown => match address_kind(&link.target) {
                AddressKind::External => Ok(Target::External(link.target.clone())),
                // What is dangerous was reported where the body was read.
                AddressKind::Refused => Err(None),
                AddressKind::Anchor(anchor) => self.own_anchor(site, page, leaf, link, anchor),
                AddressKind::Path => self.path(site, leaf, link),
            },
        }
    }

    fn own_anchor(&self, site: &Site, page: PageId, leaf: &Leaf, link: &Link, anchor: &str) -> Resolved {
        let anchor = decode(anchor);
        if anchor.is_empty() || has_anchor(site, page, &anchor) {
            return Ok(Target::Anchor(anchor));
        }
        Err(broken_anchor(site, page, leaf, link, &anchor))
    }

    fn wiki(&self, site: &Site, leaf: &Leaf, link: &Link) -> Resolved {
        let (name, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
        let (kind, slug) = name.rsplit_once('/').unwrap_or(("", name));
        let slug = slugify(slug);
        let of_kind =
            |page: &&PageId| kind.is_empty() || site.page(**page).1.path.starts_with(&format!("{kind}/"));
        let pages: Vec<PageId> = self
            .slugs
            .get(&slug)
            .map(|pages| pages.iter().filter(of_kind).copied().collect())
            .unwrap_or_default();
        match pages[..] {
            [page] => self.page_target(site, leaf, link, page, anchor),
            [] if self.held_slugs.contains(&slug) => Err(held_back(leaf, link)),
            [] => Err(self.no_such_slug(leaf, link, &slug)),
            _ => Err(ambiguous(site, leaf, link, &pages)),
        }
    }

    fn path(&self, site: &Site, leaf: &Leaf, link: &Link) -> Resolved {
        let Some(path) = content_path(leaf, &link.target) else { return Err(outside(leaf, link)) };
        let anchor = link.target.split_once('#').map_or("", |(_, anchor)| anchor);
        if let Some(page) = self.page_at(&path) {
            return self.page_target(site, leaf, link, page, anchor);
        }
        if let Some(asset) = self.assets.get(path.as_str()) {
            return Ok(Target::Asset(encode(asset.strip_prefix("content/").unwrap_or(asset)).into()));
        }
        if self.held_files.contains(&path) {
            return Err(held_back(leaf, link));
        }
        Err(self.no_such_file(leaf, link, &path))
    }

    /// The page of a file, or the page at an address as it stands on the site.
    fn page_at(&self, path: &str) -> Option<PageId> {
        if let Some(page) = self.files.get(path) {
            return Some(*page);
        }
        let folder = path.strip_prefix("content/").unwrap_or("");
        let folder = folder.strip_suffix("index.html").unwrap_or(folder);
        let with_slash =
            if folder.is_empty() || folder.ends_with('/') { folder } else { &format!("{folder}/") };
        self.folders.get(with_slash).copied()
    }

    fn page_target(&self, site: &Site, leaf: &Leaf, link: &Link, page: PageId, anchor: &str) -> Resolved {
        let (_, permalink) = site.page(page);
        let anchor = decode(anchor);
        if anchor.is_empty() {
            return Ok(Target::Page { page, href: permalink.href });
        }
        if site.leaf(page).is_some() && !has_anchor(site, page, &anchor) {
            return Err(broken_anchor(site, page, leaf, link, &anchor));
        }
        Ok(Target::Page { page, href: format!("{}#{}", permalink.href, encode(&anchor)).into() })
    }

    fn no_such_slug(&self, leaf: &Leaf, link: &Link, slug: &str) -> Note {
        let note = note(&BROKEN_LINK, format!("no page has the slug `{slug}`"), leaf, link);
        let mut known: Vec<&str> = self.slugs.keys().map(String::as_str).collect();
        known.sort_unstable();
        Some(Box::new(match nearest(slug, known) {
            Some(near) => note.label(format!("did you mean `[[{near}]]`?")).mend(format!("[[{near}]]")),
            None => note.mend("write the slug of a page: its file's name without `.md`"),
        }))
    }

    fn no_such_file(&self, leaf: &Leaf, link: &Link, path: &str) -> Note {
        let page_like = path.ends_with(".md")
            || path.ends_with('/')
            || !path.rsplit('/').next().unwrap_or("").contains('.');
        let code = if page_like { &BROKEN_LINK } else { &MISSING_ASSET };
        let note = note(code, format!("there is no `{path}`"), leaf, link);
        Some(Box::new(match self.near(path, page_like) {
            Some(near) => {
                let written = relative(leaf, near);
                note.label(format!("did you mean `{written}`?")).mend(written)
            }
            None => note.mend("write the path of a file of this site, from the folder of this one"),
        }))
    }

    /// The file most like a path: one of the same name elsewhere, or one whose path is spelt nearly so.
    fn near<'a>(&'a self, path: &str, page_like: bool) -> Option<&'a str> {
        let mut known: Vec<&str> = if page_like {
            self.files.keys().map(String::as_str).collect()
        } else {
            self.assets.iter().map(|asset| &**asset).collect()
        };
        known.sort_unstable();
        let name = path.rsplit('/').next().unwrap_or(path);
        let same_name = known.iter().find(|known| known.rsplit('/').next() == Some(name));
        same_name.copied().or_else(|| nearest(path, known.iter().copied()))
    }
}

type Note = Option<Box<Diagnostic>>;
type Resolved = Result<Target, Note>;

fn all_pages(site: &Site) -> Vec<PageId> {
    let built_in = [PageId::Home, PageId::Chronology, PageId::Archive];
    let indexes = SubjectKind::ALL.map(PageId::Index);
    let actors = (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
    let topics = (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)));
    let with_files = site.prose().map(|(page, _)| page);
    let written = with_files.filter(|page| matches!(page, PageId::Briefing(_) | PageId::Plain(_)));
    let corrections = (!site.corrections.is_empty()).then_some(PageId::Corrections);
    built_in.into_iter().chain(corrections).chain(indexes).chain(written).chain(actors).chain(venues).chain(topics).collect()
}

fn has_anchor(site: &Site, page: PageId, anchor: &str) -> bool {
    let numbered = |prefix: &str, count: usize| {
        anchor
            .strip_prefix(prefix)
            .and_then(|n| n.parse().ok())
            .is_some_and(|n: usize| (1..=count).contains(&n))
    };
    let source = match page {
        PageId::Briefing(id) => numbered("source-", site.briefing(id).briefing.sources.len()),
        _ => false,
    };
    source || site.leaf(page).is_some_and(|leaf| anchors(leaf).any(|id| id == anchor))
}

fn anchors(leaf: &Leaf) -> impl Iterator<Item = &str> {
    let headings = leaf.body.headings.iter().map(|heading| heading.id.as_str());
    headings.chain(leaf.body.anchors.iter().map(|anchor| anchor.id.as_str()))
}

/// What kind of address a link holds.
enum AddressKind<'a> {
    External,
    Refused,
    Anchor(&'a str),
    Path,
}

fn address_kind(target: &str) -> AddressKind<'_> {
    if let Some(anchor) = target.strip_prefix('#') {
        return AddressKind::Anchor(anchor);
    }
    if target.starts_with("//") {
        return AddressKind::External;
    }
    match crate::document::scheme(target) {
        None => AddressKind::Path,
        Some(scheme) if crate::document::is_safe_scheme(&scheme) => AddressKind::External,
        Some(_) => AddressKind::Refused,
    }
}

/// The path under `content/` a relative or rooted address means; none where it leads out of the site.
fn content_path(leaf: &Leaf, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let target = decode(target);
    let (base, target) = match target.strip_prefix('/') {
        Some(rooted) => ("", rooted),
        None => (folder_of(leaf), &*target),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let slash = if target.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(format!("content/{}{slash}", parts.join("/")))
}

/// How the file at `path` is written in a link from `leaf`.
fn relative(leaf: &Leaf, path: &str) -> String {
    let from: Vec<&str> = folder_of(leaf).split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.strip_prefix("content/").unwrap_or(path).split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared.min(to.len() - 1)..].join("/"))
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A place in a leaf's file.
pub(super) fn place(leaf: &Leaf, span: Span) -> Place {
    Place::of(&leaf.source, span)
}

fn note(code: &'static Code, message: String, leaf: &Leaf, link: &Link) -> Diagnostic {
    Diagnostic::new(code, message).at(place(leaf, link.span))
}

fn held_back(leaf: &Leaf, link: &Link) -> Note {
    let message = format!("`{}` is not public, so nothing may link to it", link.target);
    let mend = "take the link out until it is public, or publish both together";
    Some(Box::new(note(&LINK_TO_HELD_BACK, message, leaf, link).mend(mend)))
}

fn outside(leaf: &Leaf, link: &Link) -> Note {
    let message = format!("`{}` leads out of `content/`", link.target);
    let mend = "move the file under `content/` and link to it there";
    Some(Box::new(note(&LINK_OUTSIDE_SITE, message, leaf, link).mend(mend)))
}

fn broken_anchor(site: &Site, page: PageId, leaf: &Leaf, link: &Link, anchor: &str) -> Note {
    let title = site.page(page).0;
    let note = note(&BROKEN_ANCHOR, format!("`{title}` has no place called `#{anchor}`"), leaf, link);
    let known: Vec<&str> = site.leaf(page).map(|leaf| anchors(leaf).collect()).unwrap_or_default();
    Some(Box::new(match nearest(anchor, known.iter().copied()) {
        Some(near) => note.label(format!("did you mean `#{near}`?")).mend(format!("#{near}")),
        None if known.is_empty() => note.mend("take the anchor out: that page has no headings"),
        None => note.mend(format!(
            "write one of: {}",
            known.iter().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ")
        )),
    }))
}

fn ambiguous(site: &Site, leaf: &Leaf, link: &Link, pages: &[PageId]) -> Note {
    let message = format!("`[[{}]]` means more than one page", link.target);
    let ways: Vec<_> =
        pages.iter().map(|page| format!("`[[{}]]`", site.page(*page).1.path.trim_end_matches('/'))).collect();
    Some(Box::new(note(&AMBIGUOUS_LINK, message, leaf, link).mend(format!("write {}", ways.join(" or ")))))
}

/// The folder of an old address as an editor writes it: `/old/place/`, `old/place`, `old/place.html`.
pub(super) fn old_address(leaf: &Leaf, address: &Spanned<String>) -> Result<Permalink, Box<Diagnostic>> {
    let written = address.value.trim_start_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    let parts: Vec<&str> = written.split('/').collect();
    let plain = |part: &&str| !part.is_empty() && *part != "." && *part != ".." && part.len() <= 255;
    let harmless =
        |part: &&str| !part.contains(['\\', '\0', ':', '?', '#', '%']) && !part.chars().any(char::is_control);
    if parts.iter().all(|part| plain(part) && harmless(part)) {
        return Ok(Permalink::folder(&format!("{written}/")));
    }
    let message = format!("`{}` is no old address of this site", address.value);
    let mend = "write the path it had below the site's root, such as `briefings/2024/old-slug/`";
    Err(Box::new(Diagnostic::new(&BAD_ADDRESS, message).at(place(leaf, address.span)).mend(mend)))
}

/// Where each line of the menu leads, relative to the root or elsewhere; a line that leads nowhere is noted at its
/// place in `site.toml` and left out.
pub(super) fn menu(site: &Site, notes: &mut Vec<Diagnostic>) -> Vec<MenuLine> {
    let addresses = Addresses::new(site, &[], &[]);
    let entries = site.settings.menu.iter().flatten();
    entries.filter_map(|entry| addresses.menu_line(site, entry, notes)).collect()
}

impl Addresses {
    fn menu_line(&self, site: &Site, entry: &MenuEntry, notes: &mut Vec<Diagnostic>) -> Option<MenuLine> {
        if matches!(address_kind(&entry.to.value), AddressKind::External) {
            return Some(MenuLine { name: entry.name.clone(), to: Target::External(entry.to.value.clone()) });
        }
        let path = format!("content/{}", entry.to.value.trim_start_matches('/'));
        if let Some(page) = self.page_at(&path) {
            let href = site.page(page).1.href;
            return Some(MenuLine { name: entry.name.clone(), to: Target::Page { page, href } });
        }
        let place = Place { path: "site.toml".into(), span: Some(entry.to.span) };
        let message = format!("the menu leads to `{}`, and there is no such page", entry.to.value);
        let mend = "write a folder of the site such as `actors/`, a file under `content/` such as `about.md`, or an address";
        notes.push(Diagnostic::new(&BROKEN_LINK, message).at(place).mend(mend));
        None
    }
}

/// A line of the menu and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuLine {
    /// What it says.
    pub name: String,
    /// A page or an address elsewhere.
    pub to: Target,
}

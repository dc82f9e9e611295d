//! Where things stand, by path of the file, by address and by slug; and what a link among them leads to.

use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{Leaf, Piece};
use crate::diagnostic::{BROKEN_LINK, Diagnostic, MISSING_ASSET};
use crate::document::{Link, LinkKind};
use crate::site::gate::Reason;
use crate::site::{ActorId, PageId, Site, SubjectKind, TopicId, VenueId, encode};
use crate::text::{NameIndex, slugify};

use super::Target;
use super::address::{AddressKind, address_kind, content_path, decode, relative};
use super::anchors::{Anchors, numbered_source};
use super::mistakes::{ambiguous, broken_anchor, held_back, note, outside, picture_elsewhere, place};
use super::paths::Paths;

/// Where things stand: by path of the file, by address, and by slug.
pub(super) struct Addresses<'s> {
    files: FxHashMap<String, PageId>,
    folders: FxHashMap<String, PageId>,
    slugs: FxHashMap<String, Vec<PageId>>,
    held_files: FxHashSet<String>,
    held_slugs: FxHashSet<String>,
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
pub(super) struct Found {
    pub(super) notes: Vec<Diagnostic>,
    pub(super) assets: Vec<Arc<str>>,
}

impl<'s> Addresses<'s> {
    pub(super) fn new(site: &'s Site, held: &[(Piece, Reason)], assets: &[Arc<str>]) -> Self {
        let mut addresses = Self {
            files: FxHashMap::default(),
            folders: FxHashMap::default(),
            slugs: FxHashMap::default(),
            held_files: held.iter().map(|(piece, _)| piece.leaf().source.path.to_string()).collect(),
            held_slugs: held.iter().map(|(piece, _)| piece.leaf().slug.value.clone()).collect(),
            assets: assets.iter().cloned().collect(),
            anchors: site.prose().map(|(page, leaf)| (page, Anchors::of(site, leaf))).collect(),
            near: Near::default(),
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

    pub(super) fn resolve(&self, site: &Site, page: PageId, leaf: &Leaf) -> (Vec<Target>, Found) {
        let mut found = Found::default();
        let targets = leaf.body.links.iter().map(|link| match self.target(site, page, leaf, link) {
            Ok(target) => {
                self.note_asset(site, leaf, link, &target, &mut found);
                target
            }
            Err(note) => {
                found.notes.extend(note.map(|note| *note));
                Target::Nowhere
            }
        });
        (targets.collect(), found)
    }

    fn note_asset(&self, site: &Site, leaf: &Leaf, link: &Link, target: &Target, found: &mut Found) {
        if matches!((target, link.kind), (Target::External(_), LinkKind::Picture)) {
            found.notes.push(picture_elsewhere(leaf, link));
        }
        if let (Target::Asset(_), Some(path)) = (target, content_path(leaf, &link.target)) {
            let fault = super::assets::fault(&site.settings, &path);
            found.notes.extend(fault.map(|fault| fault.at(place(leaf, link.span))));
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
        if anchor.is_empty() || self.has_anchor(site, page, &anchor) {
            return Ok(Target::Anchor(anchor));
        }
        Err(self.no_such_anchor(site, page, leaf, link, &anchor))
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
    pub(super) fn page_at(&self, path: &str) -> Option<PageId> {
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
        if site.leaf(page).is_some() && !self.has_anchor(site, page, &anchor) {
            return Err(self.no_such_anchor(site, page, leaf, link, &anchor));
        }
        Ok(Target::Page { page, href: format!("{}#{}", permalink.href, encode(&anchor)).into() })
    }

    fn no_such_slug(&self, leaf: &Leaf, link: &Link, slug: &str) -> Note {
        let note = note(&BROKEN_LINK, format!("no page has the slug `{slug}`"), leaf, link);
        let known = self.near.slugs.get_or_init(|| NameIndex::of(self.slugs.keys().map(String::as_str)));
        Some(Box::new(match known.nearest(slug).filter(|near| *near != leaf.slug.value) {
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
        // A page does not mean to link to itself.
        let near = self.near(path, page_like).filter(|near| **near != *leaf.source.path);
        Some(Box::new(match near {
            Some(near) => {
                let written = relative(leaf, near);
                note.label(format!("did you mean `{written}`?")).mend(written)
            }
            None => note.mend("write the path of a file of this site, from the folder of this one"),
        }))
    }

    /// The file most like a path.
    fn near(&self, path: &str, page_like: bool) -> Option<&str> {
        let known = if page_like {
            self.near.files.get_or_init(|| Paths::new(self.files.keys().map(String::as_str)))
        } else {
            self.near.assets.get_or_init(|| Paths::new(self.assets.iter().map(|asset| &**asset)))
        };
        known.near(path)
    }

    fn has_anchor(&self, site: &Site, page: PageId, anchor: &str) -> bool {
        numbered_source(site, page, anchor) || self.anchors.get(&page).is_some_and(|known| known.has(anchor))
    }

    fn no_such_anchor(&self, site: &Site, page: PageId, leaf: &Leaf, link: &Link, anchor: &str) -> Note {
        broken_anchor(site.page(page).0, self.anchors.get(&page), leaf, link, anchor)
    }
}

pub(super) type Note = Option<Box<Diagnostic>>;
pub(super) type Resolved = Result<Target, Note>;

fn all_pages(site: &Site) -> Vec<PageId> {
    let built_in = [PageId::Home, PageId::Chronology, PageId::Archive];
    let indexes = SubjectKind::ALL.map(PageId::Index);
    let actors = (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
    let topics = (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)));
    let with_files = site.prose().map(|(page, _)| page);
    let written = with_files.filter(|page| matches!(page, PageId::Briefing(_) | PageId::Plain(_)));
    let corrections = (!site.corrections.is_empty()).then_some(PageId::Corrections);
    let built_in = built_in.into_iter().chain(corrections);
    built_in.chain(indexes).chain(written).chain(actors).chain(venues).chain(topics).collect()
}

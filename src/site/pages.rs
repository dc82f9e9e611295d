//! All pages that links may lead to, as far as links and names need to know them.

use rustc_hash::FxHashMap;

use crate::briefing::{ContentMeta, StandalonePage};

use super::ids::{ActorId, BriefingId, PageId, StandaloneId, TopicId, VenueId};
use super::kind::SubjectKind;
use super::names::Registry;
use super::permalink::Permalink;
use super::resolve::NamedBriefing;
use super::subject::{Profile, SubjectEntry};

/// A standalone page with its permalink.
pub(super) struct StandaloneEntry {
    pub(super) page: Box<StandalonePage>,
    pub(super) permalink: Permalink,
}

impl StandaloneEntry {
    pub(super) fn new(page: Box<StandalonePage>) -> Self {
        Self { permalink: Permalink::of_content(&page.meta), page }
    }
}

/// What links need to know of a page.
pub(super) struct PageHead<'a> {
    pub(super) title: &'a str,
    pub(super) permalink: Permalink,
    /// The metadata of its content file, if it is made from one.
    pub(super) meta: Option<&'a ContentMeta>,
    /// Number of sources it lists, each of which has an anchor.
    pub(super) source_count: usize,
}

/// The head of every page.
pub(super) struct Pages<'a> {
    /// Pages of content files and subjects by kind, then all others.
    heads: Vec<(PageId, PageHead<'a>)>,
    indices: FxHashMap<PageId, usize>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(
        site_title: &'a str,
        briefings: &'a [NamedBriefing],
        registry: &'a Registry,
        standalone_pages: &'a [StandaloneEntry],
    ) -> Self {
        let mut heads: Vec<(PageId, PageHead<'a>)> = Vec::new();
        let of_briefings = briefings.iter().map(PageHead::of_briefing).enumerate();
        heads.extend(of_briefings.map(|(id, head)| (PageId::Briefing(BriefingId::new(id)), head)));
        let actors = registry.actors.entries.iter().map(PageHead::of_subject).enumerate();
        heads.extend(actors.map(|(id, head)| (PageId::Actor(ActorId::new(id)), head)));
        let venues = registry.venues.entries.iter().map(PageHead::of_subject).enumerate();
        heads.extend(venues.map(|(id, head)| (PageId::Venue(VenueId::new(id)), head)));
        let topics = registry.topics.entries.iter().map(PageHead::of_subject).enumerate();
        heads.extend(topics.map(|(id, head)| (PageId::Topic(TopicId::new(id)), head)));
        let standalone = standalone_pages.iter().enumerate();
        heads.extend(standalone.map(|(id, entry)| {
            let head = PageHead::of_standalone(&entry.page, &entry.permalink);
            (PageId::Standalone(StandaloneId::new(id)), head)
        }));
        heads.push((PageId::Home, PageHead::home(site_title)));
        heads.push((PageId::Timeline, PageHead::timeline()));
        heads.push((PageId::Archive, PageHead::archive()));
        if briefings.iter().any(|named| !named.briefing.corrections.is_empty()) {
            heads.push((PageId::Corrections, PageHead::corrections()));
        }
        heads.extend(SubjectKind::ALL.map(|kind| (PageId::SubjectListing(kind), PageHead::listing(kind))));
        let indices = heads.iter().enumerate().map(|(index, (page, _))| (*page, index)).collect();
        Self { heads, indices }
    }

    /// Iterates over all pages: those of content files and subjects by kind, then all others.
    pub(super) fn iter(&self) -> impl Iterator<Item = (PageId, &PageHead<'a>)> {
        self.heads.iter().map(|(page, head)| (*page, head))
    }

    /// Iterates over the pages made from a content file, with its metadata, in the order of [`Pages::iter`].
    pub(super) fn with_files(&self) -> impl Iterator<Item = (PageId, &'a ContentMeta)> {
        self.heads.iter().filter_map(|(page, head)| Some((*page, head.meta?)))
    }

    /// Returns the head of a page.
    pub(super) fn head(&self, page: PageId) -> Option<&PageHead<'a>> {
        Some(&self.heads[*self.indices.get(&page)?].1)
    }
}

impl<'a> PageHead<'a> {
    pub(super) fn of_briefing(named: &'a NamedBriefing) -> Self {
        let (meta, permalink) = (&named.briefing.meta, named.permalink.clone());
        Self {
            title: &meta.title.value,
            permalink,
            meta: Some(meta),
            source_count: named.briefing.sources.len(),
        }
    }

    pub(super) fn of_subject<P: Profile>(entry: &'a SubjectEntry<P>) -> Self {
        let meta = entry.profile.as_deref().map(P::meta);
        Self { title: &entry.name, permalink: entry.permalink.clone(), meta, source_count: 0 }
    }

    pub(super) fn of_standalone(page: &'a StandalonePage, permalink: &Permalink) -> Self {
        let meta = &page.meta;
        Self { title: &meta.title.value, permalink: permalink.clone(), meta: Some(meta), source_count: 0 }
    }

    pub(super) fn home(site_title: &'a str) -> Self {
        Self::built_in(site_title, "")
    }

    pub(super) fn timeline() -> Self {
        Self::built_in("Chronology", "chronology/")
    }

    pub(super) fn archive() -> Self {
        Self::built_in("Archive", "archive/")
    }

    pub(super) fn corrections() -> Self {
        Self::built_in("Corrections", "corrections/")
    }

    pub(super) fn listing(kind: SubjectKind) -> Self {
        Self::built_in(listing_title(kind), &format!("{}/", kind.folder()))
    }

    fn built_in(title: &'a str, folder: &str) -> Self {
        Self { title, permalink: Permalink::for_folder(folder), meta: None, source_count: 0 }
    }
}

/// Returns the title of the listing of a kind.
pub fn listing_title(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Actor => "Actors",
        SubjectKind::Venue => "Venues",
        SubjectKind::Topic => "Topics",
    }
}

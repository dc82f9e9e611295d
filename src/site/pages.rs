//! All pages that links may lead to, as far as links and names need to know them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::briefing::{ContentMeta, StandalonePage};
use crate::labels::PageLabels;

use super::ids::{ActorId, AuthorId, BriefingId, PageId, SeriesId, StandaloneId, TopicId, VenueId};
use super::kind::SubjectKind;
use super::names::Registry;
use super::permalink::Permalink;
use super::resolve::NamedBriefing;
use super::subject::{Profile, SubjectEntry};

/// A standalone page with its permalink.
pub(super) struct StandaloneEntry {
    pub(super) page: Arc<StandalonePage>,
    pub(super) permalink: Permalink,
}

impl StandaloneEntry {
    pub(super) fn new(page: Arc<StandalonePage>) -> Self {
        Self { permalink: Permalink::of_content(&page.meta), page }
    }
}

/// What links need to know of a page.
pub(super) struct PageEntry<'a> {
    pub(super) title: &'a str,
    pub(super) permalink: Permalink,
    /// The metadata of its content file, if it is made from one.
    pub(super) meta: Option<&'a ContentMeta>,
    /// Number of sources it lists, each of which has an anchor.
    pub(super) source_count: usize,
}

/// All pages that links may lead to.
pub(super) struct Pages<'a> {
    /// Pages of content files and subjects by kind, then all others.
    entries: Vec<(PageId, PageEntry<'a>)>,
    indices: FxHashMap<PageId, usize>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(
        site_title: &'a str,
        labels: &'a PageLabels,
        briefings: &'a [Arc<NamedBriefing>],
        registry: &'a Registry,
        standalone_pages: &'a [StandaloneEntry],
    ) -> Self {
        let mut entries: Vec<(PageId, PageEntry<'a>)> = Vec::new();
        let of_briefings = briefings.iter().map(|named| PageEntry::of_briefing(named)).enumerate();
        entries.extend(of_briefings.map(|(id, entry)| (PageId::Briefing(BriefingId::new(id)), entry)));
        let actors = registry.actors.entries.iter().map(PageEntry::of_subject).enumerate();
        entries.extend(actors.map(|(id, entry)| (PageId::Actor(ActorId::new(id)), entry)));
        let venues = registry.venues.entries.iter().map(PageEntry::of_subject).enumerate();
        entries.extend(venues.map(|(id, entry)| (PageId::Venue(VenueId::new(id)), entry)));
        let topics = registry.topics.entries.iter().map(PageEntry::of_subject).enumerate();
        entries.extend(topics.map(|(id, entry)| (PageId::Topic(TopicId::new(id)), entry)));
        let authors = registry.authors.entries.iter().map(PageEntry::of_subject).enumerate();
        entries.extend(authors.map(|(id, entry)| (PageId::Author(AuthorId::new(id)), entry)));
        let series = registry.series.entries.iter().map(PageEntry::of_subject).enumerate();
        entries.extend(series.map(|(id, entry)| (PageId::Series(SeriesId::new(id)), entry)));
        let standalone = standalone_pages.iter().enumerate();
        entries.extend(standalone.map(|(id, page)| {
            let entry = PageEntry::of_standalone(&page.page, &page.permalink);
            (PageId::Standalone(StandaloneId::new(id)), entry)
        }));
        entries.push((PageId::Home, PageEntry::home(site_title)));
        entries.push((PageId::Timeline, PageEntry::timeline(labels)));
        entries.push((PageId::Archive, PageEntry::archive(labels)));
        if briefings.iter().any(|named| !named.briefing.corrections.is_empty()) {
            entries.push((PageId::Corrections, PageEntry::corrections(labels)));
        }
        let counts = [registry.authors.entries.len(), registry.series.entries.len()];
        let listings = listed_kinds(counts).into_iter();
        entries.extend(listings.map(|kind| (PageId::SubjectListing(kind), PageEntry::listing(kind, labels))));
        let indices = entries.iter().enumerate().map(|(index, (page, _))| (*page, index)).collect();
        Self { entries, indices }
    }

    /// Iterates over all pages: those of content files and subjects by kind, then all others.
    pub(super) fn iter(&self) -> impl Iterator<Item = (PageId, &PageEntry<'a>)> {
        self.entries.iter().map(|(page, entry)| (*page, entry))
    }

    /// Iterates over the pages made from a content file, with its metadata, in the order of [`Pages::iter`].
    pub(super) fn with_files(&self) -> impl Iterator<Item = (PageId, &'a ContentMeta)> {
        self.entries.iter().filter_map(|(page, entry)| Some((*page, entry.meta?)))
    }

    /// Returns the entry of a page.
    pub(super) fn entry(&self, page: PageId) -> Option<&PageEntry<'a>> {
        Some(&self.entries[*self.indices.get(&page)?].1)
    }
}

impl<'a> PageEntry<'a> {
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

    pub(super) fn timeline(labels: &'a PageLabels) -> Self {
        Self::built_in(labels.get("chronology"), "chronology/")
    }

    pub(super) fn archive(labels: &'a PageLabels) -> Self {
        Self::built_in(labels.get("archive"), "archive/")
    }

    pub(super) fn corrections(labels: &'a PageLabels) -> Self {
        Self::built_in(labels.get("corrections"), "corrections/")
    }

    pub(super) fn listing(kind: SubjectKind, labels: &'a PageLabels) -> Self {
        Self::built_in(listing_title(kind, labels), &format!("{}/", kind.folder()))
    }

    fn built_in(title: &'a str, folder: &str) -> Self {
        Self { title, permalink: Permalink::for_folder(folder), meta: None, source_count: 0 }
    }
}

/// Returns the kinds of subjects with a listing, by the numbers of authors and series.
pub(super) fn listed_kinds([authors, series]: [usize; 2]) -> Vec<SubjectKind> {
    let others = [(SubjectKind::Author, authors), (SubjectKind::Series, series)];
    let others = others.into_iter().filter(|(_, count)| *count > 0).map(|(kind, _)| kind);
    SubjectKind::OF_FACTS.into_iter().chain(others).collect()
}

/// Returns the title of the listing of a kind.
pub(super) fn listing_title(kind: SubjectKind, labels: &PageLabels) -> &str {
    labels.get(match kind {
        SubjectKind::Actor => "actors",
        SubjectKind::Venue => "venues",
        SubjectKind::Topic => "topics",
        SubjectKind::Author => "authors",
        SubjectKind::Series => "all-series",
    })
}

//! The hashes of all answers of a site, to tell whether what a file read is still the same.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::briefing::ContentMeta;

use super::indexed_site::{IndexedStandalonePage, ResolvedBriefing, Site};
use super::reads::{FileReads, ListKind, SiteRead};
use super::subject::{Profile, Subject};

/// The hash of an answer.
pub type AnswerHash = u128;

/// The hashes of all entries of the lists of a site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AnswerTable {
    /// The hashes of the entries of each list, in the order of [`ListKind::ALL`].
    entries: [Vec<AnswerHash>; 11],
    relations: AnswerHash,
}

/// The answers of a site to all questions.
pub struct SiteAnswers<'s> {
    site: &'s Site,
    table: AnswerTable,
    /// The hashes of the lists as a whole.
    wholes: [AnswerHash; 11],
    all: AnswerHash,
}

impl<'s> SiteAnswers<'s> {
    /// Hashes the lists of a site.
    pub fn new(site: &'s Site) -> Self {
        let entries = ListKind::ALL.map(|kind| list_hashes(site, kind));
        let wholes = std::array::from_fn(|index| hash(&entries[index]));
        let zones = format!("{:?}", site.venue_zones);
        let portraits = format!("{:?}", site.portraits);
        let relations = hash(&(zones, portraits, &*site.profile_relations, &*site.series_order));
        let answers = Self { site, table: AnswerTable { entries, relations }, wholes, all: 0 };
        // Made here, because a thread that waits for others may begin other work that asks for the same value.
        Self { all: answers.hash_all(), ..answers }
    }

    /// Returns the hash of the answers to all that a file read.
    pub fn of(&self, file: &FileReads) -> AnswerHash {
        let mut hasher = blake3::Hasher::new();
        for read in &file.reads {
            hasher.update(&self.answer(*read).to_le_bytes());
        }
        first_half(&hasher)
    }

    /// Returns the hashes of all entries, to compare another site with this one.
    pub fn table(&self) -> &AnswerTable {
        &self.table
    }

    /// Returns what a file read that another site answered otherwise. Links and names in prose are not compared. If entries were
    /// added or removed, the list stands for its entries, as their indices have changed.
    pub fn changed(&self, file: &FileReads, last: &AnswerTable) -> Vec<SiteRead> {
        let mut changed: Vec<SiteRead> =
            file.reads.iter().filter_map(|read| self.changed_read(*read, last)).collect();
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    fn changed_read(&self, read: SiteRead, last: &AnswerTable) -> Option<SiteRead> {
        let lists = |kind: ListKind| (&self.table.entries[kind as usize], &last.entries[kind as usize]);
        match read {
            SiteRead::Entry(kind, index) => {
                let ((now, before), index) = (lists(kind), index as usize);
                let read = if now.len() == before.len() { read } else { SiteRead::Length(kind) };
                (now.get(index) != before.get(index)).then_some(read)
            }
            SiteRead::Length(kind) => (lists(kind).0.len() != lists(kind).1.len()).then_some(read),
            SiteRead::Whole(kind) => (lists(kind).0 != lists(kind).1).then_some(read),
            SiteRead::Relations => (self.table.relations != last.relations).then_some(read),
            SiteRead::Targets(_) | SiteRead::Names(_) | SiteRead::All => None,
        }
    }

    fn answer(&self, read: SiteRead) -> AnswerHash {
        match read {
            SiteRead::Entry(kind, index) => {
                self.table.entries[kind as usize].get(index as usize).copied().unwrap_or_default()
            }
            SiteRead::Length(kind) => self.table.entries[kind as usize].len() as AnswerHash,
            SiteRead::Whole(kind) => self.wholes[kind as usize],
            SiteRead::Targets(page) => hash(&self.site.link_targets.of_page(page)),
            SiteRead::Names(page) => hash(&self.site.other_found_names.get(&page)),
            SiteRead::Relations => self.table.relations,
            SiteRead::All => self.all,
        }
    }

    fn hash_all(&self) -> AnswerHash {
        let pages: Vec<_> = self.site.content_files().map(|(page, _)| page).collect();
        let of_pages: Vec<(AnswerHash, AnswerHash)> = pages
            .par_iter()
            .map(|page| (self.answer(SiteRead::Targets(*page)), self.answer(SiteRead::Names(*page))))
            .collect();
        hash(&(self.wholes, self.table.relations, of_pages))
    }
}

fn list_hashes(site: &Site, kind: ListKind) -> Vec<AnswerHash> {
    match kind {
        ListKind::Briefings => hashes(site.briefings.unrecorded(), |briefing| briefing_hash(briefing)),
        ListKind::Actors => hashes(site.actors.unrecorded(), subject_hash),
        ListKind::Venues => hashes(site.venues.unrecorded(), subject_hash),
        ListKind::Topics => hashes(site.topics.unrecorded(), subject_hash),
        ListKind::Authors => hashes(site.authors.unrecorded(), subject_hash),
        ListKind::Series => hashes(site.series.unrecorded(), subject_hash),
        ListKind::StandalonePages => hashes(site.standalone_pages.unrecorded(), standalone_hash),
        ListKind::Events => hashes(site.events.unrecorded(), hash),
        ListKind::Timeline => hashes(site.timeline.unrecorded(), hash),
        ListKind::Redirects => hashes(site.redirects.unrecorded(), hash),
        ListKind::Corrections => hashes(site.corrections.unrecorded(), hash),
    }
}

fn hashes<T: Sync>(entries: &[T], hash: impl Fn(&T) -> AnswerHash + Sync + Send) -> Vec<AnswerHash> {
    entries.par_iter().with_min_len(16).map(hash).collect()
}

fn briefing_hash(resolved: &ResolvedBriefing) -> AnswerHash {
    let ResolvedBriefing { named, events, found, backlinks } = resolved;
    hash(&(source_parts(&named.briefing.meta), &**named, events, &**found, backlinks))
}

fn subject_hash<P: Profile + Serialize>(subject: &Subject<P>) -> AnswerHash {
    let Subject { entry, briefings, events, statements, backlinks, pages } = subject;
    let profile = entry.profile.as_deref().map(|profile| (source_parts(profile.meta()), profile));
    let entry = (&entry.name, &entry.permalink, &entry.location, profile);
    hash(&(entry, briefings, events, statements, backlinks, pages))
}

fn standalone_hash(standalone: &IndexedStandalonePage) -> AnswerHash {
    let IndexedStandalonePage { page, permalink, backlinks } = standalone;
    hash(&(source_parts(&page.meta), &**page, permalink, backlinks))
}

/// Returns the path and the hash of the source of a content item, which is not serialised with it.
fn source_parts(meta: &ContentMeta) -> (&str, [u8; 32]) {
    (&meta.source.path, meta.source.text_hash())
}

fn hash(value: &(impl Serialize + ?Sized)) -> AnswerHash {
    // Serialisation into memory does not fail.
    let bytes = postcard::to_stdvec(value).unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&bytes);
    first_half(&hasher)
}

fn first_half(hasher: &blake3::Hasher) -> AnswerHash {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    AnswerHash::from_le_bytes(bytes)
}

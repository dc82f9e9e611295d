//! Readings of prose, kept between runs.
//!
//! A reading depends on its page, on the settings and on the names of the site. The memo is emptied when the latter two
//! change; a page whose content item is the same value is not read again.

use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::briefing::Briefing;
use crate::diagnostic::Diagnostic;
use crate::facts::stored_time::timestamp;
use crate::settings::Settings;
use crate::site::as_of::AsOf;
use crate::site::ids::{BriefingId, PageId};
use crate::site::names::Registry;
use crate::site::resolve::NamedBriefing;
use crate::site::subject::{Profile, SubjectEntry};
use crate::text::Source;

use super::facts::FoundFacts;
use super::lazy_reader::{LazyReader, ProseInput};
use super::reader::{BriefingReading, PageReading};

/// The readings of the last run.
#[derive(Default)]
pub(in crate::site) struct ProseMemo {
    basis: Option<ReadingBasis>,
    /// The hash of what stored readings depend on, until they are first used.
    stored_basis: Option<BasisHash>,
    briefings: FxHashMap<Arc<str>, KeptReading>,
    other_pages: FxHashMap<PageId, (Source, PageReading)>,
}

/// The reading of a briefing with its briefing.
pub(super) struct KeptReading {
    briefing: Arc<Briefing>,
    dated: DatedReading,
}

/// The reading of a briefing, and when it is valid.
#[derive(Clone, Serialize, Deserialize)]
pub struct DatedReading {
    reading: BriefingReading,
    /// The instant that the site was built for.
    #[serde(with = "timestamp")]
    as_of: Timestamp,
}

impl DatedReading {
    /// Returns the instant that the site was built for when it was read: seconds and nanoseconds since 1970.
    pub fn read_at(&self) -> (i64, i32) {
        (self.as_of.as_second(), self.as_of.subsec_nanosecond())
    }
}

/// The hash of what all readings depend on.
pub type BasisHash = [u8; 32];

/// What all readings depend on.
#[derive(PartialEq)]
struct ReadingBasis {
    settings: SameValue<Settings>,
    actors: Vec<NameBasis>,
    venues: Vec<NameBasis>,
}

/// What readings depend on of an actor or venue.
#[derive(PartialEq)]
struct NameBasis {
    name: String,
    path: Arc<str>,
    /// The source of the profile, which determines it.
    profile: Option<Source>,
}

/// A shared value, which equals itself only.
struct SameValue<T>(Arc<T>);

impl<T> PartialEq for SameValue<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl ProseMemo {
    /// Forgets all readings if they depend on other settings or names than these.
    pub(super) fn keep_valid(&mut self, settings: &Arc<Settings>, registry: &Registry) {
        let basis = ReadingBasis {
            settings: SameValue(settings.clone()),
            actors: name_basis(&registry.actors.entries),
            venues: name_basis(&registry.venues.entries),
        };
        if self.basis.as_ref() == Some(&basis) {
            return;
        }
        let stored = self.stored_basis.take();
        let are_stored = self.basis.is_none() && stored.is_some() && stored == Some(basis.hash());
        let basis = Some(basis);
        if are_stored {
            self.basis = basis;
        } else {
            *self = Self { basis, ..Self::default() };
        }
    }

    /// Creates a memo with readings that were stored with this hash.
    pub(in crate::site) fn from_stored(
        hash: BasisHash,
        readings: Vec<(Arc<Briefing>, DatedReading)>,
    ) -> Self {
        let kept = readings.into_iter().map(|(briefing, dated)| KeptReading { briefing, dated });
        let mut memo = Self { stored_basis: Some(hash), ..Self::default() };
        memo.replace(kept.collect(), FxHashMap::default());
        memo
    }

    /// Returns the hash of what the readings depend on; `None` before the first reading.
    pub(in crate::site) fn basis_hash(&self) -> Option<BasisHash> {
        self.basis.as_ref().map(ReadingBasis::hash)
    }

    /// Returns the reading of a briefing, to be stored.
    pub(in crate::site) fn dated(&self, briefing: &Arc<Briefing>) -> Option<&DatedReading> {
        let kept = self.briefings.get(&briefing.meta.source.path)?;
        Arc::ptr_eq(&kept.briefing, briefing).then_some(&kept.dated)
    }

    /// Returns the reading of a briefing at an instant, if it is known.
    pub(super) fn briefing(&self, briefing: &Arc<Briefing>, as_of: Timestamp) -> Option<&BriefingReading> {
        let kept = self.briefings.get(&briefing.meta.source.path)?;
        let DatedReading { reading, as_of: read_at } = &kept.dated;
        let is_valid = *read_at <= as_of && reading.until.is_none_or(|until| as_of < until);
        (is_valid && Arc::ptr_eq(&kept.briefing, briefing)).then_some(reading)
    }

    /// Returns the reading of another page, if it is known.
    pub(super) fn other_page(&self, page: PageId, source: &Source) -> Option<&PageReading> {
        let (read, reading) = self.other_pages.get(&page)?;
        (Arc::ptr_eq(&read.text, &source.text) && read.path == source.path).then_some(reading)
    }

    /// Reads the new prose of one briefing of the last run.
    pub(in crate::site) fn read_again(
        &mut self,
        input: ProseInput<'_>,
        id: BriefingId,
        named: &NamedBriefing,
    ) -> Arc<FoundFacts> {
        let as_of = input.as_of.instant();
        let reader = LazyReader::new(input);
        let reading = reader.get().read_briefing(PageId::Briefing(id), named, &mut Vec::new());
        let facts = reading.facts.clone();
        let briefing = named.briefing.clone();
        let path = briefing.meta.source.path.clone();
        self.briefings.insert(path, KeptReading { briefing, dated: DatedReading { reading, as_of } });
        facts
    }

    /// Iterates over the diagnostics of the prose of all briefings, in no particular order.
    pub(in crate::site) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.briefings.values().flat_map(|kept| &kept.dated.reading.diagnostics)
    }

    /// Returns a reading with the instants between which it is valid, and records them in `as_of`.
    pub(super) fn kept(&self, named: &NamedBriefing, reading: BriefingReading, as_of: &AsOf) -> KeptReading {
        let briefing = named.briefing.clone();
        let known = self.briefings.get(&briefing.meta.source.path);
        let known = known.filter(|kept| Arc::ptr_eq(&kept.dated.reading.facts, &reading.facts));
        let read_at = known.map_or(as_of.instant(), |kept| kept.dated.as_of);
        as_of.is_same_from(read_at);
        reading.until.iter().for_each(|until| as_of.is_same_until(*until));
        KeptReading { briefing, dated: DatedReading { reading, as_of: read_at } }
    }

    /// Keeps these readings and forgets all others.
    pub(super) fn replace(
        &mut self,
        briefings: Vec<KeptReading>,
        other_pages: FxHashMap<PageId, (Source, PageReading)>,
    ) {
        let path = |kept: &KeptReading| kept.briefing.meta.source.path.clone();
        self.briefings = briefings.into_iter().map(|kept| (path(&kept), kept)).collect();
        self.other_pages = other_pages;
    }
}

impl ReadingBasis {
    fn hash(&self) -> BasisHash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{:?}", self.settings.0).as_bytes());
        for names in [&self.actors, &self.venues] {
            hasher.update(&names.len().to_le_bytes());
            for NameBasis { name, path, profile } in names {
                let text = profile.as_ref().map_or("", |source| &source.text);
                for part in [name.as_str(), &**path, if profile.is_some() { "profile" } else { "" }, text] {
                    hasher.update(&part.len().to_le_bytes()).update(part.as_bytes());
                }
            }
        }
        *hasher.finalize().as_bytes()
    }
}

fn name_basis<P: Profile>(entries: &[SubjectEntry<P>]) -> Vec<NameBasis> {
    let basis = |entry: &SubjectEntry<P>| NameBasis {
        name: entry.name.clone(),
        path: entry.permalink.path.clone(),
        profile: entry.profile.as_deref().map(|profile| profile.meta().source.clone()),
    };
    entries.iter().map(basis).collect()
}

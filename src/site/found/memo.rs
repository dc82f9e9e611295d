//! Readings of prose, kept between runs.
//!
//! A reading depends on its page, on the settings and on the names of the site. The memo is emptied when the latter two
//! change; a page whose content item is the same value is not read again.

use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use crate::briefing::Briefing;
use crate::diagnostic::Diagnostic;
use crate::settings::Settings;
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
    briefings: FxHashMap<Arc<str>, KeptReading>,
    other_pages: FxHashMap<PageId, (Source, PageReading)>,
}

/// The reading of a briefing, and when it is valid.
pub(super) struct KeptReading {
    pub(super) briefing: Arc<Briefing>,
    pub(super) reading: BriefingReading,
    /// The instant that the site was built for.
    pub(super) as_of: Timestamp,
}

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
        let basis = Some(ReadingBasis {
            settings: SameValue(settings.clone()),
            actors: name_basis(&registry.actors.entries),
            venues: name_basis(&registry.venues.entries),
        });
        if self.basis != basis {
            *self = Self { basis, ..Self::default() };
        }
    }

    /// Returns the reading of a briefing at an instant, if it is known.
    pub(super) fn briefing(&self, briefing: &Arc<Briefing>, as_of: Timestamp) -> Option<&BriefingReading> {
        let kept = self.briefings.get(&briefing.meta.source.path)?;
        let is_valid = kept.as_of <= as_of && kept.reading.until.is_none_or(|until| as_of < until);
        (is_valid && Arc::ptr_eq(&kept.briefing, briefing)).then_some(&kept.reading)
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
        let as_of = input.as_of;
        let reader = LazyReader::new(input);
        let reading = reader.get().read_briefing(PageId::Briefing(id), named, &mut Vec::new());
        let facts = reading.facts.clone();
        let briefing = named.briefing.clone();
        self.briefings.insert(briefing.meta.source.path.clone(), KeptReading { briefing, reading, as_of });
        facts
    }

    /// Iterates over the diagnostics of the prose of all briefings, in no particular order.
    pub(in crate::site) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.briefings.values().flat_map(|kept| &kept.reading.diagnostics)
    }

    /// Keeps these readings and forgets all others.
    pub(super) fn replace(
        &mut self,
        briefings: impl Iterator<Item = KeptReading>,
        other_pages: FxHashMap<PageId, (Source, PageReading)>,
    ) {
        let path = |kept: &KeptReading| kept.briefing.meta.source.path.clone();
        self.briefings = briefings.map(|kept| (path(&kept), kept)).collect();
        self.other_pages = other_pages;
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

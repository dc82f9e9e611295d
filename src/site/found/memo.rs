//! Readings of prose, kept between runs.
//!
//! A reading depends on its page, on the settings and on the names of the site. The memo is emptied when the latter two
//! change; a page whose content item is the same value is not read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::briefing::Briefing;
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::languages::Languages;
use crate::settings::Settings;
use crate::site::as_of::AsOf;
use crate::site::ids::{BriefingId, PageId};
use crate::site::names::Registry;
use crate::site::resolve::NamedBriefing;
use crate::site::subject::{Profile, SubjectEntry};
use crate::text::Source;

use super::basis::ProseBasis;
use super::prose_facts::{DatedReading, ProseFacts};
use super::reader::PageReading;

/// Number of briefings that a thread reads before it takes more.
const BRIEFINGS_PER_TASK: usize = 64;

/// The readings of the last run.
#[derive(Default)]
pub(in crate::site) struct ProseMemo {
    names: Option<ReadingNames>,
    basis: Option<Arc<ProseBasis>>,
    /// In the order of paths, which is that of diagnostics.
    briefings: BTreeMap<Arc<str>, ProseFacts>,
    /// Those of them that had not been read, or not been searched for errors, when they were last looked at.
    unread: Vec<ProseFacts>,
    /// Those of them whose prose has errors, so that an edit does not look at the diagnostics of all.
    with_errors: BTreeMap<Arc<str>, ProseFacts>,
    other_pages: FxHashMap<PageId, (Source, PageReading)>,
    stored: StoredReadings,
}

/// Readings from the cache on disk, until they are used.
#[derive(Default)]
struct StoredReadings {
    /// The hash of what they depend on.
    basis: Option<BasisHash>,
    briefings: FxHashMap<Arc<str>, (Arc<Briefing>, DatedReading)>,
}

/// The hash of what all readings depend on.
pub type BasisHash = [u8; 32];

/// The names that all readings depend on.
#[derive(PartialEq)]
struct ReadingNames {
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

impl ProseMemo {
    /// Returns what readings depend on. All readings with other settings or names are forgotten.
    pub(super) fn basis(
        &mut self,
        settings: &Arc<Settings>,
        as_of: Timestamp,
        registry: &Arc<Registry>,
        languages: &Arc<Languages>,
    ) -> Arc<ProseBasis> {
        let names = Some(ReadingNames {
            actors: name_basis(&registry.actors.entries),
            venues: name_basis(&registry.venues.entries),
        });
        let basis = self.basis.take().filter(|basis| Arc::ptr_eq(&basis.settings, settings));
        let basis = match basis.filter(|_| self.names == names) {
            Some(basis) if basis.as_of == as_of => basis,
            Some(basis) => Arc::new(basis.at(as_of)),
            None => {
                let mut stored = std::mem::take(&mut self.stored);
                let is_same = |hash| names.as_ref().is_some_and(|names| names.hash(settings) == hash);
                if !stored.basis.is_some_and(is_same) {
                    stored = StoredReadings::default();
                }
                *self = Self { names, stored, ..Self::default() };
                let (settings, registry, languages) = (settings.clone(), registry.clone(), languages.clone());
                Arc::new(ProseBasis::new(settings, as_of, registry, languages))
            }
        };
        self.basis = Some(basis.clone());
        basis
    }

    /// Adds readings that were stored with this hash of what they depend on.
    pub(in crate::site) fn add_stored(
        &mut self,
        hash: BasisHash,
        readings: Vec<(Arc<Briefing>, DatedReading)>,
    ) {
        let path = |briefing: &Arc<Briefing>| briefing.meta.source.path.clone();
        let briefings = readings.into_iter().map(|reading| (path(&reading.0), reading)).collect();
        self.stored = StoredReadings { basis: Some(hash), briefings };
    }

    /// Returns the hash of what the readings depend on; `None` before the first reading.
    pub(in crate::site) fn basis_hash(&self) -> Option<BasisHash> {
        Some(self.names.as_ref()?.hash(&self.basis.as_ref()?.settings))
    }

    /// Returns the reading of a briefing, to be stored.
    pub(in crate::site) fn dated(&self, briefing: &Arc<Briefing>) -> Option<&DatedReading> {
        let kept = self.briefings.get(&briefing.meta.source.path)?;
        if Arc::ptr_eq(&kept.named().briefing, briefing) { kept.dated() } else { None }
    }

    /// Records when all readings are the same.
    pub(in crate::site) fn record_validity(&self, as_of: &AsOf) {
        self.briefings.values().filter_map(ProseFacts::dated).for_each(|dated| dated.record_validity(as_of));
    }

    /// Takes the stored facts in the prose of a briefing at an instant.
    pub(super) fn take_stored(&mut self, named: &NamedBriefing, as_of: Timestamp) -> Option<DatedReading> {
        let (briefing, reading) = self.stored.briefings.remove(&named.briefing.meta.source.path)?;
        (Arc::ptr_eq(&briefing, &named.briefing) && reading.is_valid_at(as_of)).then_some(reading)
    }

    /// Returns the facts in the prose of a briefing at an instant, if they are kept.
    pub(super) fn briefing(&self, briefing: &Arc<Briefing>, as_of: Timestamp) -> Option<&ProseFacts> {
        let kept = self.briefings.get(&briefing.meta.source.path)?;
        (kept.is_valid_at(as_of) && Arc::ptr_eq(&kept.named().briefing, briefing)).then_some(kept)
    }

    /// Returns the reading of another page, if it is known.
    pub(super) fn other_page(&self, page: PageId, source: &Source) -> Option<&PageReading> {
        let (read, reading) = self.other_pages.get(&page)?;
        (Arc::ptr_eq(&read.text, &source.text) && read.path == source.path).then_some(reading)
    }

    /// Returns the facts in the new prose of one briefing of the last run; `None` if there was no run.
    pub(in crate::site) fn replace_briefing(
        &mut self,
        id: BriefingId,
        named: Arc<NamedBriefing>,
    ) -> Option<ProseFacts> {
        let path = named.briefing.meta.source.path.clone();
        self.with_errors.remove(&path);
        let facts = ProseFacts::new(self.basis.clone()?, PageId::Briefing(id), named);
        self.unread.retain(|unread| unread.named().briefing.meta.source.path != path);
        self.unread.push(facts.clone());
        self.briefings.insert(path, facts.clone());
        Some(facts)
    }

    /// Returns whether a briefing has not been read.
    pub(in crate::site) fn has_unread(&self) -> bool {
        self.unread.iter().any(|facts| !facts.is_read())
    }

    /// Reads the briefings that have not been read, in parallel, unless there are more than `limit`.
    pub(in crate::site) fn read_up_to(&mut self, limit: usize) {
        let (read, unread): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.unread).into_iter().partition(ProseFacts::is_read);
        self.keep_errors(read);
        if unread.len() <= limit {
            let tasks = unread.par_iter().with_max_len(BRIEFINGS_PER_TASK);
            tasks.for_each_init(Vec::new, |tokens, facts| facts.read_with(tokens));
            self.keep_errors(unread);
        } else {
            self.unread = unread;
        }
    }

    /// Keeps those of some briefings whose prose has errors.
    fn keep_errors(&mut self, read: Vec<ProseFacts>) {
        let has_error = |facts: &ProseFacts| {
            let mut diagnostics = facts.known().into_iter().flat_map(|reading| &reading.diagnostics);
            diagnostics.any(|diagnostic| self.is_error(diagnostic))
        };
        let with_errors: Vec<_> = read.into_iter().filter(has_error).collect();
        let with_paths =
            with_errors.into_iter().map(|facts| (facts.named().briefing.meta.source.path.clone(), facts));
        self.with_errors.extend(with_paths);
    }

    /// Iterates over the diagnostics of the prose of all briefings that have been read, in the order of paths.
    pub(in crate::site) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.briefings.values().filter_map(ProseFacts::known).flat_map(|reading| &reading.diagnostics)
    }

    /// Iterates over the errors among them.
    pub(in crate::site) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        let readings = self.with_errors.values().filter_map(ProseFacts::known);
        readings.flat_map(|reading| &reading.diagnostics).filter(|diagnostic| self.is_error(diagnostic))
    }

    /// Returns whether a diagnostic is an error with the severities of the settings.
    fn is_error(&self, diagnostic: &Diagnostic) -> bool {
        let severity = self.basis.as_ref().and_then(|basis| basis.settings.severity_of(diagnostic));
        severity == Some(Severity::Error)
    }

    /// Returns the diagnostics that are no errors, with the severities of the settings.
    pub(in crate::site) fn diagnostics_below_error(&self) -> Vec<Diagnostic> {
        let Some(basis) = &self.basis else { return Vec::new() };
        let adjusted = |diagnostic: &Diagnostic| {
            let severity = basis.settings.severity_of(diagnostic)?;
            (severity != Severity::Error).then(|| Diagnostic { severity, ..diagnostic.clone() })
        };
        self.diagnostics().filter_map(adjusted).collect()
    }

    /// Keeps these readings and forgets all others.
    pub(super) fn replace(
        &mut self,
        briefings: &[ProseFacts],
        other_pages: FxHashMap<PageId, (Source, PageReading)>,
    ) {
        let path = |facts: &ProseFacts| facts.named().briefing.meta.source.path.clone();
        self.unread = briefings.to_vec();
        self.with_errors = BTreeMap::new();
        self.briefings = briefings.iter().map(|facts| (path(facts), facts.clone())).collect();
        self.other_pages = other_pages;
        self.stored = StoredReadings::default();
    }
}

impl ReadingNames {
    /// Returns the hash of the names and settings.
    fn hash(&self, settings: &Settings) -> BasisHash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{settings:?}").as_bytes());
        for names in [&self.actors, &self.venues] {
            hasher.update(&names.len().to_le_bytes());
            for NameBasis { name, path, profile } in names {
                let text = profile.as_ref().map_or("", |source| &source.text);
                let kind = if profile.is_some() { "profile" } else { "" };
                for part in [name.as_str(), &**path, kind, text] {
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

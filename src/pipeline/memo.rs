//! What runs know of earlier runs, so that they repeat only what a change reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::site::{IndexMemo, ProseReading};
use crate::text::Source;
use crate::world::{SiteSources, SourceCache, World};

use super::images::ImageMemo;
use super::page_table::PlanMemo;
use super::source_memo::ItemMemo;
use super::theme_memo::ThemeMemo;

/// What a run may use of earlier runs with the same request.
#[derive(Default)]
pub struct BuildMemo {
    pub(super) sources: SourceCache,
    /// The diagnostics of the last scan.
    scanned: Vec<Diagnostic>,
    pub(super) items: ItemMemo,
    pub(super) theme: ThemeMemo,
    pub(super) index: IndexMemo,
    pub(super) images: ImageMemo,
    pub(super) plan: PlanMemo,
    clock: Clock,
}

/// The clock of builds for the current time.
#[derive(Default)]
enum Clock {
    /// The time is exact.
    #[default]
    Exact,
    /// The time is that of the last full minute, so that edits within a minute are built for one instant.
    Minute,
}

/// The sources of a site, as they were at one time.
pub struct Scan {
    pub(super) sources: Outcome<SiteSources>,
    /// Paths of the files that are new, changed or gone since the last scan, sorted.
    pub changed: Vec<Arc<str>>,
    /// Whether nothing has changed since the last scan, diagnostics included.
    pub is_unchanged: bool,
}

impl Scan {
    /// Replaces the texts of sources, as if their files had been changed. A caller that replaces the text of a file once must
    /// name the file in all later scans.
    #[must_use]
    pub fn with_texts(mut self, texts: &BTreeMap<Arc<str>, Source>) -> Self {
        let sources = &mut self.sources.value;
        let all = sources.settings.iter_mut().chain(&mut sources.content);
        for source in all.chain(&mut sources.templates).chain(&mut sources.labels) {
            if let Some(changed) = texts.get(&source.path) {
                *source = Source::new(source.path.clone(), changed.text.clone());
            }
        }
        self.is_unchanged &= texts.is_empty();
        self.changed.extend(texts.keys().cloned());
        self.changed.sort();
        self.changed.dedup();
        self
    }
}

impl BuildMemo {
    /// Creates a memo for builds that follow each other closely. Without an instant in the request or the settings, a site is
    /// built for the last full minute.
    pub fn by_minute(reading: ProseReading) -> Self {
        Self { clock: Clock::Minute, index: IndexMemo::new(reading), ..Self::default() }
    }

    /// Returns whether prose has not been read. Its diagnostics are those of a later run.
    pub fn has_unread(&self) -> bool {
        self.index.has_unread()
    }

    /// Returns the diagnostics of prose that the result of the last run is without: none of them is an error.
    pub fn left_out(&self) -> Vec<Diagnostic> {
        self.index.left_out()
    }

    /// Returns the instant that a site is built for without an instant in the request or the settings.
    pub(super) fn now(&self, world: &dyn World) -> Timestamp {
        let now = world.now();
        match self.clock {
            Clock::Exact => now,
            Clock::Minute => Timestamp::from_second(now.as_second().div_euclid(60) * 60).unwrap_or(now),
        }
    }

    /// Scans the sources of the site in the folder `root`.
    pub fn scan(&mut self, world: &dyn World, root: &Path) -> Scan {
        let sources = self.sources.read_site(world, root);
        self.compare(sources)
    }

    /// Reads these files again, and takes all others as the last scan found them. `files` are canonical paths. Returns `None`
    /// if only a whole scan can tell what has changed.
    pub fn scan_files(&mut self, world: &dyn World, root: &Path, files: &BTreeSet<PathBuf>) -> Option<Scan> {
        let sources = self.sources.read_files(world, root, files)?;
        Some(self.compare(sources))
    }

    /// Compares the sources of a scan with those of the last one.
    fn compare(&mut self, sources: Outcome<SiteSources>) -> Scan {
        let changed = self.sources.changed().to_vec();
        self.images.forget(&changed);
        let is_unchanged = changed.is_empty() && self.scanned == sources.diagnostics;
        self.scanned.clone_from(&sources.diagnostics);
        Scan { sources, changed, is_unchanged }
    }
}

//! A site in memory, kept up to date with its sources.
//!
//! Takes a [`BuildRequest`] and, at every [`refresh`](Workspace::refresh), a world. Returns [`Snapshot`]s, which render a file
//! when it is asked for, with the bytes that a build would write. Knows neither HTTP nor the output folder.

mod snapshot;

pub use snapshot::Snapshot;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::{SignedDuration, Timestamp};

use crate::diagnostic::{Diagnostic, sort};
use crate::pipeline::{BuildMemo, BuildRequest, BuildResult, Scan, load_stored, plan_site};
use crate::site::ProseReading;
use crate::text::Source;
use crate::world::World;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// Maximum number of briefings that a refresh reads. If there are more, each is read when its page is asked for.
const READ_AT_ONCE: usize = 64;

/// A site in memory: its sources, their parsed content and the last site without errors.
pub struct Workspace {
    request: BuildRequest,
    memo: BuildMemo,
    /// The last result, without the diagnostics of prose that are no errors.
    result: BuildResult,
    /// All diagnostics, made when they are first asked for.
    diagnostics: OnceLock<Arc<[Diagnostic]>>,
    snapshot: Option<Arc<Snapshot>>,
    /// Whether the diagnostics are without those of prose that had not been read.
    is_incomplete: bool,
    is_new: bool,
}

/// What a refresh found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// No source has changed since the last refresh, and nothing has become public.
    Unchanged,
    /// These sources are new, changed or gone: paths relative to the site's folder, sorted. All of them in the first refresh.
    Changed(Vec<Arc<str>>),
}

impl Workspace {
    /// Creates a workspace that has read nothing yet. Of the output of the request only the cache is used, and nothing is
    /// written.
    pub fn new(request: BuildRequest) -> Self {
        Self::with_reading(request, ProseReading::UpTo(READ_AT_ONCE))
    }

    /// Creates a workspace that reads prose at this time.
    pub fn with_reading(request: BuildRequest, reading: ProseReading) -> Self {
        let (memo, result) = (BuildMemo::by_minute(reading), BuildResult::default());
        let (diagnostics, snapshot) = Default::default();
        Self { request, memo, result, diagnostics, snapshot, is_incomplete: false, is_new: true }
    }

    /// Scans the sources and takes in what has changed. Files with the same length, time and number are not read, and files
    /// with the same text are not parsed again.
    pub fn refresh(&mut self, world: &dyn World) -> Refresh {
        let scan = self.memo.scan(world, &self.request.root);
        self.take_in(world, scan)
    }

    /// Reads these files again and takes in what has changed; all others are taken as the last scan found them. `files` are
    /// canonical paths. If that is not enough, all sources are scanned.
    pub fn refresh_files(&mut self, world: &dyn World, files: &BTreeSet<PathBuf>) -> Refresh {
        match self.memo.scan_files(world, &self.request.root, files) {
            Some(scan) => self.take_in(world, scan),
            None => self.refresh(world),
        }
    }

    fn take_in(&mut self, world: &dyn World, scan: Scan) -> Refresh {
        let is_complete = !self.is_incomplete || self.memo.has_unread();
        if scan.is_unchanged && !self.is_new && is_complete && !self.is_due(world.now()) {
            return Refresh::Unchanged;
        }
        let changed = scan.changed.clone();
        if self.is_new {
            load_stored(world, &self.request, &mut self.memo, &scan);
        }
        let (planned, result) = plan_site(world, &self.request, scan, &mut self.memo);
        self.is_new = false;
        self.is_incomplete = self.memo.has_unread();
        let last_result = std::mem::replace(&mut self.result, result);
        // Without a site, nothing is said of prose.
        let known = match planned {
            Some(_) => OnceLock::new(),
            None => OnceLock::from(Arc::from(self.result.diagnostics.as_slice())),
        };
        let last_diagnostics = std::mem::replace(&mut self.diagnostics, known);
        let planned = planned.filter(|_| !self.result.failed());
        let last = planned.and_then(|planned| {
            self.snapshot.replace(Arc::new(Snapshot::new(planned, self.request.root.clone())))
        });
        // Dropping a large site takes a while, so it is done in the background.
        rayon::spawn(|| drop((last, last_result, last_diagnostics)));
        Refresh::Changed(changed)
    }

    /// Returns whether prose had not been read at the last refresh: the next refresh after that adds its diagnostics.
    pub fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    /// Returns whether something has become public since the last refresh. Nothing does if the site is built for a fixed
    /// instant.
    fn is_due(&self, now: Timestamp) -> bool {
        let is_fixed = |snapshot: &Arc<Snapshot>| snapshot.site().settings.as_of.is_some();
        if self.request.as_of.is_some() || self.snapshot.as_ref().is_none_or(is_fixed) {
            return false;
        }
        // Sites are built for full minutes.
        let shown_until = self.result.as_of + MINUTE;
        let begins = self.result.unpublished.iter().filter_map(|file| file.reason.until());
        now >= shown_until && begins.into_iter().any(|begin| begin <= now)
    }

    /// Returns the last site without errors; `None` before the first.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.snapshot.clone()
    }

    /// Returns the diagnostics of the newest state of the sources, with the severities of the site's settings, sorted.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.known_diagnostics()
    }

    /// As [`diagnostics`](Self::diagnostics), to be kept: there may be tens of thousands.
    pub fn share_diagnostics(&self) -> Arc<[Diagnostic]> {
        self.known_diagnostics().clone()
    }

    fn known_diagnostics(&self) -> &Arc<[Diagnostic]> {
        self.diagnostics.get_or_init(|| {
            let mut all = self.result.diagnostics.clone();
            all.extend(self.memo.left_out());
            sort(&mut all);
            all.into()
        })
    }

    /// Iterates over the errors of the newest state of the sources.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.result.diagnostics.iter().filter(|diagnostic| diagnostic.is_error())
    }

    /// Returns the newest state of the sources, for excerpts.
    pub fn sources(&self) -> &[Source] {
        &self.result.sources
    }

    /// Returns the result of the newest state of the sources: sources, what is unpublished, and all diagnostics but those of
    /// prose that are no errors.
    pub fn result(&self) -> &BuildResult {
        &self.result
    }
}

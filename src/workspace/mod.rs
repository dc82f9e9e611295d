//! A site in memory, kept up to date with its sources.
//!
//! Takes a [`BuildRequest`] and, at every [`refresh`](Workspace::refresh), a world. Returns [`Snapshot`]s, which render a file
//! when it is asked for, with the bytes that a build would write. Knows neither HTTP nor the output folder.

mod snapshot;

pub use snapshot::Snapshot;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::pipeline::{BuildMemo, BuildRequest, BuildResult, plan_site};
use crate::text::Source;
use crate::world::World;

/// A site in memory: its sources, their parsed content and the last site without errors.
pub struct Workspace {
    request: BuildRequest,
    memo: BuildMemo,
    result: BuildResult,
    snapshot: Option<Arc<Snapshot>>,
    is_new: bool,
}

/// What a refresh found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// No source has changed since the last refresh.
    Unchanged,
    /// These sources are new, changed or gone: paths relative to the site's folder, sorted. All of them in the first refresh.
    Changed(Vec<Arc<str>>),
}

impl Workspace {
    /// Creates a workspace that has read nothing yet. The output folder of the request is not used.
    pub fn new(request: BuildRequest) -> Self {
        let memo = BuildMemo::default();
        Self { request, memo, result: BuildResult::default(), snapshot: None, is_new: true }
    }

    /// Scans the sources and takes in what has changed. Files with the same length, time and number are not read, and files
    /// with the same text are not parsed again.
    pub fn refresh(&mut self, world: &dyn World) -> Refresh {
        let scan = self.memo.scan(world, &self.request.root);
        if scan.is_unchanged && !self.is_new {
            return Refresh::Unchanged;
        }
        let changed = scan.changed.clone();
        let (planned, result) = plan_site(world, &self.request, scan, &mut self.memo);
        self.is_new = false;
        self.result = result;
        if let Some(planned) = planned.filter(|_| !self.result.failed()) {
            let last = self.snapshot.replace(Arc::new(Snapshot::new(planned, self.request.root.clone())));
            // Dropping a large site takes a while, so it is done in the background.
            rayon::spawn(|| drop(last));
        }
        Refresh::Changed(changed)
    }

    /// Returns the last site without errors; `None` before the first.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.snapshot.clone()
    }

    /// Returns the diagnostics of the newest state of the sources, with the severities of the site's settings, sorted.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.result.diagnostics
    }

    /// Returns the newest state of the sources, for excerpts.
    pub fn sources(&self) -> &[Source] {
        &self.result.sources
    }

    /// Returns the result of the newest state of the sources: diagnostics, sources and what is unpublished.
    pub fn result(&self) -> &BuildResult {
        &self.result
    }
}

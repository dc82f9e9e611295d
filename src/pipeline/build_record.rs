//! The record of the last build: what it was made from, so that a build without changes does nothing. Its diagnostics are in a
//! file of their own, which is read only if nothing has changed.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::cache::{BodyHash, CacheFolder};
use crate::diagnostic::Diagnostic;
use crate::facts::stored_time::optional_timestamp;
use crate::output::{Consent, OutputReport, OutputState, Target, unchanged_output};
use crate::site::{Site, Unpublished, Validity};
use crate::text::Source;
use crate::world::{SourceStates, World, read_source};

use super::{BuildRequest, BuildResult};

/// Name of the record of the last build.
const RECORD: &str = "record";
/// Name of its diagnostics.
const DIAGNOSTICS: &str = "diagnostics";

/// A build with all that it was made from.
#[derive(Serialize, Deserialize)]
pub(super) struct BuildRecord {
    include_drafts: bool,
    sources: SourceStates,
    /// The instant that the settings give.
    #[serde(with = "optional_timestamp")]
    as_of: Option<Timestamp>,
    /// When the result is the same.
    validity: Validity,
    /// Identifies the diagnostics.
    diagnostics: BodyHash,
    unpublished: Vec<Unpublished>,
    page_count: usize,
    #[serde(with = "optional_timestamp")]
    next_event: Option<Timestamp>,
    output: OutputState,
}

impl BuildRecord {
    /// Stores the record of a build, unless it cannot be used again.
    pub(super) fn store(
        folder: &CacheFolder<'_>,
        request: &BuildRequest,
        sources: Option<SourceStates>,
        (result, site): (&BuildResult, &Site),
        output: OutputState,
    ) {
        let Some(sources) = sources.filter(|sources| has_public_diagnostics(result, sources)) else { return };
        let Some(diagnostics) = folder.write_body(DIAGNOSTICS, &result.diagnostics) else { return };
        let record = Self {
            include_drafts: request.include_drafts,
            as_of: site.settings.as_of,
            validity: site.as_of.validity(),
            diagnostics,
            unpublished: result.unpublished.clone(),
            page_count: result.page_count,
            next_event: result.next_event,
            output,
            sources,
        };
        folder.write(RECORD, &record);
    }

    /// Reads the record of the last build.
    pub(super) fn read(folder: &CacheFolder<'_>) -> Option<Self> {
        folder.read(RECORD)
    }

    /// Returns the result of a build that changes nothing, if nothing that the last build was made from has changed, and its
    /// output is still there.
    pub(super) fn result(
        self,
        folder: &CacheFolder<'_>,
        (world, request): (&dyn World, &BuildRequest),
        target: &Target<'_>,
    ) -> Option<BuildResult> {
        let as_of = request.as_of.or(self.as_of).unwrap_or_else(|| world.now());
        let is_same = request.consent == Consent::None
            && request.include_drafts == self.include_drafts
            && self.validity.contains(as_of)
            && self.sources.are_current(world, &request.root);
        if !is_same {
            return None;
        }
        let diagnostics = folder.read_body(DIAGNOSTICS, self.diagnostics)?;
        let report = unchanged_output(world, target, self.output)?;
        Some(self.into_result((world, &request.root), diagnostics, as_of, report))
    }

    /// Returns whether a build would be made from other sources, or for a time at which other files are due.
    pub(super) fn is_outdated(&self, world: &dyn World, root: &Path) -> bool {
        let as_of = self.as_of.unwrap_or_else(|| world.now());
        !self.validity.contains(as_of) || !self.sources.are_current(world, root)
    }

    fn into_result(
        self,
        (world, root): (&dyn World, &Path),
        diagnostics: Vec<Diagnostic>,
        as_of: Timestamp,
        report: OutputReport,
    ) -> BuildResult {
        let mut named: Vec<&Arc<str>> = diagnostics.iter().flat_map(named_files).collect();
        named.sort_unstable();
        named.dedup();
        let read = |path: &Arc<str>| read_source(world, root, path).value;
        let sources: Vec<Source> = named.into_iter().filter_map(read).collect();
        BuildResult {
            diagnostics,
            sources,
            unpublished: self.unpublished,
            as_of,
            page_count: self.page_count,
            next_event: self.next_event,
            made: Vec::new(),
            report: Some(report),
        }
    }
}

/// Returns whether all diagnostics name public sources only. They may quote the text of a file, and the cache has no text of
/// unpublished files.
fn has_public_diagnostics(result: &BuildResult, sources: &SourceStates) -> bool {
    let unpublished: FxHashSet<&Arc<str>> = result.unpublished.iter().map(|file| &file.path).collect();
    let is_kept = |path: &Arc<str>| sources.contain(path) && !unpublished.contains(path);
    result.diagnostics.iter().flat_map(named_files).all(is_kept)
}

/// Iterates over the files that a diagnostic names.
fn named_files(diagnostic: &Diagnostic) -> impl Iterator<Item = &Arc<str>> {
    let related = diagnostic.related.iter().map(|(location, _)| location);
    diagnostic.location.iter().chain(related).map(|location| &location.path)
}

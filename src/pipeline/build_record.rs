//! The record of the last build: what it was made from, so that a build without changes does nothing.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::facts::stored_time::optional_timestamp;
use crate::output::{Consent, OutputReport, OutputState, Target, unchanged_output};
use crate::site::{Site, Unpublished, Validity};
use crate::text::Source;
use crate::world::{SourceStates, World, read_source};

use super::{BuildRequest, BuildResult};

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
    diagnostics: Vec<Diagnostic>,
    unpublished: Vec<Unpublished>,
    page_count: usize,
    #[serde(with = "optional_timestamp")]
    next_event: Option<Timestamp>,
    output: OutputState,
}

impl BuildRecord {
    /// Creates the record of a build; `None` if it cannot be used again.
    pub(super) fn new(
        request: &BuildRequest,
        sources: Option<SourceStates>,
        result: &BuildResult,
        site: &Site,
        output: OutputState,
    ) -> Option<Self> {
        let sources = sources?;
        // Diagnostics may quote the text of a file, and the cache has no text of unpublished files.
        let is_public = |path: &Arc<str>| result.unpublished.iter().all(|file| file.path != *path);
        let is_kept = |diagnostic: &Diagnostic| {
            named_files(diagnostic).all(|path| sources.contain(path) && is_public(path))
        };
        result.diagnostics.iter().all(is_kept).then(|| Self {
            include_drafts: request.include_drafts,
            as_of: site.settings.as_of,
            validity: site.as_of.validity(),
            diagnostics: result.diagnostics.clone(),
            unpublished: result.unpublished.clone(),
            page_count: result.page_count,
            next_event: result.next_event,
            output,
            sources,
        })
    }

    /// Returns the result of a build that changes nothing, if nothing that the last build was made from has changed, and its
    /// output is still there.
    pub(super) fn result(
        self,
        world: &dyn World,
        request: &BuildRequest,
        target: &Target<'_>,
    ) -> Option<BuildResult> {
        let as_of = request.as_of.or(self.as_of).unwrap_or_else(|| world.now());
        let is_same = request.consent == Consent::None
            && request.include_drafts == self.include_drafts
            && self.validity.contains(as_of)
            && self.sources.are_current(world, &request.root);
        let report = is_same.then(|| unchanged_output(world, target, self.output)).flatten()?;
        Some(self.into_result(world, &request.root, as_of, report))
    }

    /// Returns whether a build would be made from other sources, or for a time at which other files are due.
    pub(super) fn is_outdated(&self, world: &dyn World, root: &Path) -> bool {
        let as_of = self.as_of.unwrap_or_else(|| world.now());
        !self.validity.contains(as_of) || !self.sources.are_current(world, root)
    }

    fn into_result(
        self,
        world: &dyn World,
        root: &Path,
        as_of: Timestamp,
        report: OutputReport,
    ) -> BuildResult {
        let mut named: Vec<&Arc<str>> = self.diagnostics.iter().flat_map(named_files).collect();
        named.sort_unstable();
        named.dedup();
        let read = |path: &Arc<str>| read_source(world, root, path).value;
        let sources: Vec<Source> = named.into_iter().filter_map(read).collect();
        BuildResult {
            diagnostics: self.diagnostics,
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

/// Iterates over the files that a diagnostic names.
fn named_files(diagnostic: &Diagnostic) -> impl Iterator<Item = &Arc<str>> {
    let related = diagnostic.related.iter().map(|(location, _)| location);
    diagnostic.location.iter().chain(related).map(|location| &location.path)
}

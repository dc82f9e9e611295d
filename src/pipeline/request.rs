//! What a build is asked for, and what it gives.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::diagnostic::Diagnostic;
use crate::output::{Consent, OutputReport};
use crate::site::Unpublished;
use crate::text::Source;

/// The options of a build or a check.
#[derive(Clone, Debug)]
pub struct BuildRequest {
    /// The folder that holds `site.toml`.
    pub root: PathBuf,
    /// The output folder.
    pub output: PathBuf,
    /// The instant to build for. Defaults to `as_of` in `site.toml`, then to the current time.
    pub as_of: Option<Timestamp>,
    /// Whether to include drafts. The output is then a preview, which has no exports.
    pub include_drafts: bool,
    /// What the user has agreed to.
    pub consent: Consent,
    /// Whether to use the cache of the last build.
    pub cache: CacheUse,
}

/// Whether a build uses the cache of the last build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CacheUse {
    /// It uses the cache and keeps it up to date. The output is the same as without.
    #[default]
    On,
    /// It removes the cache.
    Off,
}

/// Default output folder, relative to the site's folder.
pub const PUBLISHED: &str = "public";
/// Default output folder of a preview with drafts, relative to the site's folder.
pub const PREVIEW: &str = "preview";

/// The result of a build or a check.
#[derive(Debug, Default)]
pub struct BuildResult {
    /// Sorted diagnostics, with the severities of the site's settings.
    pub diagnostics: Vec<Diagnostic>,
    /// Sources, for excerpts.
    pub sources: Vec<Source>,
    /// Unpublished content, sorted by path.
    pub unpublished: Vec<Unpublished>,
    /// The instant that the site is built for.
    pub as_of: Timestamp,
    /// The first instant of the next event, with days in UTC.
    pub next_event: Option<Timestamp>,
    /// Number of planned files.
    pub page_count: usize,
    /// The files that were made, sorted; all others are as in the last build. Empty without a cache, and without changes.
    pub made: Vec<String>,
    /// What was written. `None` after a check or a failed build.
    pub report: Option<OutputReport>,
}

impl BuildResult {
    /// Returns whether any diagnostic is an error.
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

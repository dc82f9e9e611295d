//! Errors of a site under review: which files they keep out, and whether anything can be reviewed.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::pipeline::BuildResult;

/// The errors that concern a review.
pub(super) struct ReviewErrors<'r> {
    all: Vec<&'r Diagnostic>,
    /// Paths of the briefings that are left out.
    files: BTreeSet<&'r str>,
    /// Whether an error is outside of the briefings: without a profile or the settings, names would be proposed wrongly.
    outside: bool,
}

impl<'r> ReviewErrors<'r> {
    /// Collects the errors of front matter and of reading files. Those of prose and links do not prevent an edit.
    pub(super) fn new(finished: &'r BuildResult) -> Self {
        let is_source_error =
            |error: &&Diagnostic| matches!(error.code.id.as_bytes().first(), Some(b'D' | b'R' | b'S'));
        let errors = finished.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
        let all: Vec<&Diagnostic> = errors.filter(is_source_error).collect();
        let paths = all.iter().map(|error| error.location.as_ref().map_or("", |location| &*location.path));
        let (files, others): (BTreeSet<&str>, BTreeSet<&str>) =
            paths.partition(|path| path.starts_with("content/briefings/"));
        Self { all, files, outside: !others.is_empty() }
    }

    /// Returns whether nothing can be reviewed: an error is outside of the briefings, or in one of the chosen files.
    pub(super) fn prevent(&self, mut chosen: impl Iterator<Item = String>) -> bool {
        self.outside || chosen.any(|path| self.contain(&path))
    }

    /// Returns whether a file is left out.
    pub(super) fn contain(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Iterates over the errors.
    pub(super) fn all(&self) -> impl Iterator<Item = &'r Diagnostic> {
        self.all.iter().copied()
    }

    /// Returns the number of files that are left out.
    pub(super) fn file_count(&self) -> usize {
        self.files.len()
    }
}

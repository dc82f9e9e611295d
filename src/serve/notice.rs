//! What the server reports to the terminal.

use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::text::Source;

/// A report of the server.
#[derive(Clone, Debug)]
pub enum Notice {
    /// The server answers at this URL.
    Serving(String),
    /// The site was read, or its diagnostics have changed.
    Site(SiteReport),
    /// Something else, as one sentence.
    Message(String),
}

/// The newest state of the site.
#[derive(Clone, Debug)]
pub struct SiteReport {
    /// Its errors, and its diagnostics that were not reported before; sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The sources that they name.
    pub sources: Vec<Source>,
    /// Time from the scan to the linked site.
    pub duration: Duration,
    /// Whether there is a site to show: this one or an earlier one.
    pub has_site: bool,
}

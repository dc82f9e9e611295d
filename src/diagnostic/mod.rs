//! Diagnostics: problems in sources, with rule, severity, message, location and help.
//!
//! Diagnostics can be sorted, counted and rendered as text or JSON. This module does not know what is checked and does
//! not write to the terminal.

mod code;
mod code_id;
mod codes;
mod order;
#[cfg(feature = "site")]
mod print;

pub use code::{Code, Severity};
pub use codes::*;
pub use order::{Folded, LeftOut, fold, sort};
#[cfg(feature = "site")]
pub use print::{Color, Printer};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{SharedText, Source, Span};

/// One problem: rule, severity, message, location and help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule.
    #[serde(with = "code_id")]
    pub code: &'static Code,
    /// Severity; the default of the rule until settings change it.
    pub severity: Severity,
    /// One line that starts in lower case and has no final stop, with names in backticks.
    pub message: SharedText,
    /// Location; `None` if the diagnostic concerns no file.
    pub location: Option<SourceLocation>,
    /// Text next to the underlined part of the excerpt; may be empty.
    pub label: String,
    /// Other locations with labels, such as the other of two pages with the same URL.
    pub related: Vec<(SourceLocation, String)>,
    /// What to write instead, ready to paste if possible; may have several lines.
    pub help: Option<SharedText>,
}

/// A file, or a span in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceLocation {
    /// Site-relative path of the file.
    #[serde(with = "crate::text::shared_text")]
    pub path: Arc<str>,
    /// Span; `None` for the whole file, and for files that cannot be read.
    pub span: Option<Span>,
}

impl SourceLocation {
    /// Creates a location for a span of a source.
    pub fn new(source: &Source, span: Span) -> Self {
        Self { path: source.path.clone(), span: Some(span) }
    }

    /// Creates a location for a whole file.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), span: None }
    }
}

impl Diagnostic {
    /// Creates a diagnostic with the default severity and no location.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into().into(),
            location: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
        }
    }

    /// Sets the location.
    #[must_use]
    pub fn at(mut self, location: SourceLocation) -> Self {
        self.location = Some(location);
        self
    }

    /// Sets the label of the location.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a related location.
    #[must_use]
    pub fn related(mut self, location: SourceLocation, label: impl Into<String>) -> Self {
        self.related.push((location, label.into()));
        self
    }

    /// Sets the help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into());
        self
    }

    /// Returns whether the severity is error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A value with the diagnostics reported while it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome<T> {
    /// The value; usable even if there are errors, so that later stages can report theirs.
    pub value: T,
    /// Diagnostics in the order in which they were reported.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// Creates an outcome without diagnostics.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Creates an outcome with diagnostics.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Appends the diagnostics to `all` and returns the value.
    pub fn collect(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

//! What went wrong, where, and how to fix it.
//!
//! Takes places in sources. Gives diagnostics that can be sorted, counted and printed.
//! Knows nothing of what is being checked, and never prints by itself.

mod code;
mod codes;
mod order;
#[cfg(feature = "site")]
mod print;

pub use code::{Code, Severity};
pub use codes::*;
pub use order::{Folded, LeftOut, fold, sort};
#[cfg(feature = "site")]
pub use print::Printer;

use std::sync::Arc;

use crate::text::{Source, Span};

/// One finding: what is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule was broken.
    pub code: &'static Code,
    /// How grave it is in this site; starts as the code's own severity.
    pub severity: Severity,
    /// One line, lower case, no full stop, names in backticks.
    pub message: String,
    /// Where; none only for findings about the run as a whole.
    pub location: Option<SourceLocation>,
    /// What stands under the carets; may be empty.
    pub label: String,
    /// Other places that belong to it, such as the second of two pages at one address.
    pub related: Vec<(SourceLocation, String)>,
    /// What to do, ready to paste where possible; may hold several lines.
    pub help: Option<String>,
}

/// A file, and the part of it that is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceLocation {
    /// Site-relative path of the file.
    pub path: Arc<str>,
    /// The part; none where the file as a whole is meant or cannot be read.
    pub span: Option<Span>,
}

impl SourceLocation {
    /// A part of a source.
    pub fn new(source: &Source, span: Span) -> Self {
        Self { path: source.path.clone(), span: Some(span) }
    }

    /// A file as a whole.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), span: None }
    }
}

impl Diagnostic {
    /// A finding about no file in particular.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            location: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: SourceLocation) -> Self {
        self.location = Some(place);
        self
    }

    /// Says what stands under the carets.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: SourceLocation, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether it stops a build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A value, and what was found while making it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<T> {
    /// What was made; still usable where the findings hold errors, so that later stages find theirs too.
    pub value: T,
    /// What was found, in the order of finding.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value with nothing to say about it.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// A value and findings.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Hands the findings to `all` and gives the value.
    pub fn collect(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

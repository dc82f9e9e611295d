//! The plain text of a body, with the way back to the source.

use crate::text::{Source, Span};

use super::Body;

/// Prose without markup, in which names and dates can be found, and a map from every byte back to the source.
#[derive(Clone, Debug, Default)]
pub struct PlainText {
    /// The prose; blocks are separated by blank lines.
    pub text: String,
}

impl PlainText {
    /// The plain text of a body.
    pub fn of(source: &Source, body: &Body) -> Self {
        let _ = (source, body);
        Self::default()
    }

    /// The span in the source of a span in the plain text.
    pub fn source_span(&self, plain: Span) -> Span {
        plain
    }
}

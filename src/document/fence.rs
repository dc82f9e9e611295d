//! Cuts a file into front matter and body.

use std::sync::Arc;

use crate::data::{Data, Node};
use crate::diagnostic::Outcome;
use crate::text::{Source, Span};

use super::{Document, scan};

/// The largest front matter that is read, in bytes.
pub const MAX_FRONT_MATTER: usize = 64 * 1024;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 32;

/// Reads one file.
pub fn parse(source: Source) -> Outcome<Document> {
    let body = scan(&source, 0);
    let front = Node::new(Data::Map(Vec::new()), Span::at(0));
    Outcome::new(Document { source, front, body: Arc::new(body.value) }, body.diagnostics)
}

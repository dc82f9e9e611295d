//! One file, understood as text: front matter as data with places, the body with its headings and links.
//!
//! Takes a [`Source`](crate::text::Source). Gives a [`Document`].
//! Knows nothing of other files, of settings for the output, or of addresses.

mod body;
mod fence;
mod plain;
mod scheme;

pub use body::{Anchor, Body, Heading, Link, LinkKind, markdown_options, scan};
pub use fence::{MAX_FRONT_MATTER, parse};
pub use plain::PlainText;
pub use scheme::{is_safe_scheme, scheme};

use std::sync::Arc;

use crate::data::Node;
use crate::text::Source;

/// A file's front matter and body.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// The front matter: a mapping, may be empty; none where it could not be read.
    pub front: Option<Node>,
    /// The body.
    pub body: Arc<Body>,
}

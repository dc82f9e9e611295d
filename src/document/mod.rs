//! One file, understood as text: front matter as data with places, the body with its headings and links.
//!
//! Takes a [`Source`]. Gives a [`Document`].
//! Knows nothing of other files, of settings for the output, or of addresses.

mod body;
mod comments;
mod events;
mod fence;
mod findings;
mod foreign;
mod html;
mod ids;
mod plain;
mod scan;
mod scheme;
mod svg;
#[cfg(test)]
mod tests;
mod visible;
mod words;

pub use body::{Body, Footnote, Heading, Link, LinkKind};
pub use events::{fold_label, markdown_events, markdown_options};
pub use fence::{MAX_FRONT_MATTER, parse_document};
pub use foreign::{Foreign, ForeignKind};
pub use html::without_comments;
pub use ids::is_reserved_id;
pub use plain::{Block, BlockKind, OBJECT_REPLACEMENT, PlainText};
pub use scan::{scan_body, scan_body_with_text};
pub use scheme::{is_safe_scheme, scheme};
pub use svg::active_svg;

use events::{link_kind, link_target};

use std::sync::Arc;

use crate::data::DataNode;
use crate::text::Source;

/// A file's front matter and body.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// The front matter: a mapping, may be empty; none where it could not be read.
    pub front_matter: Option<DataNode>,
    /// The body.
    pub body: Arc<Body>,
}

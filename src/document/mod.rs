//! One file, understood as text: front matter as data with places, the body with its headings and links.
//!
//! Takes a [`Source`]. Gives a [`Document`].
//! Knows nothing of other files, of settings for the output, or of addresses.

mod body;
mod comments;
mod diagnostics;
mod events;
mod foreign;
mod front_matter;
mod ids;
mod plain_text;
mod raw_html;
mod scan;
mod svg;
#[cfg(test)]
mod tests;
mod url_scheme;
mod visible;
mod word_count;

pub use body::{Body, Footnote, Heading, Link, LinkKind};
pub use events::{fold_label, markdown_events, markdown_options};
pub use foreign::{Foreign, ForeignKind};
pub use front_matter::{MAX_FRONT_MATTER, parse_document};
pub use ids::is_reserved_id;
pub use plain_text::{Block, BlockKind, OBJECT_REPLACEMENT, PlainText};
pub use raw_html::without_comments;
pub use scan::{scan_body, scan_body_with_text};
pub use svg::active_svg;
pub use url_scheme::{is_safe_scheme, scheme};

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

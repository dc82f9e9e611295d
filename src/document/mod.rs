//! Parses one file: front matter as data with spans, and the body with its headings and links.
//!
//! Turns a [`Source`] into a [`Document`]. This module does not use other files, output settings or permalinks.

mod autolinks;
mod body;
mod callouts;
mod comments;
mod diagnostics;
mod entities;
mod events;
mod foreign;
mod formulas;
mod front_matter;
mod html_attributes;
mod html_footnotes;
pub(crate) mod html_tokens;
mod ids;
mod linked_footnotes;
mod plain_text;
mod raw_html;
mod scan;
mod smart_quotes;
mod svg;
#[cfg(test)]
mod tests;
mod url_scheme;
mod visible;
mod word_count;

pub use body::{Body, Footnote, Heading, Link, LinkKind};
pub use callouts::has_callout_title;
pub use entities::decode_entities;
pub use events::{fold_label, is_image_width, markdown_events, markdown_options};
pub use foreign::{Foreign, ForeignKind};
pub use formulas::read_formula;
pub use front_matter::{MAX_FRONT_MATTER, parse_document};
pub use html_attributes::{HtmlAttribute, html_attributes};
pub use html_footnotes::{HtmlFootnotes, take_footnotes};
pub use ids::{heading_id, is_reserved_id};
pub use linked_footnotes::with_linked_footnotes;
pub use plain_text::{BlockKind, OBJECT_REPLACEMENT, PlainText, TextBlock};
pub use raw_html::without_comments;
pub use scan::{scan_body, scan_body_with_text};
pub use svg::active_svg;
pub use url_scheme::{is_safe_scheme, scheme};

pub(crate) use events::SourceEvent;
use events::{link_kind, link_target};

use std::sync::Arc;

use crate::data::DataNode;
use crate::text::Source;

/// The front matter and body of a file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The source file.
    pub source: Source,
    /// The front matter: a mapping, may be empty. `None` if it cannot be read.
    pub front_matter: Option<DataNode>,
    /// The body.
    pub body: Arc<Body>,
}

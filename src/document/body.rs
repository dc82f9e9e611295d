//! The parts of a body that other stages need before it is rendered.

use serde::{Deserialize, Serialize};

use super::Foreign;
use crate::text::Span;

/// The headings, links and other parts of a Markdown body. All spans refer to the whole source, including front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The offset at which the body starts.
    pub start: usize,
    /// Whether text between dollar signs is a formula.
    pub dollar_formulas: bool,
    /// Comments in the syntax of other programs, in order; they are removed from all output.
    pub comments: Vec<Span>,
    /// Syntax of other programs that is not run, in order; may be empty.
    pub foreign: Vec<Foreign>,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Links and images in the order of Markdown events; [`crate::render`] relies on this order.
    pub links: Vec<Link>,
    /// Footnotes in source order, including duplicate labels.
    pub footnotes: Vec<Footnote>,
    /// Ids in raw HTML, valid as link targets only with `raw_html = true`; may be empty.
    pub html_ids: Vec<String>,
    /// The number of words, for the reading time.
    pub word_count: usize,
}

/// A heading and its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6, as shown: only the title of the page has level 1.
    pub level: u8,
    /// Unique in the page; not empty.
    pub id: String,
    /// Its plain text without raw HTML; may be empty.
    pub text: String,
    /// Its plain text with raw HTML, as shown where a site has not allowed HTML; `None` if it contains none.
    pub text_with_html: Option<String>,
    /// The whole heading.
    pub span: Span,
}

/// A footnote and its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footnote {
    /// Its label, folded with [`fold_label`](super::fold_label).
    pub label: String,
    /// Unique in the page; begins with `fn-`.
    pub id: String,
    /// The whole footnote.
    pub span: Span,
}

/// A link or image as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its syntax.
    pub kind: LinkKind,
    /// The URL or name, with entities and escapes decoded.
    pub target: String,
    /// The whole link.
    pub span: Span,
}

/// The syntax of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// `[text](target)`, `<target>` or a reference link.
    Markdown,
    /// `[[target]]`: the text is the title of the page.
    Wiki,
    /// `[[target|text]]`.
    WikiWithText,
    /// `![alt](target)`.
    Image,
}

//! The body of a file: what other stages must know of it before it becomes HTML.

use super::Foreign;
use crate::text::Span;

/// What a Markdown body holds. All spans are in the whole source, front matter included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Byte at which the body starts.
    pub start: usize,
    /// Comments of editors in the forms of other programs, in order; they are left out of everything.
    pub comments: Vec<Span>,
    /// Syntax of other programs, in order; may be empty.
    pub foreign: Vec<Foreign>,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Links and pictures in the order in which Markdown events give them; [`crate::render`] walks the same order.
    pub links: Vec<Link>,
    /// Footnotes in the order in which they are written; a label written twice stands twice.
    pub footnotes: Vec<Footnote>,
    /// Ids in raw HTML, which are places only where the site passes HTML on; may be empty.
    pub html_ids: Vec<String>,
    /// Words of prose, for reading time.
    pub word_count: usize,
}

/// A heading and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as shown: the title of the page is its only heading of the first level.
    pub level: u8,
    /// Unique in the page; not empty.
    pub id: String,
    /// Its plain text, as readers see it; may be empty.
    pub text: String,
    /// The whole heading.
    pub span: Span,
}

/// A footnote and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// Its label as [`fold_label`](super::fold_label) gives it.
    pub label: String,
    /// Unique in the page; begins with `fn-`.
    pub id: String,
    /// The whole footnote.
    pub span: Span,
}

/// A link or picture as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it was written.
    pub kind: LinkKind,
    /// The address or name it aims at, entities and escapes undone.
    pub target: String,
    /// The whole link.
    pub span: Span,
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](target)`, `<target>`, by reference.
    Markdown,
    /// `[[target]]`: the page's title stands for the text.
    Wiki,
    /// `[[target|text]]`.
    WikiWithText,
    /// `![alt](target)`.
    Image,
}

//! The plain text of a body, with the way back to the source: what dates and names are found in.
//!
//! The text holds what readers read as prose: paragraphs, headings, quotes, items of lists, cells of tables, footnotes.
//! Emphasis, the marks of links and escapes are gone, entities are decoded, quotes and apostrophes are straight, blanks
//! are plain ones. Where something stands in the line that is no prose (code, a picture, HTML, the number of a
//! footnote, a bare address, `[[slug]]`), the text has [`OBJECT_REPLACEMENT`], so that nothing is found across it. Blocks of code
//! and HTML are left out. Blocks are separated by blank lines, a hard break is a line end.

mod builder;
mod fold;
#[cfg(test)]
mod tests;

pub(super) use builder::PlainTextBuilder;

use super::{Body, markdown_events};
use crate::text::{Source, Span};

/// Stands for what is no prose in a line of prose; no letter and no digit, so words end at it.
pub const OBJECT_REPLACEMENT: char = '\u{fffc}';

/// Prose without markup, and a map from every byte back to the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainText {
    /// The prose; may be empty.
    pub text: String,
    /// Its blocks in order; they do not overlap, and none is empty.
    pub blocks: Vec<Block>,
    /// The stretches that stand in links, in order.
    pub links: Vec<Span>,
    /// Where its bytes come from, in order.
    segments: Vec<MapSegment>,
}

/// A block of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its stretch of the plain text.
    pub span: Span,
}

/// What a block of prose is, by the nearest block around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph; also in an alert.
    Paragraph,
    /// A heading.
    Heading,
    /// Somebody else's words.
    Quote,
    /// Part of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A footnote.
    Footnote,
    /// What a list of definitions defines, or how.
    Definition,
}

/// A stretch of the plain text and of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MapSegment {
    /// Where it begins in the plain text.
    plain_start: u32,
    source: Span,
    /// Whether both hold the same bytes; where not, the stretch is one thing in both.
    verbatim: bool,
}

impl PlainText {
    /// The plain text of a body.
    pub fn new(source: &Source, body: &Body) -> Self {
        let mut walk = PlainTextBuilder::new(source, body.start);
        markdown_events(source, body).for_each(|(event, at)| walk.handle_event(&event, at, &body.foreign));
        walk.plain
    }

    /// The span in the source of a span in the plain text. What is written differently in the source, such as an
    /// entity, belongs to it as a whole where any of it does.
    pub fn source_span(&self, plain: Span) -> Span {
        let start = self.segment_at(plain.start).map_or(0, |piece| piece.source_start_of(plain.start));
        if plain.end <= plain.start {
            return Span { start, end: start };
        }
        let end = self.segment_at(plain.end - 1).map_or(start, |piece| piece.source_end_of(plain.end));
        Span { start, end: end.max(start) }
    }

    /// The block at a byte of the plain text; none between blocks.
    pub fn block_at(&self, plain: u32) -> Option<Block> {
        let after = self.blocks.partition_point(|block| block.span.start <= plain);
        let block = self.blocks[..after].last()?;
        (plain < block.span.end).then_some(*block)
    }

    /// Whether any of a stretch of the plain text stands in a link.
    pub fn in_link(&self, plain: Span) -> bool {
        let first = self.links.partition_point(|link| link.end <= plain.start);
        self.links.get(first).is_some_and(|link| link.start < plain.end)
    }

    /// The piece that holds a byte, or the last one.
    fn segment_at(&self, plain: u32) -> Option<&MapSegment> {
        let after = self.segments.partition_point(|piece| piece.plain_start <= plain);
        self.segments.get(after.saturating_sub(1))
    }
}

impl MapSegment {
    fn source_start_of(&self, plain: u32) -> u32 {
        let inside = plain.saturating_sub(self.plain_start);
        if self.verbatim { (self.source.start + inside).min(self.source.end) } else { self.source.start }
    }

    fn source_end_of(&self, plain: u32) -> u32 {
        let inside = plain.saturating_sub(self.plain_start);
        if self.verbatim { (self.source.start + inside).min(self.source.end) } else { self.source.end }
    }
}

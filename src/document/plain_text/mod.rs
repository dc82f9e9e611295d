//! The plain text of a body, in which dates and names are found, with a map back to the source.
//!
//! The text contains the prose: paragraphs, headings, quotes, list items, table cells, footnotes. Markup and escapes
//! are removed, entities are decoded, quotes and apostrophes are straight, and spaces are U+0020. Inline elements that
//! are not prose (code, images, HTML, footnote numbers, bare URLs, `[[slug]]`) become [`OBJECT_REPLACEMENT`], so nothing
//! is found across them. Code blocks and HTML blocks are omitted. Blank lines separate blocks; a hard break is a line
//! end.

mod builder;
mod fold;
#[cfg(test)]
mod tests;

pub(super) use builder::PlainTextBuilder;

use super::{Body, markdown_events};
use crate::text::{Source, Span};

/// Replaces an inline element that is not prose. It is not alphanumeric, so words end at it.
pub const OBJECT_REPLACEMENT: char = '\u{fffc}';

/// Prose without markup, with a map from every byte back to the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainText {
    /// The prose; may be empty.
    pub text: String,
    /// Its blocks in order; not overlapping, not empty.
    pub blocks: Vec<TextBlock>,
    /// The ranges of link texts, in order.
    pub links: Vec<Span>,
    /// The source ranges of its parts, in order.
    segments: Vec<MapSegment>,
}

/// A block of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// Its kind.
    pub kind: BlockKind,
    /// Its range in the plain text.
    pub span: Span,
}

/// The kind of a text block, determined by the innermost Markdown block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph, including those of alerts.
    Paragraph,
    /// A heading.
    Heading,
    /// A block quote.
    Quote,
    /// A list item.
    Item,
    /// A table cell.
    Cell,
    /// A footnote.
    Footnote,
    /// A term or definition of a definition list.
    Definition,
}

/// A part of the plain text with its source range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MapSegment {
    /// Its offset in the plain text.
    plain_start: u32,
    source: Span,
    kind: SegmentKind,
}

/// Whether a segment equals its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SegmentKind {
    /// The bytes are those of the source.
    Verbatim,
    /// The bytes differ, so the segment can only be mapped as a whole.
    Rewritten,
}

impl SegmentKind {
    /// Compares the source text, if any, with the plain text.
    fn of(source: Option<&str>, plain: &str) -> Self {
        if source == Some(plain) { Self::Verbatim } else { Self::Rewritten }
    }
}

impl PlainText {
    /// Returns the plain text of a body.
    pub fn new(source: &Source, body: &Body) -> Self {
        let mut builder = PlainTextBuilder::new(source, body.start);
        for (event, range) in markdown_events(source, body) {
            builder.handle_event(&event, range, &body.foreign);
        }
        builder.plain
    }

    /// Returns the source span of a span of the plain text. A rewritten part, such as an entity, is included as a whole
    /// if the span overlaps it.
    pub fn source_span(&self, plain: Span) -> Span {
        let start = self.segment_at(plain.start).map_or(0, |segment| segment.source_start_of(plain.start));
        if plain.end <= plain.start {
            return Span { start, end: start };
        }
        let end = self.segment_at(plain.end - 1).map_or(start, |segment| segment.source_end_of(plain.end));
        Span { start, end: end.max(start) }
    }

    /// Returns the block at an offset of the plain text; `None` between blocks.
    pub fn block_at(&self, plain: u32) -> Option<TextBlock> {
        let after = self.blocks.partition_point(|block| block.span.start <= plain);
        let block = self.blocks[..after].last()?;
        (plain < block.span.end).then_some(*block)
    }

    /// Returns whether a span of the plain text overlaps a link.
    pub fn in_link(&self, plain: Span) -> bool {
        let first = self.links.partition_point(|link| link.end <= plain.start);
        self.links.get(first).is_some_and(|link| link.start < plain.end)
    }

    /// Returns the parts that differ from the source in typography alone, such as quotation marks, dashes and ellipses, each
    /// with its text in the source, in order.
    pub fn typed_marks(&self, source: &Source) -> Vec<(Span, String)> {
        let ends = self.segments.iter().skip(1).map(|next| next.plain_start);
        let ends = ends.chain([self.text.len() as u32]);
        let parts = self.segments.iter().zip(ends).filter(|(part, _)| part.kind == SegmentKind::Rewritten);
        let written = parts.filter_map(|(part, end)| {
            let written = source.text.get(part.source.range())?;
            let is_typed = |c: char| matches!(c, '.' | '-' | '\'' | '"') || fold::fold_char(c).is_some();
            let is_mark = !written.is_empty() && written.chars().all(is_typed);
            is_mark.then(|| (Span { start: part.plain_start, end }, written.to_owned()))
        });
        written.collect()
    }

    /// Returns the segment that contains an offset, or the last one.
    fn segment_at(&self, plain: u32) -> Option<&MapSegment> {
        let after = self.segments.partition_point(|segment| segment.plain_start <= plain);
        self.segments.get(after.saturating_sub(1))
    }
}

impl MapSegment {
    fn source_start_of(&self, plain: u32) -> u32 {
        match self.kind {
            SegmentKind::Verbatim => self.verbatim_offset(plain),
            SegmentKind::Rewritten => self.source.start,
        }
    }

    fn source_end_of(&self, plain: u32) -> u32 {
        match self.kind {
            SegmentKind::Verbatim => self.verbatim_offset(plain),
            SegmentKind::Rewritten => self.source.end,
        }
    }

    fn verbatim_offset(&self, plain: u32) -> u32 {
        let inside = plain.saturating_sub(self.plain_start);
        (self.source.start + inside).min(self.source.end)
    }
}

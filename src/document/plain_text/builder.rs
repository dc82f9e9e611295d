//! Builds the plain text of a body from its events.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::fold::{fold_char, fold_text, may_fold};
use super::{BlockKind, MapSegment, OBJECT_REPLACEMENT, PlainText, SegmentKind, TextBlock};
use crate::document::Foreign;
use crate::text::{Source, Span};

/// Builds the plain text of a body.
pub(in crate::document) struct PlainTextBuilder<'s> {
    source: &'s str,
    pub(in crate::document) plain: PlainText,
    /// The blocks around the event that determine the kind of a text block.
    block_kinds: Vec<BlockKind>,
    /// Whether the last text block is still open.
    in_block: bool,
    /// The number of code blocks, HTML blocks and images around the event, which are not prose.
    hidden_depth: usize,
    /// The number of links around the event.
    link_depth: usize,
    /// Whether the last range of `links` belongs to the innermost link.
    in_link_range: bool,
    /// Whether the event is in a link whose text is not prose.
    in_bare_link: bool,
    /// The end of the last text, as an offset in the source.
    source_end: usize,
}

impl<'s> PlainTextBuilder<'s> {
    pub(in crate::document) fn new(source: &'s Source, start: usize) -> Self {
        Self {
            source: &source.text,
            plain: PlainText {
                text: String::with_capacity(source.text.len() - start.min(source.text.len())),
                ..PlainText::default()
            },
            block_kinds: Vec::new(),
            in_block: false,
            hidden_depth: 0,
            link_depth: 0,
            in_link_range: false,
            in_bare_link: false,
            source_end: start,
        }
    }

    /// Adds the prose of an event. `foreign` must contain all constructs that begin before the end of the event.
    pub(in crate::document) fn handle_event(
        &mut self,
        event: &Event<'_>,
        range: Range<usize>,
        foreign: &[Foreign],
    ) {
        match event {
            Event::Start(tag) => self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(*tag),
            Event::Text(text) if self.is_visible() => self.push_text_without_foreign(text, range, foreign),
            Event::SoftBreak if self.is_visible() => self.push_rewritten(" ", range),
            Event::HardBreak if self.is_visible() => self.push_rewritten("\n", range),
            Event::Code(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
                if self.is_visible() =>
            {
                self.push_object(range)
            }
            _ => {}
        }
    }

    fn is_visible(&self) -> bool {
        self.hidden_depth == 0 && !self.in_bare_link
    }

    fn start_tag(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            Tag::Link { link_type, .. } => return self.start_link(*link_type, range),
            Tag::Image { .. } => {
                if self.is_visible() {
                    self.push_object(range);
                }
                self.hidden_depth += 1;
                return;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.hidden_depth += 1,
            _ => {}
        }
        self.in_block = false;
        self.block_kinds.extend(block_kind(tag));
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
            TagEnd::Link => {
                self.link_depth = self.link_depth.saturating_sub(1);
                (self.in_bare_link, self.in_link_range) = (false, false);
                return;
            }
            TagEnd::Image => {
                self.hidden_depth = self.hidden_depth.saturating_sub(1);
                return;
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.hidden_depth = self.hidden_depth.saturating_sub(1),
            _ => {}
        }
        self.in_block = false;
        if has_block_kind(tag) {
            self.block_kinds.pop();
        }
    }

    /// Starts a link. The text of a bare URL is not prose, and that of `[[slug]]` is not shown.
    fn start_link(&mut self, link_type: LinkType, range: Range<usize>) {
        self.link_depth += 1;
        self.in_link_range = false;
        let is_bare = matches!(
            link_type,
            LinkType::Autolink | LinkType::Email | LinkType::WikiLink { has_pothole: false }
        );
        if is_bare && self.is_visible() {
            self.push_object(range);
        }
        self.in_bare_link |= is_bare;
    }

    fn push_object(&mut self, range: Range<usize>) {
        let mut buffer = [0; 4];
        self.push_rewritten(OBJECT_REPLACEMENT.encode_utf8(&mut buffer), range);
    }

    /// Adds a text, and replaces foreign syntax in it.
    fn push_text_without_foreign(&mut self, text: &str, range: Range<usize>, foreign: &[Foreign]) {
        let first = foreign.partition_point(|one| one.span.end as usize <= range.start);
        let mut overlapping =
            foreign[first..].iter().take_while(|one| (one.span.start as usize) < range.end).peekable();
        if overlapping.peek().is_none() {
            return self.push_text(text, range);
        }
        let verbatim = self.source.get(range.clone()) == Some(text);
        let mut from = range.start;
        for span in overlapping.map(|one| one.span.range()) {
            if verbatim && from < span.start {
                self.push_text(&text[from - range.start..span.start - range.start], from..span.start);
            }
            if span.start >= range.start {
                self.push_object(span.start..span.end.min(range.end));
            }
            // A mark can begin in one event and end in another.
            from = from.max(span.end.min(range.end));
        }
        if verbatim && from < range.end {
            self.push_text(&text[from - range.start..], from..range.end);
        }
    }

    fn push_text(&mut self, text: &str, range: Range<usize>) {
        let written = self.source.get(range.clone());
        if !may_fold(text) {
            return self.push(text, range, SegmentKind::of(written, text));
        }
        if written != Some(text) {
            let folded = fold_text(text);
            return self.push(&folded, range, SegmentKind::of(written, &folded));
        }
        let mut from = 0;
        for (offset, c) in text.char_indices() {
            let Some(folded) = fold_char(c) else { continue };
            let (begin, end) = (range.start + offset, range.start + offset + c.len_utf8());
            self.push(&text[from..offset], range.start + from..begin, SegmentKind::Verbatim);
            self.push_rewritten(folded, begin..end);
            from = offset + c.len_utf8();
        }
        self.push(&text[from..], range.start + from..range.end, SegmentKind::Verbatim);
    }

    /// Adds a text that differs from the source.
    fn push_rewritten(&mut self, text: &str, range: Range<usize>) {
        self.push(text, range, SegmentKind::Rewritten);
    }

    fn push(&mut self, text: &str, range: Range<usize>, kind: SegmentKind) {
        if text.is_empty() {
            return;
        }
        self.begin_block(range.start);
        let begin = self.plain.text.len();
        self.record_segment(begin, &range, kind);
        self.plain.text.push_str(text);
        self.source_end = self.source_end.max(range.end);
        let end = self.plain.text.len();
        if let Some(block) = self.plain.blocks.last_mut() {
            block.span.end = end as u32;
        }
        if self.link_depth > 0 {
            self.record_link(begin, end);
        }
    }

    fn begin_block(&mut self, source_start: usize) {
        if std::mem::replace(&mut self.in_block, true) {
            return;
        }
        if !self.plain.text.is_empty() {
            let gap = self.source_end..source_start.max(self.source_end);
            self.record_segment(self.plain.text.len(), &gap, SegmentKind::Rewritten);
            self.plain.text.push_str("\n\n");
        }
        let kind = self.block_kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        self.plain.blocks.push(TextBlock { kind, span: Span::empty_at(self.plain.text.len()) });
    }

    /// Records the source range of a text. A verbatim text that continues the last segment extends it.
    fn record_segment(&mut self, plain: usize, range: &Range<usize>, kind: SegmentKind) {
        let last = self.plain.segments.last_mut();
        let continues = |last: &&mut MapSegment| {
            (last.kind, kind) == (SegmentKind::Verbatim, SegmentKind::Verbatim)
                && last.source.end as usize == range.start
        };
        if let Some(last) = last.filter(continues) {
            last.source.end = range.end as u32;
            return;
        }
        self.plain.segments.push(MapSegment {
            plain_start: plain as u32,
            source: Span::from(range.clone()),
            kind,
        });
    }

    fn record_link(&mut self, begin: usize, end: usize) {
        match self.plain.links.last_mut().filter(|_| self.in_link_range) {
            Some(range) => range.end = end as u32,
            None => self.plain.links.push(Span::new(begin, end)),
        }
        self.in_link_range = true;
    }
}

/// Returns the kind of a text block in this element, if the element determines it.
fn block_kind(tag: &Tag<'_>) -> Option<BlockKind> {
    Some(match tag {
        Tag::Heading { .. } => BlockKind::Heading,
        Tag::BlockQuote(None) => BlockKind::Quote,
        Tag::BlockQuote(Some(_)) => BlockKind::Paragraph,
        Tag::Item => BlockKind::Item,
        Tag::TableCell => BlockKind::Cell,
        Tag::FootnoteDefinition(_) => BlockKind::Footnote,
        Tag::DefinitionListTitle | Tag::DefinitionListDefinition => BlockKind::Definition,
        _ => return None,
    })
}

/// Returns whether `block_kind` has a kind for the element that ends.
fn has_block_kind(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
    )
}

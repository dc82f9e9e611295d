//! One walk over a body that gathers its prose.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::fold::{fold_char, fold_text, may_fold};
use super::{Block, BlockKind, MapSegment, OBJECT_REPLACEMENT, PlainText};
use crate::document::Foreign;
use crate::text::{Source, Span};

/// The prose gathered so far.
pub(in crate::document) struct PlainTextBuilder<'s> {
    source: &'s str,
    pub(in crate::document) plain: PlainText,
    /// Blocks around the event that say what the prose in them is.
    block_kinds: Vec<BlockKind>,
    /// Whether the last block goes on.
    in_block: bool,
    /// Blocks of code or HTML, and pictures, around the event: no prose.
    hidden_depth: usize,
    /// Links around the event, and whether the last stretch of links belongs to the innermost.
    link_depth: usize,
    in_link_range: bool,
    /// Whether the text of the link is no prose.
    in_bare_link: bool,
    /// The end of the last text in the source.
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

    /// Adds the prose of an event. Of `foreign`, what begins before the end of the event must be known.
    pub(in crate::document) fn handle_event(
        &mut self,
        event: &Event<'_>,
        at: Range<usize>,
        foreign: &[Foreign],
    ) {
        match event {
            Event::Start(tag) => self.start_tag(tag, at),
            Event::End(tag) => self.end_tag(*tag),
            Event::Text(text) if self.is_visible() => self.own_text(text, at, foreign),
            Event::SoftBreak if self.is_visible() => self.push_rewritten(" ", at),
            Event::HardBreak if self.is_visible() => self.push_rewritten("\n", at),
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) if self.is_visible() => {
                self.push_object(at)
            }
            _ => {}
        }
    }

    fn is_visible(&self) -> bool {
        self.hidden_depth == 0 && !self.in_bare_link
    }

    fn start_tag(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            Tag::Link { link_type, .. } => return self.start_link(*link_type, at),
            Tag::Image { .. } => {
                if self.is_visible() {
                    self.push_object(at);
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

    /// The text of a bare address is no prose, and that of `[[slug]]` is not what readers see.
    fn start_link(&mut self, written: LinkType, at: Range<usize>) {
        self.link_depth += 1;
        self.in_link_range = false;
        let bare = matches!(
            written,
            LinkType::Autolink | LinkType::Email | LinkType::WikiLink { has_pothole: false }
        );
        if bare && self.is_visible() {
            self.push_object(at);
        }
        self.in_bare_link |= bare;
    }

    fn push_object(&mut self, at: Range<usize>) {
        let mut letters = [0; 4];
        self.push_rewritten(OBJECT_REPLACEMENT.encode_utf8(&mut letters), at);
    }

    /// Adds a text; what belongs to another program is no prose.
    fn own_text(&mut self, text: &str, at: Range<usize>, foreign: &[Foreign]) {
        let first = foreign.partition_point(|one| one.span.end as usize <= at.start);
        let mut met = foreign[first..].iter().take_while(|one| (one.span.start as usize) < at.end).peekable();
        if met.peek().is_none() {
            return self.push_text(text, at);
        }
        let verbatim = self.source.get(at.clone()) == Some(text);
        let mut from = at.start;
        for span in met.map(|one| one.span.range()) {
            if verbatim && from < span.start {
                self.push_text(&text[from - at.start..span.start - at.start], from..span.start);
            }
            if span.start >= at.start {
                self.push_object(span.start..span.end.min(at.end));
            }
            from = span.end.min(at.end);
        }
        if verbatim && from < at.end {
            self.push_text(&text[from - at.start..], from..at.end);
        }
    }

    fn push_text(&mut self, text: &str, at: Range<usize>) {
        let written = self.source.get(at.clone());
        if !may_fold(text) {
            return self.push(text, at, written == Some(text));
        }
        if written != Some(text) {
            let folded = fold_text(text);
            return self.push(&folded, at, written == Some(&folded));
        }
        let mut from = 0;
        for (place, letter) in text.char_indices() {
            let Some(other) = fold_char(letter) else { continue };
            let (begin, end) = (at.start + place, at.start + place + letter.len_utf8());
            self.push(&text[from..place], at.start + from..begin, true);
            self.push_rewritten(other, begin..end);
            from = place + letter.len_utf8();
        }
        self.push(&text[from..], at.start + from..at.end, true);
    }

    /// Adds what is written differently in the source.
    fn push_rewritten(&mut self, text: &str, at: Range<usize>) {
        self.push(text, at, false);
    }

    fn push(&mut self, text: &str, at: Range<usize>, same: bool) {
        if text.is_empty() {
            return;
        }
        self.begin_block(at.start);
        let begin = self.plain.text.len();
        self.record_segment(begin, &at, same);
        self.plain.text.push_str(text);
        self.source_end = self.source_end.max(at.end);
        let end = self.plain.text.len();
        if let Some(block) = self.plain.blocks.last_mut() {
            block.span.end = end as u32;
        }
        if self.link_depth > 0 {
            self.record_link(begin, end);
        }
    }

    fn begin_block(&mut self, at: usize) {
        if std::mem::replace(&mut self.in_block, true) {
            return;
        }
        if !self.plain.text.is_empty() {
            self.record_segment(self.plain.text.len(), &(self.source_end..at.max(self.source_end)), false);
            self.plain.text.push_str("\n\n");
        }
        let kind = self.block_kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        self.plain.blocks.push(Block { kind, span: Span::empty_at(self.plain.text.len()) });
    }

    /// Notes where a stretch comes from; one that only goes on makes the last piece longer.
    fn record_segment(&mut self, plain: usize, at: &Range<usize>, same: bool) {
        let last = self.plain.segments.last_mut();
        let goes_on = |last: &&mut MapSegment| last.verbatim && same && last.source.end as usize == at.start;
        if let Some(last) = last.filter(goes_on) {
            last.source.end = at.end as u32;
            return;
        }
        self.plain.segments.push(MapSegment {
            plain_start: plain as u32,
            source: Span::from(at.clone()),
            verbatim: same,
        });
    }

    fn record_link(&mut self, begin: usize, end: usize) {
        match self.plain.links.last_mut().filter(|_| self.in_link_range) {
            Some(stretch) => stretch.end = end as u32,
            None => self.plain.links.push(Span::new(begin, end)),
        }
        self.in_link_range = true;
    }
}

/// What the prose in a block is, where the block says it.
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

/// Whether the block that ends has a kind.
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

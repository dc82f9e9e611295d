//! One walk over a body that gathers its prose.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::fold::{fold, folded, may_fold};
use super::{Block, BlockKind, OBJECT, Piece, PlainText};
use crate::document::Foreign;
use crate::text::{Source, Span};

/// The prose gathered so far.
pub(in crate::document) struct Walk<'s> {
    source: &'s str,
    pub(in crate::document) plain: PlainText,
    /// Blocks around the event that say what the prose in them is.
    around: Vec<BlockKind>,
    /// Whether the last block goes on.
    in_block: bool,
    /// Blocks of code or HTML, and pictures, around the event: no prose.
    hidden: usize,
    /// Links around the event, and whether the last stretch of links belongs to the innermost.
    links: usize,
    in_stretch: bool,
    /// Whether the text of the link is no prose.
    bare: bool,
    /// The end of the last text in the source.
    last: usize,
}

impl<'s> Walk<'s> {
    pub(in crate::document) fn new(source: &'s Source, start: usize) -> Self {
        Self {
            source: &source.text,
            plain: PlainText {
                text: String::with_capacity(source.text.len() - start.min(source.text.len())),
                ..PlainText::default()
            },
            around: Vec::new(),
            in_block: false,
            hidden: 0,
            links: 0,
            in_stretch: false,
            bare: false,
            last: start,
        }
    }

    /// Adds the prose of an event. Of `foreign`, what begins before the end of the event must be known.
    pub(in crate::document) fn event(&mut self, event: &Event<'_>, at: Range<usize>, foreign: &[Foreign]) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.shows() => self.own_text(text, at, foreign),
            Event::SoftBreak if self.shows() => self.other(" ", at),
            Event::HardBreak if self.shows() => self.other("\n", at),
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) if self.shows() => {
                self.object(at)
            }
            _ => {}
        }
    }

    fn shows(&self) -> bool {
        self.hidden == 0 && !self.bare
    }

    fn start(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            Tag::Link { link_type, .. } => return self.link(*link_type, at),
            Tag::Image { .. } => {
                if self.shows() {
                    self.object(at);
                }
                self.hidden += 1;
                return;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.hidden += 1,
            _ => {}
        }
        self.in_block = false;
        self.around.extend(kind(tag));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
            TagEnd::Link => {
                self.links = self.links.saturating_sub(1);
                (self.bare, self.in_stretch) = (false, false);
                return;
            }
            TagEnd::Image => {
                self.hidden = self.hidden.saturating_sub(1);
                return;
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
        self.in_block = false;
        if gives_kind(tag) {
            self.around.pop();
        }
    }

    /// The text of a bare address is no prose, and that of `[[slug]]` is not what readers see.
    fn link(&mut self, written: LinkType, at: Range<usize>) {
        self.links += 1;
        self.in_stretch = false;
        let bare = matches!(
            written,
            LinkType::Autolink | LinkType::Email | LinkType::WikiLink { has_pothole: false }
        );
        if bare && self.shows() {
            self.object(at);
        }
        self.bare |= bare;
    }

    fn object(&mut self, at: Range<usize>) {
        let mut letters = [0; 4];
        self.other(OBJECT.encode_utf8(&mut letters), at);
    }

    /// Adds a text; what belongs to another program is no prose.
    fn own_text(&mut self, text: &str, at: Range<usize>, foreign: &[Foreign]) {
        let first = foreign.partition_point(|one| one.span.end as usize <= at.start);
        let mut met = foreign[first..].iter().take_while(|one| (one.span.start as usize) < at.end).peekable();
        if met.peek().is_none() {
            return self.text(text, at);
        }
        let verbatim = self.source.get(at.clone()) == Some(text);
        let mut from = at.start;
        for span in met.map(|one| one.span.range()) {
            if verbatim && from < span.start {
                self.text(&text[from - at.start..span.start - at.start], from..span.start);
            }
            if span.start >= at.start {
                self.object(span.start..span.end.min(at.end));
            }
            from = span.end.min(at.end);
        }
        if verbatim && from < at.end {
            self.text(&text[from - at.start..], from..at.end);
        }
    }

    fn text(&mut self, text: &str, at: Range<usize>) {
        let written = self.source.get(at.clone());
        if !may_fold(text) {
            return self.push(text, at, written == Some(text));
        }
        if written != Some(text) {
            let folded = fold(text);
            return self.push(&folded, at, written == Some(&folded));
        }
        let mut from = 0;
        for (place, letter) in text.char_indices() {
            let Some(other) = folded(letter) else { continue };
            let (begin, end) = (at.start + place, at.start + place + letter.len_utf8());
            self.push(&text[from..place], at.start + from..begin, true);
            self.other(other, begin..end);
            from = place + letter.len_utf8();
        }
        self.push(&text[from..], at.start + from..at.end, true);
    }

    /// Adds what is written differently in the source.
    fn other(&mut self, text: &str, at: Range<usize>) {
        self.push(text, at, false);
    }

    fn push(&mut self, text: &str, at: Range<usize>, same: bool) {
        if text.is_empty() {
            return;
        }
        self.begin_block(at.start);
        let begin = self.plain.text.len();
        self.piece(begin, &at, same);
        self.plain.text.push_str(text);
        self.last = self.last.max(at.end);
        let end = self.plain.text.len();
        if let Some(block) = self.plain.blocks.last_mut() {
            block.span.end = end as u32;
        }
        if self.links > 0 {
            self.in_link(begin, end);
        }
    }

    fn begin_block(&mut self, at: usize) {
        if std::mem::replace(&mut self.in_block, true) {
            return;
        }
        if !self.plain.text.is_empty() {
            self.piece(self.plain.text.len(), &(self.last..at.max(self.last)), false);
            self.plain.text.push_str("\n\n");
        }
        let kind = self.around.last().copied().unwrap_or(BlockKind::Paragraph);
        self.plain.blocks.push(Block { kind, span: Span::at(self.plain.text.len()) });
    }

    /// Notes where a stretch comes from; one that only goes on makes the last piece longer.
    fn piece(&mut self, plain: usize, at: &Range<usize>, same: bool) {
        let last = self.plain.pieces.last_mut();
        let goes_on = |last: &&mut Piece| last.same && same && last.source.end as usize == at.start;
        if let Some(last) = last.filter(goes_on) {
            last.source.end = at.end as u32;
            return;
        }
        self.plain.pieces.push(Piece { plain: plain as u32, source: Span::from(at.clone()), same });
    }

    fn in_link(&mut self, begin: usize, end: usize) {
        match self.plain.links.last_mut().filter(|_| self.in_stretch) {
            Some(stretch) => stretch.end = end as u32,
            None => self.plain.links.push(Span::new(begin, end)),
        }
        self.in_stretch = true;
    }
}

/// What the prose in a block is, where the block says it.
fn kind(tag: &Tag<'_>) -> Option<BlockKind> {
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
fn gives_kind(tag: TagEnd) -> bool {
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

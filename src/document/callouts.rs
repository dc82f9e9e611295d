//! Callouts of Obsidian, `> [!info]- Title`, as alerts. GitHub's five alerts without a title are read by the Markdown parser.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::events::SourceEvent;

/// The types of callouts, with the alert that each is shown as. A type that is not listed is a note, as in Obsidian.
const KINDS: [(&str, BlockQuoteKind); 22] = [
    ("tip", BlockQuoteKind::Tip),
    ("hint", BlockQuoteKind::Tip),
    ("success", BlockQuoteKind::Tip),
    ("check", BlockQuoteKind::Tip),
    ("done", BlockQuoteKind::Tip),
    ("example", BlockQuoteKind::Note),
    ("important", BlockQuoteKind::Important),
    ("question", BlockQuoteKind::Important),
    ("help", BlockQuoteKind::Important),
    ("faq", BlockQuoteKind::Important),
    ("abstract", BlockQuoteKind::Important),
    ("summary", BlockQuoteKind::Important),
    ("tldr", BlockQuoteKind::Important),
    ("warning", BlockQuoteKind::Warning),
    ("attention", BlockQuoteKind::Warning),
    ("caution", BlockQuoteKind::Caution),
    ("danger", BlockQuoteKind::Caution),
    ("error", BlockQuoteKind::Caution),
    ("bug", BlockQuoteKind::Caution),
    ("failure", BlockQuoteKind::Caution),
    ("fail", BlockQuoteKind::Caution),
    ("missing", BlockQuoteKind::Caution),
];

/// Types whose text is quoted: they stay block quotes.
const QUOTATIONS: [&str; 2] = ["quote", "cite"];

/// The first line of a callout.
struct CalloutHead {
    /// `None` for a quotation.
    kind: Option<BlockQuoteKind>,
    /// The end of the marker and of the blanks after it.
    marker_end: usize,
    has_title: bool,
}

/// Reads the first line of a block quote as that of a callout. `start` is the offset of the block quote.
fn callout_head(source: &str, start: usize) -> Option<CalloutHead> {
    let rest = source.get(start..)?;
    // The marker is looked at first: the line may be long, and begin many block quotes.
    let marker = rest.trim_start_matches([' ', '\t']).strip_prefix('>')?.trim_start_matches([' ', '\t']);
    let name = marker.strip_prefix("[!")?.lines().next()?;
    let line_len = rest.len() - marker.len() + "[!".len() + name.len();
    let (name, rest) = name.split_once(']')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '|' | ' ');
    if name.is_empty() || !name.chars().all(is_name) || rest.starts_with(['(', '[', ':']) {
        return None;
    }
    let title = rest.strip_prefix(['-', '+']).unwrap_or(rest).trim_start();
    // Obsidian allows metadata after a bar.
    let name = name.split('|').next().unwrap_or_default().trim().to_ascii_lowercase();
    let kind = KINDS.iter().find(|(known, _)| *known == name).map_or(BlockQuoteKind::Note, |(_, kind)| *kind);
    Some(CalloutHead {
        kind: (!QUOTATIONS.contains(&&*name)).then_some(kind),
        marker_end: start + line_len - title.len(),
        has_title: !title.trim().is_empty(),
    })
}

/// Returns whether the alert that begins at `start` has a title of its own, which is its first paragraph.
pub fn has_callout_title(source: &str, start: usize) -> bool {
    callout_head(source, start).is_some_and(|head| head.has_title)
}

/// Turns block quotes that are callouts into alerts. A title becomes a paragraph of its own.
pub(super) struct Callouts<'t, 'e, I> {
    events: I,
    text: &'t str,
    /// Events that are ready to be returned.
    ready: VecDeque<SourceEvent<'e>>,
    /// The kinds of the open block quotes, outermost first.
    open: Vec<Option<BlockQuoteKind>>,
}

impl<'t, 'e, I: Iterator<Item = SourceEvent<'e>>> Callouts<'t, 'e, I> {
    /// Reads the events of `text`.
    pub(super) fn new(text: &'t str, events: I) -> Self {
        Self { events, text, ready: VecDeque::new(), open: Vec::new() }
    }

    fn read_head(&mut self, head: &CalloutHead, quote: Range<usize>) {
        let quote_tag = Tag::BlockQuote(head.kind);
        match self.events.next() {
            Some((Event::Start(Tag::Paragraph), paragraph)) => {
                self.ready.push_back((Event::Start(quote_tag), quote));
                self.open.push(head.kind);
                self.read_first_line(head, &paragraph);
            }
            other => {
                self.ready.push_back((Event::Start(Tag::BlockQuote(None)), quote));
                self.open.push(None);
                self.ready.extend(other);
            }
        }
    }

    /// Reads the first line of the first paragraph: leaves out the marker, and ends the paragraph after a title.
    fn read_first_line(&mut self, head: &CalloutHead, paragraph: &Range<usize>) {
        let mut title: Vec<SourceEvent<'e>> = Vec::new();
        let (mut depth, mut continues, mut end) = (0_usize, false, head.marker_end);
        for (event, range) in self.events.by_ref() {
            match &event {
                Event::SoftBreak | Event::HardBreak if depth == 0 => {
                    continues = true;
                    end = range.end;
                    break;
                }
                Event::End(TagEnd::Paragraph) => break,
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            title.extend(without_marker(event, range, head.marker_end));
        }
        if head.has_title {
            let line = head.marker_end..end;
            self.ready.push_back((Event::Start(Tag::Paragraph), line.clone()));
            self.ready.extend(title);
            self.ready.push_back((Event::End(TagEnd::Paragraph), line));
        }
        if continues {
            self.ready.push_back((Event::Start(Tag::Paragraph), end.min(paragraph.end)..paragraph.end));
        }
    }
}

/// Returns the part of an event after the marker.
fn without_marker(event: Event<'_>, range: Range<usize>, marker_end: usize) -> Option<SourceEvent<'_>> {
    if range.start >= marker_end {
        return Some((event, range));
    }
    let Event::Text(text) = event else { return None };
    let rest = text.get(marker_end.checked_sub(range.start)?..).filter(|rest| !rest.is_empty())?;
    (text.len() == range.len()).then(|| (Event::Text(rest.to_owned().into()), marker_end..range.end))
}

impl<'e, I: Iterator<Item = SourceEvent<'e>>> Iterator for Callouts<'_, 'e, I> {
    type Item = SourceEvent<'e>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(event) = self.ready.pop_front() {
            return Some(event);
        }
        let (event, range) = self.events.next()?;
        match event {
            Event::Start(Tag::BlockQuote(kind)) => {
                match callout_head(self.text, range.start).filter(|_| kind.is_none()) {
                    Some(head) => self.read_head(&head, range),
                    None => {
                        self.open.push(kind);
                        return Some((event, range));
                    }
                }
                self.ready.pop_front()
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                Some((Event::End(TagEnd::BlockQuote(self.open.pop().flatten())), range))
            }
            event => Some((event, range)),
        }
    }
}

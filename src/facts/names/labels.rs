//! Mentions as labelled ranges of characters, the common form for measuring.
//!
//! Takes a text and its mentions. Gives ranges in Unicode code points, as scorers of names expect them.

use super::{EntityKind, Mention, MentionReason};

/// A labelled range of a text, in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelledRange {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// `PERSON`, `ORG` or `PLACE`.
    pub label: &'static str,
    /// The number of who or what it names.
    pub entity: u32,
}

/// The mentions as labelled ranges, descriptions left out; `mentions` are in order, as they are read.
pub fn labelled_ranges(text: &str, mentions: &[Mention]) -> Vec<LabelledRange> {
    let mut at = (0, 0);
    let mut point = |byte: u32| {
        let byte = byte as usize;
        at = (byte, at.1 + text.get(at.0..byte).map_or(0, |between| between.chars().count()));
        at.1
    };
    mentions
        .iter()
        .filter(|mention| mention.reason != MentionReason::Described)
        .map(|mention| LabelledRange {
            start: point(mention.span.start),
            end: point(mention.span.end),
            entity: mention.entity,
            label: match mention.kind {
                EntityKind::Person => "PERSON",
                EntityKind::Organisation => "ORG",
                EntityKind::Place(_) => "PLACE",
            },
        })
        .collect()
}

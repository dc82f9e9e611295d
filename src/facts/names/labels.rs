//! Mentions as labelled char ranges, for evaluation.
//!
//! Takes a text and its mentions. Returns ranges in Unicode code points, as evaluation tools expect.

use crate::facts::Grade;

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
    /// Number of the entity.
    pub entity: u32,
    /// How certain its kind and bounds are.
    pub grade: Grade,
}

/// Returns the mentions as labelled ranges, without descriptions. `mentions` are in text order.
pub fn labelled_ranges(text: &str, mentions: &[Mention]) -> Vec<LabelledRange> {
    let mut last = (0, 0);
    let mut code_point = |byte: u32| {
        let byte = byte as usize;
        last = (byte, last.1 + text.get(last.0..byte).map_or(0, |between| between.chars().count()));
        last.1
    };
    mentions
        .iter()
        .filter(|mention| mention.reason != MentionReason::Described)
        .map(|mention| LabelledRange {
            start: code_point(mention.span.start),
            end: code_point(mention.span.end),
            entity: mention.entity,
            grade: mention.grade(),
            label: match mention.kind {
                EntityKind::Person => "PERSON",
                EntityKind::Organisation => "ORG",
                EntityKind::Place(_) => "PLACE",
            },
        })
        .collect()
}

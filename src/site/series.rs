//! The reading order of each series.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, LISTED_TWICE, Outcome, SourceLocation};
use crate::text::Spanned;

use super::ids::{BriefingId, SeriesId};
use super::resolve::NamedBriefing;
use super::subject_listings::SubjectListing;

/// The reading order of each series.
#[derive(Debug, Default, serde::Serialize)]
pub(super) struct SeriesOrder {
    /// The briefings of each series: those with a `part` by it, then the others from the oldest to the newest.
    pub(super) parts: Vec<Vec<BriefingId>>,
    /// The index of each briefing among those of its series.
    pub(super) indices: FxHashMap<BriefingId, usize>,
}

/// Orders the briefings of each series, and reports parts with the same number.
pub(super) fn order_series(
    listings: &[SubjectListing],
    briefings: &[Arc<NamedBriefing>],
) -> Outcome<SeriesOrder> {
    let mut order = SeriesOrder::default();
    let mut diagnostics = Vec::new();
    let number = |id: BriefingId| briefings[id.index()].briefing.part.as_ref();
    for listing in listings {
        // Briefings are listed newest first, so the oldest comes first among those without a number.
        let mut parts: Vec<BriefingId> = listing.briefings.iter().rev().copied().collect();
        parts.sort_by_key(|id| number(*id).map_or(u32::MAX, |part| part.value));
        order.indices.extend(parts.iter().enumerate().map(|(index, id)| (*id, index)));
        for pair in parts.windows(2) {
            if let [Some(first), Some(again)] = [number(pair[0]), number(pair[1])]
                && first.value == again.value
            {
                let pair = [(pair[0], first), (pair[1], again)];
                diagnostics.push(same_number(pair.map(|(id, part)| (&*briefings[id.index()], part))));
            }
        }
        order.parts.push(parts);
    }
    Outcome::new(order, diagnostics)
}

fn same_number([first, again]: [(&NamedBriefing, &Spanned<u32>); 2]) -> Diagnostic {
    let location = |(named, part): (&NamedBriefing, &Spanned<u32>)| {
        SourceLocation::new(&named.briefing.meta.source, part.span)
    };
    let message = format!("`part: {}` is listed twice in the series", again.1.value);
    Diagnostic::new(&LISTED_TWICE, message)
        .at(location(again))
        .label("again here")
        .related(location(first), "first here")
        .help("give each part its own number")
}

impl SeriesOrder {
    /// Returns the briefings before and after one in its series.
    pub(super) fn neighbours(&self, series: SeriesId, id: BriefingId) -> [Option<BriefingId>; 2] {
        let (Some(parts), Some(index)) = (self.parts.get(series.index()), self.indices.get(&id)) else {
            return [None, None];
        };
        let at = |index: Option<usize>| parts.get(index?).copied();
        [at(index.checked_sub(1)), at(index.checked_add(1))]
    }
}

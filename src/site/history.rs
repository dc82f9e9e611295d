//! Corrections of all briefings.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::ids::BriefingId;
use super::resolve::NamedBriefing;

/// A correction of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CorrectionRef {
    /// The briefing.
    pub briefing: BriefingId,
    /// Index into the briefing's corrections.
    pub index: usize,
}

/// Returns all corrections, latest first.
pub(super) fn collect_corrections(briefings: &[Arc<NamedBriefing>], zone: &TimeZone) -> Vec<CorrectionRef> {
    let mut all: Vec<(Reverse<Timestamp>, BriefingId, usize)> = Vec::new();
    for (id, named) in briefings.iter().enumerate() {
        for index in 0..named.briefing.corrections.len() {
            all.push((Reverse(correction_time(named, index, zone)), BriefingId::new(id), index));
        }
    }
    all.sort_unstable();
    all.into_iter().map(|(_, briefing, index)| CorrectionRef { briefing, index }).collect()
}

/// Returns the instant of a correction, at the earliest that of publication: a correction given as a day starts at
/// midnight.
pub(super) fn correction_time(named: &NamedBriefing, index: usize, zone: &TimeZone) -> Timestamp {
    named.briefing.corrections[index].when.value.start(zone).max(named.published)
}

//! When what is told of last changed.

use jiff::Timestamp;

use crate::site::{BriefingId, Corrected, Site};

/// The instant of a briefing's last significant change or correction; that of its publication where there was none.
pub(super) fn changed(site: &Site, id: BriefingId) -> Timestamp {
    let filed = site.briefing(id);
    let corrections = (0..filed.briefing.corrections.len()).map(|at| Corrected { briefing: id, at });
    corrections.map(|made| site.corrected_at(made)).fold(filed.revised, Timestamp::max)
}

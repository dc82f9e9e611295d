//! When what is told of last changed.

use jiff::Timestamp;

use crate::site::{BriefingId, CorrectionRef, Site};

/// The instant of a briefing's last significant change or correction; that of its publication where there was none.
pub(super) fn last_changed(site: &Site, id: BriefingId) -> Timestamp {
    let filed = site.briefing(id);
    let corrections =
        (0..filed.briefing.corrections.len()).map(|at| CorrectionRef { briefing: id, index: at });
    corrections.map(|made| site.correction_time(made)).fold(filed.updated_at, Timestamp::max)
}

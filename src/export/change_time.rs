//! The instant of the last change of a briefing.

use jiff::Timestamp;

use crate::site::{BriefingId, CorrectionRef, Site};

/// Returns the instant of a briefing's last significant change or correction, else of its publication.
pub(super) fn last_changed(site: &Site, id: BriefingId) -> Timestamp {
    let resolved = site.briefing(id);
    let corrections =
        (0..resolved.briefing.corrections.len()).map(|index| CorrectionRef { briefing: id, index });
    corrections.map(|correction| site.correction_time(correction)).fold(resolved.updated_at, Timestamp::max)
}

//! When a briefing last changed.

use jiff::Timestamp;

use crate::site::{BriefingId, Site};

/// The instant of its last significant change or correction; that of its publication where there was none.
pub(super) fn changed(site: &Site, id: BriefingId) -> Timestamp {
    let filed = site.briefing(id);
    let zone = &site.settings.time_zone;
    let updated = filed.briefing.updated.iter().map(|date| date.value.start(zone));
    let corrected = filed.briefing.corrections.iter().map(|made| made.when.value.start(zone));
    updated.chain(corrected).fold(filed.published, Timestamp::max)
}

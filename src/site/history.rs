//! The history of briefings after publication: significant changes, corrections, and the original permalink.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::briefing::Briefing;
use crate::facts::{Correction, Date};

use super::{BriefingId, PageId, Permalink, PublishFilter, Site, link};

/// A correction of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CorrectionRef {
    /// The briefing.
    pub briefing: BriefingId,
    /// Index into the briefing's corrections.
    pub index: usize,
}

/// Returns the last significant change, from `updated` or `changes`.
pub(super) fn last_update(briefing: &Briefing, filter: &PublishFilter) -> Option<Date> {
    let changes = briefing.changes.iter().map(|change| change.when.value);
    let updated = briefing.updated.iter().map(|date| date.value);
    changes.chain(updated).max_by_key(|date| date.start(&filter.zone))
}

/// Returns all corrections, latest first.
pub(super) fn collect_corrections(site: &Site) -> Vec<CorrectionRef> {
    let briefings = site.briefings.iter().enumerate();
    let mut all: Vec<CorrectionRef> = briefings
        .flat_map(|(id, resolved)| {
            let count = resolved.briefing.corrections.len();
            (0..count).map(move |index| CorrectionRef { briefing: BriefingId::new(id), index })
        })
        .collect();
    all.sort_by_key(|correction| {
        (Reverse(site.correction_time(*correction)), correction.briefing, correction.index)
    });
    all
}

impl Site {
    /// Returns the correction.
    pub fn correction(&self, correction: CorrectionRef) -> &Correction {
        &self.briefing(correction.briefing).briefing.corrections[correction.index]
    }

    /// Returns the instant of a correction, at the earliest that of publication: a correction given as a day starts at
    /// midnight.
    pub fn correction_time(&self, correction: CorrectionRef) -> Timestamp {
        let when = self.correction(correction).when.value.start(&self.settings.time_zone);
        when.max(self.briefing(correction.briefing).published)
    }

    /// Returns the permalink a page had first: the first of its old URLs, else its own. It identifies the page for feed
    /// readers and calendars even if the slug changes. It is unique, because two pages at one URL are an error.
    pub fn original_permalink(&self, page: PageId) -> Permalink {
        let meta = self.meta(page);
        let original = meta.and_then(|meta| link::parse_old_url(meta, meta.old_urls.first()?).ok());
        original.unwrap_or_else(|| self.title_and_permalink(page).1)
    }
}

//! What became of briefings after publication: significant changes, corrections, and the address that stays theirs.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::briefing::Briefing;
use crate::facts::{Correction, Date};

use super::{BriefingId, PageId, Permalink, PublishFilter, Site, link};

/// Something that was fixed in a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CorrectionRef {
    /// The briefing.
    pub briefing: BriefingId,
    /// Its place in the briefing's list.
    pub index: usize,
}

/// The last significant change, whether stated alone or told in words.
pub(super) fn last_update(briefing: &Briefing, audience: &PublishFilter) -> Option<Date> {
    let changes = briefing.changes.iter().map(|change| change.when.value);
    let stated = briefing.updated.iter().map(|date| date.value);
    changes.chain(stated).max_by_key(|date| date.start(&audience.zone))
}

/// Every correction, latest first.
pub(super) fn collect_corrections(site: &Site) -> Vec<CorrectionRef> {
    let briefings = site.briefings.iter().enumerate();
    let mut all: Vec<CorrectionRef> = briefings
        .flat_map(|(id, filed)| {
            let count = filed.briefing.corrections.len();
            (0..count).map(move |at| CorrectionRef { briefing: BriefingId::new(id), index: at })
        })
        .collect();
    all.sort_by_key(|made| (Reverse(site.correction_time(*made)), made.briefing, made.index));
    all
}

impl Site {
    /// What was fixed.
    pub fn correction(&self, made: CorrectionRef) -> &Correction {
        &self.briefing(made.briefing).briefing.corrections[made.index]
    }

    /// When it was fixed, not before the briefing was published: a correction of the same day may say only the day.
    pub fn correction_time(&self, made: CorrectionRef) -> Timestamp {
        let when = self.correction(made).when.value.start(&self.settings.time_zone);
        when.max(self.briefing(made.briefing).published)
    }

    /// The address a page had first: the first of its old addresses, else its own. It identifies the page for whoever
    /// remembers what was read, however often the slug changes. No two pages share it, for two pages in one place are
    /// an error.
    pub fn original_permalink(&self, page: PageId) -> Permalink {
        let leaf = self.meta(page);
        let old = leaf.and_then(|leaf| link::parse_old_url(leaf, leaf.old_urls.first()?).ok());
        old.unwrap_or_else(|| self.title_and_permalink(page).1)
    }
}

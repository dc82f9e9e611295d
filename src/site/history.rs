//! What became of briefings after publication: significant changes, corrections, and the address that stays theirs.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::briefing::Briefing;
use crate::facts::{Correction, Date};

use super::{Audience, BriefingId, PageId, Permalink, Site, link};

/// Something that was mended in a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The briefing.
    pub briefing: BriefingId,
    /// Its place in the briefing's list.
    pub at: usize,
}

/// The last significant change, whether stated alone or told in words.
pub(super) fn updated(briefing: &Briefing, audience: &Audience) -> Option<Date> {
    let changes = briefing.changes.iter().map(|change| change.when.value);
    let stated = briefing.updated.iter().map(|date| date.value);
    changes.chain(stated).max_by_key(|date| date.start(&audience.zone))
}

/// Every correction, latest first.
pub(super) fn corrections(site: &Site) -> Vec<Corrected> {
    let briefings = site.briefings.iter().enumerate();
    let mut all: Vec<Corrected> = briefings
        .flat_map(|(id, filed)| {
            let count = filed.briefing.corrections.len();
            (0..count).map(move |at| Corrected { briefing: BriefingId::new(id), at })
        })
        .collect();
    all.sort_by_key(|made| (Reverse(site.corrected_at(*made)), made.briefing, made.at));
    all
}

impl Site {
    /// What was mended.
    pub fn correction(&self, made: Corrected) -> &Correction {
        &self.briefing(made.briefing).briefing.corrections[made.at]
    }

    /// When it was mended, not before the briefing was published: a correction of the same day may say only the day.
    pub fn corrected_at(&self, made: Corrected) -> Timestamp {
        let when = self.correction(made).when.value.start(&self.settings.time_zone);
        when.max(self.briefing(made.briefing).published)
    }

    /// The address a page had first: the first of its old addresses, else its own. It identifies the page for whoever
    /// remembers what was read, however often the slug changes. No two pages share it, for two pages in one place are
    /// an error.
    pub fn first_address(&self, page: PageId) -> Permalink {
        let leaf = self.leaf(page);
        let old = leaf.and_then(|leaf| link::old_address(leaf, leaf.old_addresses.first()?).ok());
        old.unwrap_or_else(|| self.page(page).1)
    }
}

//! What somebody should look at again, for its day has come.

use crate::diagnostic::{Diagnostic, REVIEW_DUE, SECURITY_EXPIRES, SourceLocation};
use jiff::SignedDuration;

use super::{ResolvedBriefing, Site, link};

/// How long before its end `security.txt` is to be looked at again.
const EXPIRY_NOTICE: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Site {
    /// Whether the day of a briefing's `review_by` has come, in the site's zone.
    pub fn review_due(&self, filed: &ResolvedBriefing) -> bool {
        let by = filed.briefing.review_by.as_ref();
        by.is_some_and(|by| by.value.start(&self.settings.time_zone) <= self.as_of)
    }
}

/// A note for every briefing whose `review_by` has come.
pub(super) fn check_review_dates(site: &Site, notes: &mut Vec<Diagnostic>) {
    for filed in &site.briefings {
        let leaf = &filed.briefing.meta;
        let Some(by) = filed.briefing.review_by.as_ref() else { continue };
        if site.review_due(filed) {
            let note = Diagnostic::new(
                &REVIEW_DUE,
                format!("this briefing was to be looked at again by {}", by.value),
            );
            notes.push(
                note.at(link::source_location(leaf, by.span))
                    .help("check what has changed, then set `review_by` to a later day"),
            );
        }
    }
}

/// A note where `security.txt` has expired or soon will: from then on nobody is to trust it.
pub(super) fn check_security_expiry(site: &Site, notes: &mut Vec<Diagnostic>) {
    let Some(expires) = site.settings.security.as_ref().map(|security| &security.expires) else { return };
    if expires.value > site.as_of.saturating_add(EXPIRY_NOTICE).unwrap_or(site.as_of) {
        return;
    }
    let word = if expires.value <= site.as_of { "has expired" } else { "expires within 30 days" };
    let note = Diagnostic::new(&SECURITY_EXPIRES, format!("`security.txt` {word}"));
    let place = SourceLocation { path: "site.toml".into(), span: Some(expires.span) };
    notes
        .push(note.at(place).help("check that its contacts still hold, then set a later day, within a year"));
}

//! Diagnostics for content that is due for review.

use crate::diagnostic::{Diagnostic, REVIEW_DUE, SECURITY_EXPIRES, SourceLocation};
use jiff::SignedDuration;

use super::{ResolvedBriefing, Site, link};

/// How long before its expiry `security.txt` is due for review.
const EXPIRY_NOTICE: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Site {
    /// Returns whether a briefing's `review_by` has been reached, in the site's time zone.
    pub fn review_due(&self, resolved: &ResolvedBriefing) -> bool {
        let by = resolved.briefing.review_by.as_ref();
        by.is_some_and(|by| by.value.start(&self.settings.time_zone) <= self.as_of)
    }
}

/// Reports every briefing whose `review_by` has been reached.
pub(super) fn check_review_dates(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for resolved in &site.briefings {
        let meta = &resolved.briefing.meta;
        let Some(by) = resolved.briefing.review_by.as_ref() else { continue };
        if site.review_due(resolved) {
            let diagnostic =
                Diagnostic::new(&REVIEW_DUE, format!("this briefing was due for review by {}", by.value));
            diagnostics.push(
                diagnostic
                    .at(link::source_location(meta, by.span))
                    .help("check the text, then set `review_by` to a later day"),
            );
        }
    }
}

/// Reports a `security.txt` that has expired or expires soon: after its expiry it must not be trusted.
pub(super) fn check_security_expiry(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let Some(expires) = site.settings.security.as_ref().map(|security| &security.expires) else { return };
    if expires.value > site.as_of.saturating_add(EXPIRY_NOTICE).unwrap_or(site.as_of) {
        return;
    }
    let state = if expires.value <= site.as_of { "has expired" } else { "expires within 30 days" };
    let diagnostic = Diagnostic::new(&SECURITY_EXPIRES, format!("`security.txt` {state}"));
    let location = SourceLocation { path: "site.toml".into(), span: Some(expires.span) };
    diagnostics.push(
        diagnostic
            .at(location)
            .help("check that its contacts are still valid, then set a later day, within a year"),
    );
}

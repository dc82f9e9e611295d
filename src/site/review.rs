//! Diagnostics for content that is due for review.

use std::sync::Arc;

use jiff::SignedDuration;

use crate::diagnostic::{Diagnostic, REVIEW_DUE, SECURITY_EXPIRES, SourceLocation};
use crate::settings::Settings;

use super::as_of::AsOf;
use super::resolve::NamedBriefing;

/// How long before its expiry `security.txt` is due for review.
const EXPIRY_NOTICE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Returns whether a briefing's `review_by` has been reached, in the site's time zone.
pub(super) fn is_review_due(named: &NamedBriefing, settings: &Settings, as_of: &AsOf) -> bool {
    let by = named.briefing.review_by.as_ref();
    by.is_some_and(|by| as_of.has_reached(by.value.start(&settings.time_zone)))
}

/// Reports every briefing whose `review_by` has been reached.
pub(super) fn check_review_dates(
    briefings: &[Arc<NamedBriefing>],
    settings: &Settings,
    as_of: &AsOf,
) -> impl Iterator<Item = Diagnostic> {
    let due = briefings.iter().filter(move |named| is_review_due(named, settings, as_of));
    due.filter_map(|named| {
        let by = named.briefing.review_by.as_ref()?;
        let message = format!("this briefing was due for review by {}", by.value);
        let location = SourceLocation::new(&named.briefing.meta.source, by.span);
        let help = "check the text, then set `review_by` to a later day";
        Some(Diagnostic::new(&REVIEW_DUE, message).at(location).help(help))
    })
}

/// Reports a `security.txt` that has expired or expires soon: after its expiry it must not be trusted.
pub(super) fn check_security_expiry(settings: &Settings, as_of: &AsOf) -> Option<Diagnostic> {
    let expires = &settings.security.as_ref()?.expires;
    let notice = expires.value.saturating_sub(EXPIRY_NOTICE).unwrap_or(expires.value);
    if !as_of.has_reached(notice) {
        return None;
    }
    let state = if as_of.has_reached(expires.value) { "has expired" } else { "expires within 30 days" };
    let location = SourceLocation { path: "site.toml".into(), span: Some(expires.span) };
    let help = "check that its contacts are still valid, then set a later day, within a year";
    Some(Diagnostic::new(&SECURITY_EXPIRES, format!("`security.txt` {state}")).at(location).help(help))
}

//! Briefings somebody should look at again.

use jiff::tz::TimeZone;

use crate::diagnostic::{Diagnostic, REVIEW_DUE};

use super::{Site, link};

/// A note for every briefing whose `review_by` has come.
pub(super) fn due(site: &Site, notes: &mut Vec<Diagnostic>) {
    for filed in &site.briefings {
        let leaf = &filed.briefing.leaf;
        let Some(by) = filed.briefing.review_by.as_ref() else { continue };
        if by.value.start(&TimeZone::UTC) <= site.as_of {
            let note = Diagnostic::new(
                &REVIEW_DUE,
                format!("this briefing was to be looked at again by {}", by.value),
            );
            notes.push(
                note.at(link::place(leaf, by.span))
                    .mend("check what has changed, then set `review_by` to a later day"),
            );
        }
    }
}

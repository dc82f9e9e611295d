//! Offices told in prose outside of their terms: "foreign minister" of somebody who held that office before.

use crate::briefing::{Actor, Role};
use crate::diagnostic::{Diagnostic, OFFICE_OUT_OF_TERM, SourceLocation};
use crate::facts::names::{self, Mention};
use crate::site::{PageId, Site};
use crate::text::{Span, slugify};

use super::names::NameFinder;
use super::prose::BriefingProse;

/// Notes titles that stand beside the name of somebody whose file gives that office another time.
pub(super) fn check_role_terms(
    site: &Site,
    names: &NameFinder,
    reading: &BriefingProse<'_>,
    mentions: &[Mention],
    notes: &mut Vec<Diagnostic>,
) {
    for mention in mentions {
        let told = mention.role.as_ref().zip(mention.declared);
        let Some((role, entry)) = told.filter(|(role, _)| reading.override_at(role.span).is_none()) else {
            continue;
        };
        let PageId::Actor(id) = names.page(entry) else { continue };
        if let Some(actor) = site.actor(id).profile.as_deref() {
            notes.extend(role_outside_term(reading, actor, mention, role));
        }
    }
}

fn role_outside_term(
    reading: &BriefingProse<'_>,
    actor: &Actor,
    mention: &Mention,
    told: &names::MentionRole,
) -> Option<Diagnostic> {
    let title = slugify(&told.title);
    let held: Vec<&Role> = actor.roles.iter().filter(|role| slugify(&role.title.value) == title).collect();
    let first = held.first()?;
    let now = held.iter().any(|role| role.is_held_at(reading.times.published));
    if now != told.former {
        return None;
    }
    let name = &actor.meta.title.value;
    let (message, help) = if now {
        (
            format!("{name} still was {} when this was published", told.title),
            "take `former` out, or give the office its end in the actor's file".to_owned(),
        )
    } else {
        (
            format!("{name} was not {} when this was published", told.title),
            format!("write `then {}`, or put the term right in the actor's file", told.title),
        )
    };
    let span =
        Span { start: told.span.start.min(mention.span.start), end: told.span.end.max(mention.span.end) };
    let declared = SourceLocation::new(&actor.meta.source, first.title.span);
    Some(
        reading
            .diagnostic(&OFFICE_OUT_OF_TERM, message, span)
            .related(declared, "the office and its term")
            .help(help),
    )
}

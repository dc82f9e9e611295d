//! Checks of roles in prose against their terms, such as "foreign minister" for a former holder of the office.

use crate::briefing::{Actor, Role};
use crate::diagnostic::{Diagnostic, ROLE_OUTSIDE_TERM, SourceLocation};
use crate::facts::names::{self, Mention};
use crate::site::ids::PageId;
use crate::site::subject::SubjectEntry;
use crate::text::{Span, slugify};

use super::names::NameFinder;
use super::prose::BriefingProse;

/// Reports titles beside a name whose profile gives that role another term.
pub(super) fn check_role_terms(
    actors: &[SubjectEntry<Actor>],
    names: &NameFinder,
    prose: &BriefingProse<'_>,
    mentions: &[Mention],
) -> Vec<Diagnostic> {
    let check = |mention: &Mention| {
        let declared = mention.role.as_ref().zip(mention.declared);
        let (role, entry) = declared.filter(|(role, _)| prose.override_at(role.span).is_none())?;
        let PageId::Actor(id) = names.page(entry) else { return None };
        role_outside_term(prose, actors[id.index()].profile.as_deref()?, mention, role)
    };
    mentions.iter().filter_map(check).collect()
}

fn role_outside_term(
    prose: &BriefingProse<'_>,
    actor: &Actor,
    mention: &Mention,
    mentioned: &names::MentionRole,
) -> Option<Diagnostic> {
    let title = slugify(&mentioned.title);
    let roles: Vec<&Role> = actor.roles.iter().filter(|role| slugify(&role.title.value) == title).collect();
    let first = roles.first()?;
    let is_current = roles.iter().any(|role| role.is_held_at(prose.times.published));
    if is_current != mentioned.former {
        return None;
    }
    let name = &actor.meta.title.value;
    let (message, help) = if is_current {
        (
            format!("{name} was still {} when this was published", mentioned.title),
            "remove `former`, or add the end of the role to the actor's profile".to_owned(),
        )
    } else {
        (
            format!("{name} was not {} when this was published", mentioned.title),
            format!("write `then {}`, or correct the term in the actor's profile", mentioned.title),
        )
    };
    let span = Span {
        start: mentioned.span.start.min(mention.span.start),
        end: mentioned.span.end.max(mention.span.end),
    };
    let declared = SourceLocation::new(&actor.meta.source, first.title.span);
    Some(
        prose
            .diagnostic(&ROLE_OUTSIDE_TERM, message, span)
            .related(declared, "the role and its term")
            .help(help),
    )
}

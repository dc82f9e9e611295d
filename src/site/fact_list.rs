//! The facts of a briefing in one list, each with the place where it is written.

use crate::facts::{DateFact, Origin};
use crate::text::{Span, Spanned, on_one_line};

use super::ids::{ActorId, PageId, VenueId};
use super::indexed_site::{ResolvedBriefing, Site};

/// A kind of listed facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// A dated fact.
    Date,
    /// An actor.
    Actor,
    /// A venue.
    Venue,
    /// A statement.
    Statement,
    /// A publication that facts rest on.
    Source,
}

/// A fact as one line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFact {
    /// Its kind.
    pub kind: FactKind,
    /// What it says.
    pub text: String,
    /// Whether it is declared or found.
    pub origin: Origin,
    /// Where it is written in the file of its briefing.
    pub span: Span,
}

/// Returns the facts of a briefing: dates, actors, venues, names in its prose, statements and sources.
pub fn listed_facts(site: &Site, resolved: &ResolvedBriefing) -> Vec<ListedFact> {
    let (briefing, found) = (&resolved.briefing, &resolved.found);
    let mut facts: Vec<ListedFact> = briefing.dates.iter().chain(&found.facts).map(date).collect();
    let actors = briefing.actors.iter().map(|it| (&it.actor, it.role.as_ref(), it.origin));
    let name_of = |id: &ActorId| site.actor(*id).name.as_str();
    facts.extend(named(FactKind::Actor, actors, &resolved.actors, name_of));
    let venues = briefing.venues.iter().map(|it| (&it.venue, it.role.as_ref(), it.origin));
    let name_of = |id: &VenueId| site.venue(*id).name.as_str();
    facts.extend(named(FactKind::Venue, venues, &resolved.venues, name_of));
    for name in &found.names {
        let kind = match name.page {
            PageId::Actor(_) => FactKind::Actor,
            _ => FactKind::Venue,
        };
        facts.push(fact(kind, site.title_and_permalink(name.page).0, Origin::Found, name.span));
    }
    for statement in &briefing.statements {
        let text = format!("{}: {}", statement.who.value, statement.says.value);
        facts.push(fact(FactKind::Statement, &text, statement.origin, statement.span));
    }
    let sources = briefing.sources.iter();
    facts.extend(
        sources.map(|source| fact(FactKind::Source, &source.title.value, Origin::Declared, source.span)),
    );
    facts
}

/// Returns the declared actors or venues of a briefing, by the names of the subjects that they denote if all are resolved.
fn named<'f, T>(
    kind: FactKind,
    declared: impl ExactSizeIterator<Item = (&'f Spanned<String>, Option<&'f Spanned<String>>, Origin)>,
    resolved: &'f [T],
    name_of: impl Fn(&'f T) -> &'f str,
) -> Vec<ListedFact> {
    let resolved = if resolved.len() == declared.len() { resolved } else { &[] };
    let listed = declared.enumerate().map(|(index, (written, role, origin))| {
        let name = resolved.get(index).map_or(written.value.as_str(), &name_of);
        fact(kind, &with_role(name, role), origin, written.span)
    });
    listed.collect()
}

fn date(date: &DateFact) -> ListedFact {
    let text = format!("{}: {}", date.when.value, date.what.value);
    fact(FactKind::Date, &text, date.origin, date.when.span)
}

fn fact(kind: FactKind, text: &str, origin: Origin, span: Span) -> ListedFact {
    ListedFact { kind, text: on_one_line(text), origin, span }
}

fn with_role(name: &str, role: Option<&Spanned<String>>) -> String {
    role.map_or_else(|| name.to_owned(), |role| format!("{name}, {}", role.value))
}

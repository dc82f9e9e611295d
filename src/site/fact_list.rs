//! The facts of a briefing in one list, each with the place where it is written.

use crate::facts::{DateFact, Origin};
use crate::text::{Span, Spanned, on_one_line};

use super::ids::PageId;
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
    for (index, actor) in briefing.actors.iter().enumerate() {
        let known = resolved.actors.get(index).filter(|_| resolved.actors.len() == briefing.actors.len());
        let name = known.map_or(&*actor.actor.value, |id| &*site.actor(*id).name);
        facts.push(fact(
            FactKind::Actor,
            &with_role(name, actor.role.as_ref()),
            actor.origin,
            actor.actor.span,
        ));
    }
    for (index, venue) in briefing.venues.iter().enumerate() {
        let known = resolved.venues.get(index).filter(|_| resolved.venues.len() == briefing.venues.len());
        let name = known.map_or(&*venue.venue.value, |id| &*site.venue(*id).name);
        facts.push(fact(
            FactKind::Venue,
            &with_role(name, venue.role.as_ref()),
            venue.origin,
            venue.venue.span,
        ));
    }
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

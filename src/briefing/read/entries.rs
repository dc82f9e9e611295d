//! The lists of a briefing: dates, actors, venues, statements, sources, corrections, changes.

use jiff::tz::TimeZone;

use crate::data::{Data, Node, Reader};
use crate::facts::{
    ActorFact, Change, Correction, DateFact, Origin, SourceRecord, Statement, Status, VenueFact,
};
use crate::text::Spanned;

use super::briefing::day_or_instant;
use super::keys;

pub(super) fn dates(reader: &mut Reader<'_>) -> Vec<DateFact> {
    let nodes = reader.nodes("dates");
    nodes.into_iter().filter_map(|node| reader.entry("dates", &keys::DATE, node, date).flatten()).collect()
}

fn date(entry: &mut Reader<'_>) -> Option<DateFact> {
    let (when, what) = (entry.required_date("when"), entry.required_text("what"));
    let fact = DateFact {
        venue: entry.text("where"),
        actors: entry.texts("who"),
        status: entry.word("status", &Status::WORDS).map(|status| status.value),
        source: entry.symbol("source"),
        origin: Origin::Declared,
        when: when?,
        what: what?,
    };
    Some(fact)
}

pub(super) fn actors(reader: &mut Reader<'_>) -> Vec<ActorFact> {
    let parts = parts(reader, "actors", "actor", &keys::ACTOR_PART);
    parts.into_iter().map(|(actor, role)| ActorFact { actor, role, origin: Origin::Declared }).collect()
}

pub(super) fn venues(reader: &mut Reader<'_>) -> Vec<VenueFact> {
    let parts = parts(reader, "venues", "venue", &keys::VENUE_PART);
    parts.into_iter().map(|(venue, role)| VenueFact { venue, role, origin: Origin::Declared }).collect()
}

type Part = (Spanned<String>, Option<Spanned<String>>);

/// Names, each alone or with a role.
fn parts(
    reader: &mut Reader<'_>,
    list: &'static str,
    name: &'static str,
    keys: &'static crate::data::Keys,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for node in reader.nodes(list) {
        let part = if matches!(node.value, Data::Map(_)) {
            reader.entry(list, keys, node, |entry| {
                let (name, role) = (entry.required_text(name), entry.text("role"));
                Some((name?, role))
            })
        } else {
            Some(reader.as_text(list, node).map(|name| (name, None)))
        };
        parts.extend(part.flatten());
    }
    parts
}

pub(super) fn statements(reader: &mut Reader<'_>) -> Vec<Statement> {
    let nodes = reader.nodes("statements");
    nodes
        .into_iter()
        .filter_map(|node| reader.entry("statements", &keys::STATEMENT, node, statement).flatten())
        .collect()
}

fn statement(entry: &mut Reader<'_>) -> Option<Statement> {
    let (who, says) = (entry.required_text("who"), entry.required_text("says"));
    let statement = Statement {
        when: entry.date("when"),
        about: entry.text("about"),
        venue: entry.text("where"),
        to: entry.text("to"),
        status: entry.word("status", &Status::WORDS).map_or(Status::Claimed, |status| status.value),
        source: entry.symbol("source"),
        origin: Origin::Declared,
        span: entry.span(),
        who: who?,
        says: says?,
    };
    Some(statement)
}

pub(super) fn sources(reader: &mut Reader<'_>) -> Vec<SourceRecord> {
    let nodes = reader.nodes("sources");
    nodes
        .into_iter()
        .filter_map(|node| reader.entry("sources", &keys::SOURCE, node, source).flatten())
        .collect()
}

fn source(entry: &mut Reader<'_>) -> Option<SourceRecord> {
    let title = entry.required_text("title");
    let source = SourceRecord {
        id: entry.slug("id"),
        publisher: entry.text("publisher"),
        url: entry.address("url"),
        archived: entry.address("archived"),
        published: entry.date("published"),
        accessed: entry.date("accessed"),
        span: entry.span(),
        title: title?,
    };
    Some(source)
}

pub(super) fn corrections(reader: &mut Reader<'_>) -> Vec<Correction> {
    let nodes = reader.nodes("corrections");
    nodes
        .into_iter()
        .filter_map(|node: Node| reader.entry("corrections", &keys::CORRECTION, node, correction).flatten())
        .collect()
}

fn correction(entry: &mut Reader<'_>) -> Option<Correction> {
    let (when, what) = (entry.required_date("when"), entry.required_text("what"));
    Some(Correction { when: when?, what: what? })
}

/// Changes, latest first, however they are written.
pub(super) fn changes(reader: &mut Reader<'_>) -> Vec<Change> {
    let nodes = reader.nodes("changes");
    let entries = nodes.into_iter();
    let mut changes: Vec<Change> =
        entries.filter_map(|node| reader.entry("changes", &keys::CHANGE, node, change).flatten()).collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.when.value.start(&TimeZone::UTC)));
    changes
}

fn change(entry: &mut Reader<'_>) -> Option<Change> {
    entry.missing("when");
    let (when, what) = (day_or_instant(entry, "when"), entry.required_text("what"));
    Some(Change { when: when?, what: what? })
}

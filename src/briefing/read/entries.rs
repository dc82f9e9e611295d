//! The lists of a briefing: dates, actors, venues, statements, sources, corrections, changes.

use jiff::tz::TimeZone;

use crate::data::{DataValue, MappingReader};
use crate::facts::{
    ActorFact, Change, Correction, DateFact, Origin, SourceRecord, Statement, Status, VenueFact,
};
use crate::text::Spanned;

use super::day_or_instant::read_day_or_instant;
use super::flat::{flat_form, read_entries, read_entry};
use super::midnight::day_of_written_midnight;
use super::references::reference;

pub(super) fn read_dates(reader: &mut MappingReader<'_>) -> Vec<DateFact> {
    read_entries(reader, "dates", read_date)
}

fn read_date(entry: &mut MappingReader<'_>) -> Option<DateFact> {
    let (when, what) = (entry.required_date("when"), entry.required_text("what"));
    let fact = DateFact {
        venue: entry.text("where").map(reference),
        actors: entry.texts("who").into_iter().map(reference).collect(),
        status: entry.choice("status", &Status::CHOICES).map(|status| status.value),
        source: entry.symbol("source"),
        origin: Origin::Declared,
        when: day_of_written_midnight(entry.source(), when?),
        what: what?,
    };
    Some(fact)
}

pub(super) fn read_actors(reader: &mut MappingReader<'_>) -> Vec<ActorFact> {
    let parts = read_names_with_roles(reader, "actors", "actor");
    parts.into_iter().map(|(actor, role)| ActorFact { actor, role, origin: Origin::Declared }).collect()
}

pub(super) fn read_venues(reader: &mut MappingReader<'_>) -> Vec<VenueFact> {
    let parts = read_names_with_roles(reader, "venues", "venue");
    parts.into_iter().map(|(venue, role)| VenueFact { venue, role, origin: Origin::Declared }).collect()
}

type NameWithRole = (Spanned<String>, Option<Spanned<String>>);

/// Reads names: a text each, perhaps with a role.
fn read_names_with_roles(
    reader: &mut MappingReader<'_>,
    list: &'static str,
    name: &'static str,
) -> Vec<NameWithRole> {
    let mut parts = Vec::new();
    for node in reader.values(list) {
        let is_entry = match &node.value {
            DataValue::Map(_) => true,
            DataValue::Text(text) => flat_form(list).is_some_and(|form| form.is_entry(text)),
            _ => false,
        };
        let part = if is_entry {
            read_entry(reader, list, node, |entry| {
                let (name, role) = (entry.required_text(name), entry.text("role"));
                Some((reference(name?), role))
            })
        } else {
            reader.as_text(list, node).map(|name| (reference(name), None))
        };
        parts.extend(part);
    }
    parts
}

pub(super) fn read_statements(reader: &mut MappingReader<'_>) -> Vec<Statement> {
    read_entries(reader, "statements", read_statement)
}

fn read_statement(entry: &mut MappingReader<'_>) -> Option<Statement> {
    let (who, says) = (entry.required_text("who"), entry.required_text("says"));
    let statement = Statement {
        when: entry.date("when").map(|when| day_of_written_midnight(entry.source(), when)),
        about: entry.text("about"),
        venue: entry.text("where").map(reference),
        to: entry.text("to").map(reference),
        status: entry.choice("status", &Status::CHOICES).map_or(Status::Claimed, |status| status.value),
        source: entry.symbol("source"),
        origin: Origin::Declared,
        span: entry.span(),
        who: reference(who?),
        says: says?,
    };
    Some(statement)
}

pub(super) fn read_sources(reader: &mut MappingReader<'_>) -> Vec<SourceRecord> {
    read_entries(reader, "sources", read_source)
}

fn read_source(entry: &mut MappingReader<'_>) -> Option<SourceRecord> {
    let title = entry.required_text("title");
    let source = SourceRecord {
        id: entry.slug("id"),
        publisher: entry.text("publisher"),
        url: entry.url("url"),
        archived: entry.url("archived"),
        published: entry.date("published"),
        accessed: entry.date("accessed"),
        span: entry.span(),
        title: title?,
    };
    Some(source)
}

pub(super) fn read_corrections(reader: &mut MappingReader<'_>) -> Vec<Correction> {
    read_entries(reader, "corrections", read_correction)
}

fn read_correction(entry: &mut MappingReader<'_>) -> Option<Correction> {
    let (when, what) = (entry.required_date("when"), entry.required_text("what"));
    Some(Correction { when: day_of_written_midnight(entry.source(), when?), what: what? })
}

/// Reads changes and sorts them, latest first.
pub(super) fn read_changes(reader: &mut MappingReader<'_>) -> Vec<Change> {
    let mut changes: Vec<Change> = read_entries(reader, "changes", read_change);
    changes.sort_by_key(|change| std::cmp::Reverse(change.when.value.start(&TimeZone::UTC)));
    changes
}

fn read_change(entry: &mut MappingReader<'_>) -> Option<Change> {
    entry.require("when");
    let (when, what) = (read_day_or_instant(entry, "when"), entry.required_text("what"));
    Some(Change { when: when?, what: what? })
}

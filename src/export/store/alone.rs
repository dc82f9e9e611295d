//! A briefing by itself: its names are as written, for there is nothing to resolve them with.

use serde::Serialize;

use super::briefing::{change, correction, date, found_date, place, source, text, texts, words, written};
use super::records::{BriefingRecord, DateRecord, Named, PartRecord, StatementRecord, Written, origin};
use crate::briefing::{Briefing, Leaf, Piece};
use crate::facts::{DateFact, Origin, Reference, Statement};
use crate::site::Found;
use crate::text::Spanned;

/// The store of one piece; without briefings where it is none.
#[derive(Serialize)]
pub(super) struct Alone<'a> {
    kind: &'static str,
    briefings: Vec<BriefingRecord<'a>>,
}

pub(super) fn store<'a>(piece: &'a Piece, found: &'a Found) -> Alone<'a> {
    let briefings = match piece {
        Piece::Briefing(piece) => vec![briefing(piece, found)],
        _ => Vec::new(),
    };
    Alone { kind: "site", briefings }
}

fn briefing<'a>(briefing: &'a Briefing, found: &'a Found) -> BriefingRecord<'a> {
    let leaf = &briefing.leaf;
    let actors = briefing.actors.iter();
    let venues = briefing.venues.iter();
    BriefingRecord {
        path: Some(&leaf.source.path),
        title: &leaf.title.value,
        href: None,
        summary: text(leaf.summary.as_ref()),
        language: text(leaf.language.as_ref()),
        published: Written(&briefing.published.value),
        updated: written(briefing.updated.as_ref()),
        status: briefing.status.as_ref().map(|status| status.value.word()),
        dateline: briefing.dateline.as_ref().map(name),
        byline: texts(&briefing.byline),
        topics: briefing.topics.iter().map(name).collect(),
        dates: briefing.dates.iter().map(|fact| dated(leaf, fact)).collect(),
        actors: actors.map(|fact| part(leaf, &fact.actor, fact.role.as_ref(), fact.origin)).collect(),
        venues: venues.map(|fact| part(leaf, &fact.venue, fact.role.as_ref(), fact.origin)).collect(),
        statements: briefing.statements.iter().map(|statement| said(leaf, statement)).collect(),
        sources: briefing.sources.iter().map(source).collect(),
        changes: briefing.changes.iter().map(change).collect(),
        corrections: briefing.corrections.iter().map(correction).collect(),
        named: Vec::new(),
        found: found.dates.iter().map(|date| found_date(briefing, &found.facts, date)).collect(),
    }
}

fn name(reference: &Reference) -> Named<'_> {
    Named { name: &reference.value, href: None }
}

fn part<'a>(
    leaf: &Leaf,
    who: &'a Reference,
    role: Option<&'a Spanned<String>>,
    from: Origin,
) -> PartRecord<'a> {
    PartRecord { is: name(who), role: text(role), origin: origin(from), at: Some(place(leaf, who.span)) }
}

fn dated<'a>(leaf: &Leaf, fact: &'a DateFact) -> DateRecord<'a> {
    DateRecord {
        place: fact.venue.as_ref().map(name),
        who: fact.actors.iter().map(name).collect(),
        at: Some(place(leaf, fact.when.span)),
        ..date(fact)
    }
}

fn said<'a>(leaf: &Leaf, statement: &'a Statement) -> StatementRecord<'a> {
    StatementRecord {
        who: Some(name(&statement.who)),
        place: statement.venue.as_ref().map(name),
        to: statement.to.as_ref().map(name),
        at: Some(place(leaf, statement.span)),
        ..words(statement)
    }
}

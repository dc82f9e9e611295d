//! A briefing by itself: its names are as written, for there is nothing to resolve them with.

use serde::Serialize;

use super::briefing::{
    as_strs, change_record, correction_record, date_record as base_date_record, found_date_record,
    optional_date, optional_str, source_entry, source_position, statement_record as base_statement_record,
};
use super::records::{
    BriefingRecord, DateRecord, DateValue, NameRecord, ParticipantRecord, StatementRecord, origin_name,
};
use crate::briefing::{Briefing, ContentItem, ContentMeta};
use crate::facts::{DateFact, Origin, Reference, Statement};
use crate::site::FoundFacts;
use crate::text::Spanned;

/// The store of one piece; without briefings where it is none.
#[derive(Serialize)]
pub(super) struct StandaloneStore<'a> {
    kind: &'static str,
    briefings: Vec<BriefingRecord<'a>>,
}

pub(super) fn standalone_store<'a>(piece: &'a ContentItem, found: &'a FoundFacts) -> StandaloneStore<'a> {
    let briefings = match piece {
        ContentItem::Briefing(piece) => vec![briefing_record(piece, found)],
        _ => Vec::new(),
    };
    StandaloneStore { kind: "site", briefings }
}

fn briefing_record<'a>(briefing: &'a Briefing, found: &'a FoundFacts) -> BriefingRecord<'a> {
    let leaf = &briefing.meta;
    let actors = briefing.actors.iter();
    let venues = briefing.venues.iter();
    BriefingRecord {
        path: Some(&leaf.source.path),
        title: &leaf.title.value,
        href: None,
        summary: optional_str(leaf.summary.as_ref()),
        language: optional_str(leaf.language.as_ref()),
        published: DateValue(&briefing.published.value),
        updated: optional_date(briefing.updated.as_ref()),
        status: briefing.status.as_ref().map(|status| status.value.as_str()),
        dateline: briefing.dateline.as_ref().map(name_record),
        byline: as_strs(&briefing.byline),
        topics: briefing.topics.iter().map(name_record).collect(),
        dates: briefing.dates.iter().map(|fact| date_record(leaf, fact)).collect(),
        actors: actors
            .map(|fact| participant_record(leaf, &fact.actor, fact.role.as_ref(), fact.origin))
            .collect(),
        venues: venues
            .map(|fact| participant_record(leaf, &fact.venue, fact.role.as_ref(), fact.origin))
            .collect(),
        statements: briefing.statements.iter().map(|statement| statement_record(leaf, statement)).collect(),
        sources: briefing.sources.iter().map(source_entry).collect(),
        changes: briefing.changes.iter().map(change_record).collect(),
        corrections: briefing.corrections.iter().map(correction_record).collect(),
        named: Vec::new(),
        found: found.dates.iter().map(|date| found_date_record(briefing, &found.facts, date)).collect(),
    }
}

fn name_record(reference: &Reference) -> NameRecord<'_> {
    NameRecord { name: &reference.value, href: None }
}

fn participant_record<'a>(
    leaf: &ContentMeta,
    who: &'a Reference,
    role: Option<&'a Spanned<String>>,
    from: Origin,
) -> ParticipantRecord<'a> {
    ParticipantRecord {
        name: name_record(who),
        role: optional_str(role),
        origin: origin_name(from),
        position: Some(source_position(leaf, who.span)),
    }
}

fn date_record<'a>(leaf: &ContentMeta, fact: &'a DateFact) -> DateRecord<'a> {
    DateRecord {
        place: fact.venue.as_ref().map(name_record),
        who: fact.actors.iter().map(name_record).collect(),
        position: Some(source_position(leaf, fact.when.span)),
        ..base_date_record(fact)
    }
}

fn statement_record<'a>(leaf: &ContentMeta, statement: &'a Statement) -> StatementRecord<'a> {
    StatementRecord {
        who: Some(name_record(&statement.who)),
        place: statement.venue.as_ref().map(name_record),
        to: statement.to.as_ref().map(name_record),
        position: Some(source_position(leaf, statement.span)),
        ..base_statement_record(statement)
    }
}

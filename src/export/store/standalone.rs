//! The store of a single briefing outside any site. Its names are as written, because they cannot be resolved.

use schemars::JsonSchema;
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

/// The store of one content item; empty unless it is a briefing.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct StandaloneStore<'a> {
    #[schemars(skip)]
    kind: &'static str,
    /// At most one.
    briefings: Vec<BriefingRecord<'a>>,
}

pub(super) fn standalone_store<'a>(item: &'a ContentItem, found: &'a FoundFacts) -> StandaloneStore<'a> {
    let briefings = match item {
        ContentItem::Briefing(briefing) => vec![briefing_record(briefing, found)],
        _ => Vec::new(),
    };
    StandaloneStore { kind: "site", briefings }
}

fn briefing_record<'a>(briefing: &'a Briefing, found: &'a FoundFacts) -> BriefingRecord<'a> {
    let meta = &briefing.meta;
    let actors = briefing.actors.iter();
    let venues = briefing.venues.iter();
    BriefingRecord {
        path: Some(&meta.source.path),
        title: &meta.title.value,
        href: None,
        summary: optional_str(meta.summary.as_ref()),
        language: optional_str(meta.language.as_ref()),
        published: DateValue(&briefing.published.value),
        updated: optional_date(briefing.updated.as_ref()),
        status: briefing.status.as_ref().map(|status| status.value.as_str()),
        dateline: briefing.dateline.as_ref().map(name_record),
        byline: as_strs(&briefing.byline),
        series: briefing.series.as_ref().map(name_record),
        part: briefing.part.as_ref().map(|part| part.value as usize),
        topics: briefing.topics.iter().map(name_record).collect(),
        dates: briefing.dates.iter().map(|fact| date_record(meta, fact)).collect(),
        actors: actors
            .map(|fact| participant_record(meta, &fact.actor, fact.role.as_ref(), fact.origin))
            .collect(),
        venues: venues
            .map(|fact| participant_record(meta, &fact.venue, fact.role.as_ref(), fact.origin))
            .collect(),
        statements: briefing.statements.iter().map(|statement| statement_record(meta, statement)).collect(),
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
    meta: &ContentMeta,
    reference: &'a Reference,
    role: Option<&'a Spanned<String>>,
    origin: Origin,
) -> ParticipantRecord<'a> {
    ParticipantRecord {
        name: name_record(reference),
        role: optional_str(role),
        origin: origin_name(origin),
        position: Some(source_position(meta, reference.span)),
    }
}

fn date_record<'a>(meta: &ContentMeta, fact: &'a DateFact) -> DateRecord<'a> {
    DateRecord {
        place: fact.venue.as_ref().map(name_record),
        who: fact.actors.iter().map(name_record).collect(),
        position: Some(source_position(meta, fact.when.span)),
        ..base_date_record(fact)
    }
}

fn statement_record<'a>(meta: &ContentMeta, statement: &'a Statement) -> StatementRecord<'a> {
    StatementRecord {
        who: Some(name_record(&statement.who)),
        place: statement.venue.as_ref().map(name_record),
        to: statement.to.as_ref().map(name_record),
        position: Some(source_position(meta, statement.span)),
        ..base_statement_record(statement)
    }
}

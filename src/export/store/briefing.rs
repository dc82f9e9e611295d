//! Records of briefings and their facts, with names resolved.

use schemars::JsonSchema;
use serde::Serialize;

use super::records::{
    BriefingRecord, ChangeRecord, DateRecord, DateValue, FoundDateRecord, FoundNameRecord, NameRecord,
    ParticipantRecord, PositionRecord, SourceEntry, StatementRecord, origin_name,
};
use crate::briefing::{Briefing, ContentMeta};
use crate::facts::timex::{Derivation, Direction, ReferencePoint};
use crate::facts::{Change, Correction, Date, DateFact, Origin, SourceRecord, Statement, Status};
use crate::render::cite::{Citation, citation};
use crate::site::{
    ActorId, BriefingId, FactIndex, FoundDate, PageId, Permalink, ResolvedDate, ResolvedStatement, Site,
    VenueId,
};
use crate::text::{Span, Spanned};

/// Builds the records of a site.
#[derive(Clone, Copy)]
pub(super) struct RecordBuilder<'a> {
    pub(super) site: &'a Site,
    /// Whether to include files and lines, which are for editors and not for readers.
    pub(super) with_positions: bool,
}

/// A briefing with its citation.
#[derive(Serialize, JsonSchema)]
pub(super) struct CitedBriefing<'a> {
    #[serde(flatten)]
    record: BriefingRecord<'a>,
    /// The citation of the briefing, as a CSL-JSON item.
    cite: Citation<'a>,
}

impl<'a> RecordBuilder<'a> {
    pub(super) fn cited_briefing(self, id: BriefingId) -> CitedBriefing<'a> {
        CitedBriefing { record: self.briefing_record(id), cite: citation(self.site, id) }
    }

    pub(super) fn briefing_record(self, id: BriefingId) -> BriefingRecord<'a> {
        let resolved = self.site.briefing(id);
        let briefing = &*resolved.briefing;
        let meta = &briefing.meta;
        let dates = briefing.dates.iter().zip(&resolved.dates);
        let actors = briefing.actors.iter().zip(&resolved.actors);
        let venues = briefing.venues.iter().zip(&resolved.venues);
        let statements = briefing.statements.iter().zip(&resolved.statements);
        BriefingRecord {
            path: self.with_positions.then_some(&*meta.source.path),
            title: &meta.title.value,
            href: Some(&resolved.permalink.href),
            summary: optional_str(meta.summary.as_ref()),
            language: optional_str(meta.language.as_ref()),
            published: DateValue(&briefing.published.value),
            updated: optional_date(briefing.updated.as_ref()),
            status: briefing.status.as_ref().map(|status| status.value.as_str()),
            dateline: resolved.dateline.map(|id| self.venue_name(id)),
            byline: resolved.byline.iter().map(|author| &*author.name).collect(),
            series: resolved.series.map(|id| subject_name(self.site.series(id))),
            part: self.site.index_in_series(id).map(|index| index + 1),
            topics: resolved.topics.iter().map(|id| subject_name(self.site.topic(*id))).collect(),
            dates: dates.map(|(fact, resolved)| self.date_record(meta, fact, resolved)).collect(),
            actors: actors
                .map(|(fact, id)| {
                    self.participant(
                        meta,
                        self.actor_name(*id),
                        fact.role.as_ref(),
                        fact.actor.span,
                        fact.origin,
                    )
                })
                .collect(),
            venues: venues
                .map(|(fact, id)| {
                    self.participant(
                        meta,
                        self.venue_name(*id),
                        fact.role.as_ref(),
                        fact.venue.span,
                        fact.origin,
                    )
                })
                .collect(),
            statements: statements
                .map(|(statement, resolved)| self.statement_record(meta, statement, resolved))
                .collect(),
            sources: briefing.sources.iter().map(source_entry).collect(),
            changes: briefing.changes.iter().map(change_record).collect(),
            corrections: briefing.corrections.iter().map(correction_record).collect(),
            found: self.found_dates(id),
            named: self.found_names(id),
        }
    }

    pub(super) fn actor_name(self, id: ActorId) -> NameRecord<'a> {
        subject_name(self.site.actor(id))
    }

    pub(super) fn venue_name(self, id: VenueId) -> NameRecord<'a> {
        subject_name(self.site.venue(id))
    }

    pub(super) fn briefing_name(self, id: BriefingId) -> NameRecord<'a> {
        let resolved = self.site.briefing(id);
        page_name(&resolved.briefing.meta.title.value, &resolved.permalink)
    }

    fn position(self, meta: &ContentMeta, span: Span) -> Option<PositionRecord> {
        self.with_positions.then(|| source_position(meta, span))
    }

    fn participant(
        self,
        meta: &ContentMeta,
        name: NameRecord<'a>,
        role: Option<&'a Spanned<String>>,
        span: Span,
        origin: Origin,
    ) -> ParticipantRecord<'a> {
        ParticipantRecord {
            name,
            role: optional_str(role),
            origin: origin_name(origin),
            position: self.position(meta, span),
        }
    }

    /// Returns the record of a dated fact of a briefing.
    pub(super) fn date_record(
        self,
        meta: &ContentMeta,
        fact: &'a DateFact,
        resolved: &ResolvedDate,
    ) -> DateRecord<'a> {
        DateRecord {
            place: resolved.venue.map(|id| self.venue_name(id)),
            who: resolved.actors.iter().map(|id| self.actor_name(*id)).collect(),
            position: self.position(meta, fact.when.span),
            ..date_record(fact)
        }
    }

    /// Returns the record of a statement of a briefing.
    pub(super) fn statement_record(
        self,
        meta: &ContentMeta,
        statement: &'a Statement,
        resolved: &ResolvedStatement,
    ) -> StatementRecord<'a> {
        StatementRecord {
            who: resolved.speaker.map(|id| self.actor_name(id)),
            place: resolved.venue.map(|id| self.venue_name(id)),
            to: resolved.addressee.map(|id| self.actor_name(id)),
            position: self.position(meta, statement.span),
            ..statement_record(statement)
        }
    }
}

/// Returns the record of a dated fact without names.
pub(super) fn date_record(fact: &DateFact) -> DateRecord<'_> {
    let when = &fact.when.value;
    DateRecord {
        when: DateValue(when),
        earliest: when.earliest_iso(),
        latest: when.latest_iso(),
        what: &fact.what.value,
        place: None,
        who: Vec::new(),
        status: fact.status.map(Status::as_str),
        source: optional_str(fact.source.as_ref()),
        origin: origin_name(fact.origin),
        briefings: Vec::new(),
        position: None,
    }
}

/// Returns the record of a statement without names.
pub(super) fn statement_record(statement: &Statement) -> StatementRecord<'_> {
    StatementRecord {
        who: None,
        says: &statement.says.value,
        when: optional_date(statement.when.as_ref()),
        about: optional_str(statement.about.as_ref()),
        place: None,
        to: None,
        status: statement.status.as_str(),
        source: optional_str(statement.source.as_ref()),
        origin: origin_name(statement.origin),
        briefing: None,
        position: None,
    }
}

pub(super) fn source_entry(source: &SourceRecord) -> SourceEntry<'_> {
    SourceEntry {
        id: optional_str(source.id.as_ref()),
        title: &source.title.value,
        publisher: optional_str(source.publisher.as_ref()),
        url: optional_str(source.url.as_ref()),
        archived: optional_str(source.archived.as_ref()),
        published: optional_date(source.published.as_ref()),
        accessed: optional_date(source.accessed.as_ref()),
    }
}

pub(super) fn change_record(change: &Change) -> ChangeRecord<'_> {
    ChangeRecord { when: DateValue(&change.when.value), what: &change.what.value }
}

pub(super) fn correction_record(correction: &Correction) -> ChangeRecord<'_> {
    ChangeRecord { when: DateValue(&correction.when.value), what: &correction.what.value }
}

pub(super) fn source_position(meta: &ContentMeta, span: Span) -> PositionRecord {
    let position = meta.source.position(span.start);
    PositionRecord { line: position.line, column: position.column }
}

pub(super) fn optional_date(date: Option<&Spanned<Date>>) -> Option<DateValue<'_>> {
    date.map(|date| DateValue(&date.value))
}

pub(super) fn optional_str(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}

pub(super) fn as_strs(texts: &[Spanned<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

/// Returns the record of a subject: its name and its page.
pub(super) fn subject_name<P>(subject: &crate::site::Subject<P>) -> NameRecord<'_> {
    page_name(&subject.name, &subject.permalink)
}

fn page_name<'a>(name: &'a str, permalink: &'a Permalink) -> NameRecord<'a> {
    NameRecord { name, href: Some(&permalink.href) }
}

impl<'a> RecordBuilder<'a> {
    /// Returns the dates found in prose, if positions are included.
    fn found_dates(self, id: BriefingId) -> Vec<FoundDateRecord<'a>> {
        let resolved = self.site.briefing(id);
        let found = resolved.found.dates.iter().filter(|_| self.with_positions);
        found.map(|date| found_date_record(&resolved.briefing, &resolved.found.facts, date)).collect()
    }
}

impl<'a> RecordBuilder<'a> {
    /// Returns the names found in prose, if positions are included.
    fn found_names(self, id: BriefingId) -> Vec<FoundNameRecord<'a>> {
        let resolved = self.site.briefing(id);
        let found = resolved.found.names.iter().filter(|_| self.with_positions);
        found
            .filter_map(|name| {
                let record = match name.page {
                    PageId::Actor(id) => subject_name(self.site.actor(id)),
                    PageId::Venue(id) => subject_name(self.site.venue(id)),
                    _ => return None,
                };
                let meta = &resolved.briefing.meta;
                Some(FoundNameRecord {
                    text: meta.source.slice(name.span),
                    name: record,
                    position: source_position(meta, name.span),
                })
            })
            .collect()
    }
}

pub(super) fn found_date_record<'a>(
    briefing: &'a Briefing,
    facts: &'a [DateFact],
    found: &FoundDate,
) -> FoundDateRecord<'a> {
    let fact = found.fact.and_then(|index| match index {
        FactIndex::Declared(index) => briefing.dates.get(index),
        FactIndex::Found(index) => facts.get(index),
    });
    FoundDateRecord {
        text: briefing.meta.source.slice(found.span),
        value: found.date.to_string(),
        reason: found.derivation.map_or_else(|| "set by the editor".to_owned(), derivation_text),
        fact: fact.map(|fact| fact.what.value.as_str()),
        position: source_position(&briefing.meta, found.span),
    }
}

/// Returns how the value of a date was derived, in words.
fn derivation_text(derivation: Derivation) -> String {
    let reference = match derivation.reference {
        ReferencePoint::Itself => "complete in itself",
        ReferencePoint::Publication => "counted from the day of publication",
        ReferencePoint::LastMentioned => "counted from the date mentioned before",
    };
    match derivation.direction {
        None => reference.to_owned(),
        Some(Direction::Past) => format!("{reference}, in the past by its tense"),
        Some(Direction::Future) => format!("{reference}, in the future by its tense"),
    }
}

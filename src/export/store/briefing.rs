//! Briefings and what they tell, with names resolved.

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

/// Who writes records of a site.
#[derive(Clone, Copy)]
pub(super) struct RecordBuilder<'a> {
    pub(super) site: &'a Site,
    /// Whether to name files and lines, which concern those who write the site and not its readers.
    pub(super) with_positions: bool,
}

/// A briefing with how to cite it.
#[derive(Serialize)]
pub(super) struct CitedBriefing<'a> {
    #[serde(flatten)]
    record: BriefingRecord<'a>,
    cite: Citation<'a>,
}

impl<'a> RecordBuilder<'a> {
    pub(super) fn cited_briefing(self, id: BriefingId) -> CitedBriefing<'a> {
        CitedBriefing { record: self.briefing_record(id), cite: citation(self.site, id) }
    }

    pub(super) fn briefing_record(self, id: BriefingId) -> BriefingRecord<'a> {
        let filed = self.site.briefing(id);
        let briefing = &*filed.briefing;
        let leaf = &briefing.meta;
        let dates = briefing.dates.iter().zip(&filed.dates);
        let actors = briefing.actors.iter().zip(&filed.actors);
        let venues = briefing.venues.iter().zip(&filed.venues);
        let statements = briefing.statements.iter().zip(&filed.statements);
        BriefingRecord {
            path: self.with_positions.then_some(&*leaf.source.path),
            title: &leaf.title.value,
            href: Some(&filed.permalink.href),
            summary: optional_str(leaf.summary.as_ref()),
            language: optional_str(leaf.language.as_ref()),
            published: DateValue(&briefing.published.value),
            updated: optional_date(briefing.updated.as_ref()),
            status: briefing.status.as_ref().map(|status| status.value.as_str()),
            dateline: filed.dateline.map(|id| self.venue_name(id)),
            byline: as_strs(&briefing.byline),
            topics: filed.topics.iter().map(|id| subject_name(self.site.topic(*id))).collect(),
            dates: dates.map(|(fact, dated)| self.date_record(leaf, fact, dated)).collect(),
            actors: actors
                .map(|(fact, id)| {
                    self.participant(
                        leaf,
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
                        leaf,
                        self.venue_name(*id),
                        fact.role.as_ref(),
                        fact.venue.span,
                        fact.origin,
                    )
                })
                .collect(),
            statements: statements
                .map(|(statement, said)| self.statement_record(leaf, statement, said))
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
        let filed = self.site.briefing(id);
        page_name(&filed.briefing.meta.title.value, &filed.permalink)
    }

    fn position(self, leaf: &ContentMeta, span: Span) -> Option<PositionRecord> {
        self.with_positions.then(|| source_position(leaf, span))
    }

    fn participant(
        self,
        leaf: &ContentMeta,
        is: NameRecord<'a>,
        role: Option<&'a Spanned<String>>,
        span: Span,
        from: Origin,
    ) -> ParticipantRecord<'a> {
        ParticipantRecord {
            name: is,
            role: optional_str(role),
            origin: origin_name(from),
            position: self.position(leaf, span),
        }
    }

    /// A dated fact as a briefing tells it.
    pub(super) fn date_record(
        self,
        leaf: &ContentMeta,
        fact: &'a DateFact,
        dated: &ResolvedDate,
    ) -> DateRecord<'a> {
        DateRecord {
            place: dated.venue.map(|id| self.venue_name(id)),
            who: dated.actors.iter().map(|id| self.actor_name(*id)).collect(),
            position: self.position(leaf, fact.when.span),
            ..date_record(fact)
        }
    }

    /// A statement as a briefing tells it.
    pub(super) fn statement_record(
        self,
        leaf: &ContentMeta,
        statement: &'a Statement,
        said: &ResolvedStatement,
    ) -> StatementRecord<'a> {
        StatementRecord {
            who: said.speaker.map(|id| self.actor_name(id)),
            place: said.venue.map(|id| self.venue_name(id)),
            to: said.addressee.map(|id| self.actor_name(id)),
            position: self.position(leaf, statement.span),
            ..statement_record(statement)
        }
    }
}

/// What a dated fact says, without those who take part.
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

/// What a statement says, without those who take part.
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

pub(super) fn change_record(made: &Change) -> ChangeRecord<'_> {
    ChangeRecord { when: DateValue(&made.when.value), what: &made.what.value }
}

pub(super) fn correction_record(made: &Correction) -> ChangeRecord<'_> {
    ChangeRecord { when: DateValue(&made.when.value), what: &made.what.value }
}

pub(super) fn source_position(leaf: &ContentMeta, span: Span) -> PositionRecord {
    let at = leaf.source.position(span.start);
    PositionRecord { line: at.line, column: at.column }
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

/// A subject by its name, with its page.
pub(super) fn subject_name<P>(subject: &crate::site::Subject<P>) -> NameRecord<'_> {
    page_name(&subject.name, &subject.permalink)
}

fn page_name<'a>(name: &'a str, permalink: &'a Permalink) -> NameRecord<'a> {
    NameRecord { name, href: Some(&permalink.href) }
}

impl<'a> RecordBuilder<'a> {
    /// Dates read from the prose, for those who see files and lines.
    fn found_dates(self, id: BriefingId) -> Vec<FoundDateRecord<'a>> {
        let filed = self.site.briefing(id);
        let found = filed.found.dates.iter().filter(|_| self.with_positions);
        found.map(|date| found_date_record(&filed.briefing, &filed.found.facts, date)).collect()
    }
}

impl<'a> RecordBuilder<'a> {
    /// Names read from the prose, for those who see files and lines.
    fn found_names(self, id: BriefingId) -> Vec<FoundNameRecord<'a>> {
        let filed = self.site.briefing(id);
        let found = filed.found.names.iter().filter(|_| self.with_positions);
        found
            .filter_map(|name| {
                let is = match name.page {
                    PageId::Actor(id) => subject_name(self.site.actor(id)),
                    PageId::Venue(id) => subject_name(self.site.venue(id)),
                    _ => return None,
                };
                let leaf = &filed.briefing.meta;
                Some(FoundNameRecord {
                    text: leaf.source.slice(name.span),
                    name: is,
                    position: source_position(leaf, name.span),
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
    let fact = found.fact.and_then(|place| match place {
        FactIndex::Declared(at) => briefing.dates.get(at),
        FactIndex::Found(at) => facts.get(at),
    });
    FoundDateRecord {
        text: briefing.meta.source.slice(found.span),
        value: found.date.to_string(),
        reason: found.derivation.map_or_else(|| "the editor says so".to_owned(), derivation_text),
        fact: fact.map(|fact| fact.what.value.as_str()),
        position: source_position(&briefing.meta, found.span),
    }
}

/// Why a date means what it means, in words.
fn derivation_text(reason: Derivation) -> String {
    let seen_from = match reason.reference {
        ReferencePoint::Itself => "it says all itself",
        ReferencePoint::Publication => "counted from the day of publication",
        ReferencePoint::LastMentioned => "counted from the date spoken of before",
    };
    match reason.direction {
        None => seen_from.to_owned(),
        Some(Direction::Past) => format!("{seen_from}, spoken of as past"),
        Some(Direction::Future) => format!("{seen_from}, spoken of as coming"),
    }
}

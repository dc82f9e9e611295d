//! Briefings and what they tell, with names resolved.

use serde::Serialize;

use super::records::{
    At, BriefingRecord, DateRecord, FoundRecord, Named, NamedRecord, NoteRecord, PartRecord, SourceEntry,
    StatementRecord, Written, origin,
};
use crate::briefing::{Briefing, Leaf};
use crate::facts::timex::{Direction, Reason, SeenFrom};
use crate::facts::{Change, Correction, Date, DateFact, Origin, SourceRecord, Statement, Status};
use crate::render::cite::{Citation, citation};
use crate::site::{ActorId, BriefingId, Dated, FactPlace, FoundDate, PageId, Permalink, Said, Site, VenueId};
use crate::text::{Span, Spanned};

/// Who writes records of a site.
#[derive(Clone, Copy)]
pub(super) struct Clerk<'a> {
    pub(super) site: &'a Site,
    /// Whether to name files and lines, which concern those who write the site and not its readers.
    pub(super) places: bool,
}

/// A briefing with how to cite it.
#[derive(Serialize)]
pub(super) struct Cited<'a> {
    #[serde(flatten)]
    record: BriefingRecord<'a>,
    cite: Citation<'a>,
}

impl<'a> Clerk<'a> {
    pub(super) fn cited(self, id: BriefingId) -> Cited<'a> {
        Cited { record: self.briefing(id), cite: citation(self.site, id) }
    }

    pub(super) fn briefing(self, id: BriefingId) -> BriefingRecord<'a> {
        let filed = self.site.briefing(id);
        let briefing = &*filed.briefing;
        let leaf = &briefing.leaf;
        let dates = briefing.dates.iter().zip(&filed.dates);
        let actors = briefing.actors.iter().zip(&filed.actors);
        let venues = briefing.venues.iter().zip(&filed.venues);
        let statements = briefing.statements.iter().zip(&filed.statements);
        BriefingRecord {
            path: self.places.then_some(&*leaf.source.path),
            title: &leaf.title.value,
            href: Some(&filed.permalink.href),
            summary: text(leaf.summary.as_ref()),
            language: text(leaf.language.as_ref()),
            published: Written(&briefing.published.value),
            updated: written(briefing.updated.as_ref()),
            status: briefing.status.as_ref().map(|status| status.value.word()),
            dateline: filed.dateline.map(|id| self.venue_name(id)),
            byline: texts(&briefing.byline),
            topics: filed.topics.iter().map(|id| named(self.site.topic(*id))).collect(),
            dates: dates.map(|(fact, dated)| self.date(leaf, fact, dated)).collect(),
            actors: actors
                .map(|(fact, id)| {
                    self.part(leaf, self.actor_name(*id), fact.role.as_ref(), fact.actor.span, fact.origin)
                })
                .collect(),
            venues: venues
                .map(|(fact, id)| {
                    self.part(leaf, self.venue_name(*id), fact.role.as_ref(), fact.venue.span, fact.origin)
                })
                .collect(),
            statements: statements.map(|(statement, said)| self.statement(leaf, statement, said)).collect(),
            sources: briefing.sources.iter().map(source).collect(),
            changes: briefing.changes.iter().map(change).collect(),
            corrections: briefing.corrections.iter().map(correction).collect(),
            found: self.found(id),
            named: self.names(id),
        }
    }

    pub(super) fn actor_name(self, id: ActorId) -> Named<'a> {
        named(self.site.actor(id))
    }

    pub(super) fn venue_name(self, id: VenueId) -> Named<'a> {
        named(self.site.venue(id))
    }

    pub(super) fn briefing_name(self, id: BriefingId) -> Named<'a> {
        let filed = self.site.briefing(id);
        page_name(&filed.briefing.leaf.title.value, &filed.permalink)
    }

    fn at(self, leaf: &Leaf, span: Span) -> Option<At> {
        self.places.then(|| place(leaf, span))
    }

    fn part(
        self,
        leaf: &Leaf,
        is: Named<'a>,
        role: Option<&'a Spanned<String>>,
        span: Span,
        from: Origin,
    ) -> PartRecord<'a> {
        PartRecord { is, role: text(role), origin: origin(from), at: self.at(leaf, span) }
    }

    /// A dated fact as a briefing tells it.
    pub(super) fn date(self, leaf: &Leaf, fact: &'a DateFact, dated: &Dated) -> DateRecord<'a> {
        DateRecord {
            place: dated.venue.map(|id| self.venue_name(id)),
            who: dated.actors.iter().map(|id| self.actor_name(*id)).collect(),
            at: self.at(leaf, fact.when.span),
            ..date(fact)
        }
    }

    /// A statement as a briefing tells it.
    pub(super) fn statement(self, leaf: &Leaf, statement: &'a Statement, said: &Said) -> StatementRecord<'a> {
        StatementRecord {
            who: said.who.map(|id| self.actor_name(id)),
            place: said.venue.map(|id| self.venue_name(id)),
            to: said.to.map(|id| self.actor_name(id)),
            at: self.at(leaf, statement.span),
            ..words(statement)
        }
    }
}

/// What a dated fact says, without those who take part.
pub(super) fn date(fact: &DateFact) -> DateRecord<'_> {
    let when = &fact.when.value;
    DateRecord {
        when: Written(when),
        earliest: when.earliest(),
        latest: when.latest(),
        what: &fact.what.value,
        place: None,
        who: Vec::new(),
        status: fact.status.map(Status::word),
        source: text(fact.source.as_ref()),
        origin: origin(fact.origin),
        briefings: Vec::new(),
        at: None,
    }
}

/// What a statement says, without those who take part.
pub(super) fn words(statement: &Statement) -> StatementRecord<'_> {
    StatementRecord {
        who: None,
        says: &statement.says.value,
        when: written(statement.when.as_ref()),
        about: text(statement.about.as_ref()),
        place: None,
        to: None,
        status: statement.status.word(),
        source: text(statement.source.as_ref()),
        origin: origin(statement.origin),
        briefing: None,
        at: None,
    }
}

pub(super) fn source(source: &SourceRecord) -> SourceEntry<'_> {
    SourceEntry {
        id: text(source.id.as_ref()),
        title: &source.title.value,
        publisher: text(source.publisher.as_ref()),
        url: text(source.url.as_ref()),
        archived: text(source.archived.as_ref()),
        published: written(source.published.as_ref()),
        accessed: written(source.accessed.as_ref()),
    }
}

pub(super) fn change(made: &Change) -> NoteRecord<'_> {
    NoteRecord { when: Written(&made.when.value), what: &made.what.value }
}

pub(super) fn correction(made: &Correction) -> NoteRecord<'_> {
    NoteRecord { when: Written(&made.when.value), what: &made.what.value }
}

pub(super) fn place(leaf: &Leaf, span: Span) -> At {
    let at = leaf.source.position(span.start);
    At { line: at.line, column: at.column }
}

pub(super) fn written(date: Option<&Spanned<Date>>) -> Option<Written<'_>> {
    date.map(|date| Written(&date.value))
}

pub(super) fn text(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}

pub(super) fn texts(texts: &[Spanned<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

/// A subject by its name, with its page.
pub(super) fn named<P>(subject: &crate::site::Subject<P>) -> Named<'_> {
    page_name(&subject.name, &subject.permalink)
}

fn page_name<'a>(name: &'a str, permalink: &'a Permalink) -> Named<'a> {
    Named { name, href: Some(&permalink.href) }
}

impl<'a> Clerk<'a> {
    /// Dates read from the prose, for those who see files and lines.
    fn found(self, id: BriefingId) -> Vec<FoundRecord<'a>> {
        let filed = self.site.briefing(id);
        let found = filed.found.dates.iter().filter(|_| self.places);
        found.map(|date| found_date(&filed.briefing, &filed.found.facts, date)).collect()
    }
}

impl<'a> Clerk<'a> {
    /// Names read from the prose, for those who see files and lines.
    fn names(self, id: BriefingId) -> Vec<NamedRecord<'a>> {
        let filed = self.site.briefing(id);
        let found = filed.found.names.iter().filter(|_| self.places);
        found
            .filter_map(|name| {
                let is = match name.page {
                    PageId::Actor(id) => named(self.site.actor(id)),
                    PageId::Venue(id) => named(self.site.venue(id)),
                    _ => return None,
                };
                let leaf = &filed.briefing.leaf;
                Some(NamedRecord { text: leaf.source.slice(name.span), is, at: place(leaf, name.span) })
            })
            .collect()
    }
}

pub(super) fn found_date<'a>(
    briefing: &'a Briefing,
    facts: &'a [DateFact],
    found: &FoundDate,
) -> FoundRecord<'a> {
    let fact = found.fact.and_then(|place| match place {
        FactPlace::Declared(at) => briefing.dates.get(at),
        FactPlace::Found(at) => facts.get(at),
    });
    FoundRecord {
        text: briefing.leaf.source.slice(found.span),
        value: found.date.to_string(),
        reason: found.reason.map_or_else(|| "the editor says so".to_owned(), reason),
        fact: fact.map(|fact| fact.what.value.as_str()),
        at: place(&briefing.leaf, found.span),
    }
}

/// Why a date means what it means, in words.
fn reason(reason: Reason) -> String {
    let seen_from = match reason.seen_from {
        SeenFrom::Itself => "it says all itself",
        SeenFrom::Publication => "counted from the day of publication",
        SeenFrom::Mentioned => "counted from the date spoken of before",
    };
    match reason.direction {
        None => seen_from.to_owned(),
        Some(Direction::Past) => format!("{seen_from}, spoken of as past"),
        Some(Direction::Coming) => format!("{seen_from}, spoken of as coming"),
    }
}

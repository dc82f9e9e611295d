//! Records of actors, venues and topics.

use schemars::JsonSchema;
use serde::Serialize;

use super::briefing::{RecordBuilder, as_strs, optional_date, optional_str, subject_name};
use super::records::{DateRecord, DateValue, Each, NameRecord, StatementRecord};
use super::subject_records::{ActorRecord, RoleRecord, TopicRecord, VenueRecord};
use crate::briefing::ActorKind;
use crate::site::{ActorId, BriefingId, EventId, StatementId, TopicId, VenueId};

/// An actor or venue with its events, statements and briefings.
#[derive(Serialize, JsonSchema)]
#[schemars(bound = "R: JsonSchema, Each<D>: JsonSchema, Each<S>: JsonSchema, Each<B>: JsonSchema")]
#[serde(bound = "R: Serialize, Each<D>: Serialize, Each<S>: Serialize, Each<B>: Serialize")]
pub(super) struct SubjectDossier<R, D, S, B> {
    #[serde(flatten)]
    record: R,
    /// Its events, in time order, as their newest briefings report them.
    dates: Each<D>,
    /// Statements by it, to it or made at it, in time order.
    statements: Each<S>,
    /// Briefings that name it, newest first.
    briefings: Each<B>,
}

/// A briefing in the list of a subject.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "listed_briefing")]
pub(super) struct ListedBriefing<'a> {
    #[serde(flatten)]
    name: NameRecord<'a>,
    /// The date of publication.
    published: DateValue<'a>,
}

impl<'a> RecordBuilder<'a> {
    pub(super) fn actor_record(self, id: ActorId) -> ActorRecord<'a> {
        let actor = self.site.actor(id);
        let profile = actor.profile.as_deref();
        let roles = profile.map_or(&[][..], |actor| &actor.roles).iter().enumerate();
        ActorRecord {
            name: subject_name(actor),
            sort: profile.and_then(|actor| actor.kind).map(ActorKind::as_str),
            summary: profile.and_then(|actor| optional_str(actor.meta.summary.as_ref())),
            aliases: profile.map_or_else(Vec::new, |actor| as_strs(&actor.aliases)),
            roles: roles
                .map(|(index, role)| RoleRecord {
                    title: &role.title.value,
                    of: self.site.role_affiliation(id, index).map(|affiliation| self.actor_name(affiliation)),
                    from: optional_date(role.from.as_ref()),
                    to: optional_date(role.to.as_ref()),
                })
                .collect(),
            website: profile.and_then(|actor| optional_str(actor.website.as_ref())),
            wikidata: profile.and_then(|actor| optional_str(actor.wikidata.as_ref())),
            briefing_count: actor.briefings.len(),
        }
    }

    pub(super) fn venue_record(self, id: VenueId) -> VenueRecord<'a> {
        let venue = self.site.venue(id);
        let profile = venue.profile.as_deref();
        let coordinates = profile.and_then(|venue| venue.coordinates);
        VenueRecord {
            name: subject_name(venue),
            sort: profile.and_then(|venue| optional_str(venue.kind.as_ref())),
            summary: profile.and_then(|venue| optional_str(venue.meta.summary.as_ref())),
            aliases: profile.map_or_else(Vec::new, |venue| as_strs(&venue.aliases)),
            country: profile.and_then(|venue| optional_str(venue.country.as_ref())),
            part_of: self.site.containing_venue(id).map(|container| self.venue_name(container)),
            latitude: coordinates.map(|(latitude, _)| latitude),
            longitude: coordinates.map(|(_, longitude)| longitude),
            time_zone: profile.and_then(|venue| optional_str(venue.time_zone.as_ref())),
            wikidata: profile.and_then(|venue| optional_str(venue.wikidata.as_ref())),
            briefing_count: venue.briefings.len(),
        }
    }

    pub(super) fn topic_record(self, id: TopicId) -> TopicRecord<'a> {
        let topic = self.site.topic(id);
        let profile = topic.profile.as_deref();
        TopicRecord {
            name: subject_name(topic),
            summary: profile.and_then(|topic| optional_str(topic.meta.summary.as_ref())),
            aliases: profile.map_or_else(Vec::new, |topic| as_strs(&topic.aliases)),
            briefing_count: topic.briefings.len(),
        }
    }

    /// Adds the events, statements and briefings of a subject to its record.
    pub(super) fn dossier<R: Serialize>(
        self,
        record: R,
        events: &'a [EventId],
        statements: &'a [StatementId],
        briefings: &'a [BriefingId],
    ) -> impl Serialize {
        SubjectDossier {
            record,
            dates: Each(events.iter().map(move |id| self.event_record(*id))),
            statements: Each(statements.iter().filter_map(move |id| self.dated_statement(*id))),
            briefings: Each(briefings.iter().map(move |id| self.listed_briefing(*id))),
        }
    }

    /// Returns an event as its newest briefing reports it, with the actors and briefings of all reports.
    fn event_record(self, id: EventId) -> DateRecord<'a> {
        let event = self.site.event(id);
        DateRecord {
            place: event.venue.map(|venue| self.venue_name(venue)),
            who: self.site.event_actors(event).into_iter().map(|actor| self.actor_name(actor)).collect(),
            // Source ids are local to one briefing.
            source: None,
            briefings: event
                .reported_by
                .iter()
                .map(|fact_ref| self.briefing_name(fact_ref.briefing))
                .collect(),
            ..super::briefing::date_record(self.site.event_fact(event))
        }
    }

    fn dated_statement(self, id: StatementId) -> Option<StatementRecord<'a>> {
        let resolved = self.site.briefing(id.briefing);
        let (statement, names) = (
            resolved.briefing.statements.get(id.index as usize)?,
            resolved.statements.get(id.index as usize)?,
        );
        Some(StatementRecord {
            source: None,
            briefing: Some(self.briefing_name(id.briefing)),
            ..self.statement_record(&resolved.briefing.meta, statement, names)
        })
    }

    fn listed_briefing(self, id: BriefingId) -> ListedBriefing<'a> {
        let published = &self.site.briefing(id).briefing.published.value;
        ListedBriefing { name: self.briefing_name(id), published: DateValue(published) }
    }
}

//! Actors, venues and topics, and everything that is said of one.

use serde::Serialize;

use super::briefing::{RecordBuilder, as_strs, optional_date, optional_str, subject_name};
use super::records::{
    ActorRecord, DateRecord, DateValue, Each, NameRecord, RoleRecord, StatementRecord, TopicRecord,
    VenueRecord,
};
use crate::briefing::ActorKind;
use crate::site::{ActorId, BriefingId, EventId, StatementId, TopicId, VenueId};

/// An actor or venue and everything that is said of it.
#[derive(Serialize)]
#[serde(bound = "R: Serialize, Each<D>: Serialize, Each<S>: Serialize, Each<B>: Serialize")]
pub(super) struct SubjectDossier<R, D, S, B> {
    #[serde(flatten)]
    record: R,
    dates: Each<D>,
    statements: Each<S>,
    briefings: Each<B>,
}

/// A briefing in a list.
#[derive(Serialize)]
pub(super) struct ListedBriefing<'a> {
    #[serde(flatten)]
    name: NameRecord<'a>,
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
                .map(|(at, role)| RoleRecord {
                    title: &role.title.value,
                    of: self.site.role_affiliation(id, at).map(|of| self.actor_name(of)),
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
            part_of: self.site.containing_venue(id).map(|whole| self.venue_name(whole)),
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

    /// A record with everything that is said of what it stands for.
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

    /// An event as its newest briefing tells it, with everyone who takes part and all who tell of it.
    fn event_record(self, id: EventId) -> DateRecord<'a> {
        let event = self.site.event(id);
        DateRecord {
            place: event.venue.map(|venue| self.venue_name(venue)),
            who: self.site.event_actors(event).into_iter().map(|actor| self.actor_name(actor)).collect(),
            // The ids of sources hold in one briefing alone.
            source: None,
            briefings: event.reported_by.iter().map(|teller| self.briefing_name(teller.briefing)).collect(),
            ..super::briefing::date_record(self.site.event_fact(event))
        }
    }

    fn dated_statement(self, id: StatementId) -> Option<StatementRecord<'a>> {
        let filed = self.site.briefing(id.briefing);
        let (statement, said) =
            (filed.briefing.statements.get(id.index as usize)?, filed.statements.get(id.index as usize)?);
        Some(StatementRecord {
            source: None,
            briefing: Some(self.briefing_name(id.briefing)),
            ..self.statement_record(&filed.briefing.meta, statement, said)
        })
    }

    fn listed_briefing(self, id: BriefingId) -> ListedBriefing<'a> {
        let published = &self.site.briefing(id).briefing.published.value;
        ListedBriefing { name: self.briefing_name(id), published: DateValue(published) }
    }
}

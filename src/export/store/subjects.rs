//! Actors, venues and topics, and everything that is said of one.

use serde::Serialize;

use super::briefing::{Clerk, named, text, texts, written};
use super::records::{
    ActorRecord, DateRecord, Each, Named, RoleRecord, StatementRecord, TopicRecord, VenueRecord, Written,
};
use crate::briefing::ActorKind;
use crate::site::{ActorId, BriefingId, EventId, StatementId, TopicId, VenueId};

/// An actor or venue and everything that is said of it.
#[derive(Serialize)]
#[serde(bound = "R: Serialize, Each<D>: Serialize, Each<S>: Serialize, Each<B>: Serialize")]
pub(super) struct Dossier<R, D, S, B> {
    #[serde(flatten)]
    record: R,
    dates: Each<D>,
    statements: Each<S>,
    briefings: Each<B>,
}

/// A briefing in a list.
#[derive(Serialize)]
pub(super) struct Listed<'a> {
    #[serde(flatten)]
    is: Named<'a>,
    published: Written<'a>,
}

impl<'a> Clerk<'a> {
    pub(super) fn actor(self, id: ActorId) -> ActorRecord<'a> {
        let actor = self.site.actor(id);
        let profile = actor.profile.as_deref();
        let roles = profile.map_or(&[][..], |actor| &actor.roles).iter().enumerate();
        ActorRecord {
            is: named(actor),
            sort: profile.and_then(|actor| actor.kind).map(ActorKind::word),
            summary: profile.and_then(|actor| text(actor.leaf.summary.as_ref())),
            aliases: profile.map_or_else(Vec::new, |actor| texts(&actor.aliases)),
            roles: roles
                .map(|(at, role)| RoleRecord {
                    title: &role.title.value,
                    of: self.site.held_in(id, at).map(|of| self.actor_name(of)),
                    from: written(role.from.as_ref()),
                    to: written(role.to.as_ref()),
                })
                .collect(),
            website: profile.and_then(|actor| text(actor.website.as_ref())),
            wikidata: profile.and_then(|actor| text(actor.wikidata.as_ref())),
            briefing_count: actor.briefings.len(),
        }
    }

    pub(super) fn venue(self, id: VenueId) -> VenueRecord<'a> {
        let venue = self.site.venue(id);
        let profile = venue.profile.as_deref();
        let coordinates = profile.and_then(|venue| venue.coordinates);
        VenueRecord {
            is: named(venue),
            sort: profile.and_then(|venue| text(venue.kind.as_ref())),
            summary: profile.and_then(|venue| text(venue.leaf.summary.as_ref())),
            aliases: profile.map_or_else(Vec::new, |venue| texts(&venue.aliases)),
            country: profile.and_then(|venue| text(venue.country.as_ref())),
            part_of: self.site.part_of(id).map(|whole| self.venue_name(whole)),
            latitude: coordinates.map(|(latitude, _)| latitude),
            longitude: coordinates.map(|(_, longitude)| longitude),
            time_zone: profile.and_then(|venue| text(venue.time_zone.as_ref())),
            wikidata: profile.and_then(|venue| text(venue.wikidata.as_ref())),
            briefing_count: venue.briefings.len(),
        }
    }

    pub(super) fn topic(self, id: TopicId) -> TopicRecord<'a> {
        let topic = self.site.topic(id);
        let profile = topic.profile.as_deref();
        TopicRecord {
            is: named(topic),
            summary: profile.and_then(|topic| text(topic.leaf.summary.as_ref())),
            aliases: profile.map_or_else(Vec::new, |topic| texts(&topic.aliases)),
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
        Dossier {
            record,
            dates: Each(events.iter().map(move |id| self.event(*id))),
            statements: Each(statements.iter().filter_map(move |id| self.said(*id))),
            briefings: Each(briefings.iter().map(move |id| self.listed(*id))),
        }
    }

    /// An event as its newest briefing tells it, with everyone who takes part and all who tell of it.
    fn event(self, id: EventId) -> DateRecord<'a> {
        let event = self.site.event(id);
        DateRecord {
            place: event.venue.map(|venue| self.venue_name(venue)),
            who: self.site.event_actors(event).into_iter().map(|actor| self.actor_name(actor)).collect(),
            // The ids of sources hold in one briefing alone.
            source: None,
            briefings: event.tellers.iter().map(|teller| self.briefing_name(teller.briefing)).collect(),
            ..super::briefing::date(self.site.fact(event))
        }
    }

    fn said(self, id: StatementId) -> Option<StatementRecord<'a>> {
        let filed = self.site.briefing(id.briefing);
        let (statement, said) =
            (filed.briefing.statements.get(id.at as usize)?, filed.statements.get(id.at as usize)?);
        Some(StatementRecord {
            source: None,
            briefing: Some(self.briefing_name(id.briefing)),
            ..self.statement(&filed.briefing.leaf, statement, said)
        })
    }

    fn listed(self, id: BriefingId) -> Listed<'a> {
        let published = &self.site.briefing(id).briefing.published.value;
        Listed { is: self.briefing_name(id), published: Written(published) }
    }
}

//! Dated facts and statements as templates see them.

use super::ViewBuilder;
use super::date::phase_name;
use crate::facts::date::Phase;
use crate::facts::{DateFact, Origin, Reference, Status};
use crate::render::view::{EventView, LinkView, Shared, StatementView};
use crate::settings::BoxGroup;
use crate::site::{ActorId, BriefingId, Event, EventId, ResolvedBriefing, StatementId, VenueId};

/// How many briefings an event names; the rest is counted.
const MAX_BRIEFINGS: usize = 3;

impl ViewBuilder<'_> {
    /// An event as the pages of subjects and the chronology show it.
    pub(super) fn event_view(&self, id: EventId) -> EventView {
        let event = self.site.event(id);
        let actors = self.site.event_actors(event);
        let mut view = self.fact_view(self.site.event_fact(event), event.venue, &actors);
        view.briefings = self.reporting_links(event);
        view.count = event.reported_by.len();
        view
    }

    pub(super) fn event_views<'b>(&self, ids: impl IntoIterator<Item = &'b EventId>) -> Vec<EventView> {
        ids.into_iter().map(|id| self.event_view(*id)).collect()
    }

    fn reporting_links(&self, event: &Event) -> Vec<Shared<LinkView>> {
        let tellers = event.reported_by.iter().take(MAX_BRIEFINGS);
        tellers.map(|teller| self.briefing_link(teller.briefing)).collect()
    }

    /// A dated fact as told; without the briefings that tell of it.
    pub(super) fn fact_view(&self, fact: &DateFact, venue: Option<VenueId>, actors: &[ActorId]) -> EventView {
        EventView {
            date: self.fact_date_view(&fact.when.value, venue),
            clock: self.clock_at(&fact.when.value, venue),
            what: fact.what.value.as_str().into(),
            venue: venue.map(|venue| self.venue_link(venue)),
            actors: actors.iter().map(|actor| self.actor_link(*actor)).collect(),
            status: fact.status.map_or("", Status::as_str),
            phase: phase_name(self.phase(&fact.when.value, venue)),
            source: 0,
            briefings: Vec::new(),
            count: 1,
            found: fact.origin == Origin::Found,
            id: String::new(),
        }
    }

    /// Whether an event lies wholly ahead.
    pub(super) fn is_future(&self, id: EventId) -> bool {
        let event = self.site.event(id);
        self.phase(&event.when, event.venue) == Phase::Future
    }

    pub(super) fn statement_view(&self, id: StatementId) -> Option<StatementView> {
        let filed = self.site.briefing(id.briefing);
        self.briefing_statement_view(filed, id.briefing, id.index as usize)
    }

    /// None only where the speaker could not be told, which is an error found before.
    pub(super) fn briefing_statement_view(
        &self,
        filed: &ResolvedBriefing,
        briefing: BriefingId,
        at: usize,
    ) -> Option<StatementView> {
        let (statement, said) = (filed.briefing.statements.get(at)?, filed.statements.get(at)?);
        let who = said.speaker?;
        let when = statement.when.as_ref();
        let instant = when.map_or(filed.published, |when| when.value.start(&jiff::tz::TimeZone::UTC));
        Some(StatementView {
            says: statement.says.value.clone(),
            who: self.actor_link(who),
            office: self.role_at(who, instant),
            date: when.map(|when| self.date_view_at(&when.value, said.venue)),
            about: statement.about.as_ref().map(|about| about.value.clone()).unwrap_or_default(),
            venue: said.venue.map(|venue| self.venue_link(venue)),
            to: said.addressee.map(|to| self.actor_link(to)),
            status: statement.status.as_str(),
            source: self.source_number(filed, statement.source.as_ref()),
            briefing: self.briefing_link(briefing),
        })
    }

    /// The number, from 1, of the source a fact of a briefing refers to; 0 where it refers to none, or where the site
    /// shows no sources.
    pub(super) fn source_number(&self, filed: &ResolvedBriefing, reference: Option<&Reference>) -> usize {
        let shown = self.site.settings.boxes.contains(&BoxGroup::Sources);
        let Some(reference) = reference.filter(|_| shown) else { return 0 };
        let ids = filed.briefing.sources.iter().map(|source| source.id.as_ref().map(|id| &id.value));
        ids.into_iter().position(|id| id == Some(&reference.value)).map_or(0, |at| at + 1)
    }
}

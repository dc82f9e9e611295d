//! Views of events and statements.

use super::ViewBuilder;
use super::date::phase_name;
use super::facts::shown_or_empty;
use crate::facts::{DateFact, Origin, Reference, Status};
use crate::render::view::{EventView, LinkView, Shared, StatementView};
use crate::settings::BoxGroup;
use crate::site::{ActorId, BriefingId, Event, EventId, ResolvedBriefing, StatementId, VenueId};
use crate::text::curl_quotes;

/// Maximum number of briefings named per event; the others are counted.
const MAX_BRIEFINGS: usize = 3;

impl ViewBuilder<'_> {
    /// Returns the view of an event for timeline and subject pages.
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
        let reports = event.reported_by.iter().take(MAX_BRIEFINGS);
        reports.map(|report| self.briefing_link(report.briefing)).collect()
    }

    /// Returns the view of a dated fact, without the briefings that report it.
    pub(super) fn fact_view(&self, fact: &DateFact, venue: Option<VenueId>, actors: &[ActorId]) -> EventView {
        EventView {
            date: self.fact_date_view(&fact.when.value, venue),
            clock: self.clock_at(&fact.when.value, venue),
            what: curl_quotes(&fact.what.value).as_str().into(),
            venue: venue.map(|venue| self.venue_link(venue)),
            actors: actors.iter().map(|actor| self.actor_link(*actor)).collect(),
            status: fact.status.map_or("", Status::as_str),
            phase: phase_name(self.phase(&fact.when.value, venue), &fact.when.value),
            source: 0,
            briefings: Vec::new(),
            count: 1,
            found: fact.origin == Origin::Found,
            id: String::new(),
        }
    }

    /// Returns whether an event is still to come.
    pub(super) fn is_future(&self, id: EventId) -> bool {
        self.site.is_coming(id)
    }

    pub(super) fn statement_view(&self, id: StatementId) -> Option<StatementView> {
        let resolved = self.site.briefing(id.briefing);
        self.briefing_statement_view(resolved, id.briefing, id.index as usize)
    }

    /// Returns the view of a statement; `None` only if its speaker is unknown, which was reported as an error before.
    pub(super) fn briefing_statement_view(
        &self,
        resolved: &ResolvedBriefing,
        briefing: BriefingId,
        index: usize,
    ) -> Option<StatementView> {
        let (statement, facts) = (resolved.briefing.statements.get(index)?, resolved.statements.get(index)?);
        let who = facts.speaker?;
        let when = statement.when.as_ref();
        let instant = when.map_or(resolved.published, |when| when.value.start(&jiff::tz::TimeZone::UTC));
        Some(StatementView {
            says: curl_quotes(&statement.says.value),
            who: self.actor_link(who),
            office: self.role_at(who, instant),
            date: when.map(|when| self.date_view_at(&when.value, facts.venue)),
            about: shown_or_empty(statement.about.as_ref()),
            venue: facts.venue.map(|venue| self.venue_link(venue)),
            to: facts.addressee.map(|to| self.actor_link(to)),
            status: statement.status.as_str(),
            source: self.source_number(resolved, statement.source.as_ref()),
            briefings: vec![self.briefing_link(briefing)],
        })
    }

    /// Returns the number, from 1, of the source that a fact refers to; 0 without a source, or if the site shows no sources.
    pub(super) fn source_number(&self, resolved: &ResolvedBriefing, reference: Option<&Reference>) -> usize {
        let shows_sources = self.site.settings.boxes.contains(&BoxGroup::Sources);
        let Some(reference) = reference.filter(|_| shows_sources) else { return 0 };
        let ids = resolved.briefing.sources.iter().map(|source| source.id.as_ref().map(|id| &id.value));
        ids.into_iter().position(|id| id == Some(&reference.value)).map_or(0, |index| index + 1)
    }
}

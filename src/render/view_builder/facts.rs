//! The fact box of a briefing.

use jiff::Timestamp;

use super::ViewBuilder;
use crate::facts::{DateFact, SourceRecord};
use crate::render::view::{EventView, FactsView, PartView, SourceView, StatementView};
use crate::settings::BoxGroup;
use crate::site::{ActorId, BriefingId, FactIndex, ResolvedBriefing, VenueId};

impl ViewBuilder<'_> {
    pub(super) fn fact_box(&self, id: BriefingId) -> FactsView {
        let filed = self.site.briefing(id);
        let (coming, past) = self.date_rows(filed).into_iter().partition(|event| event.phase == "coming");
        let mut facts = FactsView {
            groups: Vec::new(),
            past,
            coming,
            actors: self.actor_rows(filed),
            venues: self.venue_rows(filed),
            statements: self.statement_rows(filed, id),
            sources: filed
                .briefing
                .sources
                .iter()
                .enumerate()
                .map(|(at, source)| self.source_view(at, source))
                .collect(),
        };
        let groups = self.site.settings.boxes.iter().filter(|group| !is_group_empty(&facts, **group));
        facts.groups = groups.map(|group| BoxGroup::CHOICES[*group as usize].0).collect();
        facts
    }

    /// The dated facts, declared and found, in time order.
    fn date_rows(&self, filed: &ResolvedBriefing) -> Vec<EventView> {
        let declared = (0..filed.dates.len()).map(FactIndex::Declared);
        let found = (0..filed.found.facts.len()).map(FactIndex::Found);
        let mut order: Vec<(FactIndex, &DateFact)> =
            declared.chain(found).map(|place| (place, filed.fact_at(place))).collect();
        order.sort_by(|(_, a), (_, b)| a.when.value.cmp_chronological(&b.when.value));
        order.into_iter().map(|(place, fact)| self.date_row(filed, place, fact)).collect()
    }

    fn date_row(&self, filed: &ResolvedBriefing, place: FactIndex, fact: &DateFact) -> EventView {
        let mut view = match place {
            FactIndex::Declared(at) => self.fact_view(fact, filed.dates[at].venue, &filed.dates[at].actors),
            FactIndex::Found(_) => self.fact_view(fact, filed.dateline, &[]),
        };
        if place.is_found() {
            // Where it happened was not read, only in which zone its clock runs.
            view.venue = None;
        }
        view.source = self.source_number(filed, fact.source.as_ref());
        view.id = place.row_id();
        view
    }

    fn actor_rows(&self, filed: &ResolvedBriefing) -> Vec<PartView> {
        let parts = filed.briefing.actors.iter().zip(&filed.actors);
        let listed = parts
            .map(|(fact, actor)| self.actor_row(*actor, text_or_empty(fact.role.as_ref()), filed.published));
        let found = filed
            .found
            .actors
            .iter()
            .map(|actor| PartView { found: true, ..self.actor_row(*actor, String::new(), filed.published) });
        listed.chain(found).collect()
    }

    fn actor_row(&self, id: ActorId, role: String, on: Timestamp) -> PartView {
        let actor = self.site.actor(id);
        PartView {
            name: actor.name.as_str().into(),
            href: (&*actor.permalink.href).into(),
            role,
            note: self.actor_note(id, on),
            found: false,
        }
    }

    fn venue_rows(&self, filed: &ResolvedBriefing) -> Vec<PartView> {
        let parts = filed.briefing.venues.iter().zip(&filed.venues);
        let listed = parts.map(|(fact, venue)| self.venue_row(*venue, text_or_empty(fact.role.as_ref())));
        let found = filed.found.venues.iter();
        let found = found.map(|venue| PartView { found: true, ..self.venue_row(*venue, String::new()) });
        listed.chain(found).collect()
    }

    fn venue_row(&self, id: VenueId, role: String) -> PartView {
        let venue = self.site.venue(id);
        PartView {
            name: venue.name.as_str().into(),
            href: (&*venue.permalink.href).into(),
            role,
            note: self.venue_note(id),
            found: false,
        }
    }

    fn statement_rows(&self, filed: &ResolvedBriefing, id: BriefingId) -> Vec<StatementView> {
        let mut order: Vec<usize> = (0..filed.statements.len()).collect();
        order.sort_by_key(|at| filed.statement_time(*at));
        order.into_iter().filter_map(|at| self.briefing_statement_view(filed, id, at)).collect()
    }

    fn source_view(&self, at: usize, source: &SourceRecord) -> SourceView {
        SourceView {
            number: at + 1,
            title: source.title.value.clone(),
            publisher: text_or_empty(source.publisher.as_ref()),
            url: text_or_empty(source.url.as_ref()),
            archived: text_or_empty(source.archived.as_ref()),
            published: source.published.as_ref().map(|date| self.date_view(&date.value)),
            accessed: source.accessed.as_ref().map(|date| self.date_view(&date.value)),
        }
    }
}

fn is_group_empty(facts: &FactsView, group: BoxGroup) -> bool {
    match group {
        BoxGroup::Dates => facts.past.is_empty() && facts.coming.is_empty(),
        BoxGroup::Actors => facts.actors.is_empty(),
        BoxGroup::Venues => facts.venues.is_empty(),
        BoxGroup::Statements => facts.statements.is_empty(),
        BoxGroup::Sources => facts.sources.is_empty(),
    }
}

/// A text that may be left out, empty where it is.
pub(super) fn text_or_empty(text: Option<&crate::text::Spanned<String>>) -> String {
    text.map(|text| text.value.clone()).unwrap_or_default()
}

//! The fact box of a briefing.

use jiff::Timestamp;

use super::ViewBuilder;
use crate::facts::{DateFact, SourceRecord};
use crate::render::view::{EventView, FactsView, PartView, SourceView, StatementView};
use crate::settings::BoxGroup;
use crate::site::{ActorId, BriefingId, FactIndex, ResolvedBriefing, VenueId};

impl ViewBuilder<'_> {
    pub(super) fn fact_box(&self, id: BriefingId) -> FactsView {
        let resolved = self.site.briefing(id);
        let (coming, past) = self.date_rows(resolved).into_iter().partition(|event| event.phase == "coming");
        let mut facts = FactsView {
            groups: Vec::new(),
            past,
            coming,
            actors: self.actor_rows(resolved),
            venues: self.venue_rows(resolved),
            statements: self.statement_rows(resolved, id),
            sources: resolved
                .briefing
                .sources
                .iter()
                .enumerate()
                .map(|(index, source)| self.source_view(index, source))
                .collect(),
        };
        let groups = self.site.settings.boxes.iter().filter(|group| !is_group_empty(&facts, **group));
        facts.groups = groups.map(|group| BoxGroup::CHOICES[*group as usize].0).collect();
        facts
    }

    /// Returns the dated facts, declared and found, in time order.
    fn date_rows(&self, resolved: &ResolvedBriefing) -> Vec<EventView> {
        let declared = (0..resolved.dates.len()).map(FactIndex::Declared);
        let found = (0..resolved.found.facts.len()).map(FactIndex::Found);
        let mut order: Vec<(FactIndex, &DateFact)> =
            declared.chain(found).map(|fact_index| (fact_index, resolved.fact_at(fact_index))).collect();
        order.sort_by(|(_, a), (_, b)| a.when.value.cmp_chronological(&b.when.value));
        order.into_iter().map(|(fact_index, fact)| self.date_row(resolved, fact_index, fact)).collect()
    }

    fn date_row(&self, resolved: &ResolvedBriefing, fact_index: FactIndex, fact: &DateFact) -> EventView {
        let mut view = match fact_index {
            FactIndex::Declared(index) => {
                self.fact_view(fact, resolved.dates[index].venue, &resolved.dates[index].actors)
            }
            FactIndex::Found(_) => self.fact_view(fact, resolved.dateline, &[]),
        };
        if fact_index.is_found() {
            // The dateline only gives the time zone of a found date, not its venue.
            view.venue = None;
        }
        view.source = self.source_number(resolved, fact.source.as_ref());
        view.id = fact_index.row_id();
        view
    }

    fn actor_rows(&self, resolved: &ResolvedBriefing) -> Vec<PartView> {
        let parts = resolved.briefing.actors.iter().zip(&resolved.actors);
        let listed = parts.map(|(fact, actor)| {
            self.actor_row(*actor, text_or_empty(fact.role.as_ref()), resolved.published)
        });
        let found = resolved.found.actors.iter().map(|actor| PartView {
            found: true,
            ..self.actor_row(*actor, String::new(), resolved.published)
        });
        listed.chain(found).collect()
    }

    fn actor_row(&self, id: ActorId, role: String, timestamp: Timestamp) -> PartView {
        let actor = self.site.actor(id);
        PartView {
            name: actor.name.as_str().into(),
            href: (&*actor.permalink.href).into(),
            role,
            note: self.actor_note(id, timestamp),
            found: false,
        }
    }

    fn venue_rows(&self, resolved: &ResolvedBriefing) -> Vec<PartView> {
        let parts = resolved.briefing.venues.iter().zip(&resolved.venues);
        let listed = parts.map(|(fact, venue)| self.venue_row(*venue, text_or_empty(fact.role.as_ref())));
        let found = resolved.found.venues.iter();
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

    fn statement_rows(&self, resolved: &ResolvedBriefing, id: BriefingId) -> Vec<StatementView> {
        let mut order: Vec<usize> = (0..resolved.statements.len()).collect();
        order.sort_by_key(|index| resolved.statement_time(*index));
        order.into_iter().filter_map(|index| self.briefing_statement_view(resolved, id, index)).collect()
    }

    fn source_view(&self, index: usize, source: &SourceRecord) -> SourceView {
        SourceView {
            number: index + 1,
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

/// Returns an optional text, or an empty one.
pub(super) fn text_or_empty(text: Option<&crate::text::Spanned<String>>) -> String {
    text.map(|text| text.value.clone()).unwrap_or_default()
}

//! The fact box of a briefing.

use jiff::Timestamp;

use super::Show;
use crate::facts::{DateFact, SourceRecord};
use crate::render::view::{EventView, FactsView, PartView, SourceView, StatementView};
use crate::settings::BoxGroup;
use crate::site::{ActorId, BriefingId, FactPlace, Filed, VenueId};

impl Show<'_> {
    pub(super) fn facts(&self, id: BriefingId) -> FactsView {
        let filed = self.site.briefing(id);
        let (coming, past) = self.dates(filed).into_iter().partition(|event| event.phase == "coming");
        let mut facts = FactsView {
            groups: Vec::new(),
            past,
            coming,
            actors: self.actor_parts(filed),
            venues: self.venue_parts(filed),
            statements: self.statements(filed, id),
            sources: filed
                .briefing
                .sources
                .iter()
                .enumerate()
                .map(|(at, source)| self.source(at, source))
                .collect(),
        };
        let groups = self.site.settings.boxes.iter().filter(|group| !is_empty(&facts, **group));
        facts.groups = groups.map(|group| BoxGroup::WORDS[*group as usize].0).collect();
        facts
    }

    /// The dated facts, declared and found, in time order.
    fn dates(&self, filed: &Filed) -> Vec<EventView> {
        let declared = (0..filed.dates.len()).map(FactPlace::Declared);
        let found = (0..filed.found.facts.len()).map(FactPlace::Found);
        let mut order: Vec<(FactPlace, &DateFact)> =
            declared.chain(found).map(|place| (place, filed.fact(place))).collect();
        order.sort_by(|(_, a), (_, b)| a.when.value.chronological(&b.when.value));
        order.into_iter().map(|(place, fact)| self.date_fact(filed, place, fact)).collect()
    }

    fn date_fact(&self, filed: &Filed, place: FactPlace, fact: &DateFact) -> EventView {
        let mut view = match place {
            FactPlace::Declared(at) => self.fact(fact, filed.dates[at].venue, &filed.dates[at].actors),
            FactPlace::Found(_) => self.fact(fact, filed.dateline, &[]),
        };
        if place.is_found() {
            // Where it happened was not read, only in which zone its clock runs.
            view.venue = None;
        }
        view.source = self.source_number(filed, fact.source.as_ref());
        view.id = place.anchor();
        view
    }

    fn actor_parts(&self, filed: &Filed) -> Vec<PartView> {
        let parts = filed.briefing.actors.iter().zip(&filed.actors);
        let listed =
            parts.map(|(fact, actor)| self.actor_part(*actor, word(fact.role.as_ref()), filed.published));
        let found = filed
            .found
            .actors
            .iter()
            .map(|actor| PartView { found: true, ..self.actor_part(*actor, String::new(), filed.published) });
        listed.chain(found).collect()
    }

    fn actor_part(&self, id: ActorId, role: String, on: Timestamp) -> PartView {
        let actor = self.site.actor(id);
        PartView {
            name: actor.name.as_str().into(),
            href: (&*actor.permalink.href).into(),
            role,
            note: self.actor_note(id, on),
            found: false,
        }
    }

    fn venue_parts(&self, filed: &Filed) -> Vec<PartView> {
        let parts = filed.briefing.venues.iter().zip(&filed.venues);
        let listed = parts.map(|(fact, venue)| self.venue_part(*venue, word(fact.role.as_ref())));
        let found = filed.found.venues.iter();
        let found = found.map(|venue| PartView { found: true, ..self.venue_part(*venue, String::new()) });
        listed.chain(found).collect()
    }

    fn venue_part(&self, id: VenueId, role: String) -> PartView {
        let venue = self.site.venue(id);
        PartView {
            name: venue.name.as_str().into(),
            href: (&*venue.permalink.href).into(),
            role,
            note: self.venue_note(id),
            found: false,
        }
    }

    fn statements(&self, filed: &Filed, id: BriefingId) -> Vec<StatementView> {
        let mut order: Vec<usize> = (0..filed.statements.len()).collect();
        order.sort_by_key(|at| said_at(filed, *at));
        order.into_iter().filter_map(|at| self.statement_in(filed, id, at)).collect()
    }

    fn source(&self, at: usize, source: &SourceRecord) -> SourceView {
        SourceView {
            number: at + 1,
            title: source.title.value.clone(),
            publisher: word(source.publisher.as_ref()),
            url: word(source.url.as_ref()),
            archived: word(source.archived.as_ref()),
            published: source.published.as_ref().map(|date| self.date(&date.value)),
            accessed: source.accessed.as_ref().map(|date| self.date(&date.value)),
        }
    }
}

/// When a statement was made; one without a date counts as made when its briefing was published.
pub(super) fn said_at(filed: &Filed, at: usize) -> Timestamp {
    let when = filed.briefing.statements[at].when.as_ref();
    when.map_or(filed.published, |when| when.value.start(&jiff::tz::TimeZone::UTC))
}

fn is_empty(facts: &FactsView, group: BoxGroup) -> bool {
    match group {
        BoxGroup::Dates => facts.past.is_empty() && facts.coming.is_empty(),
        BoxGroup::Actors => facts.actors.is_empty(),
        BoxGroup::Venues => facts.venues.is_empty(),
        BoxGroup::Statements => facts.statements.is_empty(),
        BoxGroup::Sources => facts.sources.is_empty(),
    }
}

/// A text that may be left out, empty where it is.
pub(super) fn word(text: Option<&crate::text::Spanned<String>>) -> String {
    text.map(|text| text.value.clone()).unwrap_or_default()
}

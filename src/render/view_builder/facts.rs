//! The fact box of a briefing.

use jiff::{SignedDuration, Timestamp};

use super::ViewBuilder;
use crate::facts::{DateFact, SourceRecord};
use crate::render::view::{EventView, FactsView, PartView, SourceView, StatementView};
use crate::settings::BoxGroup;
use crate::site::{ActorId, BriefingId, FactIndex, ResolvedBriefing, VenueId};
use crate::text::curl_quotes;

/// A fact belongs to the story of a briefing if it happened later than this long before publication.
const STORY_BEFORE: SignedDuration = SignedDuration::from_hours(2 * 24);
/// Maximum number of events of the story.
const MAX_STORY: usize = 4;
/// Number of past events shown where none belongs to the story.
const MIN_STORY: usize = 3;
/// Number of rows of the box that are open beside the shortest text, and beside a long one.
const OPEN_ROWS: std::ops::RangeInclusive<usize> = 6..=12;
/// Words of prose that are as high as one row of the box.
const WORDS_PER_ROW: usize = 30;
/// Number of coming events that are open.
const OPEN_COMING: usize = 3;
/// Number of venues that are open.
const OPEN_VENUES: usize = 2;

impl ViewBuilder<'_> {
    pub(super) fn fact_box(&self, id: BriefingId) -> FactsView {
        let resolved = self.site.briefing(id);
        let (coming, past): (Vec<_>, Vec<_>) =
            self.date_rows(resolved).into_iter().partition(|(_, event)| event.phase == "coming");
        let (background, story) = split_story(past, resolved.published);
        let mut facts = FactsView {
            groups: Vec::new(),
            in_box: Vec::new(),
            story,
            coming: coming.into_iter().map(|(_, event)| event).collect(),
            background,
            open_coming: 0,
            open_actors: 0,
            open_venues: 0,
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
            strip: self.briefing_strip(resolved),
            map: self.briefing_map(resolved),
        };
        fold_rows(&mut facts, resolved.briefing.meta.body.word_count);
        let groups = self.site.settings.boxes.iter().filter(|group| !is_group_empty(&facts, **group));
        facts.groups = groups.map(|group| BoxGroup::CHOICES[*group as usize].0).collect();
        let in_box = facts.groups.iter().filter(|group| !matches!(**group, "statements" | "sources"));
        facts.in_box = in_box.copied().collect();
        facts
    }

    /// Returns the dated facts, declared and found, in time order, each with its first instant.
    fn date_rows(&self, resolved: &ResolvedBriefing) -> Vec<(Timestamp, EventView)> {
        let declared = (0..resolved.dates.len()).map(FactIndex::Declared);
        let found = (0..resolved.found.facts.len()).map(FactIndex::Found);
        let mut order: Vec<(FactIndex, &DateFact)> =
            declared.chain(found).map(|fact_index| (fact_index, resolved.fact_at(fact_index))).collect();
        order.sort_by(|(_, a), (_, b)| a.when.value.cmp_chronological(&b.when.value));
        let zone = &self.site.settings.time_zone;
        let row = |(index, fact): (FactIndex, &DateFact)| {
            (fact.when.value.start(zone), self.date_row(resolved, index, fact))
        };
        order.into_iter().map(row).collect()
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
            self.actor_row(*actor, shown_or_empty(fact.role.as_ref()), resolved.published)
        });
        let found = resolved.found.actors.iter().map(|actor| PartView {
            found: true,
            ..self.actor_row(*actor, String::new(), resolved.published)
        });
        listed.chain(found).collect()
    }

    fn actor_row(&self, id: ActorId, role: String, timestamp: Timestamp) -> PartView {
        let actor = self.site.actor(id);
        let note = match self.names_role_at(&role, id, timestamp) {
            true => String::new(),
            false => self.actor_note(id, self.role_at(id, timestamp)),
        };
        PartView {
            name: curl_quotes(&actor.name).as_str().into(),
            href: (&*actor.permalink.href).into(),
            role,
            note,
            found: false,
        }
    }

    fn venue_rows(&self, resolved: &ResolvedBriefing) -> Vec<PartView> {
        let parts = resolved.briefing.venues.iter().zip(&resolved.venues);
        let listed = parts.map(|(fact, venue)| self.venue_row(*venue, shown_or_empty(fact.role.as_ref())));
        let found = resolved.found.venues.iter();
        let found = found.map(|venue| PartView { found: true, ..self.venue_row(*venue, String::new()) });
        listed.chain(found).collect()
    }

    fn venue_row(&self, id: VenueId, role: String) -> PartView {
        let venue = self.site.venue(id);
        PartView {
            name: curl_quotes(&venue.name).as_str().into(),
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
            title: curl_quotes(&source.title.value),
            publisher: shown_or_empty(source.publisher.as_ref()),
            url: text_or_empty(source.url.as_ref()),
            archived: text_or_empty(source.archived.as_ref()),
            published: source.published.as_ref().map(|date| self.date_view(&date.value)),
            accessed: source.accessed.as_ref().map(|date| self.date_view(&date.value)),
        }
    }
}

/// Separates past events in time order into background and story.
fn split_story(
    mut past: Vec<(Timestamp, EventView)>,
    published: Timestamp,
) -> (Vec<EventView>, Vec<EventView>) {
    let begins = published.saturating_sub(STORY_BEFORE).unwrap_or(published);
    let is_story = |(start, event): &(Timestamp, EventView)| *start >= begins || event.phase == "current";
    let told = past.iter().filter(|row| is_story(row)).count();
    let count = if told == 0 { MIN_STORY } else { told.min(MAX_STORY) };
    // An event that is under way belongs to the story whenever it began.
    past.sort_by_key(|row| (is_story(row), row.0));
    let mut story = past.split_off(past.len().saturating_sub(count));
    past.sort_by_key(|(start, _)| *start);
    story.sort_by_key(|(start, _)| *start);
    let events = |rows: Vec<(Timestamp, EventView)>| rows.into_iter().map(|(_, event)| event).collect();
    (events(past), events(story))
}

/// Decides how many rows are open, so that the box is no longer than the prose beside it.
fn fold_rows(facts: &mut FactsView, words: usize) {
    let rows = (words / WORDS_PER_ROW).clamp(*OPEN_ROWS.start(), *OPEN_ROWS.end());
    facts.open_coming = open_count(facts.coming.len(), OPEN_COMING);
    facts.open_venues = open_count(facts.venues.len(), OPEN_VENUES);
    let left = rows.saturating_sub(facts.story.len() + facts.open_coming + facts.open_venues);
    facts.open_actors = open_count(facts.actors.len(), left.max(2));
}

/// Returns how many of `count` rows are open. A single row more is shown, because its disclosure needs as much room.
fn open_count(count: usize, most: usize) -> usize {
    if count <= most + 1 { count } else { most }
}

fn is_group_empty(facts: &FactsView, group: BoxGroup) -> bool {
    match group {
        BoxGroup::Dates => facts.story.is_empty() && facts.coming.is_empty(),
        BoxGroup::Actors => facts.actors.is_empty(),
        BoxGroup::Venues => facts.venues.is_empty(),
        BoxGroup::Statements => facts.statements.is_empty(),
        BoxGroup::Sources => facts.sources.is_empty(),
    }
}

/// Returns an optional text as shown to readers, with curly quotation marks; empty without one.
pub(super) fn shown_or_empty(text: Option<&crate::text::Spanned<String>>) -> String {
    text.map(|text| curl_quotes(&text.value)).unwrap_or_default()
}

/// Returns an optional text, or an empty one.
pub(super) fn text_or_empty(text: Option<&crate::text::Spanned<String>>) -> String {
    text.map(|text| text.value.clone()).unwrap_or_default()
}

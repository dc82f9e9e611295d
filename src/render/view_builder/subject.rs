//! Views of actor, venue and topic pages.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::hash::Hash;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::ViewBuilder;
use super::facts::{shown_or_empty, text_or_empty};
use super::prose::extra_value;
use crate::briefing::{Actor, ActorKind, Role, Venue};
use crate::facts::Date;
use crate::render::Html;
use crate::render::view::{DossierView, EntryView, ProfileView, RoleView, StatementView, YearView};
use crate::site::{
    ActorId, BriefingId, EventId, PageId, StatementId, Subject, TopicId, VenueId, group_by_year,
};
use crate::text::curl_quotes;

/// Maximum number of actors or venues listed as appearing together with a subject.
const MAX_COMPANIONS: usize = 12;

/// The facts on a page of a dossier, in time order.
struct PageFacts {
    events: Vec<EventId>,
    statements: Vec<StatementId>,
}

impl ViewBuilder<'_> {
    pub(super) fn actor_profile(&self, id: ActorId, body: Html) -> ProfileView {
        let actor = self.site.actor(id);
        let profile = actor.profile.as_deref();
        ProfileView {
            sort: profile.and_then(|actor| actor.kind).map_or("", ActorKind::as_str).to_owned(),
            roles: self.role_views(id),
            website: text_or_empty(profile.and_then(|actor| actor.website.as_ref())),
            wikidata: text_or_empty(profile.and_then(|actor| actor.wikidata.as_ref())),
            ..self.base_profile(actor, body)
        }
    }

    pub(super) fn venue_profile(&self, id: VenueId, body: Html) -> ProfileView {
        let venue = self.site.venue(id);
        let profile = venue.profile.as_deref();
        ProfileView {
            sort: text_or_empty(profile.and_then(|venue| venue.kind.as_ref())),
            wikidata: text_or_empty(profile.and_then(|venue| venue.wikidata.as_ref())),
            country: self.venue_country(id),
            part_of: self.site.containing_venue(id).map(|whole| self.venue_link(whole)),
            parts: self.site.contained_venues(id).iter().map(|part| self.venue_link(*part)).collect(),
            coordinates: profile
                .and_then(|venue| venue.coordinates)
                .map(format_coordinates)
                .unwrap_or_default(),
            time_zone: text_or_empty(profile.and_then(|venue| venue.time_zone.as_ref())),
            map: self.venue_map(id),
            ..self.base_profile(venue, body)
        }
    }

    pub(super) fn topic_profile(&self, id: TopicId, body: Html) -> ProfileView {
        self.base_profile(self.site.topic(id), body)
    }

    /// Returns the fields that profiles of all kinds share.
    pub(super) fn base_profile<P: crate::site::Profile>(
        &self,
        subject: &Subject<P>,
        body: Html,
    ) -> ProfileView {
        let file = subject.profile.as_deref();
        let meta = file.map(P::meta);
        ProfileView {
            kind: P::KIND.as_str(),
            name: curl_quotes(&subject.name),
            sort: String::new(),
            summary: shown_or_empty(meta.and_then(|meta| meta.summary.as_ref())),
            aliases: file.map(P::aliases).unwrap_or_default().into_iter().map(curl_quotes).collect(),
            body: (!body.is_empty()).then_some(body),
            role: String::new(),
            portrait: None,
            links: Vec::new(),
            roles: Vec::new(),
            website: String::new(),
            wikidata: String::new(),
            country: String::new(),
            part_of: None,
            parts: Vec::new(),
            coordinates: String::new(),
            time_zone: String::new(),
            map: None,
            draft: meta.is_some_and(|meta| meta.draft),
            extra: meta.map_or_else(|| tera::Value::from(tera::value::Map::new()), extra_value),
        }
    }

    /// Offices, latest first.
    fn role_views(&self, id: ActorId) -> Vec<RoleView> {
        let Some(actor) = self.site.actor(id).profile.as_deref() else { return Vec::new() };
        let start = |role: &Role| role.from.as_ref().map(|from| from.value.start(&jiff::tz::TimeZone::UTC));
        let mut order: Vec<usize> = (0..actor.roles.len()).collect();
        order.sort_by_key(|index| Reverse(start(&actor.roles[*index])));
        order.into_iter().map(|index| self.role_view(id, index, &actor.roles[index])).collect()
    }

    fn role_view(&self, id: ActorId, index: usize, role: &Role) -> RoleView {
        RoleView {
            title: curl_quotes(&role.title.value),
            of: self.site.role_affiliation(id, index).map(|of| self.actor_link(of)),
            from: role.from.as_ref().map(|date| self.date_view(&date.value)),
            to: role.to.as_ref().map(|date| self.date_view(&date.value)),
            current: role.is_held(|instant| self.site.as_of.has_reached(instant)),
        }
    }

    /// Returns the role of an actor at an instant, such as `foreign minister, Iran`; empty if none is known.
    pub(super) fn role_at(&self, id: ActorId, timestamp: Timestamp) -> String {
        self.role(id, |instant| instant <= timestamp)
    }

    /// Returns the role of an actor at `as_of`; empty if none is known.
    pub fn role_now(&self, id: ActorId) -> String {
        self.role(id, |instant| self.site.as_of.has_reached(instant))
    }

    /// Returns whether a text contains the title that an actor has at an instant: "foreign minister of Iran".
    pub(super) fn names_role_at(&self, text: &str, id: ActorId, timestamp: Timestamp) -> bool {
        let held = self.held_role(id, |instant| instant <= timestamp);
        held.is_some_and(|(_, role)| text.to_lowercase().contains(&role.title.value.to_lowercase()))
    }

    fn held_role(&self, id: ActorId, has_reached: impl Fn(Timestamp) -> bool) -> Option<(usize, &Role)> {
        let actor = self.site.actor(id).profile.as_deref()?;
        let index = actor.role_index(has_reached)?;
        Some((index, &actor.roles[index]))
    }

    fn role(&self, id: ActorId, has_reached: impl Fn(Timestamp) -> bool) -> String {
        let Some((index, role)) = self.held_role(id, has_reached) else { return String::new() };
        let title = &role.title.value;
        match self.site.role_affiliation(id, index) {
            Some(of) => curl_quotes(&self.site.labels.list(&[title, &self.site.actor(of).name])),
            None => curl_quotes(title),
        }
    }

    /// Returns the role of an actor at a date, or at `fallback` without one; empty if none is known.
    pub fn role_when(&self, id: ActorId, when: Option<&Date>, fallback: Timestamp) -> String {
        self.role_at(id, when.map_or(fallback, |when| when.start(&jiff::tz::TimeZone::UTC)))
    }

    /// Returns a role of an actor, or else its kind; empty for a person without a role.
    pub(super) fn actor_note(&self, id: ActorId, role: String) -> String {
        let kind = self.site.actor(id).profile.as_deref().and_then(|actor: &Actor| actor.kind);
        let note = match kind {
            Some(ActorKind::Organisation) => "note-organisation",
            Some(ActorKind::State) => "note-state",
            Some(ActorKind::Group) => "note-group",
            Some(ActorKind::Person) | None => return role,
        };
        if role.is_empty() { self.site.labels.get(note).to_owned() } else { role }
    }

    /// Returns the containing venue and the country of a venue.
    pub(super) fn venue_note(&self, id: VenueId) -> String {
        let whole = self.site.containing_venue(id).map(|whole| &*self.site.venue(whole).name);
        let country = self.venue_country(id);
        let country = Some(&*country).filter(|country| !country.is_empty() && Some(*country) != whole);
        self.site.labels.list(&whole.into_iter().chain(country).collect::<Vec<_>>())
    }

    /// Returns the country of a venue, or that of its containing venue.
    fn venue_country(&self, id: VenueId) -> String {
        let own = |id: VenueId| {
            self.site.venue(id).profile.as_deref().and_then(|venue: &Venue| venue.country.as_ref())
        };
        let country = own(id).or_else(|| self.site.containing_venue(id).and_then(own));
        text_or_empty(country)
    }

    /// Returns a page of the dossier of an actor or venue.
    pub(super) fn subject_dossier<P>(&self, subject: &Subject<P>, own: PageId, number: usize) -> DossierView {
        let pages = &subject.pages;
        let (events, statements) = (pages.events_on(number), pages.statements_on(number));
        self.build_dossier(subject, own, number, PageFacts { events, statements })
    }

    /// Returns a page of the dossier of a topic: the events and statements of the briefings on it.
    pub(super) fn topic_dossier(&self, id: TopicId, number: usize) -> DossierView {
        let topic = self.site.topic(id);
        let selected = || topic.briefings_on(number).iter().map(|id| (*id, self.site.briefing(*id)));
        let events: BTreeSet<EventId> =
            selected().flat_map(|(_, resolved)| resolved.events.iter().copied()).collect();
        let mut statements: Vec<(Timestamp, StatementId)> = Vec::new();
        for (briefing, resolved) in selected() {
            let ids =
                (0..resolved.statements.len()).map(|index| StatementId { briefing, index: index as u32 });
            statements.extend(ids.map(|id| (resolved.statement_time(id.index as usize), id)));
        }
        statements.sort_unstable();
        let facts = PageFacts {
            events: events.into_iter().collect(),
            statements: statements.into_iter().map(|(_, id)| id).collect(),
        };
        let meetings = if number == 1 { self.meetings(id) } else { None };
        DossierView { meetings, ..self.build_dossier(topic, PageId::Topic(id), number, facts) }
    }

    fn build_dossier<P>(
        &self,
        subject: &Subject<P>,
        own: PageId,
        number: usize,
        facts: PageFacts,
    ) -> DossierView {
        let (coming, past): (Vec<_>, Vec<_>) = facts.events.iter().partition(|id| self.is_future(**id));
        let backlinks = subject.pages.other_backlinks_on(number);
        // Companions are counted over all briefings and shown on the first page only.
        let companions = if number == 1 { subject.briefings.as_slice() } else { &[] };
        DossierView {
            years: self.year_views(past.into_iter().copied()),
            coming: self.event_views(coming.into_iter().rev()),
            statements: self.merged_statements(&facts.statements),
            actors: self.frequent_actors(companions, own),
            venues: self.frequent_venues(companions, own),
            backlinks: backlinks.into_iter().map(|page| self.shared_link(page)).collect(),
            briefings: subject.briefings_on(number).iter().map(|id| self.briefing_card(*id)).collect(),
            first: 1,
            count: subject.pages.briefings,
            latest: subject
                .briefings
                .first()
                .map(|id| self.date_view(&self.site.briefing(*id).briefing.published.value)),
            newest: subject.briefings.first().filter(|_| number == 1).map(|id| self.briefing_card(*id)),
            strip: self.event_strip(&facts.events, own),
            meetings: None,
        }
    }

    /// Returns statements, latest first; `ids` are in time order. The same words of one speaker on one day are one statement
    /// of several briefings.
    fn merged_statements(&self, ids: &[StatementId]) -> Vec<StatementView> {
        let mut merged: Vec<StatementView> = Vec::new();
        let mut known: FxHashMap<(Option<ActorId>, Timestamp, &str), usize> = FxHashMap::default();
        for id in ids.iter().rev() {
            let resolved = self.site.briefing(id.briefing);
            let index = id.index as usize;
            let Some(statement) = resolved.briefing.statements.get(index) else { continue };
            let speaker = resolved.statements.get(index).and_then(|facts| facts.speaker);
            let key =
                (speaker, resolved.statement_time(index), statement.says.value.trim_end_matches(['.', ',']));
            if let Some(first) = known.get(&key) {
                merged[*first].briefings.push(self.briefing_link(id.briefing));
            } else if let Some(view) = self.statement_view(*id) {
                known.insert(key, merged.len());
                merged.push(view);
            }
        }
        merged
    }

    fn year_views(&self, events: impl Iterator<Item = EventId>) -> Vec<YearView> {
        let years = group_by_year(&self.site.events, events);
        years.iter().map(|year| self.year_view(year, year.events.iter().copied())).collect()
    }

    /// Returns the actors that occur in most briefings.
    fn frequent_actors(&self, briefings: &[BriefingId], own: PageId) -> Vec<EntryView> {
        let actors = briefings.iter().flat_map(|id| self.site.briefing(*id).named_actors());
        self.companion_entries(count_occurrences(actors.copied()), PageId::Actor, own)
    }

    /// Returns the venues that occur in most briefings.
    fn frequent_venues(&self, briefings: &[BriefingId], own: PageId) -> Vec<EntryView> {
        let venues = briefings.iter().flat_map(|id| self.site.briefing(*id).named_venues());
        self.companion_entries(count_occurrences(venues.copied()), PageId::Venue, own)
    }

    /// Returns entries for the most frequent subjects other than `own`.
    fn companion_entries<T>(
        &self,
        counted: Vec<(T, usize)>,
        page: impl Fn(T) -> PageId,
        own: PageId,
    ) -> Vec<EntryView> {
        let counted = counted.into_iter().map(|(subject, count)| (page(subject), count));
        let others = counted.filter(|(page, _)| *page != own).take(MAX_COMPANIONS);
        others.map(|(page, count)| self.entry_view(page, count)).collect()
    }

    /// Returns an entry of a listing: name, note and count.
    pub(super) fn entry_view(&self, page: PageId, count: usize) -> EntryView {
        let link = self.page_link(page);
        let note = match page {
            PageId::Actor(id) => self.actor_note(id, self.role_now(id)),
            PageId::Venue(id) => self.venue_note(id),
            PageId::Author(id) => self.author_role(id),
            _ => String::new(),
        };
        let draft = self.site.meta(page).is_some_and(|meta| meta.draft);
        EntryView { name: link.name, href: link.href, note, count, draft }
    }
}

/// Counts subjects; the most frequent come first.
pub(super) fn count_occurrences<T: Copy + Ord + Hash>(subjects: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: FxHashMap<T, usize> = FxHashMap::default();
    subjects.for_each(|subject| *counts.entry(subject).or_default() += 1);
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|(subject, count)| (Reverse(*count), *subject));
    counts
}

fn format_coordinates((latitude, longitude): (f64, f64)) -> String {
    format!("{latitude:.4}, {longitude:.4}")
}

//! Resolution of the names in one briefing to actors, venues and topics.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::briefing::Briefing;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::facts::stored_time::timestamp;
use crate::facts::{Date, DateFact, Reference, Statement};
use crate::text::{Source, shared_value};

use super::ids::{ActorId, AuthorId, SeriesId, TopicId, VenueId};
use super::listed::{Listed, each_once};
use super::names::Registry;
use super::permalink::Permalink;
use super::publication::PublishFilter;
use super::registry::{SubjectRegistry, plain_name};
use super::subject::Profile;

/// A published briefing with its names resolved. Lists keep the order of the briefing.
#[derive(Clone, Debug, serde::Serialize)]
pub struct NamedBriefing {
    /// The briefing as read; each actor, venue and topic is listed once.
    #[serde(with = "shared_value")]
    pub briefing: Arc<Briefing>,
    /// Its permalink.
    pub permalink: Permalink,
    /// The first instant of its publication date.
    #[serde(with = "timestamp")]
    pub published: Timestamp,
    /// Its last significant change up to `as_of`.
    pub updated: Option<Date>,
    /// The instant of that change, or of publication if there was none.
    #[serde(with = "timestamp")]
    pub updated_at: Timestamp,
    /// The venue of its dateline.
    pub dateline: Option<VenueId>,
    /// The names of its byline.
    pub byline: Vec<BylineName>,
    /// Its series.
    pub series: Option<SeriesId>,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// Its actors.
    pub actors: Vec<ActorId>,
    /// Its venues.
    pub venues: Vec<VenueId>,
    /// Its dated facts.
    pub dates: Vec<ResolvedDate>,
    /// Its statements.
    pub statements: Vec<ResolvedStatement>,
    /// All actors, venues and topics named anywhere in it.
    named: NamedSubjects,
}

/// A name in a byline.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BylineName {
    /// The name as shown.
    pub name: String,
    /// The author, if the name is that of a profile.
    pub author: Option<AuthorId>,
}

/// A dated fact with its names resolved.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ResolvedDate {
    /// The venue.
    pub venue: Option<VenueId>,
    /// The actors.
    pub actors: Vec<ActorId>,
}

/// A statement with its names resolved.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ResolvedStatement {
    /// The speaker.
    pub speaker: Option<ActorId>,
    /// The venue.
    pub venue: Option<VenueId>,
    /// The addressee.
    pub addressee: Option<ActorId>,
}

/// The subjects a briefing names anywhere, each once, by ascending id.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
struct NamedSubjects {
    actors: Vec<ActorId>,
    venues: Vec<VenueId>,
    topics: Vec<TopicId>,
}

impl NamedBriefing {
    /// Returns whether another version of it has the same facts, as far as other pages depend on them.
    pub(super) fn has_same_facts(&self, other: &Self) -> bool {
        let (one, another) = (&*self.briefing, &*other.briefing);
        let dates = || one.dates.iter().zip(&another.dates);
        self.permalink == other.permalink
            && (self.published, self.updated, self.updated_at)
                == (other.published, other.updated, other.updated_at)
            && self.named == other.named
            && (self.dateline, &self.dates, &self.statements)
                == (other.dateline, &other.dates, &other.statements)
            && (one.dates.len(), one.corrections.len()) == (another.dates.len(), another.corrections.len())
            && dates().all(|(date, other)| {
                date.when.value == other.when.value && date.what.value == other.what.value
            })
    }

    /// Returns every actor named anywhere in it, each once, by ascending id.
    pub fn named_actors(&self) -> &[ActorId] {
        &self.named.actors
    }

    /// Returns every venue named anywhere in it, each once, by ascending id.
    pub fn named_venues(&self) -> &[VenueId] {
        &self.named.venues
    }

    /// Returns its topics, each once, by ascending id.
    pub fn distinct_topics(&self) -> &[TopicId] {
        &self.named.topics
    }

    /// Returns the instant a statement was made; one without a date counts as made when the briefing was published.
    pub fn statement_time(&self, index: usize) -> Timestamp {
        let when = self.briefing.statements[index].when.as_ref();
        when.map_or(self.published, |when| when.value.start(&TimeZone::UTC))
    }
}

impl NamedSubjects {
    fn new(
        dateline: Option<VenueId>,
        (topics, actors, venues): (&[TopicId], &[ActorId], &[VenueId]),
        dates: &[ResolvedDate],
        statements: &[ResolvedStatement],
    ) -> Self {
        let participants = dates.iter().flat_map(|date| date.actors.iter().copied());
        let parties = statements.iter().flat_map(|statement| [statement.speaker, statement.addressee]);
        let actors = actors.iter().copied().chain(participants).chain(parties.flatten());
        let date_venues = dates.iter().filter_map(|date| date.venue);
        let statement_venues = statements.iter().filter_map(|statement| statement.venue);
        let venues = venues.iter().copied().chain(dateline).chain(date_venues).chain(statement_venues);
        Self {
            actors: sorted_distinct(actors),
            venues: sorted_distinct(venues),
            topics: sorted_distinct(topics.iter().copied()),
        }
    }
}

fn sorted_distinct<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    let mut ids: Vec<T> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Resolves the names of all briefings.
pub(super) fn resolve_briefings(
    briefings: Vec<Arc<Briefing>>,
    registry: &Registry,
    filter: &PublishFilter,
) -> Outcome<Vec<Arc<NamedBriefing>>> {
    let briefings = briefings.into_par_iter().with_max_len(64);
    let resolved: Vec<_> = briefings.map(|briefing| resolve_briefing(briefing, registry, filter)).collect();
    let mut diagnostics = Vec::new();
    let named = resolved.into_iter().map(|outcome| Arc::new(outcome.collect(&mut diagnostics))).collect();
    Outcome::new(named, diagnostics)
}

/// Resolves the names of one briefing.
pub(super) fn resolve_briefing(
    mut briefing: Arc<Briefing>,
    registry: &Registry,
    filter: &PublishFilter,
) -> Outcome<NamedBriefing> {
    let source = briefing.meta.source.clone();
    let mut resolver = NameResolver { registry, source: &source, diagnostics: Vec::new() };
    let dateline = briefing.dateline.as_ref().and_then(|venue| resolver.venue(venue));
    let byline = briefing.byline.iter().map(|name| resolver.byline_name(name)).collect();
    let series = briefing.series.as_ref().and_then(|series| resolver.series(series));
    let (topics, actors, venues) = resolver.lists(&mut briefing);
    let dates: Vec<_> = briefing.dates.iter().map(|fact| resolver.date(fact)).collect();
    let statements: Vec<_> =
        briefing.statements.iter().map(|statement| resolver.statement(statement)).collect();
    let published = briefing.published.value.start(&filter.zone);
    let updated = last_update(&briefing, filter);
    let named = NamedBriefing {
        permalink: Permalink::of_content(&briefing.meta),
        published,
        updated,
        // A change given as a day starts at midnight, which may be before publication on that day.
        updated_at: updated.map_or(published, |date| date.start(&filter.zone).max(published)),
        named: NamedSubjects::new(dateline, (&topics, &actors, &venues), &dates, &statements),
        dateline,
        byline,
        series,
        topics,
        actors,
        venues,
        dates,
        statements,
        briefing,
    };
    Outcome::new(named, resolver.diagnostics)
}

/// Returns the last significant change, from `updated` or `changes`.
fn last_update(briefing: &Briefing, filter: &PublishFilter) -> Option<Date> {
    let changes = briefing.changes.iter().map(|change| change.when.value);
    let updated = briefing.updated.iter().map(|date| date.value);
    changes.chain(updated).max_by_key(|date| date.start(&filter.zone))
}

/// Resolves the names of one briefing.
struct NameResolver<'a> {
    registry: &'a Registry,
    source: &'a Source,
    diagnostics: Vec<Diagnostic>,
}

impl NameResolver<'_> {
    /// Returns the topics, actors and venues that a briefing lists, each once, and removes repeated entries.
    fn lists(&mut self, briefing: &mut Arc<Briefing>) -> (Vec<TopicId>, Vec<ActorId>, Vec<VenueId>) {
        let registry = self.registry;
        let (topics, ids_of_topics) = self.list(&briefing.topics, &registry.topics);
        let (actors, ids_of_actors) = self.list(&briefing.actors, &registry.actors);
        let (venues, ids_of_venues) = self.list(&briefing.venues, &registry.venues);
        // The briefing is shared with the parsed sources, so it is copied only if a list changes.
        if topics.is_some() || actors.is_some() || venues.is_some() {
            let briefing = Arc::make_mut(briefing);
            briefing.topics = topics.unwrap_or_else(|| std::mem::take(&mut briefing.topics));
            briefing.actors = actors.unwrap_or_else(|| std::mem::take(&mut briefing.actors));
            briefing.venues = venues.unwrap_or_else(|| std::mem::take(&mut briefing.venues));
        }
        let topics = ids_of_topics.into_iter().map(TopicId::new).collect();
        let actors = ids_of_actors.into_iter().map(ActorId::new).collect();
        (topics, actors, ids_of_venues.into_iter().map(VenueId::new).collect())
    }

    /// Returns the ids of a list, each once, and the list without repeated entries if it has any.
    fn list<T: Listed, P: Profile>(
        &mut self,
        entries: &[T],
        registry: &SubjectRegistry<P>,
    ) -> (Option<Vec<T>>, Vec<usize>) {
        let find = |name: &Reference| registry.find(name, self.source);
        let ids: Vec<usize> = entries.iter().filter_map(|entry| find(entry.name()).ok()).collect();
        if ids.len() == entries.len() && sorted_distinct(ids.iter().copied()).len() == ids.len() {
            return (None, ids);
        }
        let once = each_once(entries.to_vec(), (P::KIND, self.source), find);
        let (kept, ids) = once.collect(&mut self.diagnostics);
        (Some(kept), ids)
    }

    fn byline_name(&mut self, reference: &Reference) -> BylineName {
        let authors = &self.registry.authors;
        let found = authors.find_known(reference, self.source);
        let id = found.map_err(|diagnostic| self.diagnostics.push(*diagnostic)).ok().flatten();
        let name = id.map_or_else(|| plain_name(&reference.value), |id| authors.entries[id].name.clone());
        BylineName { name, author: id.map(AuthorId::new) }
    }

    fn series(&mut self, reference: &Reference) -> Option<SeriesId> {
        let found = self.registry.series.find(reference, self.source);
        found.map(SeriesId::new).map_err(|diagnostic| self.diagnostics.push(*diagnostic)).ok()
    }

    fn actor(&mut self, reference: &Reference) -> Option<ActorId> {
        let found = self.registry.actors.find(reference, self.source);
        found.map(ActorId::new).map_err(|diagnostic| self.diagnostics.push(*diagnostic)).ok()
    }

    fn venue(&mut self, reference: &Reference) -> Option<VenueId> {
        let found = self.registry.venues.find(reference, self.source);
        found.map(VenueId::new).map_err(|diagnostic| self.diagnostics.push(*diagnostic)).ok()
    }

    fn date(&mut self, fact: &DateFact) -> ResolvedDate {
        let venue = fact.venue.as_ref().and_then(|venue| self.venue(venue));
        let mut seen = FxHashSet::default();
        let actors = fact.actors.iter().filter_map(|actor| self.actor(actor));
        let actors = actors.filter(|actor| seen.insert(*actor)).collect();
        ResolvedDate { venue, actors }
    }

    fn statement(&mut self, statement: &Statement) -> ResolvedStatement {
        let speaker = self.actor(&statement.who);
        let venue = statement.venue.as_ref().and_then(|venue| self.venue(venue));
        let addressee = statement.to.as_ref().and_then(|to| self.actor(to));
        ResolvedStatement { speaker, venue, addressee }
    }
}

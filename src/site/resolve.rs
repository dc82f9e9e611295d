//! Resolution of names in briefings to actors, venues and topics.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{Actor, Briefing, ContentItem, ContentMeta, StandalonePage, Topic, Venue};
use crate::diagnostic::{CONTAINMENT_CYCLE, Diagnostic, SourceLocation};
use crate::facts::{ActorFact, Date, DateFact, Reference, Statement, VenueFact};
use crate::text::Source;

use super::history;
use super::listed::each_once;
use super::registry::SubjectRegistry;
use super::subject::{Profile, Subject};
use super::{ActorId, EventId, Permalink, PublishFilter, SubjectKind, TopicId, VenueId};

/// A published briefing with its names resolved. Lists keep the order of the briefing.
#[derive(Clone, Debug)]
pub struct ResolvedBriefing {
    /// The briefing as read.
    pub briefing: Box<Briefing>,
    /// Its permalink.
    pub permalink: Permalink,
    /// The first instant of its publication date.
    pub published: Timestamp,
    /// Its last significant change up to `as_of`.
    pub updated: Option<Date>,
    /// The instant of that change, or of publication if there was none.
    pub updated_at: Timestamp,
    /// The venue of its dateline.
    pub dateline: Option<VenueId>,
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
    pub(super) named: NamedSubjects,
    /// Dates and names found in its prose.
    pub found: super::FoundFacts,
    /// Pages whose prose links to it.
    pub backlinks: Vec<super::PageId>,
}

/// A dated fact with its names resolved.
#[derive(Clone, Debug)]
pub struct ResolvedDate {
    /// The event it reports.
    pub event: EventId,
    /// The venue.
    pub venue: Option<VenueId>,
    /// The actors.
    pub actors: Vec<ActorId>,
}

/// A statement with its names resolved.
#[derive(Clone, Debug)]
pub struct ResolvedStatement {
    /// The speaker.
    pub speaker: Option<ActorId>,
    /// The venue.
    pub venue: Option<VenueId>,
    /// The addressee.
    pub addressee: Option<ActorId>,
}

/// The subjects a briefing names anywhere, each once, by ascending id.
#[derive(Clone, Debug, Default)]
pub(super) struct NamedSubjects {
    actors: Vec<ActorId>,
    venues: Vec<VenueId>,
    topics: Vec<TopicId>,
}

impl ResolvedBriefing {
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

    fn collect_named(&self) -> NamedSubjects {
        let participants = self.dates.iter().flat_map(|date| date.actors.iter().copied());
        let parties = self.statements.iter().flat_map(|statement| [statement.speaker, statement.addressee]);
        let actors = self.actors.iter().copied().chain(participants).chain(parties.flatten());
        let date_venues = self.dates.iter().filter_map(|date| date.venue);
        let statement_venues = self.statements.iter().filter_map(|statement| statement.venue);
        let venues = self.venues.iter().copied().chain(self.dateline);
        let venues = venues.chain(date_venues).chain(statement_venues);
        NamedSubjects {
            actors: sorted_distinct(actors),
            venues: sorted_distinct(venues),
            topics: sorted_distinct(self.topics.iter().copied()),
        }
    }
}

fn sorted_distinct<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    let mut ids: Vec<T> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Content items by kind, each list by_kind by path.
pub(super) struct ContentByKind {
    pub(super) briefings: Vec<Box<Briefing>>,
    pub(super) standalone_pages: Vec<Box<StandalonePage>>,
    actors: Vec<Box<Actor>>,
    venues: Vec<Box<Venue>>,
    topics: Vec<Box<Topic>>,
}

pub(super) fn sort_by_kind(items: Vec<ContentItem>) -> ContentByKind {
    let mut by_kind = ContentByKind {
        briefings: vec![],
        standalone_pages: vec![],
        actors: vec![],
        venues: vec![],
        topics: vec![],
    };
    for item in items {
        match item {
            ContentItem::Briefing(item) => by_kind.briefings.push(item),
            ContentItem::Actor(item) => by_kind.actors.push(item),
            ContentItem::Venue(item) => by_kind.venues.push(item),
            ContentItem::Topic(item) => by_kind.topics.push(item),
            ContentItem::Standalone(item) => by_kind.standalone_pages.push(item),
        }
    }
    by_kind
}

/// The registries of actors, venues and topics.
pub(super) struct Registries {
    actors: SubjectRegistry<Actor>,
    venues: SubjectRegistry<Venue>,
    topics: SubjectRegistry<Topic>,
}

impl Registries {
    pub(super) fn new(by_kind: &mut ContentByKind) -> Self {
        Self {
            actors: SubjectRegistry::new(std::mem::take(&mut by_kind.actors)),
            venues: SubjectRegistry::new(std::mem::take(&mut by_kind.venues)),
            topics: SubjectRegistry::new(std::mem::take(&mut by_kind.topics)),
        }
    }

    /// Resolves the relations between profiles: affiliations of roles, and containing venues.
    pub(super) fn resolve_profiles(&mut self, diagnostics: &mut Vec<Diagnostic>) -> ProfileRelations {
        let mut relations = ProfileRelations::default();
        for (id, index, source, reference) in self.affiliation_references() {
            let affiliation = self.actors.resolve(&reference, &source, diagnostics).map(ActorId::new);
            relations
                .role_affiliations
                .extend(affiliation.map(|affiliation| ((ActorId::new(id), index), affiliation)));
        }
        for (id, source, reference) in self.containing_venue_references() {
            let container = self.venues.resolve(&reference, &source, diagnostics);
            if let Some(container) = container.map(VenueId::new) {
                relations.containing_venue.insert(VenueId::new(id), container);
                relations.contained_venues.entry(container).or_default().push(VenueId::new(id));
            }
        }
        check_containment_cycles(&self.venues, &relations, diagnostics);
        relations
    }

    fn affiliation_references(&self) -> Vec<(usize, usize, Source, Reference)> {
        let mut references = Vec::new();
        for (id, subject) in self.actors.subjects.iter().enumerate() {
            let Some(actor) = subject.profile.as_deref() else { continue };
            for (index, role) in actor.roles.iter().enumerate() {
                let affiliation = role.affiliation.clone();
                references.extend(affiliation.map(|of| (id, index, actor.meta.source.clone(), of)));
            }
        }
        references
    }

    fn containing_venue_references(&self) -> Vec<(usize, Source, Reference)> {
        let profiles = self.venues.subjects.iter().enumerate();
        let profiles = profiles.filter_map(|(id, subject)| Some((id, subject.profile.as_deref()?)));
        profiles
            .filter_map(|(id, venue)| Some((id, venue.meta.source.clone(), venue.part_of.clone()?)))
            .collect()
    }

    pub(super) fn into_subjects(self) -> Subjects {
        (self.actors.subjects, self.venues.subjects, self.topics.subjects)
    }
}

/// All actors, venues and topics.
type Subjects = (Vec<Subject<Actor>>, Vec<Subject<Venue>>, Vec<Subject<Topic>>);

/// Relations between profiles.
#[derive(Clone, Debug, Default)]
pub(super) struct ProfileRelations {
    /// The organisation of an actor's role; the key holds the index of the role in the profile.
    pub(super) role_affiliations: FxHashMap<(ActorId, usize), ActorId>,
    /// The venue that contains a venue.
    pub(super) containing_venue: FxHashMap<VenueId, VenueId>,
    /// The venues contained in a venue, by ascending id.
    pub(super) contained_venues: FxHashMap<VenueId, Vec<VenueId>>,
}

/// Reports venues that contain themselves, directly or through others: a walk up from one would not end.
fn check_containment_cycles(
    venues: &SubjectRegistry<Venue>,
    relations: &ProfileRelations,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (id, subject) in venues.subjects.iter().enumerate() {
        let Some(part_of) = subject.profile.as_deref().and_then(|venue| venue.part_of.as_ref()) else {
            continue;
        };
        if is_in_cycle(relations, VenueId::new(id)) {
            let location = SourceLocation { path: subject.location.path.clone(), span: Some(part_of.span) };
            let message = format!("`{}` is part of itself", subject.name);
            let help = "name the venue that contains this one, or remove `part_of`";
            diagnostics.push(Diagnostic::new(&CONTAINMENT_CYCLE, message).at(location).help(help));
        }
    }
}

fn is_in_cycle(relations: &ProfileRelations, start: VenueId) -> bool {
    let mut current = start;
    // A longer chain is in a cycle that does not include `start`.
    for _ in 0..relations.containing_venue.len() {
        match relations.containing_venue.get(&current) {
            Some(container) if *container == start => return true,
            Some(container) => current = *container,
            None => return false,
        }
    }
    false
}

/// Resolves the names of all briefings and sorts them, newest first.
pub(super) fn resolve_briefings(
    briefings: Vec<Box<Briefing>>,
    names: &mut Registries,
    filter: &PublishFilter,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ResolvedBriefing> {
    let mut by_time: Vec<_> = briefings
        .into_iter()
        .map(|briefing| (briefing.published.value.start(&filter.zone), briefing))
        .collect();
    by_time.sort_by(|(a, left), (b, right)| {
        b.cmp(a).then_with(|| left.meta.source.path.cmp(&right.meta.source.path))
    });
    let resolve = |(published, briefing): (Timestamp, Box<Briefing>)| {
        let updated = history::last_update(&briefing, filter);
        // A change given as a day starts at midnight, which may be before publication on that day.
        let updated_at = updated.map_or(published, |date| date.start(&filter.zone).max(published));
        ResolvedBriefing { updated, updated_at, ..resolve_briefing(briefing, published, names, diagnostics) }
    };
    by_time.into_iter().map(resolve).collect()
}

fn resolve_briefing(
    mut briefing: Box<Briefing>,
    published: Timestamp,
    names: &mut Registries,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResolvedBriefing {
    let source = briefing.meta.source.clone();
    let mut resolver = NameResolver { registries: names, source: &source, diagnostics };
    let dateline = resolver.resolve_venue(briefing.dateline.as_ref());
    let topics = resolver.topics(&mut briefing.topics);
    let actors = resolver.actors(&mut briefing.actors);
    let venues = resolver.venues(&mut briefing.venues);
    let dates = briefing.dates.iter().map(|fact| resolver.resolve_date(fact)).collect();
    let statements =
        briefing.statements.iter().map(|statement| resolver.resolve_statement(statement)).collect();
    let permalink =
        Permalink::for_folder(&format!("{}{}/", content_folder(&briefing.meta), briefing.meta.slug.value));
    let mut resolved = ResolvedBriefing {
        permalink,
        published,
        updated: None,
        updated_at: published,
        dateline,
        topics,
        actors,
        venues,
        dates,
        statements,
        named: NamedSubjects::default(),
        found: super::FoundFacts::default(),
        backlinks: vec![],
        briefing,
    };
    resolved.named = resolved.collect_named();
    resolved
}

/// Resolves the names of one briefing.
struct NameResolver<'a> {
    registries: &'a mut Registries,
    source: &'a Source,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl NameResolver<'_> {
    fn resolve_actor(&mut self, reference: &Reference) -> Option<ActorId> {
        self.registries.actors.resolve(reference, self.source, self.diagnostics).map(ActorId::new)
    }

    fn resolve_venue(&mut self, reference: Option<&Reference>) -> Option<VenueId> {
        self.registries.venues.resolve(reference?, self.source, self.diagnostics).map(VenueId::new)
    }

    fn topics(&mut self, entries: &mut Vec<Reference>) -> Vec<TopicId> {
        let (topics, source) = (&mut self.registries.topics, self.source);
        let find = |name: &Reference, diagnostics: &mut _| {
            topics.resolve(name, source, diagnostics).map(TopicId::new)
        };
        each_once(entries, (SubjectKind::Topic, source), self.diagnostics, find)
    }

    fn actors(&mut self, entries: &mut Vec<ActorFact>) -> Vec<ActorId> {
        let (actors, source) = (&mut self.registries.actors, self.source);
        let find = |name: &Reference, diagnostics: &mut _| {
            actors.resolve(name, source, diagnostics).map(ActorId::new)
        };
        each_once(entries, (SubjectKind::Actor, source), self.diagnostics, find)
    }

    fn venues(&mut self, entries: &mut Vec<VenueFact>) -> Vec<VenueId> {
        let (venues, source) = (&mut self.registries.venues, self.source);
        let find = |name: &Reference, diagnostics: &mut _| {
            venues.resolve(name, source, diagnostics).map(VenueId::new)
        };
        each_once(entries, (SubjectKind::Venue, source), self.diagnostics, find)
    }

    fn resolve_date(&mut self, fact: &DateFact) -> ResolvedDate {
        let venue = self.resolve_venue(fact.venue.as_ref());
        let mut seen = FxHashSet::default();
        let actors = fact.actors.iter().filter_map(|actor| self.resolve_actor(actor));
        let actors = actors.filter(|actor| seen.insert(*actor)).collect();
        // The timeline, which needs every briefing, sets the event.
        ResolvedDate { event: EventId::new(0), venue, actors }
    }

    fn resolve_statement(&mut self, statement: &Statement) -> ResolvedStatement {
        let speaker = self.resolve_actor(&statement.who);
        let venue = self.resolve_venue(statement.venue.as_ref());
        let addressee = statement.to.as_ref().and_then(|to| self.resolve_actor(to));
        ResolvedStatement { speaker, venue, addressee }
    }
}

/// Returns the folder of a file under `content/`, ending in `/`, or empty at the top level.
pub(super) fn content_folder(meta: &ContentMeta) -> &str {
    let path = meta.source.path.strip_prefix("content/").unwrap_or(&meta.source.path);
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

impl<P: Profile> Subject<P> {
    /// Returns the slug of its page.
    pub fn slug(&self) -> &str {
        self.permalink.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }
}

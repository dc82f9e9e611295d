//! From names as written to actors, venues and topics.

use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{Actor, Briefing, ContentItem, ContentMeta, StandalonePage, Topic, Venue};
use crate::diagnostic::{Diagnostic, PART_OF_ITSELF, SourceLocation};
use crate::facts::{ActorFact, Date, DateFact, Reference, Statement, VenueFact};
use crate::text::Source;

use super::history;
use super::listed::each_once;
use super::registry::SubjectRegistry;
use super::subject::{Profile, Subject};
use super::{ActorId, EventId, Permalink, PublishFilter, SubjectKind, TopicId, VenueId};

/// A public briefing with its names resolved. Lists stand in the order of the briefing's own.
#[derive(Clone, Debug)]
pub struct ResolvedBriefing {
    /// The briefing as written.
    pub briefing: Box<Briefing>,
    /// Its page.
    pub permalink: Permalink,
    /// The instant its publication begins.
    pub published: Timestamp,
    /// Its last significant change up to the instant the site is built for.
    pub updated: Option<Date>,
    /// The instant of that change; of publication where there was none.
    pub updated_at: Timestamp,
    /// The venue it is filed from.
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
    /// All of these together.
    pub(super) named: NamedSubjects,
    /// What was read from its prose.
    pub found: super::FoundFacts,
    /// Pages whose prose links to it.
    pub backlinks: Vec<super::PageId>,
}

/// A dated fact with its names resolved.
#[derive(Clone, Debug)]
pub struct ResolvedDate {
    /// The event it tells of.
    pub event: EventId,
    /// Where.
    pub venue: Option<VenueId>,
    /// Who.
    pub actors: Vec<ActorId>,
}

/// A statement with its names resolved.
#[derive(Clone, Debug)]
pub struct ResolvedStatement {
    /// Who said it.
    pub speaker: Option<ActorId>,
    /// Where.
    pub venue: Option<VenueId>,
    /// To whom.
    pub addressee: Option<ActorId>,
}

/// Everyone and everything a briefing names anywhere, each once, in ascending order of ids.
#[derive(Clone, Debug, Default)]
pub(super) struct NamedSubjects {
    actors: Vec<ActorId>,
    venues: Vec<VenueId>,
    topics: Vec<TopicId>,
}

impl ResolvedBriefing {
    /// Every actor it names anywhere, each once, in ascending order of ids.
    pub fn named_actors(&self) -> &[ActorId] {
        &self.named.actors
    }

    /// Every venue it names anywhere, each once, in ascending order of ids.
    pub fn named_venues(&self) -> &[VenueId] {
        &self.named.venues
    }

    /// Its topics, each once, in ascending order of ids.
    pub fn distinct_topics(&self) -> &[TopicId] {
        &self.named.topics
    }

    fn collect_named(&self) -> NamedSubjects {
        let dated = self.dates.iter().flat_map(|dated| dated.actors.iter().copied());
        let said = self.statements.iter().flat_map(|said| [said.speaker, said.addressee]).flatten();
        let dated_at = self.dates.iter().filter_map(|dated| dated.venue);
        let said_at = self.statements.iter().filter_map(|said| said.venue);
        let venues = self.venues.iter().copied().chain(self.dateline).chain(dated_at).chain(said_at);
        NamedSubjects {
            actors: sorted_distinct(self.actors.iter().copied().chain(dated).chain(said)),
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

/// Pieces by kind, each in order of path.
pub(super) struct ContentByKind {
    pub(super) briefings: Vec<Box<Briefing>>,
    pub(super) standalone_pages: Vec<Box<StandalonePage>>,
    actors: Vec<Box<Actor>>,
    venues: Vec<Box<Venue>>,
    topics: Vec<Box<Topic>>,
}

pub(super) fn sort_by_kind(pieces: Vec<ContentItem>) -> ContentByKind {
    let mut sorted = ContentByKind {
        briefings: vec![],
        standalone_pages: vec![],
        actors: vec![],
        venues: vec![],
        topics: vec![],
    };
    for piece in pieces {
        match piece {
            ContentItem::Briefing(piece) => sorted.briefings.push(piece),
            ContentItem::Actor(piece) => sorted.actors.push(piece),
            ContentItem::Venue(piece) => sorted.venues.push(piece),
            ContentItem::Topic(piece) => sorted.topics.push(piece),
            ContentItem::Standalone(piece) => sorted.standalone_pages.push(piece),
        }
    }
    sorted
}

/// The three registries.
pub(super) struct Registries {
    actors: SubjectRegistry<Actor>,
    venues: SubjectRegistry<Venue>,
    topics: SubjectRegistry<Topic>,
}

impl Registries {
    pub(super) fn new(sorted: &mut ContentByKind) -> Self {
        Self {
            actors: SubjectRegistry::new(std::mem::take(&mut sorted.actors)),
            venues: SubjectRegistry::new(std::mem::take(&mut sorted.venues)),
            topics: SubjectRegistry::new(std::mem::take(&mut sorted.topics)),
        }
    }

    /// Resolves what profiles say of each other: bodies in which offices are held, venues that hold venues.
    pub(super) fn resolve_profiles(&mut self, notes: &mut Vec<Diagnostic>) -> ProfileRelations {
        let mut ties = ProfileRelations::default();
        for (id, at, source, reference) in self.affiliation_references() {
            let of = self.actors.resolve(&reference, &source, notes);
            ties.role_affiliations.extend(of.map(|of| ((ActorId::new(id), at), ActorId::new(of))));
        }
        for (id, source, reference) in self.containing_venue_references() {
            let whole = self.venues.resolve(&reference, &source, notes);
            if let Some(whole) = whole.map(VenueId::new) {
                ties.containing_venue.insert(VenueId::new(id), whole);
                ties.contained_venues.entry(whole).or_default().push(VenueId::new(id));
            }
        }
        check_containment_cycles(&self.venues, &ties, notes);
        ties
    }

    fn affiliation_references(&self) -> Vec<(usize, usize, Source, Reference)> {
        let mut offices = Vec::new();
        for (id, subject) in self.actors.subjects.iter().enumerate() {
            let Some(actor) = subject.profile.as_deref() else { continue };
            for (at, role) in actor.roles.iter().enumerate() {
                offices.extend(role.affiliation.clone().map(|of| (id, at, actor.meta.source.clone(), of)));
            }
        }
        offices
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

/// What profiles say of each other.
#[derive(Clone, Debug, Default)]
pub(super) struct ProfileRelations {
    /// The body in which an actor's office (by its place in the file) is held.
    pub(super) role_affiliations: FxHashMap<(ActorId, usize), ActorId>,
    /// The venue a venue lies in.
    pub(super) containing_venue: FxHashMap<VenueId, VenueId>,
    /// The venues that lie in a venue, in ascending order of ids.
    pub(super) contained_venues: FxHashMap<VenueId, Vec<VenueId>>,
}

/// A venue that lies, by way of others, in itself would hang whoever walks up from it.
fn check_containment_cycles(
    venues: &SubjectRegistry<Venue>,
    ties: &ProfileRelations,
    notes: &mut Vec<Diagnostic>,
) {
    for (id, subject) in venues.subjects.iter().enumerate() {
        let Some(part_of) = subject.profile.as_deref().and_then(|venue| venue.part_of.as_ref()) else {
            continue;
        };
        if is_in_cycle(ties, VenueId::new(id)) {
            let place = SourceLocation { path: subject.location.path.clone(), span: Some(part_of.span) };
            let message = format!("`{}` is part of itself", subject.name);
            let help = "name the larger venue this one lies in, or take `part_of` out";
            notes.push(Diagnostic::new(&PART_OF_ITSELF, message).at(place).help(help));
        }
    }
}

fn is_in_cycle(ties: &ProfileRelations, start: VenueId) -> bool {
    let mut at = start;
    // A chain longer than the number of ties goes round somewhere, though not through the start.
    for _ in 0..ties.containing_venue.len() {
        match ties.containing_venue.get(&at) {
            Some(whole) if *whole == start => return true,
            Some(whole) => at = *whole,
            None => return false,
        }
    }
    false
}

/// Files all briefings, newest first, with their names resolved.
pub(super) fn resolve_briefings(
    briefings: Vec<Box<Briefing>>,
    names: &mut Registries,
    audience: &PublishFilter,
    notes: &mut Vec<Diagnostic>,
) -> Vec<ResolvedBriefing> {
    let mut dated: Vec<_> = briefings
        .into_iter()
        .map(|briefing| (briefing.published.value.start(&audience.zone), briefing))
        .collect();
    dated.sort_by(|(a, left), (b, right)| {
        b.cmp(a).then_with(|| left.meta.source.path.cmp(&right.meta.source.path))
    });
    let file_one = |(published, briefing): (Timestamp, Box<Briefing>)| {
        let updated = history::last_update(&briefing, audience);
        // On the day of publication a change may say only the day, which begins before.
        let revised = updated.map_or(published, |date| date.start(&audience.zone).max(published));
        ResolvedBriefing {
            updated,
            updated_at: revised,
            ..resolve_briefing(briefing, published, names, notes)
        }
    };
    dated.into_iter().map(file_one).collect()
}

fn resolve_briefing(
    mut briefing: Box<Briefing>,
    published: Timestamp,
    names: &mut Registries,
    notes: &mut Vec<Diagnostic>,
) -> ResolvedBriefing {
    let source = briefing.meta.source.clone();
    let mut clerk = NameResolver { registries: names, source: &source, diagnostics: notes };
    let dateline = clerk.resolve_venue(briefing.dateline.as_ref());
    let topics = clerk.topics(&mut briefing.topics);
    let actors = clerk.actors(&mut briefing.actors);
    let venues = clerk.venues(&mut briefing.venues);
    let dates = briefing.dates.iter().map(|fact| clerk.resolve_date(fact)).collect();
    let statements = briefing.statements.iter().map(|statement| clerk.resolve_statement(statement)).collect();
    let permalink =
        Permalink::for_folder(&format!("{}{}/", content_folder(&briefing.meta), briefing.meta.slug.value));
    let mut filed = ResolvedBriefing {
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
    filed.named = filed.collect_named();
    filed
}

/// Looks names up for one briefing.
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
        let find = |name: &Reference, notes: &mut _| topics.resolve(name, source, notes).map(TopicId::new);
        each_once(entries, (SubjectKind::Topic, source), self.diagnostics, find)
    }

    fn actors(&mut self, entries: &mut Vec<ActorFact>) -> Vec<ActorId> {
        let (actors, source) = (&mut self.registries.actors, self.source);
        let find = |name: &Reference, notes: &mut _| actors.resolve(name, source, notes).map(ActorId::new);
        each_once(entries, (SubjectKind::Actor, source), self.diagnostics, find)
    }

    fn venues(&mut self, entries: &mut Vec<VenueFact>) -> Vec<VenueId> {
        let (venues, source) = (&mut self.registries.venues, self.source);
        let find = |name: &Reference, notes: &mut _| venues.resolve(name, source, notes).map(VenueId::new);
        each_once(entries, (SubjectKind::Venue, source), self.diagnostics, find)
    }

    fn resolve_date(&mut self, fact: &DateFact) -> ResolvedDate {
        let venue = self.resolve_venue(fact.venue.as_ref());
        let mut seen = FxHashSet::default();
        let found = fact.actors.iter().filter_map(|actor| self.resolve_actor(actor));
        let actors = found.filter(|actor| seen.insert(*actor)).collect();
        // The event is settled when the calendar is made, which needs every briefing.
        ResolvedDate { event: EventId::new(0), venue, actors }
    }

    fn resolve_statement(&mut self, statement: &Statement) -> ResolvedStatement {
        let who = self.resolve_actor(&statement.who);
        let venue = self.resolve_venue(statement.venue.as_ref());
        let to = statement.to.as_ref().and_then(|to| self.resolve_actor(to));
        ResolvedStatement { speaker: who, venue, addressee: to }
    }
}

/// The folder of a file under `content/`, ending in `/`; empty at its top.
pub(super) fn content_folder(leaf: &ContentMeta) -> &str {
    let path = leaf.source.path.strip_prefix("content/").unwrap_or(&leaf.source.path);
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

impl<P: Profile> Subject<P> {
    /// The slug of its page.
    pub fn slug(&self) -> &str {
        self.permalink.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }
}

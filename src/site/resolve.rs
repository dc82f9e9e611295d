//! From names as written to actors, venues and topics.

use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{Actor, Briefing, Leaf, Piece, Plain, Topic, Venue};
use crate::diagnostic::{Diagnostic, PART_OF_ITSELF, Place};
use crate::facts::{ActorFact, Date, DateFact, Reference, Statement, VenueFact};
use crate::text::Source;

use super::history;
use super::listed::each_once;
use super::registry::Registry;
use super::subject::{Profile, Subject};
use super::{ActorId, Audience, EventId, Permalink, SubjectKind, TopicId, VenueId};

/// A public briefing with its names resolved. Lists stand in the order of the briefing's own.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The briefing as written.
    pub briefing: Box<Briefing>,
    /// Its page.
    pub permalink: Permalink,
    /// The instant its publication begins.
    pub published: Timestamp,
    /// Its last significant change up to the instant the site is built for.
    pub updated: Option<Date>,
    /// The instant of that change; of publication where there was none.
    pub revised: Timestamp,
    /// The venue it is filed from.
    pub dateline: Option<VenueId>,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// Its actors.
    pub actors: Vec<ActorId>,
    /// Its venues.
    pub venues: Vec<VenueId>,
    /// Its dated facts.
    pub dates: Vec<Dated>,
    /// Its statements.
    pub statements: Vec<Said>,
    /// All of these together.
    pub(super) named: Named,
    /// What was read from its prose.
    pub found: super::Found,
    /// Pages whose prose links to it.
    pub backlinks: Vec<super::PageId>,
}

/// A dated fact with its names resolved.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The event it tells of.
    pub event: EventId,
    /// Where.
    pub venue: Option<VenueId>,
    /// Who.
    pub actors: Vec<ActorId>,
}

/// A statement with its names resolved.
#[derive(Clone, Debug)]
pub struct Said {
    /// Who said it.
    pub who: Option<ActorId>,
    /// Where.
    pub venue: Option<VenueId>,
    /// To whom.
    pub to: Option<ActorId>,
}

/// Everyone and everything a briefing names anywhere, each once, in ascending order of ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    actors: Vec<ActorId>,
    venues: Vec<VenueId>,
    topics: Vec<TopicId>,
}

impl Filed {
    /// Every actor it names anywhere, each once, in ascending order of ids.
    pub fn all_actors(&self) -> &[ActorId] {
        &self.named.actors
    }

    /// Every venue it names anywhere, each once, in ascending order of ids.
    pub fn all_venues(&self) -> &[VenueId] {
        &self.named.venues
    }

    /// Its topics, each once, in ascending order of ids.
    pub fn all_topics(&self) -> &[TopicId] {
        &self.named.topics
    }

    fn gather(&self) -> Named {
        let dated = self.dates.iter().flat_map(|dated| dated.actors.iter().copied());
        let said = self.statements.iter().flat_map(|said| [said.who, said.to]).flatten();
        let dated_at = self.dates.iter().filter_map(|dated| dated.venue);
        let said_at = self.statements.iter().filter_map(|said| said.venue);
        let venues = self.venues.iter().copied().chain(self.dateline).chain(dated_at).chain(said_at);
        Named {
            actors: distinct(self.actors.iter().copied().chain(dated).chain(said)),
            venues: distinct(venues),
            topics: distinct(self.topics.iter().copied()),
        }
    }
}

fn distinct<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    let mut ids: Vec<T> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Pieces by kind, each in order of path.
pub(super) struct Sorted {
    pub(super) briefings: Vec<Box<Briefing>>,
    pub(super) plains: Vec<Box<Plain>>,
    actors: Vec<Box<Actor>>,
    venues: Vec<Box<Venue>>,
    topics: Vec<Box<Topic>>,
}

pub(super) fn sort(pieces: Vec<Piece>) -> Sorted {
    let mut sorted =
        Sorted { briefings: vec![], plains: vec![], actors: vec![], venues: vec![], topics: vec![] };
    for piece in pieces {
        match piece {
            Piece::Briefing(piece) => sorted.briefings.push(piece),
            Piece::Actor(piece) => sorted.actors.push(piece),
            Piece::Venue(piece) => sorted.venues.push(piece),
            Piece::Topic(piece) => sorted.topics.push(piece),
            Piece::Plain(piece) => sorted.plains.push(piece),
        }
    }
    sorted
}

/// The three registries.
pub(super) struct Names {
    actors: Registry<Actor>,
    venues: Registry<Venue>,
    topics: Registry<Topic>,
}

impl Names {
    pub(super) fn new(sorted: &mut Sorted) -> Self {
        Self {
            actors: Registry::new(std::mem::take(&mut sorted.actors)),
            venues: Registry::new(std::mem::take(&mut sorted.venues)),
            topics: Registry::new(std::mem::take(&mut sorted.topics)),
        }
    }

    /// Resolves what profiles say of each other: bodies in which offices are held, venues that hold venues.
    pub(super) fn settle_profiles(&mut self, notes: &mut Vec<Diagnostic>) -> Ties {
        let mut ties = Ties::default();
        for (id, at, source, reference) in self.offices() {
            let of = self.actors.find(&reference, &source, notes);
            ties.offices.extend(of.map(|of| ((ActorId::new(id), at), ActorId::new(of))));
        }
        for (id, source, reference) in self.wholes() {
            let whole = self.venues.find(&reference, &source, notes);
            if let Some(whole) = whole.map(VenueId::new) {
                ties.wholes.insert(VenueId::new(id), whole);
                ties.parts.entry(whole).or_default().push(VenueId::new(id));
            }
        }
        part_of_itself(&self.venues, &ties, notes);
        ties
    }

    fn offices(&self) -> Vec<(usize, usize, Source, Reference)> {
        let mut offices = Vec::new();
        for (id, subject) in self.actors.subjects.iter().enumerate() {
            let Some(actor) = subject.profile.as_deref() else { continue };
            for (at, role) in actor.roles.iter().enumerate() {
                offices.extend(role.of.clone().map(|of| (id, at, actor.leaf.source.clone(), of)));
            }
        }
        offices
    }

    fn wholes(&self) -> Vec<(usize, Source, Reference)> {
        let profiles = self.venues.subjects.iter().enumerate();
        let profiles = profiles.filter_map(|(id, subject)| Some((id, subject.profile.as_deref()?)));
        profiles
            .filter_map(|(id, venue)| Some((id, venue.leaf.source.clone(), venue.part_of.clone()?)))
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
pub(super) struct Ties {
    /// The body in which an actor's office (by its place in the file) is held.
    pub(super) offices: FxHashMap<(ActorId, usize), ActorId>,
    /// The venue a venue lies in.
    pub(super) wholes: FxHashMap<VenueId, VenueId>,
    /// The venues that lie in a venue, in ascending order of ids.
    pub(super) parts: FxHashMap<VenueId, Vec<VenueId>>,
}

/// A venue that lies, by way of others, in itself would hang whoever walks up from it.
fn part_of_itself(venues: &Registry<Venue>, ties: &Ties, notes: &mut Vec<Diagnostic>) {
    for (id, subject) in venues.subjects.iter().enumerate() {
        let Some(part_of) = subject.profile.as_deref().and_then(|venue| venue.part_of.as_ref()) else {
            continue;
        };
        if leads_back(ties, VenueId::new(id)) {
            let place = Place { path: subject.place.path.clone(), span: Some(part_of.span) };
            let message = format!("`{}` is part of itself", subject.name);
            let mend = "name the larger venue this one lies in, or take `part_of` out";
            notes.push(Diagnostic::new(&PART_OF_ITSELF, message).at(place).mend(mend));
        }
    }
}

fn leads_back(ties: &Ties, start: VenueId) -> bool {
    let mut at = start;
    // A chain longer than the number of ties goes round somewhere, though not through the start.
    for _ in 0..ties.wholes.len() {
        match ties.wholes.get(&at) {
            Some(whole) if *whole == start => return true,
            Some(whole) => at = *whole,
            None => return false,
        }
    }
    false
}

/// Files all briefings, newest first, with their names resolved.
pub(super) fn file(
    briefings: Vec<Box<Briefing>>,
    names: &mut Names,
    audience: &Audience,
    notes: &mut Vec<Diagnostic>,
) -> Vec<Filed> {
    let mut dated: Vec<_> = briefings
        .into_iter()
        .map(|briefing| (briefing.published.value.start(&audience.zone), briefing))
        .collect();
    dated.sort_by(|(a, left), (b, right)| {
        b.cmp(a).then_with(|| left.leaf.source.path.cmp(&right.leaf.source.path))
    });
    let file_one = |(published, briefing): (Timestamp, Box<Briefing>)| {
        let updated = history::updated(&briefing, audience);
        // On the day of publication a change may say only the day, which begins before.
        let revised = updated.map_or(published, |date| date.start(&audience.zone).max(published));
        Filed { updated, revised, ..file_one(briefing, published, names, notes) }
    };
    dated.into_iter().map(file_one).collect()
}

fn file_one(
    mut briefing: Box<Briefing>,
    published: Timestamp,
    names: &mut Names,
    notes: &mut Vec<Diagnostic>,
) -> Filed {
    let source = briefing.leaf.source.clone();
    let mut clerk = Clerk { names, source: &source, notes };
    let dateline = clerk.venue(briefing.dateline.as_ref());
    let topics = clerk.topics(&mut briefing.topics);
    let actors = clerk.actors(&mut briefing.actors);
    let venues = clerk.venues(&mut briefing.venues);
    let dates = briefing.dates.iter().map(|fact| clerk.dated(fact)).collect();
    let statements = briefing.statements.iter().map(|statement| clerk.said(statement)).collect();
    let permalink = Permalink::folder(&format!("{}{}/", folder_of(&briefing.leaf), briefing.leaf.slug.value));
    let mut filed = Filed {
        permalink,
        published,
        updated: None,
        revised: published,
        dateline,
        topics,
        actors,
        venues,
        dates,
        statements,
        named: Named::default(),
        found: super::Found::default(),
        backlinks: vec![],
        briefing,
    };
    filed.named = filed.gather();
    filed
}

/// Looks names up for one briefing.
struct Clerk<'a> {
    names: &'a mut Names,
    source: &'a Source,
    notes: &'a mut Vec<Diagnostic>,
}

impl Clerk<'_> {
    fn actor(&mut self, reference: &Reference) -> Option<ActorId> {
        self.names.actors.find(reference, self.source, self.notes).map(ActorId::new)
    }

    fn venue(&mut self, reference: Option<&Reference>) -> Option<VenueId> {
        self.names.venues.find(reference?, self.source, self.notes).map(VenueId::new)
    }

    fn topics(&mut self, entries: &mut Vec<Reference>) -> Vec<TopicId> {
        let (topics, source) = (&mut self.names.topics, self.source);
        let find = |name: &Reference, notes: &mut _| topics.find(name, source, notes).map(TopicId::new);
        each_once(entries, (SubjectKind::Topic, source), self.notes, find)
    }

    fn actors(&mut self, entries: &mut Vec<ActorFact>) -> Vec<ActorId> {
        let (actors, source) = (&mut self.names.actors, self.source);
        let find = |name: &Reference, notes: &mut _| actors.find(name, source, notes).map(ActorId::new);
        each_once(entries, (SubjectKind::Actor, source), self.notes, find)
    }

    fn venues(&mut self, entries: &mut Vec<VenueFact>) -> Vec<VenueId> {
        let (venues, source) = (&mut self.names.venues, self.source);
        let find = |name: &Reference, notes: &mut _| venues.find(name, source, notes).map(VenueId::new);
        each_once(entries, (SubjectKind::Venue, source), self.notes, find)
    }

    fn dated(&mut self, fact: &DateFact) -> Dated {
        let venue = self.venue(fact.venue.as_ref());
        let mut seen = FxHashSet::default();
        let found = fact.actors.iter().filter_map(|actor| self.actor(actor));
        let actors = found.filter(|actor| seen.insert(*actor)).collect();
        // The event is settled when the calendar is made, which needs every briefing.
        Dated { event: EventId::new(0), venue, actors }
    }

    fn said(&mut self, statement: &Statement) -> Said {
        let who = self.actor(&statement.who);
        let venue = self.venue(statement.venue.as_ref());
        let to = statement.to.as_ref().and_then(|to| self.actor(to));
        Said { who, venue, to }
    }
}

/// The folder of a file under `content/`, ending in `/`; empty at its top.
pub(super) fn folder_of(leaf: &Leaf) -> &str {
    let path = leaf.source.path.strip_prefix("content/").unwrap_or(&leaf.source.path);
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

impl<P: Profile> Subject<P> {
    /// The slug of its page.
    pub fn slug(&self) -> &str {
        self.permalink.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }
}

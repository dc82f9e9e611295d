//! Actors, venues and topics: what briefings are about, with or without a file of their own.

use crate::briefing::{Actor, ActorKind, ContentMeta, Topic, Venue};
use crate::diagnostic::SourceLocation;
use crate::facts::names::{DeclaredKind, DeclaredName};

use super::{BriefingId, EventId, Permalink, StatementId};

/// An actor, venue or topic, and everything that is said of it.
#[derive(Clone, Debug)]
pub struct Subject<P> {
    /// Its name.
    pub name: String,
    /// Its page.
    pub permalink: Permalink,
    /// Its file, where it has one.
    pub profile: Option<Box<P>>,
    /// Where it is made: its file, or the first briefing that names it.
    pub location: SourceLocation,
    /// Briefings it appears in, newest first.
    pub briefings: Vec<BriefingId>,
    /// Dated facts it takes part in, in time order.
    pub events: Vec<EventId>,
    /// Statements by or to it, or made there, in time order.
    pub statements: Vec<StatementId>,
    /// Pages whose prose links to it.
    pub backlinks: Vec<super::PageId>,
}

/// What a profile gives a registry.
pub trait Profile {
    /// Which kind it is of.
    const KIND: SubjectKind;
    /// The shared part.
    fn meta(&self) -> &ContentMeta;
    /// Other names it goes by.
    fn aliases(&self) -> Vec<&str>;
}

/// The three kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// Persons, organisations, states and groups.
    Actor,
    /// Places.
    Venue,
    /// Themes.
    Topic,
}

impl SubjectKind {
    /// All three, in the order they are listed.
    pub const ALL: [Self; 3] = [Self::Actor, Self::Venue, Self::Topic];

    /// The word for one.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Venue => "venue",
            Self::Topic => "topic",
        }
    }

    /// The folder of their pages and files.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Actor => "actors",
            Self::Venue => "venues",
            Self::Topic => "topics",
        }
    }
}

macro_rules! profiles {
    ($($kind:ident)*) => {$(
        impl Profile for $kind {
            const KIND: SubjectKind = SubjectKind::$kind;
            fn meta(&self) -> &ContentMeta {
                &self.meta
            }
            fn aliases(&self) -> Vec<&str> {
                self.aliases.iter().map(|alias| alias.value.as_str()).collect()
            }
        }
    )*};
}
profiles! { Actor Venue Topic }

impl Subject<Actor> {
    /// The actor as readers of prose know it; its id is its slug. What it is stays open where no file says it.
    pub fn declared_name(&self) -> DeclaredName {
        let actor = self.profile.as_deref();
        let kind = match actor.and_then(|actor| actor.kind) {
            Some(ActorKind::Person) => DeclaredKind::Person,
            Some(ActorKind::Organisation) => DeclaredKind::Organisation,
            Some(ActorKind::State) => DeclaredKind::State,
            Some(ActorKind::Group) => DeclaredKind::Group,
            None => DeclaredKind::Actor,
        };
        let family_first = actor.is_some_and(|actor| actor.family_name_first);
        DeclaredName { family_name_first: family_first, ..declared_name(self, kind) }
    }
}

impl Subject<Venue> {
    /// The venue as readers of prose know it; its id is its slug.
    pub fn declared_name(&self) -> DeclaredName {
        declared_name(self, DeclaredKind::Venue)
    }
}

fn declared_name<P: Profile>(subject: &Subject<P>, kind: DeclaredKind) -> DeclaredName {
    let aliases = subject.profile.as_deref().map(P::aliases).unwrap_or_default();
    DeclaredName {
        id: subject.slug().to_owned(),
        kind,
        name: subject.name.clone(),
        aliases: aliases.into_iter().map(str::to_owned).collect(),
        family_name_first: false,
    }
}

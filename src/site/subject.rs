//! Subjects: actors, venues and topics, with or without a profile.

use crate::briefing::{Actor, ActorKind, ContentMeta, Topic, Venue};
use crate::diagnostic::SourceLocation;
use crate::facts::names::{DeclaredKind, DeclaredName};

use super::{BriefingId, EventId, Permalink, StatementId};

/// An actor, venue or topic with everything briefings say about it.
#[derive(Clone, Debug)]
pub struct Subject<P> {
    /// Its name.
    pub name: String,
    /// Its permalink.
    pub permalink: Permalink,
    /// Its profile, if it has one.
    pub profile: Option<Box<P>>,
    /// Where it is defined: in its profile, or in the first briefing that names it.
    pub location: SourceLocation,
    /// Briefings that name it, newest first.
    pub briefings: Vec<BriefingId>,
    /// Events it takes part in, in time order.
    pub events: Vec<EventId>,
    /// Statements made by it, to it or at it, in time order.
    pub statements: Vec<StatementId>,
    /// Pages whose prose links to it.
    pub backlinks: Vec<super::PageId>,
}

/// The profile of a subject.
pub trait Profile {
    /// The kind of subject it describes.
    const KIND: SubjectKind;
    /// Returns the metadata common to all content items.
    fn meta(&self) -> &ContentMeta;
    /// Returns the aliases.
    fn aliases(&self) -> Vec<&str>;
}

/// The kind of a subject.
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
    /// All kinds, in display order.
    pub const ALL: [Self; 3] = [Self::Actor, Self::Venue, Self::Topic];

    /// Returns the singular name, as used in messages and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Venue => "venue",
            Self::Topic => "topic",
        }
    }

    /// Returns the folder of its pages and profiles.
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
    /// Returns the actor's names for recognition in prose, with the slug as id. Without a profile its kind is unknown.
    pub fn declared_name(&self) -> DeclaredName {
        let actor = self.profile.as_deref();
        let kind = match actor.and_then(|actor| actor.kind) {
            Some(ActorKind::Person) => DeclaredKind::Person,
            Some(ActorKind::Organisation) => DeclaredKind::Organisation,
            Some(ActorKind::State) => DeclaredKind::State,
            Some(ActorKind::Group) => DeclaredKind::Group,
            None => DeclaredKind::Actor,
        };
        let family_name_first = actor.is_some_and(|actor| actor.family_name_first);
        DeclaredName { family_name_first, ..declared_name(self, kind) }
    }
}

impl Subject<Venue> {
    /// Returns the venue's names for recognition in prose, with the slug as id.
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

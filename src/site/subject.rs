//! Subjects: actors, venues, topics, authors and series, with or without a profile.

use std::ops::Deref;
use std::sync::Arc;

use crate::briefing::{Actor, ActorKind, Author, ContentMeta, Series, Topic, Venue};
use crate::diagnostic::SourceLocation;
use crate::facts::names::{DeclaredKind, DeclaredName};

use super::ids::{BriefingId, EventId, PageId, StatementId};
use super::kind::SubjectKind;
use super::permalink::Permalink;
use super::subject_pages::SubjectPages;

/// A subject as the registry knows it.
#[derive(Debug)]
pub struct SubjectEntry<P> {
    /// Its name.
    pub name: String,
    /// Its permalink.
    pub permalink: Permalink,
    /// Its profile, if it has one.
    pub profile: Option<Arc<P>>,
    /// Where it is defined: in its profile, or in the first briefing that names it.
    pub location: SourceLocation,
}

/// A subject with everything briefings say about it.
#[derive(Debug)]
pub struct Subject<P> {
    pub(super) entry: SubjectEntry<P>,
    /// Briefings that name it, newest first; of an author those with its byline, of a series its parts.
    pub briefings: Vec<BriefingId>,
    /// Events it takes part in, in time order.
    pub events: Vec<EventId>,
    /// Statements made by it, to it or at it, in time order.
    pub statements: Vec<StatementId>,
    /// Pages whose prose links to it.
    pub backlinks: Vec<PageId>,
    /// The pages that show all this.
    pub pages: SubjectPages,
}

impl<P> Clone for SubjectEntry<P> {
    fn clone(&self) -> Self {
        let Self { name, permalink, profile, location } = self;
        Self {
            name: name.clone(),
            permalink: permalink.clone(),
            profile: profile.clone(),
            location: location.clone(),
        }
    }
}

impl<P> Subject<P> {
    /// Returns the briefings that list it and are on one of its pages.
    pub fn briefings_on(&self, number: usize) -> &[BriefingId] {
        self.pages.part(&self.briefings, number, |id| *id)
    }
}

impl<P> Deref for Subject<P> {
    type Target = SubjectEntry<P>;

    fn deref(&self) -> &SubjectEntry<P> {
        &self.entry
    }
}

impl<P: Profile> SubjectEntry<P> {
    /// Creates the entry of a subject that has a profile.
    pub(super) fn of_profile(profile: Arc<P>) -> Self {
        let meta = profile.meta();
        Self {
            name: meta.title.value.clone(),
            permalink: Permalink::of_subject(P::KIND, &meta.slug.value),
            location: SourceLocation::new(&meta.source, meta.title.span),
            profile: Some(profile),
        }
    }

    /// Returns the slug of its page.
    pub fn slug(&self) -> &str {
        self.permalink.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }
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
profiles! { Actor Venue Topic Author Series }

impl SubjectEntry<Actor> {
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

impl SubjectEntry<Venue> {
    /// Returns the venue's names for recognition in prose, with the slug as id.
    pub fn declared_name(&self) -> DeclaredName {
        declared_name(self, DeclaredKind::Venue)
    }
}

fn declared_name<P: Profile>(subject: &SubjectEntry<P>, kind: DeclaredKind) -> DeclaredName {
    let aliases = subject.profile.as_deref().map(P::aliases).unwrap_or_default();
    DeclaredName {
        id: subject.slug().to_owned(),
        kind,
        name: subject.name.clone(),
        aliases: aliases.into_iter().map(str::to_owned).collect(),
        family_name_first: false,
    }
}

//! Names of the site's actors and venues, for analysis and for references in front matter.

use std::collections::BTreeMap;

use crate::facts::languages::Language;
use crate::facts::names::{DeclaredKind, DeclaredName, DeclaredNames};
use crate::site::{Profile, Site, Subject};
use crate::text::{NameIndex, slugify};

/// What a reference in front matter names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ReferenceKind {
    Actor,
    Venue,
}

/// Reference from front matter to an actor or venue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ProfileRef {
    /// Known to the site under this slug.
    Known(String),
    /// Not known to the site; its name.
    New(String),
    /// The name belongs to several entries, or is so similar to another that the build would report it.
    Ambiguous { name: String, slugs: Vec<String> },
}

/// Names of a site; empty outside a site.
#[derive(Default)]
pub(super) struct SiteNames {
    /// Names for the analysis: actors first, then venues.
    pub(super) declared_names: DeclaredNames,
    actors: NameTable,
    venues: NameTable,
}

/// Slugified names of one kind.
#[derive(Default)]
struct NameTable {
    by_name: BTreeMap<String, Vec<String>>,
    by_alias: BTreeMap<String, Vec<String>>,
    /// Names and slugs of entries that have a profile.
    with_profile: NameIndex<String>,
}

impl NameTable {
    fn from_subjects<P: Profile>(subjects: &[Subject<P>]) -> Self {
        let mut names = Self::default();
        let mut with_profile: Vec<(String, String)> = Vec::new();
        for subject in
            subjects.iter().filter(|subject| subject.profile.is_none() || has_public_profile(subject))
        {
            let slug = subject.slug().to_owned();
            let keys = [slug.clone(), slugify(&subject.name)];
            let Some(profile) = &subject.profile else {
                keys.into_iter().for_each(|key| add_name(&mut names.by_name, key, &slug));
                continue;
            };
            with_profile.extend(
                keys.iter().chain([&profile.meta().slug.value]).map(|key| (key.clone(), slug.clone())),
            );
            keys.into_iter().for_each(|key| add_name(&mut names.by_name, key, &slug));
            profile
                .aliases()
                .into_iter()
                .for_each(|alias| add_name(&mut names.by_alias, slugify(alias), &slug));
        }
        names.with_profile = NameIndex::new(with_profile);
        names
    }

    /// Returns the reference for a name.
    fn profile_ref(&self, name: &str) -> ProfileRef {
        let key = slugify(name);
        match self.by_name.get(&key).or_else(|| self.by_alias.get(&key)).map(Vec::as_slice) {
            Some([only]) => ProfileRef::Known(only.clone()),
            Some(several) => ProfileRef::Ambiguous { name: name.to_owned(), slugs: several.to_vec() },
            None => match self.nearest_name(&key) {
                Some(near) => ProfileRef::Ambiguous { name: name.to_owned(), slugs: vec![near] },
                None if key.is_empty() => ProfileRef::Ambiguous { name: name.to_owned(), slugs: Vec::new() },
                None => ProfileRef::New(name.to_owned()),
            },
        }
    }

    /// Returns the slug whose name differs by a probable typing error, within the limit that builds use.
    fn nearest_name(&self, key: &str) -> Option<String> {
        let limit = key.chars().count() / 5;
        self.with_profile.nearest_within(key, limit).map(|(_, slug)| slug.clone())
    }
}

fn add_name(names: &mut BTreeMap<String, Vec<String>>, key: String, slug: &str) {
    let slugs = names.entry(key).or_default();
    // Subjects are added one by one, so a duplicate is always the last entry.
    if slugs.last().is_none_or(|last| last != slug) {
        slugs.push(slug.to_owned());
    }
}

/// Returns whether a subject has a profile that is not a draft. A draft may have names that are not public.
fn has_public_profile<P: Profile>(subject: &Subject<P>) -> bool {
    subject.profile.as_ref().is_some_and(|profile| !profile.meta().draft)
}

impl SiteNames {
    /// Collects the names of a site for texts in a language.
    pub(super) fn from_site(site: &Site, language: &Language) -> Self {
        let actors = site.actors.iter().filter(|subject| has_public_profile(subject));
        let actors = actors.map(|subject| subject.declared_name());
        let venues = site.venues.iter().filter(|subject| has_public_profile(subject));
        let venues = venues.map(|subject| subject.declared_name());
        let entries: Vec<DeclaredName> = actors.chain(venues).collect();
        Self {
            declared_names: DeclaredNames::new(entries, language),
            actors: NameTable::from_subjects(&site.actors),
            venues: NameTable::from_subjects(&site.venues),
        }
    }

    /// Returns the reference to an actor, by its declared entry or by name.
    pub(super) fn actor_ref(&self, name: &str, declared: Option<usize>) -> ProfileRef {
        self.declared_ref(declared, ReferenceKind::Actor).unwrap_or_else(|| self.actors.profile_ref(name))
    }

    /// Returns the reference to a venue, by its declared entry or by name.
    pub(super) fn venue_ref(&self, name: &str, declared: Option<usize>) -> ProfileRef {
        self.declared_ref(declared, ReferenceKind::Venue).unwrap_or_else(|| self.venues.profile_ref(name))
    }

    fn declared_ref(&self, declared: Option<usize>, kind: ReferenceKind) -> Option<ProfileRef> {
        let index = declared?;
        let entry = self.declared_names.entries().get(index)?;
        let entry_kind =
            if entry.kind == DeclaredKind::Venue { ReferenceKind::Venue } else { ReferenceKind::Actor };
        (entry_kind == kind).then(|| ProfileRef::Known(entry.id.clone()))
    }
}

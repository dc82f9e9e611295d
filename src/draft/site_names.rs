//! What the site knows by name: its actors and venues, as readers of prose need them and as front matter refers to
//! them.

use std::collections::BTreeMap;

use crate::facts::names::{DeclaredKind, DeclaredName, DeclaredNames};
use crate::site::{Profile, Site, Subject};
use crate::text::{NameIndex, slugify};

/// How front matter may refer to somebody or some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ProfileRef {
    /// The site has it under this slug.
    Known(String),
    /// The site does not have it; its name.
    New(String),
    /// The name is that of several, or so near to that of another that the build would ask.
    Ambiguous { name: String, slugs: Vec<String> },
}

/// The names of a site; empty outside any site.
#[derive(Default)]
pub(super) struct SiteNames {
    /// For the reader of names: actors first, then venues.
    pub(super) declared_names: DeclaredNames,
    actors: NameTable,
    venues: NameTable,
}

/// The names of one kind, slugified.
#[derive(Default)]
struct NameTable {
    by_name: BTreeMap<String, Vec<String>>,
    by_alias: BTreeMap<String, Vec<String>>,
    /// Names and slugs of those with a file.
    filed: NameIndex<String>,
}

impl NameTable {
    fn from_subjects<P: Profile>(subjects: &[Subject<P>]) -> Self {
        let mut names = Self::default();
        let mut filed: Vec<(String, String)> = Vec::new();
        for subject in subjects {
            let slug = subject.slug().to_owned();
            let own = [slug.clone(), slugify(&subject.name)];
            let Some(profile) = &subject.profile else {
                own.into_iter().for_each(|key| add_name(&mut names.by_name, key, &slug));
                continue;
            };
            filed.extend(
                own.iter().chain([&profile.meta().slug.value]).map(|key| (key.clone(), slug.clone())),
            );
            own.into_iter().for_each(|key| add_name(&mut names.by_name, key, &slug));
            profile
                .aliases()
                .into_iter()
                .for_each(|alias| add_name(&mut names.by_alias, slugify(alias), &slug));
        }
        names.filed = NameIndex::new(filed);
        names
    }

    /// How to refer to what is called `name`.
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

    /// As near as a build takes for a slip of the pen.
    fn nearest_name(&self, key: &str) -> Option<String> {
        let limit = key.chars().count() / 5;
        self.filed.nearest_within(key, limit).map(|(_, slug)| slug.clone())
    }
}

fn add_name(names: &mut BTreeMap<String, Vec<String>>, key: String, slug: &str) {
    let held = names.entry(key).or_default();
    // Subjects come one after the other, so that one known twice is the last.
    if held.last().is_none_or(|known| known != slug) {
        held.push(slug.to_owned());
    }
}

impl SiteNames {
    /// The names of a site.
    pub(super) fn from_site(site: &Site) -> Self {
        let actors = site
            .actors
            .iter()
            .filter_map(|subject| subject.profile.as_ref().map(|_| subject.declared_name()));
        let venues = site
            .venues
            .iter()
            .filter_map(|subject| subject.profile.as_ref().map(|_| subject.declared_name()));
        let entries: Vec<DeclaredName> = actors.chain(venues).collect();
        Self {
            declared_names: DeclaredNames::new(entries),
            actors: NameTable::from_subjects(&site.actors),
            venues: NameTable::from_subjects(&site.venues),
        }
    }

    /// How to refer to an actor: by its declared entry, else by name.
    pub(super) fn actor_ref(&self, name: &str, declared: Option<usize>) -> ProfileRef {
        self.declared_ref(declared, false).unwrap_or_else(|| self.actors.profile_ref(name))
    }

    /// How to refer to a venue: by its declared entry, else by name.
    pub(super) fn venue_ref(&self, name: &str, declared: Option<usize>) -> ProfileRef {
        self.declared_ref(declared, true).unwrap_or_else(|| self.venues.profile_ref(name))
    }

    fn declared_ref(&self, declared: Option<usize>, venue: bool) -> Option<ProfileRef> {
        let at = declared?;
        let entry = self.declared_names.entries().get(at)?;
        let is_venue = entry.kind == DeclaredKind::Venue;
        (is_venue == venue).then(|| ProfileRef::Known(entry.id.clone()))
    }
}

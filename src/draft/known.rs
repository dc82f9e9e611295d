//! What the site knows by name: its actors and venues, as readers of prose need them and as front matter refers to
//! them.

use std::collections::BTreeMap;

use crate::facts::names::{Declared, DeclaredKind, Registry};
use crate::site::{Profile, Site, Subject};
use crate::text::{NameIndex, slugify};

/// How front matter may refer to somebody or some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// The site has it under this slug.
    Known(String),
    /// The site does not have it; its name.
    New(String),
    /// The name is that of several, or so near to that of another that the build would ask.
    InDoubt { name: String, slugs: Vec<String> },
}

/// The names of a site; empty outside any site.
#[derive(Default)]
pub(super) struct Known {
    /// For the reader of names: actors first, then venues.
    pub(super) registry: Registry,
    actors: Names,
    venues: Names,
}

/// The names of one kind, slugified.
#[derive(Default)]
struct Names {
    by_name: BTreeMap<String, Vec<String>>,
    by_alias: BTreeMap<String, Vec<String>>,
    /// Names and slugs of those with a file.
    filed: NameIndex<String>,
}

impl Names {
    fn of<P: Profile>(subjects: &[Subject<P>]) -> Self {
        let mut names = Self::default();
        let mut filed: Vec<(String, String)> = Vec::new();
        for subject in subjects {
            let slug = subject.slug().to_owned();
            let own = [slug.clone(), slugify(&subject.name)];
            let Some(profile) = &subject.profile else {
                own.into_iter().for_each(|key| add(&mut names.by_name, key, &slug));
                continue;
            };
            filed.extend(
                own.iter().chain([&profile.leaf().slug.value]).map(|key| (key.clone(), slug.clone())),
            );
            own.into_iter().for_each(|key| add(&mut names.by_name, key, &slug));
            profile.aliases().into_iter().for_each(|alias| add(&mut names.by_alias, slugify(alias), &slug));
        }
        names.filed = NameIndex::new(filed);
        names
    }

    /// How to refer to what is called `name`.
    fn refer(&self, name: &str) -> Reference {
        let key = slugify(name);
        match self.by_name.get(&key).or_else(|| self.by_alias.get(&key)).map(Vec::as_slice) {
            Some([only]) => Reference::Known(only.clone()),
            Some(several) => Reference::InDoubt { name: name.to_owned(), slugs: several.to_vec() },
            None => match self.near(&key) {
                Some(near) => Reference::InDoubt { name: name.to_owned(), slugs: vec![near] },
                None if key.is_empty() => Reference::InDoubt { name: name.to_owned(), slugs: Vec::new() },
                None => Reference::New(name.to_owned()),
            },
        }
    }

    /// As near as a build takes for a slip of the pen.
    fn near(&self, key: &str) -> Option<String> {
        let limit = key.chars().count() / 5;
        self.filed.nearest_within(key, limit).map(|(_, slug)| slug.clone())
    }
}

fn add(names: &mut BTreeMap<String, Vec<String>>, key: String, slug: &str) {
    let held = names.entry(key).or_default();
    // Subjects come one after the other, so that one known twice is the last.
    if held.last().is_none_or(|known| known != slug) {
        held.push(slug.to_owned());
    }
}

impl Known {
    /// The names of a site.
    pub(super) fn of(site: &Site) -> Self {
        let actors =
            site.actors.iter().filter_map(|subject| subject.profile.as_ref().map(|_| subject.declared()));
        let venues =
            site.venues.iter().filter_map(|subject| subject.profile.as_ref().map(|_| subject.declared()));
        let entries: Vec<Declared> = actors.chain(venues).collect();
        Self {
            registry: Registry::new(entries),
            actors: Names::of(&site.actors),
            venues: Names::of(&site.venues),
        }
    }

    /// How to refer to an actor: by its declared entry, else by name.
    pub(super) fn actor(&self, name: &str, declared: Option<usize>) -> Reference {
        self.declared(declared, false).unwrap_or_else(|| self.actors.refer(name))
    }

    /// How to refer to a venue: by its declared entry, else by name.
    pub(super) fn venue(&self, name: &str, declared: Option<usize>) -> Reference {
        self.declared(declared, true).unwrap_or_else(|| self.venues.refer(name))
    }

    fn declared(&self, declared: Option<usize>, venue: bool) -> Option<Reference> {
        let at = declared?;
        let entry = self.registry.entries().get(at)?;
        let is_venue = entry.kind == DeclaredKind::Venue;
        (is_venue == venue).then(|| Reference::Known(entry.id.clone()))
    }
}

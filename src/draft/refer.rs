//! How the front matter of a draft refers to actors and venues, and which of them get a file.

use std::collections::BTreeMap;

use crate::briefing::yaml;
use crate::text::slugify;

use super::NewFile;
use super::known::{Known, Reference};
use super::people::{Parties, Party, Sure};
use super::places::{From, Place, Places};
use super::profile;

/// The files that are made with a draft, and the slugs of who or what has one by then.
#[derive(Default)]
pub(super) struct Files {
    pub(super) new: Vec<NewFile>,
    /// Slugs of new files by folder and name.
    slugs: BTreeMap<(bool, String), String>,
}

impl Files {
    /// Files for everybody and every place the site does not have, where they are wanted.
    pub(super) fn of(
        wanted: bool,
        parties: &Parties,
        places: &Places,
        from: Option<&From>,
        known: &Known,
    ) -> Self {
        let mut files = Self::default();
        if !wanted {
            return files;
        }
        for party in parties.all.iter().filter(|party| party.sure > Sure::Doubtful) {
            if let Some(slug) = files.claim(false, &party.reference) {
                let of = party.role.as_ref().and_then(|role| role.of.as_deref());
                let of = of.and_then(|of| body(known, of));
                files.new.push(profile::actor(party, &slug, of.as_deref()));
            }
        }
        for place in places.all.iter().filter(|place| place.sure > Sure::Doubtful) {
            if let Some(slug) = files.claim(true, &place.reference) {
                let country = place.country.as_deref();
                files.new.push(profile::venue(&place.name, place.is_city, country, &slug));
            }
        }
        if let Some(from) = from
            && let Some(slug) = files.claim(true, &from.reference)
        {
            files.new.push(profile::venue(&from.name, true, None, &slug));
        }
        files
    }

    /// The slug of a new file, where one is to be made.
    fn claim(&mut self, is_venue: bool, reference: &Reference) -> Option<String> {
        let Reference::New(name) = reference else { return None };
        let slug = slugify(name);
        let taken = slug.is_empty()
            || slug == "index"
            || self.slugs.iter().any(|((venue, _), held)| *venue == is_venue && *held == slug);
        (!taken).then(|| {
            self.slugs.insert((is_venue, name.clone()), slug.clone());
            slug
        })
    }

    /// An actor as front matter refers to it; none where that is in doubt.
    pub(super) fn actor(&self, party: &Party) -> Option<String> {
        self.refer(false, &party.reference)
    }

    /// A venue as front matter refers to it; none where that is in doubt.
    pub(super) fn venue(&self, place: &Place) -> Option<String> {
        self.refer(true, &place.reference)
    }

    pub(super) fn refer(&self, is_venue: bool, reference: &Reference) -> Option<String> {
        match reference {
            Reference::Known(slug) => Some(yaml::word(slug)),
            Reference::New(name) => {
                let slug = self.slugs.get(&(is_venue, name.clone()));
                Some(slug.map_or_else(|| yaml::quoted(name), |slug| yaml::word(slug)))
            }
            Reference::InDoubt { .. } => None,
        }
    }

    /// Whether neither the site nor a new file has it.
    pub(super) fn is_without(&self, is_venue: bool, reference: &Reference) -> bool {
        matches!(reference, Reference::New(name) if !self.slugs.contains_key(&(is_venue, name.clone())))
    }
}

/// How an office refers to what it is of; none where that is in doubt.
fn body(known: &Known, name: &str) -> Option<String> {
    match known.actor(name, None) {
        Reference::Known(slug) => Some(slug),
        Reference::New(name) => Some(name),
        Reference::InDoubt { .. } => None,
    }
}

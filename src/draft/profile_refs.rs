//! How the front matter of a draft refers to actors and venues, and which of them get a file.

use std::collections::BTreeMap;

use crate::briefing::yaml;
use crate::text::slugify;

use super::DraftFile;
use super::participants::{Grade, Participant, Participants};
use super::profile;
use super::site_names::{ProfileRef, SiteNames};
use super::venues::{DraftVenue, DraftVenues, FiledFrom};

/// The files that are made with a draft, and the slugs of who or what has one by then.
#[derive(Default)]
pub(super) struct ProfileFiles {
    pub(super) new_files: Vec<DraftFile>,
    /// Slugs of new files by folder and name.
    slugs: BTreeMap<(bool, String), String>,
}

impl ProfileFiles {
    /// Files for everybody and every place the site does not have, where they are wanted.
    pub(super) fn new(
        wanted: bool,
        parties: &Participants,
        places: &DraftVenues,
        from: Option<&FiledFrom>,
        known: &SiteNames,
    ) -> Self {
        let mut files = Self::default();
        if !wanted {
            return files;
        }
        for party in parties.all.iter().filter(|party| party.grade > Grade::Doubtful) {
            if let Some(slug) = files.claim_slug(false, &party.reference) {
                let of = party.role.as_ref().and_then(|role| role.affiliation.as_deref());
                let of = of.and_then(|of| affiliation_ref(known, of));
                files.new_files.push(profile::actor_profile(party, &slug, of.as_deref()));
            }
        }
        for place in places.all.iter().filter(|place| place.grade > Grade::Doubtful) {
            if let Some(slug) = files.claim_slug(true, &place.reference) {
                let country = place.country.as_deref();
                files.new_files.push(profile::venue_profile(&place.name, place.is_city, country, &slug));
            }
        }
        if let Some(from) = from
            && let Some(slug) = files.claim_slug(true, &from.reference)
        {
            files.new_files.push(profile::venue_profile(&from.name, true, None, &slug));
        }
        files
    }

    /// The slug of a new file, where one is to be made.
    fn claim_slug(&mut self, is_venue: bool, reference: &ProfileRef) -> Option<String> {
        let ProfileRef::New(name) = reference else { return None };
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
    pub(super) fn actor_ref(&self, party: &Participant) -> Option<String> {
        self.resolve_ref(false, &party.reference)
    }

    /// A venue as front matter refers to it; none where that is in doubt.
    pub(super) fn venue_ref(&self, place: &DraftVenue) -> Option<String> {
        self.resolve_ref(true, &place.reference)
    }

    pub(super) fn resolve_ref(&self, is_venue: bool, reference: &ProfileRef) -> Option<String> {
        match reference {
            ProfileRef::Known(slug) => Some(yaml::slug_or_quoted(slug)),
            ProfileRef::New(name) => {
                let slug = self.slugs.get(&(is_venue, name.clone()));
                Some(slug.map_or_else(|| yaml::double_quoted(name), |slug| yaml::slug_or_quoted(slug)))
            }
            ProfileRef::Ambiguous { .. } => None,
        }
    }

    /// Whether neither the site nor a new file has it.
    pub(super) fn is_missing_profile(&self, is_venue: bool, reference: &ProfileRef) -> bool {
        matches!(reference, ProfileRef::New(name) if !self.slugs.contains_key(&(is_venue, name.clone())))
    }
}

/// How an office refers to what it is of; none where that is in doubt.
fn affiliation_ref(known: &SiteNames, name: &str) -> Option<String> {
    match known.actor_ref(name, None) {
        ProfileRef::Known(slug) => Some(slug),
        ProfileRef::New(name) => Some(name),
        ProfileRef::Ambiguous { .. } => None,
    }
}

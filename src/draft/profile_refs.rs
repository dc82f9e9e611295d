//! References from the front matter of a draft to actors and venues, and the new profiles.

use std::collections::BTreeMap;

use crate::briefing::yaml;
use crate::text::slugify;

use super::DraftFile;
use super::participants::{Grade, Participant, Participants};
use super::profile;
use super::site_names::{ProfileRef, ReferenceKind, SiteNames};
use super::venues::{DraftVenue, DraftVenues, FiledFrom, VenueKind};

/// New profiles of a draft, with their slugs.
#[derive(Default)]
pub(super) struct ProfileFiles {
    pub(super) new_files: Vec<DraftFile>,
    /// Slugs of new profiles by kind and name.
    slugs: BTreeMap<(ReferenceKind, String), String>,
}

impl ProfileFiles {
    /// Creates profiles for all participants and venues that the site does not have.
    pub(super) fn new(
        participants: &Participants,
        venues: &DraftVenues,
        filed_from: Option<&FiledFrom>,
        site_names: &SiteNames,
    ) -> Self {
        let mut profiles = Self::default();
        for participant in participants.all.iter().filter(|participant| participant.grade > Grade::Doubtful) {
            if let Some(slug) = profiles.claim_slug(ReferenceKind::Actor, &participant.reference) {
                let affiliation = participant.role.as_ref().and_then(|role| role.affiliation.as_deref());
                let affiliation =
                    affiliation.and_then(|affiliation| affiliation_ref(site_names, affiliation));
                profiles.new_files.push(profile::actor_profile(participant, &slug, affiliation.as_deref()));
            }
        }
        for venue in venues.all.iter().filter(|venue| venue.grade > Grade::Doubtful) {
            if let Some(slug) = profiles.claim_slug(ReferenceKind::Venue, &venue.reference) {
                let country = venue.country.as_deref();
                profiles.new_files.push(profile::venue_profile(&venue.name, venue.kind, country, &slug));
            }
        }
        if let Some(filed_from) = filed_from
            && let Some(slug) = profiles.claim_slug(ReferenceKind::Venue, &filed_from.reference)
        {
            profiles.new_files.push(profile::venue_profile(&filed_from.name, VenueKind::City, None, &slug));
        }
        profiles
    }

    /// Reserves the slug of a new profile. Returns `None` if no profile is needed or the slug is taken.
    fn claim_slug(&mut self, kind: ReferenceKind, reference: &ProfileRef) -> Option<String> {
        let ProfileRef::New(name) = reference else { return None };
        let slug = slugify(name);
        let taken = slug.is_empty()
            || slug == "index"
            || self
                .slugs
                .iter()
                .any(|((taken_kind, _), taken_slug)| *taken_kind == kind && *taken_slug == slug);
        (!taken).then(|| {
            self.slugs.insert((kind, name.clone()), slug.clone());
            slug
        })
    }

    /// Returns the reference to an actor, or `None` if it is ambiguous.
    pub(super) fn actor_ref(&self, participant: &Participant) -> Option<String> {
        self.resolve_ref(ReferenceKind::Actor, &participant.reference)
    }

    /// Returns the reference to a venue, or `None` if it is ambiguous.
    pub(super) fn venue_ref(&self, venue: &DraftVenue) -> Option<String> {
        self.resolve_ref(ReferenceKind::Venue, &venue.reference)
    }

    pub(super) fn resolve_ref(&self, kind: ReferenceKind, reference: &ProfileRef) -> Option<String> {
        match reference {
            ProfileRef::Known(slug) => Some(yaml::slug_or_quoted(slug)),
            ProfileRef::New(name) => {
                let slug = self.slugs.get(&(kind, name.clone()));
                Some(slug.map_or_else(|| yaml::double_quoted(name), |slug| yaml::slug_or_quoted(slug)))
            }
            ProfileRef::Ambiguous { .. } => None,
        }
    }

    /// Returns whether neither the site nor the draft has a profile for the reference.
    pub(super) fn is_missing_profile(&self, kind: ReferenceKind, reference: &ProfileRef) -> bool {
        matches!(reference, ProfileRef::New(name) if !self.slugs.contains_key(&(kind, name.clone())))
    }
}

/// Returns the reference from a role to its affiliation, or `None` if it is ambiguous.
fn affiliation_ref(site_names: &SiteNames, name: &str) -> Option<String> {
    match site_names.actor_ref(name, None) {
        ProfileRef::Known(slug) => Some(slug),
        ProfileRef::New(name) => Some(name),
        ProfileRef::Ambiguous { .. } => None,
    }
}

//! Relations between profiles: affiliations of roles, and venues within venues.

use std::sync::Arc;

use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use crate::briefing::{Actor, Venue};
use crate::diagnostic::{CONTAINMENT_CYCLE, Diagnostic, Outcome, SourceLocation};
use crate::facts::Reference;
use crate::text::Source;

use super::ids::{ActorId, VenueId};
use super::registry::SubjectRegistry;
use super::subject::SubjectEntry;

/// Relations between profiles.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(super) struct ProfileRelations {
    /// The organisation of an actor's role; the key holds the index of the role in the profile.
    pub(super) role_affiliations: FxHashMap<(ActorId, usize), ActorId>,
    /// The venue that contains a venue.
    pub(super) containing_venue: FxHashMap<VenueId, VenueId>,
    /// The venues contained in a venue, by ascending id.
    pub(super) contained_venues: FxHashMap<VenueId, Vec<VenueId>>,
}

/// Returns the organisations that the roles of actors name.
pub(super) fn affiliation_references(profiles: &[Arc<Actor>]) -> Vec<(Source, Reference)> {
    let roles = profiles.iter().flat_map(|actor| actor.roles.iter().map(move |role| (actor, role)));
    roles.filter_map(|(actor, role)| Some((actor.meta.source.clone(), role.affiliation.clone()?))).collect()
}

/// Returns the venues that `part_of` names.
pub(super) fn containing_venue_references(profiles: &[Arc<Venue>]) -> Vec<(Source, Reference)> {
    profiles.iter().filter_map(|venue| Some((venue.meta.source.clone(), venue.part_of.clone()?))).collect()
}

/// Resolves the relations between the profiles of all subjects.
pub(super) fn relate_profiles(
    actors: &SubjectRegistry<Actor>,
    venues: &SubjectRegistry<Venue>,
) -> Outcome<ProfileRelations> {
    let mut diagnostics = Vec::new();
    let role_affiliations = role_affiliations(actors, &mut diagnostics);
    let mut relations = ProfileRelations { role_affiliations, ..ProfileRelations::default() };
    for (id, venue) in profiles(&venues.entries) {
        let Some(part_of) = &venue.part_of else { continue };
        match venues.find(part_of, &venue.meta.source).map(VenueId::new) {
            Ok(container) => {
                relations.containing_venue.insert(VenueId::new(id), container);
                relations.contained_venues.entry(container).or_default().push(VenueId::new(id));
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    diagnostics.extend(containment_cycles(venues, &relations));
    Outcome::new(relations, diagnostics)
}

fn role_affiliations(
    actors: &SubjectRegistry<Actor>,
    diagnostics: &mut Vec<Diagnostic>,
) -> FxHashMap<(ActorId, usize), ActorId> {
    let mut affiliations = FxHashMap::default();
    for (id, actor) in profiles(&actors.entries) {
        for (index, role) in actor.roles.iter().enumerate() {
            let Some(affiliation) = &role.affiliation else { continue };
            match actors.find(affiliation, &actor.meta.source).map(ActorId::new) {
                Ok(affiliation) => drop(affiliations.insert((ActorId::new(id), index), affiliation)),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }
    affiliations
}

fn profiles<P>(entries: &[SubjectEntry<P>]) -> impl Iterator<Item = (usize, &P)> {
    entries.iter().enumerate().filter_map(|(id, entry)| Some((id, entry.profile.as_deref()?)))
}

/// Reports venues that contain themselves, directly or through others: a walk up from one would not end.
fn containment_cycles(
    venues: &SubjectRegistry<Venue>,
    relations: &ProfileRelations,
) -> impl Iterator<Item = Diagnostic> {
    venues.entries.iter().enumerate().filter_map(|(id, entry)| {
        let part_of = entry.profile.as_deref()?.part_of.as_ref()?;
        if !is_in_cycle(relations, VenueId::new(id)) {
            return None;
        }
        let location = SourceLocation { path: entry.location.path.clone(), span: Some(part_of.span) };
        let message = format!("`{}` is part of itself", entry.name);
        let help = "name the venue that contains this one, or remove `part_of`";
        Some(Diagnostic::new(&CONTAINMENT_CYCLE, message).at(location).help(help))
    })
}

fn is_in_cycle(relations: &ProfileRelations, start: VenueId) -> bool {
    let mut current = start;
    // A longer chain is in a cycle that does not include `start`.
    for _ in 0..relations.containing_venue.len() {
        match relations.containing_venue.get(&current) {
            Some(container) if *container == start => return true,
            Some(container) => current = *container,
            None => return false,
        }
    }
    false
}

/// Returns the time zone of each venue: its own, or that of the nearest containing venue.
pub(super) fn venue_zones(
    venues: &SubjectRegistry<Venue>,
    relations: &ProfileRelations,
) -> Vec<Option<TimeZone>> {
    (0..venues.entries.len()).map(|id| venue_zone(&venues.entries, relations, VenueId::new(id))).collect()
}

fn venue_zone(
    entries: &[SubjectEntry<Venue>],
    relations: &ProfileRelations,
    venue: VenueId,
) -> Option<TimeZone> {
    let mut current = Some(venue);
    // Containment cycles are reported elsewhere, but must not hang this loop.
    for _ in 0..=entries.len() {
        let profile = entries[current?.index()].profile.as_deref();
        if let Some(zone) = profile.and_then(|venue| venue.time_zone.as_ref()) {
            return TimeZone::get(&zone.value).ok();
        }
        current = relations.containing_venue.get(&current?).copied();
    }
    None
}

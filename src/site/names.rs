//! The names of a site: all subjects, with the relations between them.

use std::sync::Arc;

use jiff::tz::{Offset, TimeZone};

use crate::briefing::{Actor, Author, Briefing, Series, Topic, Venue};
use crate::diagnostic::Outcome;
use crate::facts::{Date, Reference};
use crate::text::Source;

use super::ids::VenueId;
use super::registry::{SubjectRegistry, UnknownNames};
use super::relations::{
    ProfileRelations, affiliation_references, containing_venue_references, relate_profiles, venue_zones,
};

/// The registries of subjects.
pub(super) struct Registry {
    pub(super) actors: SubjectRegistry<Actor>,
    pub(super) venues: SubjectRegistry<Venue>,
    pub(super) topics: SubjectRegistry<Topic>,
    pub(super) authors: SubjectRegistry<Author>,
    pub(super) series: SubjectRegistry<Series>,
    pub(super) relations: ProfileRelations,
    /// The time zone of each venue: its own, or that of the nearest containing venue.
    pub(super) venue_zones: Vec<Option<TimeZone>>,
}

/// The profiles of a site, each list in the order of paths.
pub(super) struct Profiles {
    pub(super) actors: Vec<Arc<Actor>>,
    pub(super) venues: Vec<Arc<Venue>>,
    pub(super) topics: Vec<Arc<Topic>>,
    pub(super) authors: Vec<Arc<Author>>,
    pub(super) series: Vec<Arc<Series>>,
}

impl Registry {
    /// Registers all profiles, and every other actor, venue, topic and series that a briefing or a profile names. A name in
    /// a byline without a profile is text.
    pub(super) fn new(profiles: Profiles, briefings: &[Arc<Briefing>]) -> Outcome<Self> {
        let mut diagnostics = Vec::new();
        let affiliations = affiliation_references(&profiles.actors);
        let containers = containing_venue_references(&profiles.venues);
        let topics = references(briefings, |briefing| briefing.topics.iter());
        let registered = UnknownNames::Registered;
        let topics = SubjectRegistry::new(profiles.topics, registered, topics).collect(&mut diagnostics);
        let series = references(briefings, |briefing| briefing.series.iter());
        let series = SubjectRegistry::new(profiles.series, registered, series).collect(&mut diagnostics);
        let authors = references(briefings, |briefing| briefing.byline.iter());
        let authors = SubjectRegistry::new(profiles.authors, UnknownNames::LeftPlain, authors)
            .collect(&mut diagnostics);
        let actors = references(briefings, actors_of).chain(by_reference(&affiliations));
        let actors = SubjectRegistry::new(profiles.actors, registered, actors).collect(&mut diagnostics);
        let venues = references(briefings, venues_of).chain(by_reference(&containers));
        let venues = SubjectRegistry::new(profiles.venues, registered, venues).collect(&mut diagnostics);
        let relations = relate_profiles(&actors, &venues).collect(&mut diagnostics);
        let venue_zones = venue_zones(&venues, &relations);
        let registry = Self { actors, venues, topics, authors, series, relations, venue_zones };
        Outcome::new(registry, diagnostics)
    }
}

/// Returns the references that `of` selects in each briefing, with the source of each.
fn references<'b, I: Iterator<Item = &'b Reference>>(
    briefings: &'b [Arc<Briefing>],
    of: impl Fn(&'b Briefing) -> I,
) -> impl Iterator<Item = (&'b Source, &'b Reference)> {
    briefings
        .iter()
        .flat_map(move |briefing| of(briefing).map(|reference| (&briefing.meta.source, reference)))
}

fn actors_of(briefing: &Briefing) -> impl Iterator<Item = &Reference> {
    let listed = briefing.actors.iter().map(|fact| &fact.actor);
    let participants = briefing.dates.iter().flat_map(|fact| &fact.actors);
    let parties = briefing.statements.iter().flat_map(|it| std::iter::once(&it.who).chain(&it.to));
    listed.chain(participants).chain(parties)
}

fn venues_of(briefing: &Briefing) -> impl Iterator<Item = &Reference> {
    let listed = briefing.dateline.iter().chain(briefing.venues.iter().map(|fact| &fact.venue));
    let of_dates = briefing.dates.iter().filter_map(|fact| fact.venue.as_ref());
    listed.chain(of_dates).chain(briefing.statements.iter().filter_map(|it| it.venue.as_ref()))
}

fn by_reference(references: &[(Source, Reference)]) -> impl Iterator<Item = (&Source, &Reference)> {
    references.iter().map(|(source, reference)| (source, reference))
}

/// Returns the zone that decides on which calendar day an instant falls for a briefing: that of its dateline, else the
/// offset of its publication, else that of the site.
pub(super) fn briefing_zone(
    briefing: &Briefing,
    dateline: Option<VenueId>,
    venue_zones: &[Option<TimeZone>],
    site_zone: &TimeZone,
) -> TimeZone {
    if let Some(zone) = dateline.and_then(|venue| venue_zones.get(venue.index())?.as_ref()) {
        return zone.clone();
    }
    match briefing.published.value {
        Date::Instant(instant) if instant.offset != Offset::UTC => TimeZone::fixed(instant.offset),
        _ => site_zone.clone(),
    }
}

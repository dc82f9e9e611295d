//! Actors and venues, a row each, in the order of their addresses.

use super::csv::Table;
use super::{joined, text};
use crate::briefing::ActorKind;
use crate::render::Show;
use crate::site::{ActorId, Site, Subject, VenueId};

/// Every actor.
pub(in crate::export) fn actors(show: &Show<'_>) -> Vec<u8> {
    let mut table = Table::new(&[
        "name",
        "kind",
        "office",
        "aliases",
        "website",
        "wikidata",
        "href",
        "briefings",
        "dates",
        "statements",
    ]);
    let site = show.site();
    for at in in_order(&site.actors) {
        let actor = &site.actors[at];
        let profile = actor.profile.as_deref();
        table.text(&actor.name);
        table.plain(profile.and_then(|actor| actor.kind).map_or("", ActorKind::word));
        table.text(&show.office_at(ActorId::new(at), None, site.as_of));
        table.text(&profile.map(|actor| joined(&actor.aliases)).unwrap_or_default());
        table.text(text(profile.and_then(|actor| actor.website.as_ref())));
        table.text(text(profile.and_then(|actor| actor.wikidata.as_ref())));
        counted(&mut table, actor);
    }
    table.finish()
}

/// Every venue.
pub(in crate::export) fn venues(site: &Site) -> Vec<u8> {
    let mut table = Table::new(&[
        "name",
        "kind",
        "country",
        "part_of",
        "latitude",
        "longitude",
        "time_zone",
        "aliases",
        "wikidata",
        "href",
        "briefings",
        "dates",
        "statements",
    ]);
    for at in in_order(&site.venues) {
        let venue = &site.venues[at];
        let profile = venue.profile.as_deref();
        let coordinates = profile.and_then(|venue| venue.coordinates);
        table.text(&venue.name);
        table.text(text(profile.and_then(|venue| venue.kind.as_ref())));
        table.text(text(profile.and_then(|venue| venue.country.as_ref())));
        table.text(site.part_of(VenueId::new(at)).map_or("", |whole| &site.venue(whole).name));
        table.maybe(coordinates.map(|(latitude, _)| latitude));
        table.maybe(coordinates.map(|(_, longitude)| longitude));
        table.text(text(profile.and_then(|venue| venue.time_zone.as_ref())));
        table.text(&profile.map(|venue| joined(&venue.aliases)).unwrap_or_default());
        table.text(text(profile.and_then(|venue| venue.wikidata.as_ref())));
        counted(&mut table, venue);
    }
    table.finish()
}

/// Its address, and how often it appears.
fn counted<P>(table: &mut Table, subject: &Subject<P>) {
    table.text(&subject.permalink.href);
    table.plain(subject.briefings.len());
    table.plain(subject.events.len());
    table.plain(subject.statements.len());
    table.end();
}

/// Subjects by address, so that a new briefing moves no row.
pub(in crate::export) fn in_order<P>(subjects: &[Subject<P>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..subjects.len()).collect();
    order.sort_unstable_by_key(|at| &subjects[*at].permalink.href);
    order
}

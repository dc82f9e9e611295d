//! Tables of actors and venues, one row each, sorted by permalink.

use super::csv::CsvWriter;
use super::{join_texts, str_or_empty};
use crate::briefing::ActorKind;
use crate::render::ViewBuilder;
use crate::site::{ActorId, Site, Subject, VenueId};

/// Returns the table of all actors.
pub(in crate::export) fn actors_csv(views: &ViewBuilder<'_>) -> Vec<u8> {
    let mut table = CsvWriter::new(&[
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
    let site = views.site();
    for id in sorted_by_permalink(&site.actors) {
        let actor = &site.actors[id];
        let profile = actor.profile.as_deref();
        table.text_cell(&actor.name);
        table.plain_cell(profile.and_then(|actor| actor.kind).map_or("", ActorKind::as_str));
        table.text_cell(&views.role_now(ActorId::new(id)));
        table.text_cell(&profile.map(|actor| join_texts(&actor.aliases)).unwrap_or_default());
        table.text_cell(str_or_empty(profile.and_then(|actor| actor.website.as_ref())));
        table.text_cell(str_or_empty(profile.and_then(|actor| actor.wikidata.as_ref())));
        url_and_counts(&mut table, actor);
    }
    table.finish()
}

/// Returns the table of all venues.
pub(in crate::export) fn venues_csv(site: &Site) -> Vec<u8> {
    let mut table = CsvWriter::new(&[
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
    for id in sorted_by_permalink(&site.venues) {
        let venue = &site.venues[id];
        let profile = venue.profile.as_deref();
        let coordinates = profile.and_then(|venue| venue.coordinates);
        table.text_cell(&venue.name);
        table.text_cell(str_or_empty(profile.and_then(|venue| venue.kind.as_ref())));
        table.text_cell(str_or_empty(profile.and_then(|venue| venue.country.as_ref())));
        table.text_cell(
            site.containing_venue(VenueId::new(id)).map_or("", |container| &site.venue(container).name),
        );
        table.optional_cell(coordinates.map(|(latitude, _)| latitude));
        table.optional_cell(coordinates.map(|(_, longitude)| longitude));
        table.text_cell(str_or_empty(profile.and_then(|venue| venue.time_zone.as_ref())));
        table.text_cell(&profile.map(|venue| join_texts(&venue.aliases)).unwrap_or_default());
        table.text_cell(str_or_empty(profile.and_then(|venue| venue.wikidata.as_ref())));
        url_and_counts(&mut table, venue);
    }
    table.finish()
}

/// Writes the URL of a subject and the counts of its briefings, events and statements.
fn url_and_counts<P>(table: &mut CsvWriter, subject: &Subject<P>) {
    table.text_cell(&subject.permalink.href);
    table.plain_cell(subject.briefings.len());
    table.plain_cell(subject.events.len());
    table.plain_cell(subject.statements.len());
    table.end_row();
}

/// Returns the indices of subjects sorted by permalink, so that a new briefing does not change the order of rows.
pub(in crate::export) fn sorted_by_permalink<P>(subjects: &[Subject<P>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..subjects.len()).collect();
    order.sort_unstable_by_key(|index| &subjects[*index].permalink.href);
    order
}

//! Plans the backgrounds of maps. Pages whose places lie near each other share a file.

use std::collections::BTreeSet;

use crate::page::Page;
use crate::picture::{DegreePoint, MapWindow};
use crate::settings::BoxGroup;
use crate::site::{ResolvedBriefing, Site, VenueId};

use super::{Export, export_page};

/// Maximum number of places on the map of all venues.
const MAX_PLACES: usize = 300;

/// Returns the coordinates of a venue, if its profile has them.
pub fn venue_point(site: &Site, venue: VenueId) -> Option<DegreePoint> {
    site.venue(venue).profile.as_deref()?.coordinates
}

/// Returns the venues with coordinates on the map of a briefing, each once: those it lists, its dateline, and those of its
/// dated facts. Empty if it lists none, or if its fact box has no venues.
pub fn mapped_venues(site: &Site, resolved: &ResolvedBriefing) -> Vec<VenueId> {
    if resolved.venues.is_empty() || !site.settings.boxes.contains(&BoxGroup::Venues) {
        return Vec::new();
    }
    let of_dates = resolved.dates.iter().filter_map(|date| date.venue);
    let named = resolved.venues.iter().copied().chain(resolved.dateline).chain(of_dates);
    let mut known = BTreeSet::new();
    named.filter(|venue| venue_point(site, *venue).is_some() && known.insert(*venue)).collect()
}

/// Returns the venues with coordinates that most briefings name, on the map of all venues.
pub fn all_mapped_venues(site: &Site) -> Vec<VenueId> {
    let venues = (0..site.venues.len()).map(VenueId::new);
    let mut venues: Vec<VenueId> = venues.filter(|venue| venue_point(site, *venue).is_some()).collect();
    venues.sort_by_key(|venue| (std::cmp::Reverse(site.venue(*venue).briefings.len()), *venue));
    venues.truncate(MAX_PLACES);
    venues
}

/// Returns the output path of the background of a map.
pub fn map_path(window: MapWindow) -> String {
    format!("maps/{}.svg", window.file_stem())
}

pub(super) fn plan_maps(site: &Site) -> Vec<Page> {
    let window = |venues: &[VenueId]| {
        let points: Vec<DegreePoint> = venues.iter().filter_map(|venue| venue_point(site, *venue)).collect();
        MapWindow::around(&points)
    };
    let of_briefings = site.briefings.iter().filter_map(|resolved| window(&mapped_venues(site, resolved)));
    let of_venues = (0..site.venues.len()).filter_map(|id| window(&[VenueId::new(id)]));
    let of_all = window(&all_mapped_venues(site));
    let windows: BTreeSet<MapWindow> = of_briefings.chain(of_venues).chain(of_all).collect();
    windows.into_iter().map(|window| export_page(map_path(window), Export::Map(window))).collect()
}

//! Venues with coordinates as GeoJSON (RFC 7946), for maps of the reader's own.

use serde::Serialize;

use super::json;
use super::table::in_order;
use crate::site::{Site, VenueId};
use crate::text::Spanned;

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    geometry: Point,
    properties: Properties<'a>,
}

/// Longitude comes first.
#[derive(Serialize)]
pub(super) struct Point {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinates: [f64; 2],
}

impl Point {
    /// Latitude and longitude as venues have them.
    pub(super) fn new((latitude, longitude): (f64, f64)) -> Self {
        Self { kind: "Point", coordinates: [longitude, latitude] }
    }
}

#[derive(Serialize)]
struct Properties<'a> {
    name: &'a str,
    href: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'a str>,
    briefings: usize,
    dates: usize,
}

/// `venues.geojson`. A venue without coordinates is on no map, and those of what it lies in are not its own.
pub(super) fn venues(site: &Site) -> Vec<u8> {
    let features = in_order(&site.venues).into_iter().filter_map(|at| feature(site, VenueId::new(at)));
    json(&Collection { kind: "FeatureCollection", features: features.collect() })
}

fn feature(site: &Site, id: VenueId) -> Option<Feature<'_>> {
    let venue = site.venue(id);
    let profile = venue.profile.as_deref()?;
    let properties = Properties {
        name: &venue.name,
        href: &venue.permalink.href,
        kind: text(profile.kind.as_ref()),
        country: text(profile.country.as_ref()),
        part_of: site.part_of(id).map(|whole| site.venue(whole).name.as_str()),
        time_zone: text(profile.time_zone.as_ref()),
        wikidata: text(profile.wikidata.as_ref()),
        briefings: venue.briefings.len(),
        dates: venue.events.len(),
    };
    let geometry = Point::new(profile.coordinates?);
    Some(Feature { kind: "Feature", id: &venue.permalink.href, geometry, properties })
}

fn text(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}

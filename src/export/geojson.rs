//! Venues with coordinates as GeoJSON (RFC 7946).

use serde::Serialize;

use super::table::sorted_by_permalink;
use super::to_json;
use crate::site::{Site, VenueId};
use crate::text::Spanned;

#[derive(Serialize)]
struct FeatureCollection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    features: Vec<VenueFeature<'a>>,
}

#[derive(Serialize)]
struct VenueFeature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    geometry: GeoPoint,
    properties: VenueProperties<'a>,
}

/// A point: longitude, then latitude.
#[derive(Serialize)]
pub(super) struct GeoPoint {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinates: [f64; 2],
}

impl GeoPoint {
    /// Creates a point from latitude and longitude.
    pub(super) fn new((latitude, longitude): (f64, f64)) -> Self {
        Self { kind: "Point", coordinates: [longitude, latitude] }
    }
}

#[derive(Serialize)]
struct VenueProperties<'a> {
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

/// Returns `venues.geojson`. Venues without coordinates are left out; they do not inherit those of a containing venue.
pub(super) fn venues_geojson(site: &Site) -> Vec<u8> {
    let features =
        sorted_by_permalink(&site.venues).into_iter().filter_map(|id| venue_feature(site, VenueId::new(id)));
    to_json(&FeatureCollection { kind: "FeatureCollection", features: features.collect() })
}

fn venue_feature(site: &Site, id: VenueId) -> Option<VenueFeature<'_>> {
    let venue = site.venue(id);
    let profile = venue.profile.as_deref()?;
    let properties = VenueProperties {
        name: &venue.name,
        href: &venue.permalink.href,
        kind: optional_str(profile.kind.as_ref()),
        country: optional_str(profile.country.as_ref()),
        part_of: site.containing_venue(id).map(|container| site.venue(container).name.as_str()),
        time_zone: optional_str(profile.time_zone.as_ref()),
        wikidata: optional_str(profile.wikidata.as_ref()),
        briefings: venue.briefings.len(),
        dates: venue.events.len(),
    };
    let geometry = GeoPoint::new(profile.coordinates?);
    Some(VenueFeature { kind: "Feature", id: &venue.permalink.href, geometry, properties })
}

fn optional_str(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}

//! Maps of the venues of a briefing, of one venue, and of all venues.

use super::ViewBuilder;
use super::strip_svg::{anchor_class, number, percent};
use crate::page::{all_mapped_venues, map_path, mapped_venues, venue_point};
use crate::picture::{Atlas, MARK_RADIUS, MapLabel, MapMark, MapPlace, PlacedMap, TEXT_HEIGHT};
use crate::render::Html;
use crate::render::html::HtmlWriter;
use crate::render::view::MapView;
use crate::site::{ResolvedBriefing, VenueId};
use crate::text::curl_quotes;

/// Distance of the base line of a text from its middle in pixels.
const BASE: f64 = 4.0;
/// Maximum number of places that the description of a map names.
const MAX_NAMED: usize = 8;

impl ViewBuilder<'_> {
    /// Returns the map of the venues of a briefing.
    pub(super) fn briefing_map(&self, resolved: &ResolvedBriefing) -> Option<MapView> {
        self.map_of(&mapped_venues(self.site, resolved))
    }

    /// Returns the map of a venue.
    pub(super) fn venue_map(&self, venue: VenueId) -> Option<MapView> {
        self.map_of(&[venue])
    }

    /// Returns the map of all venues, if it has two marks at least.
    pub(super) fn map_of_all_venues(&self) -> Option<MapView> {
        let venues = all_mapped_venues(self.site);
        self.map_of(&venues).filter(|_| venues.len() > 1)
    }

    fn map_of(&self, venues: &[VenueId]) -> Option<MapView> {
        let drawn = self.site.settings.look.drawn.maps;
        let places: Vec<MapPlace> =
            venues.iter().filter(|_| drawn).filter_map(|venue| self.place(*venue)).collect();
        let map = PlacedMap::new(&places, self.country_names())?;
        let (width, height) = map.window.pixels();
        let href = map_path(map.window);
        Some(MapView { href, width, height, places: self.places_html(&map), words: self.map_words(&places) })
    }

    fn place(&self, venue: VenueId) -> Option<MapPlace> {
        let (latitude, longitude) = venue_point(self.site, venue)?;
        Some(MapPlace { name: curl_quotes(&self.site.venue(venue).name), latitude, longitude })
    }

    /// Returns the names of countries, which are in English.
    fn country_names(&self) -> Option<&Atlas> {
        let language = &self.site.settings.language;
        let is_english = language.split('-').next() == Some("en");
        is_english.then(|| self.atlas())
    }

    /// Returns a description of the map, which names its places.
    fn map_words(&self, places: &[MapPlace]) -> String {
        let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
        let label = &self.site.labels;
        match names.get(..=MAX_NAMED) {
            Some(_) => label.format("map-summary-many", &[("count", names.len().into())]),
            None => label.format("map-summary", &[("places", label.sentence_list(&names).into())]),
        }
    }

    fn places_html(&self, map: &PlacedMap) -> Html {
        let mut writer = HtmlWriter::with_capacity(256 + 128 * map.marks.len());
        writer.open_with("svg", &[("role", "img"), ("aria-labelledby", "_map")]);
        map.countries.iter().for_each(|country| country_html(&mut writer, country));
        let radius = number(MARK_RADIUS);
        for MapMark { position: (x, y), .. } in &map.marks {
            writer.empty_svg("circle", &[("cx", &percent(*x)), ("cy", &percent(*y)), ("r", &radius)]);
        }
        map.marks.iter().for_each(|mark| self.label_html(&mut writer, mark));
        writer.close("svg");
        writer.finish()
    }

    /// Writes the label of a mark: a line for each place, and one that counts the others.
    fn label_html(&self, writer: &mut HtmlWriter, mark: &MapMark) {
        let more = || self.site.labels.format("map-more", &[("count", mark.others.into())]);
        let more = (mark.others > 0 && !mark.lines.is_empty()).then(more);
        let (x, y) = (percent(mark.position.0), percent(mark.position.1));
        for (index, line) in mark.lines.iter().chain(&more).enumerate() {
            let dx = number(mark.offset.0);
            let dy = number(mark.offset.1 + index as f64 * TEXT_HEIGHT + BASE);
            let class = anchor_class(mark.anchor);
            let class = (!class.is_empty()).then_some(("class", class));
            let position = [("x", x.as_str()), ("y", &y), ("dx", &dx), ("dy", &dy)];
            writer.open_with("text", &class.into_iter().chain(position).collect::<Vec<_>>());
            writer.text(line);
            writer.close("text");
        }
    }
}

fn country_html(writer: &mut HtmlWriter, country: &MapLabel) {
    let (x, y) = (percent(country.position.0), percent(country.position.1));
    writer.open_with("text", &[("class", "land"), ("x", &x), ("y", &y), ("dy", "4")]);
    writer.text(&country.text);
    writer.close("text");
}

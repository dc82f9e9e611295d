//! Maps: a background of land and borders, which pages share, and the places of a page above it.

mod labels;
mod outline;
mod window;

pub use labels::{MapLabel, MapMark};
pub use window::{DegreePoint, MapWindow};

use super::atlas::Atlas;
use outline::{UNITS, border_path, land_path};

/// A place on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPlace {
    /// Its name.
    pub name: String,
    /// Latitude in degrees.
    pub latitude: f64,
    /// Longitude in degrees.
    pub longitude: f64,
}

/// The places of a map with their labels.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedMap {
    /// The part of the world that it shows.
    pub window: MapWindow,
    /// Marks of places. Places that would hide each other have one mark.
    pub marks: Vec<MapMark>,
    /// Names of countries.
    pub countries: Vec<MapLabel>,
}

/// The background of a map as data of SVG paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapBackground {
    /// Width and height of the image in its units.
    pub size: (u32, u32),
    /// Outlines of land, closed.
    pub land: String,
    /// Borders, open.
    pub borders: String,
}

impl MapWindow {
    /// Returns its background.
    pub fn background(self, atlas: &Atlas) -> MapBackground {
        let (width, height) = self.size();
        MapBackground {
            size: ((width * UNITS) as u32, (height * UNITS) as u32),
            land: land_path(atlas, self),
            borders: border_path(atlas, self),
        }
    }
}

impl PlacedMap {
    /// Places the marks and labels of a map. The first places get labels first. `names` has the countries that are named;
    /// without it there are none.
    pub fn new(places: &[MapPlace], names: Option<&Atlas>) -> Option<Self> {
        let points: Vec<DegreePoint> = places.iter().map(|place| (place.latitude, place.longitude)).collect();
        let window = MapWindow::around(&points)?;
        let (marks, countries) = labels::place_labels(places, names, window);
        Some(Self { window, marks, countries })
    }
}

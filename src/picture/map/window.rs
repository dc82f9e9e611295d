//! The part of the world that a map shows. Windows lie on a grid, so that pages with places nearby share the file of a map.

use super::super::MIN_WIDTH;

/// A part of the world: an equirectangular projection that is true to scale at its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MapWindow {
    /// Height in degrees of latitude; that of the whole world is [`WORLD`].
    height: i16,
    /// Latitude of the middle in degrees.
    latitude: i16,
    /// Longitude of the middle in degrees.
    longitude: i16,
}

/// Heights of windows in degrees.
const HEIGHTS: [i16; 4] = [8, 16, 32, 64];
/// Height of the smallest window around a single place.
const MIN_AROUND_ONE: i16 = 16;
/// Height of the whole world without its poles.
const WORLD: i16 = 150;
/// Latitude of the middle of the world.
const WORLD_MIDDLE: i16 = 10;
/// Width of a window in parts of its height.
const ASPECT: f64 = 1.5;
/// Least distance of a place from the edge, in parts of the height.
const MARGIN: f64 = 0.09;

/// A point in degrees: latitude and longitude.
pub type DegreePoint = (f64, f64);

impl MapWindow {
    /// Returns the smallest window around places, given by latitude and longitude; `None` without places, or if one of them is
    /// near a pole.
    pub fn around(places: &[DegreePoint]) -> Option<Self> {
        let latitudes = || places.iter().map(|place| place.0);
        let (south, north) = (latitudes().fold(90.0, f64::min), latitudes().fold(-90.0, f64::max));
        let middle = (f64::midpoint(south, north), middle_longitude(places)?);
        let is_one = places.iter().all(|place| *place == places[0]);
        let heights = HEIGHTS.into_iter().filter(|height| !is_one || *height >= MIN_AROUND_ONE);
        let windows = heights.map(|height| Self::near(middle, height));
        let world = Self { height: WORLD, latitude: WORLD_MIDDLE, longitude: 0 };
        windows.chain([world]).find(|window| places.iter().all(|place| window.contains(*place)))
    }

    /// Returns the window of a height whose middle is nearest to a point.
    fn near((latitude, longitude): DegreePoint, height: i16) -> Self {
        let step = f64::from(height) / 4.0;
        let snap = |degrees: f64| ((degrees / step).round() * step) as i16;
        let longitude = match snap(longitude) {
            east if east >= 180 => east - 360,
            west if west < -180 => west + 360,
            inside => inside,
        };
        let limit = 90 - height / 2;
        Self { height, latitude: snap(latitude).clamp(-limit, limit), longitude }
    }

    fn contains(self, place: DegreePoint) -> bool {
        let (x, y) = self.position(place);
        let (width, height) = self.size();
        let margin = if self.is_world() { 0.0 } else { MARGIN * height };
        (margin..=width - margin).contains(&x) && (margin..=height - margin).contains(&y)
    }

    fn is_world(self) -> bool {
        self.height == WORLD
    }

    /// Returns whether the map shows names of countries, for which a map of the world has no room.
    pub(super) fn has_names(self) -> bool {
        !self.is_world()
    }

    /// Returns the width and height in pixels.
    pub(super) fn size(self) -> (f64, f64) {
        let aspect = if self.is_world() { 360.0 / f64::from(WORLD) } else { ASPECT };
        (MIN_WIDTH, (MIN_WIDTH / aspect).round())
    }

    /// Returns the pixels per degree of latitude.
    pub(super) fn scale(self) -> f64 {
        self.size().1 / f64::from(self.height)
    }

    /// Returns the pixels per degree of longitude.
    pub(super) fn longitude_scale(self) -> f64 {
        if self.is_world() {
            return MIN_WIDTH / 360.0;
        }
        self.scale() * f64::from(self.latitude).to_radians().cos().max(0.1)
    }

    /// Returns the position of a point in pixels. The point is taken on the side of the world that is nearest to the middle.
    pub(super) fn position(self, (latitude, longitude): DegreePoint) -> (f64, f64) {
        let mut east = longitude - f64::from(self.longitude);
        if east > 180.0 {
            east -= 360.0;
        } else if east < -180.0 {
            east += 360.0;
        }
        self.position_east((latitude, east))
    }

    /// Returns the position of a point whose longitude is given from the middle.
    pub(super) fn position_east(self, (latitude, east): DegreePoint) -> (f64, f64) {
        let (width, height) = self.size();
        (
            width / 2.0 + east * self.longitude_scale(),
            height / 2.0 - (latitude - f64::from(self.latitude)) * self.scale(),
        )
    }

    /// Returns the longitude of the middle.
    pub(super) fn middle(self) -> f64 {
        f64::from(self.longitude)
    }

    /// Returns the name of its file, such as `n48e016-16`.
    pub fn file_stem(self) -> String {
        if self.is_world() {
            return "world".to_owned();
        }
        let Self { height, latitude, longitude } = self;
        let (ns, ew) = (if latitude < 0 { 's' } else { 'n' }, if longitude < 0 { 'w' } else { 'e' });
        format!("{ns}{:02}{ew}{:03}-{height}", latitude.unsigned_abs(), longitude.unsigned_abs())
    }

    /// Returns the width and height in pixels, as an image states them.
    pub fn pixels(self) -> (usize, usize) {
        let (width, height) = self.size();
        (width as usize, height as usize)
    }
}

/// Returns the longitude of the middle of places: opposite to the middle of the widest range without any.
fn middle_longitude(places: &[DegreePoint]) -> Option<f64> {
    let mut longitudes: Vec<f64> = places.iter().map(|place| place.1).collect();
    longitudes.sort_by(f64::total_cmp);
    let (first, last) = (*longitudes.first()?, *longitudes.last()?);
    let around = (360.0 - (last - first), last, first + 360.0);
    let between = longitudes.windows(2).map(|pair| (pair[1] - pair[0], pair[0], pair[1]));
    let widest = between.fold(around, |widest, gap| if gap.0 > widest.0 { gap } else { widest });
    let opposite = f64::midpoint(widest.1, widest.2) - 180.0;
    Some(if opposite < -180.0 { opposite + 360.0 } else { opposite })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn windows_fit_their_places() {
        let cases: [(&[DegreePoint], Option<&str>); 8] = [
            (&[], None),
            (&[(48.21, 16.37)], Some("n48e016-16")),
            (&[(48.2082, 16.3738), (48.2347, 16.4167)], Some("n48e016-8")),
            (&[(46.2, 6.14), (41.9, 12.5)], Some("n44e010-8")),
            (&[(35.7, 51.4), (23.6, 58.4)], Some("n32e056-32")),
            (&[(-17.7, 178.0), (-14.3, -170.7)], Some("s16w176-16")),
            (&[(38.9, -77.0), (35.7, 51.4)], Some("world")),
            (&[(-90.0, 0.0)], None),
        ];
        for (places, expected) in cases {
            let stem = MapWindow::around(places).map(MapWindow::file_stem);
            assert_eq!(stem.as_deref(), expected, "{places:?}");
        }
    }

    proptest! {
        #[test]
        fn places_are_inside(places in prop::collection::vec((-60.0f64..80.0, -180.0f64..180.0), 1..6)) {
            let window = MapWindow::around(&places).expect("a window");
            let (width, height) = window.size();
            for place in places {
                let (x, y) = window.position(place);
                prop_assert!((0.0..=width).contains(&x) && (0.0..=height).contains(&y), "{:?} {:?}", window, place);
            }
        }
    }
}

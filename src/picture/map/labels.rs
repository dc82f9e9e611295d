//! Marks of places and their labels. Labels hide neither each other nor marks.

use super::super::atlas::{Atlas, Country};
use super::super::text_box::{PixelBox, TEXT_HEIGHT, TextAnchor, text_width};
use super::super::{MARK_RADIUS, percent_of_width};
use super::MapPlace;
use super::window::MapWindow;

/// Places nearer to each other than this many pixels have one mark.
const MIN_DISTANCE: f64 = 8.0;
/// Distance of a label from the middle of its mark.
const LABEL_DISTANCE: f64 = 7.0;
/// Maximum number of names at one mark; others are counted.
const MAX_NAMES: usize = 3;
/// Maximum number of countries named.
const MAX_COUNTRIES: usize = 8;

/// The mark of one or more places.
#[derive(Clone, Debug, PartialEq)]
pub struct MapMark {
    /// Position in percent of the width and of the height.
    pub position: (f64, f64),
    /// Its label: a line for each place; empty if there is no room.
    pub lines: Vec<String>,
    /// Number of places that it stands for besides those in the label.
    pub others: usize,
    /// Position of the label relative to the mark in pixels: its start, middle or end, and the middle of its first line.
    pub offset: (f64, f64),
    /// Which point of the label is at its position.
    pub anchor: TextAnchor,
}

/// The name of a country.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLabel {
    /// Position of its middle in percent of the width and of the height.
    pub position: (f64, f64),
    /// The name.
    pub text: String,
}

/// Places that have one mark, with its position in pixels.
struct Cluster<'p> {
    x: f64,
    y: f64,
    places: Vec<&'p MapPlace>,
}

/// The boxes taken so far.
struct Taken {
    boxes: Vec<PixelBox>,
    width: f64,
    height: f64,
}

impl Taken {
    fn has_room(&self, room: &PixelBox) -> bool {
        room.left >= 1.0
            && room.right <= self.width - 1.0
            && room.top >= 0.0
            && room.bottom <= self.height
            && !self.boxes.iter().any(|taken| taken.overlaps(room))
    }
}

/// Returns the marks of places with their labels, and names of countries where there is room left.
pub(super) fn place_labels(
    places: &[MapPlace],
    atlas: Option<&Atlas>,
    window: MapWindow,
) -> (Vec<MapMark>, Vec<MapLabel>) {
    let clusters = cluster(places, window);
    let (width, height) = window.size();
    let boxes =
        clusters.iter().map(|cluster| PixelBox::of_circle(cluster.x, cluster.y, MARK_RADIUS)).collect();
    let mut taken = Taken { boxes, width, height };
    let marks = clusters.iter().map(|cluster| cluster.mark(&mut taken)).collect();
    let countries = atlas.filter(|_| window.has_names());
    (marks, countries.map(|atlas| country_labels(atlas, window, &mut taken)).unwrap_or_default())
}

/// Joins places that would hide each other. Cells of a grid keep this linear; a place joins a cluster in its own cell or in a
/// neighbouring one.
fn cluster(places: &[MapPlace], window: MapWindow) -> Vec<Cluster<'_>> {
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    let mut cells: rustc_hash::FxHashMap<(i64, i64), Vec<usize>> = rustc_hash::FxHashMap::default();
    for place in places {
        let (x, y) = window.position((place.latitude, place.longitude));
        let cell = ((x / MIN_DISTANCE) as i64, (y / MIN_DISTANCE) as i64);
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (cell.0 + dx, cell.1 + dy)));
        let known = near.filter_map(|cell| cells.get(&cell)).flatten().copied().find(|index| {
            let other: &Cluster<'_> = &clusters[*index];
            (other.x - x).hypot(other.y - y) < MIN_DISTANCE
        });
        match known {
            Some(index) => clusters[index].places.push(place),
            None => {
                cells.entry(cell).or_default().push(clusters.len());
                clusters.push(Cluster { x, y, places: vec![place] });
            }
        }
    }
    clusters
}

impl Cluster<'_> {
    fn mark(&self, taken: &mut Taken) -> MapMark {
        let mut mark = MapMark {
            position: (percent_of_width(self.x), percent_of_height(self.y, taken.height)),
            lines: Vec::new(),
            others: self.places.len(),
            offset: (0.0, 0.0),
            anchor: TextAnchor::Start,
        };
        for names in (1..=self.places.len().min(MAX_NAMES)).rev() {
            if self.label(names, &mut mark, taken) {
                return mark;
            }
        }
        mark
    }

    /// Labels a mark with the first names and the number of others, if there is room.
    fn label(&self, names: usize, mark: &mut MapMark, taken: &mut Taken) -> bool {
        let (shown, others) = self.places.split_at(names);
        let width = shown.iter().map(|place| text_width(&place.name)).fold(0.0, f64::max);
        // A line below the names counts the others.
        let lines = names + usize::from(!others.is_empty());
        let below = (lines - 1) as f64 * TEXT_HEIGHT;
        let (side, up) = (LABEL_DISTANCE, LABEL_DISTANCE + TEXT_HEIGHT / 2.0);
        let (near, half_up) = (LABEL_DISTANCE - 2.0, up - 4.0);
        let choices = [
            (TextAnchor::Start, (side, -below / 2.0)),
            (TextAnchor::End, (-side, -below / 2.0)),
            (TextAnchor::Middle, (0.0, -up - below)),
            (TextAnchor::Middle, (0.0, up)),
            (TextAnchor::Start, (near, -half_up - below)),
            (TextAnchor::Start, (near, half_up)),
            (TextAnchor::End, (-near, -half_up - below)),
            (TextAnchor::End, (-near, half_up)),
        ];
        for (anchor, offset) in choices {
            let first = PixelBox::of_label(self.x + offset.0, self.y + offset.1, width, anchor);
            let room = PixelBox { bottom: first.bottom + below, ..first };
            if taken.has_room(&room) {
                taken.boxes.push(room);
                mark.lines = shown.iter().map(|place| place.name.clone()).collect();
                (mark.anchor, mark.offset, mark.others) = (anchor, offset, others.len());
                return true;
            }
        }
        false
    }
}

/// Returns the names of countries that have room in the window, those with most room first.
fn country_labels(atlas: &Atlas, window: MapWindow, taken: &mut Taken) -> Vec<MapLabel> {
    let scale = window.longitude_scale();
    let mut candidates = Vec::new();
    for (country, named) in atlas.countries.iter().enumerate() {
        for ((longitude, latitude), room) in &named.points {
            let position = window.position((f64::from(*latitude) / 100.0, f64::from(*longitude) / 100.0));
            let room = f64::from(*room) / 100.0 * scale;
            if named.width / 2.0 <= room && (0.0..=taken.height).contains(&position.1) {
                candidates.push((room, country, position));
            }
        }
    }
    candidates.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut labels: Vec<(usize, MapLabel)> = Vec::new();
    for (_, country, (x, y)) in candidates {
        let Country { name, width, .. } = &atlas.countries[country];
        let room = PixelBox::of_label(x, y, *width, TextAnchor::Middle);
        let is_named = labels.iter().any(|(other, _)| *other == country);
        if labels.len() < MAX_COUNTRIES && !is_named && taken.has_room(&room) {
            taken.boxes.push(room);
            let position = (percent_of_width(x), percent_of_height(y, taken.height));
            labels.push((country, MapLabel { position, text: (*name).to_owned() }));
        }
    }
    labels.into_iter().map(|(_, label)| label).collect()
}

fn percent_of_height(pixels: f64, height: f64) -> f64 {
    (pixels / height * 1000.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::super::PlacedMap;
    use super::*;
    use proptest::prelude::*;

    fn place((name, latitude, longitude): &(&str, f64, f64)) -> MapPlace {
        MapPlace { name: (*name).to_owned(), latitude: *latitude, longitude: *longitude }
    }

    fn lines(places: &[(&str, f64, f64)]) -> Vec<String> {
        let places: Vec<MapPlace> = places.iter().map(place).collect();
        let map = PlacedMap::new(&places, None).expect("a map");
        map.marks.iter().map(|mark| format!("{}+{}", mark.lines.join(","), mark.others)).collect()
    }

    #[test]
    fn places_near_each_other_share_a_mark() {
        type Case = (&'static [(&'static str, f64, f64)], &'static [&'static str]);
        let cases: [Case; 3] = [
            (&[("Rome", 41.9, 12.5)], &["Rome+0"]),
            (
                &[("Vienna", 48.2, 16.37), ("Centre", 48.23, 16.4), ("Rome", 41.9, 12.5)],
                &["Vienna,Centre+0", "Rome+0"],
            ),
            (&[("A", 1.0, 1.0), ("B", 1.0, 1.0), ("C", 1.0, 1.0), ("D", 1.0, 1.0)], &["A,B,C+1"]),
        ];
        for (places, expected) in cases {
            assert_eq!(lines(places), expected, "{places:?}");
        }
    }

    #[test]
    fn countries_around_a_place_are_named() {
        let map = PlacedMap::new(&[place(&("Rome", 41.9, 12.5))], Some(&Atlas::load())).expect("a map");
        let names: Vec<&str> = map.countries.iter().map(|label| label.text.as_str()).collect();
        assert!(names.contains(&"Austria") && names.len() > 4, "{names:?}");
    }

    /// The box of each label of a map, and of each mark.
    fn boxes(map: &PlacedMap) -> (Vec<PixelBox>, Vec<PixelBox>) {
        let (width, height) = map.window.size();
        let pixels = |(x, y): (f64, f64)| (x / 100.0 * width, y / 100.0 * height);
        let mut labels = Vec::new();
        for mark in map.marks.iter().filter(|mark| !mark.lines.is_empty()) {
            let (x, y) = pixels(mark.position);
            for (index, line) in mark.lines.iter().enumerate() {
                let y = y + mark.offset.1 + index as f64 * TEXT_HEIGHT;
                labels.push(PixelBox::of_label(x + mark.offset.0, y, text_width(line), mark.anchor));
            }
        }
        for label in &map.countries {
            let (x, y) = pixels(label.position);
            labels.push(PixelBox::of_label(x, y, text_width(&label.text), TextAnchor::Middle));
        }
        let mark = |mark: &MapMark| {
            let (x, y) = pixels(mark.position);
            PixelBox::of_circle(x, y, MARK_RADIUS - 0.5)
        };
        (labels, map.marks.iter().map(mark).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn labels_hide_nothing(places in prop::collection::vec(("[A-Z][a-z]{2,12}", 35.0f64..55.0, -5.0f64..30.0), 1..20)) {
            let places: Vec<MapPlace> = places.iter().map(|(name, latitude, longitude)| place(&(name, *latitude, *longitude))).collect();
            let map = PlacedMap::new(&places, Some(&Atlas::load())).expect("a map");
            let (labels, marks) = boxes(&map);
            // Positions are rounded to a tenth of a percent.
            let shrunk = |room: &PixelBox| PixelBox { left: room.left + 0.5, right: room.right - 0.5, top: room.top + 0.5, bottom: room.bottom - 0.5 };
            for (index, label) in labels.iter().enumerate() {
                prop_assert!(labels[..index].iter().all(|other| !shrunk(other).overlaps(&shrunk(label))));
                prop_assert!(marks.iter().all(|mark| !mark.overlaps(&shrunk(label))));
            }
        }
    }
}

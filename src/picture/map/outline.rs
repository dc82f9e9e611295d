//! Outlines and borders in a window, as data of SVG paths.

use super::super::atlas::{Atlas, AtlasPoint};
use super::window::MapWindow;

/// Units of the image in one pixel.
pub(super) const UNITS: f64 = 2.0;
/// How far paths reach beyond the image, in units.
const OVERLAP: f64 = 8.0;
/// Points nearer to the last one are left out, in units.
const MIN_DISTANCE: f64 = 2.0;

/// A point in units of the image.
type UnitPoint = (f64, f64);

/// The part of the plane that is drawn, in units.
struct Frame {
    right: f64,
    bottom: f64,
}

/// Returns the outlines of land in a window.
pub(super) fn land_path(atlas: &Atlas, window: MapWindow) -> String {
    let frame = Frame::new(window);
    let mut path = PathWriter::default();
    for ring in &atlas.land {
        for turn in turns(ring, window) {
            let points = projected(ring, window, turn);
            if frame.meets(&points) {
                path.closed(&thinned(&frame.clip(points)));
            }
        }
    }
    path.data
}

/// Returns the borders in a window.
pub(super) fn border_path(atlas: &Atlas, window: MapWindow) -> String {
    let frame = Frame::new(window);
    let mut path = PathWriter::default();
    for line in &atlas.borders {
        for turn in turns(line, window) {
            let points = projected(line, window, turn);
            if frame.meets(&points) {
                let inside = |pair: &[UnitPoint]| pair.iter().any(|point| frame.contains(*point));
                let mut runs = points.windows(2).peekable();
                while let Some(pair) = runs.next() {
                    if !inside(pair) {
                        continue;
                    }
                    let mut run = pair.to_vec();
                    while let Some(next) = runs.next_if(|next| inside(next)) {
                        run.push(next[1]);
                    }
                    path.open(&thinned(&run));
                }
            }
        }
    }
    path.data
}

/// Returns the longitudes by which a line is moved so that it may lie in the window: a window may reach beyond the 180th
/// meridian.
fn turns(line: &[AtlasPoint], window: MapWindow) -> impl Iterator<Item = f64> {
    let half = super::super::MIN_WIDTH / 2.0 / window.longitude_scale() + 2.0;
    let (west, east) = line.iter().fold((f64::MAX, f64::MIN), |(west, east), (x, _)| {
        (west.min(f64::from(*x)), east.max(f64::from(*x)))
    });
    let middle = window.middle();
    [-360.0, 0.0, 360.0].into_iter().filter(move |turn| {
        let (west, east) = (west / 100.0 + turn - middle, east / 100.0 + turn - middle);
        west <= half && east >= -half
    })
}

fn projected(line: &[AtlasPoint], window: MapWindow, turn: f64) -> Vec<UnitPoint> {
    let project = |(x, y): &AtlasPoint| {
        let east = f64::from(*x) / 100.0 + turn - window.middle();
        let (x, y) = window.position_east((f64::from(*y) / 100.0, east));
        (x * UNITS, y * UNITS)
    };
    line.iter().map(project).collect()
}

/// Leaves out points that lie close to the one before them.
fn thinned(points: &[UnitPoint]) -> Vec<(i32, i32)> {
    let mut kept: Vec<UnitPoint> = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let is_far =
            kept.last().is_none_or(|last| (last.0 - point.0).hypot(last.1 - point.1) >= MIN_DISTANCE);
        if is_far || index + 1 == points.len() {
            kept.push(*point);
        }
    }
    let mut rounded: Vec<(i32, i32)> =
        kept.into_iter().map(|(x, y)| (x.round() as i32, y.round() as i32)).collect();
    rounded.dedup();
    rounded
}

impl Frame {
    fn new(window: MapWindow) -> Self {
        let (width, height) = window.size();
        Self { right: width * UNITS + OVERLAP, bottom: height * UNITS + OVERLAP }
    }

    fn contains(&self, (x, y): UnitPoint) -> bool {
        (-OVERLAP..=self.right).contains(&x) && (-OVERLAP..=self.bottom).contains(&y)
    }

    /// Returns whether the box around points meets the frame.
    fn meets(&self, points: &[UnitPoint]) -> bool {
        let beyond = |is_out: &dyn Fn(&UnitPoint) -> bool| points.iter().all(is_out);
        !(beyond(&|p| p.0 < -OVERLAP)
            || beyond(&|p| p.0 > self.right)
            || beyond(&|p| p.1 < -OVERLAP)
            || beyond(&|p| p.1 > self.bottom))
    }

    /// Cuts a ring at the frame, side by side (Sutherland and Hodgman).
    fn clip(&self, ring: Vec<UnitPoint>) -> Vec<UnitPoint> {
        // Each side: how far a point is inside.
        let sides: [&dyn Fn(&UnitPoint) -> f64; 4] = [
            &|point| point.0 + OVERLAP,
            &|point| self.right - point.0,
            &|point| point.1 + OVERLAP,
            &|point| self.bottom - point.1,
        ];
        sides.into_iter().fold(ring, |ring, depth| cut(&ring, depth))
    }
}

/// Keeps the part of a ring whose points have a depth of 0 or more.
fn cut(ring: &[UnitPoint], depth: &dyn Fn(&UnitPoint) -> f64) -> Vec<UnitPoint> {
    let mut kept = Vec::with_capacity(ring.len());
    for (index, point) in ring.iter().enumerate() {
        let before = &ring[(index + ring.len() - 1) % ring.len()];
        let (from, to) = (depth(before), depth(point));
        if (from < 0.0) != (to < 0.0) {
            let share = from / (from - to);
            kept.push((before.0 + (point.0 - before.0) * share, before.1 + (point.1 - before.1) * share));
        }
        if to >= 0.0 {
            kept.push(*point);
        }
    }
    kept
}

/// Writes paths with relative whole coordinates.
#[derive(Default)]
struct PathWriter {
    data: String,
}

impl PathWriter {
    fn closed(&mut self, points: &[(i32, i32)]) {
        if points.len() > 2 {
            self.open(points);
            self.data.push('z');
        }
    }

    fn open(&mut self, points: &[(i32, i32)]) {
        let Some((mut last, rest)) = points.split_first().map(|(first, rest)| (*first, rest)) else { return };
        if rest.is_empty() {
            return;
        }
        self.data += &format!("M{} {}l", last.0, last.1);
        for (index, (x, y)) in rest.iter().enumerate() {
            self.number(x - last.0, if index == 0 { "" } else { " " });
            self.number(y - last.1, " ");
            last = (*x, *y);
        }
    }

    /// Writes a number, after a separator unless its sign separates it.
    fn number(&mut self, number: i32, separator: &str) {
        if number >= 0 {
            self.data.push_str(separator);
        }
        self.data += &number.to_string();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_cut_at_the_frame() {
        let frame = Frame { right: 100.0, bottom: 100.0 };
        let cases: [(&[UnitPoint], usize); 3] = [
            (&[(10.0, 10.0), (20.0, 10.0), (20.0, 20.0)], 3),
            (&[(-100.0, -100.0), (300.0, -100.0), (300.0, 300.0), (-100.0, 300.0)], 4),
            (&[(200.0, 200.0), (300.0, 200.0), (300.0, 300.0)], 0),
        ];
        for (ring, expected) in cases {
            let cut = frame.clip(ring.to_vec());
            assert_eq!(cut.len(), expected, "{ring:?}");
            assert!(cut.iter().all(|point| frame.contains(*point)), "{cut:?}");
        }
    }

    #[test]
    fn numbers_are_short() {
        let mut path = PathWriter::default();
        path.closed(&[(10, 10), (5, 12), (30, 1)]);
        path.open(&[(0, 0)]);
        path.open(&[(1, 2), (3, 3)]);
        assert_eq!(path.data, "M10 10l-5 2 25-11zM1 2l2 1");
    }
}

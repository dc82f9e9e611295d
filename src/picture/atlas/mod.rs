//! Outlines of land, borders and names of countries, compiled in.
//!
//! The data are those of Natural Earth (naturalearthdata.com), 1:50m, which are in the public domain. `tools/atlas.py`
//! writes the file and describes its form.

use super::text_box::text_width;

/// A point in hundredths of a degree: longitude and latitude.
pub(super) type AtlasPoint = (i32, i32);

/// Outlines of land, borders and names of countries.
#[derive(Debug, Default)]
pub struct Atlas {
    /// Outlines of land and of lakes in it, without repetition of the first point.
    pub(super) land: Vec<Vec<AtlasPoint>>,
    /// Borders between countries.
    pub(super) borders: Vec<Vec<AtlasPoint>>,
    pub(super) countries: Vec<Country>,
}

/// The name of a country, in English, with the points where it may stand.
#[derive(Debug, PartialEq)]
pub(super) struct Country {
    pub(super) name: &'static str,
    /// Width of the name in pixels.
    pub(super) width: f64,
    /// Points with the free width on each side in hundredths of a degree, the best point first.
    pub(super) points: Vec<(AtlasPoint, i32)>,
}

/// The compiled data.
static DATA: &[u8] = include_bytes!("atlas.bin");
/// Half a turn in hundredths of a degree.
const HALF_TURN: i32 = 18_000;
/// The first bytes of the data.
const MAGIC: &[u8] = b"ATLS";

impl Atlas {
    /// Reads the compiled data. The result is empty if they are damaged.
    pub fn load() -> Self {
        read(DATA).unwrap_or_default()
    }
}

fn read(data: &'static [u8]) -> Option<Atlas> {
    let mut reader = AtlasReader(data.strip_prefix(MAGIC)?);
    let arcs = reader.list(|reader| {
        let (mut x, mut y) = (0, 0);
        let points = reader.list(|reader| {
            (x, y) = (x + reader.signed()?, y + reader.signed()?);
            Some((x, y))
        });
        points.map(unwrapped)
    })?;
    let land = reader.list(|reader| Some(joined(&arcs, &reader.list(AtlasReader::signed)?)))?;
    let mut index = 0;
    let borders = reader.list(|reader| {
        index += reader.count()?;
        arcs.get(index).cloned()
    })?;
    let countries = reader.list(|reader| {
        let length = reader.count()?;
        let name = std::str::from_utf8(reader.take(length)?).ok()?;
        let points = reader.list(|reader| {
            let point = (reader.signed()?, reader.signed()?);
            Some((point, i32::try_from(reader.count()?).ok()?))
        })?;
        Some(Country { name, width: text_width(name), points })
    })?;
    Some(Atlas { land, borders, countries })
}

/// Joins arcs to a ring. A negative number `n` is arc `-n - 1` from its end.
fn joined(arcs: &[Vec<AtlasPoint>], numbers: &[i32]) -> Vec<AtlasPoint> {
    let mut ring: Vec<AtlasPoint> = Vec::new();
    for number in numbers {
        let is_forward = *number >= 0;
        let index = usize::try_from(if is_forward { *number } else { -1 - *number });
        let Some(arc) = index.ok().and_then(|index| arcs.get(index)) else { continue };
        // The first point of each arc is the last one of the arc before it.
        ring.pop();
        if is_forward {
            ring.extend(arc);
        } else {
            ring.extend(arc.iter().rev());
        }
    }
    ring.pop();
    unwrapped(ring)
}

/// Moves the points beyond the 180th meridian to the side of those before it, so that no line crosses the whole map.
fn unwrapped(mut line: Vec<AtlasPoint>) -> Vec<AtlasPoint> {
    let mut last = line.first().map_or(0, |(x, _)| *x);
    for (x, _) in &mut line {
        // The difference from the last point, between half a turn west and half a turn east.
        let step = (*x - last + HALF_TURN).rem_euclid(2 * HALF_TURN) - HALF_TURN;
        last += step;
        *x = last;
    }
    line
}

/// Reads numbers from the rest of the data.
struct AtlasReader<'d>(&'d [u8]);

impl<'d> AtlasReader<'d> {
    fn take(&mut self, length: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn unsigned(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.unsigned()?).ok()
    }

    /// Reads a zigzag-coded number.
    fn signed(&mut self) -> Option<i32> {
        let coded = self.unsigned()?;
        Some((coded >> 1).cast_signed() ^ -(coded & 1).cast_signed())
    }

    /// Reads a count and as many items.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        // Each item takes a byte at least, so damaged counts do not reserve more than the data could hold.
        let mut items = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            items.push(item(self)?);
        }
        Some(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_atlas_is_whole_and_small() {
        assert!(DATA.len() < 150_000, "{}", DATA.len());
        let atlas = Atlas::load();
        assert!(atlas.land.len() > 1000 && atlas.borders.len() > 300, "{}", atlas.land.len());
        let is_on_earth = |(x, y): &AtlasPoint| x.abs() <= 3 * HALF_TURN && y.abs() <= 9000;
        assert!(atlas.land.iter().chain(&atlas.borders).flatten().all(is_on_earth));
        let oman = atlas.countries.iter().find(|country| country.name == "Oman").expect("Oman");
        let ((x, y), _) = oman.points[0];
        assert!((5200..6000).contains(&x) && (1650..2650).contains(&y), "{oman:?}");
    }

    #[test]
    fn lines_do_not_cross_the_whole_map() {
        assert_eq!(
            unwrapped(vec![(17_900, 1), (-17_900, 2), (17_950, 3)]),
            [(17_900, 1), (18_100, 2), (17_950, 3)]
        );
        let atlas = Atlas::load();
        let jumps = |line: &Vec<AtlasPoint>| line.windows(2).any(|pair| (pair[0].0 - pair[1].0).abs() > 9000);
        assert!(!atlas.land.iter().chain(&atlas.borders).any(jumps));
    }

    #[test]
    fn damaged_data_are_refused() {
        let cases: [&'static [u8]; 5] =
            [b"", b"ATL", b"ATLS\xff\xff\xff\xff\xff\x01", b"ATLS\x01\x01\x02", b"ATLS\x00\x00\x00\x01\x02a"];
        for data in cases {
            assert!(read(data).is_none(), "{data:?}");
        }
    }
}

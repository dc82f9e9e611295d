//! Pictures that the program draws, as positions on a canvas: timeline strips and maps.
//!
//! Takes times, coordinates and labels. Returns marks with their positions. Knows nothing of sites, files and markup.
//!
//! Widths are shares of the width of the picture, and heights are pixels, so that a picture fills any width while its text
//! keeps its size. Labels are placed for a width of [`MIN_WIDTH`] pixels; in wider pictures they are farther apart.

mod atlas;
mod map;
mod strip;
mod text_box;

pub use atlas::Atlas;
pub use map::{DegreePoint, MapBackground, MapLabel, MapMark, MapWindow, Place, PlacedMap};
pub use strip::{Strip, StripFact, StripForm, StripMark, StripShape, Tick, TickUnit};
pub use text_box::TextAnchor;

/// The width in pixels for which labels are placed.
pub const MIN_WIDTH: f64 = 280.0;

/// Converts pixels at [`MIN_WIDTH`] to percent of the width.
fn percent_of_width(pixels: f64) -> f64 {
    (pixels / MIN_WIDTH * 1000.0).round() / 10.0
}

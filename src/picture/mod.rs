//! Pictures that the program draws: timeline strips and maps, as positions on a canvas, and card images. Resized copies of
//! pictures of the site.
//!
//! Takes times, coordinates and labels, and the bytes of pictures. Returns marks with their positions, and bytes. Knows nothing
//! of sites, paths and markup.
//!
//! Widths are shares of the width of the picture, and heights are pixels, so that a picture fills any width while its text
//! keeps its size. Labels are placed for a width of [`MIN_WIDTH`] pixels; in wider pictures they are farther apart.

mod atlas;
mod card;
mod map;
mod photo;
mod strip;
mod text_box;

pub use atlas::Atlas;
pub use card::{CardColors, CardFonts, CardImage, CardText};
pub use map::{DegreePoint, MapBackground, MapLabel, MapMark, MapPlace, MapWindow, PlacedMap};
pub use photo::{
    MAX_PICTURE_BYTES, PictureCopy, PictureFile, PictureFormat, PictureTable, PictureUse,
    is_turned_by_a_quarter, resized,
};
pub use strip::{Strip, StripFact, StripForm, StripMark, StripShape, Tick, TickUnit};
pub use text_box::{TEXT_HEIGHT, TextAnchor};

/// Radius of a mark in pixels.
pub const MARK_RADIUS: f64 = 4.0;
/// The width in pixels for which labels are placed.
pub const MIN_WIDTH: f64 = 280.0;

/// Converts pixels at [`MIN_WIDTH`] to percent of the width.
fn percent_of_width(pixels: f64) -> f64 {
    (pixels / MIN_WIDTH * 1000.0).round() / 10.0
}

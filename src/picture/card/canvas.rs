//! Pixels of a card: each is a colour and how much of it covers the background.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use rustybuzz::Face;
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use super::{CARD_HEIGHT, CARD_WIDTH, CardColors};

/// Number of degrees of coverage of a colour.
const DEGREES: u8 = 16;
/// Maximum width and height of a glyph in pixels. Fonts have none that is larger.
const MAX_GLYPH: f32 = 2048.0;

/// A colour besides the background.
#[derive(Clone, Copy)]
pub(super) enum Paint {
    Accent,
    Ink,
    Soft,
}

/// The pixels of a card, as indices of its palette.
pub(super) struct Canvas(Vec<u8>);

impl Canvas {
    /// Creates a canvas that shows the background.
    pub(super) fn new() -> Self {
        Self(vec![0; (CARD_WIDTH * CARD_HEIGHT) as usize])
    }

    /// Paints a rectangle: left, top, right, bottom.
    pub(super) fn fill(&mut self, [left, top, right, bottom]: [u32; 4], paint: Paint) {
        for y in top..bottom.min(CARD_HEIGHT) {
            for x in left..right.min(CARD_WIDTH) {
                self.cover(i64::from(x), i64::from(y), 1.0, paint);
            }
        }
    }

    /// Paints a glyph. `at` is its origin in pixels, `scale` the number of pixels of a unit of its font.
    pub(super) fn glyph(&mut self, face: &Face<'_>, id: GlyphId, at: (f32, f32), scale: f32, paint: Paint) {
        let mut outline = Outline { at, scale, ..Outline::default() };
        if face.outline_glyph(id, &mut outline).is_none() {
            return;
        }
        let Some((corner, raster)) = outline.rasterize() else { return };
        raster.for_each_pixel_2d(|x, y, coverage| {
            self.cover(corner.0 + i64::from(x), corner.1 + i64::from(y), coverage, paint);
        });
    }

    fn cover(&mut self, x: i64, y: i64, coverage: f32, paint: Paint) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        let degree = (coverage.abs().min(1.0) * f32::from(DEGREES - 1)).round() as u8;
        if x >= CARD_WIDTH || y >= CARD_HEIGHT || degree == 0 {
            return;
        }
        if let Some(pixel) = self.0.get_mut((y * CARD_WIDTH + x) as usize) {
            *pixel = (*pixel).max(paint as u8 * DEGREES + degree);
        }
    }

    /// Returns the picture as PNG.
    pub(super) fn png(&self, colors: CardColors) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, CARD_WIDTH, CARD_HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette(colors));
        encoder.set_filter(png::FilterType::NoFilter);
        encoder.set_compression(png::Compression::Default);
        encoder.write_header()?.write_image_data(&self.0)?;
        Ok(bytes)
    }
}

/// Returns all colours: each paint in each degree on the background.
fn palette(colors: CardColors) -> Vec<u8> {
    let mut palette = Vec::with_capacity(3 * 3 * usize::from(DEGREES));
    for paint in [colors.accent, colors.ink, colors.soft] {
        for degree in 0..DEGREES {
            palette.extend(colors.background.iter().zip(paint).map(|(below, above)| {
                let (below, above, most) = (u32::from(*below), u32::from(above), u32::from(DEGREES - 1));
                let mixed = below * (most - u32::from(degree)) + above * u32::from(degree);
                ((mixed + most / 2) / most) as u8
            }));
        }
    }
    palette
}

/// The lines of a glyph in pixels.
#[derive(Default)]
struct Outline {
    at: (f32, f32),
    scale: f32,
    start: Point,
    last: Point,
    curves: Vec<[Point; 4]>,
}

impl Outline {
    fn place(&self, x: f32, y: f32) -> Point {
        point(self.at.0 + x * self.scale, self.at.1 - y * self.scale)
    }

    fn curve(&mut self, first: Point, second: Point, end: Point) {
        self.curves.push([self.last, first, second, end]);
        self.last = end;
    }

    /// Returns the coverage of the pixels of the glyph, with the place of its top left corner; `None` if it has no size.
    fn rasterize(&self) -> Option<((i64, i64), Rasterizer)> {
        let points = || self.curves.iter().flatten();
        let (left, top) = points().fold((f32::MAX, f32::MAX), |(x, y), p| (x.min(p.x), y.min(p.y)));
        let (right, bottom) = points().fold((f32::MIN, f32::MIN), |(x, y), p| (x.max(p.x), y.max(p.y)));
        let (left, top) = (left.floor(), top.floor());
        let (width, height) = (right - left, bottom - top);
        if !(0.0..MAX_GLYPH).contains(&width) || !(0.0..MAX_GLYPH).contains(&height) {
            return None;
        }
        let mut raster = Rasterizer::new(width as usize + 2, height as usize + 2);
        for curve in &self.curves {
            let [a, b, c, d] = curve.map(|p| point(p.x - left, p.y - top));
            if b == a && c == d { raster.draw_line(a, d) } else { raster.draw_cubic(a, b, c, d) }
        }
        Some(((left as i64, top as i64), raster))
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.start = self.place(x, y);
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let end = self.place(x, y);
        self.curve(self.last, end, end);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, end) = (self.place(x1, y1), self.place(x, y));
        let toward =
            |p: Point| point(p.x + (control.x - p.x) * 2.0 / 3.0, p.y + (control.y - p.y) * 2.0 / 3.0);
        self.curve(toward(self.last), toward(end), end);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, end) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.curve(first, second, end);
    }

    fn close(&mut self) {
        if self.last != self.start {
            let start = self.start;
            self.curve(self.last, start, start);
        }
    }
}

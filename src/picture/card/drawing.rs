//! Draws a card.

use rustybuzz::Face;
use unicode_bidi::Level;

use super::canvas::{Canvas, Paint};
use super::fonts::FontList;
use super::glyphs::{DirectedText, faces};
use super::lines::{DividedText, LEADING, TextFrame, divide};
use super::{CARD_HEIGHT, CARD_WIDTH, CardFonts, CardText};

/// Space on all sides in pixels.
const MARGIN: f32 = 80.0;
/// Width of the coloured edge in pixels.
const EDGE: u32 = 24;
const SITE: TextFrame<'_> =
    TextFrame { width: CARD_WIDTH as f32 - 2.0 * MARGIN, sizes: &[36.0], height: 40.0 };
const TITLE: TextFrame<'_> = TextFrame { sizes: &[84.0, 72.0, 62.0, 54.0], height: 350.0, ..SITE };
const DETAILS: TextFrame<'_> = TextFrame { sizes: &[36.0, 30.0], ..SITE };
/// Distance from the middle of a line to its baseline in ems.
const BASELINE: f32 = 0.35;

/// Draws a card. Fails with the reason if a character is missing.
pub(super) fn draw(text: &CardText, fonts: &CardFonts) -> Result<Vec<u8>, String> {
    fonts.check(text)?;
    let mut card = CardCanvas { canvas: Canvas::new(), right_to_left: text.right_to_left };
    let left = if text.right_to_left { CARD_WIDTH - EDGE } else { 0 };
    card.canvas.fill([left, 0, left + EDGE, CARD_HEIGHT], Paint::Accent);
    let (top, bottom) = (MARGIN + 18.0, CARD_HEIGHT as f32 - MARGIN - 18.0);
    card.lines((&text.site, &fonts.details), &SITE, top, Paint::Accent);
    card.lines((&text.title, &fonts.title), &TITLE, (top + bottom) / 2.0, Paint::Ink);
    card.lines((&text.details, &fonts.details), &DETAILS, bottom, Paint::Soft);
    card.canvas.png(text.colors).map_err(|error| format!("the card cannot be written: {error}"))
}

/// A canvas with the side where its lines begin.
struct CardCanvas {
    canvas: Canvas,
    right_to_left: bool,
}

impl CardCanvas {
    /// Draws a text. `middle` is the height of its middle in pixels.
    fn lines(&mut self, (text, fonts): (&str, &FontList), frame: &TextFrame<'_>, middle: f32, paint: Paint) {
        let faces = faces(fonts);
        let level = if self.right_to_left { Level::rtl() } else { Level::ltr() };
        let DividedText { text, lines, size } = divide(text, &faces, level, frame);
        let directed = DirectedText::new(&text, level);
        let first = middle - size * LEADING * (lines.len().saturating_sub(1) as f32) / 2.0 + size * BASELINE;
        for (number, range) in lines.into_iter().enumerate() {
            let shown = range.start..range.start + text[range.clone()].trim_end().len();
            let line = directed.line(&faces, shown);
            let left =
                if self.right_to_left { CARD_WIDTH as f32 - MARGIN - line.width * size } else { MARGIN };
            let baseline = first + number as f32 * size * LEADING;
            for glyph in line.glyphs {
                let at = (left + glyph.at.0 * size, baseline - glyph.at.1 * size);
                let face: &Face<'_> = &faces[glyph.font];
                let scale = size / face.units_per_em().max(1) as f32;
                self.canvas.glyph(face, glyph.id, at, scale, paint);
            }
        }
    }
}

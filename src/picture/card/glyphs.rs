//! Text as glyphs in the order in which they are drawn.

use std::borrow::Cow;
use std::ops::Range;

use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

/// A glyph with its position in ems from the beginning of its line; positions grow to the right and upwards.
pub(super) struct PlacedGlyph {
    /// Index of its font.
    pub(super) font: usize,
    pub(super) id: GlyphId,
    pub(super) at: (f32, f32),
}

/// A line of glyphs.
#[derive(Default)]
pub(super) struct GlyphLine {
    pub(super) glyphs: Vec<PlacedGlyph>,
    /// Its width in ems.
    pub(super) width: f32,
}

/// Reads fonts.
pub(super) fn faces<'f>(fonts: &'f [Cow<'static, [u8]>]) -> Vec<Face<'f>> {
    fonts.iter().filter_map(|bytes| Face::from_slice(bytes, 0)).collect()
}

/// Returns the first character that no font has.
pub(super) fn missing(fonts: &[Cow<'static, [u8]>], text: &str) -> Option<char> {
    let faces = faces(fonts);
    text.chars().find(|c| !is_invisible(*c) && font_of(&faces, *c).is_none())
}

/// Returns the index of the first font that has a character.
fn font_of(faces: &[Face<'_>], c: char) -> Option<usize> {
    faces.iter().position(|face| face.glyph_index(c).is_some())
}

/// Returns whether a character only changes how others are drawn.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}')
        || c.is_whitespace()
        || c.is_control()
}

/// Text with its directions, of which any part can be made a line.
pub(super) struct DirectedText<'t> {
    text: &'t str,
    bidi: BidiInfo<'t>,
}

impl<'t> DirectedText<'t> {
    /// Creates it. `level` is the direction of the whole text.
    pub(super) fn new(text: &'t str, level: Level) -> Self {
        Self { text, bidi: BidiInfo::new(text, Some(level)) }
    }

    /// Makes a line of a part of the text.
    pub(super) fn line(&self, faces: &[Face<'_>], part: Range<usize>) -> GlyphLine {
        let mut line = GlyphLine::default();
        let Some(paragraph) = self.bidi.paragraphs.first().filter(|_| !part.is_empty()) else { return line };
        let (levels, runs) = self.bidi.visual_runs(paragraph, part);
        for run in runs {
            let direction =
                if levels[run.start].is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight };
            let mut pieces = one_font_pieces(faces, &self.text[run.clone()]);
            if direction == Direction::RightToLeft {
                pieces.reverse();
            }
            for (font, piece) in pieces {
                line.push(&faces[font], font, piece, direction);
            }
        }
        line
    }
}

impl GlyphLine {
    fn push(&mut self, face: &Face<'_>, font: usize, text: &str, direction: Direction) {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let em = face.units_per_em().max(1) as f32;
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let at = (self.width + position.x_offset as f32 / em, position.y_offset as f32 / em);
            // Glyph numbers of fonts have 16 bits.
            let id = GlyphId(u16::try_from(info.glyph_id).unwrap_or(0));
            self.glyphs.push(PlacedGlyph { font, id, at });
            self.width += position.x_advance as f32 / em;
        }
    }
}

/// Divides text where the font changes. Spaces and marks without a glyph stay with the text before them.
fn one_font_pieces<'t>(faces: &[Face<'_>], text: &'t str) -> Vec<(usize, &'t str)> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        let last = starts.last().map(|(font, _)| *font);
        let stays = last.is_some_and(|font| is_invisible(c) || faces[font].glyph_index(c).is_some());
        let font = if stays { last } else { font_of(faces, c) };
        match font.or(last).or((!faces.is_empty()).then_some(0)) {
            Some(font) if last != Some(font) => starts.push((font, at)),
            _ => {}
        }
    }
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    starts.iter().zip(ends).map(|((font, start), end)| (*font, &text[*start..end])).collect()
}

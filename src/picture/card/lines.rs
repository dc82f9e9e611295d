//! Divides a title into lines.

use std::ops::Range;

use rustybuzz::Face;
use unicode_bidi::Level;
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::glyphs::DirectedText;

/// Maximum number of characters of a line's text that are looked at.
const MAX_CHARACTERS: usize = 400;

/// Distance of lines in ems.
pub(super) const LEADING: f32 = 1.2;

/// Where a text stands.
pub(super) struct TextFrame<'s> {
    /// Width in pixels.
    pub(super) width: f32,
    /// Sizes of the font in pixels, the preferred one first.
    pub(super) sizes: &'s [f32],
    /// Height in pixels.
    pub(super) height: f32,
}

impl TextFrame<'_> {
    /// Returns the maximum number of lines at a size of the font; at least one.
    fn most_lines(&self, size: f32) -> usize {
        ((self.height / (size * LEADING)) as usize).max(1)
    }
}

/// A text divided into lines.
#[derive(Debug)]
pub(super) struct DividedText {
    /// The text, which may be cut.
    pub(super) text: String,
    /// Its lines.
    pub(super) lines: Vec<Range<usize>>,
    /// Size of the font in pixels.
    pub(super) size: f32,
}

/// A part of a text that is not divided, with its width in ems without and with the spaces that follow it.
struct Segment {
    range: Range<usize>,
    width: f32,
    advance: f32,
}

/// Divides a text at the first size at which it fits. If there is none, it is cut after a word and ends in an ellipsis.
pub(super) fn divide(text: &str, faces: &[Face<'_>], level: Level, frame: &TextFrame<'_>) -> DividedText {
    let is_space = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    let joined = words.join(" ");
    let text = first_characters(&joined);
    let smallest = frame.sizes.last().copied().unwrap_or(1.0);
    let segments = segments(text, faces, level, frame.width / smallest);
    let is_whole = text.len() == joined.len();
    for size in frame.sizes.iter().filter(|_| is_whole) {
        let lines = fill(&segments, frame.width / size);
        if lines.len() <= frame.most_lines(*size) && lines.iter().all(|line| line.fits) {
            let lines = lines.into_iter().map(|line| line.range).collect();
            return DividedText { text: text.to_owned(), lines, size: *size };
        }
    }
    cut(text, &segments, faces, level, frame, smallest)
}

fn first_characters(text: &str) -> &str {
    let end = text.grapheme_indices(true).nth(MAX_CHARACTERS).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// Divides a text where a line may end. Parts wider than a line are divided into characters.
fn segments(text: &str, faces: &[Face<'_>], level: Level, most: f32) -> Vec<Segment> {
    let directed = DirectedText::new(text, level);
    let measured = |range: Range<usize>| {
        let shown = range.start..range.start + text[range.clone()].trim_end().len();
        let width = directed.line(faces, shown.clone()).width;
        let advance = if shown == range { width } else { directed.line(faces, range.clone()).width };
        Segment { range, width, advance }
    };
    let mut all = Vec::new();
    let mut start = 0;
    for (end, _) in linebreaks(text) {
        let segment = measured(start..end);
        if segment.width > most {
            let characters = text[start..end].grapheme_indices(true);
            all.extend(characters.map(|(at, c)| measured(start + at..start + at + c.len())));
        } else {
            all.push(segment);
        }
        start = end;
    }
    all
}

/// A line of whole segments.
struct FilledLine {
    range: Range<usize>,
    fits: bool,
}

/// Fills lines of a width in ems.
fn fill(segments: &[Segment], most: f32) -> Vec<FilledLine> {
    let mut lines: Vec<FilledLine> = Vec::new();
    let mut used = 0.0;
    for segment in segments {
        match lines.last_mut().filter(|_| used + segment.width <= most) {
            Some(line) => line.range.end = segment.range.end,
            None => {
                lines.push(FilledLine { range: segment.range.clone(), fits: segment.width <= most });
                used = 0.0;
            }
        }
        used += segment.advance;
    }
    lines
}

/// Cuts a text to the lines of a frame.
fn cut(
    text: &str,
    segments: &[Segment],
    faces: &[Face<'_>],
    level: Level,
    frame: &TextFrame<'_>,
    size: f32,
) -> DividedText {
    let most = frame.width / size;
    let filled = fill(segments, most);
    let mut lines: Vec<Range<usize>> =
        filled.into_iter().take(frame.most_lines(size)).map(|line| line.range).collect();
    let Some(last) = lines.pop() else {
        return DividedText { text: String::new(), lines, size };
    };
    let ends = segments.iter().rev().map(|it| it.range.end).filter(|end| last.contains(&(end - 1)));
    let shortened = |end: usize| {
        let shown = text[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c));
        format!("{shown}…")
    };
    let fits = |cut: &String| {
        let start = last.start.min(cut.len());
        DirectedText::new(cut, level).line(faces, start..cut.len()).width <= most
    };
    let text = ends.map(shortened).find(fits).unwrap_or_else(|| shortened(last.start));
    lines.push(last.start.min(text.len())..text.len());
    DividedText { text, lines, size }
}

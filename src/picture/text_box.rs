//! The room that labels take.

/// Size of the text of labels in pixels.
pub(super) const TEXT_SIZE: f64 = 11.0;
/// Height of a label in pixels.
pub const TEXT_HEIGHT: f64 = 13.0;
/// Mean width of a Latin char, in parts of the text size; wide enough for the usual sans-serif fonts.
const NARROW: f64 = 0.6;
/// First char of the scripts whose chars are as wide as high.
const FIRST_WIDE: char = '\u{1100}';

/// Which point of a text is at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PixelBox {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl PixelBox {
    /// Creates the box of a label whose middle line is at `y`.
    pub(super) fn of_label(x: f64, y: f64, width: f64, anchor: TextAnchor) -> Self {
        let left = match anchor {
            TextAnchor::Start => x,
            TextAnchor::Middle => x - width / 2.0,
            TextAnchor::End => x - width,
        };
        let half = TEXT_HEIGHT / 2.0;
        Self { left, right: left + width, top: y - half, bottom: y + half }
    }

    /// Creates the box of a circle.
    pub(super) fn of_circle(x: f64, y: f64, radius: f64) -> Self {
        Self { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
    }

    /// Returns whether two boxes have a point in common.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Returns the width of a label in pixels, at the most.
pub(super) fn text_width(text: &str) -> f64 {
    let width = |c: char| if c < FIRST_WIDE { NARROW } else { 1.0 };
    text.chars().map(width).sum::<f64>() * TEXT_SIZE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_measured_and_compared() {
        assert!((text_width("2025") - 26.4).abs() < 0.01);
        assert!((text_width("四月") - 22.0).abs() < 0.01);
        let label = |x, anchor| PixelBox::of_label(x, 10.0, 20.0, anchor);
        let cases = [
            (label(0.0, TextAnchor::Start), label(20.0, TextAnchor::Start), false),
            (label(0.0, TextAnchor::Start), label(20.0, TextAnchor::Middle), true),
            (label(20.0, TextAnchor::End), label(20.0, TextAnchor::Start), false),
            (label(0.0, TextAnchor::Start), PixelBox::of_circle(10.0, 20.6, 4.0), false),
            (label(0.0, TextAnchor::Start), PixelBox::of_circle(10.0, 20.4, 4.0), true),
        ];
        for (one, other, expected) in cases {
            assert_eq!(one.overlaps(&other), expected, "{one:?} {other:?}");
        }
    }
}

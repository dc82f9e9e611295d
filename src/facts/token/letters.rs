//! The letters of a word, which determine its shape.

use super::TokenShape;

/// Counts of the letters of a word.
#[derive(Clone, Copy, Default)]
pub(super) struct LetterCounts {
    pub(super) upper: u32,
    pub(super) lower: u32,
    pub(super) first_upper: bool,
    pub(super) digits: bool,
}

impl LetterCounts {
    pub(super) fn token_shape(self) -> TokenShape {
        match (self.upper, self.lower) {
            (0, 0) => TokenShape::Uncased,
            (0, _) => TokenShape::Lower,
            (1, _) if self.first_upper => TokenShape::Capitalised,
            (_, 0) => TokenShape::Capitals,
            _ => TokenShape::Mixed,
        }
    }

    pub(super) fn add_non_ascii(&mut self, character: char) {
        self.first_upper |= self.upper + self.lower == 0 && character.is_uppercase();
        self.upper += u32::from(character.is_uppercase());
        self.lower += u32::from(character.is_lowercase());
        self.digits |= character.is_numeric();
    }
}

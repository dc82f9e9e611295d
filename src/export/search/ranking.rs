//! How much a word says of a page, from where and how often it stands in it.
//!
//! Each field adds what its occurrences are worth, less where the field is long; the sum is bent so that ever more
//! occurrences add ever less (BM25 over fields). Usual lengths are stated, not measured, so that a new briefing changes
//! nothing in what is said of the others. How rare a word is counts when it is sought.

use super::fields::SearchField;
use super::postings::LEVELS;

/// What an occurrence is worth, and the usual number of words of the field, in the order of [`Field`].
const FIELD_WEIGHTS: [(f32, f32); 4] = [(10.0, 10.0), (5.0, 20.0), (2.0, 80.0), (1.0, 600.0)];
/// The part of an occurrence's worth that does not depend on the field's length.
const LENGTH_INDEPENDENT: f32 = 0.5;
/// The sum at which half of all that can be said is said.
const SATURATION: f32 = 6.0;

/// How often a word stands in each field.
pub(super) type FieldCounts = [u16; 4];

/// How many words each field has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FieldLengths([u32; 4]);

impl FieldLengths {
    pub(super) fn add(&mut self, field: SearchField) {
        self.0[field as usize] += 1;
    }

    /// How much longer than usual each field is, as far as it counts.
    pub(super) fn norms(&self) -> LengthNorms {
        let scale = |at: usize| {
            LENGTH_INDEPENDENT + (1.0 - LENGTH_INDEPENDENT) * self.0[at] as f32 / FIELD_WEIGHTS[at].1
        };
        LengthNorms(std::array::from_fn(scale))
    }
}

/// What the worth of an occurrence is divided by in each field of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct LengthNorms([f32; 4]);

impl LengthNorms {
    /// The level of a word that stands so often in each field.
    pub(super) fn level(&self, counts: &FieldCounts) -> u32 {
        let worth = |at: usize| FIELD_WEIGHTS[at].0 * f32::from(counts[at]) / self.0[at];
        let sum: f32 = (0..FIELD_WEIGHTS.len()).map(worth).sum();
        ((sum / (sum + SATURATION) * LEVELS as f32) as u32).min(LEVELS - 1)
    }
}

/// Whether a word stands anywhere but in the text.
pub(super) fn is_metadata(counts: &FieldCounts) -> bool {
    counts[..SearchField::Text as usize].iter().any(|count| *count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_more_than_names_and_names_more_than_prose() {
        let usual = FieldLengths([10, 20, 80, 600]).norms();
        let level = |counts| usual.level(&counts);
        let rising = [[0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0], [1, 1, 1, 3]];
        assert!(rising.windows(2).all(|pair| level(pair[0]) < level(pair[1])));
        let short = FieldLengths([1, 0, 0, 0]).norms();
        assert!(
            short.level(&[1, 0, 0, 0]) > level([1, 0, 0, 0]),
            "a name by itself says more than one in a long title"
        );
    }
}

//! Ranking: the relevance of a term to a page, from its frequency in each field.
//!
//! This is BM25 over fields (BM25F): each field adds the weight of its occurrences, normalised by its length, and the sum
//! saturates. Average lengths are constants, so that a new briefing does not change the levels of others. The rarity of a
//! term (IDF) is applied at query time.

use super::fields::SearchField;
use super::postings::LEVELS;

/// Weight of an occurrence and average number of terms, in the order of [`SearchField`].
const FIELD_WEIGHTS: [(f32, f32); 4] = [(10.0, 10.0), (5.0, 20.0), (2.0, 80.0), (1.0, 600.0)];
/// Share of the weight that does not depend on the length of the field (1 - b in BM25).
const LENGTH_INDEPENDENT: f32 = 0.5;
/// Sum that gives half of the maximum level (k1 in BM25).
const SATURATION: f32 = 6.0;

/// Frequency of a term in each field.
pub(super) type FieldCounts = [u16; 4];

/// Number of terms in each field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FieldLengths([u32; 4]);

impl FieldLengths {
    pub(super) fn add(&mut self, field: SearchField) {
        self.0[field as usize] += 1;
    }

    /// Returns the length normalisation of each field.
    pub(super) fn norms(&self) -> LengthNorms {
        let norm = |field: usize| {
            LENGTH_INDEPENDENT + (1.0 - LENGTH_INDEPENDENT) * self.0[field] as f32 / FIELD_WEIGHTS[field].1
        };
        LengthNorms(std::array::from_fn(norm))
    }
}

/// Divisors of the weight of an occurrence in each field of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct LengthNorms([f32; 4]);

impl LengthNorms {
    /// Returns the level of a term with these frequencies.
    pub(super) fn level(&self, counts: &FieldCounts) -> u32 {
        let weight = |field: usize| FIELD_WEIGHTS[field].0 * f32::from(counts[field]) / self.0[field];
        let sum: f32 = (0..FIELD_WEIGHTS.len()).map(weight).sum();
        ((sum / (sum + SATURATION) * LEVELS as f32) as u32).min(LEVELS - 1)
    }
}

/// Returns whether a term occurs in a field other than the text.
pub(super) fn is_metadata(counts: &FieldCounts) -> bool {
    counts[..SearchField::Text as usize].iter().any(|count| *count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_outrank_names_and_names_outrank_prose() {
        let average = FieldLengths([10, 20, 80, 600]).norms();
        let level = |counts| average.level(&counts);
        let ascending = [[0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0], [1, 1, 1, 3]];
        assert!(ascending.windows(2).all(|pair| level(pair[0]) < level(pair[1])));
        let short = FieldLengths([1, 0, 0, 0]).norms();
        assert!(
            short.level(&[1, 0, 0, 0]) > level([1, 0, 0, 0]),
            "a term in a short title outranks one in a long title"
        );
    }
}

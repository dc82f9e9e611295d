//! The model: learned weights of features.
//!
//! The weight table is made by `examples/names_train.rs`.

use super::features::{Features, ROW_BITS};

/// Label of a candidate. The order is that of the columns of the weight table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A state, city or other place.
    Place,
    /// Not a name, or a name of something else.
    Nothing,
}

impl Label {
    /// All labels, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Nothing];
}

/// Points for the declared label. Only a title outweighs them.
pub(crate) const DECLARED_POINTS: i32 = 96;

/// Points for each label, in sixteenths of a unit of log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score(pub(crate) [i32; 4]);

/// Size of the weights in bytes; the set of lowercase words follows.
pub(crate) const WEIGHTS_BYTES: usize = 4 << ROW_BITS;
/// Size of the set of lowercase words, as a power of two in bits.
pub(crate) const LOWERCASE_BITS: u32 = 17;

/// A trained model: four weights for each feature, then the set of words that occur in lowercase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model<'w> {
    bytes: &'w [u8],
}

impl<'w> Model<'w> {
    pub(crate) fn new(bytes: &'w [u8]) -> Self {
        Self { bytes }
    }

    /// Returns whether the word with this hash is known to occur in lowercase.
    pub(crate) fn is_lowercase_word(&self, hash: u32) -> bool {
        let bit = lowercase_bit(hash);
        self.bytes.get(WEIGHTS_BYTES + bit / 8).is_some_and(|byte| byte & 1 << (bit % 8) != 0)
    }
}

/// Returns the bit of a hash in the set of lowercase words.
pub(crate) fn lowercase_bit(hash: u32) -> usize {
    ((hash ^ hash >> 15) & ((1 << LOWERCASE_BITS) - 1)) as usize
}

impl Score {
    pub(crate) fn from_features(features: &Features, model: &Model<'_>) -> Self {
        let weights = model.bytes;
        let mut score = features.prior.0;
        for feature in &features.rows {
            let row = usize::from(*feature & ((1 << ROW_BITS) - 1)) * 4;
            if let Some(row) = weights.get(row..row + 4) {
                score.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(*weight as i8));
            }
        }
        Self(score)
    }

    pub(crate) fn add_score(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, value)| *sum += value);
    }

    /// Adds points to one label.
    pub(crate) fn add_points(&mut self, label: Label, by: i32) {
        self.0[label as usize] += by;
    }

    pub(crate) fn best_label(self) -> Label {
        Label::ALL.into_iter().rev().max_by_key(|label| self.0[*label as usize]).unwrap_or(Label::Nothing)
    }

    /// Returns the lead of a label over the best other label; negative if it is behind.
    pub(crate) fn margin(self, label: Label) -> i32 {
        let others =
            Label::ALL.into_iter().filter(|other| *other != label).map(|other| self.0[other as usize]);
        self.0[label as usize] - others.max().unwrap_or(0)
    }
}

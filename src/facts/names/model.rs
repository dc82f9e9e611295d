//! The weights of signs: what a segment is, as far as it and its sentence tell.
//!
//! The table is made by `examples/names_train.rs`.

use super::features::{Features, ROW_BITS};

/// What a segment may be; the order is that of the columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A state, city or other place.
    Place,
    /// No name, or the name of something else.
    Nothing,
}

impl Label {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Nothing];
}

/// Points for what the site has declared a name to be: more than context can outweigh, save a title before it.
pub(crate) const DECLARED_POINTS: i32 = 96;

/// How much speaks for each label; sixteen are one unit of log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score(pub(crate) [i32; 4]);

/// What comes with the program: for each sign one byte for each label, then the set of small words.
static BUILT_IN_MODEL: &[u8] = include_bytes!("tables/weights.bin");

/// The bytes of the weights proper; the set of small words comes after them.
pub(crate) const WEIGHTS_BYTES: usize = 4 << ROW_BITS;
/// The set of small words takes two to this many bits.
pub(crate) const LOWERCASE_BITS: u32 = 17;

/// What was learnt from annotated texts: the weights of signs, and which words stand in small letters in them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model<'w> {
    bytes: &'w [u8],
}

impl Model<'static> {
    pub(crate) fn built_in() -> Self {
        Self { bytes: BUILT_IN_MODEL }
    }
}

impl<'w> Model<'w> {
    pub(crate) fn new(bytes: &'w [u8]) -> Self {
        Self { bytes }
    }

    /// Whether a word, given by its hash, is known to be written without a capital.
    pub(crate) fn is_lowercase_word(&self, hash: u32) -> bool {
        let bit = lowercase_bit(hash);
        self.bytes.get(WEIGHTS_BYTES + bit / 8).is_some_and(|byte| byte & 1 << (bit % 8) != 0)
    }
}

/// Where in the set of small words the word with a hash stands.
pub(crate) fn lowercase_bit(hash: u32) -> usize {
    ((hash ^ hash >> 15) & ((1 << LOWERCASE_BITS) - 1)) as usize
}

impl Score {
    pub(crate) fn from_features(signs: &Features, learnt: &Model<'_>) -> Self {
        let weights = learnt.bytes;
        let mut score = signs.prior.0;
        for sign in &signs.rows {
            let row = usize::from(*sign & ((1 << ROW_BITS) - 1)) * 4;
            if let Some(row) = weights.get(row..row + 4) {
                score.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(*weight as i8));
            }
        }
        Self(score)
    }

    pub(crate) fn add_score(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, value)| *sum += value);
    }

    /// Adds to one label.
    pub(crate) fn add_points(&mut self, label: Label, by: i32) {
        self.0[label as usize] += by;
    }

    pub(crate) fn best_label(self) -> Label {
        Label::ALL.into_iter().rev().max_by_key(|label| self.0[*label as usize]).unwrap_or(Label::Nothing)
    }

    /// How far a label leads the best of the others; negative where it trails.
    pub(crate) fn margin(self, label: Label) -> i32 {
        let others =
            Label::ALL.into_iter().filter(|other| *other != label).map(|other| self.0[other as usize]);
        self.0[label as usize] - others.max().unwrap_or(0)
    }
}

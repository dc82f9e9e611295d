//! What the words before a run of capitalized words say of it.

/// What is directly before a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preceding {
    Title,
    Other,
}

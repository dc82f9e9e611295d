//! Words that take a full stop without ending a sentence.

/// When the full stop belongs to the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FullStopRule {
    /// Always.
    Always,
    /// Only where a digit or a comma follows: `Sun. 5`, but not "under the Sun."
    BeforeDigit,
}

use FullStopRule::{Always, BeforeDigit};

/// Abbreviations as they are written, in order of their bytes.
const ABBREVIATIONS: &[(&str, FullStopRule)] = &[
    ("Adm", Always),
    ("Apr", Always),
    ("Art", BeforeDigit),
    ("Assn", Always),
    ("Aug", Always),
    ("Ave", Always),
    ("Bros", Always),
    ("Capt", Always),
    ("Co", Always),
    ("Col", Always),
    ("Corp", Always),
    ("Cpl", Always),
    ("Dec", Always),
    ("Dr", Always),
    ("Feb", Always),
    ("Fri", Always),
    ("Gen", Always),
    ("Gov", Always),
    ("Hon", Always),
    ("Inc", Always),
    ("Jan", Always),
    ("Jr", Always),
    ("Jul", Always),
    ("Jun", Always),
    ("Lt", Always),
    ("Ltd", Always),
    ("Maj", Always),
    ("Mar", BeforeDigit),
    ("Messrs", Always),
    ("Mon", BeforeDigit),
    ("Mr", Always),
    ("Mrs", Always),
    ("Ms", Always),
    ("Mt", Always),
    ("No", BeforeDigit),
    ("Nos", BeforeDigit),
    ("Nov", Always),
    ("Oct", Always),
    ("Prof", Always),
    ("Pvt", Always),
    ("Rep", Always),
    ("Reps", Always),
    ("Rev", Always),
    ("Sat", BeforeDigit),
    ("Sen", Always),
    ("Sens", Always),
    ("Sep", Always),
    ("Sept", Always),
    ("Sgt", Always),
    ("Sr", Always),
    ("St", Always),
    ("Sun", BeforeDigit),
    ("Thu", Always),
    ("Thur", Always),
    ("Thurs", Always),
    ("Tue", Always),
    ("Tues", Always),
    ("Wed", BeforeDigit),
    ("approx", Always),
    ("ca", BeforeDigit),
    ("cf", Always),
    ("etc", Always),
    ("no", BeforeDigit),
    ("pp", BeforeDigit),
    ("vs", Always),
];

/// When the full stop after `word` belongs to it; none for other words.
pub(super) fn full_stop_rule(word: &str) -> Option<FullStopRule> {
    if word.len() > 6 {
        return None;
    }
    let at = ABBREVIATIONS.binary_search_by(|(known, _)| known.cmp(&word)).ok()?;
    ABBREVIATIONS.get(at).map(|(_, when)| *when)
}

#[test]
fn the_table_is_in_order() {
    assert!(ABBREVIATIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

//! Abbreviations whose full stop does not end a sentence.

/// The condition under which the full stop belongs to the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FullStopRule {
    /// Always.
    Always,
    /// Only if a digit or a comma follows: `Sun. 5`, but not "under the Sun."
    BeforeDigit,
}

use FullStopRule::{Always, BeforeDigit};

/// The abbreviations, in byte order.
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

/// Returns the rule for the full stop after `word`, or `None` if `word` is not an abbreviation.
pub(super) fn full_stop_rule(word: &str) -> Option<FullStopRule> {
    if word.len() > 6 {
        return None;
    }
    let index = ABBREVIATIONS.binary_search_by(|(known, _)| known.cmp(&word)).ok()?;
    ABBREVIATIONS.get(index).map(|(_, when)| *when)
}

#[test]
fn abbreviations_are_sorted() {
    assert!(ABBREVIATIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

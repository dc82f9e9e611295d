//! Reads dates.

use super::Date;

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, in an editor's words: "April has 30 days".
    pub message: String,
    /// What to write instead, where that can be told.
    pub mend: Option<String>,
    /// Whether all that is missing is the zone of a time.
    pub needs_zone: bool,
}

pub(super) fn parse(text: &str) -> Result<Date, DateError> {
    let _ = text;
    todo!()
}

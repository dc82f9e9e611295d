//! Why a file is made and not used again.

use serde::{Deserialize, Serialize};

/// Maximum number of names in a reason.
const MAX_NAMES: usize = 8;

/// Why a file is made and not used again from the last output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum MadeBecause {
    /// Nothing is known of an earlier build.
    NoCache,
    /// The last output did not have it.
    NewFile,
    /// What all files depend on has changed: the names of these parts.
    AllFiles(Vec<String>),
    /// Another page was at its path.
    OtherPage,
    /// Its template, or one that it may use, has changed.
    Template,
    /// `as_of` decides otherwise.
    Instant,
    /// What it read has changed: the first names, and how many more there are.
    Sources(Vec<String>, usize),
    /// The last output no longer had it as it was written.
    Output,
}

impl MadeBecause {
    /// Returns the reason that these sources have changed.
    pub(super) fn sources(mut names: Vec<String>) -> Self {
        names.dedup();
        let more = names.len().saturating_sub(MAX_NAMES);
        names.truncate(MAX_NAMES);
        Self::Sources(names, more)
    }

    /// Returns the reason in words.
    pub(super) fn text(&self) -> String {
        match self {
            Self::NoCache => "there was no cache".to_owned(),
            Self::NewFile => "the last output did not have it".to_owned(),
            Self::AllFiles(parts) => format!("all files depend on what has changed: {}", parts.join(", ")),
            Self::OtherPage => "another page was at its path".to_owned(),
            Self::Template => "its template, or one that it uses, has changed".to_owned(),
            Self::Instant => "a date or an embargo that it shows has passed".to_owned(),
            Self::Sources(names, 0) => format!("what it read has changed: {}", names.join(", ")),
            Self::Sources(names, more) => {
                format!("what it read has changed: {} and {more} more", names.join(", "))
            }
            Self::Output => "the file in the output folder is missing or was changed".to_owned(),
        }
    }
}

//! The kinds of subjects.

use serde::{Deserialize, Serialize};

/// The kind of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SubjectKind {
    /// Persons, organisations, states and groups.
    Actor,
    /// Places.
    Venue,
    /// Themes.
    Topic,
    /// Persons who write briefings.
    Author,
    /// Ordered sets of briefings.
    Series,
}

impl SubjectKind {
    /// The kinds that facts and lists of topics name, in display order. Every site has a listing of each.
    pub const OF_FACTS: [Self; 3] = [Self::Actor, Self::Venue, Self::Topic];

    /// Returns the singular name, as used in messages and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Venue => "venue",
            Self::Topic => "topic",
            Self::Author => "author",
            Self::Series => "series",
        }
    }

    /// Returns the folder of its pages and profiles.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Actor => "actors",
            Self::Venue => "venues",
            Self::Topic => "topics",
            Self::Author => "people",
            Self::Series => "series",
        }
    }
}

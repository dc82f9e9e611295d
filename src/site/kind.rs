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
}

impl SubjectKind {
    /// All kinds, in display order.
    pub const ALL: [Self; 3] = [Self::Actor, Self::Venue, Self::Topic];

    /// Returns the singular name, as used in messages and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Venue => "venue",
            Self::Topic => "topic",
        }
    }

    /// Returns the folder of its pages and profiles.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Actor => "actors",
            Self::Venue => "venues",
            Self::Topic => "topics",
        }
    }
}

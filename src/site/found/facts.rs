//! What is found in the prose of one page.

use serde::{Deserialize, Serialize};

use crate::facts::timex::Derivation;
use crate::facts::{Date, DateFact, Grade};
use crate::site::ids::{ActorId, PageId, VenueId};
use crate::text::Span;

/// Dates and names found in the prose of a briefing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FoundFacts {
    /// Dates in the order of the prose; may be empty.
    pub dates: Vec<FoundDate>,
    /// Facts about days and months that no declared fact has, in the order of the prose; may be empty.
    pub facts: Vec<DateFact>,
    /// Names of actors and venues that link to their pages, in the order of the prose; may be empty.
    pub names: Vec<FoundName>,
    /// Actors named but not declared, in the order of the prose; may be empty.
    pub actors: Vec<ActorId>,
    /// Venues named but not declared, in the order of the prose; may be empty.
    pub venues: Vec<VenueId>,
}

/// A name in the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundName {
    /// Its span in the source.
    pub span: Span,
    /// The page of the actor or venue it names.
    pub page: PageId,
}

/// A date in the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundDate {
    /// Its span in the source.
    pub span: Span,
    /// Its value.
    pub date: Date,
    /// How certain the value is; sure if the editor set it or a declared fact has it.
    pub grade: Grade,
    /// The fact that states it, if any.
    pub fact: Option<FactIndex>,
    /// How the value was derived; `None` if the editor set it.
    pub derivation: Option<Derivation>,
}

/// Index of a dated fact of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FactIndex {
    /// Index into the declared facts.
    Declared(usize),
    /// Index into the found facts.
    Found(usize),
}

impl FactIndex {
    /// Returns the id of its row in the fact box.
    pub fn row_id(self) -> String {
        match self {
            Self::Declared(index) => format!("_date-{}", index + 1),
            Self::Found(index) => format!("_found-{}", index + 1),
        }
    }

    /// Returns whether the fact was found in prose.
    pub fn is_found(self) -> bool {
        matches!(self, Self::Found(_))
    }
}

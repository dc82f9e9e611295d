//! The facts of a briefing: dates, actors, venues, statements and sources.
//!
//! This module turns values and text into typed facts with their origin and span. It imports only `text` and
//! `diagnostic`, so it can be used as a library without HTML, permalinks or settings.

#[cfg(feature = "site")]
pub(crate) mod clause;
pub mod date;
pub mod languages;
pub mod names;
pub mod quote;
pub(crate) mod stored_time;
pub mod timex;
pub mod token;

pub use date::Date;

use serde::{Deserialize, Serialize};

use crate::text::{Span, Spanned};

/// The origin of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// Declared in the front matter.
    Declared,
    /// Found in the prose.
    Found,
}

/// Confidence in a proposed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// An editor must decide.
    Doubtful,
    /// Probably correct.
    Likely,
    /// Stated by the text or known to the site.
    Sure,
}

impl Grade {
    /// Returns its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Likely => "likely",
            Self::Sure => "sure",
        }
    }
}

/// Where facts found in the prose are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DisplayMode {
    /// Nowhere.
    Off,
    /// In the prose.
    Prose,
    /// In the prose and in the fact box.
    Box,
}

impl DisplayMode {
    /// Every mode with its value in settings and front matter.
    pub const CHOICES: [(&'static str, Self); 3] =
        [("off", Self::Off), ("prose", Self::Prose), ("box", Self::Box)];
}

/// An editor's override for words of the prose that are read wrongly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Override {
    /// The words are neither a date nor a name.
    Ignore,
    /// The words denote this date.
    Date(Date),
    /// The words name this actor or venue.
    Name(Reference),
}

/// The status of a fact or statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Known to be true.
    Confirmed,
    /// Claimed by one side.
    Claimed,
    /// Contradicted by another side.
    Disputed,
    /// Denied by the party that it is about.
    Denied,
    /// Withdrawn by the party that made it.
    Withdrawn,
}

impl Status {
    /// Every status with its value in front matter and on pages.
    pub const CHOICES: [(&'static str, Self); 5] = [
        ("confirmed", Self::Confirmed),
        ("claimed", Self::Claimed),
        ("disputed", Self::Disputed),
        ("denied", Self::Denied),
        ("withdrawn", Self::Withdrawn),
    ];

    /// Returns its value in front matter.
    pub fn as_str(self) -> &'static str {
        Self::CHOICES[self as usize].0
    }
}

/// A reference to an actor, venue, topic or source as written: a slug, name, alias or id.
pub type Reference = Spanned<String>;

/// A dated event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DateFact {
    /// The date.
    pub when: Spanned<Date>,
    /// The event in one clause; plain text.
    pub what: Spanned<String>,
    /// The venue.
    pub venue: Option<Reference>,
    /// The actors; may be empty.
    pub actors: Vec<Reference>,
    /// The status; `None` counts as confirmed and is not shown.
    pub status: Option<Status>,
    /// The id of a source in the same briefing.
    pub source: Option<Reference>,
    /// Whether the fact is declared or found.
    pub origin: Origin,
}

/// An actor of a briefing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActorFact {
    /// The actor.
    pub actor: Reference,
    /// The role in this briefing, such as `mediator`; `None` shows the role held on its date.
    pub role: Option<Spanned<String>>,
    /// Whether the fact is declared or found.
    pub origin: Origin,
}

/// A venue of a briefing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VenueFact {
    /// The venue.
    pub venue: Reference,
    /// The event there, such as `second round`.
    pub role: Option<Spanned<String>>,
    /// Whether the fact is declared or found.
    pub origin: Origin,
}

/// A quotation with its speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The speaker, an actor.
    pub who: Reference,
    /// The quoted words, without quotation marks.
    pub says: Spanned<String>,
    /// When the words were said.
    pub when: Option<Spanned<Date>>,
    /// The subject, shown after "on".
    pub about: Option<Spanned<String>>,
    /// The venue where the words were said.
    pub venue: Option<Reference>,
    /// The actor addressed.
    pub to: Option<Reference>,
    /// The status; claimed by default.
    pub status: Status,
    /// The id of a source in the same briefing.
    pub source: Option<Reference>,
    /// Whether the fact is declared or found.
    pub origin: Origin,
    /// The whole entry.
    pub span: Span,
}

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// The id that facts refer to; a slug, unique in the briefing.
    pub id: Option<Spanned<String>>,
    /// Its title.
    pub title: Spanned<String>,
    /// The publisher.
    pub publisher: Option<Spanned<String>>,
    /// Its URL: http or https.
    pub url: Option<Spanned<String>>,
    /// The URL of an archived copy.
    pub archived: Option<Spanned<String>>,
    /// When it was published.
    pub published: Option<Spanned<Date>>,
    /// When it was accessed.
    pub accessed: Option<Spanned<Date>>,
    /// The whole entry.
    pub span: Span,
}

/// A correction after publication.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// When it was made.
    pub when: Spanned<Date>,
    /// What was wrong, and what is right.
    pub what: Spanned<String>,
}

/// A significant change after publication, for readers of the previous version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// When it was made; a known day or instant.
    pub when: Spanned<Date>,
    /// What is new.
    pub what: Spanned<String>,
}

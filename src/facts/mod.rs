//! The facts of a briefing: dates, actors, venues, statements and their sources.
//!
//! Takes plain values and text. Gives typed facts, each with its origin and place.
//! Imports `text` and `diagnostic` only: knows no HTML, no addresses, no settings, and works as a library alone.

#[cfg(feature = "site")]
pub(crate) mod clause;
pub mod date;
pub mod names;
pub mod quote;
pub mod timex;
pub mod token;

pub use date::Date;

use crate::text::{Span, Spanned};

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Given in the front matter.
    Declared,
    /// Read from the prose.
    Found,
}

/// Where facts read from the prose are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisplayMode {
    /// Nowhere.
    Off,
    /// In the prose.
    Prose,
    /// In the prose and in the fact box.
    Box,
}

impl DisplayMode {
    /// Each with the word that stands for it in settings and front matter.
    pub const CHOICES: [(&'static str, Self); 3] =
        [("off", Self::Off), ("prose", Self::Prose), ("box", Self::Box)];
}

/// What an editor says of words in the prose that were, or would be, read wrongly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Override {
    /// They are no date and no name.
    Ignore,
    /// They mean this date.
    Date(Date),
    /// They name this actor or venue, as the editor wrote it.
    Name(Reference),
}

/// How sure a fact or statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Known to be so.
    Confirmed,
    /// Said to be so by one side.
    Claimed,
    /// Said to be otherwise by somebody.
    Disputed,
    /// Denied by the one it is about.
    Denied,
    /// Taken back by the one who said it.
    Withdrawn,
}

impl Status {
    /// Every status, with the word that stands for it in front matter and on pages.
    pub const CHOICES: [(&'static str, Self); 5] = [
        ("confirmed", Self::Confirmed),
        ("claimed", Self::Claimed),
        ("disputed", Self::Disputed),
        ("denied", Self::Denied),
        ("withdrawn", Self::Withdrawn),
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        Self::CHOICES[self as usize].0
    }
}

/// An actor, venue, topic or source as an editor wrote it: a slug, a name or an alias.
pub type Reference = Spanned<String>;

/// Something that happened or will happen.
#[derive(Clone, Debug, PartialEq)]
pub struct DateFact {
    /// When.
    pub when: Spanned<Date>,
    /// What, in one clause; plain text.
    pub what: Spanned<String>,
    /// The venue.
    pub venue: Option<Reference>,
    /// The actors; may be empty.
    pub actors: Vec<Reference>,
    /// How sure; none counts as confirmed and is not shown.
    pub status: Option<Status>,
    /// The id of a source of the same briefing.
    pub source: Option<Reference>,
    /// Declared or found.
    pub origin: Origin,
}

/// An actor's part in a briefing.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorFact {
    /// Who.
    pub actor: Reference,
    /// The part played in this briefing, such as `mediator`; none shows the office held on its date.
    pub role: Option<Spanned<String>>,
    /// Declared or found.
    pub origin: Origin,
}

/// A venue's part in a briefing.
#[derive(Clone, Debug, PartialEq)]
pub struct VenueFact {
    /// Where.
    pub venue: Reference,
    /// What takes place there, such as `second round`.
    pub role: Option<Spanned<String>>,
    /// Declared or found.
    pub origin: Origin,
}

/// Words somebody said.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The speaker, an actor.
    pub who: Reference,
    /// The words, without quotation marks.
    pub says: Spanned<String>,
    /// When they were said.
    pub when: Option<Spanned<Date>>,
    /// What they are about, to follow "on".
    pub about: Option<Spanned<String>>,
    /// The venue where they were said.
    pub venue: Option<Reference>,
    /// The actor they were said to.
    pub to: Option<Reference>,
    /// How sure; claimed unless stated.
    pub status: Status,
    /// The id of a source of the same briefing.
    pub source: Option<Reference>,
    /// Declared or found.
    pub origin: Origin,
    /// The whole entry.
    pub span: Span,
}

/// Where a fact was learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRecord {
    /// The name facts refer to it by; a slug, unique in the briefing.
    pub id: Option<Spanned<String>>,
    /// Its title.
    pub title: Spanned<String>,
    /// Who published it.
    pub publisher: Option<Spanned<String>>,
    /// Its address: http, https.
    pub url: Option<Spanned<String>>,
    /// The address of an archived copy.
    pub archived: Option<Spanned<String>>,
    /// When it was published.
    pub published: Option<Spanned<Date>>,
    /// When it was read.
    pub accessed: Option<Spanned<Date>>,
    /// The whole entry.
    pub span: Span,
}

/// What was fixed after publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// When.
    pub when: Spanned<Date>,
    /// What was wrong and what is right.
    pub what: Spanned<String>,
}

/// A significant change after publication: what a reader of the version before should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// When; a known day or instant.
    pub when: Spanned<Date>,
    /// What is new.
    pub what: Spanned<String>,
}

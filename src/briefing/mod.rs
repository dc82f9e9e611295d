//! Front matter, typed: briefings, and the profiles and plain pages around them.
//!
//! Takes one [`Document`](crate::document::Document). Gives one [`ContentItem`] with typed facts.
//! Knows no HTML, no templates, no permalinks and no other piece: names stay as written until `site`.

mod read;
mod roles;
pub(crate) mod yaml;

pub use read::read_content_item;
#[cfg(test)]
pub(crate) use read::{EXAMPLE_PROSE, EXAMPLE_VALUES};
pub(crate) use read::{is_language_tag, read_time_zone};

use std::sync::Arc;

use crate::data::DataMap;
use crate::document::Body;
use crate::facts::{
    ActorFact, Change, Correction, Date, DateFact, DisplayMode, Override, Reference, SourceRecord, Statement,
    Status, VenueFact,
};
use crate::text::{Source, Spanned};

/// What every content file has, whatever it is about.
#[derive(Clone, Debug)]
pub struct ContentMeta {
    /// The file.
    pub source: Source,
    /// `slug` of the front matter, else the file's name; a slug.
    pub slug: Spanned<String>,
    /// `title` of a briefing, topic or plain page, `name` of an actor or venue; not empty.
    pub title: Spanned<String>,
    /// One sentence; plain text.
    pub summary: Option<Spanned<String>>,
    /// Old addresses that lead here, as written.
    pub old_urls: Vec<Spanned<String>>,
    /// BCP 47 tag where it differs from the site's.
    pub language: Option<Spanned<String>>,
    /// Whether it is kept from readers until the editor says otherwise.
    pub draft: bool,
    /// `extra`: what templates may use as they like; a mapping, may be empty.
    pub extra: DataMap,
    /// The prose.
    pub body: Arc<Body>,
}

/// One content file, typed.
#[derive(Clone, Debug)]
pub enum ContentItem {
    /// `content/briefings/**`.
    Briefing(Box<Briefing>),
    /// `content/actors/*`.
    Actor(Box<Actor>),
    /// `content/venues/*`.
    Venue(Box<Venue>),
    /// `content/topics/*`.
    Topic(Box<Topic>),
    /// Any other Markdown file under `content/`.
    Standalone(Box<StandalonePage>),
}

impl ContentItem {
    /// The part all pieces share.
    pub fn meta(&self) -> &ContentMeta {
        match self {
            Self::Briefing(piece) => &piece.meta,
            Self::Actor(piece) => &piece.meta,
            Self::Venue(piece) => &piece.meta,
            Self::Topic(piece) => &piece.meta,
            Self::Standalone(piece) => &piece.meta,
        }
    }
}

/// One published item.
#[derive(Clone, Debug)]
pub struct Briefing {
    /// What it shares with other files.
    pub meta: ContentMeta,
    /// When it was published; anchors "Saturday".
    pub published: Spanned<Date>,
    /// The last significant change as stated; `changes` may tell of a later one.
    pub updated: Option<Spanned<Date>>,
    /// Significant changes in words, latest first; may be empty.
    pub changes: Vec<Change>,
    /// The venue it is filed from.
    pub dateline: Option<Reference>,
    /// Who wrote it; free text, may be empty.
    pub byline: Vec<Spanned<String>>,
    /// Topics as written; may be empty.
    pub topics: Vec<Reference>,
    /// Dated facts; may be empty.
    pub dates: Vec<DateFact>,
    /// Who takes part; may be empty.
    pub actors: Vec<ActorFact>,
    /// Where; may be empty.
    pub venues: Vec<VenueFact>,
    /// Who said what; may be empty.
    pub statements: Vec<Statement>,
    /// Where it was learnt; may be empty.
    pub sources: Vec<SourceRecord>,
    /// What was fixed; may be empty.
    pub corrections: Vec<Correction>,
    /// Not public before this instant.
    pub embargo: Option<Spanned<Date>>,
    /// When somebody should look at it again.
    pub review_by: Option<Spanned<Date>>,
    /// How sure the briefing as a whole is.
    pub status: Option<Spanned<Status>>,
    /// Where dates read from its prose are shown; none leaves it to the settings.
    pub display: Option<DisplayMode>,
    /// What its editor says of words in its prose; may be empty.
    pub overrides: Vec<(Spanned<String>, Override)>,
}

/// What kind of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A body with members or staff.
    Organisation,
    /// A country.
    State,
    /// A number of persons or organisations without a body of their own.
    Group,
}

impl ActorKind {
    /// Every kind with its word.
    pub const CHOICES: [(&'static str, Self); 4] = [
        ("person", Self::Person),
        ("organisation", Self::Organisation),
        ("state", Self::State),
        ("group", Self::Group),
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        Self::CHOICES[self as usize].0
    }
}

/// An office held for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Such as `foreign minister`.
    pub title: Spanned<String>,
    /// The actor it is held in, such as `iran`.
    pub affiliation: Option<Reference>,
    /// Since when.
    pub from: Option<Spanned<Date>>,
    /// Until when.
    pub to: Option<Spanned<Date>>,
}

/// A person, organisation, state or group that acts in briefings.
#[derive(Clone, Debug)]
pub struct Actor {
    /// What it shares with other files; the title is its name.
    pub meta: ContentMeta,
    /// What kind; none where the file does not say.
    pub kind: Option<ActorKind>,
    /// Other names it goes by; may be empty.
    pub aliases: Vec<Spanned<String>>,
    /// Offices held; may be empty.
    pub roles: Vec<Role>,
    /// Whether the family name comes first, as in Xi Jinping.
    pub family_name_first: bool,
    /// Wikidata item, such as `Q794`.
    pub wikidata: Option<Spanned<String>>,
    /// Its own address: http, https.
    pub website: Option<Spanned<String>>,
}

/// A place where things happen.
#[derive(Clone, Debug)]
pub struct Venue {
    /// What it shares with other files; the title is its name.
    pub meta: ContentMeta,
    /// Such as `city`, `building`; free text.
    pub kind: Option<Spanned<String>>,
    /// The country's name.
    pub country: Option<Spanned<String>>,
    /// Latitude and longitude in degrees, WGS 84; within ±90 and ±180.
    pub coordinates: Option<(f64, f64)>,
    /// IANA name, such as `Europe/Rome`; known to the time zone database.
    pub time_zone: Option<Spanned<String>>,
    /// The venue it lies in.
    pub part_of: Option<Reference>,
    /// Other names it goes by; may be empty.
    pub aliases: Vec<Spanned<String>>,
    /// Wikidata item, such as `Q220`.
    pub wikidata: Option<Spanned<String>>,
}

/// A subject under which briefings are listed.
#[derive(Clone, Debug)]
pub struct Topic {
    /// What it shares with other files.
    pub meta: ContentMeta,
    /// Other names it goes by; may be empty.
    pub aliases: Vec<Spanned<String>>,
}

/// A page that is none of these, such as "About".
#[derive(Clone, Debug)]
pub struct StandalonePage {
    /// What it shares with other files.
    pub meta: ContentMeta,
}

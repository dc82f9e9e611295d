//! Typed front matter of briefings, profiles and standalone pages.
//!
//! Turns one [`Document`](crate::document::Document) into one [`ContentItem`] with typed facts. This module does not
//! use HTML, templates, permalinks or other content items. `site` resolves the names.

mod read;
mod roles;
pub(crate) mod yaml;

#[cfg(test)]
pub(crate) use read::{EXAMPLE_PARAGRAPHS, EXAMPLE_VALUES, key_schemas};
pub use read::{FrontMatterOptions, read_content_item};
pub(crate) use read::{as_language_tag, flat_form, read_time_zone};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::data::DataMap;
use crate::document::Body;
use crate::facts::{
    ActorFact, Change, Correction, Date, DateFact, DisplayMode, Override, Reference, SourceRecord, Statement,
    Status, VenueFact,
};
use crate::text::{Source, Spanned, shared_value};

/// The part that all content items share.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContentMeta {
    /// The source file. It is not serialised: see [`ContentItem::with_source`].
    #[serde(skip)]
    pub source: Source,
    /// `slug` of the front matter, else derived from the file name; a valid slug.
    pub slug: Spanned<String>,
    /// `title` of a briefing, topic, series or standalone page, `name` of an actor, venue or author; not empty.
    pub title: Spanned<String>,
    /// One sentence; plain text.
    pub summary: Option<Spanned<String>>,
    /// Old URLs that redirect here, as written.
    pub old_urls: Vec<Spanned<String>>,
    /// BCP 47 tag, if it differs from the site's language.
    pub language: Option<Spanned<String>>,
    /// Whether the item is a draft, which is not published.
    pub draft: bool,
    /// `extra`: free data for templates; may be empty.
    pub extra: DataMap,
    /// The body.
    #[serde(with = "shared_value")]
    pub body: Arc<Body>,
}

/// One typed content file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ContentItem {
    /// `content/briefings/**`.
    Briefing(#[serde(with = "shared_value")] Arc<Briefing>),
    /// `content/actors/*`.
    Actor(#[serde(with = "shared_value")] Arc<Actor>),
    /// `content/venues/*`.
    Venue(#[serde(with = "shared_value")] Arc<Venue>),
    /// `content/topics/*`.
    Topic(#[serde(with = "shared_value")] Arc<Topic>),
    /// `content/people/*`.
    Author(#[serde(with = "shared_value")] Arc<Author>),
    /// `content/series/*`.
    Series(#[serde(with = "shared_value")] Arc<Series>),
    /// Any other Markdown file under `content/`.
    Standalone(#[serde(with = "shared_value")] Arc<StandalonePage>),
}

impl ContentItem {
    /// Returns the part that all content items share.
    pub fn meta(&self) -> &ContentMeta {
        match self {
            Self::Briefing(briefing) => &briefing.meta,
            Self::Actor(actor) => &actor.meta,
            Self::Venue(venue) => &venue.meta,
            Self::Topic(topic) => &topic.meta,
            Self::Author(author) => &author.meta,
            Self::Series(series) => &series.meta,
            Self::Standalone(page) => &page.meta,
        }
    }

    /// Returns the item with its source, which is not serialised with it.
    #[must_use]
    pub fn with_source(mut self, source: Source) -> Self {
        let meta = match &mut self {
            Self::Briefing(briefing) => Arc::get_mut(briefing).map(|briefing| &mut briefing.meta),
            Self::Actor(actor) => Arc::get_mut(actor).map(|actor| &mut actor.meta),
            Self::Venue(venue) => Arc::get_mut(venue).map(|venue| &mut venue.meta),
            Self::Topic(topic) => Arc::get_mut(topic).map(|topic| &mut topic.meta),
            Self::Author(author) => Arc::get_mut(author).map(|author| &mut author.meta),
            Self::Series(series) => Arc::get_mut(series).map(|series| &mut series.meta),
            Self::Standalone(page) => Arc::get_mut(page).map(|page| &mut page.meta),
        };
        meta.into_iter().for_each(|meta| meta.source = source.clone());
        self
    }

    /// Returns whether two items share one value in memory.
    pub fn is_same_value(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Briefing(one), Self::Briefing(other)) => Arc::ptr_eq(one, other),
            (Self::Actor(one), Self::Actor(other)) => Arc::ptr_eq(one, other),
            (Self::Venue(one), Self::Venue(other)) => Arc::ptr_eq(one, other),
            (Self::Topic(one), Self::Topic(other)) => Arc::ptr_eq(one, other),
            (Self::Author(one), Self::Author(other)) => Arc::ptr_eq(one, other),
            (Self::Series(one), Self::Series(other)) => Arc::ptr_eq(one, other),
            (Self::Standalone(one), Self::Standalone(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

/// One article with its facts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Briefing {
    /// The shared part.
    pub meta: ContentMeta,
    /// When it was published: the reference time of expressions such as "Saturday".
    pub published: Spanned<Date>,
    /// The last significant change, as written; `changes` may have a later one.
    pub updated: Option<Spanned<Date>>,
    /// Descriptions of significant changes, latest first; may be empty.
    pub changes: Vec<Change>,
    /// The venue of the dateline.
    pub dateline: Option<Reference>,
    /// The authors: names or slugs of profiles, or free text; may be empty.
    pub byline: Vec<Reference>,
    /// The series it belongs to.
    pub series: Option<Reference>,
    /// Its number in the series, at least 1.
    pub part: Option<Spanned<u32>>,
    /// The lead picture.
    pub picture: Option<LeadPicture>,
    /// Topics as written; may be empty.
    pub topics: Vec<Reference>,
    /// Dates; may be empty.
    pub dates: Vec<DateFact>,
    /// Actors; may be empty.
    pub actors: Vec<ActorFact>,
    /// Venues; may be empty.
    pub venues: Vec<VenueFact>,
    /// Statements; may be empty.
    pub statements: Vec<Statement>,
    /// Sources; may be empty.
    pub sources: Vec<SourceRecord>,
    /// Corrections; may be empty.
    pub corrections: Vec<Correction>,
    /// The briefing is not published before this date.
    pub embargo: Option<Spanned<Date>>,
    /// When an editor should review it.
    pub review_by: Option<Spanned<Date>>,
    /// The status of the briefing as a whole.
    pub status: Option<Spanned<Status>>,
    /// Where facts found in its prose are shown; `None` uses the settings.
    pub display: Option<DisplayMode>,
    /// Words of its prose with the editor's override; may be empty.
    pub overrides: Vec<(Spanned<String>, Override)>,
}

impl Briefing {
    /// Returns whether the day of publication could be read. Without one, `published` has a day long past and the span of
    /// the title.
    pub fn has_publication(&self) -> bool {
        self.published.span != self.meta.title.span
    }
}

/// The lead picture of a briefing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadPicture {
    /// Path of the file relative to the briefing, or from `content/` if it begins with `/`.
    pub file: Spanned<String>,
    /// Alternative text.
    pub alt: Spanned<String>,
    /// Caption.
    pub caption: Option<Spanned<String>>,
    /// Who made it.
    pub credit: Option<Spanned<String>>,
    /// Its licence.
    pub licence: Option<Spanned<String>>,
}

/// The kind of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A body with members or staff.
    Organisation,
    /// A country.
    State,
    /// Persons or organisations without a common body.
    Group,
}

impl ActorKind {
    /// Every kind with its value in front matter.
    pub const CHOICES: [(&'static str, Self); 4] = [
        ("person", Self::Person),
        ("organisation", Self::Organisation),
        ("state", Self::State),
        ("group", Self::Group),
    ];

    /// Returns its value in front matter.
    pub fn as_str(self) -> &'static str {
        Self::CHOICES[self as usize].0
    }
}

/// An office or title of a person, with its term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Such as `foreign minister`.
    pub title: Spanned<String>,
    /// The actor it is held in, such as `iran`.
    pub affiliation: Option<Reference>,
    /// When the term begins.
    pub from: Option<Spanned<Date>>,
    /// When the term ends.
    pub to: Option<Spanned<Date>>,
}

/// A person, organisation, state or group that acts in briefings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Actor {
    /// The shared part; the title is its name.
    pub meta: ContentMeta,
    /// The kind, if the file states it.
    pub kind: Option<ActorKind>,
    /// Other names; may be empty.
    pub aliases: Vec<Spanned<String>>,
    /// Roles; may be empty.
    pub roles: Vec<Role>,
    /// Whether the family name comes first, as in Xi Jinping.
    pub family_name_first: bool,
    /// Wikidata item, such as `Q794`.
    pub wikidata: Option<Spanned<String>>,
    /// The URL of its website: http or https.
    pub website: Option<Spanned<String>>,
}

/// A place where events happen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Venue {
    /// The shared part; the title is its name.
    pub meta: ContentMeta,
    /// Such as `city`, `building`; free text.
    pub kind: Option<Spanned<String>>,
    /// The country's name.
    pub country: Option<Spanned<String>>,
    /// Latitude and longitude in degrees, WGS 84; within ±90 and ±180.
    pub coordinates: Option<(f64, f64)>,
    /// IANA name, such as `Europe/Rome`; present in the time zone database.
    pub time_zone: Option<Spanned<String>>,
    /// The venue that contains it.
    pub part_of: Option<Reference>,
    /// Other names; may be empty.
    pub aliases: Vec<Spanned<String>>,
    /// Wikidata item, such as `Q220`.
    pub wikidata: Option<Spanned<String>>,
}

/// A subject under which briefings are listed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Topic {
    /// The shared part.
    pub meta: ContentMeta,
    /// Other names; may be empty.
    pub aliases: Vec<Spanned<String>>,
}

/// A person who writes briefings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Author {
    /// The shared part; the title is the name.
    pub meta: ContentMeta,
    /// Such as `Middle East editor`; free text.
    pub role: Option<Spanned<String>>,
    /// File of a portrait, relative to the profile or, with a slash before it, to `content/`.
    pub picture: Option<Spanned<String>>,
    /// Links, such as to a contact page; may be empty.
    pub links: Vec<ProfileLink>,
    /// Other names in bylines; may be empty.
    pub aliases: Vec<Spanned<String>>,
}

/// A link of an author's profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileLink {
    /// Its text.
    pub name: Spanned<String>,
    /// Its URL: http or https.
    pub url: Spanned<String>,
}

/// An ordered set of briefings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Series {
    /// The shared part.
    pub meta: ContentMeta,
    /// Other names; may be empty.
    pub aliases: Vec<Spanned<String>>,
}

/// A Markdown file outside of the content folders with a kind of their own, such as "About".
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StandalonePage {
    /// The shared part.
    pub meta: ContentMeta,
}

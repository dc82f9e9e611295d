//! Plans data files: of the whole site at its root, and beside the page of each briefing, actor and venue.

use crate::site::{ActorId, BriefingId, Permalink, Site, VenueId};

use super::{Export, export_page};
use crate::page::Page;

/// Data of the site as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    /// The fact store as JSON.
    Facts,
    /// The JSON Schema of the fact store and of the data of pages.
    Schema,
    /// Dated facts as CSV.
    Dates,
    /// Actors as CSV.
    Actors,
    /// Venues as CSV.
    Venues,
    /// Statements as CSV.
    Statements,
    /// Venues with coordinates as GeoJSON.
    Map,
    /// Citations of all briefings as CSL-JSON.
    Citations,
    /// Citations of all briefings as BibTeX.
    Bibliography,
}

impl DataFile {
    /// All data files with their output paths, in the order of declaration.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Facts, "facts.json"),
        (Self::Schema, "facts.schema.json"),
        (Self::Dates, "dates.csv"),
        (Self::Actors, "actors.csv"),
        (Self::Venues, "venues.csv"),
        (Self::Statements, "statements.csv"),
        (Self::Map, "venues.geojson"),
        (Self::Citations, "citations.json"),
        (Self::Bibliography, "citations.bib"),
    ];

    /// Returns the output path.
    pub fn path(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Facts => "application/json",
            Self::Schema => "application/schema+json",
            Self::Dates | Self::Actors | Self::Venues | Self::Statements => "text/csv",
            Self::Map => "application/geo+json",
            Self::Citations => "application/vnd.citationstyles.csl+json",
            Self::Bibliography => "application/x-bibtex",
        }
    }
}

/// A page with a JSON alternate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonAlternate {
    /// A briefing.
    Briefing(BriefingId),
    /// An actor.
    Actor(ActorId),
    /// A venue.
    Venue(VenueId),
}

/// Plans the data files of the whole site.
pub(super) fn plan_site_data() -> impl Iterator<Item = Page> {
    DataFile::ALL.into_iter().map(|(file, path)| export_page(path, Export::Data(file)))
}

/// Plans a data file beside the page of each briefing, actor and venue.
pub(super) fn plan_json_alternates(site: &Site) -> impl Iterator<Item = Page> {
    let briefings = site
        .briefings
        .iter()
        .enumerate()
        .map(|(id, briefing)| (&briefing.permalink, JsonAlternate::Briefing(BriefingId::new(id))));
    let actors = site.actors.iter().enumerate();
    let actors = actors.map(|(id, actor)| (&actor.permalink, JsonAlternate::Actor(ActorId::new(id))));
    let venues = site.venues.iter().enumerate();
    let venues = venues.map(|(id, venue)| (&venue.permalink, JsonAlternate::Venue(VenueId::new(id))));
    briefings
        .chain(actors)
        .chain(venues)
        .map(|(permalink, page)| export_page(json_alternate_path(permalink), Export::JsonAlternate(page)))
}

/// Plans the ninjs items.
pub(super) fn plan_ninjs(site: &Site) -> impl Iterator<Item = Page> {
    let briefings = site.briefings.iter().enumerate();
    briefings.map(|(id, briefing)| {
        export_page(ninjs_path(&briefing.permalink), Export::Ninjs(BriefingId::new(id)))
    })
}

/// Returns whether briefings have ninjs items: they are enabled, and there is a `base_url`, which is part of their ids.
pub fn has_ninjs(site: &Site) -> bool {
    site.settings.outputs.ninjs && site.settings.base_url.is_some()
}

/// Returns the output path of the JSON alternate of a page.
pub fn json_alternate_path(permalink: &Permalink) -> String {
    format!("{}index.json", permalink.path)
}

/// Returns the output path of the ninjs item of a briefing.
pub fn ninjs_path(permalink: &Permalink) -> String {
    format!("{}ninjs.json", permalink.path)
}

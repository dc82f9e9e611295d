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

/// Plans all data files. ninjs items are identified by absolute URL, so they need a `base_url`.
pub(super) fn plan_data(site: &Site) -> Vec<Page> {
    let mut pages: Vec<Page> =
        DataFile::ALL.into_iter().map(|(file, path)| export_page(path, Export::Data(file))).collect();
    let has_ninjs = site.settings.base_url.is_some();
    for (id, briefing) in site.briefings.iter().enumerate() {
        let id = BriefingId::new(id);
        pages.push(export_page(
            json_alternate_path(&briefing.permalink),
            Export::JsonAlternate(JsonAlternate::Briefing(id)),
        ));
        if has_ninjs {
            pages.push(export_page(ninjs_path(&briefing.permalink), Export::Ninjs(id)));
        }
    }
    let actors = site.actors.iter().enumerate();
    pages.extend(actors.map(|(id, actor)| {
        export_page(
            json_alternate_path(&actor.permalink),
            Export::JsonAlternate(JsonAlternate::Actor(ActorId::new(id))),
        )
    }));
    let venues = site.venues.iter().enumerate();
    pages.extend(venues.map(|(id, venue)| {
        export_page(
            json_alternate_path(&venue.permalink),
            Export::JsonAlternate(JsonAlternate::Venue(VenueId::new(id))),
        )
    }));
    pages
}

/// Returns the output path of the JSON alternate of a page.
pub fn json_alternate_path(permalink: &Permalink) -> String {
    format!("{}index.json", permalink.path)
}

/// Returns the output path of the ninjs item of a briefing.
pub fn ninjs_path(permalink: &Permalink) -> String {
    format!("{}ninjs.json", permalink.path)
}

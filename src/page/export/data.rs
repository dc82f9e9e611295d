//! Data: of the site as a whole at its root, and beside the page of each briefing, actor and venue.

use crate::site::{ActorId, BriefingId, Permalink, Site, VenueId};

use super::{Export, export_page};
use crate::page::Page;

/// Data of the site as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    /// The fact store as JSON.
    Facts,
    /// The JSON Schema of the store and of what stands beside pages.
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
    /// How to cite each briefing, as CSL-JSON.
    Citations,
    /// How to cite each briefing, as BibTeX.
    Bibliography,
}

impl DataFile {
    /// Every one with its place under the output folder, in the order declared.
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

    /// Its place under the output folder.
    pub fn path(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Its media type.
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

/// A page whose data stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonAlternate {
    /// A briefing.
    Briefing(BriefingId),
    /// An actor.
    Actor(ActorId),
    /// A venue.
    Venue(VenueId),
}

/// All data. A ninjs item is known by its full address, so without a `base_url` there is none.
pub(super) fn plan_data(site: &Site) -> Vec<Page> {
    let mut pages: Vec<Page> =
        DataFile::ALL.into_iter().map(|(file, path)| export_page(path, Export::Data(file))).collect();
    let agencies = site.settings.base_url.is_some();
    for (id, filed) in site.briefings.iter().enumerate() {
        let id = BriefingId::new(id);
        pages.push(export_page(
            json_alternate_path(&filed.permalink),
            Export::JsonAlternate(JsonAlternate::Briefing(id)),
        ));
        if agencies {
            pages.push(export_page(ninjs_path(&filed.permalink), Export::Ninjs(id)));
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

/// Where the data of a page stands.
pub fn json_alternate_path(permalink: &Permalink) -> String {
    format!("{}index.json", permalink.path)
}

/// Where a briefing for agencies stands.
pub fn ninjs_path(permalink: &Permalink) -> String {
    format!("{}ninjs.json", permalink.path)
}

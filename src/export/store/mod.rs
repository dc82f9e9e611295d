//! The fact store as JSON: for `dateline facts`, for `facts.json`, and for what stands beside pages.
//!
//! One set of records serves all three. What is not known is left out. docs/data.md names every member, and
//! `facts.schema.json` holds the records to it.

mod alone;
mod briefing;
mod records;
mod subjects;

use serde::Serialize;

use super::{json, json_of};
use crate::briefing::Piece;
use crate::page::Twin;
use crate::site::{ActorId, BriefingId, Found, Permalink, Site, TopicId, VenueId, found_alone};
use briefing::Clerk;
pub(super) use records::Each;
use records::{ActorRecord, BriefingRecord, TopicRecord, VenueRecord};

/// The JSON Schema of everything this module writes.
pub(super) const SCHEMA: &[u8] = include_bytes!("facts.schema.json");

/// Everything, or the briefings chosen.
#[derive(Serialize)]
#[serde(bound = "Each<B>: Serialize, Each<A>: Serialize, Each<V>: Serialize, Each<T>: Serialize")]
struct Store<B, A, V, T> {
    kind: &'static str,
    as_of: String,
    briefings: Each<B>,
    actors: Each<A>,
    venues: Each<V>,
    topics: Each<T>,
}

/// A record that stands beside a page.
#[derive(Serialize)]
struct Beside<'a, R> {
    kind: &'static str,
    /// From the page's folder to the root of the site: what stands before every `href`.
    root: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    as_of: String,
    #[serde(flatten)]
    record: R,
}

/// `facts.json`: everything public, without the places in the sources.
pub(super) fn whole(site: &Site) -> Vec<u8> {
    // Somewhat more than most sites need: what stays empty takes no memory, and what is moved takes twice its own.
    let size = 2048 * site.briefings.len();
    json_of(&store(site, Clerk { site, places: false }, |_| true), size)
}

/// The store for the command line, with the place of each fact; of one file where `only` is its site-relative path.
pub fn print(site: &Site, only: Option<&str>) -> String {
    let chosen =
        |id: BriefingId| only.is_none_or(|path| *site.briefing(id).briefing.leaf.source.path == *path);
    pretty(&store(site, Clerk { site, places: true }, chosen))
}

/// The facts of one briefing outside any site, its names as written.
pub fn print_alone(piece: &Piece) -> String {
    let found = match piece {
        Piece::Briefing(briefing) => found_alone(briefing),
        _ => Found::default(),
    };
    pretty(&alone::store(piece, &found))
}

fn store<'a>(
    site: &'a Site,
    clerk: Clerk<'a>,
    chosen: impl Fn(BriefingId) -> bool + Clone,
) -> Store<
    impl Iterator<Item = BriefingRecord<'a>> + Clone,
    impl Iterator<Item = ActorRecord<'a>> + Clone,
    impl Iterator<Item = VenueRecord<'a>> + Clone,
    impl Iterator<Item = TopicRecord<'a>> + Clone,
> {
    let briefings = (0..site.briefings.len()).map(BriefingId::new).filter(move |id| chosen(*id));
    let by_href = |hrefs: Vec<&str>| {
        let mut order: Vec<usize> = (0..hrefs.len()).collect();
        order.sort_unstable_by_key(|at| hrefs[*at]);
        order
    };
    let actors = by_href(site.actors.iter().map(|actor| &*actor.permalink.href).collect());
    let venues = by_href(site.venues.iter().map(|venue| &*venue.permalink.href).collect());
    let topics = by_href(site.topics.iter().map(|topic| &*topic.permalink.href).collect());
    Store {
        kind: "site",
        as_of: site.as_of.to_string(),
        briefings: Each(briefings.map(move |id| clerk.briefing(id))),
        actors: Each(actors.into_iter().map(move |id| clerk.actor(ActorId::new(id)))),
        venues: Each(venues.into_iter().map(move |id| clerk.venue(VenueId::new(id)))),
        topics: Each(topics.into_iter().map(move |id| clerk.topic(TopicId::new(id)))),
    }
}

/// `index.json` beside a page.
pub(super) fn beside(site: &Site, twin: Twin) -> Vec<u8> {
    let clerk = Clerk { site, places: false };
    match twin {
        Twin::Briefing(id) => {
            let record = clerk.cited(id);
            stood(site, "briefing", &site.briefing(id).permalink, record)
        }
        Twin::Actor(id) => {
            let actor = site.actor(id);
            let record = clerk.dossier(clerk.actor(id), &actor.events, &actor.statements, &actor.briefings);
            stood(site, "actor", &actor.permalink, record)
        }
        Twin::Venue(id) => {
            let venue = site.venue(id);
            let record = clerk.dossier(clerk.venue(id), &venue.events, &venue.statements, &venue.briefings);
            stood(site, "venue", &venue.permalink, record)
        }
    }
}

fn stood(site: &Site, kind: &'static str, page: &Permalink, record: impl Serialize) -> Vec<u8> {
    let root = "../".repeat(page.path.matches('/').count());
    let url = site.page_address(&page.href);
    json(&Beside { kind, root: &root, url, as_of: site.as_of.to_string(), record })
}

fn pretty(store: &impl Serialize) -> String {
    serde_json::to_string_pretty(store).map(|text| text + "\n").unwrap_or_default()
}

//! The fact store as JSON: for `dateline facts`, for `facts.json`, and for the `index.json` of pages.
//!
//! All three use the same records. Unknown values are left out. docs/data.md documents every member, and
//! `facts.schema.json` is the JSON Schema, generated from the records.

mod briefing;
mod records;
mod schema;
mod standalone;
mod subject_records;
mod subjects;

use schemars::JsonSchema;
use serde::Serialize;

use super::{to_json, to_json_with_capacity};
use crate::briefing::ContentItem;
use crate::page::JsonAlternate;
use crate::site::{
    ActorId, BriefingId, FoundFacts, Permalink, Site, TopicId, VenueId, find_in_single_briefing,
};
use briefing::RecordBuilder;
use records::BriefingRecord;
pub(super) use records::Each;
use subject_records::{ActorRecord, TopicRecord, VenueRecord};

/// The store of a site, with all or selected briefings.
#[derive(Serialize, JsonSchema)]
#[serde(bound = "Each<B>: Serialize, Each<A>: Serialize, Each<V>: Serialize, Each<T>: Serialize")]
#[schemars(
    bound = "Each<B>: JsonSchema, Each<A>: JsonSchema, Each<V>: JsonSchema, Each<T>: JsonSchema",
    deny_unknown_fields
)]
struct Store<B, A, V, T> {
    #[schemars(skip)]
    kind: &'static str,
    /// Newest first.
    briefings: Each<B>,
    /// Sorted by permalink.
    actors: Each<A>,
    /// Sorted by permalink.
    venues: Each<V>,
    /// Sorted by permalink.
    topics: Each<T>,
}

/// The record of one page, in its `index.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct AlternateRecord<'a, R> {
    #[schemars(skip)]
    kind: &'static str,
    /// Relative path from the page's folder to the root of the site, the prefix of every `href`.
    #[schemars(extend("pattern" = r"^(\.\./)+$"))]
    root: &'a str,
    /// The absolute URL of the page, if the site has a `base_url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    url: Option<String>,
    #[serde(flatten)]
    record: R,
}

/// Returns `facts.schema.json`.
pub(super) fn schema_json() -> Vec<u8> {
    pretty_json(&schema::facts_schema()).into_bytes()
}

/// Returns `facts.json`: everything published, without source positions.
pub(super) fn facts_json(site: &Site) -> Vec<u8> {
    // Above the need of most sites: unused capacity costs little, while growing the buffer copies it.
    let size = 2048 * site.briefings.len();
    to_json_with_capacity(&build_store(site, RecordBuilder { site, with_positions: false }, |_| true), size)
}

/// Returns the store for the command line, with source positions. `only` is the path of a briefing, relative to the site,
/// or `None` for all.
pub fn store_json(site: &Site, only: Option<&str>) -> String {
    let is_selected =
        |id: BriefingId| only.is_none_or(|path| *site.briefing(id).briefing.meta.source.path == *path);
    pretty_json(&build_store(site, RecordBuilder { site, with_positions: true }, is_selected))
}

/// Returns the facts of one briefing outside any site, with names as written.
pub fn single_briefing_json(item: &ContentItem) -> String {
    let found = match item {
        ContentItem::Briefing(briefing) => find_in_single_briefing(briefing),
        _ => FoundFacts::default(),
    };
    pretty_json(&standalone::standalone_store(item, &found))
}

fn build_store<'a>(
    site: &'a Site,
    records: RecordBuilder<'a>,
    is_selected: impl Fn(BriefingId) -> bool + Clone,
) -> Store<
    impl Iterator<Item = BriefingRecord<'a>> + Clone,
    impl Iterator<Item = ActorRecord<'a>> + Clone,
    impl Iterator<Item = VenueRecord<'a>> + Clone,
    impl Iterator<Item = TopicRecord<'a>> + Clone,
> {
    let briefings = (0..site.briefings.len()).map(BriefingId::new).filter(move |id| is_selected(*id));
    let by_href = |hrefs: Vec<&str>| {
        let mut order: Vec<usize> = (0..hrefs.len()).collect();
        order.sort_unstable_by_key(|index| hrefs[*index]);
        order
    };
    let actors = by_href(site.actors.iter().map(|actor| &*actor.permalink.href).collect());
    let venues = by_href(site.venues.iter().map(|venue| &*venue.permalink.href).collect());
    let topics = by_href(site.topics.iter().map(|topic| &*topic.permalink.href).collect());
    Store {
        kind: "site",
        briefings: Each(briefings.map(move |id| records.briefing_record(id))),
        actors: Each(actors.into_iter().map(move |id| records.actor_record(ActorId::new(id)))),
        venues: Each(venues.into_iter().map(move |id| records.venue_record(VenueId::new(id)))),
        topics: Each(topics.into_iter().map(move |id| records.topic_record(TopicId::new(id)))),
    }
}

/// Returns the `index.json` of a page.
pub(super) fn json_alternate(site: &Site, page: JsonAlternate) -> Vec<u8> {
    let records = RecordBuilder { site, with_positions: false };
    match page {
        JsonAlternate::Briefing(id) => {
            let record = records.cited_briefing(id);
            alternate_json(site, "briefing", &site.briefing(id).permalink, record)
        }
        JsonAlternate::Actor(id) => {
            let actor = site.actor(id);
            let record =
                records.dossier(records.actor_record(id), &actor.events, &actor.statements, &actor.briefings);
            alternate_json(site, "actor", &actor.permalink, record)
        }
        JsonAlternate::Venue(id) => {
            let venue = site.venue(id);
            let record =
                records.dossier(records.venue_record(id), &venue.events, &venue.statements, &venue.briefings);
            alternate_json(site, "venue", &venue.permalink, record)
        }
    }
}

fn alternate_json(site: &Site, kind: &'static str, page: &Permalink, record: impl Serialize) -> Vec<u8> {
    let root = "../".repeat(page.path.matches('/').count());
    let url = site.page_url(&page.href);
    to_json(&AlternateRecord { kind, root: &root, url, record })
}

fn pretty_json(store: &impl Serialize) -> String {
    serde_json::to_string_pretty(store).map(|text| text + "\n").unwrap_or_default()
}

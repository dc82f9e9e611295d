//! Published content by kind.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::briefing::{Actor, Author, Briefing, ContentItem, Series, StandalonePage, Topic, Venue};

use super::publication::PublishFilter;

/// Content items by kind: briefings newest first, the others in the input order.
#[derive(Default)]
pub(super) struct ContentByKind {
    pub(super) briefings: Vec<Arc<Briefing>>,
    pub(super) standalone_pages: Vec<Arc<StandalonePage>>,
    pub(super) actors: Vec<Arc<Actor>>,
    pub(super) venues: Vec<Arc<Venue>>,
    pub(super) topics: Vec<Arc<Topic>>,
    pub(super) authors: Vec<Arc<Author>>,
    pub(super) series: Vec<Arc<Series>>,
}

/// Sorts items by kind, and briefings by time.
pub(super) fn sort_by_kind(items: Vec<ContentItem>, filter: &PublishFilter) -> ContentByKind {
    let mut by_kind = ContentByKind::default();
    for item in items {
        match item {
            ContentItem::Briefing(item) => by_kind.briefings.push(item),
            ContentItem::Actor(item) => by_kind.actors.push(item),
            ContentItem::Venue(item) => by_kind.venues.push(item),
            ContentItem::Topic(item) => by_kind.topics.push(item),
            ContentItem::Author(item) => by_kind.authors.push(item),
            ContentItem::Series(item) => by_kind.series.push(item),
            ContentItem::Standalone(item) => by_kind.standalone_pages.push(item),
        }
    }
    by_kind.briefings.sort_by_cached_key(|briefing| {
        (Reverse(briefing.published.value.start(&filter.zone)), briefing.meta.source.path.clone())
    });
    by_kind
}

//! The site, made from the values of all stages.

use std::sync::Arc;

use crate::labels::PageLabels;
use crate::settings::Settings;

use super::found::{FoundFacts, FoundName};
use super::history::CorrectionRef;
use super::ids::{ActorId, BriefingId, EventId, PageId, StandaloneId, TopicId, VenueId};
use super::indexed_site::{IndexedStandalonePage, ResolvedBriefing, Site};
use super::link::{Backlinks, Links};
use super::names::Registry;
use super::pages::StandaloneEntry;
use super::publication::PublishFilter;
use super::reads::ListKind;
use super::redirects::Redirect;
use super::registry::SubjectRegistry;
use super::resolve::NamedBriefing;
use super::site_list::SiteList;
use super::subject::Subject;
use super::subject_listings::{SubjectListing, SubjectListings};
use super::timeline::Timeline;

use rustc_hash::FxHashMap;

/// The values of all stages.
pub(super) struct Stages {
    pub(super) registry: Arc<Registry>,
    pub(super) briefings: Vec<NamedBriefing>,
    pub(super) standalone_pages: Vec<StandaloneEntry>,
    pub(super) found: Vec<Arc<FoundFacts>>,
    pub(super) other_found_names: FxHashMap<PageId, Vec<FoundName>>,
    pub(super) timeline: Timeline,
    pub(super) listings: SubjectListings,
    pub(super) redirects: Vec<Redirect>,
    pub(super) corrections: Vec<CorrectionRef>,
    pub(super) links: Links,
}

impl Stages {
    /// Makes the site.
    pub(super) fn into_site(
        self,
        settings: Arc<Settings>,
        labels: Arc<PageLabels>,
        filter: &PublishFilter,
    ) -> Site {
        let (registry, listings, links) = (self.registry, self.listings, self.links);
        let mut backlinks = links.backlinks;
        let actor = |id| PageId::Actor(ActorId::new(id));
        let venue = |id| PageId::Venue(VenueId::new(id));
        let topic = |id| PageId::Topic(TopicId::new(id));
        Site {
            settings,
            labels,
            as_of: filter.as_of.clone(),
            preview: filter.include_drafts,
            briefings: SiteList::new(
                ListKind::Briefings,
                briefings(self.briefings, self.found, self.timeline.events_of_briefings, &mut backlinks),
            ),
            actors: subjects(ListKind::Actors, &registry.actors, listings.actors, (actor, &mut backlinks)),
            venues: subjects(ListKind::Venues, &registry.venues, listings.venues, (venue, &mut backlinks)),
            topics: subjects(ListKind::Topics, &registry.topics, listings.topics, (topic, &mut backlinks)),
            standalone_pages: standalone_pages(self.standalone_pages, &mut backlinks),
            events: SiteList::new(ListKind::Events, self.timeline.events),
            timeline: SiteList::new(ListKind::Timeline, self.timeline.years),
            redirects: SiteList::new(ListKind::Redirects, self.redirects),
            corrections: SiteList::new(ListKind::Corrections, self.corrections),
            assets: links.assets.into(),
            social_image: links.social_image,
            menu: links.menu.into(),
            link_targets: Arc::new(links.targets),
            venue_zones: registry.venue_zones.as_slice().into(),
            profile_relations: Arc::new(registry.relations.clone()),
            other_found_names: Arc::new(self.other_found_names),
            record: None,
        }
    }
}

fn briefings(
    named: Vec<NamedBriefing>,
    found: Vec<Arc<FoundFacts>>,
    events: Vec<Vec<EventId>>,
    backlinks: &mut Backlinks,
) -> Vec<Arc<ResolvedBriefing>> {
    let parts = named.into_iter().zip(found).zip(events).enumerate();
    let briefing = |(id, ((named, found), events))| {
        let backlinks = backlinks.take(PageId::Briefing(BriefingId::new(id)));
        Arc::new(ResolvedBriefing { named, events, found, backlinks })
    };
    parts.map(briefing).collect()
}

fn subjects<P>(
    kind: ListKind,
    registry: &SubjectRegistry<P>,
    listings: Vec<SubjectListing>,
    (page, backlinks): (impl Fn(usize) -> PageId, &mut Backlinks),
) -> SiteList<Subject<P>> {
    let parts = registry.entries.iter().cloned().zip(listings).enumerate();
    let subject = |(id, (entry, listing)): (usize, (_, SubjectListing))| {
        let SubjectListing { briefings, events, statements } = listing;
        Subject { entry, briefings, events, statements, backlinks: backlinks.take(page(id)) }
    };
    SiteList::new(kind, parts.map(subject).collect())
}

fn standalone_pages(
    entries: Vec<StandaloneEntry>,
    backlinks: &mut Backlinks,
) -> SiteList<IndexedStandalonePage> {
    let page = |(id, StandaloneEntry { page, permalink })| {
        let backlinks = backlinks.take(PageId::Standalone(StandaloneId::new(id)));
        IndexedStandalonePage { page, permalink, backlinks }
    };
    SiteList::new(ListKind::StandalonePages, entries.into_iter().enumerate().map(page).collect())
}

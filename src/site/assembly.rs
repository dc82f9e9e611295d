//! The site, made from the values of all stages.

use std::sync::Arc;

use crate::labels::PageLabels;
use crate::settings::Settings;

use super::found::{FoundName, ProseFacts};
use super::history::CorrectionRef;
use super::ids::{ActorId, AuthorId, BriefingId, EventId, PageId, SeriesId, StandaloneId, TopicId, VenueId};
use super::indexed_site::{IndexedStandalonePage, ResolvedBriefing, Site};
use super::link::{Backlinks, LeadPictures, Links};
use super::names::Registry;
use super::pages::StandaloneEntry;
use super::publication::PublishFilter;
use super::reads::ListKind;
use super::redirects::Redirect;
use super::registry::SubjectRegistry;
use super::resolve::NamedBriefing;
use super::series::SeriesOrder;
use super::site_list::SiteList;
use super::subject::Subject;
use super::subject_listings::{SubjectListing, SubjectListings};
use super::subject_pages::SubjectPages;
use super::timeline::{Event, Timeline};

use rustc_hash::FxHashMap;

/// The values of all stages.
pub(super) struct Stages {
    pub(super) registry: Arc<Registry>,
    pub(super) briefings: Vec<Arc<NamedBriefing>>,
    pub(super) standalone_pages: Vec<StandaloneEntry>,
    pub(super) found: Vec<ProseFacts>,
    pub(super) other_found_names: FxHashMap<PageId, Vec<FoundName>>,
    pub(super) timeline: Timeline,
    pub(super) listings: SubjectListings,
    pub(super) series_order: SeriesOrder,
    pub(super) redirects: Vec<Redirect>,
    pub(super) corrections: Vec<CorrectionRef>,
    pub(super) links: Links,
    pub(super) lead_pictures: LeadPictures,
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
        let author = |id| PageId::Author(AuthorId::new(id));
        let series = |id| PageId::Series(SeriesId::new(id));
        let briefings =
            briefings(self.briefings, self.found, self.timeline.events_of_briefings, &mut backlinks);
        let events = &self.timeline.events;
        let rows = PageRows { events, briefings: &briefings, per_page: settings.per_page };
        let of_subject = |listing: &SubjectListing, links: &[PageId]| rows.of_subject(listing, links);
        let of_topic = |listing: &SubjectListing, links: &[PageId]| rows.of_topic(listing, links);
        let actors = subjects(&registry.actors, listings.actors, (actor, &mut backlinks), of_subject);
        let venues = subjects(&registry.venues, listings.venues, (venue, &mut backlinks), of_subject);
        let topics = subjects(&registry.topics, listings.topics, (topic, &mut backlinks), of_topic);
        let authors = subjects(&registry.authors, listings.authors, (author, &mut backlinks), of_subject);
        let series = subjects(&registry.series, listings.series, (series, &mut backlinks), of_subject);
        Site {
            settings,
            labels,
            as_of: filter.as_of.clone(),
            preview: filter.include_drafts,
            briefings: SiteList::new(ListKind::Briefings, briefings),
            actors: SiteList::new(ListKind::Actors, actors),
            venues: SiteList::new(ListKind::Venues, venues),
            topics: SiteList::new(ListKind::Topics, topics),
            authors: SiteList::new(ListKind::Authors, authors),
            series: SiteList::new(ListKind::Series, series),
            series_order: Arc::new(self.series_order),
            portraits: Arc::new(links.portraits),
            standalone_pages: standalone_pages(self.standalone_pages, &mut backlinks),
            events: SiteList::new(ListKind::Events, self.timeline.events),
            timeline: SiteList::new(ListKind::Timeline, self.timeline.years),
            redirects: SiteList::new(ListKind::Redirects, self.redirects),
            corrections: SiteList::new(ListKind::Corrections, self.corrections),
            assets: links.assets.into(),
            lead_pictures: Arc::new(self.lead_pictures),
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
    named: Vec<Arc<NamedBriefing>>,
    found: Vec<ProseFacts>,
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

/// What the pages of subjects are divided by.
struct PageRows<'a> {
    events: &'a [Event],
    briefings: &'a [Arc<ResolvedBriefing>],
    per_page: usize,
}

impl PageRows<'_> {
    /// Divides what is said about an actor or venue.
    fn of_subject(&self, listing: &SubjectListing, backlinks: &[PageId]) -> SubjectPages {
        let newest =
            |id: &EventId| self.events[id.index()].reported_by.first().map(|fact| (fact.briefing, *id));
        let events = || listing.events.iter().filter_map(newest);
        let statements = listing.statements.iter().map(|statement| statement.briefing);
        let rows = events().map(|(briefing, _)| briefing).chain(statements);
        SubjectPages::new(&listing.briefings, backlinks, rows, self.per_page)
            .with_facts(events(), &listing.statements)
    }

    /// Divides the briefings of a topic, of which each page shows all dated facts and statements.
    fn of_topic(&self, listing: &SubjectListing, backlinks: &[PageId]) -> SubjectPages {
        let rows = |id: &BriefingId| {
            let briefing = &self.briefings[id.index()];
            std::iter::repeat_n(*id, briefing.events.len() + briefing.statements.len())
        };
        SubjectPages::new(
            &listing.briefings,
            backlinks,
            listing.briefings.iter().flat_map(rows),
            self.per_page,
        )
    }
}

/// Returns the subjects of a kind; `pages` divides what is said about one.
fn subjects<P>(
    registry: &SubjectRegistry<P>,
    listings: Vec<SubjectListing>,
    (page, backlinks): (impl Fn(usize) -> PageId, &mut Backlinks),
    pages: impl Fn(&SubjectListing, &[PageId]) -> SubjectPages,
) -> Vec<Subject<P>> {
    let parts = registry.entries.iter().cloned().zip(listings).enumerate();
    let subject = |(id, (entry, listing)): (usize, (_, SubjectListing))| {
        let backlinks = backlinks.take(page(id));
        let pages = pages(&listing, &backlinks);
        let SubjectListing { briefings, events, statements } = listing;
        Subject { entry, briefings, events, statements, backlinks, pages }
    };
    parts.map(subject).collect()
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

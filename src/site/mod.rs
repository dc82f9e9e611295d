//! The index of everything published, with all links between pages resolved.
//!
//! Input: content items, settings and the instant the site is built for (`as_of`). Output: an immutable [`Site`] with
//! permalinks, resolved names and links, backlinks, listings and the timeline. This module knows neither HTML nor
//! templates nor the file system, and it is the only stage that sees all content items at once.

mod found;
mod history;
mod ids;
mod link;
mod listed;
mod permalink;
mod publication;
mod registry;
mod related;
mod resolve;
mod review;
mod site_url;
mod subject;
mod subject_listings;
mod timeline;

pub use found::{FactIndex, FoundDate, FoundFacts, FoundName, find_in_single_briefing, proposals};
pub use history::CorrectionRef;
pub use ids::{ActorId, BriefingId, EventId, PageId, StandaloneId, StatementId, TopicId, VenueId};
pub use link::{LinkTarget, MenuItem, SiteImage, Unsafe};
pub use permalink::{Permalink, collision_key, percent_encode};
pub use publication::{PublishFilter, Unpublished, UnpublishedReason};
pub use related::{Related, related_briefings};
pub use resolve::{ResolvedBriefing, ResolvedDate, ResolvedStatement};
pub use site_url::strip_index_html;
pub use subject::{Profile, Subject, SubjectKind};
pub use timeline::{Event, FactRef, TimelineMonth, TimelineYear, group_by_year};

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use rustc_hash::FxHashMap;

use crate::briefing::{Actor, ContentItem, ContentMeta, StandalonePage, Topic, Venue};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::facts::Date;
use crate::labels::PageLabels;
use crate::settings::Settings;

/// Index of everything published at one instant.
#[derive(Clone, Debug)]
pub struct Site {
    /// `site.toml`.
    pub settings: Arc<Settings>,
    /// The labels of pages in the language of the site.
    pub labels: Arc<PageLabels>,
    /// The instant the site is built for.
    pub as_of: Timestamp,
    /// Whether drafts are included, which makes the site a preview for editors.
    pub preview: bool,
    /// Briefings, newest first; a [`BriefingId`] is an index into this list.
    pub briefings: Vec<ResolvedBriefing>,
    /// Actors; those with a profile come first.
    pub actors: Vec<Subject<Actor>>,
    /// Venues; those with a profile come first.
    pub venues: Vec<Subject<Venue>>,
    /// Topics; those with a profile come first.
    pub topics: Vec<Subject<Topic>>,
    /// Standalone pages, by path.
    pub standalone_pages: Vec<IndexedStandalonePage>,
    /// Events in time order; a fact reported by several briefings is one event.
    pub events: Vec<Event>,
    /// Images and other files that published pages show or link to: paths under `content/`, by_kind.
    pub assets: Vec<Arc<str>>,
    /// Redirects from old URLs (folders ending in `/`) to pages.
    pub redirects: Vec<Redirect>,
    /// Corrections of all briefings, latest first.
    pub corrections: Vec<CorrectionRef>,
    /// The social image of pages that have no image of their own.
    pub social_image: Option<SiteImage>,
    /// The main menu of `site.toml`; empty if it defines none.
    pub menu: Vec<MenuItem>,
    /// All events by year, latest year first.
    pub timeline: Vec<TimelineYear>,
    /// The time zone of each venue: its own or that of the nearest containing venue.
    venue_zones: Vec<Option<TimeZone>>,
    /// Names found in the prose of pages other than briefings.
    other_found_names: FxHashMap<PageId, Vec<FoundName>>,
    /// Relations between profiles.
    profile_relations: resolve::ProfileRelations,
    /// The targets of the links in each page's prose.
    link_targets: link::TargetTable,
}

/// A standalone page with its permalink and backlinks.
#[derive(Clone, Debug)]
pub struct IndexedStandalonePage {
    /// The page as read.
    pub page: Box<StandalonePage>,
    /// Its permalink.
    pub permalink: Permalink,
    /// Pages whose prose links to it.
    pub backlinks: Vec<PageId>,
}

/// A redirect from an old URL to a page.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The old URL.
    pub from: Permalink,
    /// The page it redirects to.
    pub to: PageId,
    /// Where it is declared.
    pub location: crate::diagnostic::SourceLocation,
}

/// A site and the content items left out of it.
#[derive(Clone, Debug)]
pub struct IndexedSite {
    /// The published site.
    pub site: Site,
    /// Unpublished content, by path.
    pub unpublished: Vec<Unpublished>,
}

/// Builds the index of all content items. `assets` are the paths of all other files under `content/`.
pub fn index(
    items: Vec<ContentItem>,
    assets: &[Arc<str>],
    settings: Arc<Settings>,
    labels: Arc<PageLabels>,
    filter: &PublishFilter,
) -> Outcome<IndexedSite> {
    let mut diagnostics = Vec::new();
    let admitted = publication::partition_public(items, filter);
    let mut by_kind = resolve::sort_by_kind(admitted.public);
    let mut names = resolve::Registries::new(&mut by_kind);
    let briefings = resolve::resolve_briefings(by_kind.briefings, &mut names, filter, &mut diagnostics);
    let relations = names.resolve_profiles(&mut diagnostics);
    let (actors, venues, topics) = names.into_subjects();
    let standalone_pages = by_kind.standalone_pages.into_iter().map(index_standalone_page).collect();
    let mut site = Site {
        settings,
        labels,
        as_of: filter.as_of,
        preview: filter.include_drafts,
        briefings,
        actors,
        venues,
        topics,
        standalone_pages,
        events: Vec::new(),
        assets: Vec::new(),
        redirects: Vec::new(),
        corrections: Vec::new(),
        social_image: None,
        menu: Vec::new(),
        timeline: Vec::new(),
        venue_zones: Vec::new(),
        other_found_names: FxHashMap::default(),
        profile_relations: relations,
        link_targets: link::TargetTable::default(),
    };
    site.venue_zones = (0..site.venues.len()).map(|id| found::venue_zone(&site, VenueId::new(id))).collect();
    review::check_review_dates(&site, &mut diagnostics);
    found::find_all(&mut site, &mut diagnostics);
    review::check_security_expiry(&site, &mut diagnostics);
    site.corrections = history::collect_corrections(&site);
    timeline::build_timeline(&mut site);
    subject_listings::fill_subjects(&mut site);
    site.redirects = collect_redirects(&site, &mut diagnostics);
    link::resolve_links(&mut site, &admitted.unpublished, assets, &mut diagnostics);
    site.menu = link::resolve_menu(&site, &mut diagnostics);
    Outcome::new(IndexedSite { site, unpublished: admitted.report }, diagnostics)
}

fn index_standalone_page(page: Box<StandalonePage>) -> IndexedStandalonePage {
    let permalink =
        Permalink::for_folder(&format!("{}{}/", resolve::content_folder(&page.meta), page.meta.slug.value));
    IndexedStandalonePage { page, permalink, backlinks: Vec::new() }
}

fn collect_redirects(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for (page, meta) in site.content_files() {
        for url in &meta.old_urls {
            match link::parse_old_url(meta, url) {
                Ok(from) => redirects.push(Redirect {
                    from,
                    to: page,
                    location: link::source_location(meta, url.span),
                }),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }
    redirects
}

impl Site {
    /// Iterates over all pages made from a content file, with the metadata of that file.
    pub fn content_files(&self) -> impl Iterator<Item = (PageId, &ContentMeta)> {
        let briefings = self
            .briefings
            .iter()
            .enumerate()
            .map(|(id, resolved)| (PageId::Briefing(BriefingId::new(id)), &resolved.briefing.meta));
        let actors = with_profile(&self.actors).map(|(id, meta)| (PageId::Actor(ActorId::new(id)), meta));
        let venues = with_profile(&self.venues).map(|(id, meta)| (PageId::Venue(VenueId::new(id)), meta));
        let topics = with_profile(&self.topics).map(|(id, meta)| (PageId::Topic(TopicId::new(id)), meta));
        let standalone_pages = self
            .standalone_pages
            .iter()
            .enumerate()
            .map(|(id, page)| (PageId::Standalone(StandaloneId::new(id)), &page.page.meta));
        briefings.chain(actors).chain(venues).chain(topics).chain(standalone_pages)
    }

    /// Returns the metadata of the file a page is made from, if any.
    pub fn meta(&self, page: PageId) -> Option<&ContentMeta> {
        match page {
            PageId::Briefing(id) => Some(&self.briefing(id).briefing.meta),
            PageId::Actor(id) => self.actor(id).profile.as_deref().map(Profile::meta),
            PageId::Venue(id) => self.venue(id).profile.as_deref().map(Profile::meta),
            PageId::Topic(id) => self.topic(id).profile.as_deref().map(Profile::meta),
            PageId::Standalone(id) => Some(&self.standalone_pages[id.at()].page.meta),
            PageId::Home
            | PageId::SubjectListing(_)
            | PageId::Timeline
            | PageId::Archive
            | PageId::Corrections => None,
        }
    }

    /// Returns the title and the permalink of a page.
    pub fn title_and_permalink(&self, page: PageId) -> (&str, Permalink) {
        match page {
            PageId::Briefing(id) => {
                let resolved = self.briefing(id);
                (&resolved.briefing.meta.title.value, resolved.permalink.clone())
            }
            PageId::Actor(id) => name_and_permalink(self.actor(id)),
            PageId::Venue(id) => name_and_permalink(self.venue(id)),
            PageId::Topic(id) => name_and_permalink(self.topic(id)),
            PageId::Standalone(id) => {
                let page = &self.standalone_pages[id.at()];
                (&page.page.meta.title.value, page.permalink.clone())
            }
            PageId::Home => (&self.settings.title, Permalink::for_folder("")),
            PageId::SubjectListing(kind) => {
                (self.listing_title(kind), Permalink::for_folder(&format!("{}/", kind.folder())))
            }
            PageId::Timeline => (self.labels.get("chronology"), Permalink::for_folder("chronology/")),
            PageId::Archive => (self.labels.get("archive"), Permalink::for_folder("archive/")),
            PageId::Corrections => (self.labels.get("corrections"), Permalink::for_folder("corrections/")),
        }
    }

    /// Returns the title of the listing of a kind.
    pub fn listing_title(&self, kind: SubjectKind) -> &str {
        self.labels.get(match kind {
            SubjectKind::Actor => "actors",
            SubjectKind::Venue => "venues",
            SubjectKind::Topic => "topics",
        })
    }

    /// Returns the briefing.
    pub fn briefing(&self, id: BriefingId) -> &ResolvedBriefing {
        &self.briefings[id.at()]
    }

    /// Returns the actor.
    pub fn actor(&self, id: ActorId) -> &Subject<Actor> {
        &self.actors[id.at()]
    }

    /// Returns the venue.
    pub fn venue(&self, id: VenueId) -> &Subject<Venue> {
        &self.venues[id.at()]
    }

    /// Returns the topic.
    pub fn topic(&self, id: TopicId) -> &Subject<Topic> {
        &self.topics[id.at()]
    }

    /// Returns the event.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.at()]
    }

    /// Returns the organisation in which an actor holds a role; `index` is the index of the role in the actor's profile.
    pub fn role_affiliation(&self, actor: ActorId, index: usize) -> Option<ActorId> {
        self.profile_relations.role_affiliations.get(&(actor, index)).copied()
    }

    /// Returns the venue that contains a venue.
    pub fn containing_venue(&self, venue: VenueId) -> Option<VenueId> {
        self.profile_relations.containing_venue.get(&venue).copied()
    }

    /// Returns the venues contained in a venue, by ascending id.
    pub fn contained_venues(&self, venue: VenueId) -> &[VenueId] {
        self.profile_relations.contained_venues.get(&venue).map_or(&[], Vec::as_slice)
    }

    /// Returns the time zone of a venue, or `None` if no profile gives it.
    pub fn zone_of_venue(&self, venue: VenueId) -> Option<&TimeZone> {
        self.venue_zones.get(venue.at())?.as_ref()
    }

    /// Returns the zone that decides on which calendar day an instant falls for a briefing: that of its dateline, else
    /// the offset of its publication, else that of the site.
    pub fn zone_of_briefing(&self, resolved: &ResolvedBriefing) -> TimeZone {
        if let Some(zone) = resolved.dateline.and_then(|venue| self.zone_of_venue(venue)) {
            return zone.clone();
        }
        match resolved.briefing.published.value {
            Date::Instant(instant) if instant.offset != Offset::UTC => TimeZone::fixed(instant.offset),
            _ => self.settings.time_zone.clone(),
        }
    }

    /// Returns the targets of the links in a page's prose, in order.
    pub fn targets_of(&self, page: PageId) -> &[LinkTarget] {
        self.link_targets.of_page(page)
    }
}

fn with_profile<P: Profile>(subjects: &[Subject<P>]) -> impl Iterator<Item = (usize, &ContentMeta)> {
    subjects.iter().enumerate().filter_map(|(id, subject)| Some((id, subject.profile.as_deref()?.meta())))
}

fn name_and_permalink<P>(subject: &Subject<P>) -> (&str, Permalink) {
    (&subject.name, subject.permalink.clone())
}

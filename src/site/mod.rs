//! All that is public, linked: the only place that sees every piece at once.
//!
//! Takes typed pieces, settings and the instant the site is built for. Gives an immutable [`Site`]: permalinks,
//! resolved names and links, backlinks, listings, the calendar. Knows no HTML, no templates and no disk.

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
pub use subject::{Profile, Subject, SubjectKind};
pub use timeline::{Event, FactRef, TimelineMonth, TimelineYear, group_by_year};

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use rustc_hash::FxHashMap;

use crate::briefing::{Actor, ContentItem, ContentMeta, StandalonePage, Topic, Venue};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::facts::Date;
use crate::settings::Settings;

/// Everything public at one instant, linked.
#[derive(Clone, Debug)]
pub struct Site {
    /// `site.toml`.
    pub settings: Arc<Settings>,
    /// The instant it is built for.
    pub as_of: Timestamp,
    /// Whether it may hold drafts, so that it is for editors alone.
    pub preview: bool,
    /// Briefings, newest first; a [`BriefingId`] is a place in this list.
    pub briefings: Vec<ResolvedBriefing>,
    /// Actors: those with files first.
    pub actors: Vec<Subject<Actor>>,
    /// Venues: those with files first.
    pub venues: Vec<Subject<Venue>>,
    /// Topics: those with files first.
    pub topics: Vec<Subject<Topic>>,
    /// Plain pages by path.
    pub standalone_pages: Vec<IndexedStandalonePage>,
    /// Dated facts in time order; one that several briefings tell of stands once.
    pub events: Vec<Event>,
    /// Pictures and other files that public pages show or link to: paths under `content/`, sorted.
    pub assets: Vec<Arc<str>>,
    /// Old addresses (folders ending in `/`) and where they lead now.
    pub redirects: Vec<Redirect>,
    /// What was fixed in all briefings, latest first.
    pub corrections: Vec<CorrectionRef>,
    /// The picture shown beside links to pages without one of their own.
    pub social_image: Option<SiteImage>,
    /// The main menu as settings have it; empty where they have none.
    pub menu: Vec<MenuItem>,
    /// All dated facts by year, latest first.
    pub timeline: Vec<TimelineYear>,
    /// The zone of each venue: its own, or that of the venue it lies in.
    venue_zones: Vec<Option<TimeZone>>,
    /// The names in the prose of pages that are no briefings.
    other_found_names: FxHashMap<PageId, Vec<FoundName>>,
    /// What profiles say of each other.
    profile_relations: resolve::ProfileRelations,
    /// What each link of a page's prose leads to, by page.
    link_targets: link::TargetTable,
}

/// A plain page.
#[derive(Clone, Debug)]
pub struct IndexedStandalonePage {
    /// Its file.
    pub page: Box<StandalonePage>,
    /// Its page.
    pub permalink: Permalink,
    /// Pages whose prose links to it.
    pub backlinks: Vec<PageId>,
}

/// An old address that leads to a page.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The old address.
    pub from: Permalink,
    /// The page it leads to.
    pub to: PageId,
    /// Where it is declared.
    pub location: crate::diagnostic::SourceLocation,
}

/// A site, and what was kept out of it.
#[derive(Clone, Debug)]
pub struct IndexedSite {
    /// What is public.
    pub site: Site,
    /// What is held back, by path.
    pub unpublished: Vec<Unpublished>,
}

/// Links all pieces. `assets` are the paths of all other files under `content/`.
pub fn index(
    pieces: Vec<ContentItem>,
    assets: &[Arc<str>],
    settings: Arc<Settings>,
    audience: &PublishFilter,
) -> Outcome<IndexedSite> {
    let mut notes = Vec::new();
    let admitted = publication::partition_public(pieces, audience);
    let mut sorted = resolve::sort_by_kind(admitted.public);
    let mut names = resolve::Registries::new(&mut sorted);
    let briefings = resolve::resolve_briefings(sorted.briefings, &mut names, audience, &mut notes);
    let ties = names.resolve_profiles(&mut notes);
    let (actors, venues, topics) = names.into_subjects();
    let plains = sorted.standalone_pages.into_iter().map(index_standalone_page).collect();
    let mut site = Site {
        settings,
        as_of: audience.as_of,
        preview: audience.include_drafts,
        briefings,
        actors,
        venues,
        topics,
        standalone_pages: plains,
        events: Vec::new(),
        assets: Vec::new(),
        redirects: Vec::new(),
        corrections: Vec::new(),
        social_image: None,
        menu: Vec::new(),
        timeline: Vec::new(),
        venue_zones: Vec::new(),
        other_found_names: FxHashMap::default(),
        profile_relations: ties,
        link_targets: link::TargetTable::default(),
    };
    site.venue_zones = (0..site.venues.len()).map(|id| found::venue_zone(&site, VenueId::new(id))).collect();
    review::check_review_dates(&site, &mut notes);
    found::find_all(&mut site, &mut notes);
    review::check_security_expiry(&site, &mut notes);
    site.corrections = history::collect_corrections(&site);
    timeline::build_timeline(&mut site);
    subject_listings::fill_subjects(&mut site);
    site.redirects = collect_redirects(&site, &mut notes);
    link::resolve_links(&mut site, &admitted.held, assets, &mut notes);
    site.menu = link::resolve_menu(&site, &mut notes);
    Outcome::new(IndexedSite { site, unpublished: admitted.report }, notes)
}

fn index_standalone_page(plain: Box<StandalonePage>) -> IndexedStandalonePage {
    let permalink =
        Permalink::for_folder(&format!("{}{}/", resolve::content_folder(&plain.meta), plain.meta.slug.value));
    IndexedStandalonePage { page: plain, permalink, backlinks: Vec::new() }
}

fn collect_redirects(site: &Site, notes: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for (page, leaf) in site.content_files() {
        for address in &leaf.old_urls {
            match link::parse_old_url(leaf, address) {
                Ok(from) => redirects.push(Redirect {
                    from,
                    to: page,
                    location: link::source_location(leaf, address.span),
                }),
                Err(note) => notes.push(*note),
            }
        }
    }
    redirects
}

impl Site {
    /// Every page made from a file, with its file.
    pub fn content_files(&self) -> impl Iterator<Item = (PageId, &ContentMeta)> {
        let briefings = self
            .briefings
            .iter()
            .enumerate()
            .map(|(id, filed)| (PageId::Briefing(BriefingId::new(id)), &filed.briefing.meta));
        let actors = with_profile(&self.actors).map(|(id, leaf)| (PageId::Actor(ActorId::new(id)), leaf));
        let venues = with_profile(&self.venues).map(|(id, leaf)| (PageId::Venue(VenueId::new(id)), leaf));
        let topics = with_profile(&self.topics).map(|(id, leaf)| (PageId::Topic(TopicId::new(id)), leaf));
        let plains = self
            .standalone_pages
            .iter()
            .enumerate()
            .map(|(id, page)| (PageId::Standalone(StandaloneId::new(id)), &page.page.meta));
        briefings.chain(actors).chain(venues).chain(topics).chain(plains)
    }

    /// The file a page is made from, where there is one.
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

    /// The title of a page and where it stands.
    pub fn title_and_permalink(&self, page: PageId) -> (&str, Permalink) {
        match page {
            PageId::Briefing(id) => {
                let filed = self.briefing(id);
                (&filed.briefing.meta.title.value, filed.permalink.clone())
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
                (listing_title(kind), Permalink::for_folder(&format!("{}/", kind.folder())))
            }
            PageId::Timeline => ("Chronology", Permalink::for_folder("chronology/")),
            PageId::Archive => ("Archive", Permalink::for_folder("archive/")),
            PageId::Corrections => ("Corrections", Permalink::for_folder("corrections/")),
        }
    }

    /// The briefing.
    pub fn briefing(&self, id: BriefingId) -> &ResolvedBriefing {
        &self.briefings[id.at()]
    }

    /// The actor.
    pub fn actor(&self, id: ActorId) -> &Subject<Actor> {
        &self.actors[id.at()]
    }

    /// The venue.
    pub fn venue(&self, id: VenueId) -> &Subject<Venue> {
        &self.venues[id.at()]
    }

    /// The topic.
    pub fn topic(&self, id: TopicId) -> &Subject<Topic> {
        &self.topics[id.at()]
    }

    /// The dated fact.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.at()]
    }

    /// The body in which an actor's office is held; `at` is the place of the office in the actor's file.
    pub fn role_affiliation(&self, actor: ActorId, at: usize) -> Option<ActorId> {
        self.profile_relations.role_affiliations.get(&(actor, at)).copied()
    }

    /// The venue a venue lies in.
    pub fn containing_venue(&self, venue: VenueId) -> Option<VenueId> {
        self.profile_relations.containing_venue.get(&venue).copied()
    }

    /// The venues that lie in a venue, in ascending order of ids.
    pub fn contained_venues(&self, venue: VenueId) -> &[VenueId] {
        self.profile_relations.contained_venues.get(&venue).map_or(&[], Vec::as_slice)
    }

    /// The zone in which times at a venue are told; none where nobody says.
    pub fn zone_of_venue(&self, venue: VenueId) -> Option<&TimeZone> {
        self.venue_zones.get(venue.at())?.as_ref()
    }

    /// The zone that decides which day it was for a briefing: its dateline's, else that of its instant of publication,
    /// else the site's.
    pub fn zone_of_briefing(&self, filed: &ResolvedBriefing) -> TimeZone {
        if let Some(zone) = filed.dateline.and_then(|venue| self.zone_of_venue(venue)) {
            return zone.clone();
        }
        match filed.briefing.published.value {
            Date::Instant(moment) if moment.offset != Offset::UTC => TimeZone::fixed(moment.offset),
            _ => self.settings.time_zone.clone(),
        }
    }

    /// What the links of a page's prose lead to, in their order.
    pub fn targets_of(&self, page: PageId) -> &[LinkTarget] {
        self.link_targets.of_page(page)
    }
}

/// The title of an index.
pub fn listing_title(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Actor => "Actors",
        SubjectKind::Venue => "Venues",
        SubjectKind::Topic => "Topics",
    }
}

fn with_profile<P: Profile>(subjects: &[Subject<P>]) -> impl Iterator<Item = (usize, &ContentMeta)> {
    subjects.iter().enumerate().filter_map(|(id, subject)| Some((id, subject.profile.as_deref()?.meta())))
}

fn name_and_permalink<P>(subject: &Subject<P>) -> (&str, Permalink) {
    (&subject.name, subject.permalink.clone())
}

//! All that is public, linked: the only place that sees every piece at once.
//!
//! Takes typed pieces, settings and the instant the site is built for. Gives an immutable [`Site`]: permalinks,
//! resolved names and links, backlinks, listings, the calendar. Knows no HTML, no templates and no disk.

mod address;
mod calendar;
mod found;
mod gate;
mod history;
mod ids;
mod link;
mod listed;
mod permalink;
mod registry;
mod related;
mod resolve;
mod review;
mod said;
mod subject;

pub use calendar::{Event, Month, Teller, Year, years};
pub use found::{FactPlace, Found, FoundDate, FoundName, found_alone, offers};
pub use gate::{Audience, Held, Reason};
pub use history::Corrected;
pub use ids::{ActorId, BriefingId, EventId, PageId, PlainId, StatementId, TopicId, VenueId};
pub use link::{MenuLine, SitePicture, Target, Unsafe};
pub use permalink::{Permalink, encode, folded};
pub use related::{Related, related};
pub use resolve::{Dated, Filed, Said};
pub use subject::{Profile, Subject, SubjectKind};

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use rustc_hash::FxHashMap;

use crate::briefing::{Actor, Leaf, Piece, Plain, Topic, Venue};
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
    pub briefings: Vec<Filed>,
    /// Actors: those with files first.
    pub actors: Vec<Subject<Actor>>,
    /// Venues: those with files first.
    pub venues: Vec<Subject<Venue>>,
    /// Topics: those with files first.
    pub topics: Vec<Subject<Topic>>,
    /// Plain pages by path.
    pub plains: Vec<PlainPage>,
    /// Dated facts in time order; one that several briefings tell of stands once.
    pub events: Vec<Event>,
    /// Pictures and other files that public pages show or link to: paths under `content/`, sorted.
    pub assets: Vec<Arc<str>>,
    /// Old addresses (folders ending in `/`) and where they lead now.
    pub redirects: Vec<Redirect>,
    /// What was mended in all briefings, latest first.
    pub corrections: Vec<Corrected>,
    /// The picture shown beside links to pages without one of their own.
    pub picture: Option<SitePicture>,
    /// The main menu as settings have it; empty where they have none.
    pub menu: Vec<MenuLine>,
    /// All dated facts by year, latest first.
    pub calendar: Vec<Year>,
    /// The zone of each venue: its own, or that of the venue it lies in.
    zones: Vec<Option<TimeZone>>,
    /// The names in the prose of pages that are no briefings.
    names: FxHashMap<PageId, Vec<FoundName>>,
    /// What profiles say of each other.
    ties: resolve::Ties,
    /// What each link of a page's prose leads to, by page.
    targets: link::TargetTable,
}

/// A plain page.
#[derive(Clone, Debug)]
pub struct PlainPage {
    /// Its file.
    pub plain: Box<Plain>,
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
    pub place: crate::diagnostic::Place,
}

/// A site, and what was kept out of it.
#[derive(Clone, Debug)]
pub struct Indexed {
    /// What is public.
    pub site: Site,
    /// What is held back, by path.
    pub held: Vec<Held>,
}

/// Links all pieces. `assets` are the paths of all other files under `content/`.
pub fn index(
    pieces: Vec<Piece>,
    assets: &[Arc<str>],
    settings: Arc<Settings>,
    audience: &Audience,
) -> Outcome<Indexed> {
    let mut notes = Vec::new();
    let admitted = gate::admit(pieces, audience);
    let mut sorted = resolve::sort(admitted.public);
    let mut names = resolve::Names::new(&mut sorted);
    let briefings = resolve::file(sorted.briefings, &mut names, audience, &mut notes);
    let ties = names.settle_profiles(&mut notes);
    let (actors, venues, topics) = names.into_subjects();
    let plains = sorted.plains.into_iter().map(plain_page).collect();
    let mut site = Site {
        settings,
        as_of: audience.as_of,
        preview: audience.drafts,
        briefings,
        actors,
        venues,
        topics,
        plains,
        events: Vec::new(),
        assets: Vec::new(),
        redirects: Vec::new(),
        corrections: Vec::new(),
        picture: None,
        menu: Vec::new(),
        calendar: Vec::new(),
        zones: Vec::new(),
        names: FxHashMap::default(),
        ties,
        targets: link::TargetTable::default(),
    };
    site.zones = (0..site.venues.len()).map(|id| found::zone(&site, VenueId::new(id))).collect();
    review::due(&site, &mut notes);
    found::fill(&mut site, &mut notes);
    review::security(&site, &mut notes);
    site.corrections = history::corrections(&site);
    calendar::fill(&mut site);
    said::fill(&mut site);
    site.redirects = redirects(&site, &mut notes);
    link::fill(&mut site, &admitted.held, assets, &mut notes);
    site.menu = link::menu(&site, &mut notes);
    Outcome::new(Indexed { site, held: admitted.report }, notes)
}

fn plain_page(plain: Box<Plain>) -> PlainPage {
    let permalink =
        Permalink::folder(&format!("{}{}/", resolve::folder_of(&plain.leaf), plain.leaf.slug.value));
    PlainPage { plain, permalink, backlinks: Vec::new() }
}

fn redirects(site: &Site, notes: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for (page, leaf) in site.prose() {
        for address in &leaf.old_addresses {
            match link::old_address(leaf, address) {
                Ok(from) => {
                    redirects.push(Redirect { from, to: page, place: link::place(leaf, address.span) })
                }
                Err(note) => notes.push(*note),
            }
        }
    }
    redirects
}

impl Site {
    /// Every page made from a file, with its file.
    pub fn prose(&self) -> impl Iterator<Item = (PageId, &Leaf)> {
        let briefings = self
            .briefings
            .iter()
            .enumerate()
            .map(|(id, filed)| (PageId::Briefing(BriefingId::new(id)), &filed.briefing.leaf));
        let actors = profiles(&self.actors).map(|(id, leaf)| (PageId::Actor(ActorId::new(id)), leaf));
        let venues = profiles(&self.venues).map(|(id, leaf)| (PageId::Venue(VenueId::new(id)), leaf));
        let topics = profiles(&self.topics).map(|(id, leaf)| (PageId::Topic(TopicId::new(id)), leaf));
        let plains = self
            .plains
            .iter()
            .enumerate()
            .map(|(id, page)| (PageId::Plain(PlainId::new(id)), &page.plain.leaf));
        briefings.chain(actors).chain(venues).chain(topics).chain(plains)
    }

    /// The file a page is made from, where there is one.
    pub fn leaf(&self, page: PageId) -> Option<&Leaf> {
        match page {
            PageId::Briefing(id) => Some(&self.briefing(id).briefing.leaf),
            PageId::Actor(id) => self.actor(id).profile.as_deref().map(Profile::leaf),
            PageId::Venue(id) => self.venue(id).profile.as_deref().map(Profile::leaf),
            PageId::Topic(id) => self.topic(id).profile.as_deref().map(Profile::leaf),
            PageId::Plain(id) => Some(&self.plains[id.at()].plain.leaf),
            PageId::Home | PageId::Index(_) | PageId::Chronology | PageId::Archive | PageId::Corrections => {
                None
            }
        }
    }

    /// The title of a page and where it stands.
    pub fn page(&self, page: PageId) -> (&str, Permalink) {
        match page {
            PageId::Briefing(id) => {
                let filed = self.briefing(id);
                (&filed.briefing.leaf.title.value, filed.permalink.clone())
            }
            PageId::Actor(id) => named(self.actor(id)),
            PageId::Venue(id) => named(self.venue(id)),
            PageId::Topic(id) => named(self.topic(id)),
            PageId::Plain(id) => {
                let page = &self.plains[id.at()];
                (&page.plain.leaf.title.value, page.permalink.clone())
            }
            PageId::Home => (&self.settings.title, Permalink::folder("")),
            PageId::Index(kind) => (index_title(kind), Permalink::folder(&format!("{}/", kind.folder()))),
            PageId::Chronology => ("Chronology", Permalink::folder("chronology/")),
            PageId::Archive => ("Archive", Permalink::folder("archive/")),
            PageId::Corrections => ("Corrections", Permalink::folder("corrections/")),
        }
    }

    /// The briefing.
    pub fn briefing(&self, id: BriefingId) -> &Filed {
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
    pub fn held_in(&self, actor: ActorId, at: usize) -> Option<ActorId> {
        self.ties.offices.get(&(actor, at)).copied()
    }

    /// The venue a venue lies in.
    pub fn part_of(&self, venue: VenueId) -> Option<VenueId> {
        self.ties.wholes.get(&venue).copied()
    }

    /// The venues that lie in a venue, in ascending order of ids.
    pub fn parts(&self, venue: VenueId) -> &[VenueId] {
        self.ties.parts.get(&venue).map_or(&[], Vec::as_slice)
    }

    /// The zone in which times at a venue are told; none where nobody says.
    pub fn zone(&self, venue: VenueId) -> Option<&TimeZone> {
        self.zones.get(venue.at())?.as_ref()
    }

    /// The zone that decides which day it was for a briefing: its dateline's, else that of its instant of publication,
    /// else the site's.
    pub fn zone_of(&self, filed: &Filed) -> TimeZone {
        if let Some(zone) = filed.dateline.and_then(|venue| self.zone(venue)) {
            return zone.clone();
        }
        match filed.briefing.published.value {
            Date::Moment(moment) if moment.offset != Offset::UTC => TimeZone::fixed(moment.offset),
            _ => self.settings.time_zone.clone(),
        }
    }

    /// What the links of a page's prose lead to, in their order.
    pub fn targets(&self, page: PageId) -> &[Target] {
        self.targets.of(page)
    }
}

/// The title of an index.
pub fn index_title(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Actor => "Actors",
        SubjectKind::Venue => "Venues",
        SubjectKind::Topic => "Topics",
    }
}

fn profiles<P: Profile>(subjects: &[Subject<P>]) -> impl Iterator<Item = (usize, &Leaf)> {
    subjects.iter().enumerate().filter_map(|(id, subject)| Some((id, subject.profile.as_deref()?.leaf())))
}

fn named<P>(subject: &Subject<P>) -> (&str, Permalink) {
    (&subject.name, subject.permalink.clone())
}

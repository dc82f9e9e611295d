//! The index of everything published, made once from the values of all stages.

use std::ops::Deref;
use std::sync::Arc;

use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use crate::briefing::{Actor, Author, Series, StandalonePage, Topic, Venue};
use crate::facts::DateFact;
use crate::labels::PageLabels;
use crate::settings::Settings;

use super::as_of::AsOf;
use super::found::{FactIndex, FoundName, ProseFacts};
use super::history::CorrectionRef;
use super::ids::{AuthorId, BriefingId, EventId, PageId};
use super::link::{MenuItem, SiteImage, TargetTable};
use super::permalink::Permalink;
use super::publication::Unpublished;
use super::reads::{FileReads, ReadRecord, SharedRecord, SiteRead};
use super::redirects::Redirect;
use super::relations::ProfileRelations;
use super::resolve::NamedBriefing;
use super::series::SeriesOrder;
use super::site_list::SiteList;
use super::subject::Subject;
use super::timeline::{Event, TimelineYear};

/// Index of everything published at one instant.
#[derive(Clone, Debug)]
pub struct Site {
    /// `site.toml`.
    pub settings: Arc<Settings>,
    /// The labels of pages in the language of the site.
    pub labels: Arc<PageLabels>,
    /// The instant the site is built for.
    pub as_of: AsOf,
    /// Whether drafts are included, which makes the site a preview for editors.
    pub preview: bool,
    /// Briefings, newest first; a [`BriefingId`](super::BriefingId) is an index into this list.
    pub briefings: SiteList<Arc<ResolvedBriefing>>,
    /// Actors; those with a profile come first.
    pub actors: SiteList<Subject<Actor>>,
    /// Venues; those with a profile come first.
    pub venues: SiteList<Subject<Venue>>,
    /// Topics; those with a profile come first.
    pub topics: SiteList<Subject<Topic>>,
    /// Authors; each has a profile.
    pub authors: SiteList<Subject<Author>>,
    /// Series; those with a profile come first.
    pub series: SiteList<Subject<Series>>,
    /// Standalone pages, by path.
    pub standalone_pages: SiteList<IndexedStandalonePage>,
    /// Events in time order; a fact reported by several briefings is one event.
    pub events: SiteList<Event>,
    /// Images and other files that published pages show or link to: paths under `content/`, sorted.
    pub assets: Arc<[Arc<str>]>,
    /// The file of the lead picture of each briefing that has one: paths under `content/`.
    pub lead_pictures: Arc<FxHashMap<BriefingId, Arc<str>>>,
    /// Redirects from old URLs (folders ending in `/`) to pages.
    pub redirects: SiteList<Redirect>,
    /// Corrections of all briefings, latest first.
    pub corrections: SiteList<CorrectionRef>,
    /// The social image of pages that have no image of their own.
    pub social_image: Option<SiteImage>,
    /// The main menu of `site.toml`; empty if it defines none.
    pub menu: Arc<[MenuItem]>,
    /// All events by year, latest year first.
    pub timeline: SiteList<TimelineYear>,
    /// The time zone of each venue: its own or that of the nearest containing venue.
    pub(super) venue_zones: Arc<[Option<TimeZone>]>,
    /// Names found in the prose of pages other than briefings.
    pub(super) other_found_names: Arc<FxHashMap<PageId, Vec<FoundName>>>,
    /// The reading order of each series.
    pub(super) series_order: Arc<SeriesOrder>,
    /// The files of the portraits of authors: paths under `content/`.
    pub portraits: Arc<FxHashMap<AuthorId, Arc<str>>>,
    /// Relations between profiles.
    pub(super) profile_relations: Arc<ProfileRelations>,
    /// The targets of the links in each page's prose.
    pub(super) link_targets: Arc<TargetTable>,
    /// What is read of it, if that is recorded.
    pub(super) record: SharedRecord,
}

impl Site {
    /// Returns a copy that records what is read of it, with the record.
    pub fn recorded(&self) -> (Self, Arc<ReadRecord>) {
        let new = Arc::new(ReadRecord::default());
        let record = Some(new.clone());
        let site = Self {
            as_of: self.as_of.recorded(&record),
            briefings: self.briefings.recorded(&record),
            actors: self.actors.recorded(&record),
            venues: self.venues.recorded(&record),
            topics: self.topics.recorded(&record),
            authors: self.authors.recorded(&record),
            series: self.series.recorded(&record),
            standalone_pages: self.standalone_pages.recorded(&record),
            events: self.events.recorded(&record),
            redirects: self.redirects.recorded(&record),
            corrections: self.corrections.recorded(&record),
            timeline: self.timeline.recorded(&record),
            record,
            ..self.clone()
        };
        (site, new)
    }

    /// Calls `make`, and returns what it reads apart from the rest: `None` if nothing is recorded.
    pub fn read_apart<T>(&self, make: impl FnOnce() -> T) -> (T, Option<FileReads>) {
        match &self.record {
            Some(record) => {
                let (made, reads) = record.apart(make);
                (made, Some(reads))
            }
            None => (make(), None),
        }
    }

    /// Records what a value that was made before has read: everything, if that was not recorded.
    pub fn add_reads(&self, reads: Option<&FileReads>) {
        match (&self.record, reads) {
            (Some(record), Some(reads)) => record.add_all(reads),
            (Some(record), None) => record.add(SiteRead::All),
            (None, _) => {}
        }
    }

    pub(super) fn add_read(&self, read: SiteRead) {
        if let Some(record) = &self.record {
            record.add(read);
        }
    }
}

/// A standalone page with its permalink and backlinks.
#[derive(Clone, Debug)]
pub struct IndexedStandalonePage {
    /// The page as read.
    pub page: Arc<StandalonePage>,
    /// Its permalink.
    pub permalink: Permalink,
    /// Pages whose prose links to it.
    pub backlinks: Vec<PageId>,
}

/// A published briefing with everything the site knows about it.
#[derive(Clone, Debug)]
pub struct ResolvedBriefing {
    pub(super) named: Arc<NamedBriefing>,
    /// The event that each dated fact reports.
    pub events: Vec<EventId>,
    /// Dates and names found in its prose.
    pub found: ProseFacts,
    /// Pages whose prose links to it.
    pub backlinks: Vec<PageId>,
}

impl Deref for ResolvedBriefing {
    type Target = NamedBriefing;

    fn deref(&self) -> &NamedBriefing {
        &self.named
    }
}

impl ResolvedBriefing {
    /// Returns the dated fact at an index.
    pub fn fact_at(&self, index: FactIndex) -> &DateFact {
        match index {
            FactIndex::Declared(index) => &self.briefing.dates[index],
            FactIndex::Found(index) => &self.found.facts[index],
        }
    }
}

/// A site and the content items left out of it.
#[derive(Clone, Debug)]
pub struct IndexedSite {
    /// The published site.
    pub site: Site,
    /// Unpublished content, by path.
    pub unpublished: Vec<Unpublished>,
    /// How it differs from the last site.
    pub change: IndexChange,
}

/// How a site differs from the last one that was indexed with the same memo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexChange {
    /// It may differ in everything.
    All,
    /// It differs at most in the bodies, titles and summaries of briefings and in what was found in them. Links and anchors are
    /// the same.
    OnlyBodies,
}

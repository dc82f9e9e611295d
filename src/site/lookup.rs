//! Look-ups in a site.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{Actor, Author, ContentMeta, Series, Topic, Venue};
use crate::facts::date::{CalendarSlot, Phase};
use crate::facts::{Correction, DateFact};

use super::found::FoundName;
use super::history::{CorrectionRef, correction_time};
use super::ids::{ActorId, AuthorId, BriefingId, EventId, PageId, SeriesId, StandaloneId, TopicId, VenueId};
use super::indexed_site::{ResolvedBriefing, Site};
use super::kind::SubjectKind;
use super::link::{LinkTarget, Unsafe, unsafe_files};
use super::names::briefing_zone;
use super::pages::{PageEntry, listed_kinds, listing_title};
use super::permalink::Permalink;
use super::reads::SiteRead;
use super::redirects::parse_old_url;
use super::review::is_review_due;
use super::subject::{Profile, Subject};
use super::timeline::{Event, FactRef, event_actors};

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
        let authors = with_profile(&self.authors).map(|(id, meta)| (PageId::Author(AuthorId::new(id)), meta));
        let series = with_profile(&self.series).map(|(id, meta)| (PageId::Series(SeriesId::new(id)), meta));
        let standalone_pages = self
            .standalone_pages
            .iter()
            .enumerate()
            .map(|(id, page)| (PageId::Standalone(StandaloneId::new(id)), &page.page.meta));
        let subjects = actors.chain(venues).chain(topics).chain(authors).chain(series);
        briefings.chain(subjects).chain(standalone_pages)
    }

    /// Returns the metadata of the file a page is made from, if any.
    pub fn meta(&self, page: PageId) -> Option<&ContentMeta> {
        self.entry(page).meta
    }

    /// Returns the title and the permalink of a page.
    pub fn title_and_permalink(&self, page: PageId) -> (&str, Permalink) {
        let entry = self.entry(page);
        (entry.title, entry.permalink)
    }

    fn entry(&self, page: PageId) -> PageEntry<'_> {
        match page {
            PageId::Briefing(id) => PageEntry::of_briefing(self.briefing(id)),
            PageId::Actor(id) => PageEntry::of_subject(self.actor(id)),
            PageId::Venue(id) => PageEntry::of_subject(self.venue(id)),
            PageId::Topic(id) => PageEntry::of_subject(self.topic(id)),
            PageId::Author(id) => PageEntry::of_subject(self.author(id)),
            PageId::Series(id) => PageEntry::of_subject(self.series(id)),
            PageId::Standalone(id) => {
                let page = &self.standalone_pages[id.index()];
                PageEntry::of_standalone(&page.page, &page.permalink)
            }
            PageId::Home => PageEntry::home(&self.settings.title),
            PageId::SubjectListing(kind) => PageEntry::listing(kind, &self.labels),
            PageId::Timeline => PageEntry::timeline(&self.labels),
            PageId::Archive => PageEntry::archive(&self.labels),
            PageId::Corrections => PageEntry::corrections(&self.labels),
        }
    }

    /// Returns the kinds of subjects with a listing, in display order.
    pub fn listed_kinds(&self) -> Vec<SubjectKind> {
        listed_kinds([self.authors.len(), self.series.len()])
    }

    /// Returns the title of the listing of a kind.
    pub fn listing_title(&self, kind: SubjectKind) -> &str {
        listing_title(kind, &self.labels)
    }

    /// Returns the briefing.
    pub fn briefing(&self, id: BriefingId) -> &ResolvedBriefing {
        &self.briefings[id.index()]
    }

    /// Returns the actor.
    pub fn actor(&self, id: ActorId) -> &Subject<Actor> {
        &self.actors[id.index()]
    }

    /// Returns the venue.
    pub fn venue(&self, id: VenueId) -> &Subject<Venue> {
        &self.venues[id.index()]
    }

    /// Returns the topic.
    pub fn topic(&self, id: TopicId) -> &Subject<Topic> {
        &self.topics[id.index()]
    }

    /// Returns the author.
    pub fn author(&self, id: AuthorId) -> &Subject<Author> {
        &self.authors[id.index()]
    }

    /// Returns the series.
    pub fn series(&self, id: SeriesId) -> &Subject<Series> {
        &self.series[id.index()]
    }

    /// Returns the briefings of a series in reading order.
    pub fn series_parts(&self, id: SeriesId) -> &[BriefingId] {
        self.add_read(SiteRead::Relations);
        &self.series_order.parts[id.index()]
    }

    /// Returns the index of a briefing in the reading order of its series; `None` if it belongs to none.
    pub fn index_in_series(&self, id: BriefingId) -> Option<usize> {
        self.add_read(SiteRead::Relations);
        self.series_order.indices.get(&id).copied()
    }

    /// Returns the briefings before and after one in its series.
    pub fn series_neighbours(&self, id: BriefingId) -> [Option<BriefingId>; 2] {
        let series = self.briefing(id).series;
        self.add_read(SiteRead::Relations);
        series.map_or([None, None], |series| self.series_order.neighbours(series, id))
    }

    /// Returns the file of the portrait of an author: a path under `content/`.
    pub fn portrait(&self, id: AuthorId) -> Option<&str> {
        self.add_read(SiteRead::Relations);
        self.portraits.get(&id).map(|path| &**path)
    }

    /// Returns the event.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// Returns the organisation in which an actor holds a role; `index` is the index of the role in the actor's profile.
    pub fn role_affiliation(&self, actor: ActorId, index: usize) -> Option<ActorId> {
        self.add_read(SiteRead::Relations);
        self.profile_relations.role_affiliations.get(&(actor, index)).copied()
    }

    /// Returns the venue that contains a venue.
    pub fn containing_venue(&self, venue: VenueId) -> Option<VenueId> {
        self.add_read(SiteRead::Relations);
        self.profile_relations.containing_venue.get(&venue).copied()
    }

    /// Returns the venues contained in a venue, by ascending id.
    pub fn contained_venues(&self, venue: VenueId) -> &[VenueId] {
        self.add_read(SiteRead::Relations);
        self.profile_relations.contained_venues.get(&venue).map_or(&[], Vec::as_slice)
    }

    /// Returns the time zone of a venue, or `None` if no profile gives it.
    pub fn zone_of_venue(&self, venue: VenueId) -> Option<&TimeZone> {
        self.add_read(SiteRead::Relations);
        self.venue_zones.get(venue.index())?.as_ref()
    }

    /// Returns whether an event is still to come at the instant that the site is built for.
    pub fn is_coming(&self, id: EventId) -> bool {
        let event = self.event(id);
        let zone = event.venue.and_then(|venue| self.zone_of_venue(venue));
        self.as_of.phase(&event.when, zone.unwrap_or(&self.settings.time_zone)) == Phase::Future
    }

    /// Returns the zone that decides on which calendar day an instant falls for a briefing: that of its dateline, else
    /// the offset of its publication, else that of the site.
    pub fn zone_of_briefing(&self, resolved: &ResolvedBriefing) -> TimeZone {
        self.add_read(SiteRead::Relations);
        let zones = &self.venue_zones;
        briefing_zone(&resolved.briefing, resolved.dateline, zones, &self.settings.time_zone)
    }

    /// Returns the targets of the links in a page's prose, in order.
    pub fn targets_of(&self, page: PageId) -> &[LinkTarget] {
        self.add_read(SiteRead::Targets(page));
        self.link_targets.of_page(page)
    }

    /// Returns the names in the prose of a page that link to other pages, in order; may be empty.
    pub fn found_names(&self, page: PageId) -> &[FoundName] {
        match page {
            PageId::Briefing(id) => &self.briefing(id).found.names,
            _ => {
                self.add_read(SiteRead::Names(page));
                self.other_found_names.get(&page).map_or(&[], Vec::as_slice)
            }
        }
    }

    /// Returns the fact of an event as its newest briefing reports it.
    pub fn event_fact(&self, event: &Event) -> &DateFact {
        self.dated_fact(event.reported_by[0])
    }

    /// Returns a dated fact of a briefing.
    pub fn dated_fact(&self, fact_ref: FactRef) -> &DateFact {
        self.briefing(fact_ref.briefing).fact_at(fact_ref.index)
    }

    /// Returns the calendar slot of an event, if it has one.
    pub fn calendar_slot(&self, event: EventId) -> Option<CalendarSlot> {
        self.event(event).when.calendar_slot()
    }

    /// Returns the actors of an event over all briefings that report it, in the order of those reports.
    pub fn event_actors(&self, event: &Event) -> Vec<ActorId> {
        event_actors(event, |id| self.briefing(id))
    }

    /// Returns the correction.
    pub fn correction(&self, correction: CorrectionRef) -> &Correction {
        &self.briefing(correction.briefing).briefing.corrections[correction.index]
    }

    /// Returns the instant of a correction, at the earliest that of publication: a correction given as a day starts at
    /// midnight.
    pub fn correction_time(&self, correction: CorrectionRef) -> Timestamp {
        correction_time(self.briefing(correction.briefing), correction.index, &self.settings.time_zone)
    }

    /// Returns the permalink a page had first: the first of its old URLs, else its own. It identifies the page for feed
    /// readers and calendars even if the slug changes. It is unique, because two pages at one URL are an error.
    pub fn original_permalink(&self, page: PageId) -> Permalink {
        let meta = self.meta(page);
        let original = meta.and_then(|meta| parse_old_url(meta, meta.old_urls.first()?).ok());
        original.unwrap_or_else(|| self.title_and_permalink(page).1)
    }

    /// Returns whether a briefing's `review_by` has been reached, in the site's time zone.
    pub fn review_due(&self, resolved: &ResolvedBriefing) -> bool {
        is_review_due(resolved, &self.settings, &self.as_of)
    }

    /// Returns the files from which browsers must not run scripts: SVG, and types that `asset_types` allows.
    pub fn unsafe_files(&self) -> Unsafe {
        unsafe_files(&self.settings, &self.assets)
    }
}

fn with_profile<P: Profile>(subjects: &[Subject<P>]) -> impl Iterator<Item = (usize, &ContentMeta)> {
    subjects.iter().enumerate().filter_map(|(id, subject)| Some((id, subject.profile.as_deref()?.meta())))
}

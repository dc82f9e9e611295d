//! What is read from prose: dates and names, joined with the facts editors declared.
//!
//! Takes briefings with their names resolved. Gives each what was found in it, and notes what in the prose does not fit
//! the facts or the calendar. Each briefing is read by itself, many side by side. Changes no declared fact.

mod checks;
mod dates;
mod names;
mod proposals;
mod prose;
mod role_terms;
mod same;

pub use proposals::proposals;

use jiff::tz::TimeZone;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::briefing::{Briefing, ContentMeta};
use crate::diagnostic::Diagnostic;
use crate::facts::timex::{Derivation, TimexReader};
use crate::facts::token::Token;
use crate::facts::{Date, DateFact, DisplayMode};
use crate::text::Span;

use super::{ActorId, BriefingId, PageId, ResolvedBriefing, Site, VenueId};
use names::NameFinder;
use prose::{BriefingProse, BriefingTimes, PageProse};

/// What was read from the prose of a briefing.
#[derive(Clone, Debug, Default)]
pub struct FoundFacts {
    /// Dates in the order of the prose; may be empty.
    pub dates: Vec<FoundDate>,
    /// What the prose tells of days and months that no declared fact does, in the order of the prose; may be empty.
    pub facts: Vec<DateFact>,
    /// Names of actors and venues that link to their pages, in the order of the prose; may be empty.
    pub names: Vec<FoundName>,
    /// Actors named whom the editor does not list, in the order of the prose; may be empty.
    pub actors: Vec<ActorId>,
    /// Venues named that the editor does not list, in the order of the prose; may be empty.
    pub venues: Vec<VenueId>,
}

/// A name in the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// Where it stands in the source.
    pub span: Span,
    /// The page of the actor or venue it names.
    pub page: PageId,
}

/// A date in the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// Where it stands in the source.
    pub span: Span,
    /// What it means.
    pub date: Date,
    /// The fact it belongs to, where there is one.
    pub fact: Option<FactIndex>,
    /// Why it means that; none where the editor said so.
    pub derivation: Option<Derivation>,
}

/// A dated fact of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactIndex {
    /// By its place in the list the editor wrote.
    Declared(usize),
    /// By its place in the list of those found.
    Found(usize),
}

impl FactIndex {
    /// The anchor of its row in the briefing's box.
    pub fn row_id(self) -> String {
        match self {
            Self::Declared(at) => format!("_date-{}", at + 1),
            Self::Found(at) => format!("_found-{}", at + 1),
        }
    }

    /// Whether it was read from the prose.
    pub fn is_found(self) -> bool {
        matches!(self, Self::Found(_))
    }
}

impl Site {
    /// The names in the prose of a page that lead to other pages, in order; may be empty.
    pub fn found_names(&self, page: PageId) -> &[FoundName] {
        match page {
            PageId::Briefing(id) => &self.briefing(id).found.names,
            _ => self.other_found_names.get(&page).map_or(&[], Vec::as_slice),
        }
    }
}

impl ResolvedBriefing {
    /// The dated fact at a place.
    pub fn fact_at(&self, place: FactIndex) -> &DateFact {
        match place {
            FactIndex::Declared(at) => &self.briefing.dates[at],
            FactIndex::Found(at) => &self.found.facts[at],
        }
    }
}

/// Reads the prose of all briefings.
pub(super) fn find_all(site: &mut Site, notes: &mut Vec<Diagnostic>) {
    let (reader, names) = (TimexReader::english(), NameFinder::new(site));
    let read = |tokens: &mut Vec<Token>, (at, filed): (usize, &ResolvedBriefing)| {
        let page = PageId::Briefing(BriefingId::new(at));
        let (mut found, mut notes) = (FoundFacts::default(), Vec::new());
        let (dates_in, names_in) =
            (display_mode(filed, site.settings.found.dates), display_mode(filed, site.settings.found.names));
        let nothing = dates_in == DisplayMode::Off && (names_in == DisplayMode::Off || names.is_empty());
        if nothing || !is_english(&filed.briefing.meta, &site.settings.language) {
            return (found, notes);
        }
        let reading = briefing_prose(site, filed, tokens);
        if dates_in != DisplayMode::Off {
            dates::find_dates(&reader, &reading, dates_in == DisplayMode::Box, &mut found, &mut notes);
        }
        if names_in != DisplayMode::Off && !names.is_empty() {
            let mentions = names.mentions(&reading);
            found.names = names.find_names(page, &reading, &mentions, &mut notes);
            role_terms::check_role_terms(site, &names, &reading, &mentions, &mut notes);
            if names_in == DisplayMode::Box {
                names.add_unlisted_subjects(filed, &mentions, &mut found);
            }
        }
        // What was found waits in memory until the last page is written.
        found.dates.shrink_to_fit();
        found.facts.shrink_to_fit();
        found.names.shrink_to_fit();
        (found, notes)
    };
    let found: Vec<(FoundFacts, Vec<Diagnostic>)> =
        site.briefings.par_iter().with_max_len(64).enumerate().map_init(Vec::new, read).collect();
    let others = find_in_other_pages(site, &names, notes);
    site.other_found_names = others;
    for (filed, (found, of_briefing)) in site.briefings.iter_mut().zip(found) {
        filed.found = found;
        notes.extend(of_briefing);
    }
}

/// The names in the prose of pages that are no briefings.
fn find_in_other_pages(
    site: &Site,
    names: &NameFinder,
    notes: &mut Vec<Diagnostic>,
) -> FxHashMap<PageId, Vec<FoundName>> {
    let mut found = FxHashMap::default();
    if site.settings.found.names == DisplayMode::Off || names.is_empty() {
        return found;
    }
    let mut tokens = Vec::new();
    let is_other = |page: &PageId| !matches!(page, PageId::Briefing(_));
    for (page, leaf) in site
        .content_files()
        .filter(|(page, leaf)| is_other(page) && is_english(leaf, &site.settings.language))
    {
        let prose = PageProse::new(leaf, &[], &mut tokens);
        let mentions = names.mentions(&prose);
        let of_page = names.find_names(page, &prose, &mentions, notes);
        if !of_page.is_empty() {
            found.insert(page, of_page);
        }
    }
    found
}

fn briefing_prose<'a>(
    site: &Site,
    filed: &'a ResolvedBriefing,
    tokens: &'a mut Vec<Token>,
) -> BriefingProse<'a> {
    let at =
        BriefingTimes { zone: site.zone_of_briefing(filed), published: filed.published, as_of: site.as_of };
    BriefingProse::new(&filed.briefing, at, tokens)
}

/// Reads the dates of a briefing outside any site: days begin in the zone of its own instant, else in UTC.
pub fn find_in_single_briefing(briefing: &Briefing) -> FoundFacts {
    let zone = match briefing.published.value {
        Date::Instant(moment) => TimeZone::fixed(moment.offset),
        _ => TimeZone::UTC,
    };
    let published = briefing.published.value.start(&zone);
    let at = BriefingTimes { zone, published, as_of: published };
    let (mut found, mut tokens) = (FoundFacts::default(), Vec::new());
    let reading = BriefingProse::new(briefing, at, &mut tokens);
    dates::find_dates(&TimexReader::english(), &reading, false, &mut found, &mut Vec::new());
    found
}

/// Where what is found in this briefing is shown; `of_site` is what settings say.
fn display_mode(filed: &ResolvedBriefing, of_site: DisplayMode) -> DisplayMode {
    filed.briefing.display.unwrap_or(of_site)
}

/// Other languages have no tables yet, and English ones would find nonsense in them.
fn is_english(leaf: &ContentMeta, of_site: &str) -> bool {
    let own = leaf.language.as_ref().map(|language| language.value.as_str());
    own.unwrap_or(of_site).split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// The zone of a venue, or that of the venue it lies in.
pub(super) fn venue_zone(site: &Site, venue: VenueId) -> Option<TimeZone> {
    let mut at = Some(venue);
    // Venues that lie in each other are an error noted elsewhere, but a loop must not hang even then.
    for _ in 0..=site.venues.len() {
        let profile = site.venue(at?).profile.as_deref();
        if let Some(zone) = profile.and_then(|venue| venue.time_zone.as_ref()) {
            return TimeZone::get(&zone.value).ok();
        }
        at = site.containing_venue(at?);
    }
    None
}

//! Dates and names found in prose, joined with declared facts.
//!
//! Input: briefings with their names resolved. Output: the facts found in each briefing, and diagnostics for prose that
//! contradicts the declared facts or the calendar. Briefings are read in parallel; declared facts are never changed.

mod checks;
mod dates;
mod names;
mod proposals;
mod prose;
mod role_terms;
mod same;

pub use proposals::proposals;
pub use prose::override_spans;
pub use same::DateIndex;

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

/// Dates and names found in the prose of a briefing.
#[derive(Clone, Debug, Default)]
pub struct FoundFacts {
    /// Dates in the order of the prose; may be empty.
    pub dates: Vec<FoundDate>,
    /// Facts about days and months that no declared fact has, in the order of the prose; may be empty.
    pub facts: Vec<DateFact>,
    /// Names of actors and venues that link to their pages, in the order of the prose; may be empty.
    pub names: Vec<FoundName>,
    /// Actors named but not declared, in the order of the prose; may be empty.
    pub actors: Vec<ActorId>,
    /// Venues named but not declared, in the order of the prose; may be empty.
    pub venues: Vec<VenueId>,
}

/// A name in the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// Its span in the source.
    pub span: Span,
    /// The page of the actor or venue it names.
    pub page: PageId,
}

/// A date in the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// Its span in the source.
    pub span: Span,
    /// Its value.
    pub date: Date,
    /// The fact it belongs to, if any.
    pub fact: Option<FactIndex>,
    /// How the value was derived; `None` if the editor set it.
    pub derivation: Option<Derivation>,
}

/// Index of a dated fact of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactIndex {
    /// Index into the declared facts.
    Declared(usize),
    /// Index into the found facts.
    Found(usize),
}

impl FactIndex {
    /// Returns the id of its row in the fact box.
    pub fn row_id(self) -> String {
        match self {
            Self::Declared(index) => format!("_date-{}", index + 1),
            Self::Found(index) => format!("_found-{}", index + 1),
        }
    }

    /// Returns whether the fact was found in prose.
    pub fn is_found(self) -> bool {
        matches!(self, Self::Found(_))
    }
}

impl Site {
    /// Returns the names in the prose of a page that link to other pages, in order; may be empty.
    pub fn found_names(&self, page: PageId) -> &[FoundName] {
        match page {
            PageId::Briefing(id) => &self.briefing(id).found.names,
            _ => self.other_found_names.get(&page).map_or(&[], Vec::as_slice),
        }
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

/// Finds dates and names in the prose of all pages.
pub(super) fn find_all(site: &mut Site, diagnostics: &mut Vec<Diagnostic>) {
    let (reader, names) = (TimexReader::english(), NameFinder::new(site));
    let read = |tokens: &mut Vec<Token>, (index, resolved): (usize, &ResolvedBriefing)| {
        let page = PageId::Briefing(BriefingId::new(index));
        let (mut found, mut diagnostics) = (FoundFacts::default(), Vec::new());
        let date_mode = display_mode(resolved, site.settings.found.dates);
        let name_mode = display_mode(resolved, site.settings.found.names);
        let is_off = date_mode == DisplayMode::Off && (name_mode == DisplayMode::Off || names.is_empty());
        if is_off || !is_english(&resolved.briefing.meta, &site.settings.language) {
            return (found, diagnostics);
        }
        let prose = briefing_prose(site, resolved, tokens);
        if date_mode != DisplayMode::Off {
            dates::find_dates(&reader, &prose, date_mode, &mut found, &mut diagnostics);
        }
        if name_mode != DisplayMode::Off && !names.is_empty() {
            let mentions = names.mentions(&prose);
            found.names = names.find_names(page, &prose, &mentions, &mut diagnostics);
            role_terms::check_role_terms(site, &names, &prose, &mentions, &mut diagnostics);
            if name_mode == DisplayMode::Box {
                names.add_unlisted_subjects(resolved, &mentions, &mut found);
            }
        }
        // Found facts stay in memory until the last page is written.
        found.dates.shrink_to_fit();
        found.facts.shrink_to_fit();
        found.names.shrink_to_fit();
        (found, diagnostics)
    };
    let found: Vec<(FoundFacts, Vec<Diagnostic>)> =
        site.briefings.par_iter().with_max_len(64).enumerate().map_init(Vec::new, read).collect();
    let other_found_names = find_in_other_pages(site, &names, diagnostics);
    site.other_found_names = other_found_names;
    for (resolved, (found, of_briefing)) in site.briefings.iter_mut().zip(found) {
        resolved.found = found;
        diagnostics.extend(of_briefing);
    }
}

/// Finds names in the prose of pages other than briefings.
fn find_in_other_pages(
    site: &Site,
    names: &NameFinder,
    diagnostics: &mut Vec<Diagnostic>,
) -> FxHashMap<PageId, Vec<FoundName>> {
    let mut found = FxHashMap::default();
    if site.settings.found.names == DisplayMode::Off || names.is_empty() {
        return found;
    }
    let mut tokens = Vec::new();
    let is_other = |page: &PageId| !matches!(page, PageId::Briefing(_));
    for (page, meta) in site
        .content_files()
        .filter(|(page, meta)| is_other(page) && is_english(meta, &site.settings.language))
    {
        let prose = PageProse::new(meta, &[], &mut tokens);
        let mentions = names.mentions(&prose);
        let of_page = names.find_names(page, &prose, &mentions, diagnostics);
        if !of_page.is_empty() {
            found.insert(page, of_page);
        }
    }
    found
}

fn briefing_prose<'a>(
    site: &Site,
    resolved: &'a ResolvedBriefing,
    tokens: &'a mut Vec<Token>,
) -> BriefingProse<'a> {
    let times = BriefingTimes {
        zone: site.zone_of_briefing(resolved),
        published: resolved.published,
        as_of: site.as_of,
    };
    BriefingProse::new(&resolved.briefing, times, tokens)
}

/// Finds the dates of a briefing outside any site: days begin at the offset of its publication, else in UTC.
pub fn find_in_single_briefing(briefing: &Briefing) -> FoundFacts {
    let zone = match briefing.published.value {
        Date::Instant(instant) => TimeZone::fixed(instant.offset),
        _ => TimeZone::UTC,
    };
    let published = briefing.published.value.start(&zone);
    let times = BriefingTimes { zone, published, as_of: published };
    let (mut found, mut tokens) = (FoundFacts::default(), Vec::new());
    let prose = BriefingProse::new(briefing, times, &mut tokens);
    dates::find_dates(&TimexReader::english(), &prose, DisplayMode::Prose, &mut found, &mut Vec::new());
    found
}

/// Returns where found facts of a briefing are shown; `default` is the mode of the site.
fn display_mode(resolved: &ResolvedBriefing, default: DisplayMode) -> DisplayMode {
    resolved.briefing.display.unwrap_or(default)
}

/// Returns whether a page is in English: other languages are not supported yet, and English rules do not apply to them.
pub fn is_english(meta: &ContentMeta, site_language: &str) -> bool {
    let own = meta.language.as_ref().map(|language| language.value.as_str());
    own.unwrap_or(site_language)
        .split(['-', '_'])
        .next()
        .is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// Returns the time zone of a venue, or that of the nearest containing venue.
pub(super) fn venue_zone(site: &Site, venue: VenueId) -> Option<TimeZone> {
    let mut current = Some(venue);
    // Containment cycles are reported elsewhere, but must not hang this loop.
    for _ in 0..=site.venues.len() {
        let profile = site.venue(current?).profile.as_deref();
        if let Some(zone) = profile.and_then(|venue| venue.time_zone.as_ref()) {
            return TimeZone::get(&zone.value).ok();
        }
        current = site.containing_venue(current?);
    }
    None
}

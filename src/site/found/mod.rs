//! What is read from prose: dates and names, joined with the facts editors declared.
//!
//! Takes briefings with their names resolved. Gives each what was found in it, and notes what in the prose does not fit
//! the facts or the calendar. Each briefing is read by itself, many side by side. Changes no declared fact.

mod checks;
mod dates;
mod names;
mod offers;
mod offices;
mod reading;
mod same;

pub use offers::offers;

use jiff::tz::TimeZone;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::briefing::{Briefing, Leaf};
use crate::diagnostic::Diagnostic;
use crate::facts::timex::{Reader, Reason};
use crate::facts::token::Token;
use crate::facts::{Date, DateFact, Shown};
use crate::text::Span;

use super::{ActorId, BriefingId, Filed, PageId, Site, VenueId};
use names::Names;
use reading::{Prose, Reading, Standpoint};

/// What was read from the prose of a briefing.
#[derive(Clone, Debug, Default)]
pub struct Found {
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
    pub fact: Option<FactPlace>,
    /// Why it means that; none where the editor said so.
    pub reason: Option<Reason>,
}

/// A dated fact of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactPlace {
    /// By its place in the list the editor wrote.
    Declared(usize),
    /// By its place in the list of those found.
    Found(usize),
}

impl FactPlace {
    /// The anchor of its row in the briefing's box.
    pub fn anchor(self) -> String {
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
    pub fn names(&self, page: PageId) -> &[FoundName] {
        match page {
            PageId::Briefing(id) => &self.briefing(id).found.names,
            _ => self.names.get(&page).map_or(&[], Vec::as_slice),
        }
    }
}

impl Filed {
    /// The dated fact at a place.
    pub fn fact(&self, place: FactPlace) -> &DateFact {
        match place {
            FactPlace::Declared(at) => &self.briefing.dates[at],
            FactPlace::Found(at) => &self.found.facts[at],
        }
    }
}

/// Reads the prose of all briefings.
pub(super) fn fill(site: &mut Site, notes: &mut Vec<Diagnostic>) {
    let (reader, names) = (Reader::english(), Names::new(site));
    let read = |tokens: &mut Vec<Token>, (at, filed): (usize, &Filed)| {
        let page = PageId::Briefing(BriefingId::new(at));
        let (mut found, mut notes) = (Found::default(), Vec::new());
        let (dates_in, names_in) =
            (shown(filed, site.settings.found.dates), shown(filed, site.settings.found.names));
        let nothing = dates_in == Shown::Off && (names_in == Shown::Off || names.is_empty());
        if nothing || !is_english(&filed.briefing.leaf, &site.settings.language) {
            return (found, notes);
        }
        let reading = reading(site, filed, tokens);
        if dates_in != Shown::Off {
            dates::read(&reader, &reading, dates_in == Shown::Box, &mut found, &mut notes);
        }
        if names_in != Shown::Off && !names.is_empty() {
            let mentions = names.mentions(&reading);
            found.names = names.find(page, &reading, &mentions, &mut notes);
            offices::check(site, &names, &reading, &mentions, &mut notes);
            if names_in == Shown::Box {
                names.list(filed, &mentions, &mut found);
            }
        }
        // What was found waits in memory until the last page is written.
        found.dates.shrink_to_fit();
        found.facts.shrink_to_fit();
        found.names.shrink_to_fit();
        (found, notes)
    };
    let found: Vec<(Found, Vec<Diagnostic>)> =
        site.briefings.par_iter().with_max_len(64).enumerate().map_init(Vec::new, read).collect();
    let others = others(site, &names, notes);
    site.names = others;
    for (filed, (found, of_briefing)) in site.briefings.iter_mut().zip(found) {
        filed.found = found;
        notes.extend(of_briefing);
    }
}

/// The names in the prose of pages that are no briefings.
fn others(site: &Site, names: &Names, notes: &mut Vec<Diagnostic>) -> FxHashMap<PageId, Vec<FoundName>> {
    let mut found = FxHashMap::default();
    if site.settings.found.names == Shown::Off || names.is_empty() {
        return found;
    }
    let mut tokens = Vec::new();
    let is_other = |page: &PageId| !matches!(page, PageId::Briefing(_));
    for (page, leaf) in
        site.prose().filter(|(page, leaf)| is_other(page) && is_english(leaf, &site.settings.language))
    {
        let prose = Prose::new(leaf, &[], &mut tokens);
        let mentions = names.mentions(&prose);
        let of_page = names.find(page, &prose, &mentions, notes);
        if !of_page.is_empty() {
            found.insert(page, of_page);
        }
    }
    found
}

fn reading<'a>(site: &Site, filed: &'a Filed, tokens: &'a mut Vec<Token>) -> Reading<'a> {
    let at = Standpoint { zone: site.zone_of(filed), published: filed.published, as_of: site.as_of };
    Reading::new(&filed.briefing, at, tokens)
}

/// Reads the dates of a briefing outside any site: days begin in the zone of its own instant, else in UTC.
pub fn found_alone(briefing: &Briefing) -> Found {
    let zone = match briefing.published.value {
        Date::Moment(moment) => TimeZone::fixed(moment.offset),
        _ => TimeZone::UTC,
    };
    let published = briefing.published.value.start(&zone);
    let at = Standpoint { zone, published, as_of: published };
    let (mut found, mut tokens) = (Found::default(), Vec::new());
    let reading = Reading::new(briefing, at, &mut tokens);
    dates::read(&Reader::english(), &reading, false, &mut found, &mut Vec::new());
    found
}

/// Where what is found in this briefing is shown; `of_site` is what settings say.
fn shown(filed: &Filed, of_site: Shown) -> Shown {
    filed.briefing.shown.unwrap_or(of_site)
}

/// Other languages have no tables yet, and English ones would find nonsense in them.
fn is_english(leaf: &Leaf, of_site: &str) -> bool {
    let own = leaf.language.as_ref().map(|language| language.value.as_str());
    own.unwrap_or(of_site).split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// The zone of a venue, or that of the venue it lies in.
pub(super) fn zone(site: &Site, venue: VenueId) -> Option<TimeZone> {
    let mut at = Some(venue);
    // Venues that lie in each other are an error noted elsewhere, but a loop must not hang even then.
    for _ in 0..=site.venues.len() {
        let profile = site.venue(at?).profile.as_deref();
        if let Some(zone) = profile.and_then(|venue| venue.time_zone.as_ref()) {
            return TimeZone::get(&zone.value).ok();
        }
        at = site.part_of(at?);
    }
    None
}

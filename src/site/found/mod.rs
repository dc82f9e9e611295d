//! What is read from the prose of briefings: dates, joined with the facts their editors declared.
//!
//! Takes briefings with their names resolved. Gives each what was found in it, and notes what in the prose does not fit
//! the facts or the calendar. Each briefing is read by itself, many side by side. Changes no declared fact.

mod checks;
mod dates;

use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::briefing::Briefing;
use crate::diagnostic::Diagnostic;
use crate::facts::timex::{Reader, Reason};
use crate::facts::token::Token;
use crate::facts::{Date, DateFact, Shown};
use crate::text::Span;

use super::{Filed, Site, VenueId};
use dates::Standpoint;

/// What was read from the prose of a briefing.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Dates in the order of the prose; may be empty.
    pub dates: Vec<FoundDate>,
    /// What the prose tells of days and months that no declared fact does, in the order of the prose; may be empty.
    pub facts: Vec<DateFact>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    let reader = Reader::english();
    let read = |tokens: &mut Vec<Token>, filed: &Filed| {
        let shown = shown(site, filed);
        if shown == Shown::Off || !is_english(&filed.briefing, &site.settings.language) {
            return (Found::default(), Vec::new());
        }
        let at = Standpoint { zone: site.zone_of(filed), published: filed.published, as_of: site.as_of };
        dates::read(&reader, tokens, &filed.briefing, at, shown == Shown::Box)
    };
    let found: Vec<(Found, Vec<Diagnostic>)> = site.briefings.par_iter().map_init(Vec::new, read).collect();
    for (filed, (found, of_briefing)) in site.briefings.iter_mut().zip(found) {
        filed.found = found;
        notes.extend(of_briefing);
    }
}

/// Reads the prose of a briefing outside any site: days begin in the zone of its own instant, else in UTC.
pub fn found_alone(briefing: &Briefing) -> Found {
    let zone = match briefing.published.value {
        Date::Moment(moment) => TimeZone::fixed(moment.offset),
        _ => TimeZone::UTC,
    };
    let published = briefing.published.value.start(&zone);
    let at = Standpoint { zone, published, as_of: published };
    dates::read(&Reader::english(), &mut Vec::new(), briefing, at, false).0
}

/// Where dates of this briefing are shown.
fn shown(site: &Site, filed: &Filed) -> Shown {
    filed.briefing.shown.unwrap_or(site.settings.found.dates)
}

/// Other languages have no tables yet, and English ones would find nonsense in them.
fn is_english(briefing: &Briefing, of_site: &str) -> bool {
    let own = briefing.leaf.language.as_ref().map(|language| language.value.as_str());
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

//! Venues of a draft: places where something happens, and the place of the dateline.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::languages::DraftList;
use crate::facts::names::{EntityKind, Mention, MentionReason, PlaceKind, WordClasses};
use crate::text::on_one_line;

use super::analysis::DraftReading;
use super::opening::Opening;
use super::participants::Grade;
use super::site_names::{ProfileRef, SiteNames};

/// Kind of a venue, as far as a new profile states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VenueKind {
    City,
    Other,
}

/// A venue of the draft.
#[derive(Clone, Debug)]
pub(super) struct DraftVenue {
    pub(super) name: String,
    pub(super) reference: ProfileRef,
    /// Name of its state.
    pub(super) country: Option<String>,
    pub(super) kind: VenueKind,
    pub(super) grade: Grade,
    pub(super) reason: String,
    /// Whether the first mention says that something happens in it, rather than comes from it.
    is_located_in: bool,
    /// Number of the paragraph with the first mention.
    pub(super) paragraph: usize,
}

/// Venues of a text, in text order.
pub(super) struct DraftVenues {
    pub(super) all: Vec<DraftVenue>,
    /// Index in `all` of the venue of each mention.
    mentions: BTreeMap<usize, usize>,
}

impl DraftVenues {
    pub(super) fn new(reading: &DraftReading<'_>, site_names: &SiteNames) -> Self {
        let surnames = surnames(reading);
        let mut all: Vec<DraftVenue> = Vec::new();
        let (mut named, mut mentions) = (BTreeMap::new(), BTreeMap::new());
        for (index, mention) in reading.mentions.iter().enumerate() {
            if !is_venue(reading, site_names, &surnames, index) {
                continue;
            }
            let name = place_name(reading, mention);
            let position = *named.entry(name.clone()).or_insert(all.len());
            if position == all.len() {
                all.push(draft_venue(reading, site_names, index, name));
            }
            mentions.insert(index, position);
        }
        Self { all, mentions }
    }

    /// Returns the venue that a mention names.
    pub(super) fn of_mention(&self, mention: usize) -> Option<&DraftVenue> {
        self.all.get(*self.mentions.get(&mention)?)
    }
}

/// Returns whether a mention may be a venue: not a region or state, unless the site declares it.
fn is_venue(
    reading: &DraftReading<'_>,
    site_names: &SiteNames,
    surnames: &BTreeSet<&str>,
    index: usize,
) -> bool {
    let Some(mention) = reading.mentions.get(index) else { return false };
    let is_owner =
        reading.annotated.is_possessive(mention.tokens.end) && surnames.contains(reading.slice(mention.span));
    let located =
        reading.is_located(index) && !mention.metonym && !is_owner && !is_source_or_goal(reading, mention);
    let declared = mention.declared.and_then(|index| site_names.declared_names.entries().get(index));
    let is_declared = declared.is_some_and(|entry| entry.kind == crate::facts::names::DeclaredKind::Venue);
    let classes = name_classes(reading, mention);
    let is_building =
        is_declared || mention.kind != EntityKind::Organisation && classes.intersects(WordClasses::METONYM);
    let is_place = matches!(mention.kind, EntityKind::Place(PlaceKind::City | PlaceKind::Other));
    located
        && (is_place && !classes.intersects(WordClasses::REGION)
            || is_building && mention.kind != EntityKind::Place(PlaceKind::State))
}

/// Returns whether something comes from a place or goes to it, and nobody travels: "response from Luanda", "sales to Tehran".
fn is_source_or_goal(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    let annotated = &reading.annotated;
    let before =
        |back: usize| mention.tokens.start.checked_sub(back).map_or("", |index| annotated.word(index));
    reading.is_listed(DraftList::SourceOrGoal, before(1))
        && !reading.is_listed(DraftList::Travel, before(2))
        && !annotated.is_capital(mention.tokens.start.saturating_sub(2))
}

/// Returns the last words of the full names of persons: "at Roth's death" names no place in a text with "Carl Roth".
fn surnames<'t>(reading: &'t DraftReading<'_>) -> BTreeSet<&'t str> {
    let persons = reading.mentions.iter().filter(|mention| mention.kind == EntityKind::Person);
    persons
        .filter_map(|mention| reading.slice(mention.span).rsplit_once(' ').map(|(_, surname)| surname))
        .collect()
}

/// Returns the gazetteer classes of a whole name.
fn name_classes(reading: &DraftReading<'_>, mention: &Mention) -> WordClasses {
    reading.annotated.phrase_entry(mention.tokens.start, mention.tokens.end).classes
}

/// Returns whether a name has a place word or a known city in it, as in `Barclays Street` or `Mount Vane`.
fn has_place_head(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    let heads = WordClasses::PLACE_HEAD | WordClasses::PLACE_LEAD | WordClasses::CITY;
    mention.tokens.len() > 1
        && mention.tokens.clone().any(|index| reading.annotated.classes(index).intersects(heads))
}

/// Returns the name of a place: for "the Italian capital" the name of the capital.
fn place_name(reading: &DraftReading<'_>, mention: &Mention) -> String {
    match mention.state.filter(|_| mention.reason == MentionReason::Described) {
        Some(state) => reading.gazetteer.state_capital(state).to_owned(),
        None => reading.slice(mention.span).to_owned(),
    }
}

fn draft_venue(reading: &DraftReading<'_>, site_names: &SiteNames, index: usize, name: String) -> DraftVenue {
    let mention = &reading.mentions[index];
    let reference = site_names.venue_ref(&name, mention.declared);
    let is_city = mention.kind == EntityKind::Place(PlaceKind::City);
    let words = reading.annotated.span(mention.tokens.start.saturating_sub(2), mention.tokens.end);
    let words = on_one_line(reading.slice(words));
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (grade, reason) = match reference {
        ProfileRef::Known(_) => (Grade::Sure, format!("\"{words}\"; known to the site")),
        _ if is_city => (Grade::Sure, format!("\"{words}\"")),
        _ if name_classes(reading, mention).intersects(WordClasses::METONYM) => {
            (Grade::Sure, format!("\"{words}\""))
        }
        _ if has_place_head(reading, mention) => (Grade::Likely, format!("\"{words}\"; named like a place")),
        _ => (Grade::Doubtful, format!("\"{words}\"; not a known place")),
    };
    let is_located_in =
        reading.annotated.follows_in(mention.tokens.start) || mention.reason == MentionReason::Described;
    let country = mention.state.map(|state| reading.gazetteer.state_name(state).to_owned());
    let paragraph = reading.paragraph_at(mention.span.start);
    DraftVenue {
        name,
        reference,
        country,
        kind: if is_city { VenueKind::City } else { VenueKind::Other },
        grade,
        reason,
        is_located_in,
        paragraph,
    }
}

/// The place of the dateline.
pub(super) struct FiledFrom {
    pub(super) name: String,
    pub(super) reference: ProfileRef,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// Returns the place of the opening, or else the first city in the first paragraphs where something happens.
pub(super) fn find_filed_from(
    opening: &Opening,
    venues: &DraftVenues,
    site_names: &SiteNames,
) -> Option<FiledFrom> {
    if let Some(venue) = &opening.dateline_place {
        let reason = format!("the text opens with \"{}\"", opening.written);
        return Some(FiledFrom {
            name: venue.clone(),
            reference: site_names.venue_ref(venue, None),
            grade: Grade::Sure,
            reason,
        });
    }
    let near =
        |venue: &&DraftVenue| venue.paragraph <= 3 && venue.kind == VenueKind::City && venue.is_located_in;
    let venue = venues.all.iter().find(near)?;
    let reason = format!(
        "no dateline in the text; proposed from the first city where something happens: {}",
        venue.reason
    );
    Some(FiledFrom {
        name: venue.name.clone(),
        reference: venue.reference.clone(),
        grade: Grade::Likely,
        reason,
    })
}

//! Where it happens: places that something is said to be in, and the place the text is filed from.

use std::collections::BTreeMap;

use crate::facts::names::{EntityKind, Mention, MentionReason, PlaceKind, WordClasses};

use super::analysis::DraftReading;
use super::opening::Opening;
use super::participants::Grade;
use super::site_names::{ProfileRef, SiteNames};

/// A place where something happens.
#[derive(Clone, Debug)]
pub(super) struct DraftVenue {
    pub(super) name: String,
    pub(super) reference: ProfileRef,
    /// The name of the state it lies in.
    pub(super) country: Option<String>,
    pub(super) is_city: bool,
    pub(super) grade: Grade,
    pub(super) reason: String,
    /// Whether something is first said to happen in it, and not only to come from there.
    is_located_in: bool,
    /// The paragraph in which something is first said to happen there.
    pub(super) paragraph: usize,
}

/// The venues of a text, in its order.
pub(super) struct DraftVenues {
    pub(super) all: Vec<DraftVenue>,
    /// The place each mention is of.
    mentions: BTreeMap<usize, usize>,
}

impl DraftVenues {
    pub(super) fn new(reading: &DraftReading<'_>, known: &SiteNames) -> Self {
        let mut all: Vec<DraftVenue> = Vec::new();
        let (mut named, mut mentions) = (BTreeMap::new(), BTreeMap::new());
        for (at, mention) in reading.mentions.iter().enumerate() {
            if !is_venue(reading, known, at) {
                continue;
            }
            let name = place_name(reading, mention);
            let number = *named.entry(name.clone()).or_insert(all.len());
            if number == all.len() {
                all.push(draft_venue(reading, known, at, name));
            }
            mentions.insert(at, number);
        }
        Self { all, mentions }
    }

    /// The venue a mention is of.
    pub(super) fn of_mention(&self, mention: usize) -> Option<&DraftVenue> {
        self.all.get(*self.mentions.get(&mention)?)
    }
}

/// Whether a mention is of a place that may be a venue: no wide region, no state, unless the site says so.
fn is_venue(reading: &DraftReading<'_>, known: &SiteNames, at: usize) -> bool {
    let Some(mention) = reading.mentions.get(at) else { return false };
    let located = reading.is_located(at) && !mention.metonym;
    let declared = mention.declared.and_then(|at| known.declared_names.entries().get(at));
    let is_declared = declared.is_some_and(|entry| entry.kind == crate::facts::names::DeclaredKind::Venue);
    let classes = name_classes(reading, mention);
    let house =
        is_declared || mention.kind != EntityKind::Organisation && classes.intersects(WordClasses::METONYM);
    let place = matches!(mention.kind, EntityKind::Place(PlaceKind::City | PlaceKind::Other));
    located
        && (place && !classes.intersects(WordClasses::REGION)
            || house && mention.kind != EntityKind::Place(PlaceKind::State))
}

/// What the tables know of a name as a whole.
fn name_classes(reading: &DraftReading<'_>, mention: &Mention) -> WordClasses {
    reading.annotated.phrase_entry(mention.tokens.start, mention.tokens.end).classes
}

/// `Barclays Street`, `Mount Vane`: whether a name has the chief word of a place's name, or a known place in it.
fn has_place_head(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    let heads = WordClasses::PLACE_HEAD | WordClasses::PLACE_LEAD | WordClasses::CITY;
    mention.tokens.len() > 1
        && mention.tokens.clone().any(|at| reading.annotated.classes(at).intersects(heads))
}

/// The name of a place: of "the Italian capital" that of the capital.
fn place_name(reading: &DraftReading<'_>, mention: &Mention) -> String {
    match mention.state.filter(|_| mention.reason == MentionReason::Described) {
        Some(state) => reading.tables.state_capital(state).to_owned(),
        None => reading.slice(mention.span).to_owned(),
    }
}

fn draft_venue(reading: &DraftReading<'_>, known: &SiteNames, at: usize, name: String) -> DraftVenue {
    let mention = &reading.mentions[at];
    let reference = known.venue_ref(&name, mention.declared);
    let is_city = mention.kind == EntityKind::Place(PlaceKind::City);
    let words = reading.annotated.span(mention.tokens.start.saturating_sub(2), mention.tokens.end);
    let told = reading.slice(words).split_whitespace().collect::<Vec<_>>().join(" ");
    let told = told.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let (sure, why) = match reference {
        ProfileRef::Known(_) => (Grade::Sure, format!("\"{told}\"; the site has this name")),
        _ if is_city => (Grade::Sure, format!("\"{told}\"")),
        _ if name_classes(reading, mention).intersects(WordClasses::METONYM) => {
            (Grade::Sure, format!("\"{told}\""))
        }
        _ if has_place_head(reading, mention) => {
            (Grade::Likely, format!("\"{told}\"; its words are those of a place"))
        }
        _ => (Grade::Doubtful, format!("\"{told}\"; a name no table has")),
    };
    let within =
        reading.annotated.follows_in(mention.tokens.start) || mention.reason == MentionReason::Described;
    let country = mention.state.map(|state| reading.tables.state_name(state).to_owned());
    let paragraph = reading.paragraph_at(mention.span.start);
    DraftVenue {
        name,
        reference,
        country,
        is_city,
        grade: sure,
        reason: why,
        is_located_in: within,
        paragraph,
    }
}

/// The place a text is filed from.
pub(super) struct FiledFrom {
    pub(super) name: String,
    pub(super) reference: ProfileRef,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// The place of the opening; else the first city of the first paragraphs where something happens.
pub(super) fn find_filed_from(
    opening: &Opening,
    places: &DraftVenues,
    known: &SiteNames,
) -> Option<FiledFrom> {
    if let Some(place) = &opening.dateline_place {
        let why = format!("the text opens with \"{}\"", opening.written);
        return Some(FiledFrom {
            name: place.clone(),
            reference: known.venue_ref(place, None),
            grade: Grade::Sure,
            reason: why,
        });
    }
    let near = |place: &&DraftVenue| place.paragraph <= 3 && place.is_city && place.is_located_in;
    let place = places.all.iter().find(near)?;
    let why = format!("no dateline; proposed, the first place where something happens: {}", place.reason);
    Some(FiledFrom {
        name: place.name.clone(),
        reference: place.reference.clone(),
        grade: Grade::Likely,
        reason: why,
    })
}

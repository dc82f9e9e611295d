//! Where it happens: places that something is said to be in, and the place the text is filed from.

use std::collections::BTreeMap;

use crate::facts::names::{Classes, Kind, Mention, Sort, Why};

use super::known::{Known, Reference};
use super::opening::Opening;
use super::people::Sure;
use super::reading::Reading;

/// A place where something happens.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) reference: Reference,
    /// The name of the state it lies in.
    pub(super) country: Option<String>,
    pub(super) is_city: bool,
    pub(super) sure: Sure,
    pub(super) why: String,
    /// Whether something is first said to happen in it, and not only to come from there.
    within: bool,
    /// The paragraph in which something is first said to happen there.
    pub(super) paragraph: usize,
}

/// The venues of a text, in its order.
pub(super) struct Places {
    pub(super) all: Vec<Place>,
    /// The place each mention is of.
    mentions: BTreeMap<usize, usize>,
}

impl Places {
    pub(super) fn of(reading: &Reading<'_>, known: &Known) -> Self {
        let mut all: Vec<Place> = Vec::new();
        let (mut named, mut mentions) = (BTreeMap::new(), BTreeMap::new());
        for (at, mention) in reading.mentions.iter().enumerate() {
            if !is_venue(reading, known, at) {
                continue;
            }
            let name = name(reading, mention);
            let number = *named.entry(name.clone()).or_insert(all.len());
            if number == all.len() {
                all.push(place(reading, known, at, name));
            }
            mentions.insert(at, number);
        }
        Self { all, mentions }
    }

    /// The venue a mention is of.
    pub(super) fn at(&self, mention: usize) -> Option<&Place> {
        self.all.get(*self.mentions.get(&mention)?)
    }
}

/// Whether a mention is of a place that may be a venue: no wide region, no state, unless the site says so.
fn is_venue(reading: &Reading<'_>, known: &Known, at: usize) -> bool {
    let Some(mention) = reading.mentions.get(at) else { return false };
    let located = reading.is_located(at) && !mention.metonym;
    let declared = mention.declared.and_then(|at| known.registry.entries().get(at));
    let is_declared = declared.is_some_and(|entry| entry.kind == crate::facts::names::DeclaredKind::Venue);
    let classes = classes(reading, mention);
    let house = is_declared || mention.kind != Kind::Organisation && classes.any(Classes::METONYM);
    let place = matches!(mention.kind, Kind::Place(Sort::City | Sort::Other));
    located && (place && !classes.any(Classes::REGION) || house && mention.kind != Kind::Place(Sort::State))
}

/// What the tables know of a name as a whole.
fn classes(reading: &Reading<'_>, mention: &Mention) -> Classes {
    reading.page.phrase(mention.tokens.start, mention.tokens.end).classes
}

/// `Barclays Street`, `Mount Vane`: whether a name has the chief word of a place's name, or a known place in it.
fn is_headed(reading: &Reading<'_>, mention: &Mention) -> bool {
    let heads = Classes::PLACE_HEAD | Classes::PLACE_LEAD | Classes::CITY;
    mention.tokens.len() > 1 && mention.tokens.clone().any(|at| reading.page.classes(at).any(heads))
}

/// The name of a place: of "the Italian capital" that of the capital.
fn name(reading: &Reading<'_>, mention: &Mention) -> String {
    match mention.state.filter(|_| mention.why == Why::Described) {
        Some(state) => reading.tables.capital(state).to_owned(),
        None => reading.slice(mention.span).to_owned(),
    }
}

fn place(reading: &Reading<'_>, known: &Known, at: usize, name: String) -> Place {
    let mention = &reading.mentions[at];
    let reference = known.venue(&name, mention.declared);
    let is_city = mention.kind == Kind::Place(Sort::City);
    let words = reading.page.span(mention.tokens.start.saturating_sub(2), mention.tokens.end);
    let told = reading.slice(words).split_whitespace().collect::<Vec<_>>().join(" ");
    let told = told.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let (sure, why) = match reference {
        Reference::Known(_) => (Sure::Told, format!("\"{told}\"; the site has this name")),
        _ if is_city => (Sure::Told, format!("\"{told}\"")),
        _ if classes(reading, mention).any(Classes::METONYM) => (Sure::Told, format!("\"{told}\"")),
        _ if is_headed(reading, mention) => {
            (Sure::Likely, format!("\"{told}\"; its words are those of a place"))
        }
        _ => (Sure::Doubtful, format!("\"{told}\"; a name no table has")),
    };
    let within = reading.page.is_in(mention.tokens.start) || mention.why == Why::Described;
    let country = mention.state.map(|state| reading.tables.name(state).to_owned());
    let paragraph = reading.paragraph(mention.span.start);
    Place { name, reference, country, is_city, sure, why, within, paragraph }
}

/// The place a text is filed from.
pub(super) struct From {
    pub(super) name: String,
    pub(super) reference: Reference,
    pub(super) sure: Sure,
    pub(super) why: String,
}

/// The place of the opening; else the first city of the first paragraphs where something happens.
pub(super) fn filed_from(opening: &Opening, places: &Places, known: &Known) -> Option<From> {
    if let Some(place) = &opening.place {
        let why = format!("the text opens with \"{}\"", opening.written);
        return Some(From {
            name: place.clone(),
            reference: known.venue(place, None),
            sure: Sure::Told,
            why,
        });
    }
    let near = |place: &&Place| place.paragraph <= 3 && place.is_city && place.within;
    let place = places.all.iter().find(near)?;
    let why = format!("no dateline; proposed, the first place where something happens: {}", place.why);
    Some(From { name: place.name.clone(), reference: place.reference.clone(), sure: Sure::Likely, why })
}

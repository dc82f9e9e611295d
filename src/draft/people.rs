//! Who takes part: persons with their offices, states, organisations.
//!
//! Takes the prose as read. Gives each party once, in the order of the text, with how sure it is and why.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::facts::names::{Classes, Kind, Mention, Of, Page, Role, Sort, State, Why};

use super::agency::Agency;
use super::known::{Known, Reference};
use super::reading::Reading;

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// Left out unless the editor lets it in.
    Doubtful,
    /// More likely right than wrong.
    Likely,
    /// The text says so, or the site knows it.
    Told,
}

impl Sure {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Doubtful => "in doubt",
            Self::Likely => "likely",
            Self::Told => "sure",
        }
    }
}

/// What kind of actor a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartyKind {
    Person,
    Organisation,
    State,
}

/// Somebody who takes part.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// The fullest name in the text; of a state the name it is called by.
    pub(super) name: String,
    pub(super) kind: PartyKind,
    pub(super) reference: Reference,
    /// `foreign minister of Iran`, `mediator`.
    pub(super) role: Option<Office>,
    pub(super) sure: Sure,
    pub(super) why: String,
}

/// An office, in words and in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Office {
    /// As front matter has it.
    pub(super) words: String,
    pub(super) title: String,
    /// The name of what it is of.
    pub(super) of: Option<String>,
    pub(super) former: bool,
}

/// What the mentions of a party share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Entity(u32),
    State(State),
}

/// All parties of a text.
pub(super) struct Parties {
    pub(super) all: Vec<Party>,
    /// Where each stands in the list.
    places: BTreeMap<Key, usize>,
}

impl Parties {
    /// The parties a text names. `agency` is who signed it, and no party.
    pub(super) fn of(reading: &Reading<'_>, known: &Known, agency: Option<Agency>) -> Self {
        let mut found: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (at, mention) in reading.mentions.iter().enumerate() {
            if let Some(key) = key(mention) {
                found.entry(key).or_default().push(at);
            }
        }
        let mut found: Vec<(Key, Vec<usize>)> = found.into_iter().collect();
        found.sort_by_key(|(_, mentions)| mentions.first().copied());
        let mut parties = Self { all: Vec::new(), places: BTreeMap::new() };
        for (key, mentions) in found {
            let Some(party) = read(reading, known, key, &mentions) else { continue };
            if agency.is_none_or(|agency| !agency.is_called(&party.name)) {
                parties.places.insert(key, parties.all.len());
                parties.all.push(party);
            }
        }
        parties
    }

    /// Somebody who is quoted is somebody, even where only a surname is told.
    pub(super) fn speak(&mut self, reading: &Reading<'_>, speakers: impl Iterator<Item = usize>) {
        for mention in speakers.filter_map(|at| reading.mentions.get(at)) {
            let place = key(mention).and_then(|key| self.places.get(&key));
            let speaker = place.and_then(|at| self.all.get_mut(*at));
            if let Some(party) = speaker.filter(|party| party.sure == Sure::Doubtful) {
                party.sure = Sure::Likely;
                party.why = "is quoted".to_owned();
            }
        }
    }

    /// The party a mention is of.
    pub(super) fn at(&self, mention: &Mention) -> Option<&Party> {
        self.all.get(*self.places.get(&key(mention)?)?)
    }
}

/// What a mention may be a party as; none for places.
fn key(mention: &Mention) -> Option<Key> {
    match mention.kind {
        Kind::Person => Some(Key::Entity(mention.entity)),
        _ if mention.metonym => mention.state.map(Key::State),
        Kind::Organisation => Some(Key::Entity(mention.entity)),
        Kind::Place(Sort::State) => mention.state.map(Key::State),
        Kind::Place(_) => None,
    }
}

fn party(name: String, kind: PartyKind, reference: Reference) -> Party {
    Party { name, kind, reference, role: None, sure: Sure::Likely, why: String::new() }
}

fn declared(mentions: &[&Mention]) -> Option<usize> {
    mentions.iter().find_map(|mention| mention.declared)
}

/// The party that mentions of one key are of, if they make one. `places` are those of the mentions in the list.
fn read(reading: &Reading<'_>, known: &Known, key: Key, places: &[usize]) -> Option<Party> {
    let mentions: Vec<&Mention> = places.iter().filter_map(|at| reading.mentions.get(*at)).collect();
    match key {
        Key::State(state) => {
            let acting = places.iter().find(|at| acts(reading, **at))?;
            state_party(reading, known, state, &mentions, reading.mentions.get(*acting)?)
        }
        Key::Entity(_) if mentions.first()?.kind == Kind::Person => person(reading, known, &mentions),
        Key::Entity(_) => organisation(reading, known, &mentions),
    }
}

/// A person: sure by a full name with an office, or by the site.
fn person(reading: &Reading<'_>, known: &Known, mentions: &[&Mention]) -> Option<Party> {
    let words = |mention: &&&Mention| reading.slice(mention.span).split(' ').count();
    let fullest = mentions.iter().rev().max_by_key(words)?;
    let name = reading.slice(fullest.span).to_owned();
    let role = mentions.iter().find_map(|mention| mention.role.as_ref()).map(|role| office(reading, role));
    let reference = known.actor(&name, declared(mentions));
    let full = name.contains(' ');
    let (sure, why) = match (&reference, &role) {
        (Reference::Known(_), _) => (Sure::Told, "the site has this name".to_owned()),
        (_, Some(_)) if full => (Sure::Told, "a full name with its office".to_owned()),
        (_, Some(_)) => (Sure::Likely, "a surname with its office; the first name is not told".to_owned()),
        _ if full && is_given(reading, fullest) => (Sure::Likely, "a full name".to_owned()),
        _ if full && mentions.len() > 1 && !is_titled(reading, fullest) => {
            (Sure::Likely, format!("a full name, met {} times", mentions.len()))
        }
        _ if full => (Sure::Doubtful, "two words or more that look like a name".to_owned()),
        _ => (Sure::Doubtful, "one word that looks like a surname".to_owned()),
    };
    Some(Party { role, sure, why, ..party(name, PartyKind::Person, reference) })
}

/// Whether a name begins with a given name, or a family name that a given name follows.
fn is_given(reading: &Reading<'_>, mention: &Mention) -> bool {
    let (from, to) = (mention.tokens.start, mention.tokens.end);
    let given = |at: usize| reading.page.classes(at).any(Classes::FIRST);
    given(from) || given(to - 1) && !is_titled(reading, mention)
}

/// Whether a name ends with a word for an office or a body: "LA Sheriff".
fn is_titled(reading: &Reading<'_>, mention: &Mention) -> bool {
    reading.page.classes(mention.tokens.end - 1).any(Classes::OFFICE | Classes::ORGANISATION_HEAD)
}

/// A state, where it does something or is dealt with, and not only something is located in it or named after it.
fn state_party(
    reading: &Reading<'_>,
    known: &Known,
    state: State,
    mentions: &[&Mention],
    acting: &Mention,
) -> Option<Party> {
    let name = reading.tables.name(state).to_owned();
    let by_name = || mentions.iter().filter(|mention| mention.kind == Kind::Place(Sort::State));
    let entry = by_name().filter_map(|mention| mention.declared).next();
    let reference = known.actor(&name, entry);
    let role = mentions.iter().find_map(|mention| mention.role.as_ref());
    let role = role.map(|role| office(reading, role)).filter(|role| role.title == "mediator");
    let metonym = mentions.iter().find(|mention| mention.metonym).map(|mention| reading.slice(mention.span));
    let (sure, why) = match metonym {
        _ if role.is_some() => (Sure::Told, "named as the mediator".to_owned()),
        Some("Brussels") if by_name().next().is_none() => {
            (Sure::Doubtful, "\"Brussels\" may stand for the European Union".to_owned())
        }
        Some(capital) => (Sure::Told, format!("\"{capital}\" stands for its government")),
        None if mentions.len() > 1 => (Sure::Told, format!("named {} times", mentions.len())),
        None => (Sure::Likely, format!("named once: \"{}\"", around(reading, acting))),
    };
    Some(Party { role, sure, why, ..party(name, PartyKind::State, reference) })
}

/// Whether a state is meant as an actor, and not as the place where something is or as part of somebody's title.
pub(super) fn acts(reading: &Reading<'_>, at: usize) -> bool {
    let Some(mention) = reading.mentions.get(at) else { return false };
    let (page, from) = (&reading.page, mention.tokens.start);
    let before = |back: usize| from.checked_sub(back).map_or("", |at| page.word(at));
    let city = at.checked_sub(1).and_then(|before| reading.mentions.get(before));
    let after_city = before(1) == ","
        && city.is_some_and(|city| city.tokens.end + 1 == from && matches!(city.kind, Kind::Place(_)));
    let belongs = before(1) == "of"
        && !matches!(before(2), "government" | "leaders" | "representatives" | "delegation");
    let sum = page.word(mention.tokens.end).starts_with('$');
    mention.metonym
        || mention.role.is_some()
        || !(sum || reading.is_located(at) || reading.titles.contains(&at) || after_city || belongs)
}

/// The words around a mention in its sentence, for a reason.
fn around(reading: &Reading<'_>, mention: &Mention) -> String {
    const BEFORE: usize = 2;
    const AFTER: usize = 3;
    let (page, first, last) = (&reading.page, mention.tokens.start, mention.tokens.end);
    let back = (0..BEFORE).take_while(|back| first > *back && !page.starts_sentence(first - back)).count();
    let ends = |at: &usize| page.is_stop(*at) || page.is_quotation_mark(*at) || page.starts_sentence(*at);
    let on = (last..(last + AFTER).min(page.len())).take_while(|at| !ends(at)).count();
    let words = reading.slice(page.span(first - back, last + on));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An organisation: sure where the tables or the site know it, likely where its words say so.
fn organisation(reading: &Reading<'_>, known: &Known, mentions: &[&Mention]) -> Option<Party> {
    let words = |mention: &&&Mention| reading.slice(mention.span).chars().count();
    let longest = mentions.iter().rev().max_by_key(words)?;
    let name = reading.slice(longest.span).to_owned();
    let reference = known.actor(&name, declared(mentions));
    let page = &reading.page;
    let headed = longest.tokens.len() > 1 && is_headed(page, longest.tokens.clone());
    let (sure, why) = match reference {
        Reference::Known(_) => (Sure::Told, "the site has this name"),
        _ if mentions.iter().any(|mention| mention.why == Why::Known) => {
            (Sure::Told, "a well-known organisation")
        }
        _ if headed => (Sure::Likely, "its words are those of an organisation"),
        _ => (Sure::Doubtful, "perhaps an organisation, by the words around it"),
    };
    Some(Party { sure, why: why.to_owned(), ..party(name, PartyKind::Organisation, reference) })
}

/// Whether a name ends with the chief word of an organisation's name, or has one before `of` or `for`.
fn is_headed(page: &Page<'_>, name: Range<usize>) -> bool {
    let is_head = |at: usize| page.classes(at).any(Classes::ORGANISATION_HEAD | Classes::ORGANISATION_SUFFIX);
    let last = name.end - 1;
    is_head(last) && !page.classes(last).any(Classes::OFFICE)
        || name.clone().any(|at| is_head(at) && at < last && matches!(page.word(at + 1), "of" | "for"))
}

/// An office in words: "US president" as the text has it, else "foreign minister of Iran".
fn office(reading: &Reading<'_>, role: &Role) -> Office {
    let of = match role.of {
        Some(Of::State(state)) => Some(reading.tables.name(state).to_owned()),
        Some(Of::Named(span)) => Some(reading.slice(span).to_owned()),
        None => None,
    };
    let before = reading.page.text[..role.span.start as usize].trim_end();
    let short = before.rsplit(' ').next().filter(|word| {
        word.len() > 1 && word.chars().all(|letter| letter.is_uppercase() || letter == '.') && of.is_some()
    });
    let words = match (short, &of) {
        (Some(short), _) => format!("{short} {}", role.title),
        (None, Some(of)) => format!("{} of {}{of}", role.title, article(reading, role)),
        (None, None) => role.title.clone(),
    };
    let words = if role.former { format!("former {words}") } else { words };
    Office { words, title: role.title.clone(), of, former: role.former }
}

/// "the" before what an office is of, where the text has it or English wants it.
fn article(reading: &Reading<'_>, role: &Role) -> &'static str {
    let begins = ["United", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia"];
    let told = match role.of {
        Some(Of::State(state)) => begins.iter().any(|begin| reading.tables.name(state).starts_with(begin)),
        Some(Of::Named(span)) => {
            let before = &reading.page.text[..span.start as usize];
            ["the ", "The "].iter().any(|article| before.ends_with(article))
        }
        None => false,
    };
    if told { "the " } else { "" }
}

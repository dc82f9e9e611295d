//! Who takes part: persons with their offices, states, organisations.
//!
//! Takes the prose as read. Gives each party once, in the order of the text, with how sure it is and why.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::facts::names::{
    Affiliation, AnnotatedText, EntityKind, Mention, MentionReason, MentionRole, PlaceKind, StateId,
    WordClasses,
};

use super::agency::Agency;
use super::analysis::DraftReading;
use super::site_names::{ProfileRef, SiteNames};

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// Left out unless the editor lets it in.
    Doubtful,
    /// More likely right than wrong.
    Likely,
    /// The text says so, or the site knows it.
    Sure,
}

impl Grade {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Doubtful => "in doubt",
            Self::Likely => "likely",
            Self::Sure => "sure",
        }
    }
}

/// What kind of actor a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParticipantKind {
    Person,
    Organisation,
    State,
}

/// Somebody who takes part.
#[derive(Clone, Debug)]
pub(super) struct Participant {
    /// The fullest name in the text; of a state the name it is called by.
    pub(super) name: String,
    pub(super) kind: ParticipantKind,
    pub(super) reference: ProfileRef,
    /// `foreign minister of Iran`, `mediator`.
    pub(super) role: Option<ParticipantRole>,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// An office, in words and in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParticipantRole {
    /// As front matter has it.
    pub(super) text: String,
    pub(super) title: String,
    /// The name of what it is of.
    pub(super) affiliation: Option<String>,
    pub(super) former: bool,
}

/// What the mentions of a party share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ParticipantKey {
    Entity(u32),
    State(StateId),
}

/// All parties of a text.
pub(super) struct Participants {
    pub(super) all: Vec<Participant>,
    /// Where each stands in the list.
    indices: BTreeMap<ParticipantKey, usize>,
}

impl Participants {
    /// The parties a text names. `agency` is who signed it, and no party.
    pub(super) fn new(reading: &DraftReading<'_>, known: &SiteNames, agency: Option<Agency>) -> Self {
        let mut found: BTreeMap<ParticipantKey, Vec<usize>> = BTreeMap::new();
        for (at, mention) in reading.mentions.iter().enumerate() {
            if let Some(key) = participant_key(mention) {
                found.entry(key).or_default().push(at);
            }
        }
        let mut found: Vec<(ParticipantKey, Vec<usize>)> = found.into_iter().collect();
        found.sort_by_key(|(_, mentions)| mentions.first().copied());
        let mut parties = Self { all: Vec::new(), indices: BTreeMap::new() };
        for (key, mentions) in found {
            let Some(party) = read_participant(reading, known, key, &mentions) else { continue };
            if agency.is_none_or(|agency| !agency.is_called(&party.name)) {
                parties.indices.insert(key, parties.all.len());
                parties.all.push(party);
            }
        }
        parties
    }

    /// Somebody who is quoted is somebody, even where only a surname is told.
    pub(super) fn add_speakers(&mut self, reading: &DraftReading<'_>, speakers: impl Iterator<Item = usize>) {
        for mention in speakers.filter_map(|at| reading.mentions.get(at)) {
            let place = participant_key(mention).and_then(|key| self.indices.get(&key));
            let speaker = place.and_then(|at| self.all.get_mut(*at));
            if let Some(party) = speaker.filter(|party| party.grade == Grade::Doubtful) {
                party.grade = Grade::Likely;
                party.reason = "is quoted".to_owned();
            }
        }
    }

    /// The party a mention is of.
    pub(super) fn of_mention(&self, mention: &Mention) -> Option<&Participant> {
        self.all.get(*self.indices.get(&participant_key(mention)?)?)
    }
}

/// What a mention may be a party as; none for places.
fn participant_key(mention: &Mention) -> Option<ParticipantKey> {
    match mention.kind {
        EntityKind::Person => Some(ParticipantKey::Entity(mention.entity)),
        _ if mention.metonym => mention.state.map(ParticipantKey::State),
        EntityKind::Organisation => Some(ParticipantKey::Entity(mention.entity)),
        EntityKind::Place(PlaceKind::State) => mention.state.map(ParticipantKey::State),
        EntityKind::Place(_) => None,
    }
}

fn new_participant(name: String, kind: ParticipantKind, reference: ProfileRef) -> Participant {
    Participant { name, kind, reference, role: None, grade: Grade::Likely, reason: String::new() }
}

fn declared_index(mentions: &[&Mention]) -> Option<usize> {
    mentions.iter().find_map(|mention| mention.declared)
}

/// The party that mentions of one key are of, if they make one. `places` are those of the mentions in the list.
fn read_participant(
    reading: &DraftReading<'_>,
    known: &SiteNames,
    key: ParticipantKey,
    places: &[usize],
) -> Option<Participant> {
    let mentions: Vec<&Mention> = places.iter().filter_map(|at| reading.mentions.get(*at)).collect();
    match key {
        ParticipantKey::State(state) => {
            let acting = places.iter().find(|at| acts_as_state(reading, **at))?;
            read_state(reading, known, state, &mentions, reading.mentions.get(*acting)?)
        }
        ParticipantKey::Entity(_) if mentions.first()?.kind == EntityKind::Person => {
            read_person(reading, known, &mentions)
        }
        ParticipantKey::Entity(_) => read_organisation(reading, known, &mentions),
    }
}

/// A person: sure by a full name with an office, or by the site.
fn read_person(reading: &DraftReading<'_>, known: &SiteNames, mentions: &[&Mention]) -> Option<Participant> {
    let words = |mention: &&&Mention| reading.slice(mention.span).split(' ').count();
    let fullest = mentions.iter().rev().max_by_key(words)?;
    let name = reading.slice(fullest.span).to_owned();
    let role =
        mentions.iter().find_map(|mention| mention.role.as_ref()).map(|role| participant_role(reading, role));
    let reference = known.actor_ref(&name, declared_index(mentions));
    let full = name.contains(' ');
    let (sure, why) = match (&reference, &role) {
        (ProfileRef::Known(_), _) => (Grade::Sure, "the site has this name".to_owned()),
        (_, Some(_)) if full => (Grade::Sure, "a full name with its office".to_owned()),
        (_, Some(_)) => (Grade::Likely, "a surname with its office; the first name is not told".to_owned()),
        _ if full && begins_with_given_name(reading, fullest) => (Grade::Likely, "a full name".to_owned()),
        _ if full && mentions.len() > 1 && !ends_with_title(reading, fullest) => {
            (Grade::Likely, format!("a full name, met {} times", mentions.len()))
        }
        _ if full => (Grade::Doubtful, "two words or more that look like a name".to_owned()),
        _ => (Grade::Doubtful, "one word that looks like a surname".to_owned()),
    };
    Some(Participant {
        role,
        grade: sure,
        reason: why,
        ..new_participant(name, ParticipantKind::Person, reference)
    })
}

/// Whether a name begins with a given name, or a family name that a given name follows.
fn begins_with_given_name(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    let (from, to) = (mention.tokens.start, mention.tokens.end);
    let given = |at: usize| reading.annotated.classes(at).intersects(WordClasses::GIVEN_NAME);
    given(from) || given(to - 1) && !ends_with_title(reading, mention)
}

/// Whether a name ends with a word for an office or a body: "LA Sheriff".
fn ends_with_title(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    reading
        .annotated
        .classes(mention.tokens.end - 1)
        .intersects(WordClasses::OFFICE | WordClasses::ORGANISATION_HEAD)
}

/// A state, where it does something or is dealt with, and not only something is located in it or named after it.
fn read_state(
    reading: &DraftReading<'_>,
    known: &SiteNames,
    state: StateId,
    mentions: &[&Mention],
    acting: &Mention,
) -> Option<Participant> {
    let name = reading.tables.state_name(state).to_owned();
    let by_name = || mentions.iter().filter(|mention| mention.kind == EntityKind::Place(PlaceKind::State));
    let entry = by_name().filter_map(|mention| mention.declared).next();
    let reference = known.actor_ref(&name, entry);
    let role = mentions.iter().find_map(|mention| mention.role.as_ref());
    let role = role.map(|role| participant_role(reading, role)).filter(|role| role.title == "mediator");
    let metonym = mentions.iter().find(|mention| mention.metonym).map(|mention| reading.slice(mention.span));
    let (sure, why) = match metonym {
        _ if role.is_some() => (Grade::Sure, "named as the mediator".to_owned()),
        Some("Brussels") if by_name().next().is_none() => {
            (Grade::Doubtful, "\"Brussels\" may stand for the European Union".to_owned())
        }
        Some(capital) => (Grade::Sure, format!("\"{capital}\" stands for its government")),
        None if mentions.len() > 1 => (Grade::Sure, format!("named {} times", mentions.len())),
        None => (Grade::Likely, format!("named once: \"{}\"", words_around(reading, acting))),
    };
    Some(Participant {
        role,
        grade: sure,
        reason: why,
        ..new_participant(name, ParticipantKind::State, reference)
    })
}

/// Whether a state is meant as an actor, and not as the place where something is or as part of somebody's title.
pub(super) fn acts_as_state(reading: &DraftReading<'_>, at: usize) -> bool {
    let Some(mention) = reading.mentions.get(at) else { return false };
    let (page, from) = (&reading.annotated, mention.tokens.start);
    let before = |back: usize| from.checked_sub(back).map_or("", |at| page.word(at));
    let city = at.checked_sub(1).and_then(|before| reading.mentions.get(before));
    let after_city = before(1) == ","
        && city.is_some_and(|city| city.tokens.end + 1 == from && matches!(city.kind, EntityKind::Place(_)));
    let belongs = before(1) == "of"
        && !matches!(before(2), "government" | "leaders" | "representatives" | "delegation");
    let sum = page.word(mention.tokens.end).starts_with('$');
    mention.metonym
        || mention.role.is_some()
        || !(sum || reading.is_located(at) || reading.titles.contains(&at) || after_city || belongs)
}

/// The words around a mention in its sentence, for a reason.
fn words_around(reading: &DraftReading<'_>, mention: &Mention) -> String {
    const BEFORE: usize = 2;
    const AFTER: usize = 3;
    let (page, first, last) = (&reading.annotated, mention.tokens.start, mention.tokens.end);
    let back = (0..BEFORE).take_while(|back| first > *back && !page.starts_sentence(first - back)).count();
    let ends = |at: &usize| page.is_stop(*at) || page.is_quotation_mark(*at) || page.starts_sentence(*at);
    let on = (last..(last + AFTER).min(page.len())).take_while(|at| !ends(at)).count();
    let words = reading.slice(page.span(first - back, last + on));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An organisation: sure where the tables or the site know it, likely where its words say so.
fn read_organisation(
    reading: &DraftReading<'_>,
    known: &SiteNames,
    mentions: &[&Mention],
) -> Option<Participant> {
    let words = |mention: &&&Mention| reading.slice(mention.span).chars().count();
    let longest = mentions.iter().rev().max_by_key(words)?;
    let name = reading.slice(longest.span).to_owned();
    let reference = known.actor_ref(&name, declared_index(mentions));
    let page = &reading.annotated;
    let headed = longest.tokens.len() > 1 && has_organisation_head(page, longest.tokens.clone());
    let (sure, why) = match reference {
        ProfileRef::Known(_) => (Grade::Sure, "the site has this name"),
        _ if mentions.iter().any(|mention| mention.reason == MentionReason::Known) => {
            (Grade::Sure, "a well-known organisation")
        }
        _ if headed => (Grade::Likely, "its words are those of an organisation"),
        _ => (Grade::Doubtful, "perhaps an organisation, by the words around it"),
    };
    Some(Participant {
        grade: sure,
        reason: why.to_owned(),
        ..new_participant(name, ParticipantKind::Organisation, reference)
    })
}

/// Whether a name ends with the chief word of an organisation's name, or has one before `of` or `for`.
fn has_organisation_head(page: &AnnotatedText<'_>, name: Range<usize>) -> bool {
    let is_head = |at: usize| {
        page.classes(at).intersects(WordClasses::ORGANISATION_HEAD | WordClasses::ORGANISATION_SUFFIX)
    };
    let last = name.end - 1;
    is_head(last) && !page.classes(last).intersects(WordClasses::OFFICE)
        || name.clone().any(|at| is_head(at) && at < last && matches!(page.word(at + 1), "of" | "for"))
}

/// An office in words: "US president" as the text has it, else "foreign minister of Iran".
fn participant_role(reading: &DraftReading<'_>, role: &MentionRole) -> ParticipantRole {
    let of = match role.affiliation {
        Some(Affiliation::State(state)) => Some(reading.tables.state_name(state).to_owned()),
        Some(Affiliation::Named(span)) => Some(reading.slice(span).to_owned()),
        None => None,
    };
    let before = reading.annotated.text[..role.span.start as usize].trim_end();
    let short = before.rsplit(' ').next().filter(|word| {
        word.len() > 1 && word.chars().all(|letter| letter.is_uppercase() || letter == '.') && of.is_some()
    });
    let words = match (short, &of) {
        (Some(short), _) => format!("{short} {}", role.title),
        (None, Some(of)) => format!("{} of {}{of}", role.title, article_before(reading, role)),
        (None, None) => role.title.clone(),
    };
    let words = if role.former { format!("former {words}") } else { words };
    ParticipantRole { text: words, title: role.title.clone(), affiliation: of, former: role.former }
}

/// "the" before what an office is of, where the text has it or English wants it.
fn article_before(reading: &DraftReading<'_>, role: &MentionRole) -> &'static str {
    let begins = ["United", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia"];
    let told = match role.affiliation {
        Some(Affiliation::State(state)) => {
            begins.iter().any(|begin| reading.tables.state_name(state).starts_with(begin))
        }
        Some(Affiliation::Named(span)) => {
            let before = &reading.annotated.text[..span.start as usize];
            ["the ", "The "].iter().any(|article| before.ends_with(article))
        }
        None => false,
    };
    if told { "the " } else { "" }
}

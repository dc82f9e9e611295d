//! Participants of an event: persons with their roles, states and organisations.
//!
//! Takes the analysed prose. Returns each participant once, in the order of the text, with a grade and a reason.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::facts::languages::DraftList;
use crate::facts::names::{
    Affiliation, EntityKind, Mention, MentionReason, MentionRole, PlaceKind, StateId, WordClasses,
};

use crate::text::on_one_line;

use super::agency::Agency;
use super::analysis::DraftReading;
use super::case::is_all_capitals;
use super::initials::find_full_names;
use super::site_names::{ProfileRef, SiteNames};
use super::verbs::is_common_noun;

pub(super) use crate::facts::Grade;

/// Kind of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParticipantKind {
    Person,
    Organisation,
    State,
}

/// A participant of an event.
#[derive(Clone, Debug)]
pub(super) struct Participant {
    /// The longest name in the text; for a state its usual name.
    pub(super) name: String,
    pub(super) kind: ParticipantKind,
    pub(super) reference: ProfileRef,
    /// Role such as `foreign minister of Iran` or `mediator`.
    pub(super) role: Option<ParticipantRole>,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// A role, as text and in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParticipantRole {
    /// The role as written in front matter.
    pub(super) text: String,
    pub(super) title: String,
    /// Name of the state or organisation that the role belongs to.
    pub(super) affiliation: Option<String>,
    pub(super) former: bool,
}

/// Key shared by all mentions of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ParticipantKey {
    Entity(u32),
    State(StateId),
}

/// All participants of a text.
pub(super) struct Participants {
    pub(super) all: Vec<Participant>,
    /// Index in `all` of each key.
    indices: BTreeMap<ParticipantKey, usize>,
}

impl Participants {
    /// Collects the participants of a text, without the agency that signed it.
    pub(super) fn new(reading: &DraftReading<'_>, site_names: &SiteNames, agency: Option<Agency>) -> Self {
        let mut found: BTreeMap<ParticipantKey, Vec<usize>> = BTreeMap::new();
        for (index, mention) in reading.mentions.iter().enumerate() {
            let is_label = is_speaker_label(reading, mention) || is_exchange(reading, mention);
            if let Some(key) = participant_key(mention).filter(|_| !is_label) {
                found.entry(key).or_default().push(index);
            }
        }
        let mut found: Vec<(ParticipantKey, Vec<usize>)> = found.into_iter().collect();
        found.sort_by_key(|(_, mentions)| mentions.first().copied());
        let mut participants = Self { all: Vec::new(), indices: BTreeMap::new() };
        for (key, mentions) in found {
            let Some(participant) = read_participant(reading, site_names, key, &mentions) else { continue };
            if agency.is_none_or(|agency| !agency.is_called(&participant.name)) {
                participants.indices.insert(key, participants.all.len());
                participants.all.push(participant);
            }
        }
        participants.join_acronyms();
        participants
    }

    /// Joins each acronym that the site does not know to the only name with its initials: `UN` to `United Nations`.
    fn join_acronyms(&mut self) {
        let full_names = find_full_names(self.all.iter().map(|participant| ((), &*participant.name)));
        let target = |(participant, full): (&Participant, Option<usize>)| {
            full.filter(|_| !matches!(participant.reference, ProfileRef::Known(_)))
        };
        let targets: Vec<Option<usize>> = self.all.iter().zip(full_names).map(target).collect();
        if targets.iter().all(Option::is_none) {
            return;
        }
        let mut kept: Vec<Participant> = Vec::with_capacity(self.all.len());
        let mut places: Vec<usize> = Vec::with_capacity(self.all.len());
        for (index, participant) in std::mem::take(&mut self.all).into_iter().enumerate() {
            places.push(kept.len());
            if targets[index].is_none() {
                kept.push(participant);
            }
        }
        let place = |index: usize| places[targets[index].unwrap_or(index)];
        self.indices.values_mut().for_each(|index| *index = place(*index));
        self.all = kept;
    }

    /// Raises the grade of quoted participants, even of those named by surname only.
    pub(super) fn add_speakers(&mut self, reading: &DraftReading<'_>, speakers: impl Iterator<Item = usize>) {
        for mention in speakers.filter_map(|index| reading.mentions.get(index)) {
            let index = participant_key(mention).and_then(|key| self.indices.get(&key));
            let speaker = index.and_then(|index| self.all.get_mut(*index));
            if let Some(participant) = speaker.filter(|participant| participant.grade == Grade::Doubtful) {
                participant.grade = Grade::Likely;
                participant.reason = "quoted in the text".to_owned();
            }
        }
    }

    /// Returns the participant that a mention names.
    pub(super) fn of_mention(&self, mention: &Mention) -> Option<&Participant> {
        self.all.get(*self.indices.get(&participant_key(mention)?)?)
    }
}

/// Returns the participant key of a mention, or `None` for places.
fn participant_key(mention: &Mention) -> Option<ParticipantKey> {
    match mention.kind {
        EntityKind::Person => Some(ParticipantKey::Entity(mention.entity)),
        _ if mention.metonym => mention.state.map(ParticipantKey::State),
        EntityKind::Organisation => Some(ParticipantKey::Entity(mention.entity)),
        EntityKind::Place(PlaceKind::State) => mention.state.map(ParticipantKey::State),
        EntityKind::Place(_) => None,
    }
}

/// Returns whether a mention is the label of a speaker in capitals, such as `SENIOR OFFICIAL:`.
fn is_speaker_label(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    reading.annotated.has_word(mention.tokens.end, ":") && is_all_capitals(reading.slice(mention.span))
}

/// Returns whether a mention is the exchange of a share: "(LSE: HLD)".
fn is_exchange(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    let (annotated, from) = (&reading.annotated, mention.tokens.start);
    from > 0 && annotated.has_word(from - 1, "(") && annotated.has_word(mention.tokens.end, ":")
}

fn new_participant(name: String, kind: ParticipantKind, reference: ProfileRef) -> Participant {
    Participant { name, kind, reference, role: None, grade: Grade::Likely, reason: String::new() }
}

fn declared_index(mentions: &[&Mention]) -> Option<usize> {
    mentions.iter().find_map(|mention| mention.declared)
}

/// Builds the participant of the mentions with one key, if they make one. `indices` are those of the mentions.
fn read_participant(
    reading: &DraftReading<'_>,
    site_names: &SiteNames,
    key: ParticipantKey,
    indices: &[usize],
) -> Option<Participant> {
    let mentions: Vec<&Mention> = indices.iter().filter_map(|index| reading.mentions.get(*index)).collect();
    match key {
        ParticipantKey::State(state) => {
            let acting = indices.iter().find(|index| acts_as_state(reading, **index))?;
            read_state(reading, site_names, state, &mentions, reading.mentions.get(*acting)?)
        }
        ParticipantKey::Entity(_) if mentions.first()?.kind == EntityKind::Person => {
            read_person(reading, site_names, &mentions)
        }
        ParticipantKey::Entity(_) => read_organisation(reading, site_names, &mentions),
    }
}

/// Builds a person: sure if known to the site or named in full with a role.
fn read_person(
    reading: &DraftReading<'_>,
    site_names: &SiteNames,
    mentions: &[&Mention],
) -> Option<Participant> {
    let words = |mention: &&&Mention| reading.slice(mention.span).split(' ').count();
    let fullest = mentions.iter().rev().max_by_key(words)?;
    let name = reading.slice(fullest.span).to_owned();
    let role =
        mentions.iter().find_map(|mention| mention.role.as_ref()).map(|role| participant_role(reading, role));
    let reference = site_names.actor_ref(&name, declared_index(mentions));
    let full = name.contains(' ');
    let (grade, reason) = match (&reference, &role) {
        (ProfileRef::Known(_), _) => (Grade::Sure, "known to the site".to_owned()),
        (_, Some(_)) if full => (Grade::Sure, "full name with a title".to_owned()),
        (_, Some(_)) => (Grade::Likely, "surname with a title; no first name in the text".to_owned()),
        _ if full && begins_with_given_name(reading, fullest) => (Grade::Likely, "full name".to_owned()),
        _ if full && mentions.len() > 1 && !ends_with_title(reading, fullest) => {
            (Grade::Likely, format!("full name, named {} times", mentions.len()))
        }
        _ if full => (Grade::Doubtful, "looks like a full name".to_owned()),
        _ => (Grade::Doubtful, "looks like a surname".to_owned()),
    };
    Some(Participant { role, grade, reason, ..new_participant(name, ParticipantKind::Person, reference) })
}

/// Returns whether a name begins with a given name, or has one after the family name.
fn begins_with_given_name(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    let (from, to) = (mention.tokens.start, mention.tokens.end);
    let given = |index: usize| reading.annotated.classes(index).intersects(WordClasses::GIVEN_NAME);
    given(from) || given(to - 1) && !ends_with_title(reading, mention)
}

/// Returns whether a name ends with a word for a role or an organisation, as in "LA Sheriff".
fn ends_with_title(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    reading
        .annotated
        .classes(mention.tokens.end - 1)
        .intersects(WordClasses::OFFICE | WordClasses::ORGANISATION_HEAD)
}

/// Builds a state that acts, rather than one that only locates or names something.
fn read_state(
    reading: &DraftReading<'_>,
    site_names: &SiteNames,
    state: StateId,
    mentions: &[&Mention],
    acting: &Mention,
) -> Option<Participant> {
    let name = reading.gazetteer.state_name(state).to_owned();
    let by_name = || mentions.iter().filter(|mention| mention.kind == EntityKind::Place(PlaceKind::State));
    let declared = by_name().filter_map(|mention| mention.declared).next();
    let reference = site_names.actor_ref(&name, declared);
    let role = mentions.iter().find_map(|mention| mention.role.as_ref());
    let role = role
        .map(|role| participant_role(reading, role))
        .filter(|role| reading.is_listed(DraftList::Mediator, &role.title));
    let metonym = mentions.iter().find(|mention| mention.metonym).map(|mention| reading.slice(mention.span));
    let (grade, reason) = match metonym {
        _ if role.is_some() => (Grade::Sure, "named as the mediator".to_owned()),
        Some("Brussels") if by_name().next().is_none() => {
            (Grade::Doubtful, "\"Brussels\" may mean the European Union".to_owned())
        }
        Some(capital) => (Grade::Sure, format!("\"{capital}\" means its government")),
        None if mentions.len() > 1 => (Grade::Sure, format!("named {} times", mentions.len())),
        None => (Grade::Likely, format!("named once: \"{}\"", words_around(reading, acting))),
    };
    Some(Participant { role, grade, reason, ..new_participant(name, ParticipantKind::State, reference) })
}

/// Returns whether a state is an actor, and not a location or part of a title.
pub(super) fn acts_as_state(reading: &DraftReading<'_>, index: usize) -> bool {
    let Some(mention) = reading.mentions.get(index) else { return false };
    let (annotated, from) = (&reading.annotated, mention.tokens.start);
    let before = |back: usize| from.checked_sub(back).map_or("", |index| annotated.word(index));
    let city = index.checked_sub(1).and_then(|before| reading.mentions.get(before));
    let after_city = before(1) == ","
        && city.is_some_and(|city| city.tokens.end + 1 == from && matches!(city.kind, EntityKind::Place(_)));
    let belongs =
        reading.is_listed(DraftList::Of, before(1)) && !reading.is_listed(DraftList::StateBody, before(2));
    let next = mention.tokens.end;
    let is_joined = annotated.word(next).starts_with(['-', '–']) && !annotated.is_spaced(next);
    let sum = annotated.word(next).starts_with('$')
        || is_joined
        || reading.is_listed(DraftList::Currency, annotated.word(next));
    mention.metonym
        || mention.role.is_some()
        || !(sum
            || reading.is_listed(DraftList::Compass, before(1))
            || reading.is_located(index)
            || reading.titles.contains(&index)
            || after_city
            || belongs)
}

/// Returns the words around a mention in its sentence, for a reason.
fn words_around(reading: &DraftReading<'_>, mention: &Mention) -> String {
    const BEFORE: usize = 2;
    const AFTER: usize = 3;
    let (annotated, first, last) = (&reading.annotated, mention.tokens.start, mention.tokens.end);
    let back =
        (0..BEFORE).take_while(|back| first > *back && !annotated.starts_sentence(first - back)).count();
    let ends = |index: &usize| {
        annotated.is_stop(*index) || annotated.is_quotation_mark(*index) || annotated.starts_sentence(*index)
    };
    let forward = (last..(last + AFTER).min(annotated.len())).take_while(|index| !ends(index)).count();
    let words = reading.slice(annotated.span(first - back, last + forward));
    on_one_line(words)
}

/// Builds an organisation: sure if known to the gazetteer or the site, likely by its name.
fn read_organisation(
    reading: &DraftReading<'_>,
    site_names: &SiteNames,
    mentions: &[&Mention],
) -> Option<Participant> {
    let words = |mention: &&&Mention| reading.slice(mention.span).chars().count();
    let longest = mentions.iter().rev().max_by_key(words)?;
    let name = reading.slice(longest.span).to_owned();
    let reference = site_names.actor_ref(&name, declared_index(mentions));
    let headed = longest.tokens.len() > 1 && has_organisation_head(reading, longest.tokens.clone());
    let (grade, reason) = match reference {
        ProfileRef::Known(_) => (Grade::Sure, "known to the site"),
        _ if mentions.iter().any(|mention| mention.reason == MentionReason::Known) => {
            match mentions.iter().all(|mention| may_be_other_word(reading, mention)) {
                true => (Grade::Doubtful, "may be another word"),
                false => (Grade::Sure, "well-known organisation"),
            }
        }
        _ if headed => (Grade::Likely, "named like an organisation"),
        _ => (Grade::Doubtful, "may be an organisation, from the context"),
    };
    Some(Participant {
        grade,
        reason: reason.to_owned(),
        ..new_participant(name, ParticipantKind::Organisation, reference)
    })
}

/// Returns whether the name of an organisation is one word that may be a region, or that may be a common noun: "Africa
/// director", "Visa applications", "the Bank's manager".
fn may_be_other_word(reading: &DraftReading<'_>, mention: &Mention) -> bool {
    let (annotated, first) = (&reading.annotated, mention.tokens.start);
    let is_word = mention.tokens.len() == 1 && annotated.is_only_first_capital(first);
    let others = WordClasses::REGION | WordClasses::COMMON_WORD | WordClasses::ORGANISATION_HEAD;
    let is_other = annotated.classes(first).intersects(others);
    is_word && (is_other || annotated.starts_sentence(first) && is_common_noun(reading, first + 1))
}

/// Returns whether a name ends with an organisation word, or has one before `of` or `for`.
fn has_organisation_head(reading: &DraftReading<'_>, name: Range<usize>) -> bool {
    let annotated = &reading.annotated;
    let is_head = |index: usize| {
        annotated.classes(index).intersects(WordClasses::ORGANISATION_HEAD | WordClasses::ORGANISATION_SUFFIX)
    };
    let last = name.end - 1;
    is_head(last) && !annotated.classes(last).intersects(WordClasses::OFFICE)
        || name.clone().any(|index| {
            is_head(index)
                && index < last
                && reading.is_listed(DraftList::GenitiveOrPurpose, annotated.word(index + 1))
        })
}

/// Returns the role of a mention: "US president" as written in the text, else "foreign minister of Iran".
fn participant_role(reading: &DraftReading<'_>, role: &MentionRole) -> ParticipantRole {
    let affiliation = match role.affiliation {
        Some(Affiliation::State(state)) => Some(reading.gazetteer.state_name(state).to_owned()),
        Some(Affiliation::Named(span)) => Some(reading.slice(span).to_owned()),
        None => None,
    };
    let before = reading.annotated.text[..role.span.start as usize].trim_end();
    let short = before.rsplit(' ').next().filter(|word| {
        word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '.') && affiliation.is_some()
    });
    let words = match (short, &affiliation) {
        (Some(short), _) => format!("{short} {}", role.title),
        (None, Some(affiliation)) => {
            let of = reading.first_word(DraftList::RoleOf);
            format!("{} {of} {}{affiliation}", role.title, article_before(reading, role))
        }
        (None, None) => role.title.clone(),
    };
    let words = match role.former {
        true => format!("{} {words}", reading.first_word(DraftList::RoleFormer)),
        false => words,
    };
    ParticipantRole { text: words, title: role.title.clone(), affiliation, former: role.former }
}

/// Returns the article and a blank if the text or usage has it before the affiliation of a role.
fn article_before(reading: &DraftReading<'_>, role: &MentionRole) -> String {
    let takes_article = match role.affiliation {
        Some(Affiliation::State(state)) => {
            reading.words().begins(DraftList::StateWithArticle, reading.gazetteer.state_name(state))
        }
        Some(Affiliation::Named(span)) => {
            let before = reading.annotated.text[..span.start as usize].trim_end();
            let last = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
            reading.is_listed(DraftList::RoleThe, &last)
        }
        None => false,
    };
    if takes_article { format!("{} ", reading.first_word(DraftList::RoleThe)) } else { String::new() }
}

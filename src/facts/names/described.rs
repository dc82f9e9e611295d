//! Places and states named by a description: "the Italian capital" is Rome, "Omani mediation" is by Oman.
//!
//! Takes a text and its mentions. Adds mentions for the descriptions.

use std::collections::BTreeSet;

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::{EntityKind, Mention, MentionReason, MentionRole, PlaceKind, metonym};
use crate::facts::languages::WordList;

pub(crate) fn add_described_places(annotated: &AnnotatedText<'_>, mentions: &mut Vec<Mention>) {
    let gazetteer = annotated.language().gazetteer();
    let mut entity = mentions.iter().map(|mention| mention.entity + 1).max().unwrap_or(0);
    let mut added = Vec::new();
    let places = first_place_mentions(mentions);
    for index in 0..annotated.len().saturating_sub(1) {
        if !annotated.classes(index).intersects(WordClasses::DEMONYM) || !annotated.is_lower(index + 1) {
            continue;
        }
        let Some(state) = annotated.entry(index).state() else { continue };
        let follows = annotated.lists(index + 1);
        let capital = follows.contains(WordList::CapitalNoun)
            && !gazetteer.state_capital(state).is_empty()
            && !is_followed_by_city(annotated, index + 2);
        if capital || follows.contains(WordList::MediationNoun) {
            let kind = if capital { PlaceKind::City } else { PlaceKind::State };
            let tokens = index..index + if capital { 2 } else { 1 };
            let named = places.iter().map(|index| &mentions[*index]).find(|other| {
                other.kind == EntityKind::Place(kind)
                    && other.state == Some(state)
                    && (!capital || other.span.slice(annotated.text) == gazetteer.state_capital(state))
            });
            added.push(Mention {
                span: annotated.span(tokens.start, tokens.end),
                kind: EntityKind::Place(kind),
                entity: named.map_or(entity, |other| other.entity),
                declared: None,
                role: (!capital).then(|| mediator_role_at(annotated, index + 1)),
                state: Some(state),
                metonym: false,
                located: capital && metonym::is_located(annotated, index),
                standalone: true,
                margin: super::model::DECLARED_POINTS,
                reason: MentionReason::Described,
                tokens,
            });
            entity += 1;
        }
    }
    added.retain(|new| !overlaps_mention(mentions, new));
    if !added.is_empty() {
        mentions.extend(added);
        mentions.sort_by_key(|mention| mention.span);
    }
}

/// Returns the index of the first mention of each state and capital.
fn first_place_mentions(mentions: &[Mention]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let first = |index: &usize| {
        let mention = &mentions[*index];
        mention.state.is_some() && seen.insert((mention.state, mention.entity))
    };
    (0..mentions.len()).filter(first).collect()
}

fn overlaps_mention(mentions: &[Mention], new: &Mention) -> bool {
    let next = mentions.partition_point(|old| old.tokens.start < new.tokens.end);
    next > 0 && mentions[next - 1].tokens.end > new.tokens.start
}

/// Returns whether the city is named directly after: "the Italian capital, Rome".
fn is_followed_by_city(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is_capital(if annotated.has_word(index, ",") { index + 1 } else { index })
}

/// Returns the role of a mediator, stated by the word at a token.
pub(crate) fn mediator_role_at(annotated: &AnnotatedText<'_>, index: usize) -> MentionRole {
    MentionRole {
        title: annotated.language().first_word(WordList::Mediator).to_owned(),
        affiliation: None,
        former: false,
        span: annotated.span(index, index + 1),
    }
}

//! Places and states told by a description: "the Italian capital" is Rome, "Omani mediation" is by Oman.
//!
//! Takes a page and its mentions. Adds the mentions that no name stands for.

use std::collections::BTreeSet;

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::gazetteer::Gazetteer;
use super::{EntityKind, Mention, MentionReason, MentionRole, PlaceKind, metonym};

/// What a state does when these words follow its people's name.
const MEDIATION_NOUNS: &[&str] = &["mediation", "mediators", "mediator"];

pub(crate) fn add_described_places(
    page: &AnnotatedText<'_>,
    tables: &Gazetteer,
    mentions: &mut Vec<Mention>,
) {
    let mut entity = mentions.iter().map(|mention| mention.entity + 1).max().unwrap_or(0);
    let mut added = Vec::new();
    let places = first_place_mentions(mentions);
    for at in 0..page.len().saturating_sub(1) {
        if !page.classes(at).intersects(WordClasses::DEMONYM) || !page.is_lower(at + 1) {
            continue;
        }
        let Some(state) = page.entry(at).state() else { continue };
        let follows = page.word(at + 1);
        let capital = follows == "capital"
            && !tables.state_capital(state).is_empty()
            && !is_followed_by_city(page, at + 2);
        if capital || MEDIATION_NOUNS.contains(&follows) {
            let kind = if capital { PlaceKind::City } else { PlaceKind::State };
            let tokens = at..at + if capital { 2 } else { 1 };
            let named = places.iter().map(|at| &mentions[*at]).find(|other| {
                other.kind == EntityKind::Place(kind)
                    && other.state == Some(state)
                    && (!capital || other.span.slice(page.text) == tables.state_capital(state))
            });
            added.push(Mention {
                span: page.span(tokens.start, tokens.end),
                kind: EntityKind::Place(kind),
                entity: named.map_or(entity, |other| other.entity),
                declared: None,
                role: (!capital).then(|| mediator_role_at(page, at + 1)),
                state: Some(state),
                metonym: false,
                located: capital && metonym::is_located(page, at),
                standalone: true,
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

/// The first mention of every state and every capital.
fn first_place_mentions(mentions: &[Mention]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let first = |at: &usize| {
        let mention = &mentions[*at];
        mention.state.is_some() && seen.insert((mention.state, mention.entity))
    };
    (0..mentions.len()).filter(first).collect()
}

fn overlaps_mention(mentions: &[Mention], new: &Mention) -> bool {
    let next = mentions.partition_point(|old| old.tokens.start < new.tokens.end);
    next > 0 && mentions[next - 1].tokens.end > new.tokens.start
}

/// Whether the city is named right after: "the Italian capital, Rome".
fn is_followed_by_city(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.is_capital(if page.has_word(at, ",") { at + 1 } else { at })
}

/// The part of a mediator, told by the word at a token.
pub(crate) fn mediator_role_at(page: &AnnotatedText<'_>, at: usize) -> MentionRole {
    MentionRole {
        title: "mediator".to_owned(),
        affiliation: None,
        former: false,
        span: page.span(at, at + 1),
    }
}

//! Metonyms: capitals and government buildings that mean their government, as in "Tehran denied" and "Washington's
//! policy".
//!
//! Takes a text and its mentions. Marks places that are actors and not venues.

use rustc_hash::FxHashSet;

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::{EntityKind, Mention, PlaceKind};
use crate::facts::languages::WordList;

pub(crate) fn mark_metonyms(annotated: &AnnotatedText<'_>, mentions: &mut [Mention]) {
    let mut actors = FxHashSet::default();
    for index in 0..mentions.len() {
        if stands_for_state(annotated, mentions, index)
            && !mentions[index].located
            && acts_as_government(annotated, mentions, index)
        {
            mentions[index].metonym = true;
            actors.insert(mentions[index].entity);
        }
    }
    // A capital that is a metonym once is one everywhere, except where it is located.
    for index in 0..mentions.len() {
        let is_actor = actors.contains(&mentions[index].entity) && !mentions[index].located;
        mentions[index].metonym |= is_actor && stands_for_state(annotated, mentions, index);
    }
}

/// Returns whether a mention is a capital or a government building.
fn stands_for_state(annotated: &AnnotatedText<'_>, mentions: &[Mention], index: usize) -> bool {
    let mention = &mentions[index];
    let known = annotated.phrase_entry(mention.tokens.start, mention.tokens.end).classes;
    mention.state.is_some()
        && (mention.kind == EntityKind::Place(PlaceKind::City) && known.intersects(WordClasses::CAPITAL)
            || known.intersects(WordClasses::METONYM) && mention.kind != EntityKind::Person)
}

/// Returns whether something is or happens at the place whose name begins at `from`.
pub(crate) fn is_located(annotated: &AnnotatedText<'_>, from: usize) -> bool {
    let Some(mut before) = from.checked_sub(1) else { return false };
    while before > 0
        && (annotated.is(before, WordList::BeforePlaceName)
            || annotated.classes(before).intersects(WordClasses::DEMONYM))
    {
        before -= 1;
    }
    annotated.is(before, WordList::Located)
}

/// Returns whether the context is that of a government.
fn acts_as_government(annotated: &AnnotatedText<'_>, mentions: &[Mention], index: usize) -> bool {
    let mention = &mentions[index];
    let (from, to) = (mention.tokens.start, mention.tokens.end);
    if annotated.is_possessive(to) {
        return annotated.is(to + 1, WordList::GovernmentNoun);
    }
    let towards =
        from > 0 && annotated.is(from - 1, WordList::PartyPreposition) && !annotated.starts_sentence(from);
    if towards
        && from > 1
        && (annotated.is(from - 1, WordList::Between) || follows_dealing_noun(annotated, from - 2))
    {
        return true;
    }
    if from > 0 && has_speech_verb(annotated, from - 1) && annotated.is(to, WordList::AfterSpeaking) {
        return true;
    }
    verb_after(annotated, mentions, index).is_some_and(|verb| {
        annotated.classes(verb).intersects(WordClasses::SPEECH_VERB | WordClasses::ACTION_VERB)
    }) || acts_in_pair(annotated, mentions, index)
}

/// Returns whether a word is a noun of dealings before the preposition: "relations with Tehran", "pressure on Tehran".
fn follows_dealing_noun(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is_folded(index, WordList::DealingNoun)
}

fn has_speech_verb(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is_lower(index) && annotated.classes(index).intersects(WordClasses::SPEECH_VERB)
}

/// Returns the verb of a subject, after auxiliaries and adverbs.
fn verb_after(annotated: &AnnotatedText<'_>, mentions: &[Mention], index: usize) -> Option<usize> {
    let after = mentions[index].tokens.end;
    let helps = |next: usize| {
        annotated.is(next, WordList::SubjectHelper) || annotated.has_ending(next, WordList::AdverbEnding)
    };
    (after..after + 4).take_while(|next| annotated.is_lower(*next)).find(|next| !helps(*next))
}

/// Returns whether two capitals act together: "Tehran and Washington have had no relations".
fn acts_in_pair(annotated: &AnnotatedText<'_>, mentions: &[Mention], index: usize) -> bool {
    let acts = |index: usize| {
        let to = mentions[index].tokens.end;
        annotated.is(to, WordList::PairVerb)
            || verb_after(annotated, mentions, index).is_some_and(|verb| has_speech_verb(annotated, verb))
    };
    let joined = |left: usize, right: usize| {
        mentions[left].tokens.end + 1 == mentions[right].tokens.start
            && annotated.is(mentions[left].tokens.end, WordList::And)
            && stands_for_state(annotated, mentions, left)
            && stands_for_state(annotated, mentions, right)
            && !mentions[left].located
    };
    let last = mentions.len() - 1;
    let between = |index: usize| {
        let from = mentions[index].tokens.start;
        from > 0 && annotated.is(from - 1, WordList::Between)
    };
    index > 0 && joined(index - 1, index) && between(index - 1)
        || index < last && joined(index, index + 1) && acts(index + 1)
        || index > 0 && joined(index - 1, index) && acts(index)
}

//! Capitals and government houses that stand for their state: "Tehran denied", "Washington's policy".
//!
//! Takes a page and its mentions. Marks the places that are actors there and no venues.

use rustc_hash::FxHashSet;

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::{EntityKind, Mention, PlaceKind};

/// What a government has, so that a capital before it stands for the state: "Tehran's nuclear programme".
const GOVERNMENT_NOUNS: &[&str] = &[
    "nuclear",
    "foreign",
    "military",
    "missile",
    "economic",
    "diplomatic",
    "programme",
    "program",
    "policy",
    "policies",
    "government",
    "ambitions",
    "stance",
    "position",
    "interests",
    "allies",
    "ally",
    "response",
    "claim",
    "claims",
    "demand",
    "demands",
    "proposal",
    "proposals",
    "leaders",
    "leadership",
    "security",
    "sanctions",
    "intentions",
    "commitment",
    "threat",
    "threats",
    "influence",
    "support",
    "backing",
    "decision",
    "refusal",
    "insistence",
    "oil",
    "ballistic",
    "uranium",
    "regional",
    "national",
    "sovereignty",
    "offer",
    "strategy",
    "relations",
    "ties",
    "enemies",
];

/// Words before a capital as a party: "between Washington and Tehran", "pressure on Tehran".
const PARTY_PREPOSITIONS: &[&str] = &["with", "against", "between", "for", "by", "on"];

/// Words that may stand between a subject and its verb.
const HELPER_WORDS: &[&str] = &[
    "has", "have", "had", "is", "was", "were", "are", "will", "would", "also", "later", "then", "itself",
    "could", "may", "might", "must", "should", "not", "never", "now", "long", "been", "both", "since",
    "still", "already",
];

pub(crate) fn mark_metonyms(page: &AnnotatedText<'_>, mentions: &mut [Mention]) {
    let mut actors = FxHashSet::default();
    for at in 0..mentions.len() {
        if stands_for_state(page, mentions, at)
            && !mentions[at].located
            && acts_as_government(page, mentions, at)
        {
            mentions[at].metonym = true;
            actors.insert(mentions[at].entity);
        }
    }
    // Once an actor, a capital stays one in the text, except where something is located in it.
    for at in 0..mentions.len() {
        let is_actor = actors.contains(&mentions[at].entity) && !mentions[at].located;
        mentions[at].metonym |= is_actor && stands_for_state(page, mentions, at);
    }
}

/// Whether a mention is a capital or a government house.
fn stands_for_state(page: &AnnotatedText<'_>, mentions: &[Mention], at: usize) -> bool {
    let mention = &mentions[at];
    let known = page.phrase_entry(mention.tokens.start, mention.tokens.end).classes;
    mention.state.is_some()
        && (mention.kind == EntityKind::Place(PlaceKind::City) && known.intersects(WordClasses::CAPITAL)
            || known.intersects(WordClasses::METONYM) && mention.kind != EntityKind::Person)
}

/// Whether something is said to be or happen at the place whose name begins at `from`.
pub(crate) fn is_located(page: &AnnotatedText<'_>, from: usize) -> bool {
    let Some(mut before) = from.checked_sub(1) else { return false };
    while before > 0
        && (matches!(page.word(before), "the" | "nearby" | "central" | "downtown")
            || page.classes(before).intersects(WordClasses::DEMONYM))
    {
        before -= 1;
    }
    matches!(
        page.word(before),
        "in" | "In"
            | "at"
            | "At"
            | "near"
            | "Near"
            | "outside"
            | "around"
            | "across"
            | "inside"
            | "throughout"
            | "into"
            | "to"
            | "To"
            | "from"
            | "From"
            | "via"
            | "through"
            | "toward"
            | "towards"
            | "visit"
            | "visited"
            | "visiting"
            | "left"
            | "leave"
            | "reached"
    )
}

/// Whether the place does, has or is dealt with as only a government does.
fn acts_as_government(page: &AnnotatedText<'_>, mentions: &[Mention], at: usize) -> bool {
    let mention = &mentions[at];
    let (from, to) = (mention.tokens.start, mention.tokens.end);
    if page.is_possessive(to) {
        return GOVERNMENT_NOUNS.contains(&page.word(to + 1));
    }
    let towards =
        from > 0 && PARTY_PREPOSITIONS.contains(&page.word(from - 1)) && !page.starts_sentence(from);
    if towards && from > 1 && (page.has_word(from - 1, "between") || follows_dealing_noun(page, from - 2)) {
        return true;
    }
    if from > 0
        && has_speech_verb(page, from - 1)
        && matches!(page.word(to), "was" | "is" | "had" | "has" | "would" | "will" | "and")
    {
        return true;
    }
    verb_after(page, mentions, at).is_some_and(|verb| {
        page.classes(verb).intersects(WordClasses::SPEECH_VERB | WordClasses::ACTION_VERB)
    }) || acts_in_pair(page, mentions, at)
}

/// "relations with Tehran", "pressure on Tehran": a noun of dealings before the preposition.
fn follows_dealing_noun(page: &AnnotatedText<'_>, at: usize) -> bool {
    matches!(
        &*page.word(at).to_lowercase(),
        "relations"
            | "talks"
            | "ties"
            | "negotiations"
            | "deal"
            | "agreement"
            | "pressure"
            | "sanctions"
            | "war"
            | "pact"
            | "negotiate"
            | "negotiating"
            | "contacts"
            | "dialogue"
            | "tensions"
            | "dispute"
            | "imposed"
            | "accord"
    )
}

fn has_speech_verb(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.is_lower(at) && page.classes(at).intersects(WordClasses::SPEECH_VERB)
}

/// The verb a name is the subject of, as far as helpers and adverbs reach.
fn verb_after(page: &AnnotatedText<'_>, mentions: &[Mention], at: usize) -> Option<usize> {
    let after = mentions[at].tokens.end;
    let helps = |word: &str| HELPER_WORDS.contains(&word) || word.ends_with("ly");
    (after..after + 4).take_while(|next| page.is_lower(*next)).find(|next| !helps(page.word(*next)))
}

/// "Tehran and Washington have had no relations": two capitals that do something together.
fn acts_in_pair(page: &AnnotatedText<'_>, mentions: &[Mention], at: usize) -> bool {
    let acts = |at: usize| {
        let to = mentions[at].tokens.end;
        matches!(page.word(to), "have" | "had" | "are" | "were" | "agreed" | "will" | "would")
            || verb_after(page, mentions, at).is_some_and(|verb| has_speech_verb(page, verb))
    };
    let joined = |left: usize, right: usize| {
        mentions[left].tokens.end + 1 == mentions[right].tokens.start
            && page.has_word(mentions[left].tokens.end, "and")
            && stands_for_state(page, mentions, left)
            && stands_for_state(page, mentions, right)
            && !mentions[left].located
    };
    let last = mentions.len() - 1;
    let between = |at: usize| {
        let from = mentions[at].tokens.start;
        from > 0 && page.has_word(from - 1, "between")
    };
    at > 0 && joined(at - 1, at) && between(at - 1)
        || at < last && joined(at, at + 1) && acts(at + 1)
        || at > 0 && joined(at - 1, at) && acts(at)
}

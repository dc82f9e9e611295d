//! Roles stated next to a name: "Iranian Foreign Minister Abbas Araghchi", "Rita Sand, head of Sandline".
//!
//! Takes a text and its mentions. Assigns titles and affiliations to persons, and the role of mediator to states. A
//! role is always a contiguous range of words.

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::described::mediator_role_at;
use super::{Affiliation, EntityKind, Mention, MentionRole, PlaceKind};
use crate::facts::languages::WordList;

/// Maximum number of words in a title.
const MAX_TITLE_WORDS: usize = 8;

pub(crate) fn assign_roles(annotated: &AnnotatedText<'_>, mentions: &mut [Mention]) {
    for index in 0..mentions.len() {
        let role = match mentions[index].kind {
            EntityKind::Person => {
                role_before(annotated, mentions, index).or_else(|| role_after(annotated, mentions, index))
            }
            EntityKind::Place(PlaceKind::State) => mediator_role(annotated, &mentions[index]),
            _ => None,
        };
        if role.is_some() {
            mentions[index].role = role;
        }
    }
}

fn is_role_noun(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.classes(index).intersects(WordClasses::OFFICE)
        && !annotated.classes(index).intersects(WordClasses::GIVEN_NAME)
        && !annotated.is_folded(index, WordList::NoRole)
}

/// Returns the role that ends directly before a name.
fn role_before(annotated: &AnnotatedText<'_>, mentions: &[Mention], index: usize) -> Option<MentionRole> {
    let mut end = mentions[index].tokens.start;
    let honorific = |index: usize| {
        annotated.classes(index).intersects(WordClasses::HONORIFIC)
            && annotated.is_capital(index)
            && !is_role_noun(annotated, index)
    };
    while end > 0 && honorific(end - 1) {
        end -= 1;
    }
    // "Iran's supreme leader, Ayatollah Ali Khamenei" has a comma between title and name.
    let comma = end > 0 && annotated.has_word(end - 1, ",");
    let end = if comma { end - 1 } else { end };
    if end == 0
        || annotated.starts_sentence(end) && !comma
        || !is_role_noun(annotated, end - 1) && !is_portfolio_end(annotated, end)
    {
        return None;
    }
    let start = title_start(annotated, mentions, end);
    let affiliation = affiliation_before(annotated, mentions, start);
    if comma
        && !(affiliation.is_some()
            || start > 0
                && (annotated.is_possessive(start - 1)
                    || annotated.lists(start - 1).contains_any([
                        WordList::The,
                        WordList::OpeningThe,
                        WordList::Its,
                    ])))
    {
        return None;
    }
    let mut role = build_role(annotated, start, end, affiliation)?;
    role.former |= is_former(annotated, start);
    Some(role)
}

/// Returns whether `former` is before the affiliation: "former French president".
fn is_former(annotated: &AnnotatedText<'_>, start: usize) -> bool {
    let before = start.saturating_sub(3)..start;
    before
        .rev()
        .find(|index| {
            !annotated.is_possessive(*index)
                && !annotated.classes(*index).intersects(WordClasses::DEMONYM | WordClasses::STATE)
        })
        .is_some_and(|index| annotated.is_folded(index, WordList::Former))
}

/// Returns whether the words end a portfolio after `of`: "Secretary of State", "Minister of Health".
fn is_portfolio_end(annotated: &AnnotatedText<'_>, end: usize) -> bool {
    let affiliation = (end.saturating_sub(5)..end)
        .rev()
        .find(|index| annotated.lists(*index).contains_any([WordList::Of, WordList::For]));
    let field = |index: usize| {
        annotated.is_capital(index)
            && annotated.classes(index).intersects(
                WordClasses::COMMON_WORD | WordClasses::ORGANISATION_HEAD | WordClasses::PLACE_HEAD,
            )
            || annotated.is(index, WordList::And)
    };
    affiliation.is_some_and(|affiliation| {
        affiliation > 0
            && is_role_noun(annotated, affiliation - 1)
            && affiliation + 1 < end
            && (affiliation + 1..end).all(field)
    })
}

/// Returns the first word of the title that ends at `end`.
fn title_start(annotated: &AnnotatedText<'_>, mentions: &[Mention], end: usize) -> usize {
    let mut start = end - 1;
    while start > 0 && end - start < MAX_TITLE_WORDS {
        let word = start - 1;
        let ends = annotated.starts_sentence(start)
            || annotated.classes(word).intersects(
                WordClasses::DEMONYM | WordClasses::STATE | WordClasses::PRONOUN | WordClasses::CALENDAR,
            )
            || annotated.is_possessive(word)
            || is_in_mention(mentions, word) && !is_region(annotated, mentions, word);
        let joins = annotated.is(word, WordList::For)
            && annotated.is_capital(start)
            && word > 0
            && is_role_noun(annotated, word - 1);
        if ends || !is_title_word(annotated, word) && !joins {
            break;
        }
        start -= 1;
    }
    start
}

/// Returns whether a word may be part of a title.
fn is_title_word(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    let title = WordClasses::OFFICE
        | WordClasses::ROLE
        | WordClasses::ORGANISATION_HEAD
        | WordClasses::ORGANISATION_NOUN
        | WordClasses::COMMON_WORD
        | WordClasses::REGION;
    let classes = annotated.classes(index);
    (classes.intersects(title)
        && !classes.intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB | WordClasses::KIN))
        || annotated.has_word(index, "-")
        || annotated.is(index, WordList::TitleWord)
}

/// Returns whether a token is part of a mention.
fn is_in_mention(mentions: &[Mention], index: usize) -> bool {
    mention_at(mentions, index).is_some()
}

/// Returns whether a token is part of a region, which may belong to a title: "Middle East envoy", "Africa director".
fn is_region(annotated: &AnnotatedText<'_>, mentions: &[Mention], index: usize) -> bool {
    annotated.classes(index).intersects(WordClasses::REGION)
        || mention_at(mentions, index)
            .is_some_and(|mention| mention.kind == EntityKind::Place(PlaceKind::Other))
}

fn mention_at(mentions: &[Mention], token: usize) -> Option<&Mention> {
    let next = mentions.partition_point(|mention| mention.tokens.start <= token);
    mentions.get(next.checked_sub(1)?).filter(|mention| mention.tokens.contains(&token))
}

/// Returns the affiliation before a title: a state, its people or an organisation.
fn affiliation_before(
    annotated: &AnnotatedText<'_>,
    mentions: &[Mention],
    start: usize,
) -> Option<Affiliation> {
    let mut index = start.checked_sub(1)?;
    if annotated.is_possessive(index) {
        index = index.checked_sub(1)?;
    }
    if annotated.classes(index).intersects(WordClasses::DEMONYM) {
        return annotated.entry(index).state().map(Affiliation::State);
    }
    let mention = mention_at(mentions, index)?;
    match mention.kind {
        EntityKind::Place(PlaceKind::State) => mention.state.map(Affiliation::State),
        EntityKind::Person => None,
        // "U.S. District Judge" is no judge of an organisation.
        _ if annotated.is(mention.tokens.end - 1, WordList::Jurisdiction) => None,
        _ => Some(Affiliation::Named(mention.span)),
    }
}

/// Builds a role, or returns `None` if no title is left.
fn build_role(
    annotated: &AnnotatedText<'_>,
    mut start: usize,
    mut end: usize,
    affiliation: Option<Affiliation>,
) -> Option<MentionRole> {
    let mut former = false;
    while start < end && (annotated.has_word(start, "-") || annotated.is_folded(start, WordList::BeforeTitle))
    {
        former |= annotated.is_folded(start, WordList::Former);
        start += 1;
    }
    // In "part of Prime Minister Vane's plan", `part of` does not belong to the title.
    while let Some(affiliation) = (start..end).find(|index| annotated.is(*index, WordList::Of))
        && !(start..affiliation).any(|index| is_role_noun(annotated, index))
    {
        start = affiliation + 1;
    }
    while start < end && annotated.has_word(end - 1, "-") {
        end -= 1;
    }
    if start >= end || !(start..end).any(|index| is_role_noun(annotated, index)) {
        return None;
    }
    let mut title = String::new();
    for index in start..end {
        if !title.is_empty() && !annotated.is_glued(index) {
            title.push(' ');
        }
        title.push_str(&title_word(annotated, start, end, index));
    }
    Some(MentionRole { title, affiliation, former, span: annotated.span(start, end) })
}

/// Returns a word of a title in lowercase, unless it is a name or an acronym.
fn title_word(annotated: &AnnotatedText<'_>, start: usize, end: usize, index: usize) -> String {
    let named = annotated.is_acronym(index)
        || is_name_before_title(annotated, end, index)
        || annotated.classes(index).intersects(WordClasses::REGION)
        || index + 1 < end && annotated.phrase_entry(index, index + 2).classes.intersects(WordClasses::NAME)
        || index > start
            && annotated.phrase_entry(index - 1, index + 1).classes.intersects(WordClasses::NAME);
    if named { annotated.word(index).to_owned() } else { annotated.word(index).to_lowercase() }
}

/// Returns whether a capitalised word stands before a title in lowercase, as in "Clear Lakes director": it is part of a name.
fn is_name_before_title(annotated: &AnnotatedText<'_>, end: usize, index: usize) -> bool {
    annotated.is_capital(index)
        && annotated.is_lower(end - 1)
        && (!annotated.starts_sentence(index)
            || index + 2 < end && annotated.is_capital(index + 1) && annotated.is_spaced(index + 1))
}

/// Returns the role that follows a name after a comma: ", head of Sandline,", ", the British prime minister,".
fn role_after(annotated: &AnnotatedText<'_>, mentions: &[Mention], index: usize) -> Option<MentionRole> {
    let mut start = mentions[index].tokens.end;
    if !annotated.has_word(start, ",") {
        return None;
    }
    start += 1;
    if annotated.lists(start).contains_any([WordList::The, WordList::Indefinite]) {
        start += 1;
    }
    let mut affiliation = None;
    let first = if annotated.is(start, WordList::FormerOffice) { start + 1 } else { start };
    if annotated.classes(first).intersects(WordClasses::DEMONYM) {
        affiliation = annotated.entry(first).state().map(Affiliation::State);
        start = first + 1;
    } else if let Some(owner) = mention_at(mentions, first).filter(|owner| owner.kind != EntityKind::Person) {
        let next = owner.tokens.end;
        start = if annotated.is_possessive(next) { next + 1 } else { next };
        affiliation = affiliation_before(annotated, mentions, start);
    }
    let former = first > 0 && annotated.is(first - 1, WordList::FormerOffice);
    let head = (start..start + MAX_TITLE_WORDS)
        .take_while(|index| is_title_word(annotated, *index) && !annotated.is(*index, WordList::Of))
        .last()?;
    if !is_role_noun(annotated, head) || !may_end_title(annotated, head + 1) {
        return None;
    }
    let end = portfolio_end(annotated, head + 1);
    let affiliation = affiliation.or_else(|| affiliation_after(annotated, mentions, end));
    let mut role = build_role(annotated, start, end, affiliation)?;
    role.former |= former;
    Some(role)
}

/// Returns the end of a title with a lowercase portfolio: "minister of transport".
fn portfolio_end(annotated: &AnnotatedText<'_>, end: usize) -> usize {
    const MAX_PORTFOLIO_WORDS: usize = 4;
    if !annotated.is(end, WordList::Of) {
        return end;
    }
    let field = |index: &usize| {
        annotated.is_lower(*index)
            && (annotated.is(*index, WordList::And)
                || !annotated
                    .classes(*index)
                    .intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB))
    };
    let after = end + 1 + (end + 1..=end + 1 + MAX_PORTFOLIO_WORDS).take_while(field).count();
    if after > end + 1 && may_end_title(annotated, after) && !annotated.is(after - 1, WordList::And) {
        after
    } else {
        end
    }
}

/// Returns whether a title may end before a token.
fn may_end_title(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is_stop(index)
        || matches!(annotated.word(index), "," | ";" | ")")
        || annotated.is(index, WordList::AfterTitle)
}

/// Returns the affiliation after a title: "of UN Environment", "at the Institute".
fn affiliation_after(
    annotated: &AnnotatedText<'_>,
    mentions: &[Mention],
    index: usize,
) -> Option<Affiliation> {
    if !annotated.is(index, WordList::BeforeAffiliation) {
        return None;
    }
    let name = if annotated.is(index + 1, WordList::The) { index + 2 } else { index + 1 };
    let mention = mention_at(mentions, name).filter(|mention| mention.tokens.start == name)?;
    match mention.kind {
        EntityKind::Person => None,
        EntityKind::Place(PlaceKind::State) => mention.state.map(Affiliation::State),
        _ => Some(Affiliation::Named(mention.span)),
    }
}

/// Returns the role of a mediator: "Oman-mediated talks", "mediated by Oman", "mediator Oman".
fn mediator_role(annotated: &AnnotatedText<'_>, mention: &Mention) -> Option<MentionRole> {
    let (from, to) = (mention.tokens.start, mention.tokens.end);
    if annotated.has_word(to, "-") && annotated.is(to + 1, WordList::Mediated) {
        return Some(mediator_role_at(annotated, to + 1));
    }
    let is_before =
        |back: usize, list: WordList| from.checked_sub(back).is_some_and(|index| annotated.is(index, list));
    if is_before(1, WordList::Mediator) {
        return Some(mediator_role_at(annotated, from - 1));
    }
    let mediated = is_before(1, WordList::By) && is_before(2, WordList::Mediated);
    mediated.then(|| mediator_role_at(annotated, from - 2))
}

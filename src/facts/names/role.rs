//! Offices told beside a name: "Iranian Foreign Minister Abbas Araghchi", "Rita Sand, head of Sandline".
//!
//! Takes a page and its mentions. Gives persons the title they are mentioned with and what it is of, and states
//! their part as mediators. An office is never put together from words that do not stand side by side.

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::described::mediator_role_at;
use super::{Affiliation, EntityKind, Mention, MentionRole, PlaceKind};

/// A title has at most this many words.
const MAX_TITLE_WORDS: usize = 8;

/// Nouns that name no office, however they stand beside a name.
const NON_ROLE_NOUNS: &[&str] =
    &["candidate", "nominee", "representative", "officer", "delegate", "incumbent", "captain", "detective"];

pub(crate) fn assign_roles(page: &AnnotatedText<'_>, mentions: &mut [Mention]) {
    for at in 0..mentions.len() {
        let role = match mentions[at].kind {
            EntityKind::Person => role_before(page, mentions, at).or_else(|| role_after(page, mentions, at)),
            EntityKind::Place(PlaceKind::State) => mediator_role(page, &mentions[at]),
            _ => None,
        };
        if role.is_some() {
            mentions[at].role = role;
        }
    }
}

fn is_role_noun(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.classes(at).intersects(WordClasses::OFFICE)
        && !page.classes(at).intersects(WordClasses::GIVEN_NAME)
        && !NON_ROLE_NOUNS.contains(&&*page.word(at).to_lowercase())
}

/// The title that ends right before a name.
fn role_before(page: &AnnotatedText<'_>, mentions: &[Mention], at: usize) -> Option<MentionRole> {
    let mut end = mentions[at].tokens.start;
    let honorific = |at: usize| {
        page.classes(at).intersects(WordClasses::HONORIFIC) && page.is_capital(at) && !is_role_noun(page, at)
    };
    while end > 0 && honorific(end - 1) {
        end -= 1;
    }
    // "Iran's supreme leader, Ayatollah Ali Khamenei" has a comma between title and name.
    let comma = end > 0 && page.has_word(end - 1, ",");
    let end = if comma { end - 1 } else { end };
    if end == 0
        || page.starts_sentence(end) && !comma
        || !is_role_noun(page, end - 1) && !is_portfolio_end(page, end)
    {
        return None;
    }
    let start = title_start(page, mentions, end);
    let of = affiliation_before(page, mentions, start);
    if comma && !(of.is_some() || start > 0 && matches!(page.word(start - 1), "the" | "The" | "its" | "Its"))
    {
        return None;
    }
    let mut role = build_role(page, start, end, of)?;
    role.former |= is_former(page, start);
    Some(role)
}

/// Whether `former` stands before what an office is of: "former French president".
fn is_former(page: &AnnotatedText<'_>, start: usize) -> bool {
    let before = start.saturating_sub(3)..start;
    before
        .rev()
        .find(|at| {
            !page.is_possessive(*at)
                && !page.classes(*at).intersects(WordClasses::DEMONYM | WordClasses::STATE)
        })
        .is_some_and(|at| matches!(&*page.word(at).to_lowercase(), "former" | "ex" | "then" | "late"))
}

/// "Secretary of State", "Minister of Health": the words after `of` belong to the title.
fn is_portfolio_end(page: &AnnotatedText<'_>, end: usize) -> bool {
    let of = (end.saturating_sub(5)..end).rev().find(|at| matches!(page.word(*at), "of" | "for"));
    let field = |at: usize| {
        page.is_capital(at)
            && page.classes(at).intersects(
                WordClasses::COMMON_WORD | WordClasses::ORGANISATION_HEAD | WordClasses::PLACE_HEAD,
            )
            || page.has_word(at, "and")
    };
    of.is_some_and(|of| of > 0 && is_role_noun(page, of - 1) && of + 1 < end && (of + 1..end).all(field))
}

/// The first word of the title whose last word stands before `end`.
fn title_start(page: &AnnotatedText<'_>, mentions: &[Mention], end: usize) -> usize {
    let mut start = end - 1;
    while start > 0 && end - start < MAX_TITLE_WORDS {
        let word = start - 1;
        let ends = page.starts_sentence(start)
            || page.classes(word).intersects(
                WordClasses::DEMONYM | WordClasses::STATE | WordClasses::PRONOUN | WordClasses::CALENDAR,
            )
            || page.is_possessive(word)
            || is_in_mention(mentions, word) && !is_region(mentions, word);
        let joins =
            page.has_word(word, "for") && page.is_capital(start) && word > 0 && is_role_noun(page, word - 1);
        if ends || !is_title_word(page, word) && !joins {
            break;
        }
        start -= 1;
    }
    start
}

/// Whether a word may be part of a title.
fn is_title_word(page: &AnnotatedText<'_>, at: usize) -> bool {
    let title = WordClasses::OFFICE
        | WordClasses::ROLE
        | WordClasses::ORGANISATION_HEAD
        | WordClasses::ORGANISATION_NOUN
        | WordClasses::COMMON_WORD
        | WordClasses::REGION;
    let classes = page.classes(at);
    (classes.intersects(title)
        && !classes.intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB | WordClasses::KIN))
        || matches!(
            page.word(at),
            "-" | "of"
                | "vice"
                | "Vice"
                | "deputy"
                | "Deputy"
                | "supreme"
                | "Supreme"
                | "acting"
                | "former"
                | "Former"
                | "special"
                | "Special"
                | "nuclear"
                | "top"
                | "senior"
        )
        || page.word(at) == "East"
        || page.word(at) == "Middle"
}

/// Whether a token is part of a mention.
fn is_in_mention(mentions: &[Mention], at: usize) -> bool {
    mention_at(mentions, at).is_some()
}

/// Regions belong to a title: "Middle East envoy".
fn is_region(mentions: &[Mention], at: usize) -> bool {
    mention_at(mentions, at).is_some_and(|mention| mention.kind == EntityKind::Place(PlaceKind::Other))
}

fn mention_at(mentions: &[Mention], token: usize) -> Option<&Mention> {
    let next = mentions.partition_point(|mention| mention.tokens.start <= token);
    mentions.get(next.checked_sub(1)?).filter(|mention| mention.tokens.contains(&token))
}

/// What stands before a title that it is of: a state, its people, or an organisation.
fn affiliation_before(page: &AnnotatedText<'_>, mentions: &[Mention], start: usize) -> Option<Affiliation> {
    let mut at = start.checked_sub(1)?;
    if page.is_possessive(at) {
        at = at.checked_sub(1)?;
    }
    if page.classes(at).intersects(WordClasses::DEMONYM) {
        return page.entry(at).state().map(Affiliation::State);
    }
    let mention = mention_at(mentions, at)?;
    match mention.kind {
        EntityKind::Place(PlaceKind::State) => mention.state.map(Affiliation::State),
        EntityKind::Person => None,
        _ => Some(Affiliation::Named(mention.span)),
    }
}

/// The title, unless nothing is left of it.
fn build_role(
    page: &AnnotatedText<'_>,
    mut start: usize,
    mut end: usize,
    of: Option<Affiliation>,
) -> Option<MentionRole> {
    let mut former = false;
    while start < end
        && (matches!(
            &*page.word(start).to_lowercase(),
            "former" | "ex" | "then" | "late" | "-" | "of" | "the" | "new"
        ))
    {
        former |= matches!(&*page.word(start).to_lowercase(), "former" | "ex" | "then" | "late");
        start += 1;
    }
    // "part of Prime Minister Vane's plan": what stands before `of` is an office, or no part of the title.
    while let Some(of) = (start..end).find(|at| page.has_word(*at, "of"))
        && !(start..of).any(|at| is_role_noun(page, at))
    {
        start = of + 1;
    }
    while start < end && page.has_word(end - 1, "-") {
        end -= 1;
    }
    if start >= end || !(start..end).any(|at| is_role_noun(page, at)) {
        return None;
    }
    let mut title = String::new();
    for at in start..end {
        if !title.is_empty() && !page.is_glued(at) {
            title.push(' ');
        }
        title.push_str(&title_word(page, start, end, at));
    }
    Some(MentionRole { title, affiliation: of, former, span: page.span(start, end) })
}

/// A word of a title in small letters, unless it is a name or initials.
fn title_word(page: &AnnotatedText<'_>, start: usize, end: usize, at: usize) -> String {
    let named = page.is_acronym(at)
        || page.classes(at).intersects(WordClasses::REGION)
        || at + 1 < end && page.phrase_entry(at, at + 2).classes.intersects(WordClasses::NAME)
        || at > start && page.phrase_entry(at - 1, at + 1).classes.intersects(WordClasses::NAME);
    if named { page.word(at).to_owned() } else { page.word(at).to_lowercase() }
}

/// The title that follows a name after a comma: ", head of Sandline,", ", the British prime minister,".
fn role_after(page: &AnnotatedText<'_>, mentions: &[Mention], at: usize) -> Option<MentionRole> {
    let mut start = mentions[at].tokens.end;
    if !page.has_word(start, ",") {
        return None;
    }
    start += 1;
    if matches!(page.word(start), "the" | "a" | "an") {
        start += 1;
    }
    let mut of = None;
    let first = if page.has_word(start, "former") { start + 1 } else { start };
    if page.classes(first).intersects(WordClasses::DEMONYM) {
        of = page.entry(first).state().map(Affiliation::State);
        start = first + 1;
    } else if let Some(owner) = mention_at(mentions, first).filter(|owner| owner.kind != EntityKind::Person) {
        let next = owner.tokens.end;
        start = if page.is_possessive(next) { next + 1 } else { next };
        of = affiliation_before(page, mentions, start);
    }
    let former = first > 0 && page.has_word(first - 1, "former");
    let head = (start..start + MAX_TITLE_WORDS)
        .take_while(|at| is_title_word(page, *at) && !page.has_word(*at, "of"))
        .last()?;
    if !is_role_noun(page, head) || !may_end_title(page, head + 1) {
        return None;
    }
    let end = portfolio_end(page, head + 1);
    let of = of.or_else(|| affiliation_after(page, mentions, end));
    let mut role = build_role(page, start, end, of)?;
    role.former |= former;
    Some(role)
}

/// Where a title ends that goes on with what it is for, in small letters: "minister of transport".
fn portfolio_end(page: &AnnotatedText<'_>, end: usize) -> usize {
    const MAX_PORTFOLIO_WORDS: usize = 4;
    if !page.has_word(end, "of") {
        return end;
    }
    let field = |at: &usize| {
        page.is_lower(*at)
            && (page.has_word(*at, "and")
                || !page.classes(*at).intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB))
    };
    let after = end + 1 + (end + 1..=end + 1 + MAX_PORTFOLIO_WORDS).take_while(field).count();
    if after > end + 1 && may_end_title(page, after) && !page.has_word(after - 1, "and") {
        after
    } else {
        end
    }
}

/// Whether a title may end before a token.
fn may_end_title(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.is_stop(at)
        || matches!(
            page.word(at),
            "of" | "for" | "at" | "to" | "in" | "," | ";" | ")" | "who" | "and" | "said" | "told"
        )
}

/// "of UN Environment", "at the Institute": what a title before `at` is of.
fn affiliation_after(page: &AnnotatedText<'_>, mentions: &[Mention], at: usize) -> Option<Affiliation> {
    if !matches!(page.word(at), "of" | "for" | "at" | "to") {
        return None;
    }
    let name = if page.has_word(at + 1, "the") { at + 2 } else { at + 1 };
    let mention = mention_at(mentions, name).filter(|mention| mention.tokens.start == name)?;
    match mention.kind {
        EntityKind::Person => None,
        EntityKind::Place(PlaceKind::State) => mention.state.map(Affiliation::State),
        _ => Some(Affiliation::Named(mention.span)),
    }
}

/// "Oman-mediated talks", "mediated by Oman", "mediator Oman".
fn mediator_role(page: &AnnotatedText<'_>, mention: &Mention) -> Option<MentionRole> {
    let (from, to) = (mention.tokens.start, mention.tokens.end);
    if page.has_word(to, "-") && matches!(page.word(to + 1), "mediated" | "brokered") {
        return Some(mediator_role_at(page, to + 1));
    }
    let before = |back: usize| from.checked_sub(back).map_or("", |at| page.word(at));
    if before(1) == "mediator" || before(1) == "by" && matches!(before(2), "mediated" | "brokered") {
        return Some(mediator_role_at(page, from - if before(1) == "by" { 2 } else { 1 }));
    }
    None
}

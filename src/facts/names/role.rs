//! Offices told beside a name: "Iranian Foreign Minister Abbas Araghchi", "Rita Sand, head of Sandline".
//!
//! Takes a page and its mentions. Gives persons the title they are mentioned with and what it is of, and states
//! their part as mediators. An office is never put together from words that do not stand side by side.

use super::class::Classes;
use super::described::mediator;
use super::page::Page;
use super::{Kind, Mention, Of, Role, Sort};

/// A title has at most this many words.
const LONGEST: usize = 8;

/// Nouns that name no office, however they stand beside a name.
const NO_OFFICE: &[&str] =
    &["candidate", "nominee", "representative", "officer", "delegate", "incumbent", "captain", "detective"];

pub(crate) fn give(page: &Page<'_>, mentions: &mut [Mention]) {
    for at in 0..mentions.len() {
        let role = match mentions[at].kind {
            Kind::Person => before(page, mentions, at).or_else(|| after(page, mentions, at)),
            Kind::Place(Sort::State) => mediates(page, &mentions[at]),
            _ => None,
        };
        if role.is_some() {
            mentions[at].role = role;
        }
    }
}

fn is_office(page: &Page<'_>, at: usize) -> bool {
    page.classes(at).any(Classes::OFFICE)
        && !page.classes(at).any(Classes::FIRST)
        && !NO_OFFICE.contains(&&*page.word(at).to_lowercase())
}

/// The title that ends right before a name.
fn before(page: &Page<'_>, mentions: &[Mention], at: usize) -> Option<Role> {
    let mut end = mentions[at].tokens.start;
    let honorific =
        |at: usize| page.classes(at).any(Classes::HONORIFIC) && page.is_capital(at) && !is_office(page, at);
    while end > 0 && honorific(end - 1) {
        end -= 1;
    }
    // "Iran's supreme leader, Ayatollah Ali Khamenei" has a comma between title and name.
    let comma = end > 0 && page.is(end - 1, ",");
    let end = if comma { end - 1 } else { end };
    if end == 0
        || page.starts_sentence(end) && !comma
        || !is_office(page, end - 1) && !is_portfolio_end(page, end)
    {
        return None;
    }
    let start = title_start(page, mentions, end);
    let of = of_before(page, mentions, start);
    if comma && !(of.is_some() || start > 0 && matches!(page.word(start - 1), "the" | "The" | "its" | "Its"))
    {
        return None;
    }
    let mut role = role(page, start, end, of)?;
    role.former |= is_past(page, start);
    Some(role)
}

/// Whether `former` stands before what an office is of: "former French president".
fn is_past(page: &Page<'_>, start: usize) -> bool {
    let before = start.saturating_sub(3)..start;
    before
        .rev()
        .find(|at| !page.is_possessive(*at) && !page.classes(*at).any(Classes::DEMONYM | Classes::STATE))
        .is_some_and(|at| matches!(&*page.word(at).to_lowercase(), "former" | "ex" | "then" | "late"))
}

/// "Secretary of State", "Minister of Health": the words after `of` belong to the title.
fn is_portfolio_end(page: &Page<'_>, end: usize) -> bool {
    let of = (end.saturating_sub(5)..end).rev().find(|at| matches!(page.word(*at), "of" | "for"));
    let field = |at: usize| {
        page.is_capital(at)
            && page.classes(at).any(Classes::COMMON | Classes::ORGANISATION_HEAD | Classes::PLACE_HEAD)
            || page.is(at, "and")
    };
    of.is_some_and(|of| of > 0 && is_office(page, of - 1) && of + 1 < end && (of + 1..end).all(field))
}

/// The first word of the title whose last word stands before `end`.
fn title_start(page: &Page<'_>, mentions: &[Mention], end: usize) -> usize {
    let mut start = end - 1;
    while start > 0 && end - start < LONGEST {
        let word = start - 1;
        let ends = page.starts_sentence(start)
            || page
                .classes(word)
                .any(Classes::DEMONYM | Classes::STATE | Classes::PRONOUN | Classes::CALENDAR)
            || page.is_possessive(word)
            || is_name(mentions, word) && !is_within(mentions, word);
        let joins = page.is(word, "for") && page.is_capital(start) && word > 0 && is_office(page, word - 1);
        if ends || !belongs(page, word) && !joins {
            break;
        }
        start -= 1;
    }
    start
}

/// Whether a word may be part of a title.
fn belongs(page: &Page<'_>, at: usize) -> bool {
    let title = Classes::OFFICE
        | Classes::ROLE
        | Classes::ORGANISATION_HEAD
        | Classes::ORGANISATION_NOUN
        | Classes::COMMON
        | Classes::REGION;
    let classes = page.classes(at);
    (classes.any(title) && !classes.any(Classes::FUNCTION | Classes::SAY | Classes::KIN))
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
fn is_name(mentions: &[Mention], at: usize) -> bool {
    mention_at(mentions, at).is_some()
}

/// Regions belong to a title: "Middle East envoy".
fn is_within(mentions: &[Mention], at: usize) -> bool {
    mention_at(mentions, at).is_some_and(|mention| mention.kind == Kind::Place(Sort::Other))
}

fn mention_at(mentions: &[Mention], token: usize) -> Option<&Mention> {
    let next = mentions.partition_point(|mention| mention.tokens.start <= token);
    mentions.get(next.checked_sub(1)?).filter(|mention| mention.tokens.contains(&token))
}

/// What stands before a title that it is of: a state, its people, or an organisation.
fn of_before(page: &Page<'_>, mentions: &[Mention], start: usize) -> Option<Of> {
    let mut at = start.checked_sub(1)?;
    if page.is_possessive(at) {
        at = at.checked_sub(1)?;
    }
    if page.classes(at).any(Classes::DEMONYM) {
        return page.sense(at).state().map(Of::State);
    }
    let mention = mention_at(mentions, at)?;
    match mention.kind {
        Kind::Place(Sort::State) => mention.state.map(Of::State),
        Kind::Person => None,
        _ => Some(Of::Named(mention.span)),
    }
}

/// The title, unless nothing is left of it.
fn role(page: &Page<'_>, mut start: usize, mut end: usize, of: Option<Of>) -> Option<Role> {
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
    while let Some(of) = (start..end).find(|at| page.is(*at, "of"))
        && !(start..of).any(|at| is_office(page, at))
    {
        start = of + 1;
    }
    while start < end && page.is(end - 1, "-") {
        end -= 1;
    }
    if start >= end || !(start..end).any(|at| is_office(page, at)) {
        return None;
    }
    let mut title = String::new();
    for at in start..end {
        if !title.is_empty() && !page.is_glued(at) {
            title.push(' ');
        }
        title.push_str(&title_word(page, start, end, at));
    }
    Some(Role { title, of, former, span: page.span(start, end) })
}

/// A word of a title in small letters, unless it is a name or initials.
fn title_word(page: &Page<'_>, start: usize, end: usize, at: usize) -> String {
    let named = page.is_acronym(at)
        || page.classes(at).any(Classes::REGION)
        || at + 1 < end && page.phrase(at, at + 2).classes.any(Classes::NAME)
        || at > start && page.phrase(at - 1, at + 1).classes.any(Classes::NAME);
    if named { page.word(at).to_owned() } else { page.word(at).to_lowercase() }
}

/// The title that follows a name after a comma: ", head of Sandline,", ", the British prime minister,".
fn after(page: &Page<'_>, mentions: &[Mention], at: usize) -> Option<Role> {
    let mut start = mentions[at].tokens.end;
    if !page.is(start, ",") {
        return None;
    }
    start += 1;
    if matches!(page.word(start), "the" | "a" | "an") {
        start += 1;
    }
    let mut of = None;
    let first = if page.is(start, "former") { start + 1 } else { start };
    if page.classes(first).any(Classes::DEMONYM) {
        of = page.sense(first).state().map(Of::State);
        start = first + 1;
    } else if let Some(owner) = mention_at(mentions, first).filter(|owner| owner.kind != Kind::Person) {
        let next = owner.tokens.end;
        start = if page.is_possessive(next) { next + 1 } else { next };
        of = of_before(page, mentions, start);
    }
    let former = first > 0 && page.is(first - 1, "former");
    let head = (start..start + LONGEST).take_while(|at| belongs(page, *at) && !page.is(*at, "of")).last()?;
    if !is_office(page, head) || !closes(page, head + 1) {
        return None;
    }
    let end = portfolio_end(page, head + 1);
    let of = of.or_else(|| of_after(page, mentions, end));
    let mut role = role(page, start, end, of)?;
    role.former |= former;
    Some(role)
}

/// Where a title ends that goes on with what it is for, in small letters: "minister of transport".
fn portfolio_end(page: &Page<'_>, end: usize) -> usize {
    const LONGEST: usize = 4;
    if !page.is(end, "of") {
        return end;
    }
    let field = |at: &usize| {
        page.is_lower(*at)
            && (page.is(*at, "and") || !page.classes(*at).any(Classes::FUNCTION | Classes::SAY))
    };
    let after = end + 1 + (end + 1..=end + 1 + LONGEST).take_while(field).count();
    if after > end + 1 && closes(page, after) && !page.is(after - 1, "and") { after } else { end }
}

/// Whether a title may end before a token.
fn closes(page: &Page<'_>, at: usize) -> bool {
    page.is_stop(at)
        || matches!(
            page.word(at),
            "of" | "for" | "at" | "to" | "in" | "," | ";" | ")" | "who" | "and" | "said" | "told"
        )
}

/// "of UN Environment", "at the Institute": what a title before `at` is of.
fn of_after(page: &Page<'_>, mentions: &[Mention], at: usize) -> Option<Of> {
    if !matches!(page.word(at), "of" | "for" | "at" | "to") {
        return None;
    }
    let name = if page.is(at + 1, "the") { at + 2 } else { at + 1 };
    let mention = mention_at(mentions, name).filter(|mention| mention.tokens.start == name)?;
    match mention.kind {
        Kind::Person => None,
        Kind::Place(Sort::State) => mention.state.map(Of::State),
        _ => Some(Of::Named(mention.span)),
    }
}

/// "Oman-mediated talks", "mediated by Oman", "mediator Oman".
fn mediates(page: &Page<'_>, mention: &Mention) -> Option<Role> {
    let (from, to) = (mention.tokens.start, mention.tokens.end);
    if page.is(to, "-") && matches!(page.word(to + 1), "mediated" | "brokered") {
        return Some(mediator(page, to + 1));
    }
    let before = |back: usize| from.checked_sub(back).map_or("", |at| page.word(at));
    if before(1) == "mediator" || before(1) == "by" && matches!(before(2), "mediated" | "brokered") {
        return Some(mediator(page, from - if before(1) == "by" { 2 } else { 1 }));
    }
    None
}

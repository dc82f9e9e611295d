//! Dates before or at a colon: `2 May: The lock opens.`, "The board decided on Monday: tolls fall."

use crate::facts::clause::clause_span;
use crate::facts::languages::DraftList;
use crate::facts::names::WordClasses;
use crate::facts::token::TokenKind;
use crate::text::Span;

use super::analysis::DraftReading;
use super::verbs::is_finite_verb;

/// Returns whether the line of a date only says when the text was published or changed: "Last updated: 3 May".
pub(super) fn is_of_publication(reading: &DraftReading<'_>, date: Span) -> bool {
    const MAX_LINE_TOKENS: usize = 16;
    const MAX_LABEL_TOKENS: usize = 4;
    let index = reading.token_at(date.start);
    let from = index.saturating_sub(MAX_LINE_TOKENS);
    let first = (from..=index).rev().find(|index| starts_line(reading, *index));
    first.is_some_and(|first| {
        (first + 1..=index.min(first + MAX_LABEL_TOKENS)).any(|end| {
            let label = reading.slice(reading.annotated.span(first, end)).trim().to_lowercase();
            reading.is_listed(DraftList::PublishedLabel, &label) && reading.has_date(end..end + 1)
        })
    })
}

fn starts_line(reading: &DraftReading<'_>, index: usize) -> bool {
    reading.annotated.starts_paragraph(index) || reading.annotated.starts_sentence(index)
}

/// Returns the clause after a date that stands alone before a colon or dash, as in a list of events.
pub(super) fn labelled_clause(reading: &DraftReading<'_>, date: Span) -> Option<Span> {
    let annotated = &reading.annotated;
    let (first, mark) = (reading.token_at(date.start), reading.token_at(date.end));
    let opens = (first == 0 || starts_line(reading, first))
        || first > 0 && starts_line(reading, first - 1) && annotated.has_word(first - 1, "\u{fffc}");
    let is_mark = [":", "–", "—", "-"].iter().any(|word| annotated.has_word(mark, word));
    let next = mark + 1;
    let start = annotated.tokens.get(next).filter(|token| token.kind != TokenKind::Mark)?.span;
    if !opens || !is_mark || starts_line(reading, mark) || annotated.starts_paragraph(next) {
        return None;
    }
    let span = clause_span(annotated.text, annotated.tokens, start);
    Some(Span { start: start.start, end: span.end })
}

/// Returns whether a clause only announces the words or the list after its colon: "The board decided on Monday: …".
pub(super) fn announces_words(reading: &DraftReading<'_>, date: Span, clause: Span) -> bool {
    const MAX_DATE_TOKENS: usize = 6;
    let annotated = &reading.annotated;
    let (first, colon) = (reading.token_at(clause.start), reading.token_at(clause.end));
    let is_colon = annotated.has_word(colon, ":") && !annotated.starts_paragraph(colon);
    let is_dated = |index: usize| {
        reading.token_at(date.start) <= index && index < reading.token_at(date.end)
            || reading.is_listed(DraftList::DatePreposition, annotated.word(index))
    };
    let from = colon.saturating_sub(MAX_DATE_TOKENS).max(first);
    let last = (from..colon).rev().find(|index| !is_dated(*index));
    let ends_line = annotated.tokens.get(colon + 1).is_none() || annotated.starts_paragraph(colon + 1);
    let has_verb = last.is_some_and(|last| {
        is_finite_verb(reading, last) || annotated.classes(last).intersects(WordClasses::SPEECH_VERB)
    });
    is_colon && (ends_line || has_verb)
}

/// Returns whether a token follows a time of day that ends with a full stop, and belongs to no date itself: "10 a.m. Keepers".
fn is_after_time(reading: &DraftReading<'_>, index: usize) -> bool {
    reading.has_date(index - 1..index)
        && !reading.has_date(index..index + 1)
        && reading.annotated.is_lower(index + 1)
}

/// Returns the part of a clause in the sentence of a date. After an abbreviation a sentence may begin: "at 10 a.m. The gate".
pub(super) fn within_sentence(reading: &DraftReading<'_>, date: Span, clause: Span) -> Span {
    let annotated = &reading.annotated;
    let (first, last) = (reading.token_at(clause.start), reading.token_at(clause.end));
    let mut within = clause;
    for index in first + 1..last {
        let is_stop = annotated
            .tokens
            .get(index - 1)
            .is_some_and(|token| matches!(token.kind, TokenKind::Initials | TokenKind::Abbreviation));
        let opens = annotated.is_capital(index)
            && (is_after_time(reading, index)
                || annotated.classes(index).intersects(WordClasses::FUNCTION_WORD)
                || reading.words().contains(DraftList::OpeningPhrase, annotated.word(index)));
        let start = annotated.tokens.get(index).map_or(clause.end, |token| token.span.start);
        match () {
            () if !is_stop || !opens => {}
            () if start <= date.start => within.start = start,
            () if date.end <= start => return Span { end: start, ..within },
            () => {}
        }
    }
    within
}

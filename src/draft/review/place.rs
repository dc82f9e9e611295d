//! Sentences around the words of a proposal, and words that identify a place of the prose.

use crate::document::PlainText;
use crate::facts::token::Token;
use crate::text::Span;

use super::super::analysis::DraftReading;
use super::super::characters::DOUBLE_MARKS;
use super::ProposedText;

/// Maximum number of tokens on each side of the words: a text without sentences is not searched as a whole.
const MAX_TOKENS: usize = 120;

/// Returns the words at a span of the plain text, with their sentence.
pub(super) fn proposed_text(plain: &PlainText, reading: &DraftReading<'_>, words: Span) -> ProposedText {
    let around = sentence_span(reading, words);
    let one_line = |span: Span| span.slice(reading.annotated.text).replace('\n', " ");
    // Line ends become spaces, so offsets stay the same.
    let inside = Span { start: words.start - around.start, end: words.end - around.start };
    ProposedText {
        span: plain.source_span(words),
        sentence_span: plain.source_span(around),
        sentence: one_line(around),
        words: inside,
    }
}

/// Returns the span of the sentence, or of the sentences, around a span.
fn sentence_span(reading: &DraftReading<'_>, words: Span) -> Span {
    let tokens = reading.annotated.tokens;
    let begins = |token: &Token| token.starts_sentence() || token.starts_paragraph();
    let (first, after) = (reading.token_at(words.start), reading.token_at(words.end));
    let from = first.saturating_sub(MAX_TOKENS);
    let first =
        tokens[from..(first + 1).min(tokens.len())].iter().rposition(begins).map_or(from, |at| from + at);
    let to = (after + MAX_TOKENS).min(tokens.len());
    let end = tokens[after.min(to)..to].iter().position(begins).map_or(to, |at| after + at);
    // A quotation mark before a sentence is read as the end of the one before.
    let opens = |index: &usize| {
        tokens.get(*index).is_some_and(|mark| {
            !mark.is_glued() && mark.text(reading.annotated.text).starts_with(DOUBLE_MARKS)
        })
    };
    let first = first.checked_sub(1).filter(|_| first > from).filter(opens).unwrap_or(first);
    let end = end.checked_sub(1).filter(opens).unwrap_or(end);
    let start = tokens.get(first).map_or(words.start, |token| token.span.start).min(words.start);
    let end = end.checked_sub(1).and_then(|last| tokens.get(last)).map_or(words.end, |token| token.span.end);
    Span { start, end: end.max(words.end) }
}

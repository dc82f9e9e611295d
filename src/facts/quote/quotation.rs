//! Quotations and the sentences around them.

use std::ops::Range;

use crate::facts::names::AnnotatedText;
use crate::facts::token::{Token, TokenGap, TokenKind};

/// Words between double quotation marks, by token index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The opening mark.
    pub(super) open: usize,
    /// The first token inside.
    pub(super) from: usize,
    /// End of the quoted tokens, without a comma before the closing mark.
    pub(super) to: usize,
    /// The closing mark.
    pub(super) close: usize,
}

/// Returns all closed quotations, in order.
pub(super) fn find_quotations(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let from = index;
        while tokens
            .get(index)
            .is_some_and(|token| token.is_quoted() && (index == from || token.gap != TokenGap::Paragraph))
        {
            index += 1;
        }
        if index == from {
            index += 1;
            continue;
        }
        let closed = tokens
            .get(index)
            .is_some_and(|token| is_quotation_mark(text, token) && token.gap != TokenGap::Paragraph);
        let comma = tokens[index - 1].text(text) == ",";
        let to = if comma { index - 1 } else { index };
        if closed && from > 0 && to > from {
            found.push(Quotation { open: from - 1, from, to, close: index });
        }
    }
    found
}

fn is_quotation_mark(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(token.text(text), "\"" | "”" | "“" | "»" | "''")
}

/// Maximum distance in tokens to either side at which a sentence boundary is searched.
const MAX_SENTENCE_TOKENS: usize = 150;

/// Returns the sentence around an unquoted token. Stops inside quotations do not end it.
pub(super) fn sentence_range(
    annotated: &AnnotatedText<'_>,
    quotations: &[Quotation],
    index: usize,
) -> Range<usize> {
    let within = |token: usize| {
        let next = quotations.partition_point(|quotation| quotation.open <= token);
        next > 0 && token <= quotations[next - 1].close
    };
    let begins = |token: usize| {
        begins_sentence(annotated, token, &within) || follows_complete_quotation(annotated, quotations, token)
    };
    let mut start = index;
    while start > 0 && index - start < MAX_SENTENCE_TOKENS && !begins(start) {
        start -= 1;
    }
    let mut end = index + 1;
    while end < annotated.len() && end - index < MAX_SENTENCE_TOKENS && !begins(end) {
        end += 1;
    }
    start..end
}

/// Returns whether a sentence begins at a token: with a paragraph, or after a stop outside quotations.
fn begins_sentence(annotated: &AnnotatedText<'_>, index: usize, within: &dyn Fn(usize) -> bool) -> bool {
    annotated.starts_paragraph(index)
        || annotated.is_stop(index - 1) && !within(index - 1) && !annotated.is_stop(index)
}

/// Returns whether a token follows a quotation that ends with a full stop, and so ends the sentence.
fn follows_complete_quotation(annotated: &AnnotatedText<'_>, quotations: &[Quotation], index: usize) -> bool {
    let next = quotations.partition_point(|quotation| quotation.close < index);
    next > 0 && quotations[next - 1].close + 1 == index && annotated.has_word(index - 2, ".")
}

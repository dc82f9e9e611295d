//! Where quotations stand, and the sentences around them.

use std::ops::Range;

use crate::facts::names::AnnotatedText;
use crate::facts::token::{Token, TokenGap, TokenKind};

/// Words between double quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The opening mark.
    pub(super) open: usize,
    /// The first token inside.
    pub(super) from: usize,
    /// One past the last token inside that belongs to the words: a comma before the closing mark does not.
    pub(super) to: usize,
    /// The closing mark.
    pub(super) close: usize,
}

/// Every closed quotation, in order.
pub(super) fn find_quotations(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let from = at;
        while tokens
            .get(at)
            .is_some_and(|token| token.is_quoted() && (at == from || token.gap != TokenGap::Paragraph))
        {
            at += 1;
        }
        if at == from {
            at += 1;
            continue;
        }
        let closed = tokens
            .get(at)
            .is_some_and(|token| is_quotation_mark(text, token) && token.gap != TokenGap::Paragraph);
        let comma = tokens[at - 1].text(text) == ",";
        let to = if comma { at - 1 } else { at };
        if closed && from > 0 && to > from {
            found.push(Quotation { open: from - 1, from, to, close: at });
        }
    }
    found
}

fn is_quotation_mark(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(token.text(text), "\"" | "”" | "“" | "»" | "''")
}

/// Sentences are followed this many tokens to either side at most.
const MAX_SENTENCE_TOKENS: usize = 150;

/// The sentence a token outside quotations stands in: stops and capitals inside quotations do not end it.
pub(super) fn sentence_range(page: &AnnotatedText<'_>, quotations: &[Quotation], at: usize) -> Range<usize> {
    let within = |token: usize| {
        let next = quotations.partition_point(|quotation| quotation.open <= token);
        next > 0 && token <= quotations[next - 1].close
    };
    let begins = |token: usize| {
        begins_sentence(page, token, &within) || follows_complete_quotation(page, quotations, token)
    };
    let mut start = at;
    while start > 0 && at - start < MAX_SENTENCE_TOKENS && !begins(start) {
        start -= 1;
    }
    let mut end = at + 1;
    while end < page.len() && end - at < MAX_SENTENCE_TOKENS && !begins(end) {
        end += 1;
    }
    start..end
}

/// Whether a sentence begins at a token: with a paragraph, or after a stop outside quotations.
fn begins_sentence(page: &AnnotatedText<'_>, at: usize, within: &dyn Fn(usize) -> bool) -> bool {
    page.starts_paragraph(at) || page.is_stop(at - 1) && !within(at - 1) && !page.is_stop(at)
}

/// Whether a token follows a quotation that ends with a full stop of its own, and so ends the sentence.
fn follows_complete_quotation(page: &AnnotatedText<'_>, quotations: &[Quotation], at: usize) -> bool {
    let next = quotations.partition_point(|quotation| quotation.close < at);
    next > 0 && quotations[next - 1].close + 1 == at && page.has_word(at - 2, ".")
}

//! Quotations and the sentences around them.

use std::ops::Range;

use crate::facts::names::AnnotatedText;
use crate::facts::token::{Token, TokenGap, TokenKind};
use crate::text::Span;

/// Stands for what is no prose, such as code and footnotes.
pub(super) const OBJECT_REPLACEMENT: &str = "\u{fffc}";

/// Words between quotation marks, by token index. Each paragraph of a quotation of several paragraphs begins with an opening
/// mark, and only the last one ends with a closing mark.
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

impl Quotation {
    /// Returns the spans of its paragraphs, without marks.
    pub(super) fn spans(&self, annotated: &AnnotatedText<'_>) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut from = self.from;
        for index in self.from..self.to {
            if annotated.starts_paragraph(index) {
                spans.push(annotated.span(from, index));
                from = index + 1;
            }
        }
        spans.push(annotated.span(from, self.to));
        spans
    }

    /// Returns the last token inside, without the closing mark of a quotation within it.
    pub(super) fn last(&self, annotated: &AnnotatedText<'_>) -> usize {
        let last = self.close - 1;
        let nested = last > self.from && matches!(annotated.word(last), "'" | "’" | "''");
        if nested { last - 1 } else { last }
    }

    /// Returns the number of tokens inside.
    pub(super) fn len(&self) -> usize {
        self.to - self.from
    }

    /// Returns whether it has fewer words than this number. Marks are no words.
    pub(super) fn is_shorter(&self, annotated: &AnnotatedText<'_>, words: usize) -> bool {
        let is_word = |index: &usize| annotated.word(*index).contains(char::is_alphanumeric);
        (self.from..self.to).filter(is_word).take(words).count() < words
    }

    /// Returns the part before its last paragraph, and its last paragraph; `None` if it has one only.
    pub(super) fn split_last(&self, annotated: &AnnotatedText<'_>) -> Option<(Self, Self)> {
        let mark = (self.from + 1..self.to).rev().find(|index| annotated.starts_paragraph(*index))?;
        let before = Self { to: mark, close: mark, ..*self };
        (mark + 1 < self.to).then_some((before, Self { open: mark, from: mark + 1, ..*self }))
    }
}

/// Returns all closed quotations, in order.
pub(super) fn find_quotations(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let from = index;
        let close = quoted_end(text, tokens, from);
        if close == from {
            index += 1;
            continue;
        }
        index = close;
        let closed = tokens
            .get(close)
            .is_some_and(|token| is_quotation_mark(text, token) && token.gap != TokenGap::Paragraph);
        let comma = tokens[close - 1].text(text) == ",";
        let to = if comma { close - 1 } else { close };
        if closed && from > 0 && to > from {
            found.push(Quotation { open: from - 1, from, to, close });
        }
    }
    found
}

/// Returns the end of the quoted tokens from an index, over paragraphs that begin with an opening mark.
fn quoted_end(text: &str, tokens: &[Token], from: usize) -> usize {
    let mut index = from;
    while let Some(token) = tokens.get(index) {
        let ends_paragraph = index > from && token.gap == TokenGap::Paragraph;
        let resumes = ends_paragraph
            && is_quotation_mark(text, token)
            && tokens.get(index + 1).is_some_and(|next| next.is_quoted() && next.is_glued());
        if !resumes && (ends_paragraph || !token.is_quoted()) {
            break;
        }
        index += 1;
    }
    index
}

fn is_quotation_mark(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Mark
        && matches!(token.text(text), "\"" | "”" | "“" | "»" | "''" | "'" | "’" | "‘")
}

/// Returns the tokens with those inside single quotation marks as quoted. A quotation begins after white space and ends after
/// a comma or the end of a sentence, since other marks may be apostrophes.
pub(super) fn with_single_marks(text: &str, tokens: &[Token]) -> Vec<Token> {
    let mut marked = tokens.to_vec();
    let mut open = None;
    for (index, token) in tokens.iter().enumerate() {
        if token.gap == TokenGap::Paragraph {
            open = None;
        }
        let next_glued = tokens.get(index + 1).is_some_and(Token::is_glued);
        let is_mark = token.kind == TokenKind::Mark;
        if is_mark && matches!(token.text(text), "'" | "‘") && !token.is_glued() && next_glued {
            open = open.or(Some(index));
            continue;
        }
        let closes = is_mark && matches!(token.text(text), "'" | "’") && token.is_glued();
        let after_end = index > 0 && matches!(tokens[index - 1].text(text), "," | "." | "!" | "?" | "…");
        if let Some(start) = open.filter(|_| closes && after_end) {
            marked[start + 1..index].iter_mut().for_each(Token::quote);
            open = None;
        }
    }
    marked
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

//! Plain text cut into tokens, once, for every reader of facts: dates, names and statements.
//!
//! Takes plain text. Gives a flat list of small tokens: where each stands, what it is made of, how it is written,
//! what stands before it, whether a sentence or paragraph begins with it and whether it is quoted.
//! One pass, linear in the text. Knows no language beyond the abbreviations of English and no calendar.

mod abbreviations;
mod byte_class;
#[cfg(test)]
mod tests;
mod tokenizer;

use crate::text::Span;

/// A word, a number or a mark. Twelve bytes, so that a news text's tokens stay in the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text; never empty. Tokens do not overlap and ascend.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How its letters are written.
    pub shape: TokenShape,
    /// What stands between it and the token before.
    pub gap: TokenGap,
    flags: u8,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, with apostrophes inside: `talks`, `O'Neil`, `didn't`.
    Word,
    /// Capitals each followed by a full stop, stops included: `U.S.`, `J.`; also `a.m.` and `p.m.`.
    Initials,
    /// A known abbreviation with its full stop: `Dec.`, `Mr.`, `Inc.`.
    Abbreviation,
    /// The `'s` of `Iran's` and `today's`, a token of its own so that the word before stays whole.
    Possessive,
    /// Digits alone: `7`, `2025`, `0930`.
    Number,
    /// Digits with separators: `1,200`, `3.5`, `19.4.2025`.
    Figure,
    /// Digits with colons: `09:30`, `3:05:59`.
    Clock,
    /// Digits and letters together: `1st`, `1980s`, `9pm`, `19T09:30Z`.
    Mixed,
    /// One mark; runs of full stops (`...`), hyphens (`--`), back quotes and straight single quotes are one token.
    Mark,
}

/// How a token's letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenShape {
    /// No letter has a case: digits, marks, scripts without capitals.
    Uncased,
    /// `talks`, `1st`
    Lower,
    /// The first letter alone is a capital: `Rome`, and also `I` and `A`.
    Capitalised,
    /// Two capitals or more, and nothing else: `GMT`, `U.S.`
    Capitals,
    /// Any other mixture: `McDonald`, `iPhone`, `O'Neil`.
    Mixed,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenGap {
    /// Nothing: it is glued to the token before, as `day` in `60-day`.
    None,
    /// White space within a line.
    Space,
    /// One line end.
    Line,
    /// An empty line, or the beginning of the text.
    Paragraph,
}

const STARTS_SENTENCE: u8 = 1;
const IS_QUOTED: u8 = 2;

impl Token {
    /// The token as it is written in `text`, which must be the text it was cut from.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span.slice(text)
    }

    /// Whether a sentence begins with it: after `.`, `!` or `?` that ends no abbreviation, and with each paragraph.
    pub fn starts_sentence(&self) -> bool {
        self.flags & STARTS_SENTENCE != 0
    }

    /// Whether a paragraph begins with it.
    pub fn starts_paragraph(&self) -> bool {
        self.gap == TokenGap::Paragraph
    }

    /// Whether it stands between double quotation marks. A quotation left open ends with its paragraph.
    pub fn is_quoted(&self) -> bool {
        self.flags & IS_QUOTED != 0
    }

    /// Whether nothing stands between it and the token before.
    pub fn is_glued(&self) -> bool {
        self.gap == TokenGap::None
    }
}

/// Cuts `text` into tokens.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 8);
    tokenize_into(text, &mut tokens);
    tokens
}

/// Cuts `text` into `tokens`, which is emptied first: many texts can share one allocation.
pub fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    tokenizer::Tokenizer::new(text, tokens).tokenize();
}

//! Tokenization of plain text, shared by the readers of dates, names and statements.
//!
//! Takes plain text. Returns a flat list of small tokens, each with its span, kind, shape and gap, whether it begins a
//! sentence or paragraph, and whether it is quoted. It is one pass, linear in the length of the text. It depends on no
//! calendar; abbreviations and the like come from the tables of a language.

mod byte_class;
mod letters;
mod rules;
#[cfg(test)]
mod tests;
mod tokenizer;

pub(in crate::facts) use rules::TokenRules;

use crate::facts::languages::Language;
use crate::text::Span;

/// A word, a number or a mark. It has twelve bytes, so the tokens of an article fit into the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The byte range in the text. It is never empty. Tokens are in ascending order and do not overlap.
    pub span: Span,
    /// The kind.
    pub kind: TokenKind,
    /// The capitalisation.
    pub shape: TokenShape,
    /// The white space before it.
    pub gap: TokenGap,
    flags: u8,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, including apostrophes between letters: `talks`, `O'Neil`, `didn't`.
    Word,
    /// Single letters, each with its full stop: `U.S.`, `J.`, `a.m.`, `p.m.`.
    Initials,
    /// A known abbreviation with its full stop: `Dec.`, `Mr.`, `Inc.`.
    Abbreviation,
    /// The `'s` of `Iran's` and `today's`. It is a separate token, so the word before is the plain name.
    Possessive,
    /// Only digits: `7`, `2025`, `0930`.
    Number,
    /// Digits with separators: `1,200`, `3.5`, `19.4.2025`.
    Figure,
    /// Digits with colons: `09:30`, `3:05:59`.
    Clock,
    /// Digits and letters: `1st`, `1980s`, `9pm`, `19T09:30Z`.
    Mixed,
    /// One mark. A run of full stops (`...`), hyphens (`--`), back quotes or straight single quotes is one token.
    Mark,
}

/// The capitalisation of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenShape {
    /// No cased letter: digits, marks, scripts without case.
    Uncased,
    /// `talks`, `1st`
    Lower,
    /// Only the first letter is a capital: `Rome`, `I`, `A`.
    Capitalised,
    /// Two or more capitals and no other letters: `GMT`, `U.S.`
    Capitals,
    /// Any other mixture: `McDonald`, `iPhone`, `O'Neil`.
    Mixed,
}

/// The white space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenGap {
    /// None: it is adjacent to the previous token, as `day` in `60-day`.
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
    /// Returns the text of the token. `text` must be the text that was tokenized.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span.slice(text)
    }

    /// Returns whether it begins a sentence: after `.`, `!` or `?` that is not part of an abbreviation, and at the
    /// beginning of each paragraph.
    pub fn starts_sentence(&self) -> bool {
        self.flags & STARTS_SENTENCE != 0
    }

    /// Returns whether it begins a paragraph.
    pub fn starts_paragraph(&self) -> bool {
        self.gap == TokenGap::Paragraph
    }

    /// Returns whether it is inside double quotation marks. An unclosed quotation ends with its paragraph.
    pub fn is_quoted(&self) -> bool {
        self.flags & IS_QUOTED != 0
    }

    /// Marks it as inside quotation marks.
    pub(in crate::facts) fn quote(&mut self) {
        self.flags |= IS_QUOTED;
    }

    /// Returns whether it is adjacent to the previous token.
    pub fn is_glued(&self) -> bool {
        self.gap == TokenGap::None
    }
}

/// Splits `text`, which is in `language`, into tokens.
pub fn tokenize(text: &str, language: &Language) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 8);
    tokenize_into(text, language, &mut tokens);
    tokens
}

/// Splits `text` into `tokens`, which is cleared first, so texts can share one allocation.
pub fn tokenize_into(text: &str, language: &Language, tokens: &mut Vec<Token>) {
    tokens.clear();
    tokenizer::Tokenizer::new(text, language, tokens).tokenize();
}

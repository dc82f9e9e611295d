//! The pass over the text.

use super::abbreviations::{FullStopRule, full_stop_rule};
use super::byte_class::{BYTE_CLASSES, ByteClass, byte_class_at};
use super::{IS_QUOTED, STARTS_SENTENCE, Token, TokenGap, TokenKind, TokenShape};
use crate::text::Span;

/// Where the pass stands, and what it has to remember from the tokens before.
pub(super) struct Tokenizer<'t, 'v> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tokens: &'v mut Vec<Token>,
    gap: TokenGap,
    quoted: bool,
    /// A full stop, exclamation or question mark was the last thing that counts.
    sentence_ended: bool,
}

/// What the letters of a word have shown so far.
#[derive(Clone, Copy, Default)]
struct LetterCounts {
    upper: u32,
    lower: u32,
    first_upper: bool,
    digits: bool,
}

impl LetterCounts {
    fn token_shape(self) -> TokenShape {
        match (self.upper, self.lower) {
            (0, 0) => TokenShape::Uncased,
            (0, _) => TokenShape::Lower,
            (1, _) if self.first_upper => TokenShape::Capitalised,
            (_, 0) => TokenShape::Capitals,
            _ => TokenShape::Mixed,
        }
    }

    fn add_non_ascii(&mut self, letter: char) {
        self.first_upper |= self.upper + self.lower == 0 && letter.is_uppercase();
        self.upper += u32::from(letter.is_uppercase());
        self.lower += u32::from(letter.is_lowercase());
        self.digits |= letter.is_numeric();
    }
}

impl<'t, 'v> Tokenizer<'t, 'v> {
    pub(super) fn new(text: &'t str, tokens: &'v mut Vec<Token>) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            tokens,
            gap: TokenGap::Paragraph,
            quoted: false,
            sentence_ended: true,
        }
    }

    pub(super) fn tokenize(mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match BYTE_CLASSES[usize::from(*byte)] {
                ByteClass::Lower | ByteClass::Upper => self.scan_word(),
                ByteClass::Blank => self.skip_blank(1),
                ByteClass::LineFeed => self.scan_line_feed(),
                ByteClass::Digit => self.scan_number(),
                ByteClass::Mark => self.scan_mark(*byte),
                ByteClass::NonAscii => self.scan_non_ascii(),
            }
        }
    }

    fn skip_blank(&mut self, width: usize) {
        self.gap = self.gap.max(TokenGap::Space);
        self.at += width;
    }

    fn scan_line_feed(&mut self) {
        self.gap = if self.gap >= TokenGap::Line { TokenGap::Paragraph } else { TokenGap::Line };
        self.at += 1;
    }

    /// The character at a byte offset; none at the end and within a character.
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn push(&mut self, end: usize, kind: TokenKind, shape: TokenShape) {
        if self.gap == TokenGap::Paragraph {
            self.sentence_ended = true;
            self.quoted = false;
        }
        let starts = self.sentence_ended
            && kind != TokenKind::Mark
            && (self.gap == TokenGap::Paragraph
                || (self.gap != TokenGap::None || self.is_after_mark()) && shape != TokenShape::Lower);
        let opens_later = self.sentence_ended && kind == TokenKind::Mark;
        self.sentence_ended = opens_later;
        let flags = u8::from(starts) * STARTS_SENTENCE + u8::from(self.quoted) * IS_QUOTED;
        self.tokens.push(Token { span: Span::new(self.at, end), kind, shape, gap: self.gap, flags });
        self.gap = TokenGap::None;
        self.at = end;
    }

    /// Whether the token before is a mark, so that a glued word may begin a sentence: `("We`.
    fn is_after_mark(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.kind == TokenKind::Mark)
    }

    fn scan_word(&mut self) {
        let (mut at, mut upper) = (self.at, 0);
        // Most words are plain letters; the classes of small and capital letters are 0 and 1, so that they can be summed.
        while let Some(class @ (ByteClass::Lower | ByteClass::Upper)) =
            self.bytes.get(at).map(|byte| BYTE_CLASSES[usize::from(*byte)])
        {
            upper += class as u32;
            at += 1;
        }
        let first_upper = byte_class_at(self.bytes, self.at) == ByteClass::Upper;
        let seen = LetterCounts { upper, lower: (at - self.at) as u32 - upper, first_upper, digits: false };
        match self.bytes.get(at) {
            None | Some(b' ' | b',' | b'.' | b'\n') => self.finish_word(at, seen),
            Some(_) => {
                let (end, letters) = self.scan_letters(at, seen);
                self.finish_word(end, letters);
            }
        }
    }

    /// Follows letters, marks on letters, digits and apostrophes inside a word.
    fn scan_letters(&self, from: usize, mut seen: LetterCounts) -> (usize, LetterCounts) {
        let mut at = from;
        loop {
            match byte_class_at(self.bytes, at) {
                ByteClass::Lower => seen.lower += 1,
                ByteClass::Upper => {
                    seen.first_upper |= seen.upper + seen.lower == 0;
                    seen.upper += 1;
                }
                ByteClass::Digit => seen.digits = true,
                ByteClass::NonAscii => match self.non_ascii_letter_width(at, &mut seen) {
                    0 => return (at, seen),
                    width => at += width - 1,
                },
                _ if self.is_inner_mark(at, seen.digits) => {}
                _ => return (at, seen),
            }
            at += 1;
        }
    }

    /// The width of a letter beyond ASCII, or of a curly apostrophe inside a word; 0 for anything else.
    fn non_ascii_letter_width(&self, at: usize, seen: &mut LetterCounts) -> usize {
        let Some(letter) = self.char_at(at) else { return 0 };
        let inside = match letter {
            '’' => self.is_inner_apostrophe(at, 3),
            // The soft hyphen and the joiners are part of the word they stand in.
            '\u{ad}' | '\u{200c}' | '\u{200d}' => true,
            _ => is_letter(letter),
        };
        if !inside {
            return 0;
        }
        seen.add_non_ascii(letter);
        letter.len_utf8()
    }

    /// An apostrophe between letters (`O'Neil`), or the colon of a time inside `19T09:30Z`.
    fn is_inner_mark(&self, at: usize, digits: bool) -> bool {
        match self.bytes.get(at) {
            Some(b'\'') => self.is_inner_apostrophe(at, 1),
            Some(b':') => {
                digits
                    && self.two_digits(at + 1)
                    && at > 0
                    && byte_class_at(self.bytes, at - 1) == ByteClass::Digit
            }
            _ => false,
        }
    }

    /// Whether an apostrophe of `width` bytes has a letter after it and is not that of a possessive.
    fn is_inner_apostrophe(&self, at: usize, width: usize) -> bool {
        let letter = match byte_class_at(self.bytes, at + width) {
            ByteClass::Lower | ByteClass::Upper => true,
            ByteClass::NonAscii => self.char_at(at + width).is_some_and(char::is_alphabetic),
            _ => false,
        };
        letter && !self.is_possessive(at, width)
    }

    fn is_possessive(&self, at: usize, width: usize) -> bool {
        matches!(self.bytes.get(at + width), Some(b's' | b'S'))
            && match byte_class_at(self.bytes, at + width + 1) {
                ByteClass::Lower | ByteClass::Upper | ByteClass::Digit => false,
                ByteClass::NonAscii => !self.char_at(at + width + 1).is_some_and(is_letter),
                _ => true,
            }
    }

    fn finish_word(&mut self, end: usize, letters: LetterCounts) {
        let (kind, end) = match self.bytes.get(end) {
            Some(b'.') if !letters.digits => self.with_full_stop(end, letters),
            _ if letters.digits => (TokenKind::Mixed, end),
            _ => (TokenKind::Word, end),
        };
        let letters = if kind == TokenKind::Initials { self.count_letters(end) } else { letters };
        self.push(end, kind, letters.token_shape());
    }

    /// A word before a full stop: initials and abbreviations keep it.
    fn with_full_stop(&self, end: usize, letters: LetterCounts) -> (TokenKind, usize) {
        if letters.upper + letters.lower == 1
            && let Some(end) = self.initials_end(end)
        {
            return (TokenKind::Initials, end);
        }
        let keeps = match self.text.get(self.at..end).and_then(full_stop_rule) {
            Some(FullStopRule::Always) => true,
            Some(FullStopRule::BeforeDigit) => {
                self.digit_follows(end + 1) || self.bytes.get(end + 1) == Some(&b',')
            }
            None => false,
        };
        if keeps { (TokenKind::Abbreviation, end + 1) } else { (TokenKind::Word, end) }
    }

    /// Where a run of `X.` ends whose first full stop stands at `stop`; none where it is only the end of a sentence.
    fn initials_end(&self, stop: usize) -> Option<usize> {
        let case = byte_class_at(self.bytes, stop - 1);
        let mut end = stop + 1;
        while byte_class_at(self.bytes, end) == case && case != ByteClass::NonAscii {
            match byte_class_at(self.bytes, end + 1) {
                ByteClass::Mark if self.bytes.get(end + 1) == Some(&b'.') => end += 2,
                // `U.S` lacks its last stop, but is still one.
                ByteClass::Mark | ByteClass::Blank | ByteClass::LineFeed => return Some(end + 1),
                _ => break,
            }
        }
        let one = end == stop + 1;
        let capital =
            self.text.get(self.at..stop).is_some_and(|letter| letter.chars().all(char::is_uppercase));
        let pronoun = self.text.get(self.at..stop) == Some("I");
        (!one || capital && !pronoun).then_some(end)
    }

    fn count_letters(&self, end: usize) -> LetterCounts {
        let mut letters = LetterCounts::default();
        self.text.get(self.at..end).unwrap_or("").chars().for_each(|letter| letters.add_non_ascii(letter));
        letters
    }

    fn digit_follows(&self, at: usize) -> bool {
        let at = if byte_class_at(self.bytes, at) == ByteClass::Blank { at + 1 } else { at };
        byte_class_at(self.bytes, at) == ByteClass::Digit
    }

    fn digits_end(&self, from: usize) -> usize {
        let mut at = from;
        while byte_class_at(self.bytes, at) == ByteClass::Digit {
            at += 1;
        }
        at
    }

    fn two_digits(&self, at: usize) -> bool {
        self.digits_end_within(at, 3) == at + 2
    }

    /// As `digits_end`, but looks at `most` bytes only, so that looking ahead stays cheap on long runs.
    fn digits_end_within(&self, from: usize, most: usize) -> usize {
        (from..from + most)
            .find(|at| byte_class_at(self.bytes, *at) != ByteClass::Digit)
            .unwrap_or(from + most)
    }

    fn scan_number(&mut self) {
        let mut end = self.digits_end(self.at);
        let mut kind = TokenKind::Number;
        let mut group = end - self.at;
        loop {
            let next = self.digits_end_within(end + 1, 4);
            match self.bytes.get(end) {
                Some(b',') if next == end + 4 && group <= 3 => kind = TokenKind::Figure,
                Some(b':') if next == end + 3 && group <= 2 => kind = TokenKind::Clock,
                Some(b'.') if next > end + 1 => kind = TokenKind::Figure,
                _ => break,
            }
            group = next - end - 1;
            end = self.digits_end(next);
        }
        if self.letter_follows(end) && !self.meridiem_follows(end) {
            let (end, letters) =
                self.scan_letters(end, LetterCounts { digits: true, ..LetterCounts::default() });
            return self.push(end, TokenKind::Mixed, letters.token_shape());
        }
        self.push(end, kind, TokenShape::Uncased);
    }

    fn letter_follows(&self, at: usize) -> bool {
        match byte_class_at(self.bytes, at) {
            ByteClass::Lower | ByteClass::Upper => true,
            ByteClass::NonAscii => self.char_at(at).is_some_and(is_letter),
            _ => false,
        }
    }

    /// `a.m.` glued to its number stays a token of its own.
    fn meridiem_follows(&self, at: usize) -> bool {
        matches!(self.bytes.get(at..at + 3), Some([b'a' | b'p', b'.', b'm']))
    }

    fn scan_mark(&mut self, byte: u8) {
        if byte == b'\'' && self.gap == TokenGap::None && self.is_possessive(self.at, 1) {
            return self.push(self.at + 2, TokenKind::Possessive, TokenShape::Lower);
        }
        let mut end = self.at + 1;
        if matches!(byte, b'.' | b'-' | b'`' | b'\'') {
            while self.bytes.get(end) == Some(&byte) {
                end += 1;
            }
        }
        let double = end - self.at == 2;
        match byte {
            b'"' if self.quoted => self.close_quotation(end),
            b'"' => self.open_quotation(end),
            b'`' if double => self.open_quotation(end),
            b'\'' if double => self.close_quotation(end),
            b'.' | b'!' | b'?' => self.end_sentence(end),
            _ => self.push(end, TokenKind::Mark, TokenShape::Uncased),
        }
    }

    fn open_quotation(&mut self, end: usize) {
        self.push(end, TokenKind::Mark, TokenShape::Uncased);
        self.quoted = true;
    }

    fn close_quotation(&mut self, end: usize) {
        self.quoted = false;
        self.push(end, TokenKind::Mark, TokenShape::Uncased);
    }

    fn end_sentence(&mut self, end: usize) {
        self.push(end, TokenKind::Mark, TokenShape::Uncased);
        self.sentence_ended = true;
    }

    fn scan_non_ascii(&mut self) {
        let Some(letter) = self.char_at(self.at) else {
            self.at += 1;
            return;
        };
        let width = letter.len_utf8();
        match letter {
            '\u{200b}' | '\u{feff}' => self.at += width,
            _ if letter.is_whitespace() => self.skip_blank(width),
            _ if is_letter(letter) => self.scan_word(),
            '’' if self.gap == TokenGap::None && self.is_possessive(self.at, width) => {
                self.push(self.at + width + 1, TokenKind::Possessive, TokenShape::Lower);
            }
            '“' | '„' | '«' => self.open_quotation(self.at + width),
            '”' | '»' => self.close_quotation(self.at + width),
            '…' | '。' | '？' | '！' => self.end_sentence(self.at + width),
            _ => self.push(self.at + width, TokenKind::Mark, TokenShape::Uncased),
        }
    }
}

/// Letters, numerals and the signs that sit on letters.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter)
}

//! The pass that splits text into tokens.

use super::byte_class::{BYTE_CLASSES, ByteClass, byte_class_at};
use super::letters::LetterCounts;
use super::rules::HighMark;
use super::{IS_QUOTED, STARTS_SENTENCE, Token, TokenGap, TokenKind, TokenShape};
use crate::facts::languages::{Language, WordList};
use crate::text::Span;

/// The state of the pass.
pub(super) struct Tokenizer<'t, 'v> {
    text: &'t str,
    bytes: &'t [u8],
    offset: usize,
    tokens: &'v mut Vec<Token>,
    language: &'v Language,
    gap: TokenGap,
    quoted: bool,
    /// Whether the next word begins a sentence.
    sentence_ended: bool,
}

impl<'t, 'v> Tokenizer<'t, 'v> {
    pub(super) fn new(text: &'t str, language: &'v Language, tokens: &'v mut Vec<Token>) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            offset: 0,
            tokens,
            language,
            gap: TokenGap::Paragraph,
            quoted: false,
            sentence_ended: true,
        }
    }

    pub(super) fn tokenize(mut self) {
        while let Some(byte) = self.bytes.get(self.offset) {
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
        self.offset += width;
    }

    fn scan_line_feed(&mut self) {
        self.gap = if self.gap >= TokenGap::Line { TokenGap::Paragraph } else { TokenGap::Line };
        self.offset += 1;
    }

    /// Returns the char at a byte offset, or `None` at the end or inside a char.
    fn char_at(&self, offset: usize) -> Option<char> {
        self.text.get(offset..).and_then(|rest| rest.chars().next())
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
        self.tokens.push(Token { span: Span::new(self.offset, end), kind, shape, gap: self.gap, flags });
        self.gap = TokenGap::None;
        self.offset = end;
    }

    /// Returns whether the previous token is a mark. An adjacent word may then begin a sentence: `("We`.
    fn is_after_mark(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.kind == TokenKind::Mark)
    }

    fn scan_word(&mut self) {
        let (mut offset, mut upper) = (self.offset, 0);
        // Most words are ASCII letters. The classes of lower-case and upper-case letters are 0 and 1, so they can be
        // summed.
        while let Some(class @ (ByteClass::Lower | ByteClass::Upper)) =
            self.bytes.get(offset).map(|byte| BYTE_CLASSES[usize::from(*byte)])
        {
            upper += class as u32;
            offset += 1;
        }
        let first_upper = byte_class_at(self.bytes, self.offset) == ByteClass::Upper;
        let counts =
            LetterCounts { upper, lower: (offset - self.offset) as u32 - upper, first_upper, digits: false };
        match self.bytes.get(offset) {
            None | Some(b' ' | b',' | b'.' | b'\n') => self.finish_word(offset, counts),
            Some(_) => {
                let (end, letters) = self.scan_letters(offset, counts);
                self.finish_word(end, letters);
            }
        }
    }

    /// Scans letters, combining marks, digits and apostrophes inside a word. Returns the end offset and the counts.
    fn scan_letters(&self, from: usize, mut counts: LetterCounts) -> (usize, LetterCounts) {
        let mut offset = from;
        loop {
            match byte_class_at(self.bytes, offset) {
                ByteClass::Lower => counts.lower += 1,
                ByteClass::Upper => {
                    counts.first_upper |= counts.upper + counts.lower == 0;
                    counts.upper += 1;
                }
                ByteClass::Digit => counts.digits = true,
                ByteClass::NonAscii => match self.non_ascii_letter_width(offset, &mut counts) {
                    0 => return (offset, counts),
                    width => offset += width - 1,
                },
                _ if self.is_inner_mark(offset, counts) => {}
                _ => return (offset, counts),
            }
            offset += 1;
        }
    }

    /// Returns the width in bytes of a non-ASCII letter or of a curly apostrophe inside a word, or 0 for other chars.
    fn non_ascii_letter_width(&self, offset: usize, counts: &mut LetterCounts) -> usize {
        let Some(character) = self.char_at(offset) else { return 0 };
        let inside = match character {
            '’' => self.is_inner_apostrophe(offset, 3),
            // The soft hyphen and the joiners belong to the word.
            '\u{ad}' | '\u{200c}' | '\u{200d}' => true,
            _ => is_letter(character),
        };
        if !inside {
            return 0;
        }
        counts.add_non_ascii(character);
        character.len_utf8()
    }

    /// Returns whether a mark belongs to a word: an apostrophe between letters (`O'Neil`), or the colon of a time
    /// inside `19T09:30Z`.
    fn is_inner_mark(&self, offset: usize, counts: LetterCounts) -> bool {
        match self.bytes.get(offset) {
            Some(b'\'') => self.is_inner_apostrophe(offset, 1),
            Some(b':') => {
                counts.digits
                    && self.two_digits(offset + 1)
                    && offset > 0
                    && byte_class_at(self.bytes, offset - 1) == ByteClass::Digit
            }
            _ => false,
        }
    }

    /// Returns whether a letter follows an apostrophe of `width` bytes that is not part of a possessive.
    fn is_inner_apostrophe(&self, offset: usize, width: usize) -> bool {
        let letter_follows = match byte_class_at(self.bytes, offset + width) {
            ByteClass::Lower | ByteClass::Upper => true,
            ByteClass::NonAscii => self.char_at(offset + width).is_some_and(char::is_alphabetic),
            _ => false,
        };
        letter_follows && !self.is_possessive(offset, width)
    }

    fn is_possessive(&self, offset: usize, width: usize) -> bool {
        self.bytes.get(offset + width).is_some_and(|byte| self.language.token_rules.is_possessive(*byte))
            && match byte_class_at(self.bytes, offset + width + 1) {
                ByteClass::Lower | ByteClass::Upper | ByteClass::Digit => false,
                ByteClass::NonAscii => !self.char_at(offset + width + 1).is_some_and(is_letter),
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

    /// Returns the kind and end of a word before a full stop. Initials and abbreviations include the full stop.
    fn with_full_stop(&self, end: usize, letters: LetterCounts) -> (TokenKind, usize) {
        if letters.upper + letters.lower == 1
            && let Some(end) = self.initials_end(end)
        {
            return (TokenKind::Initials, end);
        }
        let word = self.text.get(self.offset..end).unwrap_or("");
        let lists = self.language.token_rules.abbreviation(word, &self.language.lists);
        let keeps = lists.contains(WordList::Abbreviation)
            || lists.contains(WordList::AbbreviationBeforeDigit)
                && (self.digit_follows(end + 1) || self.bytes.get(end + 1) == Some(&b','));
        if keeps { (TokenKind::Abbreviation, end + 1) } else { (TokenKind::Word, end) }
    }

    /// Returns the end of a run of `X.` whose first full stop is at `stop`, or `None` if the full stop ends the
    /// sentence.
    fn initials_end(&self, stop: usize) -> Option<usize> {
        let case = byte_class_at(self.bytes, stop - 1);
        let mut end = stop + 1;
        while byte_class_at(self.bytes, end) == case && case != ByteClass::NonAscii {
            match byte_class_at(self.bytes, end + 1) {
                ByteClass::Mark if self.bytes.get(end + 1) == Some(&b'.') => end += 2,
                // `U.S` without its last full stop is accepted.
                ByteClass::Mark | ByteClass::Blank | ByteClass::LineFeed => return Some(end + 1),
                _ => break,
            }
        }
        let one = end == stop + 1;
        let capital =
            self.text.get(self.offset..stop).is_some_and(|word| word.chars().all(char::is_uppercase));
        let is_word = |word: &str| self.language.lists.contains(WordList::NoInitial, word);
        let is_initial = capital && !self.text.get(self.offset..stop).is_some_and(is_word);
        (!one || is_initial).then_some(end)
    }

    fn count_letters(&self, end: usize) -> LetterCounts {
        let mut letters = LetterCounts::default();
        self.text
            .get(self.offset..end)
            .unwrap_or("")
            .chars()
            .for_each(|character| letters.add_non_ascii(character));
        letters
    }

    fn digit_follows(&self, offset: usize) -> bool {
        let offset = if byte_class_at(self.bytes, offset) == ByteClass::Blank { offset + 1 } else { offset };
        byte_class_at(self.bytes, offset) == ByteClass::Digit
    }

    fn digits_end(&self, from: usize) -> usize {
        let mut offset = from;
        while byte_class_at(self.bytes, offset) == ByteClass::Digit {
            offset += 1;
        }
        offset
    }

    fn two_digits(&self, offset: usize) -> bool {
        self.digits_end_within(offset, 3) == offset + 2
    }

    /// Returns the end of the digits as `digits_end` does, but examines at most `most` bytes, to bound the look-ahead.
    fn digits_end_within(&self, from: usize, most: usize) -> usize {
        (from..from + most)
            .find(|offset| byte_class_at(self.bytes, *offset) != ByteClass::Digit)
            .unwrap_or(from + most)
    }

    fn scan_number(&mut self) {
        let mut end = self.digits_end(self.offset);
        let mut kind = TokenKind::Number;
        let mut group = end - self.offset;
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

    fn letter_follows(&self, offset: usize) -> bool {
        match byte_class_at(self.bytes, offset) {
            ByteClass::Lower | ByteClass::Upper => true,
            ByteClass::NonAscii => self.char_at(offset).is_some_and(is_letter),
            _ => false,
        }
    }

    /// Returns whether initials such as `a.m.` follow, which are a separate token.
    fn meridiem_follows(&self, offset: usize) -> bool {
        let rest = self.bytes.get(offset..).unwrap_or(&[]);
        self.language.lists.words(WordList::Meridiem).iter().any(|half| rest.starts_with(half.as_bytes()))
    }

    fn scan_mark(&mut self, byte: u8) {
        if byte == b'\'' && self.gap == TokenGap::None && self.is_possessive(self.offset, 1) {
            return self.push(self.offset + 2, TokenKind::Possessive, TokenShape::Lower);
        }
        let mut end = self.offset + 1;
        if matches!(byte, b'.' | b'-' | b'`' | b'\'') {
            while self.bytes.get(end) == Some(&byte) {
                end += 1;
            }
        }
        let double = end - self.offset == 2;
        match byte {
            // A mark at the beginning of a paragraph opens, though the quotation of the paragraph before is open.
            b'"' if self.quoted && self.gap != TokenGap::Paragraph => self.close_quotation(end),
            b'"' => self.open_quotation(end),
            b'`' if double => self.open_quotation(end),
            b'\'' if double => self.close_quotation(end),
            b'.' if self.is_ordinal_stop(end) => self.push(end, TokenKind::Mark, TokenShape::Uncased),
            b'.' | b'!' | b'?' => self.end_sentence(end),
            _ => self.push(end, TokenKind::Mark, TokenShape::Uncased),
        }
    }

    /// Returns whether a full stop follows the digits of an ordinal inside a sentence: `am 3. Oktober`. A word in lower
    /// case or a listed word follows.
    fn is_ordinal_stop(&self, end: usize) -> bool {
        let after_number = self.gap == TokenGap::None
            && self.tokens.last().is_some_and(|token| token.kind == TokenKind::Number);
        if !after_number || !self.language.token_rules.has_ordinal_stop() {
            return false;
        }
        let rest = self.text.get(end..).unwrap_or("").trim_start_matches(' ');
        let word = rest.split(|character: char| !character.is_alphabetic()).next().unwrap_or("");
        word.starts_with(char::is_lowercase) || self.language.lists.contains(WordList::AfterOrdinal, word)
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
        let Some(character) = self.char_at(self.offset) else {
            self.offset += 1;
            return;
        };
        let width = character.len_utf8();
        match character {
            '\u{200b}' | '\u{feff}' => self.offset += width,
            _ if character.is_whitespace() => self.skip_blank(width),
            _ if is_letter(character) => self.scan_word(),
            '’' if self.gap == TokenGap::None && self.is_possessive(self.offset, width) => {
                self.push(self.offset + width + 1, TokenKind::Possessive, TokenShape::Lower);
            }
            '“' if self.quoted && self.language.token_rules.high_mark() == HighMark::Closes => {
                self.close_quotation(self.offset + width);
            }
            '“' | '„' | '«' => self.open_quotation(self.offset + width),
            '”' | '»' => self.close_quotation(self.offset + width),
            '…' | '。' | '？' | '！' => self.end_sentence(self.offset + width),
            _ => self.push(self.offset + width, TokenKind::Mark, TokenShape::Uncased),
        }
    }
}

/// Returns whether a char is a letter, a numeral or a combining mark.
fn is_letter(character: char) -> bool {
    character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character)
}

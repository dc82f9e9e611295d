//! The pass over the text.

use super::abbreviations::{When, abbreviation};
use super::bytes::{CLASSES, Class, class_at};
use super::{Gap, Kind, QUOTED, SENTENCE, Shape, Token};
use crate::text::Span;

/// Where the pass stands, and what it has to remember from the tokens before.
pub(super) struct Scan<'t, 'v> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tokens: &'v mut Vec<Token>,
    gap: Gap,
    quoted: bool,
    /// A full stop, exclamation or question mark was the last thing that counts.
    ended: bool,
}

/// What the letters of a word have shown so far.
#[derive(Clone, Copy, Default)]
struct Letters {
    upper: u32,
    lower: u32,
    first_upper: bool,
    digits: bool,
}

impl Letters {
    fn shape(self) -> Shape {
        match (self.upper, self.lower) {
            (0, 0) => Shape::Uncased,
            (0, _) => Shape::Lower,
            (1, _) if self.first_upper => Shape::Capitalised,
            (_, 0) => Shape::Capitals,
            _ => Shape::Mixed,
        }
    }

    fn add_wide(&mut self, letter: char) {
        self.first_upper |= self.upper + self.lower == 0 && letter.is_uppercase();
        self.upper += u32::from(letter.is_uppercase());
        self.lower += u32::from(letter.is_lowercase());
        self.digits |= letter.is_numeric();
    }
}

impl<'t, 'v> Scan<'t, 'v> {
    pub(super) fn new(text: &'t str, tokens: &'v mut Vec<Token>) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, tokens, gap: Gap::Paragraph, quoted: false, ended: true }
    }

    pub(super) fn run(mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match CLASSES[usize::from(*byte)] {
                Class::Lower | Class::Upper => self.word(),
                Class::Blank => self.blank(1),
                Class::Line => self.line(),
                Class::Digit => self.number(),
                Class::Mark => self.mark(*byte),
                Class::Wide => self.wide(),
            }
        }
    }

    fn blank(&mut self, width: usize) {
        self.gap = self.gap.max(Gap::Space);
        self.at += width;
    }

    fn line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
        self.at += 1;
    }

    /// The character at a byte offset; none at the end and within a character.
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn push(&mut self, end: usize, kind: Kind, shape: Shape) {
        if self.gap == Gap::Paragraph {
            self.ended = true;
            self.quoted = false;
        }
        let starts = self.ended
            && kind != Kind::Mark
            && (self.gap == Gap::Paragraph
                || (self.gap != Gap::None || self.after_mark()) && shape != Shape::Lower);
        let opens_later = self.ended && kind == Kind::Mark;
        self.ended = opens_later;
        let flags = u8::from(starts) * SENTENCE + u8::from(self.quoted) * QUOTED;
        self.tokens.push(Token { span: Span::new(self.at, end), kind, shape, gap: self.gap, flags });
        self.gap = Gap::None;
        self.at = end;
    }

    /// Whether the token before is a mark, so that a glued word may begin a sentence: `("We`.
    fn after_mark(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.kind == Kind::Mark)
    }

    fn word(&mut self) {
        let (mut at, mut upper) = (self.at, 0);
        // Most words are plain letters; the classes of small and capital letters are 0 and 1, so that they can be summed.
        while let Some(class @ (Class::Lower | Class::Upper)) =
            self.bytes.get(at).map(|byte| CLASSES[usize::from(*byte)])
        {
            upper += class as u32;
            at += 1;
        }
        let first_upper = class_at(self.bytes, self.at) == Class::Upper;
        let seen = Letters { upper, lower: (at - self.at) as u32 - upper, first_upper, digits: false };
        match self.bytes.get(at) {
            None | Some(b' ' | b',' | b'.' | b'\n') => self.finish_word(at, seen),
            Some(_) => {
                let (end, letters) = self.letters(at, seen);
                self.finish_word(end, letters);
            }
        }
    }

    /// Follows letters, marks on letters, digits and apostrophes inside a word.
    fn letters(&self, from: usize, mut seen: Letters) -> (usize, Letters) {
        let mut at = from;
        loop {
            match class_at(self.bytes, at) {
                Class::Lower => seen.lower += 1,
                Class::Upper => {
                    seen.first_upper |= seen.upper + seen.lower == 0;
                    seen.upper += 1;
                }
                Class::Digit => seen.digits = true,
                Class::Wide => match self.wide_letter(at, &mut seen) {
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
    fn wide_letter(&self, at: usize, seen: &mut Letters) -> usize {
        let Some(letter) = self.char_at(at) else { return 0 };
        let inside = match letter {
            '’' => self.joins(at, 3),
            // The soft hyphen and the joiners are part of the word they stand in.
            '\u{ad}' | '\u{200c}' | '\u{200d}' => true,
            _ => is_letter(letter),
        };
        if !inside {
            return 0;
        }
        seen.add_wide(letter);
        letter.len_utf8()
    }

    /// An apostrophe between letters (`O'Neil`), or the colon of a time inside `19T09:30Z`.
    fn is_inner_mark(&self, at: usize, digits: bool) -> bool {
        match self.bytes.get(at) {
            Some(b'\'') => self.joins(at, 1),
            Some(b':') => {
                digits && self.two_digits(at + 1) && at > 0 && class_at(self.bytes, at - 1) == Class::Digit
            }
            _ => false,
        }
    }

    /// Whether an apostrophe of `width` bytes has a letter after it and is not that of a possessive.
    fn joins(&self, at: usize, width: usize) -> bool {
        let letter = match class_at(self.bytes, at + width) {
            Class::Lower | Class::Upper => true,
            Class::Wide => self.char_at(at + width).is_some_and(char::is_alphabetic),
            _ => false,
        };
        letter && !self.is_possessive(at, width)
    }

    fn is_possessive(&self, at: usize, width: usize) -> bool {
        matches!(self.bytes.get(at + width), Some(b's' | b'S'))
            && match class_at(self.bytes, at + width + 1) {
                Class::Lower | Class::Upper | Class::Digit => false,
                Class::Wide => !self.char_at(at + width + 1).is_some_and(is_letter),
                _ => true,
            }
    }

    fn finish_word(&mut self, end: usize, letters: Letters) {
        let (kind, end) = match self.bytes.get(end) {
            Some(b'.') if !letters.digits => self.with_full_stop(end, letters),
            _ if letters.digits => (Kind::Mixed, end),
            _ => (Kind::Word, end),
        };
        let letters = if kind == Kind::Initials { self.letters_of(end) } else { letters };
        self.push(end, kind, letters.shape());
    }

    /// A word before a full stop: initials and abbreviations keep it.
    fn with_full_stop(&self, end: usize, letters: Letters) -> (Kind, usize) {
        if letters.upper + letters.lower == 1
            && let Some(end) = self.initials(end)
        {
            return (Kind::Initials, end);
        }
        let keeps = match self.text.get(self.at..end).and_then(abbreviation) {
            Some(When::Always) => true,
            Some(When::BeforeDigit) => self.digit_follows(end + 1) || self.bytes.get(end + 1) == Some(&b','),
            None => false,
        };
        if keeps { (Kind::Abbreviation, end + 1) } else { (Kind::Word, end) }
    }

    /// Where a run of `X.` ends whose first full stop stands at `stop`; none where it is only the end of a sentence.
    fn initials(&self, stop: usize) -> Option<usize> {
        let case = class_at(self.bytes, stop - 1);
        let mut end = stop + 1;
        while class_at(self.bytes, end) == case && case != Class::Wide {
            match class_at(self.bytes, end + 1) {
                Class::Mark if self.bytes.get(end + 1) == Some(&b'.') => end += 2,
                // `U.S` lacks its last stop, but is still one.
                Class::Mark | Class::Blank | Class::Line => return Some(end + 1),
                _ => break,
            }
        }
        let one = end == stop + 1;
        let capital =
            self.text.get(self.at..stop).is_some_and(|letter| letter.chars().all(char::is_uppercase));
        let pronoun = self.text.get(self.at..stop) == Some("I");
        (!one || capital && !pronoun).then_some(end)
    }

    fn letters_of(&self, end: usize) -> Letters {
        let mut letters = Letters::default();
        self.text.get(self.at..end).unwrap_or("").chars().for_each(|letter| letters.add_wide(letter));
        letters
    }

    fn digit_follows(&self, at: usize) -> bool {
        let at = if class_at(self.bytes, at) == Class::Blank { at + 1 } else { at };
        class_at(self.bytes, at) == Class::Digit
    }

    fn digits_end(&self, from: usize) -> usize {
        let mut at = from;
        while class_at(self.bytes, at) == Class::Digit {
            at += 1;
        }
        at
    }

    fn two_digits(&self, at: usize) -> bool {
        self.digits_end_within(at, 3) == at + 2
    }

    /// As `digits_end`, but looks at `most` bytes only, so that looking ahead stays cheap on long runs.
    fn digits_end_within(&self, from: usize, most: usize) -> usize {
        (from..from + most).find(|at| class_at(self.bytes, *at) != Class::Digit).unwrap_or(from + most)
    }

    fn number(&mut self) {
        let mut end = self.digits_end(self.at);
        let mut kind = Kind::Number;
        let mut group = end - self.at;
        loop {
            let next = self.digits_end_within(end + 1, 4);
            match self.bytes.get(end) {
                Some(b',') if next == end + 4 && group <= 3 => kind = Kind::Figure,
                Some(b':') if next == end + 3 && group <= 2 => kind = Kind::Clock,
                Some(b'.') if next > end + 1 => kind = Kind::Figure,
                _ => break,
            }
            group = next - end - 1;
            end = self.digits_end(next);
        }
        if self.letter_follows(end) && !self.half_day_follows(end) {
            let (end, letters) = self.letters(end, Letters { digits: true, ..Letters::default() });
            return self.push(end, Kind::Mixed, letters.shape());
        }
        self.push(end, kind, Shape::Uncased);
    }

    fn letter_follows(&self, at: usize) -> bool {
        match class_at(self.bytes, at) {
            Class::Lower | Class::Upper => true,
            Class::Wide => self.char_at(at).is_some_and(is_letter),
            _ => false,
        }
    }

    /// `a.m.` glued to its number stays a token of its own.
    fn half_day_follows(&self, at: usize) -> bool {
        matches!(self.bytes.get(at..at + 3), Some([b'a' | b'p', b'.', b'm']))
    }

    fn mark(&mut self, byte: u8) {
        if byte == b'\'' && self.gap == Gap::None && self.is_possessive(self.at, 1) {
            return self.push(self.at + 2, Kind::Possessive, Shape::Lower);
        }
        let mut end = self.at + 1;
        if matches!(byte, b'.' | b'-' | b'`' | b'\'') {
            while self.bytes.get(end) == Some(&byte) {
                end += 1;
            }
        }
        let double = end - self.at == 2;
        match byte {
            b'"' if self.quoted => self.close(end),
            b'"' => self.open(end),
            b'`' if double => self.open(end),
            b'\'' if double => self.close(end),
            b'.' | b'!' | b'?' => self.end(end),
            _ => self.push(end, Kind::Mark, Shape::Uncased),
        }
    }

    fn open(&mut self, end: usize) {
        self.push(end, Kind::Mark, Shape::Uncased);
        self.quoted = true;
    }

    fn close(&mut self, end: usize) {
        self.quoted = false;
        self.push(end, Kind::Mark, Shape::Uncased);
    }

    fn end(&mut self, end: usize) {
        self.push(end, Kind::Mark, Shape::Uncased);
        self.ended = true;
    }

    fn wide(&mut self) {
        let Some(letter) = self.char_at(self.at) else {
            self.at += 1;
            return;
        };
        let width = letter.len_utf8();
        match letter {
            '\u{200b}' | '\u{feff}' => self.at += width,
            _ if letter.is_whitespace() => self.blank(width),
            _ if is_letter(letter) => self.word(),
            '’' if self.gap == Gap::None && self.is_possessive(self.at, width) => {
                self.push(self.at + width + 1, Kind::Possessive, Shape::Lower);
            }
            '“' | '„' | '«' => self.open(self.at + width),
            '”' | '»' => self.close(self.at + width),
            '…' | '。' | '？' | '！' => self.end(self.at + width),
            _ => self.push(self.at + width, Kind::Mark, Shape::Uncased),
        }
    }
}

/// Letters, numerals and the signs that sit on letters.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter)
}

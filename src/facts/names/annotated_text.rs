//! A text under reading: its tokens and what the tables say of each.
//!
//! Takes a text cut into tokens. Gives every later step one way to ask what a token or phrase is.

use std::ops::Range;

use crate::facts::token::{Token, TokenGap, TokenKind, TokenShape};
use crate::text::Span;

use super::class::WordClasses;
use super::gazetteer::{EMPTY_HASH, Gazetteer, GazetteerEntry, hash_byte};

/// Words longer than this are in no table.
const MAX_KEY_BYTES: usize = 64;
/// Phrases of the tables take at most this many tokens.
const MAX_PHRASE_TOKENS: usize = 8;

/// A text, its tokens and their senses.
pub(crate) struct AnnotatedText<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token],
    entries: Vec<GazetteerEntry>,
    hashes: Vec<u32>,
    lowercase_words: LowercaseBloom,
    tables: Gazetteer,
}

/// Which words stand in the text without a capital: a set that may hold too much, never too little.
struct LowercaseBloom(Vec<u64>);

impl LowercaseBloom {
    fn add(&mut self, hash: u32) {
        self.0[(hash >> 6 & 255) as usize] |= 1 << (hash & 63);
    }

    fn contains(&self, hash: u32) -> bool {
        self.0[(hash >> 6 & 255) as usize] & 1 << (hash & 63) != 0
    }
}

impl<'t> AnnotatedText<'t> {
    pub(crate) fn new(text: &'t str, tokens: &'t [Token], tables: &Gazetteer) -> Self {
        let mut page = Self {
            text,
            tokens,
            entries: Vec::with_capacity(tokens.len()),
            hashes: Vec::with_capacity(tokens.len()),
            lowercase_words: LowercaseBloom(vec![0; 256]),
            tables: *tables,
        };
        tokens.iter().for_each(|token| page.add_token_entry(*token));
        page
    }

    fn add_token_entry(&mut self, token: Token) {
        let mut key = NameKey::default();
        let mut sense = GazetteerEntry::default();
        if matches!(
            token.kind,
            TokenKind::Word | TokenKind::Initials | TokenKind::Abbreviation | TokenKind::Mixed
        ) {
            let word = token.text(self.text);
            if token.shape == TokenShape::Capitals {
                key.add_as_written(word);
                sense = self.tables.lookup(key.bytes(), key.hash);
                key = NameKey::default();
            }
            let word = if token.kind == TokenKind::Abbreviation { word.trim_end_matches('.') } else { word };
            key.add_lowercase(word);
            if sense == GazetteerEntry::default() {
                sense = self.tables.lookup(key.bytes(), key.hash);
            }
            if token.shape == TokenShape::Lower {
                self.lowercase_words.add(key.hash);
            }
        }
        self.entries.push(sense);
        self.hashes.push(key.hash);
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The bytes of the tokens `from..to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.tokens.get(from).map_or(0, |token| token.span.start as usize);
        let end = to
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |token| token.span.end as usize);
        Span::new(start, end)
    }

    /// The token as it is written; empty out of the text.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    /// What the tables know of a token; nothing out of the text.
    pub(crate) fn entry(&self, at: usize) -> GazetteerEntry {
        self.entries.get(at).copied().unwrap_or_default()
    }

    /// The classes of a token; none out of the text.
    pub(crate) fn classes(&self, at: usize) -> WordClasses {
        self.entry(at).classes
    }

    /// The hash of a token in small letters.
    pub(crate) fn hash(&self, at: usize) -> u32 {
        self.hashes.get(at).copied().unwrap_or(EMPTY_HASH)
    }

    /// Whether the word stands somewhere in the text without a capital.
    pub(crate) fn is_seen_lowercase(&self, at: usize) -> bool {
        self.lowercase_words.contains(self.hash(at))
    }

    pub(crate) fn has_word(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    /// Whether a token may be part of a name: a word with a capital.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        matches!(
            token.kind,
            TokenKind::Word | TokenKind::Initials | TokenKind::Abbreviation | TokenKind::Mixed
        ) && matches!(token.shape, TokenShape::Capitalised | TokenShape::Capitals | TokenShape::Mixed)
            && !(token.kind == TokenKind::Mixed
                && token.shape == TokenShape::Mixed
                && self.starts_with_digit(at))
    }

    fn starts_with_digit(&self, at: usize) -> bool {
        self.word(at).starts_with(|letter: char| letter.is_ascii_digit())
    }

    /// Whether its first letter alone is a capital.
    pub(crate) fn is_only_first_capital(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.shape == TokenShape::Capitalised || token.kind == TokenKind::Initials)
    }

    /// Whether it is written in capitals alone.
    pub(crate) fn is_acronym(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.shape == TokenShape::Capitals)
    }

    /// Whether a token is the `'s` of the word before.
    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Possessive)
            || matches!(self.word(at), "'" | "’") && self.is_glued(at)
    }

    pub(crate) fn is_lower(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.shape == TokenShape::Lower)
    }

    /// Whether a token follows the one before in the same sentence and line of thought, after a blank.
    pub(crate) fn is_spaced(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| match token.gap {
            TokenGap::Space => !token.starts_sentence(),
            TokenGap::Line => !token.starts_sentence() && self.is_after_long_line(token.span.start as usize),
            TokenGap::None | TokenGap::Paragraph => false,
        })
    }

    /// Lines are wrapped where they are long; short ones are captions and headlines.
    fn is_after_long_line(&self, at: usize) -> bool {
        const MIN_LONG_LINE: usize = 50;
        let before = &self.text.as_bytes()[at.saturating_sub(MIN_LONG_LINE)..at];
        before.iter().filter(|byte| **byte == b'\n').count() <= 1 && before.len() == MIN_LONG_LINE
    }

    pub(crate) fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_glued)
    }

    pub(crate) fn starts_sentence(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::starts_sentence)
    }

    /// Whether a token ends a sentence.
    pub(crate) fn is_stop(&self, at: usize) -> bool {
        matches!(self.word(at), "." | "!" | "?" | "..." | "…")
    }

    pub(crate) fn starts_paragraph(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::starts_paragraph)
    }

    /// Whether a token stands between double quotation marks.
    pub(crate) fn is_quoted(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_quoted)
    }

    /// Whether `in` or `at` stands right before a token.
    pub(crate) fn follows_in(&self, at: usize) -> bool {
        at > 0 && matches!(self.word(at - 1), "in" | "at")
    }

    /// Whether a token opens or closes a quotation.
    pub(crate) fn is_quotation_mark(&self, at: usize) -> bool {
        matches!(self.word(at), "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''")
    }

    /// What the tables know of the tokens `from..to` as one phrase.
    pub(crate) fn phrase_entry(&self, from: usize, to: usize) -> GazetteerEntry {
        if to == from + 1 {
            return self.entry(from);
        }
        if to > from + MAX_PHRASE_TOKENS || !self.classes(from).intersects(WordClasses::OPENS_PHRASE) {
            return GazetteerEntry::default();
        }
        let mut key = NameKey::default();
        (from..to).for_each(|at| self.add_token_to_key(&mut key, at, at > from));
        self.tables.lookup(key.bytes(), key.hash)
    }

    /// The longest name of several words in the tables that begins at a token: where it ends, and what it is.
    pub(crate) fn longest_phrase(&self, from: usize) -> Option<(usize, GazetteerEntry)> {
        if !self.classes(from).intersects(WordClasses::OPENS_PHRASE) {
            return None;
        }
        let mut key = NameKey::default();
        let mut longest = None;
        for at in from..(from + MAX_PHRASE_TOKENS).min(self.len()) {
            if at > from && self.tokens[at].starts_sentence() {
                break;
            }
            self.add_token_to_key(&mut key, at, at > from);
            let found = self.tables.lookup(key.bytes(), key.hash);
            if at > from && found.classes.intersects(WordClasses::NAME) && self.may_end_name(at) {
                longest = Some((at + 1, found));
            }
        }
        longest
    }

    /// A name does not end before a glued hyphen and more letters.
    fn may_end_name(&self, at: usize) -> bool {
        !(self.has_word(at + 1, "-")
            && self.is_glued(at + 1)
            && self.is_glued(at + 2)
            && self.is_capital(at + 2))
    }

    /// Whether `from..to` is a name by itself: no word with a capital that is neither title nor opens a sentence, no
    /// number of a "Channel 7" and no "university of" stands right beside it, and it is no everyday word.
    pub(crate) fn is_standalone(&self, from: usize, to: usize) -> bool {
        let beside = |at: usize| {
            self.is_capital(at)
                && !self.classes(at).intersects(
                    WordClasses::TITLE
                        | WordClasses::NATION
                        | WordClasses::CALENDAR
                        | WordClasses::FUNCTION_WORD,
                )
        };
        let before = from > 0 && beside(from - 1) && self.is_spaced(from) && !self.starts_sentence(from - 1);
        let numbered = self.is_acronym(to - 1)
            && self.tokens.get(to).is_some_and(|token| token.kind == TokenKind::Number);
        let after = (beside(to) || numbered) && self.is_spaced(to);
        let hyphen = self.has_word(to, "-") && self.is_glued(to) && self.is_glued(to + 1)
            || from > 0 && self.has_word(from - 1, "-") && self.is_glued(from);
        !(before || after || hyphen || self.is_organisation_of(from) || self.is_everyday_words(from, to))
    }

    /// "university of Pittsburgh": the name of a body that is written in small letters.
    fn is_organisation_of(&self, from: usize) -> bool {
        from > 1
            && self.has_word(from - 1, "of")
            && self.is_lower(from - 2)
            && self.classes(from - 2).intersects(WordClasses::ORGANISATION_HEAD)
            && !matches!(self.word(from - 2), "government" | "army" | "parliament" | "council" | "cabinet")
    }

    fn is_everyday_words(&self, from: usize, to: usize) -> bool {
        let classes = self.classes(from);
        to == from + 1
            && classes.intersects(WordClasses::COMMON_WORD)
            && !classes.intersects(WordClasses::NAME)
    }

    /// The key of a range of tokens.
    pub(crate) fn name_key(&self, range: Range<usize>) -> NameKey {
        let mut key = NameKey::default();
        range.clone().for_each(|at| self.add_token_to_key(&mut key, at, at > range.start));
        key
    }

    /// Adds a token to a key, after a blank where it is an inner one that stands after one.
    pub(crate) fn add_token_to_key(&self, key: &mut NameKey, at: usize, inner: bool) {
        key.add_token(self.word(at), inner && !self.is_glued(at));
    }
}

/// A word or phrase in small letters, with its hash.
pub(crate) struct NameKey {
    bytes: [u8; MAX_KEY_BYTES],
    length: usize,
    pub(crate) hash: u32,
}

impl Default for NameKey {
    fn default() -> Self {
        Self { bytes: [0; MAX_KEY_BYTES], length: 0, hash: EMPTY_HASH }
    }
}

impl NameKey {
    /// Adds a token, after a blank unless it is the first or glued to the one before.
    pub(crate) fn add_token(&mut self, word: &str, blank: bool) {
        if blank && self.length > 0 {
            self.push(b' ');
        }
        self.add_lowercase(word);
    }

    /// The key as text; empty where it is too long for any table.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }

    fn add_lowercase(&mut self, word: &str) {
        if word.is_ascii() {
            word.bytes().for_each(|byte| self.push(byte.to_ascii_lowercase()));
            return;
        }
        for letter in word.chars() {
            if letter == '’' {
                self.push(b'\'');
                continue;
            }
            let mut buffer = [0; 4];
            for small in letter.to_lowercase() {
                small.encode_utf8(&mut buffer).bytes().for_each(|byte| self.push(byte));
            }
        }
    }

    fn add_as_written(&mut self, word: &str) {
        word.bytes().for_each(|byte| self.push(byte));
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
        }
        self.length += 1;
        self.hash = hash_byte(self.hash, byte);
    }

    /// The key; empty where it is too long for any table.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&[])
    }
}

//! A text with its tokens and their gazetteer entries.
//!
//! Takes a tokenized text. Gives all later steps access to the class of a token or phrase.

use std::ops::Range;

use crate::facts::languages::{Capitals, Language, ListSet, WordList};
use crate::facts::token::{Token, TokenGap, TokenKind, TokenShape};
use crate::text::Span;

use super::class::WordClasses;
use super::gazetteer::{EMPTY_HASH, GazetteerEntry, hash_key};
use super::name_key::NameKey;

/// Maximum number of tokens of a phrase in the gazetteer.
const MAX_PHRASE_TOKENS: usize = 8;

/// A text, its tokens and their gazetteer entries.
pub(crate) struct AnnotatedText<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token],
    entries: Vec<GazetteerEntry>,
    hashes: Vec<u32>,
    lists: Vec<ListSet>,
    lowercase_words: LowercaseBloom,
    language: &'t Language,
}

/// Bloom filter of the words that occur in lowercase: false positives, no false negatives.
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
    pub(crate) fn new(text: &'t str, tokens: &'t [Token], language: &'t Language) -> Self {
        let mut annotated = Self {
            text,
            tokens,
            entries: Vec::with_capacity(tokens.len()),
            hashes: Vec::with_capacity(tokens.len()),
            lists: Vec::with_capacity(tokens.len()),
            lowercase_words: LowercaseBloom(vec![0; 256]),
            language,
        };
        tokens.iter().for_each(|token| annotated.add_token_entry(*token));
        annotated
    }

    fn add_token_entry(&mut self, token: Token) {
        let word = token.text(self.text);
        // Most words are their own key.
        if token.kind == TokenKind::Word && token.shape == TokenShape::Lower && word.is_ascii() {
            return self.add_lowercase_word(word);
        }
        let mut key = NameKey::default();
        let mut entry = GazetteerEntry::default();
        let mut lists = ListSet::default();
        if matches!(
            token.kind,
            TokenKind::Word | TokenKind::Initials | TokenKind::Abbreviation | TokenKind::Mixed
        ) {
            lists = self.language.lists.of(word);
            if token.shape == TokenShape::Capitals {
                key.add_as_written(word);
                entry = self.language.gazetteer().lookup(key.bytes(), key.hash);
                key = NameKey::default();
            }
            let word = if token.kind == TokenKind::Abbreviation { word.trim_end_matches('.') } else { word };
            key.add_lowercase(word);
            if entry == GazetteerEntry::default() {
                entry = self.language.gazetteer().lookup(key.bytes(), key.hash);
            }
            if token.shape == TokenShape::Lower {
                self.lowercase_words.add(key.hash);
            }
        }
        self.push_entry(entry, key.hash, lists);
    }

    fn add_lowercase_word(&mut self, word: &str) {
        let hash = hash_key(word.as_bytes());
        self.lowercase_words.add(hash);
        let entry = self.language.gazetteer().lookup(word.as_bytes(), hash);
        self.push_entry(entry, hash, self.language.lists.of(word));
    }

    fn push_entry(&mut self, entry: GazetteerEntry, hash: u32, lists: ListSet) {
        self.entries.push(entry);
        self.hashes.push(hash);
        self.lists.push(lists);
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Returns the byte range of the tokens `from..to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.tokens.get(from).map_or(0, |token| token.span.start as usize);
        let end = to
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |token| token.span.end as usize);
        Span::new(start, end)
    }

    /// Returns the token as written; empty if out of range.
    pub(crate) fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| token.text(self.text))
    }

    /// Returns the gazetteer entry of a token; the default if out of range.
    pub(crate) fn entry(&self, index: usize) -> GazetteerEntry {
        self.entries.get(index).copied().unwrap_or_default()
    }

    /// Returns the classes of a token; none if out of range.
    pub(crate) fn classes(&self, index: usize) -> WordClasses {
        self.entry(index).classes
    }

    /// Returns the hash of a token in lowercase.
    pub(crate) fn hash(&self, index: usize) -> u32 {
        self.hashes.get(index).copied().unwrap_or(EMPTY_HASH)
    }

    /// Returns whether the word occurs in lowercase elsewhere in the text.
    pub(crate) fn is_seen_lowercase(&self, index: usize) -> bool {
        self.lowercase_words.contains(self.hash(index))
    }

    pub(crate) fn has_word(&self, index: usize, word: &str) -> bool {
        self.word(index) == word
    }

    /// Returns the lists of a token as written; none if out of range.
    pub(crate) fn lists(&self, index: usize) -> ListSet {
        self.lists.get(index).copied().unwrap_or_default()
    }

    /// Returns whether a token as written is in a list.
    pub(crate) fn is(&self, index: usize, list: WordList) -> bool {
        self.lists(index).contains(list)
    }

    /// Returns whether a token in lower case is in a list.
    pub(crate) fn is_folded(&self, index: usize, list: WordList) -> bool {
        self.language.lists.contains(list, &self.word(index).to_lowercase())
    }

    /// Returns whether a token without its full stop is in a list.
    pub(crate) fn is_abbreviated(&self, index: usize, list: WordList) -> bool {
        self.language.lists.contains(list, self.word(index).trim_end_matches('.'))
    }

    /// Returns whether a token ends with an ending in a list.
    pub(crate) fn has_ending(&self, index: usize, list: WordList) -> bool {
        self.language.lists.has_ending(list, self.word(index))
    }

    /// Returns the language of the text.
    pub(crate) fn language(&self) -> &'t Language {
        self.language
    }

    /// Returns whether capitals denote all nouns rather than names.
    pub(crate) fn has_capital_nouns(&self) -> bool {
        self.language.capitals == Capitals::Nouns
    }

    /// Returns whether a token is a possessive in lower case.
    pub(crate) fn is_lower_possessive(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Possessive)
            && self.word(index).ends_with(char::is_lowercase)
    }

    /// Returns whether a token may be part of a name: a capitalised word.
    pub(crate) fn is_capital(&self, index: usize) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        matches!(
            token.kind,
            TokenKind::Word | TokenKind::Initials | TokenKind::Abbreviation | TokenKind::Mixed
        ) && matches!(token.shape, TokenShape::Capitalised | TokenShape::Capitals | TokenShape::Mixed)
            && !(token.kind == TokenKind::Mixed
                && token.shape == TokenShape::Mixed
                && self.starts_with_digit(index))
    }

    fn starts_with_digit(&self, index: usize) -> bool {
        self.word(index).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Returns whether only the first char is uppercase.
    pub(crate) fn is_only_first_capital(&self, index: usize) -> bool {
        self.tokens
            .get(index)
            .is_some_and(|token| token.shape == TokenShape::Capitalised || token.kind == TokenKind::Initials)
    }

    /// Returns whether all chars are uppercase.
    pub(crate) fn is_acronym(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.shape == TokenShape::Capitals)
    }

    /// Returns whether a token is the `'s` of the preceding word.
    pub(crate) fn is_possessive(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Possessive)
            || matches!(self.word(index), "'" | "’") && self.is_glued(index)
    }

    pub(crate) fn is_lower(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.shape == TokenShape::Lower)
    }

    /// Returns whether a token follows the previous one in the same sentence after a space.
    pub(crate) fn is_spaced(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| match token.gap {
            TokenGap::Space => !token.starts_sentence(),
            TokenGap::Line => !token.starts_sentence() && self.is_after_long_line(token.span.start as usize),
            TokenGap::None | TokenGap::Paragraph => false,
        })
    }

    /// Returns whether the preceding line is long, and so wrapped. Short lines are captions and headlines.
    fn is_after_long_line(&self, offset: usize) -> bool {
        const MIN_LONG_LINE: usize = 50;
        let before = &self.text.as_bytes()[offset.saturating_sub(MIN_LONG_LINE)..offset];
        before.iter().filter(|byte| **byte == b'\n').count() <= 1 && before.len() == MIN_LONG_LINE
    }

    pub(crate) fn is_glued(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(Token::is_glued)
    }

    pub(crate) fn starts_sentence(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(Token::starts_sentence)
    }

    /// Returns whether a token ends a sentence.
    pub(crate) fn is_stop(&self, index: usize) -> bool {
        matches!(self.word(index), "." | "!" | "?" | "..." | "…")
    }

    pub(crate) fn starts_paragraph(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(Token::starts_paragraph)
    }

    /// Returns whether a token is inside double quotation marks.
    pub(crate) fn is_quoted(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(Token::is_quoted)
    }

    /// Returns whether a preposition such as `in` or `at` is directly before a token.
    pub(crate) fn follows_in(&self, index: usize) -> bool {
        index > 0 && self.is(index - 1, WordList::InOrAt)
    }

    /// Returns whether a token is a quotation mark.
    pub(crate) fn is_quotation_mark(&self, index: usize) -> bool {
        matches!(self.word(index), "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''")
    }

    /// Returns the gazetteer entry of the tokens `from..to` as one phrase.
    pub(crate) fn phrase_entry(&self, from: usize, to: usize) -> GazetteerEntry {
        if to == from + 1 {
            return self.entry(from);
        }
        if to > from + MAX_PHRASE_TOKENS || !self.classes(from).intersects(WordClasses::OPENS_PHRASE) {
            return GazetteerEntry::default();
        }
        let mut key = NameKey::default();
        (from..to).for_each(|index| self.add_token_to_key(&mut key, index));
        self.language.gazetteer().lookup(key.bytes(), key.hash)
    }

    /// Returns the end and the entry of the longest gazetteer phrase that begins at a token.
    pub(crate) fn longest_phrase(&self, from: usize) -> Option<(usize, GazetteerEntry)> {
        if !self.classes(from).intersects(WordClasses::OPENS_PHRASE) {
            return None;
        }
        let mut key = NameKey::default();
        let mut longest = None;
        for index in from..(from + MAX_PHRASE_TOKENS).min(self.len()) {
            if index > from && self.tokens[index].starts_sentence() {
                break;
            }
            self.add_token_to_key(&mut key, index);
            let found = self.language.gazetteer().lookup(key.bytes(), key.hash);
            if index > from && found.classes.intersects(WordClasses::NAME) && self.may_end_name(index) {
                longest = Some((index + 1, found));
            }
        }
        longest
    }

    /// Returns whether a name may end at a token: not before a hyphenated capitalised word.
    fn may_end_name(&self, index: usize) -> bool {
        !(self.has_word(index + 1, "-")
            && self.is_glued(index + 1)
            && self.is_glued(index + 2)
            && self.is_capital(index + 2))
    }

    /// Returns whether `from..to` is a complete name: no adjacent capitalised word (except titles and the first word of
    /// a sentence), no number as in "Channel 7", no "university of", and not an everyday word.
    pub(crate) fn is_standalone(&self, from: usize, to: usize) -> bool {
        let beside = |index: usize| {
            self.is_capital(index)
                && !self.is(index, WordList::RankNoun)
                && !self.classes(index).intersects(
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

    /// Returns whether a lowercase organisation noun with `of` precedes: "university of Pittsburgh".
    fn is_organisation_of(&self, from: usize) -> bool {
        from > 1
            && self.is(from - 1, WordList::Of)
            && self.is_lower(from - 2)
            && self.classes(from - 2).intersects(WordClasses::ORGANISATION_HEAD)
            && !self.is(from - 2, WordList::PublicBody)
    }

    fn is_everyday_words(&self, from: usize, to: usize) -> bool {
        let classes = self.classes(from);
        to == from + 1
            && classes.intersects(WordClasses::COMMON_WORD)
            && !classes.intersects(WordClasses::NAME)
    }

    /// Returns the gazetteer key of a range of tokens.
    pub(crate) fn name_key(&self, range: Range<usize>) -> NameKey {
        let mut key = NameKey::default();
        range.clone().for_each(|index| self.add_token_to_key(&mut key, index));
        key
    }

    /// Appends a token to a key, after a space unless it is glued or the key is empty.
    pub(crate) fn add_token_to_key(&self, key: &mut NameKey, index: usize) {
        if self.is_glued(index) {
            key.add_glued_token(self.word(index));
        } else {
            key.add_spaced_token(self.word(index));
        }
    }
}

//! The tokens that rules can match, with their classes.
//!
//! Takes tokens and a lexicon. Returns items in order: known words, numbers, commas and dashes. Other tokens yield no
//! item, so a rule never matches across an unknown word.

mod months;

use super::compact::compact_end;
use super::labels::{Labels, is_next_year};
use super::numeral::{self, Numeral};
use super::table::{Class, ClassSet, LexiconEntry, TimexLexicon};
use crate::facts::languages::{Language, WordList};
use crate::facts::token::{Token, TokenGap, TokenKind, TokenShape};

/// A token, or several tokens of one number, with its classes.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimexItem {
    /// The first token.
    pub(super) token: u32,
    /// The index after the last token.
    pub(super) end: u32,
    /// The lexicon entry, if it is a word.
    pub(super) entry: Option<u16>,
    /// Whether a hyphen or dash without spaces joins it to the previous item.
    pub(super) is_joined: bool,
    /// Its classes.
    pub(super) classes: ClassSet,
    /// Its value in tenths, if it is a number.
    pub(super) tenths: i64,
    /// The index of its sentence in the text.
    pub(super) sentence: u32,
}

/// The number of tokens of `w/c` and `5/13`.
const TOKENS_WITH_SLASH: usize = 3;

/// Reads the items of a text.
pub(super) struct ItemReader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    language: &'a Language,
    lexicon: &'a TimexLexicon,
    apostrophe: ClassSet,
    labels: Labels<'a>,
    items: Vec<TimexItem>,
    sentence: u32,
}

/// Returns the items of a text.
pub(super) fn read_items(text: &str, tokens: &[Token], language: &Language) -> Vec<TimexItem> {
    let lexicon = &language.timex.lexicon;
    let apostrophe = lexicon.literal_classes("'");
    let items = Vec::with_capacity(tokens.len() / 2);
    let labels = Labels::new(text, tokens, &language.lists);
    ItemReader { text, tokens, language, lexicon, apostrophe, labels, items, sentence: 0 }.into_items()
}

impl<'a> ItemReader<'a> {
    fn into_items(mut self) -> Vec<TimexItem> {
        let mut index = 0;
        while let Some(token) = self.tokens.get(index) {
            self.sentence += u32::from(token.starts_sentence());
            index = match token.kind {
                TokenKind::Word | TokenKind::Abbreviation | TokenKind::Initials => {
                    self.read_word(index, token)
                }
                TokenKind::Number | TokenKind::Figure | TokenKind::Clock | TokenKind::Mixed => {
                    self.read_number(index, token)
                }
                TokenKind::Possessive => self.push(index, index + 1, Class::Possessive.to_set(), 0),
                TokenKind::Mark => self.read_mark(index, token),
            };
        }
        self.items
    }

    fn push(&mut self, index: usize, end: usize, classes: ClassSet, tenths: i64) -> usize {
        if !classes.is_empty() {
            let joined = self.is_joined(index);
            let (token, to) = (index as u32, end as u32);
            self.items.push(TimexItem {
                token,
                end: to,
                entry: None,
                is_joined: joined,
                classes,
                tenths,
                sentence: self.sentence,
            });
        }
        end
    }

    /// Returns whether a hyphen without spaces precedes the token.
    fn is_joined(&self, index: usize) -> bool {
        if !self.tokens.get(index).is_some_and(Token::is_glued) {
            return false;
        }
        let Some(before) = index.checked_sub(1).and_then(|index| self.tokens.get(index)) else {
            return false;
        };
        let after_month = || {
            let month = self.items.last().filter(|month| month.end as usize == index - 1);
            month.is_some_and(|month| month.classes.contains(Class::Month))
        };
        let mark = before.text(self.text);
        before.is_glued()
            && before.kind == TokenKind::Mark
            && (is_hyphen(mark) || mark == "/" && (after_month() || self.is_next_year(index)))
    }

    /// Returns whether a number after a slash is the year after the one before it: `2019/20`.
    fn is_next_year(&self, index: usize) -> bool {
        let word = |index: usize| self.tokens.get(index).map_or("", |token| token.text(self.text));
        index.checked_sub(2).is_some_and(|first| is_next_year(word(first), word(index)))
    }

    fn read_mark(&mut self, index: usize, token: &Token) -> usize {
        let bytes = self.text.as_bytes().get(token.span.range()).unwrap_or(&[]);
        let classes = match bytes {
            [b','] => Class::Comma.to_set(),
            [b'.' | b'"' | b'(' | b')'] => return index + 1,
            [b'\''] if self.is_inches(index) => return index + 1,
            [b'\'' | b'`'] | [0xe2, 0x80, 0x98 | 0x99] => self.apostrophe,
            [b'-'] | [b'-', b'-'] | [0xe2, 0x80, 0x93 | 0x94] if !token.is_glued() => Class::Dash.to_set(),
            [b'$'] | [0xc2, 0xa3 | 0xa5] | [0xe2, 0x82, 0xac] => return self.read_money(index),
            _ => return index + 1,
        };
        self.push(index, index + 1, classes, 0)
    }

    /// Returns whether an apostrophe is the sign of feet or arc minutes: `5'10"`.
    fn is_inches(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        self.tokens.get(index).is_some_and(Token::is_glued)
            && before.is_some_and(|before| before.kind == TokenKind::Number)
    }

    fn has_class(&self, word: &str, class: Class) -> bool {
        self.lexicon
            .find_entry(word)
            .and_then(|index| self.lexicon.entry(index))
            .is_some_and(|entry| entry.classes.contains(class))
    }

    /// Reads an amount of money, whose number is not a count of units of time.
    fn read_money(&mut self, index: usize) -> usize {
        let number = self.tokens.get(index + 1).filter(|token| {
            token.is_glued() && token.kind != TokenKind::Mark
                || token.gap == TokenGap::Space && matches!(token.kind, TokenKind::Number | TokenKind::Figure)
        });
        let end = if number.is_some() { index + 2 } else { index + 1 };
        let scaled =
            self.tokens.get(end).is_some_and(|token| self.has_class(token.text(self.text), Class::Number));
        self.push(index, end + usize::from(scaled && number.is_some()), Class::Money.to_set(), 0)
    }

    fn read_word(&mut self, index: usize, token: &Token) -> usize {
        let text = token.text(self.text);
        if text.len() == 1
            && let Some((number, entry)) = self.joined_letters(index)
        {
            let end = index + TOKENS_WITH_SLASH;
            self.push_word((index, end), number, entry.classes);
            return end;
        }
        let Some((number, entry)) = self.entry_of(token, text) else {
            return self.read_unknown_word(index, token, text);
        };
        if entry.is_plain && token.kind == TokenKind::Word {
            if !self.labels.has_word(index) {
                self.push_word((index, index + 1), number, entry.classes);
            }
            return index + 1;
        }
        let mut classes = entry.classes;
        if !classes.intersection(MONTHS).is_empty()
            && self.tokens.get(index + 1).is_some_and(Token::is_glued)
            && let Some(end) = self.compact_date(index)
        {
            return self.push(index, end, Class::Iso.to_set(), 0);
        }
        if self.labels.has_word(index) {
            return index + 1;
        }
        if matches!(token.shape, TokenShape::Lower | TokenShape::Uncased) {
            let is_month = self.is_month_beside_day(index, token, classes);
            classes = classes.difference(entry.capital_classes);
            classes = if is_month { classes.union(Class::Month.to_set()) } else { classes };
        }
        if classes.contains(Class::Number)
            && let Some(numeral) = numeral::parse_number_words(self.text, self.tokens, index, self.language)
        {
            let small = (10..=310).contains(&numeral.tenths) && self.is_day_in_words(index, numeral.end);
            let day = if small { Class::Day.to_set() } else { ClassSet::default() };
            let classes = numeral.classes.union(classes).union(day);
            return self.push(index, numeral.end, classes, numeral.tenths);
        }
        if classes.contains(Class::Ordinal) && self.is_day_in_words(index, index + 1) {
            classes = classes.union(Class::Dayth.to_set());
        }
        if classes.contains(Class::MonthOrWord) && self.is_month(index, token) {
            classes = classes.union(Class::Month.to_set());
        }
        if classes.contains(Class::Month) && self.is_given_name(index, token) {
            classes = classes.difference(MONTHS);
        }
        if token.kind == TokenKind::Abbreviation {
            classes = classes.union(unabbreviated(classes));
        } else if is_title(token) && self.is_in_name(index, token) {
            classes = classes.difference(WORDS_OF_TITLES);
        }
        self.push_word((index, index + 1), number, classes);
        index + 1
    }

    /// Returns the entry of a word, an abbreviation or initials.
    fn entry_of(&self, token: &Token, text: &str) -> Option<(u16, &'a LexiconEntry)> {
        let number = match token.kind {
            TokenKind::Word if !text.is_ascii() && text.contains('’') => {
                self.lexicon.find_entry(&text.replace('’', "'"))
            }
            TokenKind::Word => self.lexicon.find_entry(text),
            TokenKind::Abbreviation => self.lexicon.find_entry(text.trim_end_matches('.')),
            _ => self.lexicon.find_entry(&text.replace('.', "")).filter(|_| text.len() < 8),
        }?;
        Some((number, self.lexicon.entry(number)?))
    }

    /// Returns the entry of two letters with a slash: `w/c`.
    fn joined_letters(&self, index: usize) -> Option<(u16, &'a LexiconEntry)> {
        let slash = self.tokens.get(index + 1).filter(|slash| slash.is_glued())?;
        if slash.text(self.text) != "/" {
            return None;
        }
        let last = self.tokens.get(index + 2).filter(|last| last.is_glued())?;
        let first = self.tokens.get(index)?.span.start as usize;
        let number = self.lexicon.find_entry(self.text.get(first..last.span.end as usize)?)?;
        Some((number, self.lexicon.entry(number)?))
    }

    fn push_word(&mut self, (index, end): (usize, usize), entry: u16, classes: ClassSet) {
        self.push(index, end, classes, 0);
        if let Some(item) = self.items.last_mut().filter(|_| !classes.is_empty()) {
            item.entry = Some(entry);
        }
    }

    /// Reads an unknown word, which may be a past form by its ending, such as `-ed`.
    fn read_unknown_word(&mut self, index: usize, token: &Token, text: &str) -> usize {
        let past = token.shape == TokenShape::Lower
            && text.len() > 4
            && self.language.lists.has_ending(WordList::PastEnding, text)
            && !self.language.lists.has_ending(WordList::NoPastEnding, text);
        self.push(index, index + 1, if past { Class::PastForm.to_set() } else { ClassSet::default() }, 0)
    }

    /// Returns the index after the compact date that begins at a token.
    fn compact_date(&self, index: usize) -> Option<usize> {
        let end = compact_end(self.text, self.tokens, index, self.lexicon)?;
        let is_number = self.labels.is_named(index)
            || self.labels.is_day_of_year(index) && !self.is_after_word_before_day(index);
        (!is_number).then_some(end)
    }

    fn read_number(&mut self, index: usize, token: &Token) -> usize {
        if let Some(end) = self.compact_date(index) {
            return self.push(index, end, Class::Iso.to_set(), 0);
        }
        if self.is_day_and_month(index) {
            return self.push(index, index + TOKENS_WITH_SLASH, Class::Numeric.to_set(), 0);
        }
        let is_date = numeral::is_numeric_day(self.text, self.tokens, index);
        if self.is_part_of_name(index, token)
            || self.is_measure(index + 1)
            || !is_date && self.labels.has(index)
        {
            return index + 1;
        }
        match numeral::parse_digits(self.text, self.tokens, index, self.language) {
            Some(Numeral { end, classes, tenths }) => self.push(index, end, classes, tenths),
            None => index + 1,
        }
    }

    /// Returns whether a number is joined to a word outside the lexicon: `Boeing 737-800`, `F-16`, `#5`.
    fn is_part_of_name(&self, index: usize, token: &Token) -> bool {
        let Some(before) =
            index.checked_sub(1).and_then(|index| self.tokens.get(index)).filter(|_| token.is_glued())
        else {
            return false;
        };
        let mark = before.text(self.text);
        if mark == "#" || mark == "." || mark == "+" {
            return true;
        }
        if self.is_offset(index) {
            return true;
        }
        let word =
            index.checked_sub(2).and_then(|index| self.tokens.get(index)).filter(|_| before.is_glued());
        let known = self.items.last().is_some_and(|item| item.end as usize == index - 1);
        is_hyphen(mark)
            && !known
            && word.is_some_and(|word| {
                matches!(word.kind, TokenKind::Word | TokenKind::Mixed | TokenKind::Number)
            })
    }

    /// Returns whether a number is an offset: `UTC-5`.
    fn is_offset(&self, index: usize) -> bool {
        let zone = index.checked_sub(2).and_then(|index| self.tokens.get(index));
        let sign = index.checked_sub(1).and_then(|index| self.tokens.get(index));
        sign.is_some_and(|sign| is_hyphen(sign.text(self.text)) || sign.text(self.text) == "−")
            && zone.is_some_and(|zone| self.language.lists.contains(WordList::Utc, zone.text(self.text)))
    }

    fn is_measure(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| {
            let word = token.text(self.text);
            matches!(word, "%" | "°") || self.has_class(word, Class::Measure)
        })
    }
}

/// Classes of the names of months.
const MONTHS: ClassSet =
    Class::Month.to_set().union(Class::MonthOrWord.to_set()).union(Class::ShortMonth.to_set());

/// Classes of time words that occur in names and titles: `USA Today`, `High Noon`.
const WORDS_OF_TITLES: ClassSet =
    Class::DayWord.to_set().union(Class::Noon.to_set()).union(Class::Units.to_set());

fn is_title(token: &Token) -> bool {
    token.shape == TokenShape::Capitalised && !token.starts_sentence()
}

/// Returns the classes that an abbreviated month or weekday gains from its full stop.
fn unabbreviated(classes: ClassSet) -> ClassSet {
    let month = if classes.contains(Class::ShortMonth) { Class::Month.to_set() } else { ClassSet::default() };
    if classes.contains(Class::ShortDay) { month.union(Class::Weekday.to_set()) } else { month }
}

fn is_hyphen(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "‑" | "‐" | "—" | "--")
}

//! The tokens that mean something to the rules, with their classes.
//!
//! Takes tokens and a lexicon. Gives items in order: words the tables know, numbers of every kind, commas and dashes.
//! All other tokens give none, so that a rule breaks off at the first word it does not know.

use super::labels::Labels;
use super::numeral::{self, Numeral};
use super::table::{Class, ClassSet, TimexLexicon};
use crate::facts::token::{Token, TokenGap, TokenKind, TokenShape};

/// A token, or several that make one number, with what the tables say of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimexItem {
    /// The first token.
    pub(super) token: u32,
    /// One past the last token.
    pub(super) end: u32,
    /// The lexicon's entry, where it is a word.
    pub(super) entry: Option<u16>,
    /// Whether a hyphen or a dash without blanks joins it to what stands before.
    pub(super) is_joined: bool,
    /// Its classes.
    pub(super) classes: ClassSet,
    /// Its value in tenths, where it is a number.
    pub(super) tenths: i64,
    /// The number of its sentence in the text.
    pub(super) sentence: u32,
}

/// Cuts a text's tokens into items.
pub(super) struct ItemReader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a TimexLexicon,
    apostrophe: ClassSet,
    labels: Labels<'a>,
    items: Vec<TimexItem>,
    sentence: u32,
}

/// The items of a text.
pub(super) fn read_items(text: &str, tokens: &[Token], lexicon: &TimexLexicon) -> Vec<TimexItem> {
    let apostrophe = lexicon.literal_classes("'");
    let items = Vec::with_capacity(tokens.len() / 2);
    let labels = Labels::new(text, tokens);
    ItemReader { text, tokens, lexicon, apostrophe, labels, items, sentence: 0 }.into_items()
}

impl ItemReader<'_> {
    fn into_items(mut self) -> Vec<TimexItem> {
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            self.sentence += u32::from(token.starts_sentence());
            at = match token.kind {
                TokenKind::Word | TokenKind::Abbreviation | TokenKind::Initials => self.read_word(at, token),
                TokenKind::Number | TokenKind::Figure | TokenKind::Clock | TokenKind::Mixed => {
                    self.read_number(at, token)
                }
                TokenKind::Possessive => self.push(at, at + 1, Class::Possessive.to_set(), 0),
                TokenKind::Mark => self.read_mark(at, token),
            };
        }
        self.items
    }

    fn push(&mut self, at: usize, end: usize, classes: ClassSet, tenths: i64) -> usize {
        if !classes.is_empty() {
            let joined = self.is_joined(at);
            let (token, to) = (at as u32, end as u32);
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

    /// Whether a hyphen glued on both sides stands before the token.
    fn is_joined(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|at| self.tokens.get(at)) else { return false };
        let here = self.tokens.get(at).is_some_and(Token::is_glued);
        here && before.is_glued() && before.kind == TokenKind::Mark && is_hyphen(before.text(self.text))
    }

    fn read_mark(&mut self, at: usize, token: &Token) -> usize {
        let bytes = self.text.as_bytes().get(token.span.range()).unwrap_or(&[]);
        let classes = match bytes {
            [b','] => Class::Comma.to_set(),
            [b'.' | b'"' | b'(' | b')'] => return at + 1,
            [b'\'' | b'`'] | [0xe2, 0x80, 0x98 | 0x99] => self.apostrophe,
            [b'-'] | [b'-', b'-'] | [0xe2, 0x80, 0x93 | 0x94] if !token.is_glued() => Class::Dash.to_set(),
            [b'$'] | [0xc2, 0xa3 | 0xa5] | [0xe2, 0x82, 0xac] => return self.read_money(at),
            _ => return at + 1,
        };
        self.push(at, at + 1, classes, 0)
    }

    fn has_class(&self, word: &str, class: Class) -> bool {
        self.lexicon
            .find_entry(word)
            .and_then(|at| self.lexicon.entry(at))
            .is_some_and(|entry| entry.classes.contains(class))
    }

    /// An amount of money is no count of anything else.
    fn read_money(&mut self, at: usize) -> usize {
        let number =
            self.tokens.get(at + 1).filter(|token| token.is_glued() && token.kind != TokenKind::Mark);
        let end = if number.is_some() { at + 2 } else { at + 1 };
        let scaled =
            self.tokens.get(end).is_some_and(|token| self.has_class(token.text(self.text), Class::Number));
        self.push(at, end + usize::from(scaled && number.is_some()), Class::Money.to_set(), 0)
    }

    fn read_word(&mut self, at: usize, token: &Token) -> usize {
        let text = token.text(self.text);
        let found = match token.kind {
            TokenKind::Word if token.shape == TokenShape::Lower && !text.is_ascii() && text.contains('’') => {
                self.lexicon.find_entry(&text.replace('’', "'"))
            }
            TokenKind::Word => self.lexicon.find_entry(text),
            TokenKind::Abbreviation => self.lexicon.find_entry(text.trim_end_matches('.')),
            _ => self.lexicon.find_entry(&text.replace('.', "")).filter(|_| text.len() < 8),
        };
        let Some((number, entry)) = found.and_then(|found| Some((found, self.lexicon.entry(found)?))) else {
            return self.read_unknown_word(at, token, text);
        };
        let mut classes = entry.classes;
        if self.labels.has_word(at) {
            return at + 1;
        }
        if matches!(token.shape, TokenShape::Lower | TokenShape::Uncased) {
            classes = classes.difference(entry.capital_classes);
        }
        if classes.contains(Class::Number)
            && let Some(numeral) = numeral::parse_number_words(self.text, self.tokens, at, self.lexicon)
        {
            return self.push(at, numeral.end, numeral.classes.union(classes), numeral.tenths);
        }
        if classes.contains(Class::MonthOrWord) && self.is_month(at, token) {
            classes = classes.union(Class::Month.to_set());
        }
        if token.kind == TokenKind::Abbreviation {
            classes = classes.union(unabbreviated(classes));
        } else if is_title(token) && self.is_in_name(at, token) {
            classes = classes.difference(WORDS_OF_TITLES);
        }
        if !classes.is_empty() {
            let joined = self.is_joined(at);
            let (token, end) = (at as u32, at as u32 + 1);
            self.items.push(TimexItem {
                token,
                end,
                entry: Some(number),
                is_joined: joined,
                classes,
                tenths: 0,
                sentence: self.sentence,
            });
        }
        at + 1
    }

    /// A word the tables lack may still be a verb of the past; words such as `succeed` only look like one.
    fn read_unknown_word(&mut self, at: usize, token: &Token, text: &str) -> usize {
        let past = token.shape == TokenShape::Lower
            && text.len() > 4
            && text.ends_with("ed")
            && !text.ends_with("eed");
        self.push(at, at + 1, if past { Class::PastForm.to_set() } else { ClassSet::default() }, 0)
    }

    /// Whether `May` and the like stand where a month may: abbreviated, or neither first in a sentence nor part of a
    /// name.
    fn is_month(&self, at: usize, token: &Token) -> bool {
        if token.kind == TokenKind::Abbreviation {
            return true;
        }
        !token.starts_sentence() && !self.is_in_name(at, token) && !self.opens_quotation(at, token)
    }

    /// Whether a word in capitals stands before a token, and not only because it begins the sentence.
    fn is_in_name(&self, at: usize, token: &Token) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.is_some_and(|before| {
            before.kind != TokenKind::Mark
                && before.shape != TokenShape::Lower
                && before.shape != TokenShape::Uncased
                && token.gap == TokenGap::Space
                && (!before.starts_sentence() || self.lexicon.find_entry(before.text(self.text)).is_none())
        })
    }

    /// A title in quotation marks, as "March of the Mothers", begins with any word.
    fn opens_quotation(&self, at: usize, token: &Token) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at)).filter(|_| token.is_glued());
        before.is_some_and(|before| matches!(before.text(self.text), "``" | "\"" | "“" | "‘" | "'" | "''"))
    }

    fn read_number(&mut self, at: usize, token: &Token) -> usize {
        if self.is_part_of_name(at, token) || self.is_measure(at + 1) || self.labels.has(at) {
            return at + 1;
        }
        match numeral::parse_digits(self.text, self.tokens, at) {
            Some(Numeral { end, classes, tenths }) => self.push(at, end, classes, tenths),
            None => at + 1,
        }
    }

    /// `Boeing 737-800`, `F-16`, `#5`: a number glued to a word that is no word of time.
    fn is_part_of_name(&self, at: usize, token: &Token) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|at| self.tokens.get(at)).filter(|_| token.is_glued())
        else {
            return false;
        };
        let mark = before.text(self.text);
        if mark == "#" || mark == "." || mark == "+" {
            return true;
        }
        if self.is_offset(at) {
            return true;
        }
        let word = at.checked_sub(2).and_then(|at| self.tokens.get(at)).filter(|_| before.is_glued());
        let known = self.items.last().is_some_and(|item| item.end as usize == at - 1);
        is_hyphen(mark)
            && !known
            && word.is_some_and(|word| {
                matches!(word.kind, TokenKind::Word | TokenKind::Mixed | TokenKind::Number)
            })
    }

    /// `UTC-5`: how far a zone lies off another.
    fn is_offset(&self, at: usize) -> bool {
        let zone = at.checked_sub(2).and_then(|at| self.tokens.get(at));
        let sign = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        sign.is_some_and(|sign| is_hyphen(sign.text(self.text)) || sign.text(self.text) == "−")
            && zone.is_some_and(|zone| matches!(zone.text(self.text), "UTC" | "GMT"))
    }

    fn is_measure(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            let word = token.text(self.text);
            matches!(word, "%" | "°") || self.has_class(word, Class::Measure)
        })
    }
}

/// Words of time that names and titles are made of: `USA Today`, `High Noon`.
const WORDS_OF_TITLES: ClassSet =
    Class::DayWord.to_set().union(Class::Noon.to_set()).union(Class::Units.to_set());

fn is_title(token: &Token) -> bool {
    token.shape == TokenShape::Capitalised && !token.starts_sentence()
}

/// What a shortened month or weekday is with its full stop.
fn unabbreviated(classes: ClassSet) -> ClassSet {
    let month = if classes.contains(Class::ShortMonth) { Class::Month.to_set() } else { ClassSet::default() };
    if classes.contains(Class::ShortDay) { month.union(Class::Weekday.to_set()) } else { month }
}

fn is_hyphen(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "‑" | "‐" | "—" | "--")
}

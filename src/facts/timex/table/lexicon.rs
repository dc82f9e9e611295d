//! The words of a language by class, compiled for one look-up per token.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

use super::class::{Class, ClassSet};
use super::value_names;
use crate::facts::timex::parts::LiteralMeaning;

/// A lower-case word of up to 16 bytes.
type LexiconKey = u128;

/// Classes that a word has in some contexts only, or that other words around it change.
const CLASSES_BY_CONTEXT: [Class; 9] = [
    Class::Month,
    Class::MonthOrWord,
    Class::ShortMonth,
    Class::ShortDay,
    Class::Number,
    Class::Ordinal,
    Class::DayWord,
    Class::Noon,
    Class::Units,
];

/// Lower-case letters, apostrophes and digits have these bits set, so one operation folds case.
const FOLD: LexiconKey = 0x2020_2020_2020_2020_2020_2020_2020_2020;

/// The classes and values of a word.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct LexiconEntry {
    /// Its classes.
    pub(in crate::facts::timex) classes: ClassSet,
    /// The classes that it has only when capitalised.
    pub(in crate::facts::timex) capital_classes: ClassSet,
    /// Whether its classes are the same in any context.
    pub(in crate::facts::timex) is_plain: bool,
    values: Vec<(Class, i32)>,
}

impl LexiconEntry {
    /// Returns the value of the word in `class`: the number of a month, a unit, a count.
    pub(in crate::facts::timex) fn value(&self, class: Class) -> i32 {
        self.values.iter().find(|(known, _)| *known == class).map_or(0, |(_, value)| *value)
    }
}

/// The words of a language.
#[derive(Debug)]
pub(in crate::facts::timex) struct TimexLexicon {
    index: HashMap<LexiconKey, u16, BuildHasherDefault<FxHasher>>,
    entries: Vec<LexiconEntry>,
    literals: Vec<String>,
    literal_meanings: Vec<Option<LiteralMeaning>>,
    /// The combinations of first byte, last byte and length that occur. They reject most words without a look-up.
    outlines: [u64; 64],
}

impl TimexLexicon {
    /// Parses a table. Each line is `CLASS  word other = value`; a `!` after the class requires a capital.
    /// Also returns the lines that are invalid.
    pub(in crate::facts::timex) fn from_table(table: &str) -> (Self, Vec<String>) {
        let mut lexicon = Self {
            index: HashMap::default(),
            entries: Vec::new(),
            literals: Vec::new(),
            literal_meanings: Vec::new(),
            outlines: [0; 64],
        };
        let mut rejected = Vec::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if lexicon.add_line(line).is_none() {
                rejected.push(line.to_owned());
            }
        }
        (lexicon, rejected)
    }

    fn add_line(&mut self, line: &str) -> Option<()> {
        let (words, value) =
            line.split_once('=').map_or((line, None), |(words, value)| (words, Some(value.trim())));
        let (class, words) = words.split_once(char::is_whitespace)?;
        let (class, capital) = class.strip_suffix('!').map_or((class, false), |class| (class, true));
        let class = Class::from_name(class)?;
        let parse_value =
            if class == Class::Says { value_names::literal_number } else { value_names::named_number };
        let value = value.map_or(Some(0), parse_value)?;
        for word in words.split_whitespace() {
            let entry = self.add_entry(word)?;
            entry.classes = entry.classes.union(class.to_set());
            if capital {
                entry.capital_classes = entry.capital_classes.union(class.to_set());
            }
            entry.values.push((class, value));
        }
        Some(())
    }

    /// Marks the entries whose classes are the same in any context, after the last word was added.
    pub(in crate::facts::timex) fn mark_plain_entries(&mut self) {
        let varying = CLASSES_BY_CONTEXT.iter().map(|class| class.to_set());
        let varying = varying.fold(ClassSet::default(), ClassSet::union);
        for entry in &mut self.entries {
            entry.is_plain =
                entry.classes.intersection(varying).is_empty() && entry.capital_classes.is_empty();
        }
    }

    fn add_entry(&mut self, word: &str) -> Option<&mut LexiconEntry> {
        let key = lexicon_key(word)?;
        let number = match self.index.get(&key) {
            Some(number) => *number,
            None => {
                let number = u16::try_from(self.entries.len()).ok()?;
                self.entries.push(LexiconEntry::default());
                self.index.insert(key, number);
                let (word_index, bit) = outline(word)?;
                self.outlines[word_index] |= bit;
                number
            }
        };
        self.entries.get_mut(usize::from(number))
    }

    /// Adds a literal word and returns its bit, or `None` if all bits are taken or the word is too long.
    pub(in crate::facts::timex) fn add_literal(&mut self, word: &str) -> Option<u16> {
        let known = self.literals.iter().position(|known| known == word);
        let number = known.unwrap_or(self.literals.len());
        let bit =
            u16::try_from(number + Class::count()).ok().filter(|bit| usize::from(*bit) < ClassSet::BITS)?;
        if known.is_none() {
            let entry = self.add_entry(word)?;
            entry.classes = entry.classes.union(ClassSet::from_bit(bit));
            self.literals.push(word.to_owned());
            let meaning = self
                .find_entry(word)
                .and_then(|number| self.entry(number))
                .filter(|entry| entry.classes.contains(Class::Says));
            self.literal_meanings
                .push(meaning.and_then(|entry| LiteralMeaning::from_number(entry.value(Class::Says))));
        }
        Some(bit)
    }

    /// Returns the set of a literal word. It is empty if no rule contains the word.
    pub(in crate::facts::timex) fn literal_classes(&self, word: &str) -> ClassSet {
        let bit = self
            .literals
            .iter()
            .position(|known| known == word)
            .and_then(|number| u16::try_from(number + Class::count()).ok());
        bit.map_or_else(ClassSet::default, ClassSet::from_bit)
    }

    /// Returns the meaning of the literal word with a bit.
    pub(in crate::facts::timex) fn literal_meaning(&self, bit: u16) -> Option<LiteralMeaning> {
        usize::from(bit)
            .checked_sub(Class::count())
            .and_then(|number| self.literal_meanings.get(number).copied())
            .flatten()
    }

    /// Returns the number of the entry for a word.
    #[inline]
    pub(in crate::facts::timex) fn find_entry(&self, word: &str) -> Option<u16> {
        let (number, bit) = outline(word)?;
        if word.len() > 16 || self.outlines[number] & bit == 0 {
            return None;
        }
        self.index.get(&lexicon_key(word)?).copied()
    }

    /// Returns the entry with a number from `find_entry`.
    #[inline]
    pub(in crate::facts::timex) fn entry(&self, number: u16) -> Option<&LexiconEntry> {
        self.entries.get(usize::from(number))
    }
}

/// Hashes the first byte, last byte and length of a word to a position in `outlines`: index and bit.
#[inline]
fn outline(word: &str) -> Option<(usize, u64)> {
    let bytes = word.as_bytes();
    let (first, last) = (usize::from(bytes.first()? & 0x1f), usize::from(bytes.last()? & 0x1f));
    let mixed = first * 37 + last * 641 + bytes.len() * 3571;
    Some((mixed / 64 % 64, 1 << (mixed % 64)))
}

/// Returns the case-folded word as one number, or `None` if it is empty or longer than 16 bytes.
#[inline]
fn lexicon_key(word: &str) -> Option<LexiconKey> {
    let bytes = word.as_bytes();
    // Two chunks cover a word of any length. Where they overlap, they hold the same bytes.
    let (first, last, width): (u64, u64, usize) = match bytes {
        [_, _, _, _, _, _, _, _, ..] if bytes.len() <= 16 => {
            (u64::from_le_bytes(*bytes.first_chunk()?), u64::from_le_bytes(*bytes.last_chunk()?), 8)
        }
        [_, _, _, _, _, _, _, _, ..] => return None,
        [_, _, _, _, ..] => {
            let (first, last): (&[u8; 4], &[u8; 4]) = (bytes.first_chunk()?, bytes.last_chunk()?);
            (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into(), 4)
        }
        [_, _, ..] => {
            let (first, last): (&[u8; 2], &[u8; 2]) = (bytes.first_chunk()?, bytes.last_chunk()?);
            (u16::from_le_bytes(*first).into(), u16::from_le_bytes(*last).into(), 2)
        }
        [only] => (u64::from(*only), u64::from(*only), 1),
        [] => return None,
    };
    Some(LexiconKey::from(first) | LexiconKey::from(last) << (8 * (bytes.len() - width)) | FOLD)
}

#[test]
fn case_does_not_matter_to_a_key() {
    assert_eq!(lexicon_key("Dec"), lexicon_key("DEC"));
    assert_eq!(lexicon_key("o'clock"), lexicon_key("O'CLOCK"));
    assert_ne!(lexicon_key("may"), lexicon_key("many"));
    assert_eq!(lexicon_key("a word that is too long"), None);
    let word = "abcdefghijklmnop";
    for length in 1..=word.len() {
        let mut bytes = [0; 16];
        bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
        assert_eq!(lexicon_key(&word[..length]), Some(LexiconKey::from_le_bytes(bytes) | FOLD), "{length}");
    }
}

//! The words of a language, by class, compiled for one look-up a token.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

use super::class::{Class, ClassSet};
use super::value_names;
use crate::facts::timex::parts::LiteralMeaning;

/// A word of up to sixteen bytes in small letters.
type LexiconKey = u128;

/// Small letters, apostrophes and digits have this bit of every byte set, so that one operation folds case.
const FOLD: LexiconKey = 0x2020_2020_2020_2020_2020_2020_2020_2020;

/// What the tables say of a word.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct LexiconEntry {
    /// The classes it is in.
    pub(in crate::facts::timex) classes: ClassSet,
    /// Classes it is in only when written with a capital.
    pub(in crate::facts::timex) capital_classes: ClassSet,
    values: Vec<(Class, i32)>,
}

impl LexiconEntry {
    /// What the word stands for as a member of `class`: a month's number, a unit, a count.
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
    /// Which first and last letters and lengths occur together, so that most words are turned away without a look-up.
    outlines: [u64; 64],
}

impl TimexLexicon {
    /// Reads a table: `CLASS  word other = value` a line. A `!` after the class asks for a capital.
    /// Gives the lines that could not be read beside what could.
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
        let meant =
            if class == Class::Says { value_names::literal_number } else { value_names::named_number };
        let value = value.map_or(Some(0), meant)?;
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

    fn add_entry(&mut self, word: &str) -> Option<&mut LexiconEntry> {
        let key = lexicon_key(word)?;
        let at = match self.index.get(&key) {
            Some(at) => *at,
            None => {
                let at = u16::try_from(self.entries.len()).ok()?;
                self.entries.push(LexiconEntry::default());
                self.index.insert(key, at);
                let (at_word, bit) = outline(word)?;
                self.outlines[at_word] |= bit;
                at
            }
        };
        self.entries.get_mut(usize::from(at))
    }

    /// The bit of a word that rules spell out; none where all bits are taken or the word is too long.
    pub(in crate::facts::timex) fn add_literal(&mut self, word: &str) -> Option<u16> {
        let known = self.literals.iter().position(|known| known == word);
        let at = known.unwrap_or(self.literals.len());
        let bit = u16::try_from(at + Class::count()).ok().filter(|bit| usize::from(*bit) < ClassSet::BITS)?;
        if known.is_none() {
            let entry = self.add_entry(word)?;
            entry.classes = entry.classes.union(ClassSet::from_bit(bit));
            self.literals.push(word.to_owned());
            let says = self
                .find_entry(word)
                .and_then(|at| self.entry(at))
                .filter(|entry| entry.classes.contains(Class::Says));
            self.literal_meanings
                .push(says.and_then(|entry| LiteralMeaning::from_number(entry.value(Class::Says))));
        }
        Some(bit)
    }

    /// The set of a word that rules spell out; empty where none does.
    pub(in crate::facts::timex) fn literal_classes(&self, word: &str) -> ClassSet {
        let bit = self
            .literals
            .iter()
            .position(|known| known == word)
            .and_then(|at| u16::try_from(at + Class::count()).ok());
        bit.map_or_else(ClassSet::default, ClassSet::from_bit)
    }

    /// What a word that rules spell out says, by its bit.
    pub(in crate::facts::timex) fn literal_meaning(&self, bit: u16) -> Option<LiteralMeaning> {
        usize::from(bit)
            .checked_sub(Class::count())
            .and_then(|at| self.literal_meanings.get(at).copied())
            .flatten()
    }

    /// The number of the entry for a word; none for most words.
    #[inline]
    pub(in crate::facts::timex) fn find_entry(&self, word: &str) -> Option<u16> {
        let (at, bit) = outline(word)?;
        if word.len() > 16 || self.outlines[at] & bit == 0 {
            return None;
        }
        self.index.get(&lexicon_key(word)?).copied()
    }

    /// The entry with a number that `find` gave.
    #[inline]
    pub(in crate::facts::timex) fn entry(&self, at: u16) -> Option<&LexiconEntry> {
        self.entries.get(usize::from(at))
    }
}

/// The first and last letter and the length of a word as a place in a table of bits: word and bit.
#[inline]
fn outline(word: &str) -> Option<(usize, u64)> {
    let bytes = word.as_bytes();
    let (first, last) = (usize::from(bytes.first()? & 0x1f), usize::from(bytes.last()? & 0x1f));
    let mixed = first * 37 + last * 641 + bytes.len() * 3571;
    Some((mixed / 64 % 64, 1 << (mixed % 64)))
}

/// The word in small letters as one number; none where it has more than sixteen bytes or none.
#[inline]
fn lexicon_key(word: &str) -> Option<LexiconKey> {
    let bytes = word.as_bytes();
    // Two pieces that may overlap cover a word of any length: where they do, they hold the same letters.
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

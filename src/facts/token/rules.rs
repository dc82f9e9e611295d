//! What a language decides about tokens.

use crate::facts::languages::{ListSet, WordList, WordLists};

/// Whether the mark `“` opens a quotation or closes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HighMark {
    /// “English”
    Opens,
    /// „German“
    Closes,
}

/// The rules of a language for tokens, derived from its lists.
#[derive(Debug)]
pub(in crate::facts) struct TokenRules {
    /// The letters of a possessive after its apostrophe; both forms of one letter.
    possessive: [Option<u8>; 2],
    longest_abbreviation: usize,
    high_mark: HighMark,
    ordinals: OrdinalStop,
}

/// Whether a full stop makes an ordinal of the digits before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OrdinalStop {
    Never,
    InSentence,
}

impl TokenRules {
    pub(in crate::facts) fn from_lists(lists: &WordLists) -> Self {
        let mut letters =
            lists.words(WordList::PossessiveLetter).iter().filter_map(|word| word.bytes().next());
        let abbreviations = [WordList::Abbreviation, WordList::AbbreviationBeforeDigit];
        let lengths = abbreviations.into_iter().flat_map(|list| lists.words(list)).map(|word| word.len());
        let closes = lists.contains(WordList::Orthography, "closing-high-quotation-mark");
        let stops = lists.contains(WordList::OrdinalEnding, ".");
        Self {
            possessive: [letters.next(), letters.next()],
            longest_abbreviation: lengths.max().unwrap_or(0),
            high_mark: if closes { HighMark::Closes } else { HighMark::Opens },
            ordinals: if stops { OrdinalStop::InSentence } else { OrdinalStop::Never },
        }
    }

    /// Returns whether a byte after an apostrophe makes a possessive.
    pub(super) fn is_possessive(&self, byte: u8) -> bool {
        self.possessive.contains(&Some(byte))
    }

    /// Returns the lists of a word before a full stop; none if it is longer than every abbreviation.
    pub(super) fn abbreviation(&self, word: &str, lists: &WordLists) -> ListSet {
        if word.len() > self.longest_abbreviation { ListSet::default() } else { lists.of(word) }
    }

    pub(super) fn high_mark(&self) -> HighMark {
        self.high_mark
    }

    /// Returns whether a full stop can make an ordinal of the digits before it.
    pub(in crate::facts) fn has_ordinal_stop(&self) -> bool {
        self.ordinals == OrdinalStop::InSentence
    }
}

//! The languages whose prose is read.
//!
//! All that belongs to a language is in tables, one folder for each language. [`Language`] is built from them once; the
//! readers of tokens, dates, names and statements take it and contain no words.

#[cfg(feature = "site")]
mod draft_words;
mod english;
mod tables;
#[cfg(test)]
mod tests;
mod word_list;

#[cfg(feature = "site")]
pub(crate) use draft_words::{DraftList, DraftWords};
pub(in crate::facts) use tables::LanguageTables;
pub(crate) use word_list::{ListSet, WordList, WordLists};

use crate::facts::names::{Gazetteer, Model};
use crate::facts::timex::{NumericOrder, TimexTables};
use crate::facts::token::{Token, TokenRules, TokenShape};

/// The compiled tables of a language. It is built once and can be shared between threads.
#[derive(Debug)]
pub struct Language {
    tag: &'static str,
    pub(in crate::facts) lists: WordLists,
    pub(in crate::facts) token_rules: TokenRules,
    pub(in crate::facts) timex: TimexTables,
    pub(in crate::facts) model: Model<'static>,
    pub(in crate::facts) capitals: Capitals,
    #[cfg(feature = "site")]
    draft: DraftWords,
    gazetteer: Gazetteer,
    rejected_lines: Vec<String>,
}

/// What capitals inside a sentence denote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::facts) enum Capitals {
    /// Names, and words made from them.
    Names,
    /// All nouns.
    Nouns,
}

impl Language {
    /// Creates English.
    pub fn english() -> Self {
        Self::from_tables(&english::TABLES)
    }

    /// Compiles the tables of a language.
    pub(in crate::facts) fn from_tables(tables: &LanguageTables<'_>) -> Self {
        let (lists, mut rejected) = WordLists::from_tables(tables.lists);
        let (timex, invalid) = TimexTables::new(tables, &lists);
        rejected.extend(invalid);
        #[cfg(feature = "site")]
        let draft = {
            let (draft, invalid) = DraftWords::from_table(tables.draft);
            rejected.extend(invalid);
            draft
        };
        let has_rule = |rule: &str| lists.words(WordList::Orthography).iter().any(|word| **word == *rule);
        Self {
            tag: tables.tag,
            token_rules: TokenRules::from_lists(&lists),
            timex,
            model: Model::new(tables.weights),
            capitals: if has_rule("capitalised-nouns") { Capitals::Nouns } else { Capitals::Names },
            #[cfg(feature = "site")]
            draft,
            gazetteer: Gazetteer::from_bytes(tables.gazetteer),
            rejected_lines: rejected,
            lists,
        }
    }

    /// Returns its primary subtag, such as `en`.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// Returns whether a BCP 47 tag such as `en-GB` belongs to the language.
    pub fn has_tag(&self, tag: &str) -> bool {
        tag.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case(self.tag))
    }

    /// Returns the order of numeric dates in the region of a tag, if it is known: `en-GB`, `en-US`.
    pub fn numeric_order(&self, tag: &str) -> Option<NumericOrder> {
        let region = self.lists.of(tag);
        if region.contains(WordList::DayFirstTag) {
            return Some(NumericOrder::DayFirst);
        }
        region.contains(WordList::MonthFirstTag).then_some(NumericOrder::MonthFirst)
    }

    /// Returns the words by which drafts are made.
    #[cfg(feature = "site")]
    pub(crate) fn draft_words(&self) -> &DraftWords {
        &self.draft
    }

    /// Returns its gazetteer.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Returns the invalid lines of its tables. It is empty for valid tables.
    pub fn rejected_lines(&self) -> &[String] {
        &self.rejected_lines
    }

    /// Returns the first word of a list; empty for an empty list.
    pub(in crate::facts) fn first_word(&self, list: WordList) -> &str {
        self.lists.words(list).first().map_or("", |word| word)
    }

    /// Returns whether a text seems to be in the language: at least one lower-case word in eight is a frequent word of it,
    /// and frequent words of other languages do not outnumber them. A short text is not rejected for the first reason.
    /// `tokens` are those of `text`.
    pub fn is_language_of(&self, text: &str, tokens: &[Token]) -> bool {
        const MIN_WORDS: usize = 20;
        const MIN_FOREIGN_WORDS: usize = 2;
        const MIN_SHARE: usize = 8;
        let words = tokens
            .iter()
            .filter(|token| token.shape == TokenShape::Lower)
            .map(|token| token.text(text))
            .filter(|word| word.len() > 1);
        let (mut all, mut frequent, mut foreign) = (0, 0, 0);
        for word in words {
            all += 1;
            let lists = self.lists.of(word);
            frequent += usize::from(lists.contains(WordList::Frequent));
            foreign += usize::from(lists.contains(WordList::FrequentElsewhere));
        }
        let is_foreign = foreign >= MIN_FOREIGN_WORDS && foreign > frequent;
        (all < MIN_WORDS || frequent * MIN_SHARE >= all) && !is_foreign
    }
}

/// Every language whose prose is read.
#[derive(Debug)]
pub struct Languages([Language; 1]);

impl Languages {
    /// Creates all languages.
    pub fn all() -> Self {
        Self([Language::english()])
    }

    /// Returns every language.
    pub fn iter(&self) -> impl Iterator<Item = &Language> {
        self.0.iter()
    }

    /// Returns the language of a BCP 47 tag such as `en-GB`. Returns `None` if its prose is not read.
    pub fn of(&self, tag: &str) -> Option<&Language> {
        self.iter().find(|language| language.has_tag(tag))
    }
}

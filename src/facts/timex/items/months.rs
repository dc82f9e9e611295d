//! Whether a word or number is a month or the day of one, by the words around it: `May`, `April ninth`, `5/13`.

use super::{ItemReader, MONTHS};
use crate::facts::languages::{Capitals, WordList};
use crate::facts::timex::numeral;
use crate::facts::timex::table::{Class, ClassSet};
use crate::facts::token::{Token, TokenGap, TokenKind, TokenShape};

impl ItemReader<'_> {
    /// Returns whether a lower-case abbreviation of a month follows a day, or a lower-case month is between a weekday and a day:
    /// `14 nov`, `20th dec`, `friday march 15`.
    pub(super) fn is_month_beside_day(&self, index: usize, token: &Token, classes: ClassSet) -> bool {
        let before = self.items.last().filter(|before| before.end as usize == index && !token.is_glued());
        let is_day = before.is_some_and(|before| {
            before.classes.contains(Class::Dayth) || before.classes.contains(Class::Day)
        });
        let is_after_weekday = before.is_some_and(|before| before.classes.contains(Class::Weekday));
        is_day && (classes.contains(Class::Month) || classes.contains(Class::ShortMonth))
            || is_after_weekday && !classes.intersection(MONTHS).is_empty() && self.is_day_of_month(index + 1)
            || classes.contains(Class::Month) && self.is_range_word(index + 1) && {
                let end = self.tokens.get(index + 2).map_or("", |token| token.text(self.text));
                self.has_class(end, Class::Month)
            }
    }

    /// Returns whether a token is the number of a day or an ordinal.
    fn is_day_of_month(&self, index: usize) -> bool {
        let word = self.tokens.get(index).filter(|token| !token.starts_sentence());
        let word = word.map_or("", |token| token.text(self.text));
        word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)) || self.has_class(word, Class::Ordinal)
    }

    fn is_range_word(&self, index: usize) -> bool {
        let word = self.tokens.get(index).map_or("", |token| token.text(self.text));
        self.language.lists.of(word).contains_any([WordList::RangeJoin, WordList::DayJoin])
    }

    /// Returns whether a number or ordinal in words is a day: it follows a month or "Friday the" and no noun follows, as in "April
    /// first,", or it precedes a month, as in "the first of May" and "fifteen August 1993".
    pub(super) fn is_day_in_words(&self, from: usize, to: usize) -> bool {
        let word = |index: usize| self.tokens.get(index).filter(|word| !word.starts_sentence());
        let is_month = |index: usize| word(index).is_some_and(|word| self.is_named_month(word));
        let lists = &self.language.lists;
        let is_listed =
            |index: usize, list| word(index).is_some_and(|word| lists.contains(list, word.text(self.text)));
        let follows = self.items.iter().rev().take(2).any(|before| {
            let is_weekday = before.classes.contains(Class::Weekday) && before.end as usize + 1 == from;
            let is_month = !before.classes.intersection(MONTHS).is_empty() && before.end as usize == from;
            is_month || is_weekday
        });
        let follows = follows || self.is_after_day_of_range(from);
        let noun = word(to).is_some_and(|next| next.kind == TokenKind::Word)
            && !is_listed(to, WordList::AfterAdverb)
            && word(to).is_some_and(|next| !self.has_class(next.text(self.text), Class::Number));
        let of = if is_listed(to, WordList::BeforeMonth) { 1 } else { 0 };
        let year = word(to + 1).is_some_and(|year| {
            year.kind == TokenKind::Number && year.text(self.text).len() == 4
                || self.has_class(year.text(self.text), Class::Number)
        });
        follows && !noun || of > 0 && is_month(to + 1) || is_month(to) && year
    }

    /// Returns whether a range word precedes a token, and a day precedes that: "April ninth through seventeenth".
    fn is_after_day_of_range(&self, from: usize) -> bool {
        let word = from.checked_sub(1).and_then(|before| self.tokens.get(before));
        word.is_some_and(|word| self.language.lists.contains(WordList::RangeJoin, word.text(self.text)))
            && self
                .items
                .iter()
                .rev()
                .take(2)
                .any(|before| before.end as usize + 1 == from && before.classes.contains(Class::Dayth))
    }

    fn is_named_month(&self, word: &Token) -> bool {
        let entry = self.lexicon.find_entry(word.text(self.text)).and_then(|found| self.lexicon.entry(found));
        let is_capital = word.shape != TokenShape::Lower;
        entry.is_some_and(|entry| {
            let months = entry.classes.intersection(MONTHS);
            !months.is_empty() && (is_capital || !months.difference(entry.capital_classes).is_empty())
        })
    }

    /// Returns whether an ambiguous word such as `May` is a month: it is abbreviated, or neither begins a sentence nor
    /// belongs to a name.
    pub(super) fn is_month(&self, index: usize, token: &Token) -> bool {
        if token.kind == TokenKind::Abbreviation {
            return true;
        }
        !token.starts_sentence() && !self.is_in_name(index, token) && !self.opens_quotation(index, token)
    }

    /// Returns whether a month is the name of a person, as in `April Jones said`, `lost to April Jones` and `Mr. August`.
    pub(super) fn is_given_name(&self, index: usize, token: &Token) -> bool {
        let lists = &self.language.lists;
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        let before_word = before.map_or("", |before| before.text(self.text));
        if lists.contains(WordList::Courtesy, before_word.trim_end_matches('.')) {
            return true;
        }
        if !lists.contains(WordList::GivenName, token.text(self.text)) {
            return false;
        }
        let surname = self.tokens.get(index + 1).is_some_and(|next| {
            next.kind == TokenKind::Word
                && next.shape == TokenShape::Capitalised
                && !next.starts_sentence()
                && self.lexicon.find_entry(next.text(self.text)).is_none()
        });
        let leads = token.starts_sentence()
            || self.has_class(before_word, Class::Said)
            || lists.contains(WordList::BeforePerson, before_word) && !self.follows_month(index - 1);
        surname && leads
    }

    /// Returns whether a month ends at a token, as in `from June to August`.
    fn follows_month(&self, index: usize) -> bool {
        self.items
            .iter()
            .rev()
            .take(2)
            .any(|before| before.end as usize == index && !before.classes.intersection(MONTHS).is_empty())
    }

    /// Returns whether a capitalised word that does not merely begin the sentence precedes a token.
    pub(super) fn is_in_name(&self, index: usize, token: &Token) -> bool {
        let before = index.checked_sub(1).and_then(|index| self.tokens.get(index));
        before.filter(|_| self.language.capitals == Capitals::Names).is_some_and(|before| {
            before.kind != TokenKind::Mark
                && before.shape != TokenShape::Lower
                && before.shape != TokenShape::Uncased
                && token.gap == TokenGap::Space
                && (!before.starts_sentence() || self.lexicon.find_entry(before.text(self.text)).is_none())
        })
    }

    /// Returns whether a quotation mark precedes a token, as in the title "March of the Mothers".
    fn opens_quotation(&self, index: usize, token: &Token) -> bool {
        let before =
            index.checked_sub(1).and_then(|index| self.tokens.get(index)).filter(|_| token.is_glued());
        before.is_some_and(|before| matches!(before.text(self.text), "``" | "\"" | "“" | "‘" | "'" | "''"))
    }

    /// Returns whether `5/13` at a token is a day and month: it follows a weekday, or one number is above 12 and it follows
    /// another such date or a word such as `on`.
    pub(super) fn is_day_and_month(&self, index: usize) -> bool {
        let Some([one, two]) = numeral::day_and_month(self.text, self.tokens, index) else { return false };
        let last = self.items.last().filter(|last| last.end as usize + 1 >= index);
        let follows = |class| last.is_some_and(|last| last.classes.contains(class));
        let is_led = self.is_after_word_before_day(index)
            || self
                .items
                .iter()
                .rev()
                .take(2)
                .any(|last| last.classes.contains(Class::Numeric) && last.end as usize + 1 == index);
        follows(Class::Weekday) || one.max(two) > 12 && is_led
    }

    pub(super) fn is_after_word_before_day(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_some_and(|before| {
            self.language.lists.contains(WordList::BeforeDayAndMonth, before.text(self.text))
        })
    }
}

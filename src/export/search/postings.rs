//! Posting lists: the pages that contain a term, with its relevance to each, as compact text.
//!
//! For each page the list holds a number in base 45: the difference from the previous page, times [`LEVELS`], plus the
//! level. Digits from the first half of [`DIGITS`] end a number; digits from the second half precede others. No digit
//! needs an escape in a JavaScript string, and none is a space, `|` or `!`, which separate lists.

use serde::{Deserialize, Serialize};

/// Number of relevance levels.
pub(super) const LEVELS: u32 = 16;

const BASE: u32 = 45;
/// The printable ASCII chars from `#`, without `\` and `|`.
const DIGITS: &[u8; 2 * BASE as usize] =
    b"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~";
/// Maximum number of digits of a number.
const NUMBER_BYTES: usize = 7;
/// Value of each digit, by ASCII code.
const DIGIT_VALUES: [u8; 128] = digit_values();

/// A posting list. Pages are added in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Postings {
    #[serde(with = "crate::text::bytes")]
    text: Vec<u8>,
    last_page: u32,
    count: u32,
}

impl Postings {
    /// Adds a page; `level` is below [`LEVELS`].
    pub(super) fn add(&mut self, page: u32, level: u32) {
        push_number(&mut self.text, (page - self.last_page) * LEVELS + level);
        self.last_page = page;
        self.count += 1;
    }

    /// Adds a page without a level.
    pub(super) fn add_without_level(&mut self, page: u32) {
        push_number(&mut self.text, page - self.last_page);
        self.last_page = page;
        self.count += 1;
    }

    /// Appends a list whose pages all come after those of this one.
    pub(super) fn concat(mut self, later: Self) -> Self {
        let mut numbers = NumberReader(later.text.iter());
        if let Some(first) = numbers.next() {
            push_number(&mut self.text, first - self.last_page * LEVELS);
            self.text.extend_from_slice(numbers.0.as_slice());
            self.last_page = later.last_page;
            self.count += later.count;
        }
        self
    }

    /// Removes pages, which are sorted.
    pub(super) fn without(self, removed: &[u32]) -> Self {
        let is_removed = |page: u32| removed.binary_search(&page).is_ok();
        if !self.pages().any(|(page, _)| is_removed(page)) {
            return self;
        }
        self.edited(is_removed, std::iter::empty())
    }

    /// Adds a list with other pages.
    pub(super) fn merge(self, other: Self) -> Self {
        if other.count == 0 {
            return self;
        }
        self.edited(|_| false, other.pages())
    }

    /// Returns the list without some pages and with others, which are sorted and not in it. Numbers between two changes are
    /// copied as they are.
    fn edited(&self, is_removed: impl Fn(u32) -> bool, added: impl Iterator<Item = (u32, u32)>) -> Self {
        let (mut added, mut edited) = (added.peekable(), Self::default());
        edited.text.reserve(self.text.len() + NUMBER_BYTES);
        // The numbers from here to the current one are unchanged.
        let (mut copied, mut is_same) = (0, true);
        let mut numbers = NumberReader(self.text.iter());
        let mut page = 0;
        loop {
            let begin = self.text.len() - numbers.0.len();
            let Some(number) = numbers.next() else { break };
            let last = page;
            page += number / LEVELS;
            let is_kept = !is_removed(page);
            if is_kept && is_same && added.peek().is_none_or(|(first, _)| *first > page) {
                edited.count += 1;
                continue;
            }
            if is_same {
                edited.text.extend_from_slice(&self.text[copied..begin]);
                edited.last_page = last;
            }
            std::iter::from_fn(|| added.next_if(|(first, _)| *first < page))
                .for_each(|(page, level)| edited.add(page, level));
            if is_kept {
                edited.add(page, number % LEVELS);
            }
            (copied, is_same) = (self.text.len() - numbers.0.len(), is_kept);
        }
        if is_same {
            edited.text.extend_from_slice(&self.text[copied..]);
            edited.last_page = page;
        }
        added.for_each(|(page, level)| edited.add(page, level));
        edited
    }

    /// Returns the number of pages.
    pub(super) fn count(&self) -> usize {
        self.count as usize
    }

    /// Returns the encoded list.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// Iterates over the pages with their levels, in ascending order.
    pub(super) fn pages(&self) -> impl Iterator<Item = (u32, u32)> {
        let mut page = 0;
        NumberReader(self.text.iter()).map(move |number| {
            page += number / LEVELS;
            (page, number % LEVELS)
        })
    }
}

impl FromIterator<(u32, u32)> for Postings {
    /// Collects pages in ascending order, each with its level.
    fn from_iter<I: IntoIterator<Item = (u32, u32)>>(pages: I) -> Self {
        let mut list = Self::default();
        pages.into_iter().for_each(|(page, level)| list.add(page, level));
        list
    }
}

fn push_number(text: &mut Vec<u8>, number: u32) {
    let mut higher = [0; 6];
    let mut length = 0;
    let mut rest = number / BASE;
    while rest > 0 {
        higher[length] = DIGITS[(BASE + rest % BASE) as usize];
        length += 1;
        rest /= BASE;
    }
    text.extend(higher[..length].iter().rev());
    text.push(DIGITS[(number % BASE) as usize]);
}

/// Iterator over the numbers of an encoded list.
struct NumberReader<'a>(std::slice::Iter<'a, u8>);

impl Iterator for NumberReader<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        for digit in self.0.by_ref() {
            let value = u32::from(DIGIT_VALUES[usize::from(digit % 128)]);
            number = number * BASE + value % BASE;
            if value < BASE {
                return Some(number);
            }
        }
        None
    }
}

const fn digit_values() -> [u8; 128] {
    let mut values = [0; 128];
    let mut value = 0;
    while value < DIGITS.len() {
        values[DIGITS[value] as usize] = value as u8;
        value += 1;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_ascend_and_need_no_escape() {
        assert!(DIGITS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(DIGITS.iter().all(|digit| digit.is_ascii_graphic() && !b"\"\\|!".contains(digit)));
    }

    proptest! {
        #[test]
        fn added_pages_can_be_read(pages in prop::collection::btree_map(0u32..5_000_000, 0u32..LEVELS, 0..40)) {
            let mut list = Postings::default();
            pages.iter().for_each(|(page, level)| list.add(*page, *level));
            prop_assert_eq!(list.count(), pages.len());
            prop_assert_eq!(list.pages().collect::<Vec<_>>(), pages.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn a_list_split_anywhere_can_be_concatenated(
            pages in prop::collection::btree_map(0u32..5_000_000, 0u32..LEVELS, 0..40),
            cut in 0usize..40,
        ) {
            let pages: Vec<(u32, u32)> = pages.into_iter().collect();
            let list = |pages: &[(u32, u32)]| -> Postings { pages.iter().copied().collect() };
            let (earlier, later) = pages.split_at(cut.min(pages.len()));
            let joined = list(earlier).concat(list(later));
            let whole = list(&pages);
            prop_assert_eq!((joined.as_str(), joined.count()), (whole.as_str(), whole.count()));
        }

        #[test]
        fn removed_pages_can_be_added_again(
            pages in prop::collection::btree_map(0u32..5_000, 0u32..LEVELS, 0..40),
            seed in 0u32..5_000,
        ) {
            let is_removed = |page: u32| (page ^ seed).count_ones().is_multiple_of(2);
            let removed: Vec<u32> = pages.keys().copied().filter(|page| is_removed(*page)).collect();
            let whole: Postings = pages.clone().into_iter().collect();
            let others: Postings = pages.clone().into_iter().filter(|(page, _)| is_removed(*page)).collect();
            let rest = whole.clone().without(&removed);
            prop_assert_eq!(rest.count() + removed.len(), pages.len());
            prop_assert_eq!(&rest, &pages.into_iter().filter(|(page, _)| !is_removed(*page)).collect());
            prop_assert_eq!(rest.merge(others), whole);
        }
    }
}

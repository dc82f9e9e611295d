//! Which pages a word stands in, and how much it says of each, in a few characters.
//!
//! A list of pages is a text: for each page the distance from the one before, times [`LEVELS`], plus its level, as a
//! number in base 45. The signs of the first half of [`DIGITS`] end a number, those of the second half go before them.
//! Every sign stands for itself in a JavaScript string, and none is a blank, `|` or `!`, which part what is around.

/// How finely it is told how much a word says of a page.
pub(super) const LEVELS: u32 = 16;

const BASE: u32 = 45;
/// The printable signs of ASCII from `#`, without `\` and `|`.
const DIGITS: &[u8; 2 * BASE as usize] =
    b"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~";
/// What each sign is worth.
const DIGIT_VALUES: [u8; 128] = digit_values();

/// A list of pages in the making; pages are added in rising order.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
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

    /// Adds a page of which nothing more is told.
    pub(super) fn add_without_level(&mut self, page: u32) {
        push_number(&mut self.text, page - self.last_page);
        self.last_page = page;
        self.count += 1;
    }

    /// The list with another after it, whose pages are all behind its own.
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

    /// How many pages it holds.
    pub(super) fn count(&self) -> usize {
        self.count as usize
    }

    /// The list as written.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// The pages with their levels, in rising order.
    pub(super) fn pages(&self) -> impl Iterator<Item = (u32, u32)> {
        let mut page = 0;
        NumberReader(self.text.iter()).map(move |number| {
            page += number / LEVELS;
            (page, number % LEVELS)
        })
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

/// The numbers of a text that is left to read.
struct NumberReader<'a>(std::slice::Iter<'a, u8>);

impl Iterator for NumberReader<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        for sign in self.0.by_ref() {
            let value = u32::from(DIGIT_VALUES[usize::from(sign % 128)]);
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
    fn signs_rise_and_stand_for_themselves() {
        assert!(DIGITS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(DIGITS.iter().all(|sign| sign.is_ascii_graphic() && !b"\"\\|!".contains(sign)));
    }

    proptest! {
        #[test]
        fn what_is_added_can_be_read(pages in prop::collection::btree_map(0u32..5_000_000, 0u32..LEVELS, 0..40)) {
            let mut list = Postings::default();
            pages.iter().for_each(|(page, level)| list.add(*page, *level));
            prop_assert_eq!(list.count(), pages.len());
            prop_assert_eq!(list.pages().collect::<Vec<_>>(), pages.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn a_list_cut_anywhere_can_be_joined_again(
            pages in prop::collection::btree_map(0u32..5_000_000, 0u32..LEVELS, 0..40),
            cut in 0usize..40,
        ) {
            let list = |pages: &mut dyn Iterator<Item = (&u32, &u32)>| {
                let mut list = Postings::default();
                pages.for_each(|(page, level)| list.add(*page, *level));
                list
            };
            let joined = list(&mut pages.iter().take(cut)).concat(list(&mut pages.iter().skip(cut)));
            let whole = list(&mut pages.iter());
            prop_assert_eq!((joined.as_str(), joined.count()), (whole.as_str(), whole.count()));
        }
    }
}

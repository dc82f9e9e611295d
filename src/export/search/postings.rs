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

/// A list of pages in the making; pages are added in rising order.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    text: Vec<u8>,
    last: u32,
    count: u32,
}

impl Postings {
    /// Adds a page; `level` is below [`LEVELS`].
    pub(super) fn add(&mut self, page: u32, level: u32) {
        push(&mut self.text, (page - self.last) * LEVELS + level);
        self.last = page;
        self.count += 1;
    }

    /// Adds a page of which nothing more is told.
    pub(super) fn add_bare(&mut self, page: u32) {
        push(&mut self.text, page - self.last);
        self.last = page;
        self.count += 1;
    }

    /// How many pages it holds.
    pub(super) fn count(&self) -> usize {
        self.count as usize
    }

    /// The list as written.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// The pages with their levels, in rising order.
    pub(super) fn pages(&self) -> impl Iterator<Item = (u32, u32)> {
        let mut page = 0;
        numbers(&self.text).map(move |number| {
            page += number / LEVELS;
            (page, number % LEVELS)
        })
    }
}

fn push(text: &mut Vec<u8>, number: u32) {
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

fn numbers(text: &[u8]) -> impl Iterator<Item = u32> {
    let mut number = 0;
    text.iter().filter_map(move |sign| {
        let digit = DIGITS.iter().position(|known| known == sign).unwrap_or_default() as u32;
        number = number * BASE + digit % BASE;
        (digit < BASE).then(|| std::mem::take(&mut number))
    })
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
    }
}

//! All words of the site with the pages they stand in, in one pass.
//!
//! Stretches of pages are read side by side, each into a lexicon of its own, so that no word of a page is kept but in the
//! list it will stand in. Neighbours are then joined. However many stretches there are, what comes out is the same.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::page::SearchPlan;
use crate::site::{PageId, Site};

use super::fields::{Field, fields};
use super::postings::Postings;
use super::tokens::words;
use super::weigh::{Counts, Lengths, Scale, is_head};

/// Stretches for each thread: one that is held up leaves some of its own to others.
const STRETCHES: usize = 8;

/// A word and the pages it stands in.
pub(super) struct Word {
    pub(super) text: Box<str>,
    /// Pages that have it in their title, names or facts.
    pub(super) heads: Postings,
    /// Pages that have it in their text alone.
    pub(super) texts: Postings,
}

/// Every word of the site, sorted.
pub(super) fn index(site: &Site, plan: &SearchPlan) -> Vec<Word> {
    let length = plan.pages.len().div_ceil(rayon::current_num_threads() * STRETCHES).max(1);
    let stretches = plan.pages.par_chunks(length).enumerate().with_max_len(1);
    stretches.map(|(at, pages)| stretch(site, at * length, pages)).reduce(Vec::new, joined)
}

/// The words of pages that follow each other; `first` is the number of the first.
fn stretch(site: &Site, first: usize, pages: &[PageId]) -> Vec<Word> {
    let mut lexicon = Lexicon::default();
    for (at, page) in pages.iter().enumerate() {
        let mut lengths = Lengths::default();
        fields(site, *page, |field, text| {
            words(text, |word| {
                lengths.add(field);
                lexicon.count(word, field);
            });
        });
        lexicon.close((first + at) as u32, lengths.scale());
    }
    lexicon.sorted()
}

/// The words met so far, each with a number.
#[derive(Default)]
struct Lexicon {
    numbers: FxHashMap<Box<str>, u32>,
    /// The pages of each word: heads, then texts.
    lists: Vec<[Postings; 2]>,
    /// How often each word stands in the page that is open.
    counts: Vec<Counts>,
    /// The words that stand in it.
    open: Vec<u32>,
}

impl Lexicon {
    fn count(&mut self, word: &str, field: Field) {
        let number = match self.numbers.get(word) {
            Some(number) => *number,
            None => self.meet(word),
        };
        let counts = &mut self.counts[number as usize];
        if *counts == Counts::default() {
            self.open.push(number);
        }
        counts[field as usize] = counts[field as usize].saturating_add(1);
    }

    fn meet(&mut self, word: &str) -> u32 {
        let number = self.lists.len() as u32;
        self.numbers.insert(word.into(), number);
        self.lists.push(Default::default());
        self.counts.push(Counts::default());
        number
    }

    /// Adds the page that is open to the lists of its words.
    fn close(&mut self, page: u32, scale: Scale) {
        for number in self.open.drain(..) {
            let counts = std::mem::take(&mut self.counts[number as usize]);
            let list = usize::from(!is_head(&counts));
            self.lists[number as usize][list].add(page, scale.level(&counts));
        }
    }

    fn sorted(mut self) -> Vec<Word> {
        let word = |(text, number): (Box<str>, u32)| {
            let [heads, texts] = std::mem::take(&mut self.lists[number as usize]);
            Word { text, heads, texts }
        };
        let mut words: Vec<Word> = self.numbers.into_iter().map(word).collect();
        words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        words
    }
}

/// Joins the sorted words of two stretches, of which one follows the other.
fn joined(earlier: Vec<Word>, later: Vec<Word>) -> Vec<Word> {
    let mut joined = Vec::with_capacity(earlier.len().max(later.len()));
    let mut earlier = earlier.into_iter().peekable();
    for word in later {
        joined.extend(std::iter::from_fn(|| earlier.next_if(|known| known.text < word.text)));
        joined.push(match earlier.next_if(|known| known.text == word.text) {
            Some(known) => Word {
                text: known.text,
                heads: known.heads.followed_by(word.heads),
                texts: known.texts.followed_by(word.texts),
            },
            None => word,
        });
    }
    joined.extend(earlier);
    joined
}

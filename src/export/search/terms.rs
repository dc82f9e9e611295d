//! All words of the site with the pages they stand in, in one pass.
//!
//! Stretches of pages are read side by side, each into a lexicon of its own, so that no word of a page is kept but in the
//! list it will stand in. Neighbours are then joined. However many stretches there are, what comes out is the same.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::page::SearchPlan;
use crate::site::{PageId, Site};

use super::fields::{SearchField, for_each_field};
use super::postings::Postings;
use super::ranking::{FieldCounts, FieldLengths, LengthNorms, is_metadata};
use super::tokenizer::for_each_token;

/// Stretches for each thread: one that is held up leaves some of its own to others.
const CHUNKS_PER_THREAD: usize = 8;

/// A word and the pages it stands in.
pub(super) struct Term {
    pub(super) text: Box<str>,
    /// Pages that have it in their title, names or facts.
    pub(super) metadata_pages: Postings,
    /// Pages that have it in their text alone.
    pub(super) text_pages: Postings,
}

/// Every word of the site, sorted.
pub(super) fn build_terms(site: &Site, plan: &SearchPlan) -> Vec<Term> {
    let length = plan.pages.len().div_ceil(rayon::current_num_threads() * CHUNKS_PER_THREAD).max(1);
    let stretches = plan.pages.par_chunks(length).enumerate().with_max_len(1);
    stretches.map(|(at, pages)| index_chunk(site, at * length, pages)).reduce(Vec::new, merge_terms)
}

/// The words of pages that follow each other; `first` is the number of the first.
fn index_chunk(site: &Site, first: usize, pages: &[PageId]) -> Vec<Term> {
    let mut lexicon = TermIndexer::default();
    for (at, page) in pages.iter().enumerate() {
        let mut lengths = FieldLengths::default();
        for_each_field(site, *page, |field, text| {
            for_each_token(text, |word| {
                lengths.add(field);
                lexicon.count_word(word, field);
            });
        });
        lexicon.finish_page((first + at) as u32, lengths.norms());
    }
    lexicon.into_sorted_terms()
}

/// The words met so far, each with a number.
#[derive(Default)]
struct TermIndexer {
    term_numbers: FxHashMap<Box<str>, u32>,
    /// The pages of each word: heads, then texts.
    postings: Vec<[Postings; 2]>,
    /// How often each word stands in the page that is open.
    counts: Vec<FieldCounts>,
    /// The words that stand in it.
    current_terms: Vec<u32>,
}

impl TermIndexer {
    fn count_word(&mut self, word: &str, field: SearchField) {
        let number = match self.term_numbers.get(word) {
            Some(number) => *number,
            None => self.term_number(word),
        };
        let counts = &mut self.counts[number as usize];
        if *counts == FieldCounts::default() {
            self.current_terms.push(number);
        }
        counts[field as usize] = counts[field as usize].saturating_add(1);
    }

    fn term_number(&mut self, word: &str) -> u32 {
        let number = self.postings.len() as u32;
        self.term_numbers.insert(word.into(), number);
        self.postings.push(Default::default());
        self.counts.push(FieldCounts::default());
        number
    }

    /// Adds the page that is open to the lists of its words.
    fn finish_page(&mut self, page: u32, scale: LengthNorms) {
        for number in self.current_terms.drain(..) {
            let counts = std::mem::take(&mut self.counts[number as usize]);
            let list = usize::from(!is_metadata(&counts));
            self.postings[number as usize][list].add(page, scale.level(&counts));
        }
    }

    fn into_sorted_terms(mut self) -> Vec<Term> {
        let word = |(text, number): (Box<str>, u32)| {
            let [heads, texts] = std::mem::take(&mut self.postings[number as usize]);
            Term { text, metadata_pages: heads, text_pages: texts }
        };
        let mut words: Vec<Term> = self.term_numbers.into_iter().map(word).collect();
        words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        words
    }
}

/// Joins the sorted words of two stretches, of which one follows the other.
fn merge_terms(earlier: Vec<Term>, later: Vec<Term>) -> Vec<Term> {
    let mut joined = Vec::with_capacity(earlier.len().max(later.len()));
    let mut earlier = earlier.into_iter().peekable();
    for word in later {
        joined.extend(std::iter::from_fn(|| earlier.next_if(|known| known.text < word.text)));
        joined.push(match earlier.next_if(|known| known.text == word.text) {
            Some(known) => Term {
                text: known.text,
                metadata_pages: known.metadata_pages.concat(word.metadata_pages),
                text_pages: known.text_pages.concat(word.text_pages),
            },
            None => word,
        });
    }
    joined.extend(earlier);
    joined
}

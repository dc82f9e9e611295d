//! Collects all terms of the site with their postings, in one pass.
//!
//! Chunks of pages are indexed in parallel, each with its own indexer, and neighbouring results are merged. The result
//! does not depend on the number of chunks.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::page::SearchPlan;
use crate::site::{PageId, Site};

use super::fields::{SearchField, for_each_field};
use super::postings::Postings;
use super::ranking::{FieldCounts, FieldLengths, LengthNorms, is_metadata};
use super::tokenizer::for_each_token;

/// Number of chunks for each thread, so that idle threads can take over work.
const CHUNKS_PER_THREAD: usize = 8;

/// A term and its postings.
pub(super) struct Term {
    pub(super) text: Box<str>,
    /// Pages that contain it in title, names or facts.
    pub(super) metadata_pages: Postings,
    /// Pages that contain it in the text only.
    pub(super) text_pages: Postings,
}

/// Returns all terms of the site, sorted.
pub(super) fn build_terms(site: &Site, plan: &SearchPlan) -> Vec<Term> {
    let length = plan.pages.len().div_ceil(rayon::current_num_threads() * CHUNKS_PER_THREAD).max(1);
    let chunks = plan.pages.par_chunks(length).enumerate().with_max_len(1);
    chunks.map(|(index, pages)| index_chunk(site, index * length, pages)).reduce(Vec::new, merge_terms)
}

/// Returns the terms of consecutive pages; `first` is the number of the first page.
fn index_chunk(site: &Site, first: usize, pages: &[PageId]) -> Vec<Term> {
    let mut indexer = TermIndexer::default();
    for (index, page) in pages.iter().enumerate() {
        let mut lengths = FieldLengths::default();
        for_each_field(site, *page, |field, text| {
            for_each_token(text, |term| {
                lengths.add(field);
                indexer.count_term(term, field);
            });
        });
        indexer.finish_page((first + index) as u32, lengths.norms());
    }
    indexer.into_sorted_terms()
}

/// The terms found so far, each with a number.
#[derive(Default)]
struct TermIndexer {
    term_numbers: FxHashMap<Box<str>, u32>,
    /// The postings of each term: metadata, then text.
    postings: Vec<[Postings; 2]>,
    /// Frequencies of each term in the current page.
    counts: Vec<FieldCounts>,
    /// Terms of the current page.
    current_terms: Vec<u32>,
}

impl TermIndexer {
    fn count_term(&mut self, term: &str, field: SearchField) {
        let number = match self.term_numbers.get(term) {
            Some(number) => *number,
            None => self.term_number(term),
        };
        let counts = &mut self.counts[number as usize];
        if *counts == FieldCounts::default() {
            self.current_terms.push(number);
        }
        counts[field as usize] = counts[field as usize].saturating_add(1);
    }

    fn term_number(&mut self, term: &str) -> u32 {
        let number = self.postings.len() as u32;
        self.term_numbers.insert(term.into(), number);
        self.postings.push(Default::default());
        self.counts.push(FieldCounts::default());
        number
    }

    /// Adds the current page to the postings of its terms.
    fn finish_page(&mut self, page: u32, norms: LengthNorms) {
        for number in self.current_terms.drain(..) {
            let counts = std::mem::take(&mut self.counts[number as usize]);
            let list = usize::from(!is_metadata(&counts));
            self.postings[number as usize][list].add(page, norms.level(&counts));
        }
    }

    fn into_sorted_terms(mut self) -> Vec<Term> {
        let term = |(text, number): (Box<str>, u32)| {
            let [metadata_pages, text_pages] = std::mem::take(&mut self.postings[number as usize]);
            Term { text, metadata_pages, text_pages }
        };
        let mut terms: Vec<Term> = self.term_numbers.into_iter().map(term).collect();
        terms.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        terms
    }
}

/// Merges the sorted terms of two consecutive chunks.
fn merge_terms(earlier: Vec<Term>, later: Vec<Term>) -> Vec<Term> {
    let mut joined = Vec::with_capacity(earlier.len().max(later.len()));
    let mut earlier = earlier.into_iter().peekable();
    for term in later {
        joined.extend(std::iter::from_fn(|| earlier.next_if(|known| known.text < term.text)));
        joined.push(match earlier.next_if(|known| known.text == term.text) {
            Some(known) => Term {
                text: known.text,
                metadata_pages: known.metadata_pages.concat(term.metadata_pages),
                text_pages: known.text_pages.concat(term.text_pages),
            },
            None => term,
        });
    }
    joined.extend(earlier);
    joined
}

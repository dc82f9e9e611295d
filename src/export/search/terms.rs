//! Collects all terms of the site with their postings, in one pass.
//!
//! Chunks of pages are indexed in parallel, each with its own indexer, and neighbouring results are merged. The result
//! does not depend on the number of chunks.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::page::SearchPlan;
use crate::site::{FileReads, Site};

use super::fields::{SearchField, for_each_field};
use super::postings::Postings;
use super::ranking::{FieldCounts, FieldLengths, LengthNorms, is_metadata};
use super::tokenizer::for_each_token;

/// Number of chunks for each thread, so that idle threads can take over work.
const CHUNKS_PER_THREAD: usize = 8;

/// A term and its postings.
#[derive(Serialize, Deserialize)]
pub(super) struct Term {
    pub(super) text: Box<str>,
    /// Pages that contain it in title, names or facts.
    pub(super) metadata_pages: Postings,
    /// Pages that contain it in the text only.
    pub(super) text_pages: Postings,
}

/// The terms of some pages.
#[derive(Default)]
pub(super) struct IndexedPages {
    /// Sorted.
    pub(super) terms: Vec<Term>,
    /// What each of the pages read of the site.
    pub(super) reads: Vec<FileReads>,
}

/// Returns the terms of the pages with these numbers, which are sorted.
pub(super) fn index_pages(site: &Site, plan: &SearchPlan, numbers: &[u32]) -> IndexedPages {
    let length = numbers.len().div_ceil(rayon::current_num_threads() * CHUNKS_PER_THREAD).max(1);
    let chunks = numbers.par_chunks(length).with_max_len(1);
    chunks.map(|numbers| index_chunk(site, plan, numbers)).reduce(IndexedPages::default, IndexedPages::concat)
}

fn index_chunk(site: &Site, plan: &SearchPlan, numbers: &[u32]) -> IndexedPages {
    let (mut indexer, mut reads) = (TermIndexer::default(), Vec::with_capacity(numbers.len()));
    let (site, record) = site.recorded();
    for number in numbers {
        let mut lengths = FieldLengths::default();
        let index = || {
            for_each_field(&site, plan.pages[*number as usize], |field, text| {
                for_each_token(text, |term| {
                    lengths.add(field);
                    indexer.count_term(term, field);
                });
            });
        };
        reads.push(record.apart(index).1);
        indexer.finish_page(*number, lengths.norms());
    }
    IndexedPages { terms: indexer.into_sorted_terms(), reads }
}

impl IndexedPages {
    /// Appends pages that all come after these.
    fn concat(mut self, later: Self) -> Self {
        self.reads.extend(later.reads);
        Self { terms: merge_terms(self.terms, later.terms, Postings::concat), reads: self.reads }
    }
}

/// Replaces the postings of some pages, whose numbers are sorted, by those in `new`.
pub(super) fn replace_pages(terms: Vec<Term>, numbers: &[u32], new: Vec<Term>) -> Vec<Term> {
    let without = |Term { text, metadata_pages, text_pages }: Term| {
        let (metadata_pages, text_pages) = (metadata_pages.without(numbers), text_pages.without(numbers));
        let is_used = metadata_pages.count() + text_pages.count() > 0;
        is_used.then_some(Term { text, metadata_pages, text_pages })
    };
    merge_terms(terms.into_par_iter().filter_map(without).collect(), new, Postings::merge)
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

/// Merges two lists of sorted terms; `join` joins the postings of a term in both.
fn merge_terms(
    earlier: Vec<Term>,
    later: Vec<Term>,
    join: impl Fn(Postings, Postings) -> Postings,
) -> Vec<Term> {
    let mut joined = Vec::with_capacity(earlier.len().max(later.len()));
    let mut earlier = earlier.into_iter().peekable();
    for term in later {
        joined.extend(std::iter::from_fn(|| earlier.next_if(|known| known.text < term.text)));
        joined.push(match earlier.next_if(|known| known.text == term.text) {
            Some(known) => Term {
                text: known.text,
                metadata_pages: join(known.metadata_pages, term.metadata_pages),
                text_pages: join(known.text_pages, term.text_pages),
            },
            None => term,
        });
    }
    joined.extend(earlier);
    joined
}

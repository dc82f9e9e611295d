//! All words of the site with the pages they stand in, in one pass.
//!
//! Pages are cut into words side by side, a batch at a time, and added in their order, so that each word's pages are
//! written as they will stand in the files and nothing is kept twice. The more threads there are the less each takes;
//! what comes out is the same.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::page::SearchPlan;
use crate::site::{PageId, Site};

use super::fields::fields;
use super::postings::Postings;
use super::tokens::words;
use super::weigh::{Counts, Lengths, is_head};

/// Pages cut into words before they are added.
const BATCH: usize = 256;

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
    let mut all = Lexicon::default();
    for (batch, pages) in plan.pages.chunks(BATCH).enumerate() {
        let cut: Vec<Cut> = pages.par_iter().map(|page| cut(site, *page)).collect();
        cut.iter().enumerate().for_each(|(at, cut)| all.add((batch * BATCH + at) as u32, cut));
    }
    all.words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
    all.words
}

/// The distinct words of one page.
struct Cut {
    letters: String,
    words: Vec<Found>,
}

struct Found {
    /// Where the word begins and ends in the letters.
    at: (u32, u32),
    level: u32,
    head: bool,
}

#[derive(Default)]
struct Lexicon {
    places: FxHashMap<Box<str>, u32>,
    words: Vec<Word>,
}

impl Lexicon {
    fn add(&mut self, page: u32, cut: &Cut) {
        for found in &cut.words {
            let word = self.word(&cut.letters[found.at.0 as usize..found.at.1 as usize]);
            let list = if found.head { &mut word.heads } else { &mut word.texts };
            list.add(page, found.level);
        }
    }

    fn word(&mut self, text: &str) -> &mut Word {
        let place = match self.places.get(text) {
            Some(place) => *place,
            None => self.meet(text),
        };
        &mut self.words[place as usize]
    }

    fn meet(&mut self, text: &str) -> u32 {
        let place = self.words.len() as u32;
        self.places.insert(text.into(), place);
        self.words.push(Word { text: text.into(), heads: Postings::default(), texts: Postings::default() });
        place
    }
}

fn cut(site: &Site, page: PageId) -> Cut {
    let (mut letters, mut places) = (String::new(), Vec::new());
    let mut lengths = Lengths::default();
    fields(site, page, |field, text| {
        words(text, |word| {
            let start = letters.len() as u32;
            letters.push_str(word);
            places.push((start, letters.len() as u32, field));
            lengths.add(field);
        });
    });
    let mut counted: FxHashMap<&str, ((u32, u32), Counts)> = FxHashMap::default();
    for (start, end, field) in places {
        let (_, counts) =
            counted.entry(&letters[start as usize..end as usize]).or_insert(((start, end), [0; 4]));
        counts[field as usize] = counts[field as usize].saturating_add(1);
    }
    let found = |(at, counts): &((u32, u32), Counts)| Found {
        at: *at,
        level: lengths.level(counts),
        head: is_head(counts),
    };
    let words = counted.values().map(found).collect();
    Cut { words, letters }
}

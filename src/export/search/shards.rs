//! The words of the site, cut into files of about one size.

use std::ops::Range;

use crate::page::{MAX_PREFIX_FILES, SearchPlan};

use super::postings::Postings;
use super::terms::Term;

/// A word that stands in the text of more pages than this, and of more than one in three, tells no page from another. One
/// in as many titles and names is found as a word, but not by its beginning.
const MIN_STOP_WORD_PAGES: usize = 500;
/// The pages told of a beginning of a word that is spread over too many files.
const MAX_TOP_PAGES: usize = 20;

/// The index of words as files.
pub(super) struct Shards {
    pub(super) terms: ShardFiles,
    pub(super) metadata_terms: ShardFiles,
    /// The best pages for beginnings of words that are spread over too many files, by beginning.
    pub(super) prefix_tops: Vec<PrefixTop>,
}

/// A beginning of a word that is spread over too many files to load.
pub(super) struct PrefixTop {
    pub(super) prefix: String,
    pub(super) pages: Postings,
    /// The best of them.
    pub(super) best_page: u32,
}

/// Texts of files, and where they part.
pub(super) struct ShardFiles {
    pub(super) texts: Vec<String>,
    /// What the words of each file but the first are not below; fewer than files where some are empty.
    pub(super) boundaries: Vec<String>,
}

/// Cuts sorted words into the files planned.
pub(super) fn build_shards(plan: &SearchPlan, all: &[Term]) -> Shards {
    let common = MIN_STOP_WORD_PAGES.max(plan.pages.len() / 3);
    let words = || pack_files(plan.term_files, all.iter().map(|word| (&*word.text, term_line(word, common))));
    let few = |word: &&Term| (1..=common).contains(&word.metadata_pages.count());
    let heads = || {
        let heads: Vec<&Term> = all.iter().filter(few).collect();
        let files =
            pack_files(plan.metadata_files, heads.iter().map(|word| (&*word.text, metadata_line(word))));
        let tops = if plan.metadata_files == 0 { Vec::new() } else { prefix_tops(&heads, &files.boundaries) };
        (files, tops)
    };
    let (words, (heads, tops)) = rayon::join(words, heads);
    Shards { terms: words, metadata_terms: heads, prefix_tops: tops }
}

/// `word pages pages`: those that have it in their title, names or facts, then those that have it in their text alone;
/// `!` where these are too many to tell.
fn term_line(word: &Term, common: usize) -> String {
    let texts = if word.text_pages.count() > common { "!" } else { word.text_pages.as_str() };
    format!("{} {texts}", metadata_line(word))
}

fn metadata_line(word: &Term) -> String {
    format!("{} {}", word.text, word.metadata_pages.as_str())
}

/// Joins lines into `count` files at most, and leaves the others empty. None is longer than it must be, for whoever seeks
/// a word of few pages loads those that stand beside it too.
fn pack_files<'w>(count: usize, lines: impl Iterator<Item = (&'w str, String)>) -> ShardFiles {
    let mut files = ShardFiles { texts: vec![String::new(); count], boundaries: Vec::new() };
    let lines: Vec<(&str, String)> = lines.collect();
    let (mut rest, mut last) = (&*lines, "");
    let longest = max_file_bytes(count, &lines);
    for text in &mut files.texts {
        let (here, after) = rest.split_at(lines_that_fit(rest, longest));
        let Some((first, _)) = here.first() else { break };
        if !last.is_empty() {
            files.boundaries.push(boundary_between(last, first));
        }
        *text = here.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("|");
        last = here.last().map_or("", |(word, _)| word);
        rest = after;
    }
    files
}

/// The bytes that a file may have so that the lines stand in `count` files: in tenths of what each would have were all
/// alike. With twice as much they always do, for of two neighbours one is then longer than that.
fn max_file_bytes(count: usize, lines: &[(&str, String)]) -> usize {
    let total: usize = lines.iter().map(|(_, line)| line.len() + 1).sum();
    let enough = |longest: &usize| {
        let mut rest = lines;
        (0..count).for_each(|_| rest = &rest[lines_that_fit(rest, *longest)..]);
        rest.is_empty()
    };
    (10..20)
        .map(|tenths| total * tenths / (10 * count.max(1)))
        .find(enough)
        .unwrap_or(2 * total.div_ceil(count.max(1)))
}

/// How many lines a file holds; one, however long.
fn lines_that_fit(lines: &[(&str, String)], longest: usize) -> usize {
    let mut length = 0;
    let fits = |(_, line): &&(&str, String)| {
        length += line.len() + 1;
        length <= longest
    };
    lines.iter().take_while(fits).count().max(usize::from(!lines.is_empty()))
}

/// The shortest text above one word and not above the next.
fn boundary_between(last: &str, next: &str) -> String {
    let same = last.chars().zip(next.chars()).take_while(|(a, b)| a == b).count();
    next.chars().take(same + 1).collect()
}

/// The best pages for each beginning of a word that is spread over too many files to load.
fn prefix_tops(heads: &[&Term], firsts: &[String]) -> Vec<PrefixTop> {
    let mut tops = Vec::new();
    let mut open: Vec<Range<usize>> = std::iter::once(0..heads.len()).collect();
    let mut length = 1;
    while !open.is_empty() {
        let spread: Vec<Range<usize>> = open
            .iter()
            .flat_map(|range| ranges_by_prefix(heads, range.clone(), length))
            .filter(|range| spans_too_many_files(heads, range, firsts))
            .collect();
        tops.extend(spread.iter().map(|range| prefix_top(&heads[range.clone()], length)));
        open = spread;
        length += 1;
    }
    tops
}

/// Stretches of words that begin with the same letters; words that are shorter are left out.
fn ranges_by_prefix(heads: &[&Term], range: Range<usize>, length: usize) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for at in range {
        if heads[at].text.chars().count() < length {
            continue;
        }
        let goes_on = |last: &&mut Range<usize>| {
            last.end == at && term_prefix(heads[last.start], length) == term_prefix(heads[at], length)
        };
        match stretches.last_mut().filter(goes_on) {
            Some(last) => last.end = at + 1,
            None => stretches.push(at..at + 1),
        }
    }
    stretches
}

fn term_prefix(word: &Term, length: usize) -> String {
    word.text.chars().take(length).collect()
}

fn spans_too_many_files(heads: &[&Term], range: &Range<usize>, firsts: &[String]) -> bool {
    let file = |word: &Term| firsts.partition_point(|first| **first <= *word.text);
    file(heads[range.end - 1]) - file(heads[range.start]) >= MAX_PREFIX_FILES
}

/// The pages of which some words with the same beginning say most; of those alike the newest.
fn prefix_top(words: &[&Term], length: usize) -> PrefixTop {
    let mut pages: Vec<(u32, u32)> = words
        .iter()
        .flat_map(|word| word.metadata_pages.pages())
        .map(|(page, level)| (level, page))
        .collect();
    pages.sort_unstable_by(|a, b| b.cmp(a));
    let mut best: Vec<(u32, u32)> = Vec::with_capacity(MAX_TOP_PAGES);
    for (level, page) in pages {
        if best.len() == MAX_TOP_PAGES {
            break;
        }
        if !best.iter().any(|(known, _)| *known == page) {
            best.push((page, level));
        }
    }
    let mut top = PrefixTop {
        prefix: words.first().map(|word| term_prefix(word, length)).unwrap_or_default(),
        pages: Postings::default(),
        best_page: best.first().map_or(0, |(page, _)| *page),
    };
    best.sort_unstable();
    best.into_iter().for_each(|(page, level)| top.pages.add(page, level));
    top
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use proptest::prelude::*;

    fn words(texts: BTreeSet<String>) -> Vec<Term> {
        let word = |(at, text): (usize, String)| {
            let mut word = Term {
                text: text.into(),
                metadata_pages: Postings::default(),
                text_pages: Postings::default(),
            };
            word.metadata_pages.add(at as u32, 3);
            word.text_pages.add(at as u32 + 7, 1);
            word
        };
        texts.into_iter().enumerate().map(word).collect()
    }

    fn file(firsts: &[String], word: &str) -> usize {
        firsts.partition_point(|first| first.as_str() <= word)
    }

    proptest! {
        #[test]
        fn every_word_stands_in_the_file_it_is_sought_in(
            texts in prop::collection::btree_set("[a-cé林]{1,4}", 0..60),
            count in 1usize..9,
        ) {
            let plan = SearchPlan { pages: vec![], first_briefing: 0, term_files: count, metadata_files: count, text_files: vec![] };
            let words = words(texts);
            let shards = build_shards(&plan, &words);
            prop_assert_eq!(shards.terms.texts.len(), count);
            for word in &words {
                let place = file(&shards.terms.boundaries, &word.text);
                let line = term_line(word, MIN_STOP_WORD_PAGES);
                prop_assert!(shards.terms.texts[place].split('|').any(|other| other == line), "{}", word.text);
                let place = file(&shards.metadata_terms.boundaries, &word.text);
                prop_assert!(shards.metadata_terms.texts[place].split('|').any(|other| other == metadata_line(word)));
            }
        }

        #[test]
        fn a_beginning_spread_over_too_many_files_has_its_best_pages(
            texts in prop::collection::btree_set("[a-c]{1,4}", 30..60),
        ) {
            let plan = SearchPlan { pages: vec![], first_briefing: 0, term_files: 9, metadata_files: 9, text_files: vec![] };
            let words = words(texts);
            let shards = build_shards(&plan, &words);
            for beginning in ["a", "b", "c", "ab"] {
                let all: Vec<&Term> = words.iter().filter(|word| word.text.starts_with(beginning)).collect();
                let (Some(first), Some(last)) = (all.first(), all.last()) else { continue };
                let spread = file(&shards.metadata_terms.boundaries, &last.text) - file(&shards.metadata_terms.boundaries, &first.text);
                let top = shards.prefix_tops.iter().find(|top| top.prefix == beginning);
                prop_assert_eq!(top.is_some(), spread >= MAX_PREFIX_FILES, "{}", beginning);
                prop_assert!(top.is_none_or(|top| top.pages.count() == all.len().min(MAX_TOP_PAGES)));
            }
        }
    }

    #[test]
    fn a_word_of_too_many_texts_is_told_of_in_titles_alone() {
        let mut word = words(BTreeSet::from(["the".to_owned()])).remove(0);
        (10..=MIN_STOP_WORD_PAGES as u32 + 10).for_each(|page| word.text_pages.add(page, 0));
        assert_eq!(term_line(&word, MIN_STOP_WORD_PAGES), format!("{} !", metadata_line(&word)));
    }
}

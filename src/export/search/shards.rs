//! Divides the terms of the site into shards of similar size.

use std::ops::Range;

use crate::page::{MAX_PREFIX_FILES, SearchPlan};

use super::postings::Postings;
use super::terms::Term;

/// Stop-word limit: a term in the text of more pages than this, and of more than a third of all pages, has no text
/// postings. A term in as many titles and names is found as a whole term, but not by prefix.
const MIN_STOP_WORD_PAGES: usize = 500;
/// Maximum number of pages listed for a prefix that is spread over too many files.
const MAX_TOP_PAGES: usize = 20;

/// The term index as files.
pub(super) struct Shards {
    pub(super) terms: ShardFiles,
    pub(super) metadata_terms: ShardFiles,
    /// The best pages for prefixes that are spread over too many files, sorted by prefix.
    pub(super) prefix_tops: Vec<PrefixTop>,
}

/// A prefix that is spread over too many files to load.
pub(super) struct PrefixTop {
    pub(super) prefix: String,
    pub(super) pages: Postings,
    /// The best page.
    pub(super) best_page: u32,
}

/// The texts of files and their boundaries.
pub(super) struct ShardFiles {
    pub(super) texts: Vec<String>,
    /// Lower bounds of the terms in each file but the first; empty files have none.
    pub(super) boundaries: Vec<String>,
}

/// Divides sorted terms into the planned files.
pub(super) fn build_shards(plan: &SearchPlan, all: &[Term]) -> Shards {
    let common = MIN_STOP_WORD_PAGES.max(plan.pages.len() / 3);
    let terms = || pack_files(plan.term_files, all.iter().map(|term| (&*term.text, term_line(term, common))));
    let is_selective = |term: &&Term| (1..=common).contains(&term.metadata_pages.count());
    let metadata = || {
        let selected: Vec<&Term> = all.iter().filter(is_selective).collect();
        let files =
            pack_files(plan.metadata_files, selected.iter().map(|term| (&*term.text, metadata_line(term))));
        let tops =
            if plan.metadata_files == 0 { Vec::new() } else { prefix_tops(&selected, &files.boundaries) };
        (files, tops)
    };
    let (terms, (metadata_terms, prefix_tops)) = rayon::join(terms, metadata);
    Shards { terms, metadata_terms, prefix_tops }
}

/// Returns `term postings postings`: pages that contain it in title, names or facts, then those that contain it in the
/// text only, or `!` for a stop word.
fn term_line(term: &Term, common: usize) -> String {
    let texts = if term.text_pages.count() > common { "!" } else { term.text_pages.as_str() };
    format!("{} {texts}", metadata_line(term))
}

fn metadata_line(term: &Term) -> String {
    format!("{} {}", term.text, term.metadata_pages.as_str())
}

/// Packs lines into `count` files, of which the last may be empty. Files are as equal in size as possible, because a query
/// for a rare term loads the whole file that contains it.
fn pack_files<'w>(count: usize, lines: impl Iterator<Item = (&'w str, String)>) -> ShardFiles {
    let mut files = ShardFiles { texts: vec![String::new(); count], boundaries: Vec::new() };
    let lines: Vec<(&str, String)> = lines.collect();
    let (mut rest, mut last) = (&*lines, "");
    let limit = max_file_bytes(count, &lines);
    for text in &mut files.texts {
        let (here, after) = rest.split_at(lines_that_fit(rest, limit));
        let Some((first, _)) = here.first() else { break };
        if !last.is_empty() {
            files.boundaries.push(boundary_between(last, first));
        }
        *text = here.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("|");
        last = here.last().map_or("", |(term, _)| term);
        rest = after;
    }
    files
}

/// Returns a size limit under which the lines fit into `count` files, in steps of a tenth of the average size. Twice the
/// average always suffices, because two neighbouring files together exceed the limit.
fn max_file_bytes(count: usize, lines: &[(&str, String)]) -> usize {
    let total: usize = lines.iter().map(|(_, line)| line.len() + 1).sum();
    let is_enough = |limit: &usize| {
        let mut rest = lines;
        (0..count).for_each(|_| rest = &rest[lines_that_fit(rest, *limit)..]);
        rest.is_empty()
    };
    (10..20)
        .map(|tenths| total * tenths / (10 * count.max(1)))
        .find(is_enough)
        .unwrap_or(2 * total.div_ceil(count.max(1)))
}

/// Returns how many lines fit into a file, at least one.
fn lines_that_fit(lines: &[(&str, String)], limit: usize) -> usize {
    let mut length = 0;
    let fits = |(_, line): &&(&str, String)| {
        length += line.len() + 1;
        length <= limit
    };
    lines.iter().take_while(fits).count().max(usize::from(!lines.is_empty()))
}

/// Returns the shortest prefix of `next` that sorts after `last`.
fn boundary_between(last: &str, next: &str) -> String {
    let same = last.chars().zip(next.chars()).take_while(|(a, b)| a == b).count();
    next.chars().take(same + 1).collect()
}

/// Returns the best pages for each prefix that is spread over too many files to load.
fn prefix_tops(terms: &[&Term], boundaries: &[String]) -> Vec<PrefixTop> {
    let mut tops = Vec::new();
    let mut open: Vec<Range<usize>> = std::iter::once(0..terms.len()).collect();
    let mut length = 1;
    while !open.is_empty() {
        let spread: Vec<Range<usize>> = open
            .iter()
            .flat_map(|range| ranges_by_prefix(terms, range.clone(), length))
            .filter(|range| spans_too_many_files(terms, range, boundaries))
            .collect();
        tops.extend(spread.iter().map(|range| prefix_top(&terms[range.clone()], length)));
        open = spread;
        length += 1;
    }
    tops
}

/// Returns the ranges of terms with the same prefix of `length` chars; shorter terms are left out.
fn ranges_by_prefix(terms: &[&Term], range: Range<usize>, length: usize) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for index in range {
        if terms[index].text.chars().count() < length {
            continue;
        }
        let continues = |last: &&mut Range<usize>| {
            last.end == index && term_prefix(terms[last.start], length) == term_prefix(terms[index], length)
        };
        match ranges.last_mut().filter(continues) {
            Some(last) => last.end = index + 1,
            None => ranges.push(index..index + 1),
        }
    }
    ranges
}

fn term_prefix(term: &Term, length: usize) -> String {
    term.text.chars().take(length).collect()
}

fn spans_too_many_files(terms: &[&Term], range: &Range<usize>, boundaries: &[String]) -> bool {
    let file = |term: &Term| boundaries.partition_point(|boundary| **boundary <= *term.text);
    file(terms[range.end - 1]) - file(terms[range.start]) >= MAX_PREFIX_FILES
}

/// Returns the pages with the highest levels for terms with the same prefix; of equal ones the newest.
fn prefix_top(terms: &[&Term], length: usize) -> PrefixTop {
    let mut pages: Vec<(u32, u32)> = terms
        .iter()
        .flat_map(|term| term.metadata_pages.pages())
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
        prefix: terms.first().map(|term| term_prefix(term, length)).unwrap_or_default(),
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

    fn terms(texts: BTreeSet<String>) -> Vec<Term> {
        let term = |(index, text): (usize, String)| {
            let mut term = Term {
                text: text.into(),
                metadata_pages: Postings::default(),
                text_pages: Postings::default(),
            };
            term.metadata_pages.add(index as u32, 3);
            term.text_pages.add(index as u32 + 7, 1);
            term
        };
        texts.into_iter().enumerate().map(term).collect()
    }

    fn file(boundaries: &[String], term: &str) -> usize {
        boundaries.partition_point(|boundary| boundary.as_str() <= term)
    }

    proptest! {
        #[test]
        fn every_term_is_in_the_file_that_is_loaded_for_it(
            texts in prop::collection::btree_set("[a-cé林]{1,4}", 0..60),
            count in 1usize..9,
        ) {
            let plan = SearchPlan { pages: vec![], first_briefing: 0, term_files: count, metadata_files: count };
            let terms = terms(texts);
            let shards = build_shards(&plan, &terms);
            prop_assert_eq!(shards.terms.texts.len(), count);
            for term in &terms {
                let index = file(&shards.terms.boundaries, &term.text);
                let line = term_line(term, MIN_STOP_WORD_PAGES);
                prop_assert!(shards.terms.texts[index].split('|').any(|other| other == line), "{}", term.text);
                let index = file(&shards.metadata_terms.boundaries, &term.text);
                prop_assert!(shards.metadata_terms.texts[index].split('|').any(|other| other == metadata_line(term)));
            }
        }

        #[test]
        fn a_prefix_spread_over_too_many_files_has_its_best_pages(
            texts in prop::collection::btree_set("[a-c]{1,4}", 30..60),
        ) {
            let plan = SearchPlan { pages: vec![], first_briefing: 0, term_files: 9, metadata_files: 9 };
            let terms = terms(texts);
            let shards = build_shards(&plan, &terms);
            for prefix in ["a", "b", "c", "ab"] {
                let all: Vec<&Term> = terms.iter().filter(|term| term.text.starts_with(prefix)).collect();
                let (Some(first), Some(last)) = (all.first(), all.last()) else { continue };
                let spread = file(&shards.metadata_terms.boundaries, &last.text) - file(&shards.metadata_terms.boundaries, &first.text);
                let top = shards.prefix_tops.iter().find(|top| top.prefix == prefix);
                prop_assert_eq!(top.is_some(), spread >= MAX_PREFIX_FILES, "{}", prefix);
                prop_assert!(top.is_none_or(|top| top.pages.count() == all.len().min(MAX_TOP_PAGES)));
            }
        }
    }

    #[test]
    fn a_stop_word_has_no_text_postings() {
        let mut term = terms(BTreeSet::from(["the".to_owned()])).remove(0);
        (10..=MIN_STOP_WORD_PAGES as u32 + 10).for_each(|page| term.text_pages.add(page, 0));
        assert_eq!(term_line(&term, MIN_STOP_WORD_PAGES), format!("{} !", metadata_line(&term)));
    }
}

//! The words of the site, cut into files of about one size.

use std::ops::Range;

use crate::page::{SEARCH_NEAR, SearchPlan};

use super::index::Word;
use super::postings::Postings;

/// A word that stands in the text of more pages than this, and of more than one in three, tells no page from another. One
/// in as many titles and names is found as a word, but not by its beginning.
const FEW: usize = 500;
/// The pages told of a beginning of a word that is spread over too many files.
const TOP: usize = 20;

/// The index of words as files.
pub(super) struct Shards {
    pub(super) words: Files,
    pub(super) heads: Files,
    /// The best pages for beginnings of words that are spread over too many files, by beginning.
    pub(super) tops: Vec<Top>,
}

/// A beginning of a word that is spread over too many files to load.
pub(super) struct Top {
    pub(super) beginning: String,
    pub(super) pages: Postings,
    /// The best of them.
    pub(super) best: u32,
}

/// Texts of files, and where they part.
pub(super) struct Files {
    pub(super) texts: Vec<String>,
    /// What the words of each file but the first are not below; fewer than files where some are empty.
    pub(super) firsts: Vec<String>,
}

/// Cuts sorted words into the files planned.
pub(super) fn shards(plan: &SearchPlan, all: &[Word]) -> Shards {
    let common = FEW.max(plan.pages.len() / 3);
    let words = || files(plan.words, all.iter().map(|word| (&*word.text, line(word, common))));
    let few = |word: &&Word| (1..=common).contains(&word.heads.count());
    let heads = || {
        let heads: Vec<&Word> = all.iter().filter(few).collect();
        let files = files(plan.heads, heads.iter().map(|word| (&*word.text, head(word))));
        let tops = if plan.heads == 0 { Vec::new() } else { tops(&heads, &files.firsts) };
        (files, tops)
    };
    let (words, (heads, tops)) = rayon::join(words, heads);
    Shards { words, heads, tops }
}

/// `word pages pages`: those that have it in their title, names or facts, then those that have it in their text alone;
/// `!` where these are too many to tell.
fn line(word: &Word, common: usize) -> String {
    let texts = if word.texts.count() > common { "!" } else { word.texts.text() };
    format!("{} {texts}", head(word))
}

fn head(word: &Word) -> String {
    format!("{} {}", word.text, word.heads.text())
}

/// Joins lines into `count` files at most, and leaves the others empty. None is longer than it must be, for whoever seeks
/// a word of few pages loads those that stand beside it too.
fn files<'w>(count: usize, lines: impl Iterator<Item = (&'w str, String)>) -> Files {
    let mut files = Files { texts: vec![String::new(); count], firsts: Vec::new() };
    let lines: Vec<(&str, String)> = lines.collect();
    let (mut rest, mut last) = (&*lines, "");
    let longest = longest(count, &lines);
    for text in &mut files.texts {
        let (here, after) = rest.split_at(fitting(rest, longest));
        let Some((first, _)) = here.first() else { break };
        if !last.is_empty() {
            files.firsts.push(parting(last, first));
        }
        *text = here.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("|");
        last = here.last().map_or("", |(word, _)| word);
        rest = after;
    }
    files
}

/// The bytes that a file may have so that the lines stand in `count` files: in tenths of what each would have were all
/// alike. With twice as much they always do, for of two neighbours one is then longer than that.
fn longest(count: usize, lines: &[(&str, String)]) -> usize {
    let total: usize = lines.iter().map(|(_, line)| line.len() + 1).sum();
    let enough = |longest: &usize| {
        let mut rest = lines;
        (0..count).for_each(|_| rest = &rest[fitting(rest, *longest)..]);
        rest.is_empty()
    };
    (10..20)
        .map(|tenths| total * tenths / (10 * count.max(1)))
        .find(enough)
        .unwrap_or(2 * total.div_ceil(count.max(1)))
}

/// How many lines a file holds; one, however long.
fn fitting(lines: &[(&str, String)], longest: usize) -> usize {
    let mut length = 0;
    let fits = |(_, line): &&(&str, String)| {
        length += line.len() + 1;
        length <= longest
    };
    lines.iter().take_while(fits).count().max(usize::from(!lines.is_empty()))
}

/// The shortest text above one word and not above the next.
fn parting(last: &str, next: &str) -> String {
    let same = last.chars().zip(next.chars()).take_while(|(a, b)| a == b).count();
    next.chars().take(same + 1).collect()
}

/// The best pages for each beginning of a word that is spread over too many files to load.
fn tops(heads: &[&Word], firsts: &[String]) -> Vec<Top> {
    let mut tops = Vec::new();
    let mut open: Vec<Range<usize>> = std::iter::once(0..heads.len()).collect();
    let mut length = 1;
    while !open.is_empty() {
        let spread: Vec<Range<usize>> = open
            .iter()
            .flat_map(|range| alike(heads, range.clone(), length))
            .filter(|range| is_spread(heads, range, firsts))
            .collect();
        tops.extend(spread.iter().map(|range| top(&heads[range.clone()], length)));
        open = spread;
        length += 1;
    }
    tops
}

/// Stretches of words that begin with the same letters; words that are shorter are left out.
fn alike(heads: &[&Word], range: Range<usize>, length: usize) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for at in range {
        if heads[at].text.chars().count() < length {
            continue;
        }
        let goes_on = |last: &&mut Range<usize>| {
            last.end == at && beginning(heads[last.start], length) == beginning(heads[at], length)
        };
        match stretches.last_mut().filter(goes_on) {
            Some(last) => last.end = at + 1,
            None => stretches.push(at..at + 1),
        }
    }
    stretches
}

fn beginning(word: &Word, length: usize) -> String {
    word.text.chars().take(length).collect()
}

fn is_spread(heads: &[&Word], range: &Range<usize>, firsts: &[String]) -> bool {
    let file = |word: &Word| firsts.partition_point(|first| **first <= *word.text);
    file(heads[range.end - 1]) - file(heads[range.start]) >= SEARCH_NEAR
}

/// The pages of which some words with the same beginning say most; of those alike the newest.
fn top(words: &[&Word], length: usize) -> Top {
    let mut pages: Vec<(u32, u32)> =
        words.iter().flat_map(|word| word.heads.pages()).map(|(page, level)| (level, page)).collect();
    pages.sort_unstable_by(|a, b| b.cmp(a));
    let mut best: Vec<(u32, u32)> = Vec::with_capacity(TOP);
    for (level, page) in pages {
        if best.len() == TOP {
            break;
        }
        if !best.iter().any(|(known, _)| *known == page) {
            best.push((page, level));
        }
    }
    let mut top = Top {
        beginning: words.first().map(|word| beginning(word, length)).unwrap_or_default(),
        pages: Postings::default(),
        best: best.first().map_or(0, |(page, _)| *page),
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

    fn words(texts: BTreeSet<String>) -> Vec<Word> {
        let word = |(at, text): (usize, String)| {
            let mut word = Word { text: text.into(), heads: Postings::default(), texts: Postings::default() };
            word.heads.add(at as u32, 3);
            word.texts.add(at as u32 + 7, 1);
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
            let plan = SearchPlan { pages: vec![], first_briefing: 0, words: count, heads: count, texts: vec![] };
            let words = words(texts);
            let shards = shards(&plan, &words);
            prop_assert_eq!(shards.words.texts.len(), count);
            for word in &words {
                let place = file(&shards.words.firsts, &word.text);
                let line = line(word, FEW);
                prop_assert!(shards.words.texts[place].split('|').any(|other| other == line), "{}", word.text);
                let place = file(&shards.heads.firsts, &word.text);
                prop_assert!(shards.heads.texts[place].split('|').any(|other| other == head(word)));
            }
        }

        #[test]
        fn a_beginning_spread_over_too_many_files_has_its_best_pages(
            texts in prop::collection::btree_set("[a-c]{1,4}", 30..60),
        ) {
            let plan = SearchPlan { pages: vec![], first_briefing: 0, words: 9, heads: 9, texts: vec![] };
            let words = words(texts);
            let shards = shards(&plan, &words);
            for beginning in ["a", "b", "c", "ab"] {
                let all: Vec<&Word> = words.iter().filter(|word| word.text.starts_with(beginning)).collect();
                let (Some(first), Some(last)) = (all.first(), all.last()) else { continue };
                let spread = file(&shards.heads.firsts, &last.text) - file(&shards.heads.firsts, &first.text);
                let top = shards.tops.iter().find(|top| top.beginning == beginning);
                prop_assert_eq!(top.is_some(), spread >= SEARCH_NEAR, "{}", beginning);
                prop_assert!(top.is_none_or(|top| top.pages.count() == all.len().min(TOP)));
            }
        }
    }

    #[test]
    fn a_word_of_too_many_texts_is_told_of_in_titles_alone() {
        let mut word = words(BTreeSet::from(["the".to_owned()])).remove(0);
        (10..=FEW as u32 + 10).for_each(|page| word.texts.add(page, 0));
        assert_eq!(line(&word, FEW), format!("{} !", head(&word)));
    }
}

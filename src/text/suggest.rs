//! Suggestions ("did you mean"): the known name nearest to an unknown one, by edit distance.
//!
//! [`nearest`] compares every candidate and suits short lists, such as the keys of front matter. [`NameIndex`] suits the
//! names of a site: it compares a bounded number of candidates.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

/// Longer words get no suggestion: the time to compute the distance is quadratic in the length.
const MAX_CHARS: usize = 256;
/// Maximum number of candidates in one message.
pub const MAX_LISTED: usize = 10;
/// Number of neighbours to compare on each side of a word, in each order.
const NEIGHBOURS: usize = 16;
/// Parts that more names share are ignored.
const MAX_SHARING: usize = 16;
/// Maximum number of parts of a word to look up.
const MAX_PARTS: usize = 8;
/// Shorter parts, such as `in`, are not indexed.
const SHORTEST_PART: usize = 3;

/// Returns the candidate nearest to `word`, if at most one char in three differs. Case and accents count as differences;
/// of equally near candidates, the first is returned.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = one_in_three(word);
    nearest_within(word, limit, candidates.into_iter().map(|candidate| (candidate, candidate)))
}

/// Returns the maximum distance for a word: one third of its chars, and at least one.
pub fn one_in_three(word: &str) -> usize {
    (word.chars().count() / 3).max(1)
}

/// Returns the item of the candidate nearest to `word`, within the distance `limit`.
fn nearest_within<'a, T>(
    word: &str,
    limit: usize,
    candidates: impl IntoIterator<Item = (&'a str, T)>,
) -> Option<T> {
    let length = word.chars().count();
    if length > MAX_CHARS {
        return None;
    }
    candidates
        .into_iter()
        // The difference in length is a lower bound of the distance and is cheap to compute.
        .filter(|(candidate, _)| candidate.len() <= word.len() * 4 + limit * 4)
        .filter(|(candidate, _)| candidate.chars().count().abs_diff(length) <= limit)
        .map(|(candidate, item)| (distance(word, candidate), item))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, item)| item)
}

/// Returns the edit distance. The common prefix and suffix are skipped first: they do not change the distance, and paths
/// share most of their chars.
fn distance(one: &str, other: &str) -> usize {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let start: usize = shared.map(|(c, _)| c.len_utf8()).sum();
    let (one, other) = (&one[start..], &other[start..]);
    let shared = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = shared.map(|(c, _)| c.len_utf8()).sum();
    strsim::osa_distance(&one[..one.len() - end], &other[..other.len() - end])
}

/// An index of known names, each with an item, that finds the nearest name without comparing all.
///
/// A misspelt name usually shares its start, its end or a whole part with the intended name. The candidates are therefore
/// the neighbours in lexicographic order, the neighbours in lexicographic order of the reversed names, and the names that
/// share a rare part. Their number is bounded, however large the index is.
#[derive(Clone, Debug, Default)]
pub struct NameIndex<T> {
    /// In lexicographic order.
    names: Vec<(Box<str>, T)>,
    /// Indices of names, in lexicographic order of the reversed names.
    from_end: Vec<u32>,
    /// Indices of the names that contain a part; at most one more than [`MAX_SHARING`].
    parts: FxHashMap<Box<str>, Vec<u32>>,
}

impl<T: Ord> NameIndex<T> {
    /// Creates an index of names with items.
    pub fn new<S: Into<Box<str>>>(names: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut names: Vec<(Box<str>, T)> =
            names.into_iter().map(|(name, item)| (name.into(), item)).collect();
        names.sort_unstable();
        names.dedup();
        let mut from_end: Vec<u32> = (0..u32::try_from(names.len()).unwrap_or(u32::MAX)).collect();
        from_end.sort_by(|one, other| compare_reversed(&names[*one as usize].0, &names[*other as usize].0));
        let mut index = Self { names, from_end, parts: FxHashMap::default() };
        index.index_parts();
        index
    }

    fn index_parts(&mut self) {
        for (index, (name, _)) in self.names.iter().enumerate() {
            for part in parts(name) {
                let sharing = match self.parts.get_mut(part) {
                    Some(sharing) => sharing,
                    None => self.parts.entry(part.into()).or_default(),
                };
                if sharing.len() <= MAX_SHARING {
                    sharing.extend(u32::try_from(index));
                }
            }
        }
    }
}

impl NameIndex<()> {
    /// Creates an index of names without items.
    pub fn of<S: Into<Box<str>>>(names: impl IntoIterator<Item = S>) -> Self {
        Self::new(names.into_iter().map(|name| (name, ())))
    }

    /// Returns the name nearest to `word`, if at most one char in three differs.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        self.nearest_within(word, one_in_three(word)).map(|(name, ())| name)
    }
}

impl<T> NameIndex<T> {
    /// Returns the name nearest to `word` and its item, within the distance `limit`. Of equally near names, the first in
    /// lexicographic order is returned.
    pub fn nearest_within(&self, word: &str, limit: usize) -> Option<(&str, &T)> {
        if word.len() > MAX_CHARS * 4 {
            return None;
        }
        let candidates = self.candidates(word).into_iter().map(|index| &self.names[index as usize]);
        nearest_within(word, limit, candidates.map(|(name, item)| (&**name, (&**name, item))))
    }

    /// Returns whether the index has no names.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Returns all names in lexicographic order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| &**name)
    }

    /// Returns the indices of the names to compare with `word`, in ascending order.
    fn candidates(&self, word: &str) -> Vec<u32> {
        let forward = self.names.partition_point(|(name, _)| **name < *word);
        let neighbours =
            |index: usize| index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS).min(self.names.len());
        let mut chosen: Vec<u32> =
            neighbours(forward).filter_map(|index| u32::try_from(index).ok()).collect();
        let name = |index: &u32| &*self.names[*index as usize].0;
        let from_end =
            self.from_end.partition_point(|index| compare_reversed(name(index), word) == Ordering::Less);
        chosen.extend(&self.from_end[neighbours(from_end)]);
        let sharing = parts(word).filter_map(|part| self.parts.get(part));
        let rare = sharing.filter(|sharing| sharing.len() <= MAX_SHARING);
        chosen.extend(rare.take(MAX_PARTS).flatten());
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }
}

/// Joins the first [`MAX_LISTED`] items and appends the number of the others.
///
/// The limit keeps messages short: one that lists all candidates may appear on many pages.
pub fn join_first<S: AsRef<str>>(items: impl IntoIterator<Item = S>, separator: &str) -> String {
    let mut items = items.into_iter();
    let shown: Vec<S> = items.by_ref().take(MAX_LISTED).collect();
    let shown: Vec<&str> = shown.iter().map(AsRef::as_ref).collect();
    match items.count() {
        0 => shown.join(separator),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Returns the indexed parts of a slug or path.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|part| part.len() >= SHORTEST_PART)
}

fn compare_reversed(one: &str, other: &str) -> Ordering {
    one.bytes().rev().cmp(other.bytes().rev())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_near_words_are_suggested() {
        let keys = ["title", "published", "topics"];
        let cases = [("tilte", Some("title")), ("publshed", Some("published")), ("zebra", None)];
        for (word, expected) in cases {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
    }

    #[test]
    fn long_lists_are_shortened() {
        let listed = |count: usize| join_first((0..count).map(|index| index.to_string()), " or ");
        assert_eq!(listed(2), "0 or 1");
        assert_eq!(listed(10), "0 or 1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 or 9");
        assert_eq!(listed(12), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more");
        assert!(listed(20_000).len() <= listed(10_000).len() + 1);
    }

    #[test]
    fn very_long_words_get_no_suggestion() {
        let long = "a".repeat(MAX_CHARS + 1);
        assert_eq!(nearest(&long, [&*long]), None);
        assert_eq!(NameIndex::of([&*long]).nearest(&long), None);
    }

    /// Returns paths like those of a large site: numbered, with words that many paths share.
    fn paths(count: usize) -> NameIndex<()> {
        let words = ["talks", "geneva", "harvest", "budget", "rivers", "courts", "markets"];
        let word = |index: usize| words[index % words.len()];
        NameIndex::of((0..count).map(|index| {
            let (one, other) = (word(index), word(index / words.len()));
            format!("content/briefings/{}/{one}-on-{other}-{index}.md", 2000 + index % 25)
        }))
    }

    #[test]
    fn the_number_of_candidates_is_bounded() {
        let most = 4 * NEIGHBOURS + MAX_PARTS * MAX_SHARING;
        for word in ["content/briefings/2004/tlaks-on-geneva-4.md", "nowhere.md", ""] {
            for count in [1_000, 2_000, 4_000, 64_000] {
                let compared = paths(count).candidates(word).len();
                assert!(compared <= most, "{compared} of {count} for {word}");
            }
        }
    }

    #[test]
    fn misspellings_at_any_position_are_found() {
        let index = paths(20_000);
        let expected = "content/briefings/2004/rivers-on-geneva-11379.md";
        assert!(index.names.iter().any(|(name, ())| **name == *expected));
        let cases = [
            "content/briefings/2004/rivers-on-geneva-11379.markdown",
            "content/briefings/2004/irvers-on-geneva-11379.md",
            "content/briefings/2004/rivers-on-genva-11379.md",
            "content/briefing/2004/riverss-on-geneva-11379.md",
            "content/breifings/2004/rivers-on-geneva-11379.mdx",
            "kontent/briefings/2014/rivers-on-geneva-11379",
        ];
        for word in cases {
            assert_eq!(index.nearest(word), Some(expected), "{word}");
        }
    }

    proptest! {
        #[test]
        fn the_index_agrees_with_nearest_on_few_names(
            names in proptest::collection::vec("[ab-]{1,6}", 1..NEIGHBOURS),
            word in "[ab-]{0,6}",
        ) {
            let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
            sorted.sort_unstable();
            let index = NameIndex::of(names.iter().map(String::as_str));
            prop_assert_eq!(index.nearest(&word), nearest(&word, sorted));
        }

        #[test]
        fn skipping_common_ends_keeps_the_distance(one in "[abé]{0,8}", other in "[abé]{0,8}") {
            prop_assert_eq!(distance(&one, &other), strsim::osa_distance(&one, &other));
        }
    }
}

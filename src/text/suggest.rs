//! "Did you mean": the nearest of a set of known words.
//!
//! [`nearest`] measures every candidate and is for short lists, such as the keys of front matter. [`NameIndex`] is for
//! the names of a site: it measures a bounded number of candidates for each word.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

/// Longer words get no suggestion: measuring one takes the square of its length.
const MOST_LETTERS: usize = 256;
/// Candidates that one finding lists.
pub const MOST_LISTED: usize = 10;
/// Neighbours looked at on each side of a word, in each order.
const NEIGHBOURS: usize = 16;
/// A part that more names have tells little of which is meant.
const MOST_SHARING: usize = 16;
/// Parts of a word that are looked up.
const MOST_PARTS: usize = 8;
/// Shorter parts, such as `in`, are not indexed.
const SHORTEST_PART: usize = 3;

/// The candidate nearest to `word`, or none where nothing is near enough to be what was meant: one letter in three
/// may differ. Case and accents count as differences; ties go to the first candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = one_in_three(word);
    nearest_within(word, limit, candidates.into_iter().map(|candidate| (candidate, candidate)))
}

/// How many letters of a word may differ: one in three, and at least one.
pub fn one_in_three(word: &str) -> usize {
    (word.chars().count() / 3).max(1)
}

/// What stands beside the candidate nearest to `word`, where at most `limit` letters differ.
fn nearest_within<'a, T>(
    word: &str,
    limit: usize,
    candidates: impl IntoIterator<Item = (&'a str, T)>,
) -> Option<T> {
    let letters = word.chars().count();
    if letters > MOST_LETTERS {
        return None;
    }
    candidates
        .into_iter()
        // Letters differ at least by the difference in length, which is cheap to know.
        .filter(|(candidate, _)| candidate.len() <= word.len() * 4 + limit * 4)
        .filter(|(candidate, _)| candidate.chars().count().abs_diff(letters) <= limit)
        .map(|(candidate, item)| (distance(word, candidate), item))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, item)| item)
}

/// The number of letters that differ. What both begin and end with is not measured: it changes nothing, and paths
/// share most of their letters.
fn distance(one: &str, other: &str) -> usize {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let start: usize = shared.map(|(letter, _)| letter.len_utf8()).sum();
    let (one, other) = (&one[start..], &other[start..]);
    let shared = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = shared.map(|(letter, _)| letter.len_utf8()).sum();
    strsim::osa_distance(&one[..one.len() - end], &other[..other.len() - end])
}

/// Known names, each with an item, ordered so that those near a word are found without a look at all of them.
///
/// A misspelt name shares its beginning, its end, or a whole part with the one that was meant. So the candidates are the
/// neighbours in the order of the letters, the neighbours in the order of the letters from the end, and the names that
/// share a rare part. A few dozen are measured, however many names there are.
#[derive(Clone, Debug, Default)]
pub struct NameIndex<T> {
    /// In the order of their letters.
    names: Vec<(Box<str>, T)>,
    /// The same in the order of their letters from the end.
    from_end: Vec<u32>,
    /// Who has a part; at most one more than [`MOST_SHARING`] are kept.
    parts: FxHashMap<Box<str>, Vec<u32>>,
}

impl<T: Ord> NameIndex<T> {
    /// Orders the names.
    pub fn new<S: Into<Box<str>>>(names: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut names: Vec<(Box<str>, T)> =
            names.into_iter().map(|(name, item)| (name.into(), item)).collect();
        names.sort_unstable();
        names.dedup();
        let mut from_end: Vec<u32> = (0..u32::try_from(names.len()).unwrap_or(u32::MAX)).collect();
        from_end.sort_by(|one, other| backward(&names[*one as usize].0, &names[*other as usize].0));
        let mut index = Self { names, from_end, parts: FxHashMap::default() };
        index.index_parts();
        index
    }

    fn index_parts(&mut self) {
        for (at, (name, _)) in self.names.iter().enumerate() {
            for part in parts(name) {
                let sharing = match self.parts.get_mut(part) {
                    Some(sharing) => sharing,
                    None => self.parts.entry(part.into()).or_default(),
                };
                if sharing.len() <= MOST_SHARING {
                    sharing.extend(u32::try_from(at));
                }
            }
        }
    }
}

impl NameIndex<()> {
    /// Orders names that stand for nothing but themselves.
    pub fn of<S: Into<Box<str>>>(names: impl IntoIterator<Item = S>) -> Self {
        Self::new(names.into_iter().map(|name| (name, ())))
    }

    /// The name nearest to `word`: one letter in three may differ.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        self.nearest_within(word, one_in_three(word)).map(|(name, ())| name)
    }
}

impl<T> NameIndex<T> {
    /// The name nearest to `word` and its item, where at most `limit` letters differ; ties go to the first in the
    /// order of the letters.
    pub fn nearest_within(&self, word: &str, limit: usize) -> Option<(&str, &T)> {
        if word.len() > MOST_LETTERS * 4 {
            return None;
        }
        let candidates = self.candidates(word).into_iter().map(|at| &self.names[at as usize]);
        nearest_within(word, limit, candidates.map(|(name, item)| (&**name, (&**name, item))))
    }

    /// Whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// All names, in the order of their letters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| &**name)
    }

    /// The names worth measuring, in the order of their letters.
    fn candidates(&self, word: &str) -> Vec<u32> {
        let forward = self.names.partition_point(|(name, _)| **name < *word);
        let near = |at: usize| at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(self.names.len());
        let mut chosen: Vec<u32> = near(forward).filter_map(|at| u32::try_from(at).ok()).collect();
        let name = |at: &u32| &*self.names[*at as usize].0;
        let from_end = self.from_end.partition_point(|at| backward(name(at), word) == Ordering::Less);
        chosen.extend(&self.from_end[near(from_end)]);
        let sharing = parts(word).filter_map(|part| self.parts.get(part));
        let rare = sharing.filter(|sharing| sharing.len() <= MOST_SHARING);
        chosen.extend(rare.take(MOST_PARTS).flatten());
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }
}

/// The first few of a list, and how many more there are: a finding that lists all candidates, told at many places, is
/// longer than the site.
pub fn some_of<S: AsRef<str>>(items: impl IntoIterator<Item = S>, between: &str) -> String {
    let mut items = items.into_iter();
    let shown: Vec<S> = items.by_ref().take(MOST_LISTED).collect();
    let shown: Vec<&str> = shown.iter().map(AsRef::as_ref).collect();
    match items.count() {
        0 => shown.join(between),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The parts of a slug or path.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric()).filter(|part| part.len() >= SHORTEST_PART)
}

fn backward(one: &str, other: &str) -> Ordering {
    one.bytes().rev().cmp(other.bytes().rev())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn near_words_are_offered_and_far_ones_not() {
        let keys = ["title", "published", "topics"];
        let cases = [("tilte", Some("title")), ("publshed", Some("published")), ("zebra", None)];
        for (word, expected) in cases {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
    }

    #[test]
    fn of_many_items_some_are_listed() {
        let listed = |count: usize| some_of((0..count).map(|at| at.to_string()), " or ");
        assert_eq!(listed(2), "0 or 1");
        assert_eq!(listed(10), "0 or 1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 or 9");
        assert_eq!(listed(12), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more");
        assert!(listed(20_000).len() <= listed(10_000).len() + 1);
    }

    #[test]
    fn a_word_too_long_to_measure_gets_no_suggestion() {
        let long = "a".repeat(MOST_LETTERS + 1);
        assert_eq!(nearest(&long, [&*long]), None);
        assert_eq!(NameIndex::of([&*long]).nearest(&long), None);
    }

    /// Paths as a large site has them: numbered, with words that many of them share.
    fn paths(count: usize) -> NameIndex<()> {
        let words = ["talks", "geneva", "harvest", "budget", "rivers", "courts", "markets"];
        let word = |at: usize| words[at % words.len()];
        NameIndex::of((0..count).map(|at| {
            let (one, other) = (word(at), word(at / words.len()));
            format!("content/briefings/{}/{one}-on-{other}-{at}.md", 2000 + at % 25)
        }))
    }

    #[test]
    fn twice_the_names_are_no_more_to_measure() {
        let most = 4 * NEIGHBOURS + MOST_PARTS * MOST_SHARING;
        for word in ["content/briefings/2004/tlaks-on-geneva-4.md", "nowhere.md", ""] {
            for count in [1_000, 2_000, 4_000, 64_000] {
                let measured = paths(count).candidates(word).len();
                assert!(measured <= most, "{measured} of {count} for {word}");
            }
        }
    }

    #[test]
    fn slips_at_every_place_are_found_among_many() {
        let index = paths(20_000);
        let meant = "content/briefings/2004/rivers-on-geneva-11379.md";
        assert!(index.names.iter().any(|(name, ())| **name == *meant));
        let cases = [
            "content/briefings/2004/rivers-on-geneva-11379.markdown",
            "content/briefings/2004/irvers-on-geneva-11379.md",
            "content/briefings/2004/rivers-on-genva-11379.md",
            "content/briefing/2004/riverss-on-geneva-11379.md",
            "content/breifings/2004/rivers-on-geneva-11379.mdx",
            "kontent/briefings/2014/rivers-on-geneva-11379",
        ];
        for word in cases {
            assert_eq!(index.nearest(word), Some(meant), "{word}");
        }
    }

    proptest! {
        #[test]
        fn of_few_names_the_nearest_is_found(
            names in proptest::collection::vec("[ab-]{1,6}", 1..NEIGHBOURS),
            word in "[ab-]{0,6}",
        ) {
            let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
            sorted.sort_unstable();
            let index = NameIndex::of(names.iter().map(String::as_str));
            prop_assert_eq!(index.nearest(&word), nearest(&word, sorted));
        }

        #[test]
        fn shared_ends_change_no_distance(one in "[abé]{0,8}", other in "[abé]{0,8}") {
            prop_assert_eq!(distance(&one, &other), strsim::osa_distance(&one, &other));
        }
    }
}

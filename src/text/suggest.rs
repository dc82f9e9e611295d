//! "Did you mean": the nearest of a set of known words.

/// The candidate nearest to `word`, or none where nothing is near enough to be what was meant: one letter in three
/// may differ. Case and accents count as differences; ties go to the first candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    nearest_within(word, limit, candidates.into_iter().map(|candidate| (candidate, candidate)))
}

/// What stands beside the candidate nearest to `word`, where at most `limit` letters differ.
pub fn nearest_within<'a, T>(
    word: &str,
    limit: usize,
    candidates: impl IntoIterator<Item = (&'a str, T)>,
) -> Option<T> {
    candidates
        .into_iter()
        // Letters differ at least by the difference in length, which is cheap to know; four bytes make a letter at most.
        .filter(|(candidate, _)| candidate.len().abs_diff(word.len()) <= limit * 4)
        .map(|(candidate, item)| (strsim::osa_distance(word, candidate), item))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, item)| item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_offered_and_far_ones_not() {
        let keys = ["title", "published", "topics"];
        let cases = [("tilte", Some("title")), ("publshed", Some("published")), ("zebra", None)];
        for (word, expected) in cases {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
    }
}

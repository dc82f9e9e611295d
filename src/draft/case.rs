//! Words in capitals, written as prose writes them.

/// Words that stay small inside the name of a place.
const LOWERCASE_WORDS: &[&str] =
    &["de", "del", "la", "las", "los", "du", "des", "da", "do", "of", "the", "and", "am", "an", "der"];

/// The name of a place in capitals, as prose writes it; any other name as it is.
pub(super) fn recase_place_name(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words = name.split(' ').enumerate().map(|(at, word)| {
        let small = word.to_lowercase();
        match at > 0 && LOWERCASE_WORDS.contains(&&*small) {
            true => small,
            // "D.C." stays as it is, "ST." does not.
            false if word.matches('.').count() > 1 => word.to_owned(),
            false => word.split('-').map(recase_hyphenated).collect::<Vec<_>>().join("-"),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn recase_hyphenated(part: &str) -> String {
    let small = part.to_lowercase();
    if matches!(&*small, "au" | "sur" | "en" | "on" | "upon" | "by" | "le") {
        small
    } else {
        title_case_word(part)
    }
}

/// The first letter as a capital, the others small.
pub(super) fn title_case_word(word: &str) -> String {
    crate::text::capitalize_first(&word.to_lowercase())
}

/// Whether a headline is written in capitals: two words of four letters and more, and no small letter.
pub(super) fn is_all_capitals(headline: &str) -> bool {
    let long =
        headline.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let small = headline.chars().filter(|letter| letter.is_lowercase()).count();
    let large = headline.chars().filter(|letter| letter.is_uppercase()).count();
    long.count() >= 2 && small * 10 <= large
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_lose_their_capitals() {
        let cases = [
            ("RIO DE JANEIRO", "Rio de Janeiro"),
            ("PORT-AU-PRINCE", "Port-au-Prince"),
            ("Rome", "Rome"),
            ("ST. GALLEN", "St. Gallen"),
        ];
        for (name, expected) in cases {
            assert_eq!(recase_place_name(name), expected);
        }
    }
}

//! Conversion of text in capitals to the usual case.

/// Words that stay lowercase inside a place name.
const LOWERCASE_WORDS: &[&str] =
    &["de", "del", "la", "las", "los", "du", "des", "da", "do", "of", "the", "and", "am", "an", "der"];

/// Converts a place name in capitals to title case. Returns other names unchanged.
pub(super) fn recase_place_name(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words = name.split(' ').enumerate().map(|(index, word)| {
        let lower = word.to_lowercase();
        match index > 0 && LOWERCASE_WORDS.contains(&&*lower) {
            true => lower,
            // "D.C." stays as it is, "ST." does not.
            false if word.matches('.').count() > 1 => word.to_owned(),
            false => word.split('-').map(recase_hyphenated).collect::<Vec<_>>().join("-"),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn recase_hyphenated(part: &str) -> String {
    let lower = part.to_lowercase();
    if matches!(&*lower, "au" | "sur" | "en" | "on" | "upon" | "by" | "le") {
        lower
    } else {
        title_case_word(part)
    }
}

/// Returns the word with its first char in uppercase and the others in lowercase.
pub(super) fn title_case_word(word: &str) -> String {
    crate::text::capitalize_first(&word.to_lowercase())
}

/// Returns whether a headline is in capitals: it has at least two words of four or more alphabetic chars, and almost no lowercase.
pub(super) fn is_all_capitals(headline: &str) -> bool {
    let long =
        headline.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let lower = headline.chars().filter(|c| c.is_lowercase()).count();
    let uppercase_count = headline.chars().filter(|c| c.is_uppercase()).count();
    long.count() >= 2 && lower * 10 <= uppercase_count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_names_are_recased() {
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

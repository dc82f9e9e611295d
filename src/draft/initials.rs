//! Initials of names, by which an acronym is taken together with the full name.

/// Returns the initials of a name of several words, without its lower-case words: `UN` for `United Nations`. `None` for a
/// single word.
pub(super) fn initials(name: &str) -> Option<String> {
    let words = name.split([' ', '-']).filter_map(|word| word.chars().next());
    let letters: String = words.filter(|letter| letter.is_uppercase()).collect();
    (letters.chars().nth(1).is_some()).then_some(letters)
}

/// Returns the letters of an acronym without its full stops. `None` for any other name.
pub(super) fn acronym(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|c| *c != '.').collect();
    let is_acronym = letters.chars().nth(1).is_some() && letters.chars().all(char::is_uppercase);
    is_acronym.then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_has_the_initials_of_its_name() {
        let cases = [
            ("United Nations", Some("UN"), None),
            ("Bank of the North-South Line", Some("BNSL"), None),
            ("Bank", None, None),
            ("UN", None, Some("UN")),
            ("U.N.", None, Some("UN")),
            ("Un", None, None),
            ("", None, None),
        ];
        for (name, expected_initials, expected_acronym) in cases {
            assert_eq!(initials(name).as_deref(), expected_initials, "{name}");
            assert_eq!(acronym(name).as_deref(), expected_acronym, "{name}");
        }
    }
}

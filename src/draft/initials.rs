//! Initials of names, by which an acronym is taken together with the full name.

use std::collections::BTreeMap;

/// Returns the initials of a name of several words, without its lower-case words: `UN` for `United Nations`. `None` for a
/// single word.
pub(super) fn initials(name: &str) -> Option<String> {
    let words = name.split([' ', '-']).filter_map(|word| word.chars().next());
    let letters: String = words.filter(|letter| letter.is_uppercase()).collect();
    (letters.chars().nth(1).is_some()).then_some(letters)
}

/// Returns for each name that is an acronym the index of the only name of its group with these initials.
pub(super) fn find_full_names<'n, G: Copy + Ord>(
    names: impl Iterator<Item = (G, &'n str)> + Clone,
) -> Vec<Option<usize>> {
    let mut full: BTreeMap<(G, String), Option<usize>> = BTreeMap::new();
    for (index, (group, name)) in names.clone().enumerate() {
        if let Some(letters) = initials(name) {
            full.entry((group, letters)).and_modify(|only| *only = None).or_insert(Some(index));
        }
    }
    names.map(|(group, name)| *full.get(&(group, acronym(name)?))?).collect()
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
    fn an_acronym_has_the_only_full_name_of_its_group() {
        let names =
            [(1, "UN"), (1, "United Nations"), (2, "U.N."), (1, "BN"), (1, "Bern North"), (1, "Biel Nord")];
        assert_eq!(find_full_names(names.into_iter()), [Some(1), None, None, None, None, None]);
    }

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

//! White space in text that is shown on one line.

/// Returns a text on one line: each run of white space, also of line ends, is one space; none is at the ends.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_white_space_are_one_space() {
        for (text, expected) in [(" a\n\tb  c ", "a b c"), ("a\u{a0}b", "a b"), ("", ""), (" \n", "")] {
            assert_eq!(on_one_line(text), expected);
        }
    }
}

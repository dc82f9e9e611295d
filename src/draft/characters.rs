//! The letters of wire text, as prose has them: straight quotes, plain blanks, real dashes.

/// A line of wire text with one blank between words and none at its ends.
pub(super) fn clean_line(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for letter in line.chars() {
        match letter {
            '“' | '”' | '„' | '‟' => plain.push('"'),
            '‘' | '’' | '‚' | '‛' | 'ʼ' => plain.push('\''),
            '\u{200b}' | '\u{ad}' | '\u{2060}' | '\u{feff}' | '\u{fffc}' => {}
            letter if letter.is_whitespace() => plain.push(' '),
            letter if letter.is_control() => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    let plain = plain.replace("``", "\"").replace("''", "\"");
    replace_dashes(&plain.split_whitespace().collect::<Vec<_>>())
}

/// Words with a dash wherever a hyphen stands alone between two of them, numbers apart.
fn replace_dashes(words: &[&str]) -> String {
    let mut line = String::new();
    for (at, word) in words.iter().enumerate() {
        let inside = at > 0 && at + 1 < words.len();
        let is_dash =
            matches!(*word, "--" | "---" | "—") || *word == "-" && inside && !is_between_numbers(words, at);
        if at > 0 {
            line.push(' ');
        }
        line.push_str(if is_dash && inside { "–" } else { word });
    }
    line
}

fn is_between_numbers(words: &[&str], at: usize) -> bool {
    let is_number = |word: &str| word.chars().any(|letter| letter.is_ascii_digit());
    is_number(words[at - 1]) && is_number(words[at + 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_prose() {
        let cases = [
            ("  “No,”\u{a0}he said – ‘never’ ", "\"No,\" he said – 'never'"),
            (
                "Talks -- the second round -- went on - it said",
                "Talks – the second round – went on – it said",
            ),
            ("They won 3 - 2", "They won 3 - 2"),
            ("``So'' \u{feff}be\u{ad}gan", "\"So\" began"),
            ("- an item", "- an item"),
        ];
        for (line, expected) in cases {
            assert_eq!(clean_line(line), expected, "{line:?}");
        }
    }
}

//! Normalisation of wire text characters: plain spaces, real dashes. Quotation marks and apostrophes stay as they are, because
//! quoted words are those of the text.

/// Marks around quotations.
pub(super) const DOUBLE_MARKS: [char; 5] = ['"', '“', '”', '„', '‟'];

/// Normalises a line of wire text: one space between words, none at the ends.
pub(super) fn clean_line(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\u{200b}' | '\u{ad}' | '\u{2060}' | '\u{feff}' | '\u{fffc}' => {}
            c if c.is_whitespace() => plain.push(' '),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    let plain = plain.replace("``", "\"").replace("''", "\"");
    replace_dashes(&plain.split_whitespace().collect::<Vec<_>>())
}

/// Joins words with spaces and replaces a hyphen between two words with a dash, except between numbers and inside quotation
/// marks.
fn replace_dashes(words: &[&str]) -> String {
    let mut line = String::new();
    let mut is_quoted = false;
    for (index, word) in words.iter().enumerate() {
        let inside = index > 0 && index + 1 < words.len();
        let is_dash = matches!(*word, "--" | "---" | "—" | "_")
            || *word == "-" && inside && !is_between_numbers(words, index);
        if index > 0 {
            line.push(' ');
        }
        line.push_str(if is_dash && inside && !is_quoted { "–" } else { word });
        is_quoted ^= word.matches(DOUBLE_MARKS).count() % 2 == 1;
    }
    line
}

fn is_between_numbers(words: &[&str], index: usize) -> bool {
    let is_number = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    is_number(words[index - 1]) && is_number(words[index + 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_normalised() {
        let cases = [
            ("  “No,”\u{a0}he said – ‘never’ ", "“No,” he said – ‘never’"),
            (
                "Talks -- the second round -- went on - it said",
                "Talks – the second round – went on – it said",
            ),
            (
                "\"Well -- a mess,\" he said -- \"no — a joke\"",
                "\"Well -- a mess,\" he said – \"no — a joke\"",
            ),
            ("They won 3 - 2", "They won 3 - 2"),
            ("BERN (AP) _ Talks opened _ at last", "BERN (AP) – Talks opened – at last"),
            ("``So'' \u{feff}be\u{ad}gan", "\"So\" began"),
            ("- an item", "- an item"),
        ];
        for (line, expected) in cases {
            assert_eq!(clean_line(line), expected, "{line:?}");
        }
    }
}

//! Typographic quotation marks and apostrophes.

/// Returns a text with curly quotation marks and apostrophes instead of straight ones, as in prose.
pub fn curl_quotes(text: &str) -> String {
    if !text.contains(['\'', '"']) {
        return text.to_owned();
    }
    let mut curled = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let opens = is_opening_position(before);
        let next = match c {
            '"' if opens => '\u{201C}',
            '"' => '\u{201D}',
            // A year without its century: '90s.
            '\'' if opens && !chars.peek().is_some_and(char::is_ascii_digit) => '\u{2018}',
            '\'' => '\u{2019}',
            c => c,
        };
        curled.push(next);
        before = next;
    }
    curled
}

/// Returns whether a quotation may begin after a char.
fn is_opening_position(before: char) -> bool {
    before.is_whitespace() || "([{\u{2018}\u{201C}-\u{2013}\u{2014}/".contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_marks_are_curled() {
        let cases = [
            ("Talks open", "Talks open"),
            ("Northland's budget", "Northland’s budget"),
            ("The delegations' rooms", "The delegations’ rooms"),
            ("\"No deal\", says Marten", "“No deal”, says Marten"),
            ("Marten: 'no deal'", "Marten: ‘no deal’"),
            ("\"'No' was said\"", "“‘No’ was said”"),
            ("The accord (\"treaty\") of the '90s", "The accord (“treaty”) of the ’90s"),
            ("5' 3\"", "5’ 3”"),
            ("O'Neil—\"later\"", "O’Neil—“later”"),
            ("", ""),
        ];
        for (straight, curled) in cases {
            assert_eq!(curl_quotes(straight), curled);
        }
    }
}

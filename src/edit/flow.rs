//! Lists and mappings on one line or several, in brackets.

/// The end of a bracketed list or mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FlowEnd {
    /// Offset of the closing bracket.
    pub(super) close: usize,
    /// Offset after the last part before it: an entry, a comma, or the opening bracket.
    pub(super) last: usize,
}

/// Finds the end of the list or mapping whose bracket opens at `open`.
pub(super) fn flow_end(text: &str, open: usize) -> Option<FlowEnd> {
    let bytes = text.as_bytes();
    let (mut depth, mut index, mut last) = (0_usize, open, open);
    // Inside a plain scalar, quotes, anchors and tags are text.
    let mut in_plain = false;
    while let Some(byte) = bytes.get(index).copied() {
        in_plain = match byte {
            b' ' | b'\t' | b'\n' => {
                index += 1;
                continue;
            }
            b'#' if index > 0 && is_blank(bytes, index - 1) => {
                index = line_end(bytes, index);
                continue;
            }
            b'[' | b'{' => {
                depth += 1;
                false
            }
            b']' | b'}' if depth == 1 => return Some(FlowEnd { close: index, last }),
            b']' | b'}' => {
                depth = depth.checked_sub(1)?;
                true
            }
            b',' => false,
            b':' if is_blank(bytes, index + 1) || matches!(bytes.get(last - 1), Some(b'"' | b'\'')) => false,
            b'"' | b'\'' if !in_plain => {
                index = closing_quote(bytes, index)?;
                true
            }
            b'&' | b'!' if !in_plain => {
                index = token_end(bytes, index);
                false
            }
            _ => true,
        };
        index += 1;
        last = index;
    }
    None
}

fn is_blank(bytes: &[u8], index: usize) -> bool {
    matches!(bytes.get(index), Some(b' ' | b'\t' | b'\n') | None)
}

/// Returns the offset of the quote that closes the one at `open`. Two single quotes are one in the text.
fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = bytes[open];
    let mut index = open + 1;
    loop {
        match bytes.get(index)? {
            b'\\' if quote == b'"' => index += 2,
            byte if *byte == quote && quote == b'\'' && bytes.get(index + 1) == Some(&quote) => index += 2,
            byte if *byte == quote => return Some(index),
            _ => index += 1,
        }
    }
}

/// Returns the offset of the last byte of an anchor or tag.
fn token_end(bytes: &[u8], start: usize) -> usize {
    let ends = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b',' | b']' | b'}');
    let length = bytes[start..].iter().position(ends).unwrap_or(bytes.len() - start);
    start + length.max(1) - 1
}

fn line_end(bytes: &[u8], start: usize) -> usize {
    start + bytes[start..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_quotes_and_comments_do_not_close() {
        // The bars stand after the last part and before the closing bracket.
        let cases = [
            "[||]",
            "[a, b||]",
            "[a,| |] # ]",
            "[\"]\", 'it''s]', b|\n |]",
            "[a, # ]\n b| # x ]\n|]",
            "[{ a: b, c: [d] }| |]",
            "[it's, b||]",
            "[a#b||]",
            "[&x \"]\"||]",
            "[*x, *y||]",
            "{ \"a\": 1, b: 'c}'| |}",
            "[talks \"round two, c||]",
            "{\"a\":\"}\"||}",
        ];
        for case in cases {
            let text = case.replace('|', "");
            let last = case.find('|').expect("a bar");
            let close = case.rfind('|').expect("a bar") - 1;
            assert_eq!(flow_end(&text, 0), Some(FlowEnd { close, last }), "{case}");
        }
        for case in ["[a", "[\"a]", "[", "['a''"] {
            assert_eq!(flow_end(case, 0), None, "{case}");
        }
    }
}

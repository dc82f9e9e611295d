//! Character references of HTML, decoded as the Markdown parser does, which knows all names of HTML 5.

use pulldown_cmark::{Event, Parser};

/// The longest name is that of `&CounterClockwiseContourIntegral;`.
const MAX_NAME_BYTES: usize = 31;

/// Returns a text with its character references decoded. Unknown ones, and those of control characters, stay as they are.
pub fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let name = rest[at + 1..].bytes().take(MAX_NAME_BYTES).take_while(is_name_byte).count();
        let (entity, after) = rest[at..].split_at(1 + name);
        rest = match after.strip_prefix(';').and_then(|after| Some((entity_text(entity)?, after))) {
            Some((character, after)) => {
                decoded.push_str(&character);
                after
            }
            None => {
                decoded.push_str(entity);
                after
            }
        };
    }
    decoded.push_str(rest);
    decoded
}

fn is_name_byte(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'#'
}

/// Returns the text of a reference without its semicolon; `None` if it is unknown.
fn entity_text(entity: &str) -> Option<String> {
    // The parser drops spaces at the start and end of a block.
    let source = format!("x{entity};x");
    let texts = Parser::new(&source).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    let text: String = texts.collect();
    let text = text.strip_prefix('x')?.strip_suffix('x')?;
    let is_control = |c: char| c.is_control() && !c.is_whitespace();
    (!text.starts_with(entity) && !text.contains(is_control)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded() {
        let cases = [
            ("a &lt; b &amp; c", "a < b & c"),
            ("&#8217;&#x201d;&Scaron;&aring;", "’”Šå"),
            ("on&nbsp;Friday &shy;", "on\u{a0}Friday \u{ad}"),
            ("&unknown; &; &lt &amp;lt; A&B; &", "&unknown; &; &lt &lt; A&B; &"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("&a&gt; &#7; &#10;", "&a> &#7; \n"),
            ("é&é;&eacute;", "é&é;é"),
        ];
        for (text, decoded) in cases {
            assert_eq!(decode_entities(text), decoded, "{text}");
        }
    }
}

//! JSON that is safe inside a page: it cannot end its `<script>`, open a comment or form a character reference.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::Html;
use crate::text::{ByteSet, replace_marked};

impl Html {
    /// Returns JSON for a data block, `<script type="application/ld+json">`.
    pub(in crate::render) fn json(value: &impl Serialize) -> Self {
        let mut bytes = Vec::with_capacity(2048);
        match value.serialize(&mut Serializer::with_formatter(&mut bytes, HtmlSafeFormatter)) {
            Ok(()) => Self(String::from_utf8(bytes).unwrap_or_default()),
            Err(_) => Self::default(),
        }
    }
}

/// Writes the chars that have a meaning in HTML, or end a line in JavaScript, as `\u` sequences. JSON reads these as the
/// same chars.
struct HtmlSafeFormatter;

impl Formatter for HtmlSafeFormatter {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut written = Ok(());
        replace_marked(fragment, &ESCAPED, escape_char, |piece| {
            if written.is_ok() {
                written = writer.write_all(piece.as_bytes());
            }
        });
        written
    }
}

const ESCAPED: ByteSet = ByteSet::from_chars(&['<', '>', '&', '\u{2028}']);

fn escape_char(c: char, _: &str) -> Option<&'static str> {
    match c {
        '<' => Some("\\u003c"),
        '>' => Some("\\u003e"),
        '&' => Some("\\u0026"),
        '\u{2028}' => Some("\\u2028"),
        '\u{2029}' => Some("\\u2029"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn json_cannot_end_its_script() {
        let html = Html::json(&["</script><!-- & \u{2028}\"\\"]);
        assert_eq!(html.as_str(), r#"["\u003c/script\u003e\u003c!-- \u0026 \u2028\"\\"]"#);
    }

    proptest! {
        #[test]
        fn escaped_text_round_trips(text in "\\PC{0,40}|[<>&/!\\-\u{2028}\u{2029}\"\\\\\n]{0,20}") {
            let html = Html::json(&text);
            let unescaped = html.as_str().contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n']);
            prop_assert!(!unescaped);
            prop_assert_eq!(serde_json::from_str::<String>(html.as_str()).expect("JSON"), text);
        }
    }
}

//! Decodes a file's bytes as UTF-8, or returns a diagnostic.

use crate::diagnostic::{Diagnostic, NOT_UTF8, SourceLocation};
use crate::text::Source;

/// Number of bytes examined to detect UTF-16 without a byte order mark.
const SAMPLE_BYTES: usize = 1024;

/// Decodes a text file and normalizes it.
pub(super) fn decode_text(path: &str, bytes: Vec<u8>) -> Result<Source, Diagnostic> {
    if let Some(name) = wide_encoding(&bytes) {
        return Err(Diagnostic::new(&NOT_UTF8, format!("this file is {name}, not UTF-8"))
            .at(SourceLocation::file(path))
            .help("save it as UTF-8 in your editor"));
    }
    String::from_utf8(bytes).map(|text| Source::from_raw(path, text)).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        encoding_diagnostic(path, error.as_bytes(), valid)
    })
}

/// Returns the diagnostic for a file of which only the first `valid` bytes are UTF-8.
fn encoding_diagnostic(path: &str, bytes: &[u8], valid: usize) -> Diagnostic {
    let before = bytes.get(..valid).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let begin = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |position| position + 1);
    let column = String::from_utf8_lossy(&before[begin..]).trim_start_matches('\u{feff}').chars().count() + 1;
    let byte = bytes.get(valid).copied().unwrap_or_default();
    Diagnostic::new(
        &NOT_UTF8,
        format!("byte {valid} (0x{byte:02x}, line {line}, column {column}) is not UTF-8"),
    )
    .at(SourceLocation::file(path))
    .help("save the file as UTF-8 in your editor; it may be in an older encoding, such as Windows-1252")
}

/// Returns the name of a UTF-16 or UTF-32 encoding, detected by its byte order mark or by the zero bytes of ASCII text.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32"),
        [0xff, 0xfe, ..] => return Some("UTF-16 (little-endian)"),
        [0xfe, 0xff, ..] => return Some("UTF-16 (big-endian)"),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES) & !1];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 4;
    match (even, odd) {
        (0, odd) if many > 0 && odd > many => Some("UTF-16 (little-endian)"),
        (even, 0) if many > 0 && even > many => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_normalized_and_other_encodings_are_named() {
        let wide =
            |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let cases: [(&[u8], Result<&str, &str>); 13] = [
            (b"plain", Ok("plain")),
            (b"", Ok("")),
            (b"\xef\xbb\xbfmark\r\nends\rhere", Ok("mark\nends\nhere")),
            (b"a\0b", Ok("a\u{fffd}b")),
            (b"ab\xe9", Err("byte 2 (0xe9, line 1, column 3) is not UTF-8")),
            (b"\xef\xbb\xbfab\n\xc3\xa9\xffc", Err("byte 8 (0xff, line 2, column 2) is not UTF-8")),
            (b"\xef\xbb\xbf\xff", Err("byte 3 (0xff, line 1, column 1) is not UTF-8")),
            (b"cut \xe2\x82", Err("byte 4 (0xe2, line 1, column 5) is not UTF-8")),
            (b"\xff\xfea\0", Err("this file is UTF-16 (little-endian), not UTF-8")),
            (b"\xfe\xff\0a", Err("this file is UTF-16 (big-endian), not UTF-8")),
            (b"\xff\xfe\0\0a\0\0\0", Err("this file is UTF-32, not UTF-8")),
            (&wide("---\ntitle: A", u16::to_le_bytes), Err("this file is UTF-16 (little-endian), not UTF-8")),
            (&wide("---\ntitle: A", u16::to_be_bytes), Err("this file is UTF-16 (big-endian), not UTF-8")),
        ];
        for (bytes, expected) in cases {
            let got = decode_text("a.md", bytes.to_vec());
            let got =
                got.as_ref().map(|source| &*source.text).map_err(|diagnostic| diagnostic.message.as_str());
            assert_eq!(got, expected, "{bytes:x?}");
        }
    }
}

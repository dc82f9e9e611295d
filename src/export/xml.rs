//! XML writer: names are constants, all other text is escaped, and chars that XML 1.0 forbids are dropped.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::text::{ByteSet, replace_marked};

/// Attributes of an element.
pub(super) type XmlAttributes<'a> = &'a [(&'static str, &'a str)];

/// Writer of one XML document.
pub(super) struct XmlWriter {
    writer: Writer<Vec<u8>>,
}

impl XmlWriter {
    pub(super) fn new() -> Self {
        Self::with_capacity(1024)
    }

    /// Creates a document of approximately `bytes` bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        let mut xml = Self { writer: Writer::new_with_indent(Vec::with_capacity(bytes), b' ', 1) };
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: XmlAttributes<'_>) {
        self.write_event(Event::Start(start_tag(name, attributes)));
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &'static str) {
        self.write_event(Event::End(BytesEnd::new(name)));
    }

    /// Writes an empty element.
    pub(super) fn empty_element(&mut self, name: &'static str, attributes: XmlAttributes<'_>) {
        self.write_event(Event::Empty(start_tag(name, attributes)));
    }

    /// Writes an element with text.
    pub(super) fn text_element(&mut self, name: &'static str, text: &str) {
        self.text_element_with(name, &[], text);
    }

    /// Writes an element with attributes and text.
    pub(super) fn text_element_with(
        &mut self,
        name: &'static str,
        attributes: XmlAttributes<'_>,
        text: &str,
    ) {
        self.open(name, attributes);
        // An empty text event keeps the writer from indenting the end tag.
        self.write_event(Event::Text(BytesText::from_escaped("")));
        let out = self.writer.get_mut();
        replace_marked(text, &ESCAPED, escape_char, |part| out.extend_from_slice(part.as_bytes()));
        self.close(name);
    }

    /// Writes an element with HTML as CDATA.
    pub(super) fn html_element(&mut self, name: &'static str, attributes: XmlAttributes<'_>, html: &str) {
        self.open(name, attributes);
        BytesCData::escaped(&strip_forbidden(html)).for_each(|part| self.write_event(Event::CData(part)));
        self.close(name);
    }

    /// Returns the document.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.writer.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn write_event(&mut self, event: Event<'_>) {
        // Writing to memory does not fail.
        let _ = self.writer.write_event(event);
    }
}

fn start_tag<'a>(name: &'static str, attributes: XmlAttributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*strip_forbidden(value)));
    }
    start
}

/// Chars that must be escaped between tags.
const ESCAPED: ByteSet = ByteSet::from_chars_and_controls(&['<', '>', '&', '\u{fffe}']);

fn escape_char(c: char, _: &str) -> Option<&'static str> {
    match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        c => is_forbidden_char(c).then_some(""),
    }
}

fn is_forbidden_char(c: char) -> bool {
    matches!(c, '\0'..'\t' | '\u{b}' | '\u{c}' | '\u{e}'..' ' | '\u{fffe}' | '\u{ffff}')
}

/// Removes the chars that XML 1.0 forbids.
pub(super) fn strip_forbidden(text: &str) -> Cow<'_, str> {
    // Nearly every text is valid; only control characters and the lead byte of U+FFFE need a closer look.
    let is_suspect = |byte: u8| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) | (byte == 0xef);
    if !text.bytes().fold(false, |found, byte| found | is_suspect(byte)) {
        return Cow::Borrowed(text);
    }
    let mut valid = String::with_capacity(text.len());
    let remove = |c, _: &str| is_forbidden_char(c).then_some("");
    replace_marked(text, &ESCAPED, remove, |part| valid.push_str(part));
    Cow::Owned(valid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use quick_xml::escape::unescape;

    fn element(text: &str) -> String {
        let mut xml = XmlWriter::new();
        xml.text_element_with("a", &[("b", text)], text);
        String::from_utf8(xml.finish()).expect("UTF-8")
    }

    #[test]
    fn text_is_escaped() {
        let cases = [
            ("</script>]]>", "&lt;/script&gt;]]&gt;"),
            ("a & b", "a &amp; b"),
            ("\u{0}\u{b}\u{1f}\u{fffe}x\u{202e}\u{feff}😀", "x\u{202e}\u{feff}😀"),
        ];
        for (text, written) in cases {
            assert!(element(text).contains(&format!(">{written}</a>")), "{}", element(text));
        }
    }

    #[test]
    fn html_is_written_as_cdata() {
        let cases = [
            ("<p>a &amp; b</p>", "<a><![CDATA[<p>a &amp; b</p>]]></a>"),
            ("x]]>y", "<a><![CDATA[x]]]]><![CDATA[>y]]></a>"),
            ("x\u{1}]\u{fffe}]>y", "<a><![CDATA[x]]]]><![CDATA[>y]]></a>"),
        ];
        for (html, written) in cases {
            let mut xml = XmlWriter::new();
            xml.html_element("a", &[], html);
            let document = String::from_utf8(xml.finish()).expect("UTF-8");
            assert!(document.ends_with(&format!("\n{written}\n")), "{document}");
        }
    }

    proptest! {
        #[test]
        fn parsing_returns_the_allowed_chars(text in "\\PC*|[\\x00-\\x40\u{fff0}-\u{ffff}]*") {
            let (written, kept) = (element(&text), strip_forbidden(&text));
            let mut reader = quick_xml::Reader::from_str(&written);
            let (mut read, mut attribute) = (String::new(), String::new());
            loop {
                match reader.read_event().expect("well-formed") {
                    Event::Start(start) => {
                        let value = start.attributes().next().expect("one").expect("sound").value;
                        attribute = unescape(&value).expect("known").into_owned();
                    }
                    Event::Text(text) => read.push_str(&text),
                    Event::GeneralRef(name) => {
                        let name = format!("&{};", &*name);
                        read.push_str(&unescape(&name).expect("known"));
                    }
                    Event::Eof => break,
                    _ => {}
                }
            }
            prop_assert_eq!(read.trim_matches('\n'), kept.trim_matches('\n'));
            prop_assert_eq!(attribute, kept);
        }
    }
}

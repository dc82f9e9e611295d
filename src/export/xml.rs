//! XML written by a serialiser: names are the program's own, everything else is escaped, and what XML 1.0 forbids is
//! dropped.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::text::{ByteSet, replace_marked};

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// An XML document in the making.
pub(super) struct XmlWriter {
    writer: Writer<Vec<u8>>,
}

impl XmlWriter {
    pub(super) fn new() -> Self {
        Self::with_capacity(1024)
    }

    /// A document of about as many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        let mut xml = Self { writer: Writer::new_with_indent(Vec::with_capacity(bytes), b' ', 1) };
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.write_event(Event::Start(start_tag(name, attributes)));
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &'static str) {
        self.write_event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    pub(super) fn empty_element(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.write_event(Event::Empty(start_tag(name, attributes)));
    }

    /// An element with text in it.
    pub(super) fn text_element(&mut self, name: &'static str, text: &str) {
        self.text_element_with(name, &[], text);
    }

    /// An element with attributes and text in it.
    pub(super) fn text_element_with(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        // The writer is told that text stands here, so that it breaks no line before the end tag.
        self.write_event(Event::Text(BytesText::from_escaped("")));
        let out = self.writer.get_mut();
        replace_marked(text, &ESCAPED, escape_char, |piece| out.extend_from_slice(piece.as_bytes()));
        self.close(name);
    }

    /// An element with attributes and HTML in it, as it stands. It holds nothing XML forbids.
    pub(super) fn html_element(&mut self, name: &'static str, attributes: Attributes<'_>, html: &str) {
        self.open(name, attributes);
        BytesCData::escaped(html).for_each(|piece| self.write_event(Event::CData(piece)));
        self.close(name);
    }

    /// The whole document.
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

fn start_tag<'a>(name: &'static str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*strip_forbidden(value)));
    }
    start
}

/// What cannot stand as it is between tags.
const ESCAPED: ByteSet = ByteSet::from_chars_and_controls(&['<', '>', '&', '\u{fffe}']);

fn escape_char(letter: char, _: &str) -> Option<&'static str> {
    match letter {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        letter => is_forbidden_char(letter).then_some(""),
    }
}

fn is_forbidden_char(letter: char) -> bool {
    matches!(letter, '\0'..'\t' | '\u{b}' | '\u{c}' | '\u{e}'..' ' | '\u{fffe}' | '\u{ffff}')
}

/// A text without the characters XML 1.0 forbids.
pub(super) fn strip_forbidden(text: &str) -> Cow<'_, str> {
    // Nearly every text is sound; only control characters and what begins like U+FFFE need a closer look.
    let suspect = |byte: u8| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) | (byte == 0xef);
    if !text.bytes().fold(false, |found, byte| found | suspect(byte)) {
        return Cow::Borrowed(text);
    }
    let mut sound = String::with_capacity(text.len());
    let without = |letter, _: &str| is_forbidden_char(letter).then_some("");
    replace_marked(text, &ESCAPED, without, |piece| sound.push_str(piece));
    Cow::Owned(sound)
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
    fn texts_are_escaped_and_stay_as_they_are() {
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
    fn html_stands_as_it_is() {
        let cases = [
            ("<p>a &amp; b</p>", "<a><![CDATA[<p>a &amp; b</p>]]></a>"),
            ("x]]>y", "<a><![CDATA[x]]]]><![CDATA[>y]]></a>"),
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
        fn a_reader_gets_back_what_is_allowed(text in "\\PC*|[\\x00-\\x40\u{fff0}-\u{ffff}]*") {
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

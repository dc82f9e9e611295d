//! Parses XML into a tree.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// Parses a document and returns its root. Panics if it is not well-formed.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(start) => open.push(from_start_tag(&start)),
                Event::Empty(start) => push_child(&mut open, from_start_tag(&start)),
                Event::End(_) => {
                    let done = open.pop().expect("opened before");
                    push_child(&mut open, done);
                }
                Event::Text(text) => push_text(&mut open, &text),
                Event::CData(text) => push_text(&mut open, &text),
                Event::GeneralRef(name) => {
                    push_text(&mut open, &unescape(&format!("&{};", &*name)).expect("known"))
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "every element is closed");
        let mut document = open.remove(0);
        assert_eq!(document.children.len(), 1, "one root");
        document.children.remove(0)
    }

    pub(crate) fn children_named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(crate) fn first(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Returns the text of a child. Panics unless there is exactly one.
    pub(crate) fn child_text(&self, name: &str) -> &str {
        assert_eq!(self.children_named(name).count(), 1, "`{}` has one `{name}`: {self:?}", self.name);
        self.first(name).map_or("", |child| &child.text)
    }

    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

fn from_start_tag(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("sound");
        (attribute.key.as_ref().to_owned(), unescape(&attribute.value).expect("known").into_owned())
    });
    Element { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), ..Element::default() }
}

fn push_child(open: &mut [Element], child: Element) {
    open.last_mut().expect("the document").children.push(child);
}

fn push_text(open: &mut [Element], text: &str) {
    open.last_mut().expect("the document").text.push_str(text);
}

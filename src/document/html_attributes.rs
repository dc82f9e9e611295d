//! The attributes of the elements in the HTML of a source, found as browsers find them.

use std::ops::Range;

/// An attribute of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlAttribute<'a> {
    /// Byte offset of the tag.
    pub tag_start: usize,
    /// Name of the element, as written.
    pub element: &'a str,
    /// Name of the attribute, as written.
    pub name: &'a str,
    /// Byte range of the value, without quotation marks; `None` for an attribute without a value.
    pub value: Option<Range<usize>>,
}

/// Elements whose content is text, even if it looks like tags.
const TEXT_ELEMENTS: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noframes"];

/// Returns the attributes of all elements in HTML without comments.
pub fn html_attributes(html: &str) -> Vec<HtmlAttribute<'_>> {
    let mut reader = TagReader { html, offset: 0 };
    let mut attributes = Vec::new();
    while let Some((tag_start, element)) = reader.start_tag() {
        while let Some((name, value)) = reader.attribute() {
            attributes.push(HtmlAttribute { tag_start, element, name, value });
        }
        if TEXT_ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(element)) {
            reader.skip_content(element);
        }
    }
    attributes
}

struct TagReader<'a> {
    html: &'a str,
    offset: usize,
}

impl<'a> TagReader<'a> {
    fn rest(&self) -> &'a str {
        &self.html[self.offset..]
    }

    /// Reads up to the next char for which `is_end` is true, or to the end.
    fn read_until(&mut self, is_end: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let read = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        self.offset += read.len();
        read
    }

    /// Moves behind `c` if it comes next.
    fn skip(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        self.offset += if found { c.len_utf8() } else { 0 };
        found
    }

    fn skip_spaces(&mut self) {
        self.read_until(|c| !c.is_ascii_whitespace());
    }

    /// Moves behind the name of the next start tag. Returns the offset of the tag and the name.
    fn start_tag(&mut self) -> Option<(usize, &'a str)> {
        loop {
            self.read_until(|c| c == '<');
            let start = self.offset;
            if !self.skip('<') {
                return None;
            }
            if self.rest().starts_with(|c: char| c.is_ascii_alphabetic()) {
                return Some((start, self.read_until(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>'))));
            }
        }
    }

    /// Reads the next attribute of the open tag; `None` at its end.
    fn attribute(&mut self) -> Option<(&'a str, Option<Range<usize>>)> {
        self.read_until(|c| !c.is_ascii_whitespace() && c != '/');
        if self.rest().is_empty() || self.skip('>') {
            return None;
        }
        let start = self.offset;
        // A name may begin with `=`.
        self.skip('=');
        self.read_until(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='));
        let name = &self.html[start..self.offset];
        self.skip_spaces();
        let value = self.skip('=').then(|| self.value());
        Some((name, value))
    }

    fn value(&mut self) -> Range<usize> {
        self.skip_spaces();
        let quote = ['"', '\''].into_iter().find(|quote| self.skip(*quote));
        let start = self.offset;
        match quote {
            Some(quote) => self.read_until(|c| c == quote),
            None => self.read_until(|c| c.is_ascii_whitespace() || c == '>'),
        };
        let value = start..self.offset;
        if let Some(quote) = quote {
            self.skip(quote);
        }
        value
    }

    /// Moves to the end tag of an element that contains text only.
    fn skip_content(&mut self, element: &str) {
        let rest = self.rest();
        let is_end = |offset: &usize| {
            let name = rest.get(offset + 2..offset + 2 + element.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(element))
        };
        let end = rest.match_indices("</").map(|(offset, _)| offset).find(is_end);
        self.offset += end.unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn attributes_are_found() {
        let cases: [(&str, &str); 9] = [
            ("<a href=\"x\" title='y \"z\"'>=\"n\"</a>", "a href=x|a title=y \"z\""),
            ("<IMG SRC=a.svg alt>", "IMG SRC=a.svg|IMG alt"),
            ("<img alt=\"a > b\" src = b />", "img alt=a > b|img src=b"),
            ("<a data-href=\"x\"/><b/c=d>", "a data-href=x|b c=d"),
            ("1 < 2 href=\"x\" </a href=\"y\"> <>", ""),
            ("<script>x = '<a href=\"y\">'</SCRIPT><i id=z>", "i id=z"),
            ("<style><a href=\"never closed\">", ""),
            ("<a href=\"never closed", "a href=never closed"),
            ("<a =b=c é=\"ü\">", "a =b=c|a é=ü"),
        ];
        for (html, expected) in cases {
            let found: Vec<String> = html_attributes(html)
                .into_iter()
                .map(|attribute| match attribute.value {
                    Some(value) => format!("{} {}={}", attribute.element, attribute.name, &html[value]),
                    None => format!("{} {}", attribute.element, attribute.name),
                })
                .collect();
            assert_eq!(found.join("|"), expected, "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(html in "[<>a-c=\"'/ é!-]{0,40}") {
            for attribute in html_attributes(&html) {
                prop_assert!(html.get(attribute.value.unwrap_or_default()).is_some());
            }
        }
    }
}

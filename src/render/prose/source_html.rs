//! HTML of the source, which sites with `raw_html` pass on.

use super::{EventRenderer, ProseImage};
use crate::document::{HtmlAttribute, decode_entities, html_attributes};

/// Attributes that hold a URL.
const URL_ATTRIBUTES: [&str; 4] = ["href", "src", "poster", "cite"];

impl EventRenderer<'_> {
    /// Writes HTML of the source unescaped, with its URLs in the style of the prose.
    pub(super) fn source_html(&mut self, html: &str) {
        self.quoted.read_html(html);
        let attributes = html_attributes(html);
        if let Some(image) = self.first_image(html, &attributes) {
            self.keep_first_image(|| image);
        }
        let mut written = 0;
        for attribute in attributes.iter().filter(|attribute| holds_url(attribute)) {
            let Some(value) = attribute.value.clone() else { continue };
            self.out.raw_html(&html[written..value.start]);
            self.out.raw_html(&self.prose.urls.source_url(&html[value.clone()]));
            written = value.end;
        }
        self.out.raw_html(&html[written..]);
    }

    fn first_image(&self, html: &str, attributes: &[HtmlAttribute<'_>]) -> Option<ProseImage> {
        let tags = attributes.chunk_by(|one, other| one.tag_start == other.tag_start);
        tags.filter(|tag| tag[0].element.eq_ignore_ascii_case("img")).find_map(|tag| {
            let value = |name: &str| {
                let attribute = tag.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))?;
                Some(&html[attribute.value.clone()?])
            };
            Some(ProseImage {
                src: decode_entities(&self.prose.urls.source_url(value("src")?)),
                alt: decode_entities(value("alt").unwrap_or_default()),
            })
        })
    }
}

fn holds_url(attribute: &HtmlAttribute<'_>) -> bool {
    URL_ATTRIBUTES.iter().any(|known| attribute.name.eq_ignore_ascii_case(known))
}

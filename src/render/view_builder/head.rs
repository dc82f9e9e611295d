//! Metadata of a page: its feeds and its image.

use super::ViewBuilder;
use crate::page::{Channel, PageKind, channel_of, feed_path, has_feeds};
use crate::render::view::{FeedLinkView, PictureView, Shared};
use crate::settings::FeedFormat;
use crate::site::percent_encode;

/// An image of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseImage {
    /// Full URL, or URL relative to its page.
    pub src: String,
    /// Alternative text; may be empty.
    pub alt: String,
}

impl ViewBuilder<'_> {
    /// Returns the feeds of a page, followed by those of the site.
    pub(super) fn page_feed_links(&self, kind: PageKind) -> Vec<Shared<FeedLinkView>> {
        let own = kind.page_id().and_then(channel_of).filter(|channel| *channel != Channel::Site);
        let own = own.into_iter().flat_map(|channel| self.channel_feed_links(channel));
        own.chain(self.site_feeds.iter().cloned()).collect()
    }

    /// Returns the feeds of a channel, one per format of the site.
    pub(super) fn channel_feed_links(&self, channel: Channel) -> Vec<Shared<FeedLinkView>> {
        if !has_feeds(self.site, channel) {
            return Vec::new();
        }
        let link = |format: &FeedFormat| FeedLinkView {
            title: format!("{} ({})", self.site.title_and_permalink(channel.page()).0, format.display_name()),
            href: percent_encode(&feed_path(self.site, channel, *format)),
            media_type: format.media_type(),
        };
        self.site.settings.feeds.formats.iter().map(|format| Shared::new(&link(format))).collect()
    }

    /// Returns the image of a page, or else that of the site, with its full URL.
    pub(super) fn image_view(&self, own: Option<ProseImage>, root: &str) -> Option<PictureView> {
        let base = self.site.settings.base_url.as_ref()?;
        let full_url = |src: &str| match src.contains("://") {
            true => src.to_owned(),
            false => format!("{base}{}", src.strip_prefix(root).unwrap_or(src)),
        };
        let own = own.map(|image| PictureView { url: full_url(&image.src), alt: image.alt });
        own.or_else(|| {
            let image = self.site.social_image.as_ref()?;
            Some(PictureView { url: format!("{base}{}", image.href), alt: image.alt.clone() })
        })
    }
}

impl ProseImage {
    /// Returns the first image in HTML, if there is one.
    pub fn first_in(html: &str) -> Option<Self> {
        // Most pages have none, and a search for one byte is much faster than for five.
        let tag = html.match_indices('<').find_map(|(offset, _)| html[offset..].strip_prefix("<img "))?;
        let tag = tag.split_once('>')?.0;
        let value = |name: &str| {
            let value = tag.split_once(name)?.1.split_once('"')?.0;
            Some(unescape_html(value))
        };
        Some(Self { src: value("src=\"")?, alt: value("alt=\"").unwrap_or_default() })
    }
}

fn unescape_html(value: &str) -> String {
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_image_of_prose_is_found() {
        let image = |src: &str, alt: &str| Some(ProseImage { src: src.to_owned(), alt: alt.to_owned() });
        let cases = [
            ("<p>None.</p>", None),
            (
                "<p><img src=\"../a.png\" alt=\"A &quot;gate&quot; &amp; more\"></p>",
                image("../a.png", "A \"gate\" & more"),
            ),
            ("<img src=\"a\" alt=\"\"><img src=\"b\" alt=\"\">", image("a", "")),
            ("<img src=\"never closed", None),
        ];
        for (html, found) in cases {
            assert_eq!(ProseImage::first_in(html), found, "{html}");
        }
    }
}

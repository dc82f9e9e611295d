//! What a page tells machines of itself: its full address, its feeds, its picture.

use super::ViewBuilder;
use crate::page::{Channel, PageKind, channel_of, feed_path, has_feeds};
use crate::render::view::{FeedLinkView, PictureView, Shared};
use crate::settings::FeedFormat;
use crate::site::percent_encode;

/// A picture as it stands in prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseImage {
    /// Its address: whole, or as the page it stands on writes it.
    pub src: String,
    /// What it shows, in words; may be empty.
    pub alt: String,
}

impl ViewBuilder<'_> {
    /// The feeds of a page, before those of the site.
    pub(super) fn page_feed_links(&self, kind: PageKind) -> Vec<Shared<FeedLinkView>> {
        let own = kind.page_id().and_then(channel_of).filter(|channel| *channel != Channel::Site);
        let own = own.into_iter().flat_map(|channel| self.channel_feed_links(channel));
        own.chain(self.site_feeds.iter().cloned()).collect()
    }

    /// The feeds of a channel, in the forms the site has.
    pub(super) fn channel_feed_links(&self, channel: Channel) -> Vec<Shared<FeedLinkView>> {
        if !has_feeds(self.site, channel) {
            return Vec::new();
        }
        let link = |form: &FeedFormat| FeedLinkView {
            title: format!("{} ({})", self.site.title_and_permalink(channel.page()).0, form.display_name()),
            href: percent_encode(&feed_path(self.site, channel, *form)),
            media_type: form.media_type(),
        };
        self.site.settings.feeds.formats.iter().map(|form| Shared::new(&link(form))).collect()
    }

    /// A page's own picture, else that of the site, with its full address.
    pub(super) fn image_view(&self, own: Option<ProseImage>, root: &str) -> Option<PictureView> {
        let base = self.site.settings.base_url.as_ref()?;
        let whole = |src: &str| match src.contains("://") {
            true => src.to_owned(),
            false => format!("{base}{}", src.strip_prefix(root).unwrap_or(src)),
        };
        let own = own.map(|picture| PictureView { url: whole(&picture.src), alt: picture.alt });
        own.or_else(|| {
            let picture = self.site.social_image.as_ref()?;
            Some(PictureView { url: format!("{base}{}", picture.href), alt: picture.alt.clone() })
        })
    }
}

impl ProseImage {
    /// The first picture of prose, where it has one.
    pub fn first_in(html: &str) -> Option<Self> {
        // Nearly all pages have none, and one byte is sought much faster than five.
        let tag = html.match_indices('<').find_map(|(at, _)| html[at..].strip_prefix("<img "))?;
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
    fn the_first_picture_of_prose_is_found() {
        let picture = |src: &str, alt: &str| Some(ProseImage { src: src.to_owned(), alt: alt.to_owned() });
        let cases = [
            ("<p>None.</p>", None),
            (
                "<p><img src=\"../a.png\" alt=\"A &quot;gate&quot; &amp; more\"></p>",
                picture("../a.png", "A \"gate\" & more"),
            ),
            ("<img src=\"a\" alt=\"\"><img src=\"b\" alt=\"\">", picture("a", "")),
            ("<img src=\"never closed", None),
        ];
        for (html, found) in cases {
            assert_eq!(ProseImage::first_in(html), found, "{html}");
        }
    }
}

//! What a page tells machines of itself: its full address, its feeds, its picture.

use super::Show;
use crate::page::{Channel, PageKind, channel_of, feed_path, has_feeds};
use crate::render::view::{FeedLinkView, PictureView, Shared};
use crate::settings::FeedForm;
use crate::site::encode;

/// A picture as it stands in prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its address: whole, or as the page it stands on writes it.
    pub src: String,
    /// What it shows, in words; may be empty.
    pub alt: String,
}

impl Show<'_> {
    /// The feeds of a page, before those of the site.
    pub(super) fn feeds(&self, kind: PageKind) -> Vec<Shared<FeedLinkView>> {
        let own = kind.id().and_then(channel_of).filter(|channel| *channel != Channel::Site);
        let own = own.into_iter().flat_map(|channel| self.feed_links(channel));
        own.chain(self.feeds.iter().cloned()).collect()
    }

    /// The feeds of a channel, in the forms the site has.
    pub(super) fn feed_links(&self, channel: Channel) -> Vec<Shared<FeedLinkView>> {
        if !has_feeds(self.site, channel) {
            return Vec::new();
        }
        let link = |form: &FeedForm| FeedLinkView {
            title: format!("{} ({})", self.site.page(channel.page()).0, form.name()),
            href: encode(&feed_path(self.site, channel, *form)),
            media_type: form.media_type(),
        };
        self.site.settings.feeds.forms.iter().map(|form| Shared::new(&link(form))).collect()
    }

    /// A page's own picture, else that of the site, with its full address.
    pub(super) fn picture(&self, own: Option<Picture>, root: &str) -> Option<PictureView> {
        let base = self.site.settings.base_url.as_ref()?;
        let whole = |src: &str| match src.contains("://") {
            true => src.to_owned(),
            false => format!("{base}{}", src.strip_prefix(root).unwrap_or(src)),
        };
        let own = own.map(|picture| PictureView { url: whole(&picture.src), alt: picture.alt });
        own.or_else(|| {
            let picture = self.site.picture.as_ref()?;
            Some(PictureView { url: format!("{base}{}", picture.href), alt: picture.alt.clone() })
        })
    }
}

impl Picture {
    /// The first picture of prose, where it has one.
    pub fn first(html: &str) -> Option<Self> {
        // Nearly all pages have none, and one byte is sought much faster than five.
        let tag = html.match_indices('<').find_map(|(at, _)| html[at..].strip_prefix("<img "))?;
        let tag = tag.split_once('>')?.0;
        let value = |name: &str| {
            let value = tag.split_once(name)?.1.split_once('"')?.0;
            Some(unescaped(value))
        };
        Some(Self { src: value("src=\"")?, alt: value("alt=\"").unwrap_or_default() })
    }
}

fn unescaped(value: &str) -> String {
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_picture_of_prose_is_found() {
        let picture = |src: &str, alt: &str| Some(Picture { src: src.to_owned(), alt: alt.to_owned() });
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
            assert_eq!(Picture::first(html), found, "{html}");
        }
    }
}

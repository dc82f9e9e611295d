//! Metadata of a page: its feeds and its image.

use super::ViewBuilder;
use crate::page::{Channel, PageKind, channel_of, feed_formats, feed_path, has_feeds};
use crate::render::prose::{ProseImage, resolve_url};
use crate::render::view::{FeedLinkView, PictureView, Shared};
use crate::settings::FeedFormat;
use crate::site::percent_encode;

impl ViewBuilder<'_> {
    /// Returns the feeds of a page, followed by those of the site.
    pub(super) fn page_feed_links(&self, kind: PageKind) -> Vec<Shared<FeedLinkView>> {
        let own = kind.page_id().and_then(channel_of).filter(|channel| *channel != Channel::Site);
        let own = own.into_iter().flat_map(|channel| self.channel_feed_links(channel));
        own.chain(self.site_feeds().iter().cloned()).collect()
    }

    /// Returns the feeds of a channel, one per format.
    pub(super) fn channel_feed_links(&self, channel: Channel) -> Vec<Shared<FeedLinkView>> {
        if !has_feeds(self.site, channel) {
            return Vec::new();
        }
        let link = |format: &FeedFormat| FeedLinkView {
            title: format!("{} ({})", self.site.title_and_permalink(channel.page()).0, format.display_name()),
            href: percent_encode(&feed_path(self.site, channel, *format)),
            media_type: format.media_type(),
        };
        feed_formats(self.site, channel).iter().map(|format| Shared::new(&link(format))).collect()
    }

    /// Returns the image of a page, or else that of the site, with its full URL. `page` is the URL of the page.
    pub(super) fn image_view(&self, own: Option<ProseImage>, page: Option<&str>) -> Option<PictureView> {
        let base = self.site.settings.base_url.as_ref()?;
        if let Some((image, page)) = own.zip(page) {
            return Some(PictureView { url: resolve_url(&image.src, page, base), alt: image.alt });
        }
        let image = self.site.social_image.as_ref()?;
        Some(PictureView { url: format!("{base}{}", image.href), alt: image.alt.clone() })
    }
}

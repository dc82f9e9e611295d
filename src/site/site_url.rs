//! Absolute URLs, and paths from the root of the host.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::indexed_site::Site;
use super::permalink::{percent_encode, strip_index_html};

impl Site {
    /// Returns the absolute URL of a path below the site's root, or `None` without a `base_url`.
    pub fn full_url(&self, path: &str) -> Option<String> {
        let base = self.settings.base_url.as_ref()?;
        Some(format!("{base}{}", percent_encode(path)))
    }

    /// Returns the absolute URL of the page at `href`, without `index.html`, or `None` without a `base_url`.
    pub fn page_url(&self, href: &str) -> Option<String> {
        let base = self.settings.base_url.as_deref()?;
        Some([base, strip_index_html(href)].concat())
    }

    /// Returns the path of the site on its host, with `/` at both ends.
    pub fn host_path(&self) -> &str {
        self.settings.base_url.as_deref().map_or("/", |base| {
            let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
            rest.find('/').map_or("/", |slash| &rest[slash..])
        })
    }

    /// Returns [`Self::host_path`] without percent-encoding, as servers match it.
    pub fn decoded_host_path(&self) -> Cow<'_, str> {
        percent_decode_str(self.host_path()).decode_utf8_lossy()
    }
}

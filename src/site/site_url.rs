//! Addresses as others write them: whole, or from the root of the host.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Site, percent_encode};

impl Site {
    /// The full address of a path below the site's root, where the site has a `base_url`.
    pub fn full_url(&self, path: &str) -> Option<String> {
        let base = self.settings.base_url.as_ref()?;
        Some(format!("{base}{}", percent_encode(path)))
    }

    /// The full address of a page, where the site has a `base_url`: the folder it is in. `href` is the page's own.
    pub fn page_url(&self, href: &str) -> Option<String> {
        let base = self.settings.base_url.as_deref()?;
        Some([base, href.strip_suffix("index.html").unwrap_or(href)].concat())
    }

    /// The path, on its host, below which the site stands; with `/` at both ends.
    pub fn host_path(&self) -> &str {
        self.settings.base_url.as_deref().map_or("/", |base| {
            let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
            rest.find('/').map_or("/", |slash| &rest[slash..])
        })
    }

    /// The same without percent-encoding, as servers match it.
    pub fn decoded_host_path(&self) -> Cow<'_, str> {
        percent_decode_str(self.host_path()).decode_utf8_lossy()
    }
}

//! Hosts that read two files at the root: `_redirects` (Netlify, Cloudflare, GitLab, IPFS gateways) and `_headers`
//! (Netlify, Cloudflare).

use crate::site::{Site, encode};

use super::{TYPES, bare, moved, ways};

/// One line for each way an old address is asked for.
pub(super) fn redirects(site: &Site) -> String {
    let lines = moved(site)
        .into_iter()
        .flat_map(|moved| ways(&moved.from).map(|way| format!("{} {} 301\n", bare(&encode(&way)), moved.to)));
    lines.collect()
}

/// The headers of every file, and the types of some.
pub(super) fn headers(site: &Site) -> String {
    let headers = super::headers(site.settings.outputs).into_iter();
    let lines: String = headers.map(|(name, value)| format!("  {name}: {value}\n")).collect();
    let types = TYPES.iter().map(|(end, kind)| format!("/*.{end}\n  Content-Type: {kind}\n"));
    format!("/*\n{lines}{}", types.collect::<String>())
}

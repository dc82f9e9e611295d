//! Hosts that read two files at the root: `_redirects` (Netlify, Cloudflare, GitLab, IPFS gateways) and `_headers`
//! (Netlify, Cloudflare).

use crate::site::{Site, percent_encode};

use super::{
    HEADERS, POLICY, SANDBOX, TYPES, encode_special, policy, request_paths, sandboxed, server_redirects,
};

/// One line for each way an old address is asked for.
pub(super) fn redirects_file(site: &Site) -> String {
    let lines = server_redirects(site).into_iter().flat_map(|moved| {
        request_paths(&moved.from)
            .map(|way| format!("{} {} 301\n", encode_special(&percent_encode(&way)), moved.to))
    });
    lines.collect()
}

/// The headers of every file, the policy of those that must run nothing, and the types of some. Of two rules for one header
/// Netlify takes the later, and Cloudflare sends both, of which a browser takes the stricter.
pub(super) fn headers_file(site: &Site) -> String {
    let pages = policy(site.settings.outputs);
    let lines: String = HEADERS.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    let sandboxed = sandboxed(site);
    let endings = sandboxed.endings.iter().map(|ending| format!("/*.{ending}"));
    // Both hosts show a page at its address without the ending too.
    let bare = sandboxed.addresses.iter().filter_map(|address| address.strip_suffix(".html"));
    let single = sandboxed.addresses.iter().map(String::as_str).chain(bare).map(str::to_owned);
    let sandbox = endings.chain(single).map(|path| format!("{path}\n  {POLICY}: {SANDBOX}\n"));
    let types = TYPES.iter().map(|(end, kind)| format!("/*.{end}\n  Content-Type: {kind}\n"));
    format!("/*\n  {POLICY}: {pages}\n{lines}{}", sandbox.chain(types).collect::<String>())
}

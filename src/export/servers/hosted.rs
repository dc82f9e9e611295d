//! Files for hosts: `_redirects` (Netlify, Cloudflare, GitLab, IPFS gateways) and `_headers` (Netlify, Cloudflare).

use crate::site::{Site, percent_encode};

use super::{
    HEADERS, POLICY, SANDBOX, TYPES, encode_special, policy, request_paths, sandboxed, server_redirects,
};

/// Returns `_redirects`, with one line for each path under which an old URL may be requested.
pub(super) fn redirects_file(site: &Site) -> String {
    let lines = server_redirects(site).into_iter().flat_map(|redirect| {
        let paths = request_paths(&redirect.from).into_iter();
        paths
            .map(|path| format!("{} {} 301\n", encode_special(&percent_encode(&path)), redirect.to))
            .collect::<Vec<_>>()
    });
    lines.collect()
}

/// Returns `_headers`: the headers of all files, the policy of sandboxed files, and media types. If two rules set the same
/// header, Netlify uses the later one, and Cloudflare sends both, of which browsers apply the stricter.
pub(super) fn headers_file(site: &Site) -> String {
    let pages = policy(&site.settings);
    let lines: String = HEADERS.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    let sandboxed = sandboxed(site);
    let extensions = sandboxed.extensions.iter().map(|extension| format!("/*.{extension}"));
    // Both hosts also serve pages without their extension.
    let without_extension = sandboxed.paths.iter().filter_map(|path| path.strip_suffix(".html"));
    let files = sandboxed.paths.iter().map(String::as_str).chain(without_extension).map(str::to_owned);
    let sandbox = extensions.chain(files).map(|path| format!("{path}\n  {POLICY}: {SANDBOX}\n"));
    let types =
        TYPES.iter().map(|(extension, media_type)| format!("/*.{extension}\n  Content-Type: {media_type}\n"));
    format!("/*\n  {POLICY}: {pages}\n{lines}{}", sandbox.chain(types).collect::<String>())
}

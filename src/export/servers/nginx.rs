//! nginx: a map of old URLs for the `http` block, and directives for the `server` block.

use crate::site::Site;

use super::{HEADERS, POLICY, SANDBOX, Sandboxed, TYPES, policy, request_paths, sandboxed, server_redirects};

/// Minimum size of a hash bucket, and the overhead of nginx for each key.
const MIN_BUCKET: usize = 64;
const KEY_OVERHEAD: usize = 32;

/// Returns the maps: `$dateline_moved` is the target of an old URL, or empty; `$dateline_policy` is the policy of the
/// requested file.
pub(super) fn redirect_map(site: &Site) -> String {
    let redirects = server_redirects(site);
    let entries: Vec<(String, &str)> = redirects
        .iter()
        .flat_map(|redirect| {
            request_paths(&redirect.from).into_iter().map(|path| (path, redirect.to.as_str()))
        })
        .collect();
    let sandboxed = sandboxed(site);
    let keys = entries.iter().map(|(path, _)| path).chain(&sandboxed.paths);
    let longest = keys.clone().map(|key| key.len() + KEY_OVERHEAD).max().unwrap_or(0);
    let bucket = longest.next_power_of_two().max(MIN_BUCKET);
    let size = (keys.count() * 2).next_power_of_two().max(2048);
    let lines: String = entries.iter().map(|(path, to)| format!("    \"{path}\" \"{to}\";\n")).collect();
    format!(
        "# Inside `http`, outside any `server`.\nmap_hash_bucket_size {bucket};\nmap_hash_max_size {size};\n\
         map $uri $dateline_moved {{\n    default \"\";\n{lines}}}\n{}",
        policies(site, &sandboxed)
    )
}

fn policies(site: &Site, sandboxed: &Sandboxed) -> String {
    let files: String =
        sandboxed.paths.iter().map(|path| format!("    \"{path}\" \"{SANDBOX}\";\n")).collect();
    format!(
        "map $uri $dateline_policy {{\n    default \"{}\";\n    \"~*\\.({})$\" \"{SANDBOX}\";\n{files}}}\n",
        policy(&site.settings),
        sandboxed.extensions.join("|"),
    )
}

/// Returns the directives for redirects, headers, media types and the error page.
pub(super) fn server_block(site: &Site) -> String {
    let lines: String =
        HEADERS.iter().map(|(name, value)| format!("add_header {name} \"{value}\" always;\n")).collect();
    let types = TYPES.iter().map(|(extension, media_type)| {
        format!("location ~ \\.{extension}$ {{\n    types {{ }}\n    default_type {media_type};\n}}\n")
    });
    format!(
        "# Inside `server`; servers/nginx-map.conf must be included before it.\ncharset utf-8;\n\
         error_page 404 {host}404.html;\nadd_header {POLICY} $dateline_policy always;\n{lines}if ($dateline_moved) {{\n    return 301 $dateline_moved$is_args$args;\n}}\n{}",
        types.collect::<String>(),
        host = site.decoded_host_path(),
    )
}

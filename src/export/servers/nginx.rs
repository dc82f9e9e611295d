//! nginx: a map of old addresses, which must stand outside any server, and the rest, which stands in one.

use crate::site::Site;

use super::{HEADERS, POLICY, SANDBOX, Sandboxed, TYPES, policy, request_paths, sandboxed, server_redirects};

/// The least size of a bucket of the map, and what nginx keeps beside a key.
const MIN_BUCKET: usize = 64;
const KEY_OVERHEAD: usize = 32;

/// `$dateline_moved` is where an old address leads now; empty for every other. `$dateline_policy` is what the file asked for
/// may load and run.
pub(super) fn redirect_map(site: &Site) -> String {
    let moved = server_redirects(site);
    let entries: Vec<(String, &str)> = moved
        .iter()
        .flat_map(|moved| request_paths(&moved.from).map(|way| (way, moved.to.as_str())))
        .collect();
    let sandboxed = sandboxed(site);
    let keys = entries.iter().map(|(way, _)| way).chain(&sandboxed.addresses);
    let longest = keys.clone().map(|key| key.len() + KEY_OVERHEAD).max().unwrap_or(0);
    let bucket = longest.next_power_of_two().max(MIN_BUCKET);
    let size = (keys.count() * 2).next_power_of_two().max(2048);
    let lines: String = entries.iter().map(|(way, to)| format!("    \"{way}\" \"{to}\";\n")).collect();
    format!(
        "# Inside `http`, outside any `server`.\nmap_hash_bucket_size {bucket};\nmap_hash_max_size {size};\n\
         map $uri $dateline_moved {{\n    default \"\";\n{lines}}}\n{}",
        policies(site, &sandboxed)
    )
}

fn policies(site: &Site, sandboxed: &Sandboxed) -> String {
    let single: String =
        sandboxed.addresses.iter().map(|address| format!("    \"{address}\" \"{SANDBOX}\";\n")).collect();
    format!(
        "map $uri $dateline_policy {{\n    default \"{}\";\n    \"~*\\.({})$\" \"{SANDBOX}\";\n{single}}}\n",
        policy(site.settings.outputs),
        sandboxed.endings.join("|"),
    )
}

/// Redirects, headers, types and the page for missing addresses.
pub(super) fn server_block(site: &Site) -> String {
    let lines: String =
        HEADERS.iter().map(|(name, value)| format!("add_header {name} \"{value}\" always;\n")).collect();
    let types = TYPES.iter().map(|(end, kind)| {
        format!("location ~ \\.{end}$ {{\n    types {{ }}\n    default_type {kind};\n}}\n")
    });
    format!(
        "# Inside `server`; servers/nginx-map.conf must be included before it.\ncharset utf-8;\n\
         error_page 404 {host}404.html;\nadd_header {POLICY} $dateline_policy always;\n{lines}if ($dateline_moved) {{\n    return 301 $dateline_moved$is_args$args;\n}}\n{}",
        types.collect::<String>(),
        host = site.decoded_host_path(),
    )
}

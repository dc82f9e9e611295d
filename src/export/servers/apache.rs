//! Apache: one `.htaccess`, which needs `AllowOverride FileInfo`.

use crate::site::Site;

use super::{HEADERS, POLICY, SANDBOX, Sandboxed, TYPES, is_harmless, policy, sandboxed, server_redirects};

pub(super) fn htaccess(site: &Site) -> String {
    // Apache encodes the address itself, so it is given as people write it.
    let moved = server_redirects(site).into_iter().filter(|moved| is_target(&moved.to_folder));
    let redirects: String = moved
        .map(|moved| {
            let from = path_regex(moved.from.trim_end_matches('/'));
            format!("RedirectMatch 301 \"^{from}(/(index\\.html)?)?$\" \"{}\"\n", moved.to_folder)
        })
        .collect();
    let plain = HEADERS.iter().map(|(name, value)| header(name, value));
    let headers: String = std::iter::once(header(POLICY, &policy(site.settings.outputs)))
        .chain(plain)
        .chain(conditions(&sandboxed(site)))
        .collect();
    let types: String = TYPES.iter().map(|(end, kind)| format!("AddType {kind} .{end}\n")).collect();
    format!(
        "AddDefaultCharset utf-8\n{types}ErrorDocument 404 {}404.html\n\
         <IfModule mod_headers.c>\n{headers}</IfModule>\n{redirects}",
        site.decoded_host_path()
    )
}

/// Whether Apache takes an address as it is: these signs would begin another part of it, or one that is encoded.
fn is_target(address: &str) -> bool {
    is_harmless(address) && !address.contains(['?', '#', '%'])
}

fn header(name: &str, value: &str) -> String {
    format!("    Header always set {name} \"{value}\"\n")
}

/// The policy of files that must run nothing, which takes the place of that of pages. A file is found behind more than one
/// slash too.
fn conditions(sandboxed: &Sandboxed) -> impl Iterator<Item = String> {
    let endings = format!("m#\\.({})$#i", sandboxed.endings.join("|"));
    let single =
        sandboxed.addresses.iter().map(|address| format!("m#^{}$#i", path_regex(address).replace('/', "/+")));
    std::iter::once(endings).chain(single).map(|matched| {
        format!("    Header always set {POLICY} \"{SANDBOX}\" \"expr=%{{REQUEST_URI}} =~ {matched}\"\n")
    })
}

/// A path as a regular expression that matches it alone.
fn path_regex(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for letter in path.chars() {
        if matches!(letter, '.' | '+' | '?' | '(' | ')' | '[' | ']' | '#') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_match_themselves_alone() {
        assert_eq!(path_regex("/old/a.b (c)+"), "/old/a\\.b \\(c\\)\\+");
    }
}

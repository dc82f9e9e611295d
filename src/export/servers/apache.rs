//! Apache: one `.htaccess` file, which needs `AllowOverride FileInfo`.

use crate::site::Site;

use super::{HEADERS, POLICY, SANDBOX, Sandboxed, TYPES, is_harmless, policy, sandboxed, server_redirects};

/// Returns `.htaccess`.
pub(super) fn htaccess(site: &Site) -> String {
    // Apache percent-encodes the target itself.
    let redirects = server_redirects(site).into_iter().filter(|redirect| is_target(&redirect.to_folder));
    let redirects: String = redirects
        .map(|redirect| {
            let from = path_regex(redirect.from.trim_end_matches('/'));
            format!("RedirectMatch 301 \"^{from}(/(index\\.html)?)?$\" \"{}\"\n", redirect.to_folder)
        })
        .collect();
    let other_headers = HEADERS.iter().map(|(name, value)| header(name, value));
    let headers: String = std::iter::once(header(POLICY, &policy(&site.settings)))
        .chain(other_headers)
        .chain(sandbox_headers(&sandboxed(site)))
        .collect();
    let types: String =
        TYPES.iter().map(|(extension, media_type)| format!("AddType {media_type} .{extension}\n")).collect();
    format!(
        "AddDefaultCharset utf-8\n{types}ErrorDocument 404 {}404.html\n\
         <IfModule mod_headers.c>\n{headers}</IfModule>\n{redirects}",
        site.decoded_host_path()
    )
}

/// Returns whether Apache uses a path as it is: these chars would start a query, a fragment or an escape.
fn is_target(url: &str) -> bool {
    is_harmless(url) && !url.contains(['?', '#', '%'])
}

fn header(name: &str, value: &str) -> String {
    format!("    Header always set {name} \"{value}\"\n")
}

/// Returns the policy headers of sandboxed files, which replace that of pages. Apache also serves files under paths with
/// repeated slashes.
fn sandbox_headers(sandboxed: &Sandboxed) -> impl Iterator<Item = String> {
    let extensions = format!("m#\\.({})$#i", sandboxed.extensions.join("|"));
    let files = sandboxed.paths.iter().map(|path| format!("m#^{}$#i", path_regex(path).replace('/', "/+")));
    std::iter::once(extensions).chain(files).map(|pattern| {
        format!("    Header always set {POLICY} \"{SANDBOX}\" \"expr=%{{REQUEST_URI}} =~ {pattern}\"\n")
    })
}

/// Returns a regular expression that matches only this path.
fn path_regex(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for c in path.chars() {
        if matches!(c, '.' | '+' | '?' | '(' | ')' | '[' | ']' | '#') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_regexes_escape_special_chars() {
        assert_eq!(path_regex("/old/a.b (c)+"), "/old/a\\.b \\(c\\)\\+");
    }
}

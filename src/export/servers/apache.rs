//! Apache: one `.htaccess`, which needs `AllowOverride FileInfo`.

use crate::site::Site;

use super::{SPECIAL, TYPES, headers, moved};

pub(super) fn htaccess(site: &Site) -> String {
    // Apache encodes the address itself, so it is given as people write it.
    let moved = moved(site).into_iter().filter(|moved| !moved.folder.contains(SPECIAL));
    let redirects: String = moved
        .map(|moved| {
            let from = pattern(moved.from.trim_end_matches('/'));
            format!("RedirectMatch 301 \"^{from}(/(index\\.html)?)?$\" \"{}\"\n", moved.folder)
        })
        .collect();
    let headers: String = headers(site.settings.outputs)
        .into_iter()
        .map(|(name, value)| format!("    Header always set {name} \"{value}\"\n"))
        .collect();
    let types: String = TYPES.iter().map(|(end, kind)| format!("AddType {kind} .{end}\n")).collect();
    format!(
        "AddDefaultCharset utf-8\n{types}ErrorDocument 404 {}404.html\n\
         <IfModule mod_headers.c>\n{headers}</IfModule>\n{redirects}",
        site.host_path()
    )
}

/// A path as a regular expression that matches it alone.
fn pattern(path: &str) -> String {
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
        assert_eq!(pattern("/old/a.b (c)+"), "/old/a\\.b \\(c\\)\\+");
    }
}

//! Caddy: one file to import inside a site.

use crate::site::Site;

use super::{HEADERS, POLICY, SANDBOX, TYPES, policy, request_paths, sandboxed, server_redirects};

pub(super) fn snippet(site: &Site) -> String {
    let host = site.decoded_host_path();
    let headers: String = HEADERS.iter().map(|(name, value)| format!("    {name} \"{value}\"\n")).collect();
    let types: String = TYPES
        .iter()
        .map(|(end, kind)| {
            format!("@dateline_{end} path *.{end}\nheader @dateline_{end} Content-Type {kind}\n")
        })
        .collect();
    format!(
        "# Inside a site, before `file_server`.\nheader {{\n{headers}}}\n{}{types}{}\
         handle_errors {{\n    @dateline_missing expression `{{err.status_code}} == 404`\n    \
         rewrite @dateline_missing {host}404.html\n    file_server\n}}\n",
        policies(site),
        redirect_lines(site),
    )
}

/// Each file has one of two policies, so that it does not matter in which order Caddy sets them.
fn policies(site: &Site) -> String {
    let sandboxed = sandboxed(site);
    let endings = sandboxed.endings.iter().map(|ending| format!("*.{ending}"));
    let paths = endings.chain(sandboxed.addresses).collect::<Vec<_>>().join(" ");
    let pages = policy(site.settings.outputs);
    format!(
        "@dateline_sandboxed path {paths}\nheader @dateline_sandboxed {POLICY} \"{SANDBOX}\"\n\
         @dateline_pages not path {paths}\nheader @dateline_pages {POLICY} \"{pages}\"\n"
    )
}

fn redirect_lines(site: &Site) -> String {
    let moved = server_redirects(site);
    if moved.is_empty() {
        return String::new();
    }
    let lines: String = moved
        .iter()
        .flat_map(|moved| request_paths(&moved.from).map(|way| format!("    \"{way}\" \"{}\"\n", moved.to)))
        .collect();
    format!(
        "map {{path}} {{dateline_moved}} {{\n{lines}    default \"\"\n}}\n\
         @dateline_moved expression `{{dateline_moved}} != \"\"`\nredir @dateline_moved {{dateline_moved}} permanent\n"
    )
}

//! Caddy: one file to import inside a site.

use crate::site::Site;

use super::{TYPES, headers, moved, ways};

pub(super) fn snippet(site: &Site) -> String {
    let host = site.host_path();
    let headers: String = headers(site.settings.outputs)
        .into_iter()
        .map(|(name, value)| format!("    {name} \"{value}\"\n"))
        .collect();
    let types: String = TYPES
        .iter()
        .map(|(end, kind)| {
            format!("@dateline_{end} path *.{end}\nheader @dateline_{end} Content-Type {kind}\n")
        })
        .collect();
    format!(
        "# Inside a site, before `file_server`.\nheader {{\n{headers}}}\n{types}{}\
         handle_errors {{\n    @dateline_missing expression `{{err.status_code}} == 404`\n    \
         rewrite @dateline_missing {host}404.html\n    file_server\n}}\n",
        redirects(site),
    )
}

fn redirects(site: &Site) -> String {
    let moved = moved(site);
    if moved.is_empty() {
        return String::new();
    }
    let lines: String = moved
        .iter()
        .flat_map(|moved| ways(&moved.from).map(|way| format!("    \"{way}\" \"{}\"\n", moved.to)))
        .collect();
    format!(
        "map {{path}} {{dateline_moved}} {{\n{lines}    default \"\"\n}}\n\
         @dateline_moved expression `{{dateline_moved}} != \"\"`\nredir @dateline_moved {{dateline_moved}} permanent\n"
    )
}

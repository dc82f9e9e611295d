//! Caddy: one snippet to import inside a site block.

use crate::site::Site;

use super::{HEADERS, POLICY, SANDBOX, TYPES, policy, request_paths, sandboxed, server_redirects};

/// Returns the snippet.
pub(super) fn snippet(site: &Site) -> String {
    let host = site.decoded_host_path();
    let headers: String = HEADERS.iter().map(|(name, value)| format!("    {name} \"{value}\"\n")).collect();
    let types: String = TYPES
        .iter()
        .map(|(extension, media_type)| {
            format!(
                "@dateline_{extension} path *.{extension}\nheader @dateline_{extension} Content-Type {media_type}\n"
            )
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

/// Returns the policy headers. Exactly one matcher applies to each file, so that the order in Caddy does not matter.
fn policies(site: &Site) -> String {
    let sandboxed = sandboxed(site);
    let extensions = sandboxed.extensions.iter().map(|extension| format!("*.{extension}"));
    let paths = extensions.chain(sandboxed.paths).collect::<Vec<_>>().join(" ");
    let pages = policy(&site.settings);
    format!(
        "@dateline_sandboxed path {paths}\nheader @dateline_sandboxed {POLICY} \"{SANDBOX}\"\n\
         @dateline_pages not path {paths}\nheader @dateline_pages {POLICY} \"{pages}\"\n"
    )
}

fn redirect_lines(site: &Site) -> String {
    let redirects = server_redirects(site);
    if redirects.is_empty() {
        return String::new();
    }
    let lines: String = redirects
        .iter()
        .flat_map(|redirect| {
            request_paths(&redirect.from)
                .into_iter()
                .map(|path| format!("    \"{path}\" \"{}\"\n", redirect.to))
        })
        .collect();
    format!(
        "map {{path}} {{dateline_moved}} {{\n{lines}    default \"\"\n}}\n\
         @dateline_moved expression `{{dateline_moved}} != \"\"`\nredir @dateline_moved {{dateline_moved}} permanent\n"
    )
}

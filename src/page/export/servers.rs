//! What servers are told: old addresses and headers, each in the form the server reads.

use crate::site::Site;

use super::{Export, Page, export_page};

/// A file for a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerFile {
    /// Redirects as Netlify, Cloudflare, GitLab and IPFS gateways read them.
    Redirects,
    /// Headers as Netlify and Cloudflare read them.
    Headers,
    /// Old addresses as nginx reads them, outside any server.
    NginxMap,
    /// The rest for nginx, inside a server.
    Nginx,
    /// All of it for Apache.
    Apache,
    /// All of it for Caddy, inside a site.
    Caddy,
}

/// The files and where they stand.
pub(super) fn plan_server_files(site: &Site) -> Vec<Page> {
    let moved = (!site.redirects.is_empty()).then_some(("_redirects", ServerFile::Redirects));
    let files = [
        ("_headers", ServerFile::Headers),
        ("servers/nginx-map.conf", ServerFile::NginxMap),
        ("servers/nginx.conf", ServerFile::Nginx),
        (".htaccess", ServerFile::Apache),
        ("servers/Caddyfile", ServerFile::Caddy),
    ];
    moved.into_iter().chain(files).map(|(file, kind)| export_page(file, Export::Server(kind))).collect()
}

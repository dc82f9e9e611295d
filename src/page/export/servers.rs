//! Plans files for web servers: redirects and headers in each server's format.

use crate::site::Site;

use super::{Export, Page, export_page};

/// A file for a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerFile {
    /// Redirects for Netlify, Cloudflare, GitLab and IPFS gateways.
    Redirects,
    /// Headers for Netlify and Cloudflare.
    Headers,
    /// Redirects for nginx, outside of a server block.
    NginxMap,
    /// The rest for nginx, inside a server block.
    Nginx,
    /// Redirects and headers for Apache.
    Apache,
    /// Redirects and headers for Caddy, inside a site block.
    Caddy,
}

/// Plans the files with their output paths.
pub(super) fn plan_server_files(site: &Site) -> Vec<Page> {
    let redirects = (!site.redirects.is_empty()).then_some(("_redirects", ServerFile::Redirects));
    let files = [
        ("_headers", ServerFile::Headers),
        ("servers/nginx-map.conf", ServerFile::NginxMap),
        ("servers/nginx.conf", ServerFile::Nginx),
        (".htaccess", ServerFile::Apache),
        ("servers/Caddyfile", ServerFile::Caddy),
    ];
    redirects.into_iter().chain(files).map(|(file, kind)| export_page(file, Export::Server(kind))).collect()
}

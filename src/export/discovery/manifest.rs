//! The web app manifest: name and icons of the site for home screens.

use serde::Serialize;

use crate::site::Site;

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    lang: &'a str,
    /// Relative to the manifest, so that it works in any folder.
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    icons: [ManifestIcon; 3],
}

#[derive(Serialize)]
struct ManifestIcon {
    src: &'static str,
    sizes: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
}

/// The icons of the theme.
const ICONS: [ManifestIcon; 3] = [
    ManifestIcon { src: "favicon.svg", sizes: "any", media_type: "image/svg+xml" },
    ManifestIcon { src: "icon-192.png", sizes: "192x192", media_type: "image/png" },
    ManifestIcon { src: "icon-512.png", sizes: "512x512", media_type: "image/png" },
];

/// Returns `manifest.webmanifest`.
pub(in crate::export) fn manifest(site: &Site) -> Vec<u8> {
    let settings = &site.settings;
    let manifest = Manifest {
        name: &settings.title,
        description: &settings.description,
        lang: &settings.language,
        start_url: "index.html",
        scope: "./",
        display: "browser",
        icons: ICONS,
    };
    // Structs of strings always serialise.
    serde_json::to_vec(&manifest).unwrap_or_default()
}

//! The social image of the site.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, MISSING_ASSET, SourceLocation};
use crate::settings::{Settings, SocialImage};
use crate::site::percent_encode;
use crate::text::nearest;

/// The social image of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteImage {
    /// Path relative to the root of the site, percent-encoded.
    pub href: Arc<str>,
    /// Alternative text.
    pub alt: String,
}

/// Returns the asset of the social image and the image itself, or reports a missing file.
pub(super) fn resolve_site_image(
    image: &SocialImage,
    assets: &[Arc<str>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Arc<str>, SiteImage)> {
    let file = image.file.value.trim_start_matches('/');
    let file = file.strip_prefix("content/").unwrap_or(file);
    let is_named = |asset: &Arc<str>| asset.strip_prefix("content/") == Some(file);
    match assets.iter().find(|asset| is_named(asset)) {
        Some(asset) => {
            Some((asset.clone(), SiteImage { href: percent_encode(file).into(), alt: image.alt.clone() }))
        }
        None => {
            diagnostics.push(missing_image(image, file, assets));
            None
        }
    }
}

/// Returns why the file of the social image must not be published.
pub(super) fn site_image_error(settings: &Settings, image: &SocialImage, asset: &str) -> Option<Diagnostic> {
    Some(super::assets::asset_error(settings, asset)?.at(location(image)))
}

fn location(image: &SocialImage) -> SourceLocation {
    SourceLocation { path: "site.toml".into(), span: Some(image.file.span) }
}

fn missing_image(image: &SocialImage, file: &str, assets: &[Arc<str>]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&MISSING_ASSET, format!("`content/{file}` does not exist")).at(location(image));
    match nearest(file, assets.iter().filter_map(|asset| asset.strip_prefix("content/"))) {
        Some(nearest) => diagnostic.label(format!("did you mean `{nearest}`?")).help(nearest),
        None => diagnostic.help("write the path of an image under `content/`"),
    }
}

//! The social image of the site.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, MISSING_ASSET, Outcome, SourceLocation};
use crate::settings::{Settings, SocialImage};
use crate::site::permalink::percent_encode;
use crate::text::nearest;

/// The social image of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteImage {
    /// Path relative to the root of the site, percent-encoded.
    pub href: Arc<str>,
    /// Alternative text.
    pub alt: String,
}

/// Returns the asset of the social image and the image itself. Reports a missing file, and one that must not be
/// published.
pub(super) fn resolve_site_image(
    settings: &Settings,
    assets: &[Arc<str>],
) -> Outcome<Option<(Arc<str>, SiteImage)>> {
    let Some(image) = settings.social_image.as_ref() else { return Outcome::clean(None) };
    let file = image.file.value.trim_start_matches('/');
    let file = file.strip_prefix("content/").unwrap_or(file);
    let is_named = |asset: &&Arc<str>| asset.strip_prefix("content/") == Some(file);
    let Some(asset) = assets.iter().find(is_named) else {
        return Outcome::new(None, vec![missing_image(image, file, assets)]);
    };
    let error = super::assets::asset_error(settings, asset).map(|error| error.at(location(image)));
    let site_image = SiteImage { href: percent_encode(file).into(), alt: image.alt.clone() };
    Outcome::new(Some((asset.clone(), site_image)), error.into_iter().collect())
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

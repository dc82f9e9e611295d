//! The picture the settings name for the site as a whole.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, MISSING_ASSET, SourceLocation};
use crate::settings::{Settings, SocialImage};
use crate::site::percent_encode;
use crate::text::nearest;

/// A picture of the site as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteImage {
    /// Where it stands, relative to the root, percent-encoded.
    pub href: Arc<str>,
    /// What it shows, in words.
    pub alt: String,
}

/// The picture's file among the site's, and the picture; none where there is no such file, which is noted.
pub(super) fn resolve_site_image(
    named: &SocialImage,
    assets: &[Arc<str>],
    notes: &mut Vec<Diagnostic>,
) -> Option<(Arc<str>, SiteImage)> {
    let file = named.file.value.trim_start_matches('/');
    let file = file.strip_prefix("content/").unwrap_or(file);
    let below = |asset: &Arc<str>| asset.strip_prefix("content/") == Some(file);
    match assets.iter().find(|asset| below(asset)) {
        Some(asset) => {
            Some((asset.clone(), SiteImage { href: percent_encode(file).into(), alt: named.alt.clone() }))
        }
        None => {
            notes.push(missing_image(named, file, assets));
            None
        }
    }
}

/// Why the picture's file must not be published.
pub(super) fn fault(settings: &Settings, named: &SocialImage, asset: &str) -> Option<Diagnostic> {
    Some(super::assets::fault(settings, asset)?.at(place(named)))
}

fn place(named: &SocialImage) -> SourceLocation {
    SourceLocation { path: "site.toml".into(), span: Some(named.file.span) }
}

fn missing_image(named: &SocialImage, file: &str, assets: &[Arc<str>]) -> Diagnostic {
    let note = Diagnostic::new(&MISSING_ASSET, format!("there is no `content/{file}`")).at(place(named));
    match nearest(file, assets.iter().filter_map(|asset| asset.strip_prefix("content/"))) {
        Some(near) => note.label(format!("did you mean `{near}`?")).help(near),
        None => note.help("write the path of a picture under `content/`"),
    }
}

//! The portraits of authors. Those that are drawings are copied as they are.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::briefing::Author;
use crate::diagnostic::{Diagnostic, MISSING_ASSET, Outcome, SourceLocation};
use crate::settings::Settings;
use crate::site::ids::AuthorId;
use crate::site::subject::SubjectEntry;
use crate::text::{Spanned, nearest};

use super::assets::asset_at;

/// Returns whether a file is a drawing by its name: SVG, which holds no place and no camera.
pub fn is_drawing(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("svg"))
}

/// Returns the asset of each portrait. Reports missing files, and files that must not be published.
pub(super) fn resolve_portraits(
    authors: &[SubjectEntry<Author>],
    settings: &Settings,
    assets: &[Arc<str>],
) -> Outcome<FxHashMap<AuthorId, Arc<str>>> {
    let (mut portraits, mut diagnostics) = (FxHashMap::default(), Vec::new());
    let profiles = authors.iter().enumerate().filter_map(|(id, entry)| Some((id, entry.profile.as_deref()?)));
    for (id, author) in profiles {
        let Some(picture) = &author.picture else { continue };
        let location = SourceLocation::new(&author.meta.source, picture.span);
        match find_asset(author, picture, assets) {
            Ok(asset) => {
                diagnostics.extend(super::assets::asset_error(settings, &asset).map(|it| it.at(location)));
                portraits.insert(AuthorId::new(id), asset);
            }
            Err(diagnostic) => diagnostics.push(diagnostic.at(location)),
        }
    }
    Outcome::new(portraits, diagnostics)
}

/// Returns the asset that a profile names. `assets` are sorted.
fn find_asset(
    author: &Author,
    picture: &Spanned<String>,
    assets: &[Arc<str>],
) -> Result<Arc<str>, Diagnostic> {
    if let Some(asset) = asset_at(&author.meta, &picture.value, assets) {
        return Ok(asset.clone());
    }
    let message = format!("the picture `{}` does not exist", picture.value);
    let diagnostic = Diagnostic::new(&MISSING_ASSET, message);
    let folder = author.meta.source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = assets.iter().filter_map(|asset| asset.strip_prefix(folder)?.strip_prefix('/'));
    Err(match nearest(&picture.value, beside) {
        Some(nearest) => {
            diagnostic.label(format!("did you mean `{nearest}`?")).help(format!("write `{nearest}`"))
        }
        None => diagnostic.help("write the path of a picture, relative to this file"),
    })
}

//! The lead pictures of briefings.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, MISSING_ASSET, Outcome};
use crate::site::ids::BriefingId;
use crate::site::resolve::NamedBriefing;

use super::assets::asset_at;
use super::diagnostics::source_location;
use super::paths::Paths;
use super::url::{content_path, relative_link};

/// The file of the lead picture of each briefing that has one: a path under `content/`.
pub(in crate::site) type LeadPictures = FxHashMap<BriefingId, Arc<str>>;

/// Returns the files of lead pictures. Reports those that do not exist. `assets` are sorted.
pub(in crate::site) fn resolve_lead_pictures(
    briefings: &[Arc<NamedBriefing>],
    assets: &[Arc<str>],
) -> Outcome<LeadPictures> {
    // Made for the first missing file.
    let similar: OnceLock<Paths> = OnceLock::new();
    let (mut pictures, mut diagnostics) = (LeadPictures::default(), Vec::new());
    for (index, named) in briefings.iter().enumerate() {
        let Some(picture) = &named.briefing.picture else { continue };
        let meta = &named.briefing.meta;
        if let Some(asset) = asset_at(meta, &picture.file.value, assets) {
            pictures.insert(BriefingId::new(index), asset.clone());
            continue;
        }
        let path = content_path(meta, &picture.file.value);
        let shown = path.as_deref().unwrap_or(&picture.file.value);
        let missing = Diagnostic::new(&MISSING_ASSET, format!("`{shown}` does not exist"))
            .at(source_location(meta, picture.file.span));
        diagnostics.push(
            match similar.get_or_init(|| Paths::new(assets.iter().map(|asset| &**asset))).nearest(shown) {
                Some(near) => {
                    let near = relative_link(meta, near);
                    missing.label(format!("did you mean `{near}`?")).help(near)
                }
                None => missing.help("write the path of a picture, relative to this file"),
            },
        );
    }
    Outcome::new(pictures, diagnostics)
}

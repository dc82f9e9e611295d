//! The images of a site: their sizes, lead pictures, and files that must not be published.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::{ACTIVE_SVG, BAD_PICTURE, Diagnostic, Outcome, SourceLocation};
use crate::document::active_svg;
use crate::picture::MAX_PICTURE_BYTES;
use crate::picture::{PictureFile, PictureTable};
use crate::render::{ImageSizes, MAX_IMAGE_BYTES};
use crate::settings::{self, Settings};
use crate::site::{BriefingId, Site};
use crate::world::World;

/// The images of the last site. They are read again only if one of them, their list or the settings have changed.
#[derive(Default)]
pub(super) struct ImageMemo {
    last: Option<MeasuredImages>,
}

/// The images with what they depend on besides their bytes.
struct MeasuredImages {
    settings: Arc<Settings>,
    assets: Arc<[Arc<str>]>,
    lead_pictures: Arc<FxHashMap<BriefingId, Arc<str>>>,
    read: Outcome<Arc<ImageSizes>>,
}

impl MeasuredImages {
    fn shows(&self, path: &Arc<str>) -> bool {
        self.assets.binary_search(path).is_ok() || self.lead_pictures.values().any(|picture| picture == path)
    }
}

impl ImageMemo {
    /// Forgets the images if one of these files is among them.
    pub(super) fn forget(&mut self, changed: &[Arc<str>]) {
        if self.last.as_ref().is_some_and(|last| changed.iter().any(|path| last.shows(path))) {
            self.last = None;
        }
    }

    /// Returns the sizes of the images of a site, and diagnostics for SVG files and lead pictures that must not be published.
    pub(super) fn read(&mut self, world: &dyn World, root: &Path, site: &Site) -> Outcome<Arc<ImageSizes>> {
        if let Some(last) = &self.last
            && Arc::ptr_eq(&last.settings, &site.settings)
            && last.assets == site.assets
            && last.lead_pictures == site.lead_pictures
        {
            return last.read.clone();
        }
        let mut diagnostics = check_svg_files(world, root, site);
        let pictures = examine_pictures(world, root, site).collect(&mut diagnostics);
        let sizes = Arc::new(measure_images(world, root, site).with_pictures(pictures));
        let read = Outcome::new(sizes, diagnostics);
        self.last = Some(MeasuredImages {
            settings: site.settings.clone(),
            assets: site.assets.clone(),
            lead_pictures: site.lead_pictures.clone(),
            read: read.clone(),
        });
        read
    }
}

/// Examines all lead pictures. Reports each that cannot be shown, once.
fn examine_pictures(world: &dyn World, root: &Path, site: &Site) -> Outcome<PictureTable> {
    let mut shown: Vec<(&Arc<str>, BriefingId)> =
        site.lead_pictures.iter().map(|(id, path)| (path, *id)).collect();
    shown.sort_unstable();
    shown.dedup_by_key(|(path, _)| *path);
    let examine = |(path, id): &(&Arc<str>, BriefingId)| {
        let bytes = world.read(&root.join(&***path), MAX_PICTURE_BYTES);
        let picture = bytes
            .map_err(|error| format!("cannot be read: {error}"))
            .and_then(|bytes| PictureFile::new(&bytes));
        picture.map(|picture| (Arc::clone(path), picture)).map_err(|reason| bad_picture(site, *id, &reason))
    };
    let (mut pictures, mut diagnostics) = (Vec::new(), Vec::new());
    for examined in shown.par_iter().map(examine).collect::<Vec<_>>() {
        match examined {
            Ok(picture) => pictures.push(picture),
            Err(diagnostic) => diagnostics.extend(diagnostic),
        }
    }
    Outcome::new(PictureTable::new(pictures), diagnostics)
}

fn bad_picture(site: &Site, id: BriefingId, reason: &str) -> Option<Diagnostic> {
    let briefing = &site.briefing(id).briefing;
    let file = &briefing.picture.as_ref()?.file;
    let message = format!("the picture `{}` {reason}", file.value);
    let location = SourceLocation::new(&briefing.meta.source, file.span);
    let help = "save it as JPEG or PNG, at most 32 MB, 16000 pixels on a side and 50 million pixels in all";
    Some(Diagnostic::new(&BAD_PICTURE, message).at(location).help(help))
}

/// Reads the sizes of all images. An unreadable image is reported when it is copied.
fn measure_images(world: &dyn World, root: &Path, site: &Site) -> ImageSizes {
    let measured = site.assets.par_iter().filter(|path| ImageSizes::can_measure(path));
    let read =
        measured.filter_map(|path| Some((&**path, world.read(&root.join(&**path), MAX_IMAGE_BYTES).ok()?)));
    ImageSizes::new(read.collect::<Vec<_>>())
}

/// Returns a diagnostic for every published SVG file that has active content or cannot be read.
fn check_svg_files(world: &dyn World, root: &Path, site: &Site) -> Vec<Diagnostic> {
    let is_svg = |path: &str| {
        settings::extension(path)
            .is_some_and(|end| ["svg", "svgz"].iter().any(|svg| end.eq_ignore_ascii_case(svg)))
    };
    let svg_files = site.assets.par_iter().filter(|path| is_svg(path) && site.settings.allows_asset(path));
    let check = |path: &Arc<str>| {
        let problem = match world.read(&root.join(&**path), MAX_IMAGE_BYTES) {
            Ok(bytes) => active_svg(&bytes)?,
            Err(error) => format!("cannot be read: {error}"),
        };
        let diagnostic = Diagnostic::new(&ACTIVE_SVG, format!("this picture {problem}"))
            .at(SourceLocation::file(path.clone()));
        Some(diagnostic.help("save it as plain SVG, without scripts and links, or as PNG"))
    };
    svg_files.filter_map(check).collect()
}

//! The images of a site: their sizes, and SVG files that must not be published.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{ACTIVE_SVG, Diagnostic, Outcome, SourceLocation};
use crate::document::active_svg;
use crate::render::{ImageSizes, MAX_IMAGE_BYTES};
use crate::settings::{self, Settings};
use crate::site::Site;
use crate::world::World;

/// The images of the last site. They are read again only if one of them, their list or the settings have changed.
#[derive(Default)]
pub(super) struct ImageMemo {
    last: Option<MeasuredImages>,
}

/// The images with what they depend on: settings and the paths of assets.
type MeasuredImages = (Arc<Settings>, Arc<[Arc<str>]>, Outcome<Arc<ImageSizes>>);

impl ImageMemo {
    /// Forgets the images if one of these files is among them.
    pub(super) fn forget(&mut self, changed: &[Arc<str>]) {
        let is_shown = |(_, assets, _): &(_, Arc<[Arc<str>]>, _)| {
            changed.iter().any(|path| assets.binary_search(path).is_ok())
        };
        if self.last.as_ref().is_some_and(is_shown) {
            self.last = None;
        }
    }

    /// Returns the sizes of the images of a site, and diagnostics for SVG files that must not be published.
    pub(super) fn read(&mut self, world: &dyn World, root: &Path, site: &Site) -> Outcome<Arc<ImageSizes>> {
        if let Some((settings, assets, read)) = &self.last
            && Arc::ptr_eq(settings, &site.settings)
            && *assets == site.assets
        {
            return read.clone();
        }
        let sizes = Arc::new(measure_images(world, root, site));
        let read = Outcome::new(sizes, check_svg_files(world, root, site));
        self.last = Some((site.settings.clone(), site.assets.clone(), read.clone()));
        read
    }
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

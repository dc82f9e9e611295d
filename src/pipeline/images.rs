//! The images of a site: their sizes, lead pictures, and files that must not be published.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::briefing::ContentMeta;
use crate::diagnostic::{ACTIVE_SVG, BAD_PICTURE, Diagnostic, Outcome, SourceLocation};
use crate::document::active_svg;
use crate::picture::{CardFonts, MAX_PICTURE_BYTES, PictureFile, PictureTable, PictureUse};
use crate::render::{ImageSizes, MAX_IMAGE_BYTES};
use crate::settings::{self, FontFile, Settings};
use crate::site::{AuthorId, BriefingId, Site, is_drawing};
use crate::text::Spanned;
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
    portraits: Arc<FxHashMap<AuthorId, Arc<str>>>,
    read: Outcome<Arc<ImageSizes>>,
}

impl MeasuredImages {
    fn shows(&self, path: &Arc<str>) -> bool {
        let is_of_look = |path: &str| self.settings.look.files().any(|file| file.value == path);
        self.assets.binary_search(path).is_ok()
            || self.lead_pictures.values().chain(self.portraits.values()).any(|picture| picture == path)
            || path.strip_prefix("templates/").is_some_and(is_of_look)
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
            && last.portraits == site.portraits
        {
            return last.read.clone();
        }
        let mut diagnostics = check_svg_files(world, root, site);
        let pictures = examine_pictures(world, root, site).collect(&mut diagnostics);
        let fonts = read_card_fonts(world, root, &site.settings);
        let sizes = measure_images(world, root, site).with_pictures(pictures).with_card_fonts(fonts);
        let sizes = Arc::new(sizes);
        let read = Outcome::new(sizes, diagnostics);
        self.last = Some(MeasuredImages {
            settings: site.settings.clone(),
            assets: site.assets.clone(),
            lead_pictures: site.lead_pictures.clone(),
            portraits: site.portraits.clone(),
            read: read.clone(),
        });
        read
    }
}

/// Reads the fonts of card images; `None` if the site has no such images. Link previews need full URLs.
fn read_card_fonts(world: &dyn World, root: &Path, settings: &Settings) -> Option<CardFonts> {
    let look = &settings.look;
    (look.drawn.cards && settings.base_url.is_some()).then(|| {
        let read = |font: &Option<FontFile>| {
            let file = font.as_ref()?.file.as_ref()?;
            world.read(&root.join("templates").join(&file.value), MAX_IMAGE_BYTES).ok()
        };
        CardFonts::new(read(&look.serif), read(&look.sans))
    })
}

/// A picture with the page that shows it.
struct ShownPicture<'s> {
    path: &'s Arc<str>,
    shown: PictureUse,
    meta: &'s ContentMeta,
    written: &'s Spanned<String>,
}

/// Returns each lead picture and portrait once, sorted. A file that is both is a lead picture, which has more copies.
fn shown_pictures(site: &Site) -> Vec<ShownPicture<'_>> {
    let lead = site.lead_pictures.iter().filter_map(|(id, path)| {
        let briefing = &site.briefing(*id).briefing;
        let written = &briefing.picture.as_ref()?.file;
        Some(ShownPicture { path, shown: PictureUse::Lead, meta: &briefing.meta, written })
    });
    let portraits = site.portraits.iter().filter(|(_, path)| !is_drawing(path));
    let portraits = portraits.filter_map(|(id, path)| {
        let author = site.author(*id).profile.as_deref()?;
        let written = author.picture.as_ref()?;
        Some(ShownPicture { path, shown: PictureUse::Portrait, meta: &author.meta, written })
    });
    let mut all: Vec<ShownPicture<'_>> = lead.chain(portraits).collect();
    all.sort_by_key(|it| (it.path, it.shown == PictureUse::Portrait, &it.meta.source.path));
    all.dedup_by_key(|it| it.path);
    all
}

/// Examines all lead pictures and portraits. Reports each that cannot be shown, once.
fn examine_pictures(world: &dyn World, root: &Path, site: &Site) -> Outcome<PictureTable> {
    let examine = |picture: &ShownPicture<'_>| {
        let bytes = world.read(&root.join(&**picture.path), MAX_PICTURE_BYTES);
        let examined = bytes
            .map_err(|error| format!("cannot be read: {error}"))
            .and_then(|bytes| PictureFile::new(&bytes, picture.shown));
        examined.map(|file| (Arc::clone(picture.path), file)).map_err(|reason| bad_picture(picture, &reason))
    };
    let (mut pictures, mut diagnostics) = (Vec::new(), Vec::new());
    for examined in shown_pictures(site).par_iter().map(examine).collect::<Vec<_>>() {
        match examined {
            Ok(picture) => pictures.push(picture),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    Outcome::new(PictureTable::new(pictures), diagnostics)
}

fn bad_picture(picture: &ShownPicture<'_>, reason: &str) -> Diagnostic {
    let message = format!("the picture `{}` {reason}", picture.written.value);
    let location = SourceLocation::new(&picture.meta.source, picture.written.span);
    let help = "save it as JPEG or PNG, at most 32 MB, 16000 pixels on a side and 50 million pixels in all";
    Diagnostic::new(&BAD_PICTURE, message).at(location).help(help)
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

//! Plans the copies of lead pictures and portraits.

use crate::picture::{PictureCopy, PictureFile, PictureTable};
use crate::text::slugify;

use super::{Page, PageKind};

/// Returns the output path of a copy of the picture at a path under `content/`.
pub fn picture_path(path: &str, picture: &PictureFile, copy: PictureCopy) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let stem = if stem.is_empty() { "picture" } else { &stem };
    format!("pictures/{}", picture.copy_name(stem, copy))
}

pub(super) fn plan_pictures(pictures: &PictureTable) -> Vec<Page> {
    let mut pages = Vec::new();
    for (index, (path, picture)) in pictures.iter().enumerate() {
        pages.extend(picture.copies().map(|copy| Page {
            file: picture_path(path, picture, copy),
            kind: PageKind::Picture(index, copy),
        }));
    }
    // Copies of the same file in two folders are the same.
    pages.sort_by(|one, other| one.file.cmp(&other.file));
    pages.dedup_by(|one, other| one.file == other.file);
    pages
}

//! The lead picture of a briefing.

use super::ViewBuilder;
use super::facts::shown_or_empty;
use crate::page::picture_path;
use crate::picture::{PictureCopy, PictureFile, PictureFormat};
use crate::render::view::{LeadPictureView, PictureCopyView};
use crate::site::BriefingId;
use crate::text::curl_quotes;

impl ViewBuilder<'_> {
    pub(super) fn lead_picture(&self, id: BriefingId) -> Option<LeadPictureView> {
        let written = self.site.briefing(id).briefing.picture.as_ref()?;
        let path = self.site.lead_pictures.get(&id)?;
        let picture = self.image_sizes.pictures.get(path)?;
        let (usual, modern) = picture.formats().split_first()?;
        let width = picture.widths().last().copied()?;
        Some(LeadPictureView {
            href: picture_path(path, picture, PictureCopy { width, format: *usual }),
            width: width as usize,
            height: picture.height_at(width) as usize,
            copies: copy_views(path, picture, *usual),
            webp: modern.iter().flat_map(|format| copy_views(path, picture, *format)).collect(),
            alt: curl_quotes(&written.alt.value),
            caption: shown_or_empty(written.caption.as_ref()),
            credit: shown_or_empty(written.credit.as_ref()),
            licence: shown_or_empty(written.licence.as_ref()),
        })
    }
}

fn copy_views(path: &str, picture: &PictureFile, format: PictureFormat) -> Vec<PictureCopyView> {
    let copy = |width| PictureCopyView {
        href: picture_path(path, picture, PictureCopy { width, format }),
        width: width as usize,
    };
    picture.widths().into_iter().map(copy).collect()
}

//! Reads the sizes of images, which a page states so that its layout does not shift while they load.
//!
//! Supports PNG, JPEG, GIF, WebP, AVIF and SVG. Sizes are in CSS pixels; the theme uses only their ratio. The format is read from
//! the bytes of a file, not from its extension; a file that is malformed has no size.

use rustc_hash::FxHashMap;

use crate::picture::{CardFonts, PictureTable, is_turned_by_a_quarter};
use crate::site::percent_encode;

/// Width and height of an image; neither is 0.
pub type ImageSize = (u32, u32);

/// Maximum number of bytes of an image that is measured; a larger one is written without its size.
pub const MAX_IMAGE_BYTES: u64 = 32 << 20;

/// The sizes of a site's images, by URL relative to the root.
#[derive(Clone, Debug, Default)]
pub struct ImageSizes {
    sizes: FxHashMap<String, ImageSize>,
    /// The lead pictures and portraits.
    pub pictures: PictureTable,
    /// The fonts of card images; `None` if the site has no such images.
    pub card_fonts: Option<CardFonts>,
}

impl ImageSizes {
    /// Measures files, given by their paths relative to the site's folder, such as `content/briefings/map.svg`.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let sized =
            files.into_iter().filter_map(|(path, bytes)| Some((image_url(path), image_size(&bytes)?)));
        Self { sizes: sized.collect(), pictures: PictureTable::default(), card_fonts: None }
    }

    /// Adds the lead pictures.
    #[must_use]
    pub fn with_pictures(self, pictures: PictureTable) -> Self {
        Self { pictures, ..self }
    }

    /// Adds the fonts of card images.
    #[must_use]
    pub fn with_card_fonts(self, card_fonts: Option<CardFonts>) -> Self {
        Self { card_fonts, ..self }
    }

    /// Returns the size of the image at a URL; `None` if it is not known.
    pub fn size_of(&self, url: &str) -> Option<ImageSize> {
        self.sizes.get(url).copied()
    }

    /// Returns whether the extension of a file is that of an image that can be measured.
    pub fn can_measure(path: &str) -> bool {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    }
}

fn image_url(path: &str) -> String {
    percent_encode(path.strip_prefix("content/").unwrap_or(path))
}

/// Reads the size of an image from its bytes.
fn image_size(bytes: &[u8]) -> Option<ImageSize> {
    let found = match imagesize::blob_size(bytes) {
        Ok(size) => {
            let size = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            Some(if is_turned_by_a_quarter(bytes) { (size.1, size.0) } else { size })
        }
        Err(_) => svg_size(bytes),
    };
    found.filter(|(width, height)| *width > 0 && *height > 0)
}

/// Reads the size of an SVG: its `width` and `height` in pixels, or else those of its `viewBox`.
fn svg_size(bytes: &[u8]) -> Option<ImageSize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tag = text.split_once("<svg")?.1.split_once('>')?.0;
    let length = |name| pixels(svg_attribute(tag, name)?);
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let mut view_box =
        svg_attribute(tag, "viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    Some((pixels(view_box.next()?)?, pixels(view_box.next()?)?))
}

fn svg_attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let starts = tag.match_indices(name).map(|(start, _)| start);
    let mut values = starts.filter_map(|start| {
        let before = tag[..start].chars().next_back()?;
        let value = tag[start + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote =
            value.chars().next().filter(|quote| before.is_whitespace() && matches!(quote, '"' | '\''))?;
        value[1..].split_once(quote).map(|(value, _)| value)
    });
    values.next()
}

/// Parses a length without a unit or in `px`, and rounds it. Other units depend on the font or the page.
fn pixels(length: &str) -> Option<u32> {
    let number: f64 = length.trim().trim_end_matches("px").trim_end().parse().ok()?;
    (0.5..1e6).contains(&number).then_some(number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn image_sizes_are_read() {
        let avif = avif(800, 300);
        let cases: [(&[u8], Option<ImageSize>); 15] = [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\x01\x2c\x08", Some((800, 300))),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\x01\x2c", None),
            (b"\x89PNG", None),
            (b"GIF89a\x20\x03\x2c\x01\0\0", Some((800, 300))),
            (b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\x01\x2c\x03\x20\x03", Some((800, 300))),
            (b"\xff\xd8\xff\xc4\0\x04ab\xff\xda\0", None),
            (b"\xff\xd8\xff\xe0\xff\xff", None),
            (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x1f\x03\0\x2b\x01\0", Some((800, 300))),
            (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x1f\xc3\x4a\0", Some((800, 300))),
            (&avif, Some((800, 300))),
            (b"<?xml version=\"1.0\"?><svg xmlns='x' width = '800' height=\"300px\">", Some((800, 300))),
            (b"<svg stroke-width=\"3\" viewBox=\"0 0, 799.6 300\" width=\"100%\">", Some((800, 300))),
            (b"<svg viewBox=\"0 0 800\">", None),
            (b"<svg width=\"1e9\" height=\"2\">", None),
            (b"\xfe\xff", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(image_size(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn an_image_on_its_side_has_the_size_that_is_shown() {
        for (orientation, expected) in
            [(1, (800, 300)), (3, (800, 300)), (6, (300, 800)), (8, (300, 800)), (9, (800, 300))]
        {
            assert_eq!(image_size(&jpeg_with_orientation(orientation)), Some(expected), "{orientation}");
        }
        let mut cut = jpeg_with_orientation(6);
        cut[5] = 0xff;
        assert_eq!(image_size(&cut), None);
    }

    /// A JPEG of 800 by 300 pixels up to its frame header, with one EXIF field.
    fn jpeg_with_orientation(orientation: u8) -> Vec<u8> {
        let entry = [&b"\x01\x12\0\x03\0\0\0\x01\0"[..], &[orientation], b"\0\0"].concat();
        let tiff = [&b"MM\0\x2a\0\0\0\x08\0\x01"[..], &entry, b"\0\0\0\0"].concat();
        let body = [&b"Exif\0\0"[..], &tiff].concat();
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        let frame = b"\xff\xc0\0\x11\x08\x01\x2c\x03\x20\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9";
        [&b"\xff\xd8\xff\xe1"[..], &length, &body, frame].concat()
    }

    /// The boxes of an AVIF file that hold its size.
    fn avif(width: u32, height: u32) -> Vec<u8> {
        let boxed = |name: &[u8], body: &[u8]| {
            let length = u32::try_from(8 + body.len()).expect("a short box");
            [&length.to_be_bytes(), name, body].concat()
        };
        let size = [[0; 4], width.to_be_bytes(), height.to_be_bytes()].concat();
        let properties = boxed(b"iprp", &boxed(b"ipco", &boxed(b"ispe", &size)));
        [boxed(b"ftyp", b"avif\0\0\0\0"), boxed(b"meta", &[&[0; 4], &properties[..]].concat())].concat()
    }

    #[test]
    fn images_are_found_by_url() {
        let sizes =
            ImageSizes::new([("content/briefings/a map.svg", b"<svg width='8' height='3'>".to_vec())]);
        assert_eq!(sizes.size_of("briefings/a%20map.svg"), Some((8, 3)));
        assert_eq!(sizes.size_of("briefings/other.svg"), None);
        assert!(ImageSizes::can_measure("a/b.JPG") && !ImageSizes::can_measure("a/b.pdf"));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_do_not_panic(start in prop::sample::select(vec![&b"\xff\xd8"[..], b"RIFF", b"\x89PNG", b"GIF8", b"\0\0\0\x0cftypavif", b"<svg "]), rest: Vec<u8>) {
            let _ = image_size(&[start, &rest].concat());
        }
    }
}

//! Reads the sizes of images, which a page states so that its layout does not shift while they load.
//!
//! Supports PNG, JPEG, GIF, WebP and SVG. Sizes are in CSS pixels; the theme uses only their ratio. The format is read from
//! the bytes of a file, not from its extension; a file that is malformed has no size.

use rustc_hash::FxHashMap;

use crate::site::percent_encode;

/// Width and height of an image; neither is 0.
pub type ImageSize = (u32, u32);

/// Maximum number of bytes of an image that is measured; a larger one is written without its size.
pub const MAX_IMAGE_BYTES: u64 = 32 << 20;

/// The sizes of a site's images, by URL relative to the root.
#[derive(Clone, Debug, Default)]
pub struct ImageSizes(FxHashMap<String, ImageSize>);

impl ImageSizes {
    /// Measures files, given by their paths relative to the site's folder, such as `content/briefings/map.svg`.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let sized =
            files.into_iter().filter_map(|(path, bytes)| Some((image_url(path), image_size(&bytes)?)));
        Self(sized.collect())
    }

    /// Returns the size of the image at a URL; `None` if it is not known.
    pub fn size_of(&self, url: &str) -> Option<ImageSize> {
        self.0.get(url).copied()
    }

    /// Returns whether the extension of a file is that of an image that can be measured.
    pub fn can_measure(path: &str) -> bool {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        ["png", "jpg", "jpeg", "gif", "webp", "svg"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    }
}

fn image_url(path: &str) -> String {
    percent_encode(path.strip_prefix("content/").unwrap_or(path))
}

/// Reads the size of an image from its bytes.
fn image_size(bytes: &[u8]) -> Option<ImageSize> {
    let found = match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some((big_endian(bytes, 16, 4)?, big_endian(bytes, 20, 4)?)),
        [b'G', b'I', b'F', b'8', ..] => Some((little_endian(bytes, 6, 2)?, little_endian(bytes, 8, 2)?)),
        [0xff, 0xd8, ..] => jpeg_size(bytes),
        [b'R', b'I', b'F', b'F', ..] => webp_size(bytes),
        _ => svg_size(bytes),
    };
    found.filter(|(width, height)| *width > 0 && *height > 0)
}

/// Reads the size of a JPEG: a sequence of segments, each with a marker and a length. The frame header holds the size.
fn jpeg_size(bytes: &[u8]) -> Option<ImageSize> {
    let mut offset = 2;
    loop {
        let marker = *bytes.get(offset + 1).filter(|_| bytes[offset] == 0xff)?;
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return Some((big_endian(bytes, offset + 7, 2)?, big_endian(bytes, offset + 5, 2)?));
        }
        offset += 2 + big_endian(bytes, offset + 2, 2)? as usize;
    }
}

/// Reads the size of a WebP: each of the three kinds of first chunk stores it differently.
fn webp_size(bytes: &[u8]) -> Option<ImageSize> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little_endian(bytes, 24, 3)? + 1, little_endian(bytes, 27, 3)? + 1)),
        b"VP8L" => {
            let bits = little_endian(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8 " => Some((little_endian(bytes, 26, 2)? & 0x3fff, little_endian(bytes, 28, 2)? & 0x3fff)),
        _ => None,
    }
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

fn big_endian(bytes: &[u8], offset: usize, count: usize) -> Option<u32> {
    let read = bytes.get(offset..offset.checked_add(count)?)?;
    Some(read.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn little_endian(bytes: &[u8], offset: usize, count: usize) -> Option<u32> {
    let read = bytes.get(offset..offset.checked_add(count)?)?;
    Some(read.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn image_sizes_are_read() {
        let cases: [(&[u8], Option<ImageSize>); 14] = [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\x01\x2c\x08", Some((800, 300))),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\x01\x2c", None),
            (b"\x89PNG", None),
            (b"GIF89a\x20\x03\x2c\x01", Some((800, 300))),
            (b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\x01\x2c\x03\x20\x03", Some((800, 300))),
            (b"\xff\xd8\xff\xc4\0\x04ab\xff\xda\0", None),
            (b"\xff\xd8\xff\xe0\xff\xff", None),
            (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x1f\x03\0\x2b\x01\0", Some((800, 300))),
            (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x1f\xc3\x4a\0", Some((800, 300))),
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
    fn images_are_found_by_url() {
        let sizes =
            ImageSizes::new([("content/briefings/a map.svg", b"<svg width='8' height='3'>".to_vec())]);
        assert_eq!(sizes.size_of("briefings/a%20map.svg"), Some((8, 3)));
        assert_eq!(sizes.size_of("briefings/other.svg"), None);
        assert!(ImageSizes::can_measure("a/b.JPG") && !ImageSizes::can_measure("a/b.pdf"));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_do_not_panic(start in prop::sample::select(vec![&b"\xff\xd8"[..], b"RIFF", b"\x89PNG", b"GIF8", b"<svg "]), rest: Vec<u8>) {
            let _ = image_size(&[start, &rest].concat());
        }
    }
}

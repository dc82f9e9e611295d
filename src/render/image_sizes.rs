//! How large pictures are, so that a page keeps their place free before they are there.
//!
//! Takes the bytes of PNG, JPEG, GIF, WebP and SVG files. Gives width and height in CSS pixels; only the ratio matters to
//! the look. Trusts nothing: a file that is not what its ending says has no size.

use rustc_hash::FxHashMap;

use crate::site::percent_encode;

/// A picture's width and height; neither is 0.
pub type ImageSize = (u32, u32);

/// Bytes of a picture that is measured, at most; a larger one is shown without its size.
pub const MAX_IMAGE_BYTES: u64 = 32 << 20;

/// The sizes of a site's pictures, by address relative to the root.
#[derive(Clone, Debug, Default)]
pub struct ImageSizes(FxHashMap<String, ImageSize>);

impl ImageSizes {
    /// Measures files, given by their paths below the site's folder, such as `content/briefings/map.svg`.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let sized =
            files.into_iter().filter_map(|(path, bytes)| Some((image_address(path), image_size(&bytes)?)));
        Self(sized.collect())
    }

    /// The size of the picture at an address; none where it is not known.
    pub fn size_of(&self, address: &str) -> Option<ImageSize> {
        self.0.get(address).copied()
    }

    /// Whether a file is, by its ending, a picture that can be measured.
    pub fn can_measure(path: &str) -> bool {
        let end = path.rsplit_once('.').map_or("", |(_, end)| end);
        ["png", "jpg", "jpeg", "gif", "webp", "svg"].iter().any(|known| end.eq_ignore_ascii_case(known))
    }
}

fn image_address(path: &str) -> String {
    percent_encode(path.strip_prefix("content/").unwrap_or(path))
}

/// The size a file tells of itself.
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

/// JPEG is a row of segments, each a marker and a length; the frame's holds the size.
fn jpeg_size(bytes: &[u8]) -> Option<ImageSize> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1).filter(|_| bytes[at] == 0xff)?;
        let frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if frame {
            return Some((big_endian(bytes, at + 7, 2)?, big_endian(bytes, at + 5, 2)?));
        }
        at += 2 + big_endian(bytes, at + 2, 2)? as usize;
    }
}

/// WebP has three kinds of first chunk, each with the size in its own way.
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

/// SVG says its width and height in pixels, or the box it draws in.
fn svg_size(bytes: &[u8]) -> Option<ImageSize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tag = text.split_once("<svg")?.1.split_once('>')?.0;
    let own = |name| pixels(svg_attribute(tag, name)?);
    if let (Some(width), Some(height)) = (own("width"), own("height")) {
        return Some((width, height));
    }
    let mut drawn = svg_attribute(tag, "viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    Some((pixels(drawn.next()?)?, pixels(drawn.next()?)?))
}

fn svg_attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let starts = tag.match_indices(name).map(|(at, _)| at);
    let mut values = starts.filter_map(|at| {
        let before = tag[..at].chars().next_back()?;
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote =
            value.chars().next().filter(|quote| before.is_whitespace() && matches!(quote, '"' | '\''))?;
        value[1..].split_once(quote).map(|(value, _)| value)
    });
    values.next()
}

/// A length without a unit or in `px`, rounded; others depend on fonts and pages.
fn pixels(length: &str) -> Option<u32> {
    let number: f64 = length.trim().trim_end_matches("px").trim_end().parse().ok()?;
    (0.5..1e6).contains(&number).then_some(number.round() as u32)
}

fn big_endian(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let read = bytes.get(at..at.checked_add(count)?)?;
    Some(read.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn little_endian(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let read = bytes.get(at..at.checked_add(count)?)?;
    Some(read.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pictures_tell_their_size() {
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
    fn pictures_are_found_by_address() {
        let pictures =
            ImageSizes::new([("content/briefings/a map.svg", b"<svg width='8' height='3'>".to_vec())]);
        assert_eq!(pictures.size_of("briefings/a%20map.svg"), Some((8, 3)));
        assert_eq!(pictures.size_of("briefings/other.svg"), None);
        assert!(ImageSizes::can_measure("a/b.JPG") && !ImageSizes::can_measure("a/b.pdf"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail(start in prop::sample::select(vec![&b"\xff\xd8"[..], b"RIFF", b"\x89PNG", b"GIF8", b"<svg "]), rest: Vec<u8>) {
            let _ = image_size(&[start, &rest].concat());
        }
    }
}

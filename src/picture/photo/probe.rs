//! Format and size of a picture, read from the first bytes of its file.

use std::io::Cursor;

use super::PictureFormat;

/// Maximum width and height in pixels.
pub(super) const MAX_SIDE: u32 = 16_000;
/// Maximum number of pixels: 200 MB when decoded.
const MAX_PIXELS: u64 = 50_000_000;
/// Maximum number of bytes of a file.
pub const MAX_PICTURE_BYTES: u64 = 32 << 20;

/// Returns the size as shown, and the format. Fails with the reason if the picture cannot be published.
pub(super) fn probe(bytes: &[u8]) -> Result<((u32, u32), PictureFormat), String> {
    if bytes.len() as u64 > MAX_PICTURE_BYTES {
        return Err(format!("is larger than {} MB", MAX_PICTURE_BYTES >> 20));
    }
    let format = format(bytes).ok_or("is not a JPEG, PNG or WebP file")?;
    let size = imagesize::blob_size(bytes).map_err(|_| "is damaged: its size cannot be read")?;
    let (width, height) = (to_u32(size.width), to_u32(size.height));
    if width == 0 || height == 0 {
        return Err("is damaged: it has no pixels".to_owned());
    }
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(format!(
            "has {width} × {height} pixels, more than {MAX_SIDE} on a side or {} million in all",
            MAX_PIXELS / 1_000_000
        ));
    }
    let size = if is_turned_by_a_quarter(bytes) { (height, width) } else { (width, height) };
    Ok((size, format))
}

fn to_u32(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Returns the format by the first bytes.
fn format(bytes: &[u8]) -> Option<PictureFormat> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(PictureFormat::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Some(PictureFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(PictureFormat::Webp),
        _ => None,
    }
}

/// Returns whether the EXIF data ask for a rotation by a quarter, which exchanges width and height. Cameras write this instead
/// of turning the pixels.
pub fn is_turned_by_a_quarter(bytes: &[u8]) -> bool {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let orientation =
        exif.as_ref().and_then(|exif| exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY));
    orientation.and_then(|field| field.value.get_uint(0)).is_some_and(|value| (5..=8).contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            &width.to_be_bytes(),
            &height.to_be_bytes(),
            b"\x08\x02\0\0\0",
        ]
        .concat()
    }

    #[test]
    fn only_pictures_of_a_usual_size_pass() {
        type Case<'a> = (&'a [u8], Result<(u32, u32), &'a str>);
        let cases: [Case<'_>; 8] = [
            (&png(800, 300), Ok((800, 300))),
            (&png(0, 300), Err("no pixels")),
            (&png(20_000, 100), Err("20000 × 100 pixels")),
            (&png(16_000, 16_000), Err("50 million")),
            (&png(u32::MAX, u32::MAX), Err("pixels")),
            (b"\x89PNG", Err("size cannot be read")),
            (b"GIF89a\x20\x03\x2c\x01\0\0", Err("not a JPEG, PNG or WebP")),
            (b"", Err("not a JPEG")),
        ];
        for (bytes, expected) in cases {
            let given = probe(bytes).map(|(size, _)| size);
            match (given, expected) {
                (Ok(given), Ok(expected)) => assert_eq!(given, expected),
                (Err(given), Err(part)) => assert!(given.contains(part), "{given}"),
                (given, expected) => panic!("{given:?} {expected:?}"),
            }
        }
    }
}

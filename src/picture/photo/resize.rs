//! Resized copies of pictures.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, ImageResult, Limits};

use super::probe::MAX_SIDE;
use super::{PictureCopy, PictureFile, PictureFormat};

/// Quality of JPEG copies, of 100.
const QUALITY: u8 = 80;
/// Maximum memory of a decoder in bytes.
const MAX_MEMORY: u64 = 512 << 20;
/// Maximum length of a colour profile that is kept, in bytes.
const MAX_PROFILE: usize = 64 << 10;

/// Makes a copy of a picture. Fails with the reason, in one clause, if the file is damaged.
pub fn resized(bytes: &[u8], picture: &PictureFile, copy: PictureCopy) -> Result<Vec<u8>, String> {
    make(bytes, picture, copy).map_err(|error| format!("is damaged: {error}"))
}

fn make(bytes: &[u8], picture: &PictureFile, copy: PictureCopy) -> ImageResult<Vec<u8>> {
    let (pixels, profile) = decode(bytes, picture.format)?;
    let height = picture.height_at(copy.width);
    let small = pixels.resize_exact(copy.width, height, image::imageops::FilterType::CatmullRom);
    drop(pixels);
    encode(&small, copy.format, profile)
}

/// Decodes a picture, and turns it as its EXIF data ask. Returns its colour profile, which is empty without one.
fn decode(bytes: &[u8], format: PictureFormat) -> ImageResult<(DynamicImage, Vec<u8>)> {
    let format = match format {
        PictureFormat::Jpeg => ImageFormat::Jpeg,
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::Webp => ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let profile = decoder.icc_profile()?.filter(|profile| profile.len() <= MAX_PROFILE);
    let mut pixels = DynamicImage::from_decoder(decoder)?;
    pixels.apply_orientation(orientation);
    Ok((pixels, profile.unwrap_or_default()))
}

fn encode(pixels: &DynamicImage, format: PictureFormat, profile: Vec<u8>) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match format {
        PictureFormat::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            write(encoder, &DynamicImage::ImageRgb8(pixels.to_rgb8()), profile)?;
        }
        PictureFormat::Png => {
            let encoder =
                PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
            write(encoder, &eight_bits(pixels), profile)?;
        }
        PictureFormat::Webp => write(WebPEncoder::new_lossless(&mut bytes), &eight_bits(pixels), profile)?,
    }
    Ok(bytes)
}

/// Returns the pixels with eight bits a channel, and with transparency only if there is some.
fn eight_bits(pixels: &DynamicImage) -> DynamicImage {
    if pixels.color().has_alpha() {
        DynamicImage::ImageRgba8(pixels.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(pixels.to_rgb8())
    }
}

fn write(mut encoder: impl ImageEncoder, pixels: &DynamicImage, profile: Vec<u8>) -> ImageResult<()> {
    if !profile.is_empty() {
        // An encoder that cannot hold a profile leaves it out.
        let _ = encoder.set_icc_profile(profile);
    }
    encoder.write_image(pixels.as_bytes(), pixels.width(), pixels.height(), pixels.color().into())
}

#[cfg(test)]
mod tests {
    use super::super::PictureUse;
    use super::*;
    use image::{GenericImageView, Rgb, RgbImage};
    use proptest::prelude::*;

    /// A picture whose left half is red and whose right half is blue.
    fn two_colours(format: PictureFormat) -> Vec<u8> {
        let color = |x| if x < 500 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
        let pixels = DynamicImage::ImageRgb8(RgbImage::from_fn(1000, 400, |x, _| color(x)));
        encode(&pixels, format, Vec::new()).expect("bytes")
    }

    /// A JPEG with EXIF data: an orientation and the place where it was taken.
    fn with_exif(orientation: u8) -> Vec<u8> {
        let field = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
            [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
        };
        let fields =
            [field(0x0112, 3, 1, [0, orientation, 0, 0]), field(0x8825, 4, 1, [0, 0, 0, 38])].concat();
        let place = [&b"\0\x01"[..], &field(1, 2, 2, *b"N\0\0\0"), b"\0\0\0\0GPS-SECRET"].concat();
        let tiff = [&b"MM\0\x2a\0\0\0\x08\0\x02"[..], &fields, b"\0\0\0\0", &place].concat();
        let body = [&b"Exif\0\0"[..], &tiff].concat();
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        let plain = two_colours(PictureFormat::Jpeg);
        [&plain[..2], b"\xff\xe1", &length, &body, &plain[2..]].concat()
    }

    fn copy_of(bytes: &[u8], format: PictureFormat) -> (PictureFile, Vec<u8>) {
        let picture = PictureFile::new(bytes, PictureUse::Lead).expect("a picture");
        let copy =
            resized(bytes, &picture, PictureCopy { width: picture.widths()[0], format }).expect("a copy");
        (picture, copy)
    }

    #[test]
    fn copies_have_the_size_and_the_colours_of_their_file() {
        for (format, to) in [
            (PictureFormat::Jpeg, PictureFormat::Jpeg),
            (PictureFormat::Png, PictureFormat::Webp),
            (PictureFormat::Png, PictureFormat::Png),
            (PictureFormat::Webp, PictureFormat::Png),
        ] {
            let (_, copy) = copy_of(&two_colours(format), to);
            let read = image::load_from_memory(&copy).expect("a picture");
            assert_eq!(read.dimensions(), (480, 192), "{format:?}");
            let left = read.to_rgb8().get_pixel(40, 90).0;
            assert!(left[0] > 240 && left[2] < 16, "{format:?} {left:?}");
        }
    }

    #[test]
    fn the_rotation_is_applied_and_the_place_removed() {
        let file = with_exif(6);
        assert!(file.windows(10).any(|part| part == b"GPS-SECRET"));
        let (picture, copy) = copy_of(&file, PictureFormat::Jpeg);
        assert_eq!(picture.size, (400, 1000));
        assert!(!copy.windows(4).any(|part| part == b"Exif" || part == b"GPS-"));
        let read = image::load_from_memory(&copy).expect("a picture");
        assert_eq!(read.dimensions(), (400, 1000));
        // The left half is the upper half after a quarter turn to the right.
        let top = read.to_rgb8().get_pixel(200, 50).0;
        assert!(top[0] > 240 && top[2] < 16, "{top:?}");
    }

    #[test]
    fn the_same_file_gives_the_same_bytes() {
        let file = two_colours(PictureFormat::Jpeg);
        assert_eq!(copy_of(&file, PictureFormat::Jpeg), copy_of(&file, PictureFormat::Jpeg));
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let file = two_colours(PictureFormat::Png);
        let picture = PictureFile::new(&file, PictureUse::Lead).expect("a picture");
        let copy = PictureCopy { width: 480, format: PictureFormat::Png };
        let message = resized(&file[..60], &picture, copy).expect_err("half a file");
        assert!(message.starts_with("is damaged: "), "{message}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn damaged_files_do_not_panic(format in 0usize..3, at in 0.0f64..1.0, byte: u8) {
            let mut file = two_colours([PictureFormat::Jpeg, PictureFormat::Png, PictureFormat::Webp][format]);
            let at = (at * file.len() as f64) as usize % file.len();
            file[at] = byte;
            if let Ok(picture) = PictureFile::new(&file, PictureUse::Lead) {
                let _ = resized(&file, &picture, PictureCopy { width: 48, format: PictureFormat::Jpeg });
            }
        }
    }
}

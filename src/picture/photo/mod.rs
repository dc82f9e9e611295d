//! Pictures of a site: what is known of each file, and the resized copies that are published.
//!
//! The files themselves are never published. A copy has the pixels and the colour profile of its file and nothing else: no
//! place, no camera, no comment. The name of a copy contains the hash of its file, so an unchanged one is not made again.

mod probe;
#[cfg(feature = "pictures")]
mod resize;

use std::sync::Arc;

pub use probe::{MAX_PICTURE_BYTES, is_turned_by_a_quarter};
#[cfg(feature = "pictures")]
pub use resize::resized;

/// Widths of copies in pixels. Smaller files are not enlarged.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// Changes if the bytes of copies change, so that they get other names.
const METHOD: &[u8] = b"1";
/// Number of hexadecimal digits of the hash in a name.
const HASH_DIGITS: usize = 12;

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP; copies are lossless.
    Webp,
}

impl PictureFormat {
    /// Returns its file extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// Where a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureUse {
    /// Before the text of a briefing.
    Lead,
    /// On the page of an author, where one small copy is enough.
    Portrait,
}

/// What is known of a picture file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// Width and height in pixels as shown, after the rotation that the file asks for.
    pub size: (u32, u32),
    /// The format by its bytes, whatever its name says.
    pub format: PictureFormat,
    /// Where it is shown.
    pub shown: PictureUse,
    hash: String,
}

/// One copy of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureCopy {
    /// Width in pixels.
    pub width: u32,
    /// Format.
    pub format: PictureFormat,
}

impl PictureFile {
    /// Examines a file. Fails with the reason, in one clause, if it cannot be shown.
    pub fn new(bytes: &[u8], shown: PictureUse) -> Result<Self, String> {
        let (size, format) = probe::probe(bytes)?;
        let mut hasher = blake3::Hasher::new();
        hasher.update(METHOD).update(bytes);
        let hash = hasher.finalize().to_hex()[..HASH_DIGITS].to_owned();
        Ok(Self { size, format, shown, hash })
    }

    /// Returns the formats of its copies, the preferred one last. A photograph has copies in JPEG only, because a lossless one in WebP
    /// is larger. Drawings are smaller in WebP.
    pub fn formats(&self) -> &'static [PictureFormat] {
        match self.format {
            PictureFormat::Jpeg => &[PictureFormat::Jpeg],
            PictureFormat::Png | PictureFormat::Webp if self.shown == PictureUse::Portrait => {
                &[PictureFormat::Png]
            }
            PictureFormat::Png | PictureFormat::Webp => &[PictureFormat::Png, PictureFormat::Webp],
        }
    }

    /// Returns the widths of its copies, ascending; at least one.
    pub fn widths(&self) -> Vec<u32> {
        let most = match self.shown {
            PictureUse::Lead => WIDTHS[WIDTHS.len() - 1],
            PictureUse::Portrait => WIDTHS[0],
        };
        let own = self.size.0.min(most);
        let smaller = WIDTHS.into_iter().filter(|width| *width < own);
        smaller.chain([own]).collect()
    }

    /// Returns all copies.
    pub fn copies(&self) -> impl Iterator<Item = PictureCopy> {
        let widths = self.widths();
        self.formats().iter().flat_map(move |format| {
            widths.clone().into_iter().map(|width| PictureCopy { width, format: *format })
        })
    }

    /// Returns the height of a copy.
    pub fn height_at(&self, width: u32) -> u32 {
        let (own_width, own_height) = (u64::from(self.size.0), u64::from(self.size.1));
        let height = (u64::from(width) * own_height + own_width / 2) / own_width.max(1);
        u32::try_from(height).unwrap_or(u32::MAX).max(1)
    }

    /// Returns the name of a copy, given the name of the file: `session-0123456789ab-480.jpg`.
    pub fn copy_name(&self, stem: &str, copy: PictureCopy) -> String {
        format!("{stem}-{}-{}.{}", self.hash, copy.width, copy.format.extension())
    }
}

/// The pictures of a site by the paths of their files, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureTable(Vec<(Arc<str>, PictureFile)>);

impl PictureTable {
    /// Creates a table.
    pub fn new(files: impl IntoIterator<Item = (Arc<str>, PictureFile)>) -> Self {
        let mut files: Vec<(Arc<str>, PictureFile)> = files.into_iter().collect();
        files.sort_by(|one, other| one.0.cmp(&other.0));
        files.dedup_by(|one, other| one.0 == other.0);
        Self(files)
    }

    /// Returns the picture at a path.
    pub fn get(&self, path: &str) -> Option<&PictureFile> {
        let found = self.0.binary_search_by(|(other, _)| (**other).cmp(path));
        found.ok().map(|index| &self.0[index].1)
    }

    /// Returns the path of the picture at an index.
    pub fn path(&self, index: usize) -> Option<&str> {
        self.0.get(index).map(|(path, _)| &**path)
    }

    /// Iterates over paths and pictures.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &PictureFile)> {
        self.0.iter().map(|(path, picture)| (&**path, picture))
    }
}

/// Makes a copy. This build of the program cannot.
#[cfg(not(feature = "pictures"))]
pub fn resized(_: &[u8], _: &PictureFile, _: PictureCopy) -> Result<Vec<u8>, String> {
    Err("cannot be resized: this program was built without the feature `pictures`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(size: (u32, u32), format: PictureFormat) -> PictureFile {
        PictureFile { size, format, shown: PictureUse::Lead, hash: "0123456789ab".to_owned() }
    }

    #[test]
    fn copies_are_never_larger_than_their_file() {
        let cases = [
            ((4000, 3000), vec![480, 960, 1600]),
            ((1600, 100), vec![480, 960, 1600]),
            ((1000, 3000), vec![480, 960, 1000]),
            ((480, 320), vec![480]),
            ((1, 9000), vec![1]),
        ];
        for (size, expected) in cases {
            let picture = picture(size, PictureFormat::Jpeg);
            assert_eq!(picture.widths(), expected, "{size:?}");
            assert_eq!(picture.copies().count(), expected.len());
        }
        for (format, expected) in
            [(PictureFormat::Jpeg, PictureFormat::Jpeg), (PictureFormat::Webp, PictureFormat::Png)]
        {
            let portrait = PictureFile { shown: PictureUse::Portrait, ..picture((4000, 3000), format) };
            let copies: Vec<PictureCopy> = portrait.copies().collect();
            assert_eq!(copies, [PictureCopy { width: 480, format: expected }]);
        }
        assert_eq!(picture((4000, 3000), PictureFormat::Jpeg).height_at(480), 360);
        assert_eq!(picture((9000, 1), PictureFormat::Png).height_at(480), 1);
    }

    #[test]
    fn a_name_says_which_copy_it_is() {
        let picture = picture((800, 600), PictureFormat::Png);
        let copy = PictureCopy { width: 480, format: PictureFormat::Webp };
        assert_eq!(picture.copy_name("hall", copy), "hall-0123456789ab-480.webp");
        assert_eq!(picture.copies().count(), 4);
    }

    #[test]
    fn pictures_are_found_by_path() {
        let table = PictureTable::new([
            ("b".into(), picture((2, 2), PictureFormat::Png)),
            ("a".into(), picture((1, 1), PictureFormat::Png)),
        ]);
        assert_eq!(table.get("b").map(|picture| picture.size), Some((2, 2)));
        assert_eq!((table.path(0), table.path(2), table.get("c")), (Some("a"), None, None));
    }
}

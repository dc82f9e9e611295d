//! Resized copies of lead pictures, made when they are written or asked for.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{BAD_PICTURE, Diagnostic, SourceLocation, UNREADABLE};
use crate::picture::{PictureCopy, PictureFile, PictureTable, resized};
use crate::world::{World, read_asset};

/// Number of pixels above which pictures are decoded one after the other, which bounds the memory of a build.
const LARGE: u64 = 8_000_000;

/// A copy of a picture that is not made yet.
#[derive(Clone, Copy, Debug)]
pub struct ResizedPicture<'p> {
    /// Path of the file relative to the site's folder.
    path: &'p str,
    picture: &'p PictureFile,
    copy: PictureCopy,
    /// Held while a large picture is decoded.
    turn: Option<&'p Mutex<()>>,
}

impl PartialEq for ResizedPicture<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.path, self.picture, self.copy) == (other.path, other.picture, other.copy)
    }
}

impl Eq for ResizedPicture<'_> {}

impl<'p> ResizedPicture<'p> {
    pub(super) fn new(pictures: &'p PictureTable, index: usize, copy: PictureCopy) -> Option<Self> {
        let path = pictures.path(index)?;
        Some(Self { path, picture: pictures.get(path)?, copy, turn: None })
    }

    /// Returns the path of the picture relative to the site's folder.
    pub(super) fn path(&self) -> &'p str {
        self.path
    }

    /// Lets a large picture wait for others.
    pub(super) fn one_at_a_time(mut self, turn: &'p Mutex<()>) -> Self {
        let (width, height) = self.picture.size;
        self.turn = (u64::from(width) * u64::from(height) > LARGE).then_some(turn);
        self
    }

    /// Reads the file in the folder `root` and makes the copy. Fails if the file cannot be read or is damaged.
    pub fn make(&self, world: &dyn World, root: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
        let failed = |code, reason: String| {
            let message = format!("this picture {reason}");
            Box::new(Diagnostic::new(code, message).at(SourceLocation::file(self.path)))
        };
        let _turn = self.turn.map(|turn| turn.lock().unwrap_or_else(PoisonError::into_inner));
        let bytes = read_asset(world, root, self.path)
            .map_err(|error| failed(&UNREADABLE, format!("cannot be read: {error}")))?;
        resized(&bytes, self.picture, self.copy).map_err(|reason| failed(&BAD_PICTURE, reason))
    }
}

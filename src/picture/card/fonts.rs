//! The fonts of cards: files of the site, and the built-in ones.

use std::borrow::Cow;
use std::fmt;

use super::CardText;

/// A list of fonts: the first one that has a character draws it.
pub(super) type FontList = Vec<Cow<'static, [u8]>>;

/// The fonts of a site's cards. A file that is not a TrueType or OpenType font is left out.
#[derive(Clone, PartialEq, Eq)]
pub struct CardFonts {
    /// Fonts of the title.
    pub(super) title: FontList,
    /// Fonts of the other lines.
    pub(super) details: FontList,
    hash: [u8; 32],
}

impl fmt::Debug for CardFonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardFonts({:02x?})", self.hash)
    }
}

impl CardFonts {
    /// Creates the fonts. `title` and `details` are the bytes of the site's own files.
    pub fn new(title: Option<Vec<u8>>, details: Option<Vec<u8>>) -> Self {
        let with_own = |own: Option<Vec<u8>>, built_in: &[&'static [u8]]| -> FontList {
            let own = own.filter(|bytes| is_font(bytes)).map(Cow::Owned);
            own.into_iter().chain(built_in.iter().copied().map(Cow::Borrowed)).collect()
        };
        let (title, details) = (with_own(title, TITLE_FONTS), with_own(details, DETAIL_FONTS));
        let mut hasher = blake3::Hasher::new();
        for font in title.iter().chain(&details) {
            hasher.update(&font.len().to_le_bytes()).update(font);
        }
        Self { title, details, hash: *hasher.finalize().as_bytes() }
    }

    pub(super) fn hash(&self) -> &[u8] {
        &self.hash
    }
}

#[cfg(feature = "cards")]
mod built_in {
    macro_rules! fonts {
        ($($name:literal)*) => { &[$(include_bytes!(concat!("fonts/", $name, ".ttf"))),*] };
    }

    pub(super) const TITLE_FONTS: &[&[u8]] =
        fonts! { "NotoSerif-Bold" "NotoNaskhArabic-Bold" "NotoSerifHebrew-Bold" };
    pub(super) const DETAIL_FONTS: &[&[u8]] =
        fonts! { "NotoSans-Regular" "NotoSansArabic-Regular" "NotoSansHebrew-Regular" };

    pub(super) fn is_font(bytes: &[u8]) -> bool {
        rustybuzz::Face::from_slice(bytes, 0).is_some()
    }
}

#[cfg(not(feature = "cards"))]
mod built_in {
    pub(super) const TITLE_FONTS: &[&[u8]] = &[];
    pub(super) const DETAIL_FONTS: &[&[u8]] = &[];

    pub(super) fn is_font(_: &[u8]) -> bool {
        false
    }
}

use built_in::{DETAIL_FONTS, TITLE_FONTS, is_font};

impl CardFonts {
    /// Fails with the reason, in one clause, if a card cannot be drawn.
    #[cfg(feature = "cards")]
    pub(super) fn check(&self, text: &CardText) -> Result<(), String> {
        let lines = [(&self.title, &text.title), (&self.details, &text.site), (&self.details, &text.details)];
        let missing = lines.into_iter().find_map(|(fonts, line)| super::glyphs::missing(fonts, line));
        missing.map_or(Ok(()), |missing| Err(format!("no font of cards has the character `{missing}`")))
    }

    /// Fails: this build of the program draws no cards.
    #[cfg(not(feature = "cards"))]
    pub(super) fn check(&self, _: &CardText) -> Result<(), String> {
        Err("this program was built without the feature `cards`".to_owned())
    }
}

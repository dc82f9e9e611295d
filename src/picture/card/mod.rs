//! Card images: a briefing's title, place and date, for programs that show a picture beside a link.
//!
//! The name of a card contains the hash of what is drawn, so an unchanged one is not drawn again.

#[cfg(feature = "cards")]
mod canvas;
#[cfg(feature = "cards")]
mod drawing;
mod fonts;
#[cfg(feature = "cards")]
mod glyphs;
#[cfg(feature = "cards")]
mod lines;

pub use fonts::CardFonts;

/// Width of a card in pixels.
#[cfg(feature = "cards")]
const CARD_WIDTH: u32 = 1200;
/// Height of a card in pixels.
#[cfg(feature = "cards")]
const CARD_HEIGHT: u32 = 630;
/// Changes if cards are drawn in another way, so that they get other names.
const METHOD: &[u8] = b"1";
/// Number of hexadecimal digits of the hash in a name.
const HASH_DIGITS: usize = 16;

/// What a card shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CardText {
    /// Name of the site.
    pub site: String,
    /// Title of the briefing.
    pub title: String,
    /// Place and date.
    pub details: String,
    /// Whether lines begin at the right.
    pub right_to_left: bool,
    /// Its colours.
    pub colors: CardColors,
}

/// The colours of a card: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CardColors {
    /// The background.
    pub background: [u8; 3],
    /// The edge and the name of the site.
    pub accent: [u8; 3],
    /// The title.
    pub ink: [u8; 3],
    /// Place and date.
    pub soft: [u8; 3],
}

/// A card that is not drawn yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardImage<'f> {
    /// What it shows.
    pub text: CardText,
    /// Its fonts.
    pub fonts: &'f CardFonts,
}

impl CardImage<'_> {
    /// Returns its output path: `cards/0123456789abcdef.png`.
    pub fn path(&self) -> String {
        let CardText { site, title, details, right_to_left, colors } = &self.text;
        let CardColors { background, accent, ink, soft } = *colors;
        let mut hasher = blake3::Hasher::new();
        hasher.update(METHOD).update(self.fonts.hash()).update(&[u8::from(*right_to_left)]);
        hasher.update(&[background, accent, ink, soft].concat());
        for text in [site, title, details] {
            hasher.update(&text.len().to_le_bytes()).update(text.as_bytes());
        }
        format!("cards/{}.png", &hasher.finalize().to_hex()[..HASH_DIGITS])
    }

    /// Fails with the reason, in one clause, if the card cannot be drawn.
    pub fn check(&self) -> Result<(), String> {
        self.fonts.check(&self.text)
    }

    /// Draws the card as PNG. Fails with the reason, in one clause.
    #[cfg(feature = "cards")]
    pub fn draw(&self) -> Result<Vec<u8>, String> {
        drawing::draw(&self.text, self.fonts)
    }

    /// Draws the card. This build of the program cannot.
    #[cfg(not(feature = "cards"))]
    pub fn draw(&self) -> Result<Vec<u8>, String> {
        self.check().map(|()| Vec::new())
    }
}

#[cfg(all(test, feature = "cards"))]
mod tests;

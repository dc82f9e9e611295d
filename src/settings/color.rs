//! Colours and their contrast, as WCAG 2.2 defines it.

use std::fmt;

/// Minimum contrast of text: level AA.
pub(super) const MIN_CONTRAST: f64 = 4.5;

/// A colour of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb {
    red: u8,
    green: u8,
    blue: u8,
}

/// The colours of one scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemeColors {
    /// The background of pages.
    pub background: Rgb,
    /// Links.
    pub accent: Rgb,
    /// Text.
    pub ink: Rgb,
    /// Text beside other text.
    pub soft: Rgb,
    /// Corrections and headings of topics.
    pub signal: Rgb,
}

/// The light colours of the theme; `templates/style.css` has the same.
pub(super) const LIGHT: SchemeColors = SchemeColors {
    background: Rgb::new(0xff, 0xff, 0xff),
    accent: Rgb::new(0x0a, 0x4f, 0x70),
    ink: Rgb::new(0x17, 0x19, 0x1e),
    soft: Rgb::new(0x54, 0x5a, 0x64),
    signal: Rgb::new(0x9d, 0x1c, 0x1f),
};

/// The dark colours of the theme.
pub(super) const DARK: SchemeColors = SchemeColors {
    background: Rgb::new(0x14, 0x16, 0x1a),
    accent: Rgb::new(0x8c, 0xcb, 0xec),
    ink: Rgb::new(0xe9, 0xe6, 0xdf),
    soft: Rgb::new(0xa9, 0xad, 0xb5),
    signal: Rgb::new(0xff, 0x9d, 0x93),
};

impl Rgb {
    /// Makes a colour of its parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Returns red, green and blue.
    pub fn parts(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// Reads `#rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let values: Option<Vec<u8>> =
            digits.chars().map(|digit| digit.to_digit(16).map(|value| value as u8)).collect();
        match values?[..] {
            [r, g, b] => Some(Self::new(r * 17, g * 17, b * 17)),
            [r1, r2, g1, g2, b1, b2] => Some(Self::new(r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2)),
            _ => None,
        }
    }

    /// Returns a mixture: `share` of the other colour, from 0 to 1.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let part = |own: u8, other: u8| {
            (f64::from(own) + (f64::from(other) - f64::from(own)) * share).round().clamp(0.0, 255.0) as u8
        };
        Self::new(part(self.red, other.red), part(self.green, other.green), part(self.blue, other.blue))
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Returns the contrast of two colours, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Returns the mixture with `toward` that is nearest to this colour and passes a test, if `toward` itself passes.
    fn nearest(self, toward: Self, passes: impl Fn(Self) -> bool) -> Option<Self> {
        (0..=100).map(|percent| self.mix(toward, f64::from(percent) / 100.0)).find(|color| passes(*color))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl SchemeColors {
    /// Returns the background of fact boxes.
    pub fn wash(self) -> Rgb {
        self.background.mix(self.ink, 0.045)
    }

    /// Returns the lowest contrast of a text colour on both backgrounds.
    fn contrast_of(self, text: Rgb) -> f64 {
        text.contrast(self.background).min(text.contrast(self.wash()))
    }

    /// Returns the nearest background on which the texts of the theme pass, if that of the scheme does not.
    pub fn better_background(self) -> Option<Rgb> {
        let passes = |background: Rgb| {
            let colors = Self { background, ..self };
            [self.ink, self.soft, self.signal].iter().all(|text| colors.contrast_of(*text) >= MIN_CONTRAST)
        };
        if passes(self.background) {
            return None;
        }
        let toward = if self.ink.luminance() < 0.5 { LIGHT.background } else { Rgb::new(0, 0, 0) };
        self.background.nearest(toward, passes)
    }

    /// Returns the nearest accent that passes, if that of the scheme does not.
    pub fn better_accent(self) -> Option<Rgb> {
        let passes = |accent: Rgb| self.contrast_of(accent) >= MIN_CONTRAST;
        if passes(self.accent) {
            return None;
        }
        let is_light = self.background.luminance() > self.ink.luminance();
        let toward = if is_light { Rgb::new(0, 0, 0) } else { LIGHT.background };
        self.accent.nearest(toward, passes)
    }

    /// Returns the contrast of the accent.
    pub fn accent_contrast(self) -> f64 {
        self.contrast_of(self.accent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Rgb {
        Rgb::parse(text).expect("a colour")
    }

    #[test]
    fn colours_are_read_and_written() {
        for (text, written) in [("#064", "#006644"), ("#0A4f70", "#0a4f70")] {
            assert_eq!(color(text).to_string(), written);
        }
        for text in ["", "#", "064", "#06", "#0644", "#00664g", "red", "#é44"] {
            assert_eq!(Rgb::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        for (a, b, contrast) in
            [("#000", "#fff", "21.00"), ("#777", "#fff", "4.48"), ("#fff", "#fff", "1.00")]
        {
            assert_eq!(format!("{:.2}", color(a).contrast(color(b))), contrast);
        }
    }

    #[test]
    fn the_theme_passes_and_weak_colours_get_the_nearest_that_pass() {
        for scheme in [LIGHT, DARK] {
            assert_eq!((scheme.better_background(), scheme.better_accent()), (None, None));
        }
        for (scheme, accent) in [(LIGHT, "#ff8800"), (LIGHT, "#fff"), (DARK, "#224"), (DARK, "#000")] {
            let weak = SchemeColors { accent: color(accent), ..scheme };
            let better = weak.better_accent().expect("a colour that passes");
            assert_eq!(SchemeColors { accent: better, ..scheme }.better_accent(), None, "{accent}");
        }
        for (scheme, background) in [(LIGHT, "#888"), (LIGHT, "#000"), (DARK, "#777"), (DARK, "#fff")] {
            let weak = SchemeColors { background: color(background), ..scheme };
            let better = weak.better_background().expect("a colour that passes");
            assert_eq!(SchemeColors { background: better, ..scheme }.better_background(), None);
        }
    }
}

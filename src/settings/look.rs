//! The look of a site: logo, colours, fonts, footer.

use crate::text::Spanned;

use super::color::{Rgb, SchemeColors};

/// The look of a site, as `[look]` in `site.toml` sets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The logo: a file under `templates/`.
    pub logo: Option<Spanned<String>>,
    /// The logo in dark mode, likewise.
    pub logo_dark: Option<Spanned<String>>,
    /// Colours in light mode, if they are set.
    pub light: Option<SchemeColors>,
    /// Colours in dark mode, if they are set.
    pub dark: Option<SchemeColors>,
    /// The font of headings and prose.
    pub serif: Option<FontFile>,
    /// The font of facts, lists and the masthead.
    pub sans: Option<FontFile>,
    /// The space between lines and rows.
    pub density: Density,
    /// A line or picture at the end of the masthead.
    pub corner: Option<Corner>,
    /// Lines of the footer; may be empty.
    pub footer: Vec<String>,
    /// Links of the footer; may be empty.
    pub links: Vec<NamedUrl>,
    /// The licence of the content.
    pub licence: Option<NamedUrl>,
    /// The pictures that the program draws.
    pub drawn: DrawnPictures,
}

/// Which pictures the program draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnPictures {
    /// Timeline strips on pages of briefings, actors, venues and topics.
    pub strips: bool,
    /// Maps of places.
    pub maps: bool,
    /// Tables of who met whom on pages of topics.
    pub meetings: bool,
}

impl Default for DrawnPictures {
    fn default() -> Self {
        Self { strips: true, maps: true, meetings: true }
    }
}

/// A line or picture at the end of the masthead, such as a link to the site in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corner {
    /// The line, or the alternative text of the picture; not empty.
    pub text: String,
    /// URL with `http` or `https` that it links to.
    pub url: Option<String>,
    /// The picture: a file under `templates/`.
    pub picture: Option<Spanned<String>>,
    /// The picture in dark mode, likewise.
    pub picture_dark: Option<Spanned<String>>,
}

/// A font of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// Name of the family.
    pub family: String,
    /// The file, under `templates/`; `None` for a font that readers have.
    pub file: Option<Spanned<String>>,
}

/// A name with a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedUrl {
    /// Text of the link.
    pub name: String,
    /// URL with `http` or `https`.
    pub url: String,
}

/// The space between lines and rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// As the theme has it.
    #[default]
    Normal,
    /// Less space and smaller text.
    Compact,
}

impl Density {
    /// All choices with their names in settings.
    pub const CHOICES: [(&'static str, Self); 2] = [("normal", Self::Normal), ("compact", Self::Compact)];
}

impl Look {
    /// Returns the files under `templates/` that the look uses.
    pub fn files(&self) -> impl Iterator<Item = &Spanned<String>> {
        let fonts = self.serif.iter().chain(&self.sans).map(|font| &font.file);
        let corner = self.corner.iter().flat_map(|corner| [&corner.picture, &corner.picture_dark]);
        [&self.logo, &self.logo_dark].into_iter().chain(corner).chain(fonts).flatten()
    }

    /// Returns the style sheet that changes the theme; empty if the look has neither colours nor fonts.
    pub fn style(&self) -> String {
        let mut css = String::new();
        for FontFile { family, file } in self.serif.iter().chain(&self.sans) {
            if let Some(file) = file {
                css += &format!(
                    "@font-face {{ font-family: \"{family}\"; src: url(\"{}\"); font-display: swap; }}\n",
                    file.value
                );
            }
        }
        let mut root = self.light.map(light_variables).unwrap_or_default();
        for (name, font, fallback) in
            [("serif", &self.serif, "Georgia, serif"), ("sans", &self.sans, "system-ui, sans-serif")]
        {
            if let Some(font) = font {
                root += &format!(" --{name}: {}, {fallback};", css_family(&font.family));
            }
        }
        if !root.is_empty() {
            css += &format!(":root {{{root} }}\n");
        }
        if let Some(colors) = self.dark {
            let variables = light_variables(colors);
            css += &format!("@media (prefers-color-scheme: dark) {{ :root {{{variables} }} }}\n");
        }
        if self.density == Density::Compact {
            css += "@media screen { html { font-size: 93.75%; line-height: 1.5; } }\n";
        }
        if !css.is_empty() {
            // The colours of the screen must not reach paper.
            css += PRINT;
        }
        css
    }
}

/// Families that CSS defines. In quotes they would be names of fonts.
const GENERIC_FAMILIES: [&str; 6] =
    ["system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "serif", "sans-serif"];

fn css_family(family: &str) -> String {
    if GENERIC_FAMILIES.contains(&family) { family.to_owned() } else { format!("\"{family}\"") }
}

const PRINT: &str = "@media print { :root { --paper: #fff; --wash: #fff; --rule: #bbb; --link: #000; } }\n";

fn light_variables(colors: SchemeColors) -> String {
    let SchemeColors { background, ink, .. } = colors;
    let (wash, rule) = (colors.wash(), background.mix(ink, 0.18));
    let accent: Rgb = colors.accent;
    format!(" --paper: {background}; --wash: {wash}; --rule: {rule}; --link: {accent};")
}

#[cfg(test)]
mod tests {
    use super::super::color::{DARK, LIGHT};
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_look_without_choices_has_no_style() {
        assert_eq!(Look::default().style(), "");
    }

    #[test]
    fn families_of_css_are_no_names() {
        let font = |family: &str| Some(FontFile { family: family.to_owned(), file: None });
        let style = Look { serif: font("system-ui"), sans: font("System UI"), ..Look::default() }.style();
        assert!(
            style.contains("--serif: system-ui, ") && style.contains("--sans: \"System UI\", "),
            "{style}"
        );
    }

    #[test]
    fn colours_and_fonts_become_variables() {
        let accent = Rgb::parse("#064").expect("a colour");
        let file = Spanned::new("desk.woff2".to_owned(), Span::default());
        let look = Look {
            light: Some(SchemeColors { accent, ..LIGHT }),
            dark: Some(DARK),
            serif: Some(FontFile { family: "Desk Serif".to_owned(), file: Some(file) }),
            sans: Some(FontFile { family: "Arial".to_owned(), file: None }),
            density: Density::Compact,
            ..Look::default()
        };
        let style = look.style();
        for part in [
            "@font-face { font-family: \"Desk Serif\"; src: url(\"desk.woff2\");",
            "--link: #006644;",
            "--serif: \"Desk Serif\", Georgia, serif;",
            "--sans: \"Arial\", system-ui, sans-serif;",
            "@media (prefers-color-scheme: dark) { :root { --paper: #14161a;",
            "font-size: 93.75%",
        ] {
            assert!(style.contains(part), "{part}: {style}");
        }
        assert!(!style.contains("url(\"\")"), "{style}");
        let files: Vec<&str> = look.files().map(|file| file.value.as_str()).collect();
        assert_eq!(files, ["desk.woff2"]);
    }
}

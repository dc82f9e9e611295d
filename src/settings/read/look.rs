//! Reads `[look]`.

use crate::data::{DataNode, DataValue, KeySchema, MappingReader};
use crate::settings::color::{DARK, LIGHT, MIN_CONTRAST, Rgb, SchemeColors};
use crate::settings::look::{Corner, Density, DrawnPictures, FontFile, Look, NamedUrl};
use crate::text::Spanned;

pub(super) static LOOK: KeySchema = KeySchema {
    noun: "`[look]`",
    known: &[
        "logo",
        "logo_dark",
        "accent",
        "accent_dark",
        "background",
        "background_dark",
        "serif",
        "sans",
        "density",
        "corner",
        "footer",
        "links",
        "licence",
        "strips",
        "maps",
        "meetings",
        "cards",
    ],
    synonyms: &[
        ("map", "maps"),
        ("timelines", "strips"),
        ("matrix", "meetings"),
        ("card", "cards"),
        ("license", "licence"),
        ("color", "accent"),
        ("colour", "accent"),
        ("primary", "accent"),
        ("heading_font", "serif"),
        ("text_font", "sans"),
        ("font", "sans"),
        ("social", "links"),
    ],
    entries: &[],
};

pub(super) static FONT: KeySchema = KeySchema {
    noun: "a font of `[look]`",
    known: &["family", "file"],
    synonyms: &[("name", "family"), ("src", "file"), ("path", "file")],
    entries: &[],
};

pub(super) static CORNER: KeySchema = KeySchema {
    noun: "`corner` of `[look]`",
    known: &["text", "url", "picture", "picture_dark"],
    synonyms: &[
        ("name", "text"),
        ("alt", "text"),
        ("title", "text"),
        ("href", "url"),
        ("link", "url"),
        ("logo", "picture"),
        ("file", "picture"),
        ("image", "picture"),
    ],
    entries: &[],
};

pub(super) static LINK: KeySchema = KeySchema {
    noun: "a link of `[look]`",
    known: &["name", "url"],
    synonyms: &[("title", "name"), ("label", "name"), ("to", "url"), ("href", "url")],
    entries: &[],
};

pub(super) fn read_look(reader: &mut MappingReader<'_>) -> Look {
    let Some((pairs, span)) = reader.map("look") else { return Look::default() };
    check_dark_picture(reader, &pairs, ["logo", "logo_dark"]);
    let read = |entry: &mut MappingReader<'_>| Look {
        logo: read_file(entry, "logo", &PICTURES),
        logo_dark: read_file(entry, "logo_dark", &PICTURES),
        light: read_scheme(entry, ["background", "accent"], LIGHT),
        dark: read_scheme(entry, ["background_dark", "accent_dark"], DARK),
        serif: read_font(entry, "serif"),
        sans: read_font(entry, "sans"),
        density: entry.choice("density", &Density::CHOICES).map_or(Density::Normal, |choice| choice.value),
        corner: read_corner(entry),
        footer: entry.texts("footer").into_iter().map(|line| line.value).collect(),
        links: read_links(entry),
        licence: read_licence(entry),
        drawn: read_drawn(entry),
    };
    reader.entry("look", &LOOK, DataNode::new(DataValue::Map(pairs), span), read).unwrap_or_default()
}

/// Reports a picture for dark mode without one for light mode.
fn check_dark_picture(
    reader: &mut MappingReader<'_>,
    pairs: &[(Spanned<String>, DataNode)],
    [light, dark]: [&str; 2],
) {
    let key_named = |name: &str| pairs.iter().map(|(key, _)| key).find(|key| key.value == name);
    if let (Some(key), None) = (key_named(dark), key_named(light)) {
        let message = format!("`{dark}` is shown in dark mode instead of `{light}`, which is missing");
        let help = format!("add `{light}` for light mode, which may be the same file");
        reader.reject_value::<()>(message, help, key.span);
    }
}

fn read_drawn(entry: &mut MappingReader<'_>) -> DrawnPictures {
    let default = DrawnPictures::default();
    DrawnPictures {
        strips: entry.flag("strips").unwrap_or(default.strips),
        maps: entry.flag("maps").unwrap_or(default.maps),
        meetings: entry.flag("meetings").unwrap_or(default.meetings),
        cards: entry.flag("cards").unwrap_or(default.cards),
    }
}

/// Reads the colours of a scheme: its background and its accent. Returns `None` if neither is set.
fn read_scheme(
    entry: &mut MappingReader<'_>,
    [background_key, accent_key]: [&'static str; 2],
    theme: SchemeColors,
) -> Option<SchemeColors> {
    let background = read_color(entry, background_key);
    let accent = read_color(entry, accent_key);
    if background.is_none() && accent.is_none() {
        return None;
    }
    let mut colors = theme;
    if let Some(written) = &background {
        colors.background = written.value;
        if let Some(better) = colors.better_background() {
            let message =
                format!("text is hard to read on `{}`: its contrast is below {MIN_CONTRAST}", written.value);
            return entry.reject_value(
                message,
                format!("the nearest colour that passes is `{better}`"),
                written.span,
            );
        }
    }
    colors.accent = accent.as_ref().map_or(theme.accent, |written| written.value);
    if let Some(better) = colors.better_accent() {
        let span = accent.or(background).map(|written| written.span)?;
        let message = format!(
            "links in `{}` are hard to read: their contrast is {:.1}, below {MIN_CONTRAST}",
            colors.accent,
            colors.accent_contrast()
        );
        return entry.reject_value(message, format!("write `{accent_key} = \"{better}\"`"), span);
    }
    Some(colors)
}

fn read_color(entry: &mut MappingReader<'_>, key: &'static str) -> Option<Spanned<Rgb>> {
    let text = entry.text(key)?;
    match Rgb::parse(&text.value) {
        Some(color) => Some(Spanned::new(color, text.span)),
        None => entry.reject_value(
            format!("`{}` is not a colour", text.value),
            "write a colour such as `#0a4f70`",
            text.span,
        ),
    }
}

/// File extensions of logos.
const PICTURES: [&str; 7] = ["svg", "png", "jpg", "jpeg", "gif", "webp", "avif"];
/// File extensions of fonts.
const FONTS: [&str; 4] = ["woff2", "woff", "ttf", "otf"];

/// Reads the path of a file under `templates/` with one of these extensions.
fn read_file(
    entry: &mut MappingReader<'_>,
    key: &'static str,
    extensions: &[&str],
) -> Option<Spanned<String>> {
    let file = entry.text(key)?;
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let path = file.value.strip_prefix("templates/").unwrap_or(&file.value);
    let is_path =
        path.chars().all(is_safe) && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    if is_path && !extension.is_some_and(|extension| extensions.contains(&&*extension)) {
        let message = format!("`{}` is not a file of a type that `{key}` can be", file.value);
        let help = format!("use a file whose name ends in {}", one_of(extensions));
        return entry.reject_value(message, help, file.span);
    }
    if is_path {
        return Some(Spanned::new(path.to_owned(), file.span));
    }
    let message = format!("`{}` is not the path of a file under `templates/`", file.value);
    let help = "write a path such as `logo.svg`, of letters, digits, `-`, `_`, `.` and `/`";
    entry.reject_value(message, help, file.span)
}

/// Lists file extensions: `.woff`, `.ttf` or `.otf`.
fn one_of(extensions: &[&str]) -> String {
    let quoted: Vec<String> = extensions.iter().map(|extension| format!("`.{extension}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Reads a font: its family, or a table with family and file.
fn read_font(entry: &mut MappingReader<'_>, key: &'static str) -> Option<FontFile> {
    let node = entry.take_value(key)?;
    if let DataValue::Text(family) = node.value {
        return check_family(entry, Spanned::new(family, node.span))
            .map(|family| FontFile { family, file: None });
    }
    let read = |font: &mut MappingReader<'_>| {
        let (family, file) = (font.required_text("family"), read_file(font, "file", &FONTS));
        Some(FontFile { family: check_family(font, family?)?, file })
    };
    entry.entry(key, &FONT, node, read).flatten()
}

fn check_family(entry: &mut MappingReader<'_>, family: Spanned<String>) -> Option<String> {
    let is_safe = |c: char| c.is_alphanumeric() || " -_".contains(c);
    if !family.value.is_empty() && family.value.chars().all(is_safe) {
        return Some(family.value);
    }
    let message = format!("`{}` is not the name of a font family", family.value);
    entry.reject_value(
        message,
        "write a name of letters, digits, blanks and `-`, such as `Source Serif`",
        family.span,
    )
}

/// Reads the corner of the masthead: a line, or a table with a line and a link, a picture or both.
fn read_corner(entry: &mut MappingReader<'_>) -> Option<Corner> {
    let node = entry.take_value("corner")?;
    if let DataValue::Text(text) = node.value {
        let corner = Corner { text, url: None, picture: None, picture_dark: None };
        return (!corner.text.trim().is_empty()).then_some(corner);
    }
    if let DataValue::Map(pairs) = &node.value {
        check_dark_picture(entry, pairs, ["picture", "picture_dark"]);
    }
    let read = |corner: &mut MappingReader<'_>| {
        let text = corner.required_text("text");
        let url = corner.url("url").map(|url| url.value);
        let picture = read_file(corner, "picture", &PICTURES);
        let picture_dark = read_file(corner, "picture_dark", &PICTURES);
        Some(Corner { text: text?.value, url, picture, picture_dark })
    };
    entry.entry("corner", &CORNER, node, read).flatten()
}

fn read_links(entry: &mut MappingReader<'_>) -> Vec<NamedUrl> {
    let nodes = entry.values("links");
    nodes.into_iter().filter_map(|node| entry.entry("links", &LINK, node, read_link).flatten()).collect()
}

fn read_licence(entry: &mut MappingReader<'_>) -> Option<NamedUrl> {
    let (pairs, span) = entry.map_with_keys("licence", &["name", "url"])?;
    entry.entry("licence", &LINK, DataNode::new(DataValue::Map(pairs), span), read_link).flatten()
}

fn read_link(link: &mut MappingReader<'_>) -> Option<NamedUrl> {
    link.require("url");
    let (name, url) = (link.required_text("name"), link.url("url"));
    Some(NamedUrl { name: name?.value, url: url?.value })
}

#[cfg(test)]
mod tests {
    use crate::settings::read_settings;
    use crate::text::Source;

    /// Returns the messages and helps of a `site.toml` with this look.
    fn diagnostics_of(look: &str) -> Vec<String> {
        let text = format!("title = \"Desk\"\n[look]\n{look}\n");
        let read = read_settings(&Source::new("site.toml", text.as_str()));
        read.diagnostics
            .iter()
            .map(|it| format!("{} | {}", it.message, it.help.as_deref().unwrap_or("")))
            .collect()
    }

    #[test]
    fn a_whole_look_is_read() {
        let look = "logo = \"logo.svg\"\nlogo_dark = \"templates/img/dark.svg\"\naccent = \"#006644\"\n\
            background_dark = \"#101010\"\nserif = \"Source Serif\"\nsans = { family = \"Desk\", file = \"desk.woff2\" }\n\
            density = \"compact\"\ncorner = { text = \"Partner\", picture = \"partner.svg\" }\nfooter = [\"Printed on a river\"]\n\
            links = [{ name = \"Mastodon\", url = \"https://example.org/@desk\" }]\n\
            licence = { name = \"CC BY 4.0\", url = \"https://example.org/by\" }";
        assert_eq!(diagnostics_of(look), Vec::<String>::new());
        let text = format!("title = \"Desk\"\n[look]\n{look}\n");
        let settings = read_settings(&Source::new("site.toml", text.as_str())).value.expect("settings");
        let files: Vec<&str> = settings.look.files().map(|file| file.value.as_str()).collect();
        assert_eq!(files, ["logo.svg", "img/dark.svg", "partner.svg", "desk.woff2"]);
        assert_eq!((settings.look.footer.len(), settings.look.links.len()), (1, 1));
        assert!(settings.look.licence.is_some() && settings.look.dark.is_some());
    }

    #[test]
    fn weak_colours_and_wrong_values_are_errors() {
        let cases = [
            ("accent = \"#ff8800\"", "links in `#ff8800` are hard to read", "write `accent = \"#"),
            ("accent_dark = \"#223344\"", "links in `#223344` are hard to read", "write `accent_dark = \"#"),
            (
                "background = \"#888888\"",
                "text is hard to read on `#888888`",
                "the nearest colour that passes is `#",
            ),
            ("accent = \"green\"", "`green` is not a colour", "#0a4f70"),
            ("logo = \"../logo.svg\"", "`../logo.svg` is not the path", "logo.svg"),
            ("logo_dark = \"dark.svg\"", "instead of `logo`, which is missing", "add `logo`"),
            (
                "corner = { text = \"With\", picture_dark = \"dark.svg\" }",
                "instead of `picture`, which is missing",
                "add `picture`",
            ),
            ("sans = \"A; } body {\"", "is not the name of a font family", "Source Serif"),
            ("licence = { name = \"CC BY\" }", "url", ""),
            ("corner = { url = \"https://example.org/\" }", "`text` is missing", ""),
            ("corner = { text = \"AR\", url = \"javascript:x\" }", "`url` is not a web address", ""),
            ("corner = { text = \"AR\", picture = \"../a.svg\" }", "is not the path", ""),
            ("corner = [1]", "must be a mapping", ""),
            ("colour = \"#000\"", "colour", "accent"),
            (
                "density = true",
                "`true` is not a valid value of `density`",
                "write one of `normal`, `compact`",
            ),
            ("footer = 5", "`footer` must be text, but it is a number", "write text: `footer = "),
        ];
        for (look, message, help) in cases {
            let found = diagnostics_of(look);
            assert_eq!(found.len(), 1, "{look}: {found:?}");
            assert!(found[0].contains(message) && found[0].contains(help), "{look}: {found:?}");
        }
    }

    #[test]
    fn the_help_for_a_weak_accent_passes() {
        let found = diagnostics_of("accent = \"#ff8800\"");
        let line = found[0].rsplit('`').nth(1).expect("a line to paste");
        assert_eq!(diagnostics_of(line), Vec::<String>::new());
    }
}

//! Types of assets and theme files that are published.

use super::Settings;

/// Extensions of file types without active content. SVG files are checked before they are published.
const ASSET_TYPES: [&str; 60] = [
    "apng", "avif", "bmp", "gif", "heic", "ico", "jpeg", "jpg", "jxl", "png", "svg", "tif", "tiff",
    "webp", //
    "aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav", "weba", //
    "m4v", "mov", "mp4", "mpeg", "mpg", "ogv", "webm", "srt", "vtt", //
    "otf", "ttf", "woff", "woff2", //
    "pdf", "doc", "docx", "dotx", "odg", "odp", "ods", "odt", "potx", "ppsx", "ppt", "pptx", "rtf", "xls",
    "xlsx", //
    "csv", "geojson", "ics", "json", "ndjson", "tsv", "txt", //
    "zip", "epub",
];

/// Extensions of theme files besides [`ASSET_TYPES`]. Scripts are allowed because the site's owner writes its theme.
const THEME_TYPES: [&str; 5] = ["css", "js", "mjs", "map", "webmanifest"];

/// Extensions in [`ASSET_TYPES`] that are not theme files; such files next to templates are usually notes.
const NON_THEME_TYPES: [&str; 3] = ["txt", "rtf", "zip"];

/// Returns the extension of a file name, without the dot.
pub fn extension(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then_some(extension)
}

impl Settings {
    /// Returns whether an asset has a type that is published.
    pub fn allows_asset(&self, path: &str) -> bool {
        extension(path).is_some_and(|extension| is_one_of(extension, &ASSET_TYPES))
            || self.allows_explicitly(path)
    }

    /// Returns whether only `asset_types` of these settings allows the type of a file.
    pub fn allows_explicitly(&self, path: &str) -> bool {
        extension(path)
            .is_some_and(|extension| self.asset_types.iter().any(|own| own.eq_ignore_ascii_case(extension)))
    }

    /// Returns whether a file under `templates/` that is not a template has the type of a theme file.
    pub fn is_theme_file(&self, path: &str) -> bool {
        let is_theme_type = |extension: &str| {
            is_one_of(extension, &THEME_TYPES)
                || (is_one_of(extension, &ASSET_TYPES) && !is_one_of(extension, &NON_THEME_TYPES))
        };
        extension(path).is_some_and(is_theme_type) || self.allows_explicitly(path)
    }
}

/// Returns whether every site publishes files with this extension.
pub(super) fn is_usual(extension: &str) -> bool {
    is_one_of(extension, &ASSET_TYPES)
}

fn is_one_of(extension: &str, types: &[&str]) -> bool {
    types.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_that_of_the_file_name() {
        let cases = [
            ("content/a.b/map.SVG", Some("SVG")),
            ("content/a.b/map", None),
            ("content/.svg", None),
            ("content/x.tar.zip", Some("zip")),
            ("content/x.", Some("")),
        ];
        for (path, expected) in cases {
            assert_eq!(extension(path), expected, "{path}");
        }
    }
}

//! Which types of files beside the prose are published.

use super::Settings;

/// Types that run nothing in a browser or on a server, by ending. An SVG file is read before it is published.
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

/// Types a look is made of besides those of assets; what it runs is the site's own.
const LOOK_TYPES: [&str; 5] = ["css", "js", "mjs", "map", "webmanifest"];

/// Types of assets that no look is made of, and that lie beside templates as notes.
const NO_LOOK_TYPES: [&str; 3] = ["txt", "rtf", "zip"];

/// The ending of a file's name, without the dot; none where it has none.
pub fn ending(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty()).then_some(ending)
}

impl Settings {
    /// Whether a file beside the prose is of a type that is published.
    pub fn publishes(&self, path: &str) -> bool {
        ending(path).is_some_and(|ending| is_one_of(ending, &ASSET_TYPES)) || self.lets_in(path)
    }

    /// Whether a file is of a type that these settings publish and other sites do not.
    pub fn lets_in(&self, path: &str) -> bool {
        ending(path).is_some_and(|ending| self.asset_types.iter().any(|own| own.eq_ignore_ascii_case(ending)))
    }

    /// Whether a file under `templates/` that is no template is of a type that looks are made of.
    pub fn is_of_look(&self, path: &str) -> bool {
        let usual = |ending: &str| {
            is_one_of(ending, &LOOK_TYPES)
                || (is_one_of(ending, &ASSET_TYPES) && !is_one_of(ending, &NO_LOOK_TYPES))
        };
        ending(path).is_some_and(usual) || self.lets_in(path)
    }
}

/// Whether every site publishes files with this ending.
pub(super) fn is_usual(ending: &str) -> bool {
    is_one_of(ending, &ASSET_TYPES)
}

fn is_one_of(ending: &str, types: &[&str]) -> bool {
    types.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_is_that_of_the_name() {
        let cases = [
            ("content/a.b/map.SVG", Some("SVG")),
            ("content/a.b/map", None),
            ("content/.svg", None),
            ("content/x.tar.zip", Some("zip")),
            ("content/x.", Some("")),
        ];
        for (path, expected) in cases {
            assert_eq!(ending(path), expected, "{path}");
        }
    }
}

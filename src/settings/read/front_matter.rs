//! Reads `[front_matter]`: keys of other programs that front matter may have.

use jiff::tz::TimeZone;

use crate::briefing::FrontMatterOptions;
use crate::data::{DataNode, DataValue, KeySchema, MappingReader};

pub(super) static FRONT_MATTER: KeySchema = KeySchema {
    noun: "`[front_matter]`",
    known: &["ignore", "presets"],
    synonyms: &[("ignored", "ignore"), ("allow", "ignore"), ("keys", "ignore"), ("preset", "presets")],
    entries: &[],
};

/// The programs that have a preset, with the keys that they write and Dateline does not read.
const PRESETS: [(&str, &[&str]); 9] = [
    (
        "obsidian",
        &[
            "banner",
            "created",
            "cssclass",
            "cssclasses",
            "id",
            "modified",
            "position",
            "publish",
            "tag",
            "tags",
            "uid",
        ],
    ),
    ("decap", &["body", "id", "layout", "thumbnail", "uuid"]),
    ("tina", &["_id", "_template", "id"]),
    ("frontmatter", &["fmContentType", "keywords", "preview", "type"]),
    (
        "hugo",
        &[
            "build",
            "cascade",
            "categories",
            "expiryDate",
            "headless",
            "isCJKLanguage",
            "keywords",
            "lastmod",
            "layout",
            "linkTitle",
            "markup",
            "menu",
            "menus",
            "outputs",
            "params",
            "publishDate",
            "resources",
            "series",
            "sitemap",
            "tags",
            "type",
            "url",
            "weight",
        ],
    ),
    (
        "jekyll",
        &[
            "author",
            "categories",
            "category",
            "comments",
            "excerpt_separator",
            "image",
            "layout",
            "permalink",
            "redirect_from",
            "tags",
            "toc",
        ],
    ),
    ("zola", &["in_search_index", "path", "taxonomies", "template", "weight"]),
    ("eleventy", &["eleventyExcludeFromCollections", "eleventyNavigation", "layout", "permalink", "tags"]),
    (
        "mkdocs",
        &["authors", "categories", "comments", "hide", "icon", "search", "status", "tags", "template"],
    ),
];

/// Reads the table. `zone` is the name of the site's time zone, if the settings have one.
pub(super) fn options(reader: &mut MappingReader<'_>, zone: Option<&str>) -> FrontMatterOptions {
    let (pairs, span) = reader.map("front_matter").unwrap_or_default();
    let node = DataNode::new(DataValue::Map(pairs), span);
    let ignored_keys = reader.entry("front_matter", &FRONT_MATTER, node, read_ignored).unwrap_or_default();
    FrontMatterOptions { time_zone: zone.and_then(|zone| TimeZone::get(zone).ok()), ignored_keys }
}

fn read_ignored(entry: &mut MappingReader<'_>) -> Vec<String> {
    let mut keys: Vec<String> = entry.texts("ignore").into_iter().map(|key| key.value).collect();
    for name in entry.texts("presets") {
        let preset = entry.as_choice("presets", name, &PRESETS);
        keys.extend(preset.iter().flat_map(|preset| preset.value).map(|key| (*key).to_owned()));
    }
    keys
}

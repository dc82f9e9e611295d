//! Kinds of sites that are imported, and their detection.

use super::tree::{SourceTree, extension};

/// The program that a site was written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteKind {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Zola.
    Zola,
    /// Eleventy.
    Eleventy,
    /// MkDocs, with or without the Material theme.
    MkDocs,
    /// Quartz.
    Quartz,
    /// A vault of Obsidian.
    Obsidian,
    /// A WordPress export file (WXR).
    WordPress,
    /// A folder of Markdown files of no known program.
    Markdown,
}

impl SiteKind {
    /// Returns the kind of a site, from its settings files.
    pub fn detect(tree: &SourceTree) -> Self {
        let has = |paths: &[&str]| paths.iter().any(|path| tree.has(path));
        let text_has = |path: &str, word: &str| tree.texts.get(path).is_some_and(|text| text.contains(word));
        if is_wordpress(tree) {
            Self::WordPress
        } else if has(&[".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"]) {
            Self::Eleventy
        } else if has(&["quartz.config.ts", "quartz.config.yaml"]) {
            Self::Quartz
        } else if tree.texts.keys().any(|path| is_mkdocs_settings(path)) {
            Self::MkDocs
        } else if has(&["_config.yml", "_config.yaml", "_config.toml"]) {
            Self::Jekyll
        } else if has(&["zola.toml"]) || text_has("config.toml", "base_url") {
            Self::Zola
        } else if is_hugo(tree) {
            Self::Hugo
        } else if tree.paths().any(|path| path.starts_with(".obsidian/")) {
            Self::Obsidian
        } else {
            Self::Markdown
        }
    }

    /// Returns whether `[[name]]` is a link.
    pub(super) fn has_wiki_links(self) -> bool {
        matches!(self, Self::Obsidian | Self::Quartz)
    }

    /// Returns whether Markdown files are Liquid templates.
    pub(super) fn has_liquid(self) -> bool {
        matches!(self, Self::Jekyll | Self::Eleventy)
    }

    /// Returns the name of the program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Zola => "Zola",
            Self::Eleventy => "Eleventy",
            Self::MkDocs => "MkDocs",
            Self::Quartz => "Quartz",
            Self::Obsidian => "Obsidian",
            Self::WordPress => "WordPress",
            Self::Markdown => "Markdown",
        }
    }
}

/// Returns whether a file has settings of MkDocs; a site may have several.
pub(super) fn is_mkdocs_settings(path: &str) -> bool {
    !path.contains('/') && path.starts_with("mkdocs") && matches!(&*extension(path), "yml" | "yaml")
}

fn is_hugo(tree: &SourceTree) -> bool {
    const FILES: [&str; 3] = ["hugo", "config", "config/_default/hugo"];
    let is_settings = |path: &str| {
        FILES.iter().any(|name| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
            || path.starts_with("config/_default/")
    };
    tree.texts.keys().any(|path| is_settings(path)) && tree.paths().any(|path| path.starts_with("content/"))
}

/// Returns whether the tree has an export file of WordPress.
fn is_wordpress(tree: &SourceTree) -> bool {
    tree.texts.iter().any(|(path, text)| is_wxr(path, text))
}

/// Returns whether a file is an export of WordPress.
pub(super) fn is_wxr(path: &str, text: &str) -> bool {
    let head = text.char_indices().nth(4000).map_or(text, |(end, _)| &text[..end]);
    extension(path) == "xml" && head.contains("wordpress.org/export/")
}

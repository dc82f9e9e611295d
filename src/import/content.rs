//! Which files of the source are pages.

use super::config::SourceConfig;
use super::kind::SiteKind;
use super::report::{Rejected, ReportKind};
use super::tree::{SourceTree, extension};

/// A site whose pages are searched for.
pub(super) struct ContentSite<'a> {
    pub(super) tree: &'a SourceTree,
    pub(super) kind: SiteKind,
    pub(super) config: &'a SourceConfig,
}

/// Returns the paths of all pages, each with its path below the folder of the content.
pub(super) fn content_files(site: &ContentSite<'_>) -> Vec<(String, String)> {
    let files = site.tree.texts.keys().filter_map(|path| {
        let is_markdown = matches!(&*extension(path), "md" | "markdown" | "mdx");
        let is_html = extension(path) == "html"
            && !matches!(site.kind, SiteKind::Markdown | SiteKind::Obsidian | SiteKind::Eleventy);
        if !is_markdown && !is_html {
            return None;
        }
        let relative = relative_path(path, site)?;
        Some((path.clone(), relative))
    });
    files.collect()
}

/// Returns the files with content in notations that are not imported.
pub(super) fn other_formats(site: &ContentSite<'_>) -> Vec<Rejected> {
    const NOTATIONS: [&str; 18] = [
        "org", "adoc", "asciidoc", "asc", "rst", "textile", "pandoc", "ipynb", "typ", "njk", "liquid", "hbs",
        "mustache", "ejs", "haml", "pug", "webc", "htm",
    ];
    let files = site.tree.paths().filter_map(|path| {
        let end = extension(path);
        let is_other = NOTATIONS.contains(&&*end) || site.kind == SiteKind::Eleventy && end == "html";
        let is_content = is_other
            && site.kind != SiteKind::WordPress
            && (relative_path(path, site).is_some()
                || site.config.content.is_empty() && !site.tree.texts.contains_key(path))
            && !path.split('/').any(|part| part.starts_with('.') || is_template_folder(part));
        is_content
            .then(|| (path.to_owned(), ReportKind::NotImported, format!("page with the extension .{end}")))
    });
    files.collect()
}

/// Returns whether a folder holds templates and the like, in all programs.
fn is_template_folder(name: &str) -> bool {
    matches!(
        name,
        "_includes" | "_layouts" | "_data" | "layouts" | "templates" | "themes" | "static" | "assets"
    )
}

/// Returns the path below the folder of the content; `None` if the file is no page.
fn relative_path(path: &str, site: &ContentSite<'_>) -> Option<String> {
    if !site.config.content.is_empty() {
        let folder = site.config.content.iter().find(|folder| path.starts_with(folder.as_str()));
        return folder.map(|folder| path[folder.len()..].to_owned());
    }
    let has_front_matter =
        || site.tree.texts.get(path).is_some_and(|text| text.trim_start().starts_with("---"));
    match site.kind {
        SiteKind::Jekyll => jekyll_path(path, site.config).filter(|_| has_front_matter()),
        SiteKind::Eleventy => {
            let is_template = path
                .split('/')
                .any(|part| part.starts_with('_') || matches!(part, "templates" | "test" | "tests" | "docs"));
            let is_below = path.starts_with("content/") || path.starts_with("src/");
            let is_page = !is_template && (has_front_matter() || is_below && extension(path) == "md");
            is_page.then(|| {
                path.strip_prefix("content/").or_else(|| path.strip_prefix("src/")).unwrap_or(path).to_owned()
            })
        }
        _ => Some(path.to_owned()),
    }
}

fn jekyll_path(path: &str, config: &SourceConfig) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    if let Some(index) = parts.iter().position(|part| matches!(*part, "_posts" | "_drafts")) {
        parts.remove(index);
        return Some(parts.join("/"));
    }
    let first = parts.first().copied().unwrap_or_default();
    match first.strip_prefix('_') {
        Some(name) => {
            let collections = config.values.get("collections")?;
            let is_listed = collections.get(name).is_some()
                || collections.as_array().is_some_and(|names| names.iter().any(|listed| listed == name));
            is_listed.then(|| path[1..].to_owned())
        }
        None => (!parts.iter().any(|part| part.starts_with('_'))).then(|| path.to_owned()),
    }
}

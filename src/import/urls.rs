//! The URLs that pages had on the old site.

use jiff::civil::Date;
use serde_json::Value;

use super::config::SourceConfig;
use super::front::value_of;
use super::kind::SiteKind;
use super::meta::PageMeta;
use super::pages::page_name;
use super::tree::{folder, stem};
use super::when::day_of_name;
use crate::text::slugify;

/// The file of a page, for its URL.
#[derive(Clone, Copy)]
pub(super) struct PageFile<'a> {
    /// Its path in the source.
    pub(super) path: &'a str,
    /// Its path below the folder of the content.
    pub(super) relative: &'a str,
    /// The day of publication.
    pub(super) day: Option<Date>,
}

/// Returns the URLs of a page, the one of the old site first, without `/` at both ends.
pub(super) fn urls(
    file: &PageFile<'_>,
    meta: &PageMeta,
    config: &SourceConfig,
    kind: SiteKind,
) -> Vec<String> {
    let mut urls = Vec::new();
    if let Some(url) = &meta.url {
        let is_absolute = kind != SiteKind::Hugo || url.starts_with('/') || !url.contains(':');
        urls.extend(is_absolute.then(|| trimmed(url)).filter(|url| !url.contains(':')));
    }
    let named_day = day_of_name(stem(file.path)).map(|(day, _)| day);
    let days = if kind == SiteKind::Eleventy { [named_day, file.day] } else { [file.day, named_day] };
    for day in days.iter().take(if days[0] == days[1] { 1 } else { 2 }) {
        let file = PageFile { day: *day, ..*file };
        urls.extend(pattern_url(&file, meta, config, kind));
    }
    // A folder of notes was no site, so its pages had no URLs.
    let had_urls = !matches!(kind, SiteKind::Obsidian | SiteKind::Markdown);
    if had_urls && (urls.is_empty() || kind == SiteKind::Eleventy) {
        let end = if has_file_urls(config, kind) { ".html" } else { "" };
        let url = path_url(file, meta, kind);
        let is_index = matches!(stem(file.relative), "index" | "_index" | "README") || url.is_empty();
        urls.push(if is_index { url } else { url + end });
    }
    urls.retain(|url| !url.is_empty());
    urls
}

/// Returns a URL path without its ends: `/`, `index.html`, `.html`. URLs are compared in this form.
pub(super) fn clean(url: &str) -> String {
    let url = &*trimmed(url);
    let url = url.strip_suffix(".html").or_else(|| url.strip_suffix(".htm")).unwrap_or(url);
    url.trim_matches('/').to_owned()
}

/// Returns a URL path without `/` at its ends and `index.html`; another name of a file stays whole.
pub(super) fn trimmed(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let is_index = |name: &&str| matches!(*name, "index.html" | "index.htm");
    let name = url.rsplit('/').next().filter(is_index).unwrap_or_default();
    url[..url.len() - name.len()].trim_matches('/').to_owned()
}

/// Returns whether the program writes `name.html` where a page has no URL of its own.
fn has_file_urls(config: &SourceConfig, kind: SiteKind) -> bool {
    let setting = |key: &str| value_of(&config.values, key);
    match kind {
        SiteKind::Jekyll => {
            let pattern = setting("permalink").and_then(Value::as_str).unwrap_or("date");
            matches!(pattern, "date" | "ordinal" | "none")
                || pattern.ends_with(".html")
                || pattern.ends_with(":output_ext")
        }
        SiteKind::Hugo => setting("uglyURLs").and_then(Value::as_bool) == Some(true),
        SiteKind::MkDocs => setting("use_directory_urls").and_then(Value::as_bool) == Some(false),
        _ => false,
    }
}

/// Returns the URL by the place of the file.
fn path_url(file: &PageFile<'_>, meta: &PageMeta, kind: SiteKind) -> String {
    let (folder, name) = (folder(file.relative), stem(file.relative));
    let name = match kind {
        SiteKind::Zola => {
            day_of_name(name).map_or(name, |(_, rest)| if rest.is_empty() { name } else { rest })
        }
        _ => name,
    };
    if matches!(name, "index" | "_index" | "README") {
        let parent = folder.trim_end_matches('/');
        let dated = day_of_name(&parent[super::tree::folder(parent).len()..]).map(|(_, rest)| rest);
        if let Some(rest) = dated.filter(|rest| kind == SiteKind::Zola && !rest.is_empty()) {
            let slug = meta.slug.as_deref().unwrap_or(rest);
            return clean(&format!("{}{slug}", super::tree::folder(parent)));
        }
        return match &meta.slug {
            Some(slug) if name == "index" && kind == SiteKind::Hugo => {
                clean(&format!("{}{slug}", super::tree::folder(parent)))
            }
            _ => clean(parent),
        };
    }
    let slug =
        meta.slug.as_deref().filter(|_| matches!(kind, SiteKind::Hugo | SiteKind::Zola)).unwrap_or(name);
    clean(&format!("{folder}{slug}"))
}

/// Returns the URL by a pattern of the settings, or the usual one of the program.
fn pattern_url(
    file: &PageFile<'_>,
    meta: &PageMeta,
    config: &SourceConfig,
    kind: SiteKind,
) -> Option<String> {
    let name = page_name(file.relative);
    let (_, rest) = day_of_name(&name).unzip();
    let pattern = match kind {
        SiteKind::Hugo => {
            let section = file.relative.split('/').next().filter(|_| file.relative.contains('/'))?;
            let permalinks = config.values.get("permalinks")?;
            let patterns = permalinks.get("page").unwrap_or(permalinks);
            (!stem(file.path).starts_with("_index")).then_some(())?;
            patterns.get(section).and_then(Value::as_str)?.to_owned()
        }
        SiteKind::Jekyll => jekyll_pattern(file, config)?,
        SiteKind::Eleventy => {
            rest?;
            "/:year/:month/:day/:slug/".to_owned()
        }
        SiteKind::MkDocs => {
            let has_blog = config.lists("plugins", "blog");
            (has_blog && file.relative.starts_with("blog/posts/")).then_some(())?;
            let title = meta.title.as_deref().map(slugify);
            let slug = meta.slug.clone().or(title).filter(|slug| !slug.is_empty())?;
            return Some(trimmed(&filled("/blog/:year/:month/:day/:slug/", file, meta, &slug)?));
        }
        _ => return None,
    };
    let slug =
        meta.slug.clone().unwrap_or_else(|| rest.filter(|rest| !rest.is_empty()).unwrap_or(&name).to_owned());
    Some(trimmed(&filled(&pattern, file, meta, &slug)?))
}

fn jekyll_pattern(file: &PageFile<'_>, config: &SourceConfig) -> Option<String> {
    let default = default_value(file.path, config, "permalink");
    let is_post = file.path.contains("_posts/") || file.path.contains("_drafts/");
    if !is_post {
        return default;
    }
    let setting =
        default.or_else(|| config.values.get("permalink").and_then(Value::as_str).map(str::to_owned));
    Some(match setting.as_deref() {
        None | Some("date") => "/:categories/:year/:month/:day/:title.html".to_owned(),
        Some("pretty") => "/:categories/:year/:month/:day/:title/".to_owned(),
        Some("ordinal") => "/:categories/:year/:y_day/:title.html".to_owned(),
        Some("none") => "/:categories/:title.html".to_owned(),
        Some(pattern) => pattern.to_owned(),
    })
}

/// Returns a value of Jekyll's `defaults` for a path; the longest matching scope counts.
pub(super) fn default_value(path: &str, config: &SourceConfig, key: &str) -> Option<String> {
    let defaults = config.values.get("defaults")?.as_array()?;
    let found = defaults.iter().filter_map(|entry| {
        let scope =
            entry.get("scope")?.get("path").and_then(Value::as_str).unwrap_or_default().trim_matches('/');
        let value = entry.get("values")?.get(key)?.as_str()?;
        path.starts_with(scope).then(|| (scope.len(), value.to_owned()))
    });
    found.max_by_key(|(length, _)| *length).map(|(_, value)| value)
}

/// Fills the names of a pattern, which begin with a colon. Returns `None` if it needs a day and there is none.
fn filled(pattern: &str, file: &PageFile<'_>, meta: &PageMeta, slug: &str) -> Option<String> {
    let (mut url, mut rest) = (String::new(), pattern);
    while let Some(colon) = rest.find(':') {
        url.push_str(&rest[..colon]);
        let name_len = rest[colon + 1..]
            .find(|c: char| !c.is_ascii_lowercase() && c != '_')
            .unwrap_or(rest.len() - colon - 1);
        let name = &rest[colon + 1..colon + 1 + name_len];
        url.push_str(&value(name, file, meta, slug)?);
        rest = &rest[colon + 1 + name_len..];
    }
    url.push_str(rest);
    while url.contains("//") {
        url = url.replace("//", "/");
    }
    Some(url)
}

fn value(name: &str, file: &PageFile<'_>, meta: &PageMeta, slug: &str) -> Option<String> {
    let day = || file.day;
    Some(match name {
        "year" => format!("{:04}", day()?.year()),
        "short_year" => format!("{:02}", day()?.year() % 100),
        "month" => format!("{:02}", day()?.month()),
        "i_month" => day()?.month().to_string(),
        "day" => format!("{:02}", day()?.day()),
        "i_day" => day()?.day().to_string(),
        "y_day" => format!("{:03}", day()?.day_of_year()),
        "section" => file.relative.split_once('/').map_or("", |(first, _)| first).to_owned(),
        "sections" => sections(file.relative).to_owned(),
        "path" => folder(file.relative).trim_end_matches('/').to_owned(),
        "categories" => {
            let categories = meta.topics.iter().filter(|(_, key)| key.starts_with("categor"));
            categories.map(|(name, _)| slugify(name)).collect::<Vec<_>>().join("/")
        }
        "title" if file.path.starts_with('_') || file.path.contains("/_posts/") || meta.title.is_none() => {
            slug.to_owned()
        }
        "title" => slugify(meta.title.as_deref()?),
        "filename" | "contentbasename" | "basename" | "name" => stem(file.path).to_owned(),
        "collection" => file.relative.split('/').next()?.to_owned(),
        "output_ext" => ".html".to_owned(),
        _ => slug.to_owned(),
    })
}

/// Returns the folders of a page; that of a bundle is part of its name.
fn sections(relative: &str) -> &str {
    let inner = folder(relative).trim_end_matches('/');
    if stem(relative) == "index" { folder(inner).trim_end_matches('/') } else { inner }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn urls_of_each_program_are_known() {
        let cases = [
            (SiteKind::Hugo, "content/news/a.md", "news/a.md", "", &["news/a"][..]),
            (SiteKind::Hugo, "content/news/b/index.md", "news/b/index.md", "", &["news/b"]),
            (
                SiteKind::Jekyll,
                "_posts/2024-03-05-talks.md",
                "2024-03-05-talks.md",
                "",
                &["2024/03/05/talks.html"],
            ),
            (SiteKind::Jekyll, "about.md", "about.md", "", &["about.html"]),
            (SiteKind::Jekyll, "x.md", "x.md", "/old/x.html", &["old/x.html"]),
            (SiteKind::Zola, "content/2024-03-05-talks.md", "2024-03-05-talks.md", "", &["talks"]),
            (SiteKind::Zola, "content/x.md", "x.md", "2024/03/05/X", &["2024/03/05/X"]),
            (
                SiteKind::Eleventy,
                "posts/2024-03-05-t.md",
                "posts/2024-03-05-t.md",
                "",
                &["2024/03/05/t", "posts/2024-03-05-t"],
            ),
            (SiteKind::MkDocs, "docs/a/index.md", "a/index.md", "", &["a"]),
            (SiteKind::Zola, "content/a/2024-03-05-t/index.md", "a/2024-03-05-t/index.md", "", &["a/t"]),
        ];
        for (kind, path, relative, url, expected) in cases {
            let file = PageFile { path, relative, day: Some(jiff::civil::date(2024, 3, 5)) };
            let meta =
                PageMeta { url: Some(url.to_owned()).filter(|url| !url.is_empty()), ..PageMeta::default() };
            assert_eq!(urls(&file, &meta, &SourceConfig::default(), kind), expected, "{path}");
        }
    }

    #[test]
    fn settings_decide_on_urls() {
        let cases = [
            (
                SiteKind::Hugo,
                "news/a/index.md",
                json!({"permalinks": {"news": "/:section/:slug/"}}),
                "news/a",
            ),
            (SiteKind::Hugo, "news/b/a.md", json!({"permalinks": {"news": "/:section/:slug/"}}), "news/a"),
            (
                SiteKind::Hugo,
                "news/b/a/index.md",
                json!({"permalinks": {"news": "/:sections/:slug/"}}),
                "news/b/a",
            ),
            (SiteKind::Hugo, "news/a.md", json!({"uglyURLs": true}), "news/a.html"),
            (SiteKind::Jekyll, "about.md", json!({"permalink": "pretty"}), "about"),
            (SiteKind::Jekyll, "a/index.md", json!({}), "a"),
            (SiteKind::MkDocs, "a/b.md", json!({"use_directory_urls": false}), "a/b.html"),
            (SiteKind::MkDocs, "blog/posts/b.md", json!({"plugins": ["blog"]}), "blog/posts/b"),
        ];
        for (kind, path, settings, expected) in cases {
            let values = settings.as_object().cloned().unwrap_or_default();
            let config = SourceConfig { values, ..SourceConfig::default() };
            let file = PageFile { path, relative: path, day: None };
            assert_eq!(urls(&file, &PageMeta::default(), &config, kind), [expected], "{path}");
        }
    }

    #[test]
    fn urls_are_compared_without_their_ends() {
        for (url, expected) in
            [("/a/", "a"), ("a/index.html", "a"), ("/a/b.html?x#y", "a/b"), ("/", ""), ("index.html", "")]
        {
            assert_eq!(clean(url), expected, "{url}");
        }
    }
}

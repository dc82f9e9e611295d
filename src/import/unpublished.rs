//! Which pages the source does not publish, though their own front matter does not call them drafts.

use serde_json::{Map, Value};

use super::config::SourceConfig;
use super::front::{split, value_of};
use super::glob::{glob_matches, is_below, is_ignored};
use super::kind::SiteKind;
use super::tree::{SourceTree, folder, stem};
use super::wordpress::PASSWORD_KEY;

/// A page and the settings that decide whether it is published.
pub(super) struct PageSettings<'a> {
    pub(super) tree: &'a SourceTree,
    pub(super) config: &'a SourceConfig,
    pub(super) path: &'a str,
    /// Its path below the folder of the content.
    pub(super) relative: &'a str,
    pub(super) values: &'a Map<String, Value>,
}

/// Returns why the source does not publish a page; `None` if it does, or if its front matter calls it a draft.
pub(super) fn unpublished_reason(page: &PageSettings<'_>, kind: SiteKind) -> Option<String> {
    match kind {
        SiteKind::WordPress => page.value(PASSWORD_KEY).map(|_| "a password".to_owned()),
        SiteKind::Jekyll => page.jekyll(),
        SiteKind::Hugo => page.hugo(),
        SiteKind::Zola => page.zola(),
        SiteKind::Eleventy => page.eleventy(),
        SiteKind::MkDocs => page.mkdocs(),
        SiteKind::Quartz | SiteKind::Obsidian | SiteKind::Markdown => None,
    }
}

/// Returns whether a page of Hugo has a URL but is in no list.
pub(super) fn is_unlisted(values: &Map<String, Value>, kind: SiteKind) -> bool {
    let build = value_of(values, "build").or_else(|| value_of(values, "_build"));
    let list = build.and_then(|build| build.get("list"));
    kind == SiteKind::Hugo && list.is_some_and(|list| is_never(list) || list == "local")
}

fn is_never(value: &Value) -> bool {
    is_false(value) || value == "never"
}

fn is_false(value: &Value) -> bool {
    value.as_bool() == Some(false) || value == "false"
}

fn is_true(value: &Value) -> bool {
    value.as_bool() == Some(true) || value == "true"
}

/// Returns why Hugo does not publish a page with these values.
fn hugo_reason(values: &Map<String, Value>) -> Option<&'static str> {
    let build = value_of(values, "build").or_else(|| value_of(values, "_build"));
    let render = build.and_then(|build| build.get("render"));
    let is_headless = value_of(values, "headless").is_some_and(is_true);
    if render.is_some_and(|render| is_never(render) || render == "link") {
        return Some("build: render: never");
    }
    is_headless.then_some("headless: true")
}

impl PageSettings<'_> {
    fn value(&self, key: &str) -> Option<&Value> {
        value_of(self.values, key)
    }

    fn jekyll(&self) -> Option<String> {
        if let Some(name) =
            self.path.strip_prefix('_').and_then(|path| path.split_once('/')).map(|(name, _)| name)
            && !matches!(name, "posts" | "drafts")
        {
            let collection = self.config.values.get("collections").and_then(|all| all.get(name));
            let output = collection.and_then(|collection| collection.get("output"));
            if !output.is_some_and(is_true) {
                return Some(format!("collection {name} without output"));
            }
        }
        let patterns = |key: &str| self.config.values.get(key).map(super::front::texts).unwrap_or_default();
        let is_included = patterns("include").iter().any(|pattern| is_below(pattern, self.path));
        let excluded = patterns("exclude").into_iter().find(|pattern| is_below(pattern, self.path));
        if let Some(pattern) = excluded.filter(|_| !is_included) {
            return Some(format!("exclude: {pattern}"));
        }
        let is_stated = self.value("published").is_some();
        (!is_stated && self.jekyll_default("published").is_some_and(is_false))
            .then(|| "defaults: published: false".to_owned())
    }

    /// Returns a value of `defaults`; the scope with the longest path counts, then one with a type, then the last.
    fn jekyll_default(&self, key: &str) -> Option<&Value> {
        let defaults = self.config.values.get("defaults")?.as_array()?;
        let page_type = match self.path.split('/').find(|part| part.starts_with('_')) {
            Some(name) => name.trim_start_matches('_'),
            None => "pages",
        };
        let found = defaults.iter().filter_map(|entry| {
            let scope = entry.get("scope");
            let text = |key: &str| scope.and_then(|scope| scope.get(key)).and_then(Value::as_str);
            let path = text("path").unwrap_or_default().trim_matches('/');
            let has_type = text("type")
                .is_none_or(|wanted| wanted.trim_end_matches('s') == page_type.trim_end_matches('s'));
            let value = entry.get("values")?.get(key)?;
            let is_inside = path.is_empty() || is_below(path, self.path);
            (has_type && is_inside).then(|| ((path.len(), text("type").is_some()), value))
        });
        found.max_by_key(|(order, _)| *order).map(|(_, value)| value)
    }

    fn hugo(&self) -> Option<String> {
        if let Some(reason) = hugo_reason(self.values) {
            return Some(reason.to_owned());
        }
        let states = |key: &str| self.value(key).is_some();
        let cascaded = |values: &Map<String, Value>| {
            let is_draft = value_of(values, "draft").is_some_and(is_true) && !states("draft");
            let reason = hugo_reason(values).filter(|_| !states("build") && !states("_build"));
            if is_draft { Some("draft: true") } else { reason }
        };
        self.hugo_cascades().iter().find_map(cascaded).map(|reason| format!("cascade: {reason}"))
    }

    /// Returns the values that sections hand down to a page, the nearest section first.
    fn hugo_cascades(&self) -> Vec<Map<String, Value>> {
        let sections = self.sections().filter_map(|values| value_of(&values, "cascade").cloned());
        let site = self.config.values.get("cascade").cloned();
        let entries = sections.chain(site).flat_map(|cascade| match cascade {
            Value::Array(entries) => entries,
            entry => vec![entry],
        });
        let maps = entries.filter_map(|entry| match entry {
            Value::Object(map) => Some(map),
            _ => None,
        });
        maps.filter(|map| self.is_target(map)).collect()
    }

    /// Returns whether an entry of `cascade` is for this page.
    fn is_target(&self, entry: &Map<String, Value>) -> bool {
        let Some(target) = value_of(entry, "_target").or_else(|| value_of(entry, "target")) else {
            return true;
        };
        let text = |key: &str| target.get(key).and_then(Value::as_str);
        let path = self.relative.rsplit_once('.').map_or(self.relative, |(path, _)| path);
        let path = path.strip_suffix("/index").or_else(|| path.strip_suffix("/_index")).unwrap_or(path);
        let has_path = |pattern: &str| glob_matches(pattern.trim_start_matches(['/', '{']), path);
        let kind = if stem(self.relative) == "_index" { "section" } else { "page" };
        let has_kind =
            |pattern: &str| pattern.trim_matches(['{', '}']).split(',').any(|one| glob_matches(one, kind));
        text("path").is_none_or(has_path)
            && text("kind").is_none_or(has_kind)
            && text("environment").is_none_or(|pattern| glob_matches(pattern, "production"))
    }

    fn zola(&self) -> Option<String> {
        if self.value("render").is_some_and(is_false) {
            return Some("render = false".to_owned());
        }
        let mut sections = self.sections();
        let is_draft = sections.any(|values| value_of(&values, "draft").is_some_and(is_true));
        (is_draft && !self.value("draft").is_some_and(is_true)).then(|| "a draft section".to_owned())
    }

    /// Returns the front matter of the sections that hold a page, the nearest one first.
    fn sections(&self) -> impl Iterator<Item = Map<String, Value>> {
        let folders = std::iter::successors(Some(folder(self.path)), |inner| {
            let outer = folder(inner.trim_end_matches('/'));
            (outer.len() < inner.len()).then_some(outer)
        });
        let files = folders.take(32).filter_map(|folder| self.tree.texts.get(&format!("{folder}_index.md")));
        files.filter_map(|text| split(text).ok()?.values)
    }

    fn eleventy(&self) -> Option<String> {
        const IGNORED: &str = ".eleventyignore";
        if self.tree.texts.get(IGNORED).is_some_and(|lines| is_ignored(lines, self.path)) {
            return Some(IGNORED.to_owned());
        }
        if let Some(permalink) = self.value("permalink") {
            return is_false(permalink).then(|| "permalink: false".to_owned());
        }
        let (path, value) = self.eleventy_data("permalink")?;
        is_false(&value).then(|| format!("permalink: false in {path}"))
    }

    /// Returns a value of the data file of a page or of its folders, with the path of the file; the nearest one counts.
    pub(super) fn eleventy_data(&self, key: &str) -> Option<(String, Value)> {
        let own = self.path.rsplit_once('.').map_or(self.path, |(path, _)| path).to_owned();
        let folders = std::iter::successors(Some(folder(self.path)), |inner| {
            let outer = folder(inner.trim_end_matches('/'));
            (outer.len() < inner.len()).then_some(outer)
        });
        let named = folders.take(32).filter(|folder| !folder.is_empty()).map(|path| {
            let path = path.trim_end_matches('/');
            format!("{path}/{}", &path[folder(path).len()..])
        });
        let files = std::iter::once(own)
            .chain(named)
            .flat_map(|base| [".11tydata.json", ".json"].map(|end| format!("{base}{end}")));
        files.into_iter().find_map(|path| {
            let values: Map<String, Value> = serde_json::from_str(self.tree.texts.get(&path)?).ok()?;
            let value = values.get(key)?.clone();
            Some((path, value))
        })
    }

    fn mkdocs(&self) -> Option<String> {
        let keys = ["exclude_docs", "draft_docs"];
        let lines = |key: &str| self.config.values.get(key).and_then(Value::as_str);
        let found =
            keys.into_iter().find(|key| lines(key).is_some_and(|lines| is_ignored(lines, self.relative)));
        found.map(str::to_owned)
    }
}

#[cfg(test)]
mod tests;

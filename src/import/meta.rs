//! The front matter of a page, from the keys that other programs use.

use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::front::{scalar, texts, value_of};
use super::html::plain_text;
use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use super::when::{ImportedDate, ZoneSource, parse};

/// What the front matter of a page says.
#[derive(Clone, Debug, Default)]
pub(super) struct PageMeta {
    pub(super) title: Option<String>,
    pub(super) published: Option<ImportedDate>,
    pub(super) updated: Option<ImportedDate>,
    pub(super) summary: Option<String>,
    /// The names of topics, each with the key that states it.
    pub(super) topics: Vec<(String, String)>,
    pub(super) authors: Vec<String>,
    /// Its own URL, if it is stated: an absolute path.
    pub(super) url: Option<String>,
    /// The last part of its URL, if it is stated.
    pub(super) slug: Option<String>,
    pub(super) old_urls: Vec<String>,
    /// Other names, in programs for notes.
    pub(super) names: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) is_draft: bool,
    pub(super) embargo: Option<ImportedDate>,
    /// All other keys.
    pub(super) extra: Map<String, Value>,
}

const TITLE: &[&str] = &["title", "name", "display_name", "linktitle", "headline"];
pub(super) const PUBLISHED: &[&str] = &[
    "published_time",
    "published",
    "publishdate",
    "publish_date",
    "pubdate",
    "date",
    "date.created",
    "created",
    "datepublished",
    "created_at",
    "date_published",
];
const UPDATED: &[&str] = &[
    "updated",
    "lastmod",
    "modified_time",
    "modified",
    "last_modified_at",
    "date.updated",
    "date_modified",
    "last_updated",
    "updated_at",
];
const SUMMARY: &[&str] = &["summary", "description", "excerpt", "deck", "blurb", "subtitle"];
const TOPICS: &[&str] = &["topics", "topic", "tags", "tag", "categories", "category"];
const AUTHORS: &[&str] = &["byline", "authors", "author", "by"];
const URL: &[&str] = &["url", "permalink", "path"];
const OLD_URLS: &[&str] = &["aliases", "alias", "redirect_from", "redirects"];
const LANGUAGE: &[&str] = &["lang", "language", "language-code", "locale"];
const EMBARGO: &[&str] = &["embargo"];

/// Reads the front matter of a page. `zone` is that of times without one.
pub(super) fn read(
    values: Map<String, Value>,
    kind: SiteKind,
    zone: &TimeZone,
    log: &mut FileLog,
) -> PageMeta {
    let mut reader = KeyReader { values: flattened(values, kind), zone, log };
    let title = reader.text(TITLE);
    let published = reader.date(PUBLISHED);
    let mut meta = PageMeta {
        title: title.map(|title| plain_text(&title)).filter(|title| !title.is_empty()),
        updated: reader
            .date(UPDATED)
            .filter(|updated| published.is_none_or(|first| !updated.is_before(first))),
        published,
        summary: reader
            .text(SUMMARY)
            .map(|summary| plain_text(&summary))
            .filter(|summary| !summary.is_empty()),
        topics: reader.topics(kind),
        authors: reader.authors(),
        url: reader.url(),
        slug: reader.text(&["slug"]),
        language: reader.text(LANGUAGE).map(|tag| tag.replace('_', "-")).filter(|tag| is_language(tag)),
        is_draft: reader.is_draft(),
        embargo: reader.date(EMBARGO),
        ..PageMeta::default()
    };
    let others = reader.texts(OLD_URLS);
    (meta.names, meta.old_urls) =
        if kind.has_wiki_links() { (others, Vec::new()) } else { (Vec::new(), others) };
    meta.extra = reader.rest();
    // Some sites repeat the summary under several keys.
    let summary = meta.summary.clone();
    let repeats = |value: &Value| value.as_str().map(plain_text) == summary && summary.is_some();
    meta.extra.retain(|key, value| !SUMMARY.contains(&&*key.to_ascii_lowercase()) || !repeats(value));
    meta
}

/// Returns the values of Zola with the entries of `taxonomies` and `extra` beside the others.
fn flattened(mut values: Map<String, Value>, kind: SiteKind) -> Map<String, Value> {
    if kind == SiteKind::Zola {
        for key in ["taxonomies", "extra"] {
            if let Some(Value::Object(inner)) = values.shift_remove(key) {
                for (key, value) in inner {
                    values.entry(key).or_insert(value);
                }
            }
        }
    }
    values
}

/// Returns whether a text has the form of a language tag.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    }) && parts
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Takes values out of front matter by key, in any case.
struct KeyReader<'a, 'l> {
    values: Map<String, Value>,
    zone: &'a TimeZone,
    log: &'l mut FileLog,
}

impl KeyReader<'_, '_> {
    /// Returns the value of a key; `a.b` is a key of a mapping.
    fn get(&self, key: &str) -> Option<&Value> {
        if let Some((outer, inner)) = key.split_once('.') {
            return self.get(outer)?.get(inner);
        }
        value_of(&self.values, key)
    }

    fn remove(&mut self, key: &str) {
        let key = key.split('.').next().unwrap_or(key);
        let name = self.values.keys().find(|name| name.eq_ignore_ascii_case(key)).cloned();
        if let Some(name) = name {
            self.values.shift_remove(&name);
        }
    }

    /// Takes the first of these keys whose value is text that is not empty.
    fn text(&mut self, keys: &[&str]) -> Option<String> {
        let found = keys.iter().find_map(|key| {
            let text = self.get(key).and_then(scalar).filter(|text| !text.trim().is_empty())?;
            Some((*key, text))
        });
        let (key, text) = found?;
        self.remove(key);
        Some(text)
    }

    /// Takes the first of these keys that is a date.
    fn date(&mut self, keys: &[&str]) -> Option<ImportedDate> {
        for key in keys {
            let Some(text) = self.get(key).and_then(scalar) else { continue };
            match parse(&text, self.zone) {
                Some((date, zone)) => {
                    if zone == ZoneSource::Site {
                        self.log.push((ReportKind::Inferred, "zone of a time".to_owned()));
                    }
                    self.take_date(key);
                    return Some(date);
                }
                None if !text.trim().is_empty() && text != "false" && text != "true" => {
                    self.log.push((ReportKind::DroppedValue, format!("{key}: {text}, not a date")));
                }
                None => {}
            }
        }
        None
    }

    /// Removes a date; of a mapping only the entry.
    fn take_date(&mut self, key: &str) {
        let Some((outer, inner)) = key.split_once('.') else { return self.remove(key) };
        let map = self.values.get_mut(outer).and_then(Value::as_object_mut);
        let is_empty = map.map(|map| {
            map.shift_remove(inner);
            map.is_empty()
        });
        if is_empty == Some(true) {
            self.remove(outer);
        }
    }

    /// Takes all of these keys as lists of texts.
    fn texts(&mut self, keys: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        for key in keys {
            let values = self.get(key).map(texts).unwrap_or_default();
            if !values.is_empty() {
                self.remove(key);
                found.extend(values);
            }
        }
        found
    }

    /// Takes the topics. One text with commas, or with blanks in Jekyll, is a list.
    fn topics(&mut self, kind: SiteKind) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for key in TOPICS {
            let Some(value) = self.get(key) else { continue };
            let names: Vec<String> = match value {
                Value::String(text) if text.contains(',') => text.split(',').map(str::to_owned).collect(),
                Value::String(text) if kind == SiteKind::Jekyll => {
                    text.split_whitespace().map(str::to_owned).collect()
                }
                value => texts(value),
            };
            if names.is_empty() {
                continue;
            }
            self.remove(key);
            let clean = names.iter().map(|name| plain_text(name).trim_start_matches('#').to_owned());
            found.extend(clean.filter(|name| !name.is_empty()).map(|name| ((*key).to_owned(), name)));
        }
        found.into_iter().map(|(key, name)| (name, key)).collect()
    }

    /// Takes the first of the keys of authors that has names.
    fn authors(&mut self) -> Vec<String> {
        for key in AUTHORS {
            let Some(value) = self.get(key) else { continue };
            let names: Vec<String> = match value {
                Value::Object(map) => map.get("name").and_then(scalar).into_iter().collect(),
                Value::Array(items) => items
                    .iter()
                    .filter_map(|item| item.get("name").and_then(scalar).or_else(|| scalar(item)))
                    .collect(),
                value => texts(value),
            };
            let names: Vec<String> =
                names.iter().map(|name| plain_text(name)).filter(|name| !name.is_empty()).collect();
            if !names.is_empty() {
                self.remove(key);
                return names;
            }
        }
        Vec::new()
    }

    /// Takes its own URL, if it is a path of the site without template code.
    fn url(&mut self) -> Option<String> {
        let found = URL.iter().find_map(|key| {
            let text = self.get(key).and_then(scalar)?;
            let is_path = !text.contains("://")
                && !text.contains(['{', ' '])
                && !matches!(&*text, "false" | "true" | "");
            is_path.then(|| ((*key).to_owned(), text))
        });
        let (key, text) = found?;
        self.remove(&key);
        Some(text)
    }

    fn is_draft(&mut self) -> bool {
        let flag = |reader: &Self, key: &str| match reader.get(key) {
            Some(Value::Bool(flag)) => Some(*flag),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Some(true),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        };
        let is_draft = flag(self, "draft") == Some(true);
        let is_unpublished = flag(self, "published") == Some(false) || flag(self, "publish") == Some(false);
        ["draft", "publish"].iter().for_each(|key| self.remove(key));
        if flag(self, "published").is_some() {
            self.remove("published");
        }
        is_draft || is_unpublished
    }

    /// Returns the keys that were not taken.
    fn rest(&mut self) -> Map<String, Value> {
        let rest = std::mem::take(&mut self.values);
        let is_empty = |value: &Value| match value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        };
        rest.into_iter().filter(|(_, value)| !is_empty(value)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_of_other_programs_are_read() {
        let values = json!({
            "Title": "Talks &amp; *more*", "date": {"created": "2025-04-19", "updated": "2025-04-18"}, "deck": "",
            "excerpt": "One", "tags": "lakes, rivers", "authors": [{"name": "Ada"}, "Bea"], "permalink": "/x/",
            "aliases": "/y/", "locale": "en_GB", "published": false, "weight": 3, "empty": []
        });
        let Value::Object(values) = values else { unreachable!("a mapping") };
        let meta = read(values, SiteKind::Hugo, &TimeZone::UTC, &mut FileLog::new());
        assert_eq!(meta.title.as_deref(), Some("Talks & more"));
        assert_eq!(meta.published.map(ImportedDate::text).as_deref(), Some("2025-04-19"));
        assert_eq!((meta.updated, meta.summary.as_deref()), (None, Some("One")));
        assert_eq!(meta.topics.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["lakes", "rivers"]);
        assert_eq!(meta.authors, ["Ada", "Bea"]);
        assert_eq!((meta.url.as_deref(), &*meta.old_urls), (Some("/x/"), &["/y/".to_owned()][..]));
        assert_eq!((meta.language.as_deref(), meta.is_draft), (Some("en-GB"), true));
        assert_eq!(meta.extra.keys().collect::<Vec<_>>(), ["weight"]);
    }
}

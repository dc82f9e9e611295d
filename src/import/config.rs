//! The settings of the site that is imported.

use serde_json::{Map, Value};

use super::front::{scalar, toml_map, yaml_map, yaml_value};
use super::kind::{SiteKind, is_mkdocs_settings};
use super::tree::{SourceTree, extension, folder, stem};
use super::wordpress::SETTINGS_FILE;

/// What the import needs to know of the settings.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceConfig {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// The URL of the published site with a final `/`.
    pub(super) base_url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) time_zone: Option<String>,
    /// All values, for Liquid's `site`.
    pub(super) values: Map<String, Value>,
    /// The folders that hold content, each with a final `/`; empty for the whole tree.
    pub(super) content: Vec<String>,
    /// The folders whose files are published at the root, each with a final `/`.
    pub(super) statics: Vec<String>,
}

impl SourceConfig {
    /// Returns whether a list of the settings has an entry.
    pub(super) fn lists(&self, key: &str, entry: &str) -> bool {
        let is_entry = |value: &Value| value == entry || value.get(entry).is_some();
        self.values.get(key).is_some_and(|value| match value {
            Value::Array(list) => list.iter().any(is_entry),
            value => value.get(entry).is_some(),
        })
    }
}

/// Reads the settings. Returns them and the files that cannot be read, with the reason.
pub(super) fn read(tree: &SourceTree, kind: SiteKind) -> (SourceConfig, Vec<(String, String)>) {
    let (mut values, mut failed) = (Map::new(), Vec::new());
    for path in settings_files(tree, kind) {
        let Some(text) = tree.texts.get(&path) else { continue };
        match parse(&path, text) {
            Ok(read) if stem(&path) == "params" => {
                values.insert("params".to_owned(), Value::Object(read));
            }
            Ok(read) => values.extend(read),
            Err(reason) => failed.push((path, reason)),
        }
    }
    if kind == SiteKind::Jekyll {
        values.insert("data".to_owned(), Value::Object(data_files(tree, "_data/")));
    }
    if kind == SiteKind::Hugo {
        values.insert("data".to_owned(), Value::Object(data_files(tree, "data/")));
    }
    if kind == SiteKind::MkDocs {
        values.extend(authors_of_blog(tree).map(|authors| ("authors".to_owned(), authors)));
    }
    if kind == SiteKind::Eleventy {
        ["_data/", "data/", "src/_data/"].iter().for_each(|folder| values.extend(data_files(tree, folder)));
    }
    (from_values(values, tree, kind), failed)
}

fn from_values(values: Map<String, Value>, tree: &SourceTree, kind: SiteKind) -> SourceConfig {
    // Sites of Eleventy have their settings in a data file with a name of their own, those of Quartz in a table.
    let nested =
        ["site", "metadata", "meta", "configuration"].map(|name| values.get(name).and_then(Value::as_object));
    let tables: Vec<_> = [Some(&values)].into_iter().chain(nested).flatten().collect();
    let text = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| tables.iter().find_map(|table| table.get(*key)).and_then(scalar))
            .filter(|text| !text.trim().is_empty())
    };
    let theme = values.get("theme").and_then(|theme| theme.get("language")).and_then(scalar);
    let quartz_url = text(&["baseUrl"]).filter(|url| kind == SiteKind::Quartz && !url.contains("://"));
    let base_url = text(&["baseURL", "baseurl", "base_url", "site_url", "url", "host", "baseUrl"])
        .filter(|url| url.starts_with("http"))
        .or_else(|| text(&["url"]).filter(|url| url.starts_with("http")))
        .or_else(|| quartz_url.map(|url| format!("https://{url}")));
    let below = text(&["baseurl"]).filter(|path| kind == SiteKind::Jekyll && path.starts_with('/'));
    let base_url = base_url.map(|url| match &below {
        Some(path) if !url.trim_end_matches('/').ends_with(path.trim_end_matches('/')) => {
            format!("{}{path}", url.trim_end_matches('/'))
        }
        _ => url,
    });
    let (content, statics) = folders(tree, kind, &values);
    SourceConfig {
        title: text(&["title", "site_name", "name", "pageTitle"]),
        description: text(&["description", "site_description"]),
        base_url: base_url.map(|url| format!("{}/", url.trim_end_matches('/'))),
        language: text(&[
            "languageCode",
            "locale",
            "defaultContentLanguage",
            "default_language",
            "lang",
            "language",
        ])
        .or(theme),
        time_zone: text(&["timeZone", "timezone"]),
        content,
        statics,
        values,
    }
}

fn settings_files(tree: &SourceTree, kind: SiteKind) -> Vec<String> {
    let names: &[&str] = match kind {
        SiteKind::Hugo => &[
            "config",
            "hugo",
            "config/_default/config",
            "config/_default/hugo",
            "config/_default/permalinks",
            "config/_default/params",
        ],
        SiteKind::Jekyll => &["_config"],
        SiteKind::Zola => &["config", "zola"],
        SiteKind::Quartz => &["quartz.config"],
        SiteKind::MkDocs => {
            let mut paths: Vec<String> =
                tree.texts.keys().filter(|path| is_mkdocs_settings(path)).cloned().collect();
            paths.sort_by_key(|path| (path.len(), path.clone()));
            paths.truncate(1);
            return paths;
        }
        SiteKind::Eleventy => &["site", "_config"],
        SiteKind::WordPress => return vec![SETTINGS_FILE.to_owned()],
        SiteKind::Obsidian | SiteKind::Markdown => &[],
    };
    let paths = names
        .iter()
        .flat_map(|name| ["toml", "yaml", "yml", "json", "ts"].map(|end| format!("{name}.{end}")));
    paths.filter(|path| tree.texts.contains_key(path)).collect()
}

fn parse(path: &str, text: &str) -> Result<Map<String, Value>, String> {
    match &*extension(path) {
        "toml" => toml_map(text),
        "json" => serde_json::from_str(text).map_err(|error| error.to_string()),
        "ts" => Ok(script_texts(text)),
        _ => yaml_map(text).or_else(|_| yaml_map(&without_tags(text))),
    }
}

/// Returns the texts that lines of a script give to names: `title: "Talks",`.
fn script_texts(text: &str) -> Map<String, Value> {
    let mut texts = Map::new();
    for (key, value) in text.lines().filter_map(|line| line.split_once(':')) {
        let key = key.trim().trim_matches(['"', '\'']);
        let value = value.trim().trim_end_matches(',');
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else { continue };
        let words = value[1..].strip_suffix(quote).filter(|words| !words.contains([quote, '\\', '$']));
        if let Some(words) = words.filter(|_| key.chars().all(char::is_alphanumeric)) {
            texts.entry(key).or_insert_with(|| words.into());
        }
    }
    texts
}

/// Removes tags such as `!ENV`, and quotes their values.
fn without_tags(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once(" !") {
        Some((start, tag)) => {
            let (name, value) = tag.split_once(' ').unwrap_or((tag, ""));
            format!("{start} {}\n", if name == "ENV" { environment_default(value) } else { value.to_owned() })
        }
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// Returns the last entry of the list in `!ENV [NAME, "default"]` of MkDocs, with what follows the list.
fn environment_default(value: &str) -> String {
    let list = value.strip_prefix('[').and_then(|list| list.split_once(']'));
    let Some((list, rest)) = list else { return String::new() };
    let quoted = list.find('"').filter(|_| list.matches('"').count() == 2);
    let default = quoted.map_or_else(|| list.rsplit(',').next().unwrap_or_default(), |start| &list[start..]);
    format!("{}{rest}", default.trim())
}

/// Returns the folders with content and the folders with static files.
fn folders(tree: &SourceTree, kind: SiteKind, values: &Map<String, Value>) -> (Vec<String>, Vec<String>) {
    let owned = |folders: &[&str]| folders.iter().map(|folder| (*folder).to_owned()).collect::<Vec<_>>();
    match kind {
        SiteKind::Hugo => (owned(&["content/"]), owned(&["static/", "assets/"])),
        SiteKind::Zola => (owned(&["content/"]), owned(&["static/"])),
        SiteKind::Quartz => (owned(&["content/"]), Vec::new()),
        SiteKind::MkDocs => {
            let setting = values.get("docs_dir").and_then(Value::as_str).unwrap_or("docs");
            let mut folders = vec![format!("{}/", setting.trim_matches('/'))];
            let others = tree.texts.keys().filter(|path| is_mkdocs_settings(path));
            for path in others {
                let named = docs_folder(&tree.texts[path]);
                folders.push(format!("{}/", named.as_deref().unwrap_or("docs")));
            }
            folders.sort();
            folders.dedup();
            let theme = values.get("theme").and_then(|theme| theme.get("custom_dir")).and_then(Value::as_str);
            let theme = theme.map(|theme| format!("{}/", theme.trim_start_matches("./").trim_matches('/')));
            (folders, theme.into_iter().collect())
        }
        SiteKind::Eleventy => (Vec::new(), owned(&["public/", "static/", "src/static/", "src/"])),
        _ => (Vec::new(), owned(&["public/", "static/", "src/static/"])),
    }
}

/// Returns the `docs_dir` of settings, whose other values may have unknown tags.
fn docs_folder(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("docs_dir:"))?;
    Some(line.trim().trim_matches(['"', '\'', '/']).to_owned()).filter(|folder| !folder.is_empty())
}

/// Returns the values of data files, by their path.
fn data_files(tree: &SourceTree, root: &str) -> Map<String, Value> {
    let mut values = Map::new();
    for (path, text) in tree.texts.iter().filter(|(path, _)| path.starts_with(root)) {
        let parsed = match &*extension(path) {
            "yml" | "yaml" => yaml_value(text).ok(),
            "json" => serde_json::from_str(text).ok(),
            "toml" => toml_map(text).ok().map(Value::Object),
            "js" | "mjs" | "cjs" | "ts" => Some(Value::Object(script_texts(text))),
            _ => None,
        };
        let Some(parsed) = parsed else { continue };
        let folders = folder(&path[root.len()..]).trim_end_matches('/');
        let parents: Vec<&str> = folders.split('/').filter(|part| !part.is_empty()).take(8).collect();
        insert_below(&mut values, &parents, stem(path), parsed);
    }
    values
}

/// Returns the authors that the blog of MkDocs lists in `.authors.yml`.
fn authors_of_blog(tree: &SourceTree) -> Option<Value> {
    let files = tree.texts.iter().filter(|(path, _)| path.ends_with(".authors.yml"));
    let mut lists = files.filter_map(|(_, text)| yaml_value(text).ok());
    lists.find_map(|list| list.get("authors").cloned())
}

/// Inserts a value into nested mappings.
fn insert_below(values: &mut Map<String, Value>, parents: &[&str], name: &str, value: Value) {
    let Some((first, rest)) = parents.split_first() else {
        values.insert(name.to_owned(), value);
        return;
    };
    let entry = values.entry((*first).to_owned()).or_insert_with(|| Value::Object(Map::new()));
    if !entry.is_object() {
        *entry = Value::Object(Map::new());
    }
    if let Value::Object(inner) = entry {
        insert_below(inner, rest, name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_scripts_are_read() {
        let text = "export default {\n  title: \"Talks\",\n  \"url\": 'https://lake.example', title: 1,\n  a: \"b\" + c,\n\
             \x20 n: 3,\n  title: \"Other\",\n  x: `a${b}`,\n  y: \"\n}\n";
        let texts = script_texts(text);
        assert_eq!(serde_json::to_string(&texts).ok().as_deref(), Some("{\"title\":\"Talks\"}"));
        let quartz =
            "configuration: {\n  pageTitle: 'Moss',\n  baseUrl: \"moss.example\",\n  locale: \"en-US\",\n}";
        let tree = SourceTree {
            texts: [("quartz.config.ts".to_owned(), quartz.to_owned())].into(),
            ..SourceTree::default()
        };
        let (config, failed) = read(&tree, SiteKind::Quartz);
        let read = [config.title, config.base_url, config.language].map(Option::unwrap_or_default);
        assert_eq!((read, failed.len()), (["Moss", "https://moss.example/", "en-US"].map(str::to_owned), 0));
    }

    #[test]
    fn values_of_the_environment_have_their_default() {
        let cases = [
            ("url: !ENV [URL, \"https://lake.example/a, b\"]", "url: \"https://lake.example/a, b\"\n"),
            ("- !ENV [A, B, \"Home\"]: \"index.md\"", "- \"Home\": \"index.md\"\n"),
            ("on: !ENV [CI, false]", "on: false\n"),
            ("key: !ENV KEY", "key: \n"),
            ("x: !!python/name:a.b", "x: \n"),
            ("x: !tag a b", "x: a b\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_tags(text), expected, "{text}");
        }
    }
}

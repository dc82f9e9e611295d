//! Collections of Jekyll, as the list of pages that templates read.

use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::config::SourceConfig;
use super::front::split;
use super::kind::SiteKind;
use super::meta;
use super::report::FileLog;
use super::tree::{SourceTree, stem};
use super::urls::{PageFile, urls};

/// The maximum length of a value that templates read, in bytes.
const MAX_VALUE: usize = 2_000;

/// Returns the pages of each collection: their front matter and their URL.
pub(super) fn collections(tree: &SourceTree, config: &SourceConfig) -> Map<String, Value> {
    let names: Vec<String> = match config.values.get("collections") {
        Some(Value::Object(map)) => map.keys().filter(|name| *name != "posts").cloned().collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    names
        .into_iter()
        .map(|name| {
            let folder = format!("_{name}/");
            let files = tree.texts.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder));
            let pages = files.filter_map(|(path, text)| page(path, text, config)).collect();
            (name, Value::Array(pages))
        })
        .collect()
}

fn page(path: &str, text: &str, config: &SourceConfig) -> Option<Value> {
    let mut values = split(text).ok()?.values?;
    let meta = meta::read(values.clone(), SiteKind::Jekyll, &TimeZone::UTC, &mut FileLog::new());
    let file = PageFile { path, relative: &path[1..], day: meta.published.map(|date| date.day()) };
    let url = urls(&file, &meta, config, SiteKind::Jekyll).into_iter().next()?;
    values.retain(|_, value| value.to_string().len() <= MAX_VALUE);
    let end = if url.ends_with(".html") { "" } else { "/" };
    values.insert("url".to_owned(), format!("/{url}{end}").into());
    values.insert("name".to_owned(), stem(path).into());
    Some(Value::Object(values))
}

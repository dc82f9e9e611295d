//! Writes front matter.

use serde_json::{Map, Value};

/// The maximum length of a value under `extra`, in bytes.
const MAX_VALUE: usize = 4_000;
/// The maximum length of all of `extra`, in bytes: front matter has at most 64 KB.
const MAX_EXTRA: usize = 24_000;
/// The maximum depth of values under `extra`.
const MAX_DEPTH: usize = 12;

/// Front matter as text.
#[derive(Clone, Debug, Default)]
pub(super) struct FrontMatterText {
    lines: String,
}

impl FrontMatterText {
    /// Adds a text on one line; empty ones are left out.
    pub(super) fn text(&mut self, key: &str, value: &str) {
        let value = crate::text::on_one_line(value);
        if !value.trim().is_empty() {
            self.plain(key, &quoted(value.trim()));
        }
    }

    /// Adds a value as it is written in YAML.
    pub(super) fn plain(&mut self, key: &str, value: &str) {
        self.lines.push_str(&format!("{key}: {value}\n"));
    }

    /// Adds a list; empty ones are left out.
    pub(super) fn list(&mut self, key: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        self.lines.push_str(&format!("{key}:\n"));
        for value in values {
            let value = crate::text::on_one_line(value);
            self.lines.push_str(&format!("  - {}\n", quoted(value.trim())));
        }
    }

    /// Adds the mapping `extra`. Returns the keys whose values are too long.
    pub(super) fn extra(&mut self, values: &Map<String, Value>) -> Vec<String> {
        let (mut dropped, mut lines) = (Vec::new(), String::new());
        for (key, value) in values {
            let value = without_nulls(value, 0);
            let text = serde_json::to_string(&value).unwrap_or_default();
            if value.is_null() || value == "" {
                continue;
            }
            if text.len() > MAX_VALUE || key.len() > 200 || lines.len() + text.len() > MAX_EXTRA {
                dropped.push(key.clone());
                continue;
            }
            lines.push_str(&format!("  {}: {}\n", quoted_key(key), printable(&text)));
        }
        if !lines.is_empty() {
            self.lines.push_str("extra:\n");
            self.lines.push_str(&lines);
        }
        dropped
    }

    /// Returns the file with this front matter and a body.
    pub(super) fn with_body(self, body: &str) -> String {
        let body = body.trim_matches('\n');
        let space = if body.is_empty() { "" } else { "\n" };
        let end = if body.is_empty() { "" } else { "\n" };
        format!("---\n{}---\n{space}{body}{end}", self.lines)
    }
}

fn without_nulls(value: &Value, depth: usize) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) if depth >= MAX_DEPTH => Value::Null,
        Value::Array(items) => {
            let items = items.iter().map(|item| without_nulls(item, depth + 1));
            Value::Array(items.filter(|item| !item.is_null()).collect())
        }
        Value::Object(map) => {
            let entries = map.iter().map(|(key, item)| (key.clone(), without_nulls(item, depth + 1)));
            Value::Object(entries.filter(|(_, item)| !item.is_null()).collect())
        }
        value => value.clone(),
    }
}

/// Returns a text in double quotes if YAML needs them.
fn quoted(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { printable(&serde_json::to_string(text).unwrap_or_default()) }
}

fn quoted_key(key: &str) -> String {
    let is_word = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_word && key.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_yaml_word(key) {
        key.to_owned()
    } else {
        printable(&serde_json::to_string(key).unwrap_or_default())
    }
}

/// Returns whether YAML reads a text as itself without quotes.
fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_alphabetic());
    let safe =
        text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '_' | '/' | '(' | ')'));
    starts && safe && !is_yaml_word(text)
}

/// Returns whether YAML reads a word as a Boolean, a number or nothing.
fn is_yaml_word(text: &str) -> bool {
    const WORDS: [&str; 10] = ["y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan"];
    WORDS.contains(&&*text.to_ascii_lowercase())
}

/// Escapes chars that YAML does not allow in quoted text, which JSON does.
fn printable(json: &str) -> String {
    let is_bad = |c: char| {
        matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    };
    if !json.contains(is_bad) {
        return json.to_owned();
    }
    json.chars().map(|c| if is_bad(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_quoted_where_yaml_needs_it() {
        let mut front = FrontMatterText::default();
        front.text("title", "Talks: round \"two\"");
        front.text("summary", "One sentence\nwithout marks");
        front.text("byline", " ");
        front.list("topics", &["lakes".to_owned(), "no".to_owned()]);
        let extra = json!({"weight": 3, "None": null, "a b": [1, null, {"c": "x"}]});
        assert!(front.extra(extra.as_object().expect("a map")).is_empty());
        let expected = "---\ntitle: \"Talks: round \\\"two\\\"\"\nsummary: One sentence without marks\ntopics:\n  - lakes\n  \
                        - \"no\"\nextra:\n  weight: 3\n  \"a b\": [1,{\"c\":\"x\"}]\n---\n\nBody\n";
        assert_eq!(front.with_body("Body\n"), expected);
    }
}

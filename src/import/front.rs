//! Front matter of other programs: YAML, TOML or JSON, as one tree of values.

use serde_json::{Map, Number, Value};
use toml::de::{DeTable, DeValue};

/// The maximum depth of nested values.
const MAX_DEPTH: usize = 24;

/// Front matter and body of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct SplitFile<'t> {
    /// The values; `None` if the file has no front matter.
    pub(super) values: Option<Map<String, Value>>,
    /// The text after it.
    pub(super) body: &'t str,
}

/// Splits a file. The error is the reason why its front matter cannot be read.
pub(super) fn split(text: &str) -> Result<SplitFile<'_>, String> {
    let start = text.trim_start_matches(['\n', ' ', '\t']);
    if let Some(file) = named_notation(start) {
        return file;
    }
    if let Some((yaml, body)) = fenced(start, "---") {
        return Ok(SplitFile { values: Some(yaml_map(yaml)?), body });
    }
    if let Some((toml, body)) = fenced(start, "+++") {
        return Ok(SplitFile { values: Some(toml_map(toml)?), body });
    }
    if start.starts_with('{') && !start.starts_with("{%") && !start.starts_with("{{") {
        let mut values = serde_json::Deserializer::from_str(start).into_iter::<Map<String, Value>>();
        if let Some(Ok(map)) = values.next() {
            return Ok(SplitFile { values: Some(map), body: &start[values.byte_offset()..] });
        }
    }
    Ok(SplitFile { values: None, body: text })
}

/// Splits a file whose front matter names its notation, as in Eleventy: `---json`.
fn named_notation(text: &str) -> Option<Result<SplitFile<'_>, String>> {
    let (first, rest) = text.strip_prefix("---")?.split_once('\n')?;
    let name = first.trim();
    if !matches!(name, "json" | "js" | "javascript" | "toml" | "yaml") {
        return None;
    }
    let end = rest.lines().scan(0, |offset, line| {
        let start = *offset;
        *offset += line.len() + 1;
        Some((start, line))
    });
    let (end, fence) = end.into_iter().find(|(_, line)| line.trim_end() == "---")?;
    let (front, body) = (&rest[..end], rest.get(end + fence.len()..).unwrap_or_default());
    let values = match name {
        "json" => serde_json::from_str(front).map_err(|error| first_line(&error.to_string())),
        "toml" => toml_map(front),
        "yaml" => yaml_map(front),
        _ => Err("front matter in JavaScript".to_owned()),
    };
    let body = body.strip_prefix('\n').unwrap_or(body);
    Some(values.map(|values| SplitFile { values: Some(values), body }))
}

/// Returns the text between two lines of this fence, and the text after them.
fn fenced<'t>(text: &'t str, fence: &str) -> Option<(&'t str, &'t str)> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != fence {
        return None;
    }
    let mut end = first.len();
    for line in text[first.len()..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((&text[first.len()..end], &text[end + line.len()..]));
        }
        end += line.len();
    }
    None
}

/// Parses YAML as a mapping.
pub(super) fn yaml_map(text: &str) -> Result<Map<String, Value>, String> {
    match yaml_value(text)? {
        Value::Object(map) => Ok(map),
        Value::Null => Ok(Map::new()),
        _ => Err("the front matter is not a mapping".to_owned()),
    }
}

/// Parses YAML. Dates stay text.
pub(super) fn yaml_value(text: &str) -> Result<Value, String> {
    let mut options = serde_yaml::Options::default();
    options.duplicate_keys = serde_yaml::DuplicateKeyPolicy::LastWins;
    options.with_snippet = false;
    let mut budget = serde_yaml::Budget::default();
    (budget.max_depth, budget.flow_nesting_limit) = (MAX_DEPTH, MAX_DEPTH);
    options.budget = Some(budget);
    serde_yaml::from_str_with_options::<Option<Value>>(text, options)
        .map(Option::unwrap_or_default)
        .map_err(|error| first_line(&error.to_string()))
}

/// Parses TOML. Dates become text.
pub(super) fn toml_map(text: &str) -> Result<Map<String, Value>, String> {
    let (table, errors) = DeTable::parse_recoverable(text);
    match errors.first() {
        Some(error) => Err(first_line(error.message())),
        None => Ok(toml_table(table.into_inner(), 0)),
    }
}

fn toml_table(table: DeTable<'_>, depth: usize) -> Map<String, Value> {
    let mut entries: Vec<_> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let value = |value: toml::Spanned<DeValue<'_>>| toml_value(value.into_inner(), depth + 1);
    entries.into_iter().map(|(key, entry)| (key.into_inner().into_owned(), value(entry))).collect()
}

fn toml_value(value: DeValue<'_>, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return Value::Null;
    }
    let number = |text: &str| text.replace('_', "").parse::<f64>().ok().and_then(Number::from_f64);
    match value {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Integer(whole) => {
            whole.as_str().parse::<i64>().map_or(Value::Null, |number| Value::Number(number.into()))
        }
        DeValue::Float(float) => number(float.as_str()).map_or(Value::Null, Value::Number),
        DeValue::Boolean(flag) => Value::Bool(flag),
        DeValue::Datetime(instant) => Value::String(instant.to_string()),
        DeValue::Array(items) => {
            Value::Array(items.into_iter().map(|item| toml_value(item.into_inner(), depth + 1)).collect())
        }
        DeValue::Table(table) => Value::Object(toml_table(table, depth)),
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

/// Returns the value of a key, whatever its case.
pub(super) fn value_of<'v>(values: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    values.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}

/// Returns a scalar as text; `None` for lists, mappings and nothing.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Returns the texts of a list, or of a single value as a list.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => {
            items.iter().filter_map(scalar).filter(|text| !text.trim().is_empty()).collect()
        }
        value => scalar(value).filter(|text| !text.trim().is_empty()).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_notations_are_one_tree() {
        let cases = [
            "---\ntitle: Talks\ntags: [lakes]\n---\nBody\n",
            "+++\ntitle = \"Talks\"\ntags = [\"lakes\"]\n+++\nBody\n",
            "{\"title\": \"Talks\", \"tags\": [\"lakes\"]}\nBody\n",
        ];
        for case in cases {
            let file = split(case).expect("valid");
            let values = file.values.expect("front matter");
            assert_eq!(
                (values["title"].as_str(), &values["tags"][0]),
                (Some("Talks"), &Value::from("lakes"))
            );
            assert_eq!(file.body.trim(), "Body");
        }
        assert!(split("No front matter").expect("valid").values.is_none());
        assert!(split("---\na: [\n---\n").is_err());
    }
}

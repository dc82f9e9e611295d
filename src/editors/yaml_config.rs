//! Writes a configuration as YAML.

use serde_json::Value;

use super::{FINGERPRINT, fingerprint};

/// Returns a configuration as YAML, after comment lines and its fingerprint.
pub(super) fn yaml_config(comments: &[&str], value: &Value) -> String {
    let mut body = String::new();
    write_value(value, 0, &mut body);
    let comments: String = comments.iter().map(|line| format!("# {line}\n")).collect();
    format!("{comments}# {FINGERPRINT}{}\n{}\n", fingerprint(&body), body.trim_start_matches('\n'))
}

/// Writes a value after its key or hyphen.
fn write_value(value: &Value, indent: usize, text: &mut String) {
    let blanks = " ".repeat(indent);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (index, (key, value)) in members.iter().enumerate() {
                let is_after_hyphen = index == 0 && text.ends_with("- ");
                text.push_str(&if is_after_hyphen { String::new() } else { format!("\n{blanks}") });
                text.push_str(&format!("{key}:"));
                write_member(value, indent + 2, text);
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object()) => {
            for item in items {
                text.push_str(&format!("\n{blanks}- "));
                write_value(item, indent + 2, text);
            }
        }
        // JSON is YAML.
        other => text.push_str(&other.to_string()),
    }
}

fn write_member(value: &Value, indent: usize, text: &mut String) {
    let is_block = match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => items.iter().any(Value::is_object),
        _ => false,
    };
    if !is_block {
        text.push(' ');
    }
    write_value(value, indent, text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::parse_yaml;
    use crate::text::{Source, Span};
    use serde_json::json;

    #[test]
    fn configurations_are_valid_yaml() {
        let value = json!({
            "a": { "b": [], "c": ["x: y", 1, true] },
            "list": [{ "name": "n", "fields": [{ "k": "v" }, { "k": null }] }],
            "last": "#",
        });
        let text = yaml_config(&["One", "Two"], &value);
        let expected = "# One\n# Two\n# dateline-fingerprint F\na:\n  b: []\n  c: [\"x: y\",1,true]\nlist:\n  - name: \"n\"\n    fields:\n      - k: \"v\"\n      - k: null\nlast: \"#\"\n";
        let stated = super::super::stated_fingerprint(&text).expect("a fingerprint").to_owned();
        assert_eq!(text.replace(&stated, "F"), expected);
        let source = Source::new("", text.as_str());
        let parsed = parse_yaml(&source, Span::new(0, text.len()));
        assert!(parsed.value.is_some() && parsed.diagnostics.is_empty());
    }
}

//! Helps with a line to paste.

use super::DataValue;
use crate::text::{Source, capitalize_first, title_of_file};

/// Returns the text of a value, or of the only entry of a list, if it needs no escapes in double quotes.
fn written_text(value: &DataValue) -> Option<String> {
    match value {
        DataValue::Text(text) => Some(text.clone()),
        DataValue::Number(number) => Some(number.to_string()),
        DataValue::List(items) => match &items[..] {
            [only] => written_text(&only.value),
            _ => None,
        },
        _ => None,
    }
    .filter(|text| !text.contains(['"', '\\', '`', '\n']))
}

/// Returns the title of a file from its path. Each word of a name has a capital.
pub(crate) fn title_for_key(key: &str, path: &str) -> String {
    let title = title_of_file(path);
    match key {
        "name" => title.split(' ').map(capitalize_first).collect::<Vec<_>>().join(" "),
        _ => title,
    }
}

/// The format of a source, in which helps are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DataFormat {
    Yaml,
    Toml,
}

impl DataFormat {
    /// Returns the format of a source: front matter is YAML, settings are TOML.
    pub(super) fn of(source: &Source) -> Self {
        if source.path.ends_with(".toml") { Self::Toml } else { Self::Yaml }
    }

    /// Returns a key with a value.
    fn pair(self, key: &str, value: &str) -> String {
        match self {
            Self::Yaml => format!("{key}: {value}"),
            Self::Toml => format!("{key} = {value}"),
        }
    }

    /// Returns a help with an example value for a missing key.
    pub(super) fn example(self, key: &str, path: &str) -> String {
        let value = match (key, self) {
            ("published" | "when", _) => "2025-04-19".to_owned(),
            ("expires", _) => "2099-01-01T00:00:00Z".to_owned(),
            ("url", _) => "\"https://example.org/\"".to_owned(),
            ("title" | "name", Self::Yaml) => match title_for_key(key, path) {
                title if title.is_empty() => return format!("add `{key}` with its text"),
                title => format!("\"{title}\""),
            },
            _ => return format!("add `{key}` with its text"),
        };
        format!("add `{}`", self.pair(key, &value))
    }

    /// Returns a help that shows a value of the expected type, with what was written as far as it can be used.
    pub(super) fn right_type(self, key: &str, wanted: &str, written: &DataValue) -> String {
        match wanted {
            "text" => match written_text(written) {
                Some(text) => format!("write text: `{}`", self.pair(key, &format!("\"{text}\""))),
                None => format!("write one text for `{key}`"),
            },
            "a date" => format!("write `{}`", self.pair(key, "2025-04-19")),
            "a number" => {
                let number = written_text(written).filter(|text| text.parse::<u32>().is_ok());
                format!("write `{}`, without quotes", self.pair(key, number.as_deref().unwrap_or("1")))
            }
            "`true` or `false`" => {
                format!("write `{}` or `{}`, without quotes", self.pair(key, "true"), self.pair(key, "false"))
            }
            "a mapping" => match self {
                Self::Yaml => {
                    format!("write `{key}:` and, on the lines below, `name: value` indented by two spaces")
                }
                Self::Toml => format!("write `[{key}]` and, on the lines below, `name = value`"),
            },
            _ => format!("write {wanted}"),
        }
    }

    /// Returns a help that shows a mapping with its first two keys, of which the first gets a text that was written instead.
    pub(super) fn mapping(self, key: &str, names: &[&str], written: &DataValue) -> String {
        let (Some(text), [first, rest @ ..]) = (written_text(written), names) else {
            return self.right_type(key, "a mapping", written);
        };
        let second = match rest.first() {
            Some(second @ &"alt") => Some((second, title_of_file(&text))).filter(|(_, alt)| !alt.is_empty()),
            Some(second @ &"url") => Some((second, "https://example.org/".to_owned())),
            _ => None,
        };
        let second = second.map(|(key, value)| format!(", {}", self.pair(key, &format!("\"{value}\""))));
        let first = self.pair(first, &format!("\"{text}\""));
        format!("write `{}`", self.pair(key, &format!("{{ {first}{} }}", second.unwrap_or_default())))
    }

    /// Returns a help that shows an entry of a list of mappings, with the first of its keys.
    pub(super) fn list_entry(self, key: &str, names: &[&str]) -> String {
        const MAX_SHOWN: usize = 2;
        let names = names.iter().take(MAX_SHOWN);
        match self {
            Self::Yaml => {
                let pairs: Vec<String> = names.map(|name| self.pair(name, "…")).collect();
                format!("make `{key}` a list of `{{ {} }}`", pairs.join(", "))
            }
            Self::Toml => {
                let pairs: Vec<String> =
                    names.map(|name| format!("`{}`", self.pair(name, "\"…\""))).collect();
                format!("write a table `[[{key}]]` for each entry, with {}", pairs.join(" and "))
            }
        }
    }
}

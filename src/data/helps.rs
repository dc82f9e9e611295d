//! Helps with a line to paste.

use super::DataValue;
use crate::text::Source;

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
    pub(super) fn example(self, key: &str) -> String {
        let value = match key {
            "published" | "when" | "expires" => "2025-04-19",
            "url" => "\"https://example.org/\"",
            _ => "\"…\"",
        };
        format!("add `{}`", self.pair(key, value))
    }

    /// Returns a help that shows a value of the expected type.
    pub(super) fn right_type(self, key: &str, wanted: &str) -> String {
        match wanted {
            "text" => format!("write text: `{}`", self.pair(key, "\"…\"")),
            "a date" => format!("write `{}`", self.pair(key, "2025-04-19")),
            "a number" => format!("write `{}`, without quotes", self.pair(key, "1")),
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
        let [first, second, ..] = names else { return self.right_type(key, "a mapping") };
        match (self, written) {
            (Self::Yaml, DataValue::Text(text)) if !text.contains(['"', '\\', '`']) => {
                format!("write `{key}: {{ {first}: \"{text}\", {second}: \"…\" }}`")
            }
            _ => self.right_type(key, "a mapping"),
        }
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

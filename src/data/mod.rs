//! Front matter and settings as a tree of keys and values with spans.
//!
//! Parses a YAML block or a TOML file into a [`DataNode`] tree. [`MappingReader`] converts parts of the tree to typed
//! values and reports diagnostics. The meaning of the keys is defined elsewhere.

mod dates;
mod empty;
mod flat;
mod helps;
mod instant_forms;
mod plain;
mod reader;
#[cfg(test)]
mod tests;
mod toml;
mod unknown;
mod yaml;

pub use self::toml::parse_toml;
pub use flat::FlatForm;
pub(crate) use helps::title_for_key;
pub use reader::{KeySchema, MappingReader};
pub use yaml::parse_yaml;

use serde::{Deserialize, Serialize};

use crate::text::{Span, Spanned};

/// Maximum nesting depth.
pub const MAX_DEPTH: usize = 32;

/// A value and its span in the source.
pub type DataNode = Spanned<DataValue>;

/// The entries of a mapping in source order; keys are distinct.
pub type DataMap = Vec<(Spanned<String>, DataNode)>;

/// A value of YAML or TOML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DataValue {
    /// An absent value, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; the source text under the span has it as written.
    Number(f64),
    /// Text, a date or any other scalar.
    Text(String),
    /// A list.
    List(Vec<DataNode>),
    /// A mapping.
    Map(DataMap),
}

impl DataValue {
    /// Returns the name of the type for diagnostics.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::Null => "empty",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }

    /// Returns `true` or `false`, which may be in quotes and in any case.
    pub fn flag(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            Self::Text(text) if text.trim().eq_ignore_ascii_case("true") => Some(true),
            Self::Text(text) if text.trim().eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// Returns a span that covers all parts of a list or mapping; in YAML its own span is only the start.
    pub fn full_span(node: &DataNode) -> Span {
        let last = match &node.value {
            Self::List(items) => items.last(),
            Self::Map(pairs) => pairs.last().map(|(_, value)| value),
            _ => None,
        };
        let end = last.map_or(node.span.end, |last| Self::full_span(last).end.max(node.span.end));
        Span { start: node.span.start, end }
    }
}

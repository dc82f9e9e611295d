//! Data as written: front matter and settings as a tree in which every key and value knows its place.
//!
//! Takes the text of a YAML block or a TOML file. Gives a [`DataNode`] tree, and a [`MappingReader`] that turns
//! parts of it into typed values, noting every mistake on the way. Knows nothing of what the keys mean.

mod helps;
mod plain;
mod reader;
#[cfg(test)]
mod tests;
mod toml;
mod unknown;
mod yaml;

pub use self::toml::parse_toml;
pub use reader::{KeySchema, MappingReader};
pub use yaml::parse_yaml;

use crate::text::{Span, Spanned};

/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 32;

/// A value and its place in the source.
pub type DataNode = Spanned<DataValue>;

/// The keys and values of a mapping in the order written; keys are distinct.
pub type DataMap = Vec<(Spanned<String>, DataNode)>;

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum DataValue {
    /// Nothing, `~`, `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number; the span holds it as written.
    Number(f64),
    /// Text, a date, anything that is a plain scalar otherwise.
    Text(String),
    /// A list.
    List(Vec<DataNode>),
    /// A mapping.
    Map(DataMap),
}

impl DataValue {
    /// What kind of value this is, in an editor's words.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }

    /// The span of a list or mapping is only its start in YAML; this one covers its parts too.
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

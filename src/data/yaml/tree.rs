//! Converts the output of the YAML parser to the tree.

use std::fmt::{Formatter, Result as FmtResult};

use rustc_hash::FxHashMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned as Located};

use crate::data::{DataMap, DataNode, DataValue};
use crate::diagnostic::{DUPLICATE_KEY, Diagnostic, SourceLocation, WRONG_TYPE};
use crate::text::{Source, Span, Spanned};

/// A value as parsed, before its span is mapped to the source.
#[derive(Debug, PartialEq)]
pub(super) struct RawNode {
    value: YamlValue,
    /// Start and length in bytes, if the parser gives them.
    range: Option<(usize, usize)>,
}

impl RawNode {
    pub(super) fn new(value: YamlValue, range: Option<(usize, usize)>) -> Self {
        Self { value, range }
    }
}

#[derive(Debug, PartialEq)]
pub(super) enum YamlValue {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<RawNode>),
    Map(Vec<(RawNode, RawNode)>),
}

impl<'de> Deserialize<'de> for RawNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let located: Located<YamlValue> = Located::deserialize(deserializer)?;
        Ok(Self::new(located.value, byte_range(located.referenced)))
    }
}

impl<'de> Deserialize<'de> for YamlValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// Returns start and length in bytes.
fn byte_range(location: Location) -> Option<(usize, usize)> {
    let span = location.span();
    Some((span.byte_offset()? as usize, span.byte_len()? as usize))
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = YamlValue;

    fn expecting(&self, f: &mut Formatter<'_>) -> FmtResult {
        f.write_str("a value")
    }
    fn visit_unit<E: Error>(self) -> Result<YamlValue, E> {
        Ok(YamlValue::Null)
    }
    fn visit_none<E: Error>(self) -> Result<YamlValue, E> {
        Ok(YamlValue::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<YamlValue, D::Error> {
        deserializer.deserialize_any(Self)
    }
    fn visit_bool<E: Error>(self, flag: bool) -> Result<YamlValue, E> {
        Ok(YamlValue::Bool(flag))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<YamlValue, E> {
        Ok(YamlValue::Number(number as f64))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<YamlValue, E> {
        Ok(YamlValue::Number(number as f64))
    }
    fn visit_i128<E: Error>(self, number: i128) -> Result<YamlValue, E> {
        Ok(YamlValue::Number(number as f64))
    }
    fn visit_u128<E: Error>(self, number: u128) -> Result<YamlValue, E> {
        Ok(YamlValue::Number(number as f64))
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<YamlValue, E> {
        Ok(YamlValue::Number(number))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<YamlValue, E> {
        Ok(YamlValue::Text(text.to_owned()))
    }
    fn visit_string<E: Error>(self, text: String) -> Result<YamlValue, E> {
        Ok(YamlValue::Text(text))
    }
    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<YamlValue, E> {
        Ok(YamlValue::Text(String::from_utf8_lossy(bytes).into_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<YamlValue, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(YamlValue::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<YamlValue, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(YamlValue::Map(pairs))
    }
}

/// Converts parsed values to nodes with spans in the whole source, and reports duplicate keys.
pub(super) struct TreeBuilder<'a> {
    pub(super) source: &'a Source,
    /// Byte offset of the YAML in the source.
    pub(super) yaml_start: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl TreeBuilder<'_> {
    /// Converts a value; `around` is its span if the parser gives none.
    pub(super) fn node(&mut self, raw: RawNode, around: Span) -> DataNode {
        let span = raw.range.and_then(|range| self.source_span(range)).unwrap_or(around);
        let data = match raw.value {
            YamlValue::Null => DataValue::Null,
            YamlValue::Bool(flag) => DataValue::Bool(flag),
            YamlValue::Number(number) => DataValue::Number(number),
            YamlValue::Text(text) => DataValue::Text(text),
            YamlValue::List(items) => {
                DataValue::List(items.into_iter().map(|item| self.node(item, span)).collect())
            }
            YamlValue::Map(pairs) => DataValue::Map(self.pairs(pairs, span)),
        };
        DataNode::new(data, span)
    }

    fn pairs(&mut self, pairs: Vec<(RawNode, RawNode)>, around: Span) -> DataMap {
        let mut seen: FxHashMap<String, Span> = FxHashMap::default();
        let mut kept = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let Some(key) = self.key(key, around) else { continue };
            let value = self.node(value, Span { start: key.span.end, end: key.span.end });
            match seen.insert(key.value.clone(), key.span) {
                Some(first) => self.diagnostics.push(self.duplicate_key(&key, first)),
                None => kept.push((key, value)),
            }
        }
        kept
    }

    /// Converts a key to text; for a number or Boolean this is the source text.
    fn key(&mut self, raw: RawNode, around: Span) -> Option<Spanned<String>> {
        let node = self.node(raw, around);
        let name = match node.value {
            DataValue::Text(text) => text,
            DataValue::Number(_) | DataValue::Bool(_) => self.source.slice(node.span).to_owned(),
            DataValue::Null | DataValue::List(_) | DataValue::Map(_) => {
                let diagnostic = Diagnostic::new(&WRONG_TYPE, "a key must be text");
                self.diagnostics.push(
                    diagnostic.at(SourceLocation::new(self.source, node.span)).label("not a valid key"),
                );
                return None;
            }
        };
        Some(Spanned::new(name, node.span))
    }

    fn duplicate_key(&self, key: &Spanned<String>, first: Span) -> Diagnostic {
        Diagnostic::new(&DUPLICATE_KEY, format!("duplicate key `{}`", key.value))
            .at(SourceLocation::new(self.source, key.span))
            .label("second use")
            .related(SourceLocation::new(self.source, first), "first use")
            .help("delete one of the two")
    }

    fn source_span(&self, (start, length): (usize, usize)) -> Option<Span> {
        let start = self.yaml_start + start;
        let end = start + length;
        self.source.text.get(start..end)?;
        Some(Span::new(start, end))
    }
}

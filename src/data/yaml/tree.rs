//! What the YAML reader gives, as our own tree.

use std::fmt::{Formatter, Result as FmtResult};

use rustc_hash::FxHashMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned as Located};

use crate::data::{Data, Node, Pairs};
use crate::diagnostic::{DUPLICATE_KEY, Diagnostic, Place, WRONG_TYPE};
use crate::text::{Source, Span, Spanned};

/// A value as it comes out of the reader.
pub(super) struct Raw(Located<Value>);

enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Located::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut Formatter<'_>) -> FmtResult {
        f.write_str("a value")
    }
    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Self)
    }
    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }
    fn visit_i128<E: Error>(self, number: i128) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }
    fn visit_u128<E: Error>(self, number: u128) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }
    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }
    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Value, E> {
        Ok(Value::Text(String::from_utf8_lossy(bytes).into_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Value::Map(pairs))
    }
}

/// Turns what was read into nodes of the whole source, and reports keys written twice.
pub(super) struct Tree<'a> {
    pub(super) source: &'a Source,
    /// Where the YAML begins in the source.
    pub(super) base: usize,
    pub(super) notes: Vec<Diagnostic>,
}

impl Tree<'_> {
    /// `around` stands in where the reader gives no place.
    pub(super) fn node(&mut self, raw: Raw, around: Span) -> Node {
        let span = self.span(raw.0.referenced).unwrap_or(around);
        let data = match raw.0.value {
            Value::Null => Data::Null,
            Value::Bool(flag) => Data::Bool(flag),
            Value::Number(number) => Data::Number(number),
            Value::Text(text) => Data::Text(text),
            Value::List(items) => Data::List(items.into_iter().map(|item| self.node(item, span)).collect()),
            Value::Map(pairs) => Data::Map(self.pairs(pairs, span)),
        };
        Node::new(data, span)
    }

    fn pairs(&mut self, pairs: Vec<(Raw, Raw)>, around: Span) -> Pairs {
        let mut seen: FxHashMap<String, Span> = FxHashMap::default();
        let mut kept = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let Some(key) = self.key(key, around) else { continue };
            let value = self.node(value, Span { start: key.span.end, end: key.span.end });
            match seen.insert(key.value.clone(), key.span) {
                Some(first) => self.notes.push(self.twice(&key, first)),
                None => kept.push((key, value)),
            }
        }
        kept
    }

    /// Keys are words; a number or truth value is taken as it was written.
    fn key(&mut self, raw: Raw, around: Span) -> Option<Spanned<String>> {
        let node = self.node(raw, around);
        let name = match node.value {
            Data::Text(text) => text,
            Data::Number(_) | Data::Bool(_) => self.source.slice(node.span).to_owned(),
            Data::Null | Data::List(_) | Data::Map(_) => {
                let note = Diagnostic::new(&WRONG_TYPE, "a key must be a word");
                self.notes.push(note.at(Place::of(self.source, node.span)).label("this is no key"));
                return None;
            }
        };
        Some(Spanned::new(name, node.span))
    }

    fn twice(&self, key: &Spanned<String>, first: Span) -> Diagnostic {
        Diagnostic::new(&DUPLICATE_KEY, format!("`{}` is given twice", key.value))
            .at(Place::of(self.source, key.span))
            .label("again here")
            .also(Place::of(self.source, first), "first here")
            .mend("keep one of the two")
    }

    fn span(&self, location: Location) -> Option<Span> {
        let span = location.span();
        let start = self.base + span.byte_offset()? as usize;
        let end = start + span.byte_len()? as usize;
        self.source.text.get(start..end)?;
        Some(Span::new(start, end))
    }
}

//! Serialisation of a rule as its id, for `#[serde(with)]`.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

use super::Code;
use super::codes::rule_with_id;

pub(super) fn serialize<S: Serializer>(code: &&'static Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.id)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Code, D::Error> {
    deserializer.deserialize_str(IdVisitor)
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = &'static Code;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the id of a rule")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<&'static Code, E> {
        rule_with_id(id).ok_or_else(|| E::custom("there is no such rule"))
    }
}

//! Serialisation of a rule as its id, for `#[serde(with)]`.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

use super::{Code, find_rule};

pub(super) fn serialize<S: Serializer>(code: &&'static Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.id)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Code, D::Error> {
    let id = String::deserialize(deserializer)?;
    find_rule(&id).ok_or_else(|| D::Error::custom("there is no such rule"))
}

//! Serialisation of a shared text as its characters, for `#[serde(with)]`.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serializer};

/// Serialises a shared text.
pub fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// Deserialises a text that is shared with nothing yet.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    String::deserialize(deserializer).map(Arc::from)
}

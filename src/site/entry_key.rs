//! Serialisation of the key of unpublished entries, for `#[serde(with)]`.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

/// A key of front matter whose entries may be unpublished.
pub(super) type EntryKey = &'static str;

/// The keys of front matter whose entries may be unpublished.
pub(super) const KEYS: [EntryKey; 3] = ["changes", "corrections", "statements"];

pub(super) fn serialize<S: Serializer>(key: &EntryKey, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(key)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EntryKey, D::Error> {
    let name = String::deserialize(deserializer)?;
    let key = KEYS.into_iter().find(|key| *key == name);
    key.ok_or_else(|| D::Error::custom("such entries are always public"))
}

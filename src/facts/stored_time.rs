//! Serialisation of instants and offsets as numbers, for `#[serde(with)]`.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant as seconds and nanoseconds since 1970.
pub(crate) mod timestamp {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(instant: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        (instant.as_second(), instant.subsec_nanosecond()).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let (seconds, nanoseconds) = Deserialize::deserialize(deserializer)?;
        Timestamp::new(seconds, nanoseconds).map_err(D::Error::custom)
    }
}

/// An instant that may be missing.
#[cfg(feature = "site")]
pub(crate) mod optional_timestamp {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(
        instant: &Option<Timestamp>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        instant.map(|instant| (instant.as_second(), instant.subsec_nanosecond())).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        let parts: Option<(i64, i32)> = Deserialize::deserialize(deserializer)?;
        parts
            .map(|(seconds, nanoseconds)| Timestamp::new(seconds, nanoseconds).map_err(D::Error::custom))
            .transpose()
    }
}

/// An offset from UTC in seconds.
pub(crate) mod offset {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(offset: &Offset, serializer: S) -> Result<S::Ok, S::Error> {
        offset.seconds().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Offset, D::Error> {
        Offset::from_seconds(i32::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

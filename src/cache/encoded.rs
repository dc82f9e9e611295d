//! Values as bytes, which are copied from one cache to the next without being read.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::bytes;

/// A value as the bytes that a cache has of it.
pub struct Encoded<T> {
    bytes: Vec<u8>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> Encoded<T> {
    /// Encodes a value.
    pub fn new(value: &T) -> Self {
        // Serialisation into memory does not fail.
        Self { bytes: postcard::to_stdvec(value).unwrap_or_default(), kind: PhantomData }
    }

    /// Returns the value; `None` for bytes that are none.
    pub fn decode(&self) -> Option<T> {
        postcard::from_bytes(&self.bytes).ok()
    }
}

impl<T> Serialize for Encoded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        bytes::serialize(&self.bytes, serializer)
    }
}

impl<'de, T> Deserialize<'de> for Encoded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bytes::deserialize(deserializer).map(|bytes| Self { bytes, kind: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_decoded_as_it_was_and_copied_as_bytes() {
        let value = vec![(1_u32, "a word".to_owned()), (70_000, String::new())];
        let encoded = Encoded::new(&value);
        assert_eq!(encoded.decode(), Some(value.clone()));
        let stored = postcard::to_stdvec(&encoded).expect("bytes");
        let read: Encoded<Vec<(u32, String)>> = postcard::from_bytes(&stored).expect("a value");
        assert_eq!(read.decode(), Some(value));
        let other: Encoded<String> = postcard::from_bytes(&[1, 9]).expect("bytes");
        assert_eq!(other.decode(), None, "the bytes end before the text does");
    }
}

//! Keys of the gazetteer.

use super::gazetteer::{EMPTY_HASH, hash_byte};

/// Maximum length of a key in the gazetteer.
const MAX_KEY_BYTES: usize = 64;

/// A word or phrase in lowercase, with its hash.
pub(crate) struct NameKey {
    bytes: [u8; MAX_KEY_BYTES],
    length: usize,
    pub(crate) hash: u32,
}

impl Default for NameKey {
    fn default() -> Self {
        Self { bytes: [0; MAX_KEY_BYTES], length: 0, hash: EMPTY_HASH }
    }
}

impl NameKey {
    /// Appends a word, after a space unless the key is empty.
    pub(crate) fn add_spaced_token(&mut self, word: &str) {
        if self.length > 0 {
            self.push(b' ');
        }
        self.add_lowercase(word);
    }

    /// Appends a word without a space.
    pub(crate) fn add_glued_token(&mut self, word: &str) {
        self.add_lowercase(word);
    }

    /// Returns the key as text; empty if it is too long for the gazetteer.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }

    pub(super) fn add_lowercase(&mut self, word: &str) {
        if word.is_ascii() {
            return self.push_all(word.bytes().map(|byte| byte.to_ascii_lowercase()));
        }
        for c in word.chars() {
            if c == '’' {
                self.push(b'\'');
                continue;
            }
            let mut buffer = [0; 4];
            for lower in c.to_lowercase() {
                lower.encode_utf8(&mut buffer).bytes().for_each(|byte| self.push(byte));
            }
        }
    }

    pub(super) fn add_as_written(&mut self, word: &str) {
        self.push_all(word.bytes());
    }

    fn push(&mut self, byte: u8) {
        self.push_all(std::iter::once(byte));
    }

    fn push_all(&mut self, bytes: impl ExactSizeIterator<Item = u8> + Clone) {
        let free = self.bytes.get_mut(self.length..).unwrap_or_default();
        free.iter_mut().zip(bytes.clone()).for_each(|(slot, byte)| *slot = byte);
        self.length += bytes.len();
        self.hash = bytes.fold(self.hash, hash_byte);
    }

    /// Returns the bytes of the key; empty if it is too long for the gazetteer.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&[])
    }
}

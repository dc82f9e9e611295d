//! The gazetteer of a language, used in place: nothing is built at startup.
//!
//! Takes words and phrases. Returns their classes and state. The file is made by `tools/tables.py`, which documents its
//! format.

use super::class::WordClasses;

/// Number of a state, from 1 in the order of `states.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub(crate) u16);

/// Gazetteer entry of a word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GazetteerEntry {
    pub(crate) classes: WordClasses,
    /// The number of the state of a state's name, people or capital; 0 for none.
    state: u16,
}

impl GazetteerEntry {
    /// Returns the state that the entry names, or whose people, capital or government it names.
    pub(crate) fn state(self) -> Option<StateId> {
        (self.state != 0).then_some(StateId(self.state))
    }
}

/// The compiled tables of names: states with demonyms and capitals, regions, cities, organisations, titles and other words.
#[derive(Clone, Copy, Debug)]
pub struct Gazetteer {
    bytes: &'static [u8],
    mask: u32,
    names_offset: usize,
}

const SLOTS_OFFSET: usize = 12;
/// Bits of a slot that hold the offset of an entry; the others hold a fingerprint.
const OFFSET_BITS: u32 = 21;

impl Gazetteer {
    /// Creates the gazetteer of a compiled table.
    pub(in crate::facts) fn from_bytes(bytes: &'static [u8]) -> Self {
        let slots = 1u32 << read_u32(bytes, 4).min(24);
        Self { bytes, mask: slots - 1, names_offset: SLOTS_OFFSET + 4 * slots as usize }
    }

    /// Returns the size of the tables in bytes.
    pub fn size_in_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Returns the usual name of a state; empty for an unknown number.
    pub fn state_name(&self, state: StateId) -> &'static str {
        self.state_field(state, 0)
    }

    /// Returns the capital of a state; empty for a city state or a former state.
    pub fn state_capital(&self, state: StateId) -> &'static str {
        self.state_field(state, 1)
    }

    /// Returns the state of a name, adjective, people or capital, such as `Iranian` or `Tehran`.
    pub fn state_of(&self, name: &str) -> Option<StateId> {
        let lower = name.to_lowercase();
        let entry = self.lookup(name.as_bytes(), hash_key(name.as_bytes()));
        let entry =
            if entry.state == 0 { self.lookup(lower.as_bytes(), hash_key(lower.as_bytes())) } else { entry };
        entry.state()
    }

    fn state_field(&self, state: StateId, field: usize) -> &'static str {
        let mut offset = self.names_offset;
        for _ in 0..(usize::from(state.0).saturating_sub(1) * 2 + field) {
            offset += 1 + usize::from(self.bytes.get(offset).copied().unwrap_or(0));
        }
        let length = usize::from(self.bytes.get(offset).copied().unwrap_or(0));
        let text = self.bytes.get(offset + 1..offset + 1 + length).unwrap_or_default();
        if state.0 == 0 || u32::from(state.0) > read_u32(self.bytes, 8) {
            return "";
        }
        std::str::from_utf8(text).unwrap_or("")
    }

    /// Returns the entry of a key with the given hash; the default for unknown keys.
    pub(crate) fn lookup(&self, key: &[u8], hash: u32) -> GazetteerEntry {
        let mut slot = (hash ^ hash >> 15) & self.mask;
        loop {
            let value = read_u32(self.bytes, SLOTS_OFFSET + 4 * slot as usize);
            if value == 0 {
                return GazetteerEntry::default();
            }
            if value >> OFFSET_BITS == hash >> OFFSET_BITS {
                let offset = (value & ((1 << OFFSET_BITS) - 1)) as usize;
                if let Some(entry) = self.entry_at(offset, key) {
                    return entry;
                }
            }
            slot = (slot + 1) & self.mask;
        }
    }

    /// Returns the entry at an offset if it has this key.
    fn entry_at(&self, offset: usize, key: &[u8]) -> Option<GazetteerEntry> {
        let length = usize::from(*self.bytes.get(offset)?);
        if length != key.len() || self.bytes.get(offset + 1..offset + 1 + length)? != key {
            return None;
        }
        let classes = WordClasses(read_u32(self.bytes, offset + 1 + length));
        let state = self.bytes.get(offset + 5 + length..offset + 7 + length)?;
        Some(GazetteerEntry { classes, state: u16::from(state[0]) | u16::from(state[1]) << 8 })
    }
}

fn read_u32(bytes: &[u8], offset: usize) -> u32 {
    match bytes.get(offset..offset + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

pub(crate) const EMPTY_HASH: u32 = 0x811c_9dc5;

/// Returns the FNV-1a hash of a key. It can be continued word by word.
pub(crate) fn hash_key(key: &[u8]) -> u32 {
    key.iter().fold(EMPTY_HASH, |hash, byte| hash_byte(hash, *byte))
}

pub(crate) fn hash_byte(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::languages::Language;

    /// After a change of the text files, run `python3 tools/tables.py`.
    #[test]
    fn every_line_of_the_texts_is_in_the_compiled_tables() {
        let language = Language::english();
        let gazetteer = language.gazetteer();
        let texts = [
            (include_str!("../languages/en/names/regions.txt"), WordClasses::REGION),
            (include_str!("../languages/en/names/organisations.txt"), WordClasses::ORGANISATION),
        ];
        for (text, class) in texts {
            for name in text.lines().filter(|line| !line.starts_with('#')) {
                let key =
                    if name.chars().any(char::is_lowercase) { name.to_lowercase() } else { name.to_owned() };
                let entry = gazetteer.lookup(key.as_bytes(), hash_key(key.as_bytes()));
                assert!(entry.classes.intersects(class), "{name}");
            }
        }
        for (index, line) in include_str!("../languages/en/names/states.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .enumerate()
        {
            let name = line.split(['|', ',']).next().unwrap_or("").trim();
            assert_eq!(gazetteer.state_name(StateId(index as u16 + 1)), name);
            assert_eq!(gazetteer.state_of(name), Some(StateId(index as u16 + 1)), "{name}");
        }
    }

    #[test]
    fn states_are_found_by_people_and_capital() {
        let language = Language::english();
        let gazetteer = language.gazetteer();
        for (word, state, capital) in [
            ("Iranian", "Iran", "Tehran"),
            ("Rome", "Italy", "Rome"),
            ("U.S.", "United States", "Washington"),
        ] {
            let found = gazetteer.state_of(word).expect(word);
            assert_eq!((gazetteer.state_name(found), gazetteer.state_capital(found)), (state, capital));
        }
        assert_eq!(gazetteer.state_of("gibberish"), None);
        assert_eq!(gazetteer.state_name(StateId(9999)), "");
        assert!(gazetteer.size_in_bytes() < 3_000_000);
    }
}

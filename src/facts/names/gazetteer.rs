//! The built-in tables of names and words, read in place: nothing is built when the program starts.
//!
//! Takes words and phrases. Gives their classes and the state behind them. The bytes are made by `tools/tables.py`,
//! which also tells their form.

use super::class::WordClasses;

/// Number of a state in the tables, from 1 in the order of `states.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub(crate) u16);

/// What the tables know of a word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GazetteerEntry {
    pub(crate) classes: WordClasses,
    /// The number of the state of a state's name, people or capital; 0 for none.
    state: u16,
}

impl GazetteerEntry {
    /// The state that the word names, or whose people, capital or government it names.
    pub(crate) fn state(self) -> Option<StateId> {
        (self.state != 0).then_some(StateId(self.state))
    }
}

/// The built-in tables: states with their peoples and capitals, regions, cities, organisations, titles and the
/// words that speak for what stands beside them.
#[derive(Clone, Copy, Debug)]
pub struct Gazetteer {
    bytes: &'static [u8],
    mask: u32,
    names_offset: usize,
}

const SLOTS_OFFSET: usize = 12;
/// An entry's place takes the lower bits of a slot, a fingerprint the others.
const PLACE_BITS: u32 = 21;

impl Gazetteer {
    /// The tables that come with the program; over a million bytes, about 47,000 words and names.
    pub fn built_in() -> Self {
        let bytes: &'static [u8] = include_bytes!("tables/names.bin");
        let slots = 1u32 << read_u32(bytes, 4).min(24);
        Self { bytes, mask: slots - 1, names_offset: SLOTS_OFFSET + 4 * slots as usize }
    }

    /// The size of the tables in bytes.
    pub fn size_in_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The name a state is called by; empty for a number out of the tables.
    pub fn state_name(&self, state: StateId) -> &'static str {
        self.state_field(state, 0)
    }

    /// The capital of a state; empty where the state is its own capital, or is no more.
    pub fn state_capital(&self, state: StateId) -> &'static str {
        self.state_field(state, 1)
    }

    /// The state that a name, an adjective, a people or a capital stands for, such as `Iranian` or `Tehran`.
    pub fn state_of(&self, name: &str) -> Option<StateId> {
        let lower = name.to_lowercase();
        let sense = self.lookup(name.as_bytes(), hash_key(name.as_bytes()));
        let sense =
            if sense.state == 0 { self.lookup(lower.as_bytes(), hash_key(lower.as_bytes())) } else { sense };
        sense.state()
    }

    fn state_field(&self, state: StateId, field: usize) -> &'static str {
        let mut at = self.names_offset;
        for _ in 0..(usize::from(state.0).saturating_sub(1) * 2 + field) {
            at += 1 + usize::from(self.bytes.get(at).copied().unwrap_or(0));
        }
        let length = usize::from(self.bytes.get(at).copied().unwrap_or(0));
        let text = self.bytes.get(at + 1..at + 1 + length).unwrap_or_default();
        if state.0 == 0 || u32::from(state.0) > read_u32(self.bytes, 8) {
            return "";
        }
        std::str::from_utf8(text).unwrap_or("")
    }

    /// What the tables know of a key whose hash is given; nothing for unknown keys.
    pub(crate) fn lookup(&self, key: &[u8], hash: u32) -> GazetteerEntry {
        let mut slot = (hash ^ hash >> 15) & self.mask;
        loop {
            let held = read_u32(self.bytes, SLOTS_OFFSET + 4 * slot as usize);
            if held == 0 {
                return GazetteerEntry::default();
            }
            if held >> PLACE_BITS == hash >> PLACE_BITS {
                let at = (held & ((1 << PLACE_BITS) - 1)) as usize;
                if let Some(sense) = self.entry_at(at, key) {
                    return sense;
                }
            }
            slot = (slot + 1) & self.mask;
        }
    }

    /// The entry at `at`, where it is the one for `key`.
    fn entry_at(&self, at: usize, key: &[u8]) -> Option<GazetteerEntry> {
        let length = usize::from(*self.bytes.get(at)?);
        if length != key.len() || self.bytes.get(at + 1..at + 1 + length)? != key {
            return None;
        }
        let classes = WordClasses(read_u32(self.bytes, at + 1 + length));
        let state = self.bytes.get(at + 5 + length..at + 7 + length)?;
        Some(GazetteerEntry { classes, state: u16::from(state[0]) | u16::from(state[1]) << 8 })
    }
}

fn read_u32(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

pub(crate) const EMPTY_HASH: u32 = 0x811c_9dc5;

/// The hash of a key: FNV-1a, which can go on from a word to the words after it.
pub(crate) fn hash_key(key: &[u8]) -> u32 {
    key.iter().fold(EMPTY_HASH, |hash, byte| hash_byte(hash, *byte))
}

pub(crate) fn hash_byte(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables must be compiled anew after a change of their texts: `python3 tools/tables.py`.
    #[test]
    fn every_line_of_the_texts_is_in_the_compiled_tables() {
        let tables = Gazetteer::built_in();
        let texts = [
            (include_str!("tables/regions.txt"), WordClasses::REGION),
            (include_str!("tables/organisations.txt"), WordClasses::ORGANISATION),
        ];
        for (text, class) in texts {
            for name in text.lines().filter(|line| !line.starts_with('#')) {
                let key =
                    if name.chars().any(char::is_lowercase) { name.to_lowercase() } else { name.to_owned() };
                let sense = tables.lookup(key.as_bytes(), hash_key(key.as_bytes()));
                assert!(sense.classes.intersects(class), "{name}");
            }
        }
        for (at, line) in
            include_str!("tables/states.txt").lines().filter(|line| !line.starts_with('#')).enumerate()
        {
            let name = line.split(['|', ',']).next().unwrap_or("").trim();
            assert_eq!(tables.state_name(StateId(at as u16 + 1)), name);
            assert_eq!(tables.state_of(name), Some(StateId(at as u16 + 1)), "{name}");
        }
    }

    #[test]
    fn states_are_found_by_people_and_capital() {
        let tables = Gazetteer::built_in();
        for (word, state, capital) in [
            ("Iranian", "Iran", "Tehran"),
            ("Rome", "Italy", "Rome"),
            ("U.S.", "United States", "Washington"),
        ] {
            let found = tables.state_of(word).expect(word);
            assert_eq!((tables.state_name(found), tables.state_capital(found)), (state, capital));
        }
        assert_eq!(tables.state_of("gibberish"), None);
        assert_eq!(tables.state_name(StateId(9999)), "");
        assert!(tables.size_in_bytes() < 3_000_000);
    }
}

//! Compiles a small gazetteer for tests. `tools/tables.py` compiles that of a language.

use super::class::WordClasses;
use super::gazetteer::hash_key;

const SLOT_BITS: u32 = 10;

fn classes(name: &str) -> WordClasses {
    match name {
        "function" => WordClasses::FUNCTION_WORD,
        "honorific" => WordClasses::HONORIFIC,
        "office" => WordClasses::OFFICE,
        "speech-verb" => WordClasses::SPEECH_VERB,
        "given-name" => WordClasses::GIVEN_NAME,
        "month" => WordClasses::MONTH,
        "weekday" => WordClasses::WEEKDAY,
        "organisation-suffix" => WordClasses::ORGANISATION_SUFFIX,
        "organisation-head" => WordClasses::ORGANISATION_HEAD,
        "city" => WordClasses::CITY,
        "state" => WordClasses::STATE,
        "capital" => WordClasses::CAPITAL,
        _ => WordClasses::NONE,
    }
}

/// Compiles lines `class: word word`; a state has its capital after a bar.
pub(in crate::facts) fn compile_gazetteer(table: &str) -> Vec<u8> {
    let mut entries: Vec<(String, WordClasses, u16)> = Vec::new();
    let mut states: Vec<String> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (class, words) = line.split_once(':').expect("a class");
        let (words, capital) = words.split_once('|').unwrap_or((words, ""));
        let number = if class == "state" { states.len() as u16 / 2 + 1 } else { 0 };
        entries.extend(words.split_whitespace().map(|word| (word.to_owned(), classes(class), number)));
        if class == "state" {
            states.extend([words.trim().to_owned(), capital.trim().to_owned()]);
            entries.push((capital.trim().to_owned(), classes("capital"), number));
        }
    }
    let mut slots = vec![0u32; 1 << SLOT_BITS];
    let mut bytes = Vec::new();
    for name in &states {
        bytes.push(name.len() as u8);
        bytes.extend(name.as_bytes());
    }
    let start = 12 + 4 * slots.len();
    for (word, classes, state) in entries {
        let hash = hash_key(word.as_bytes());
        let mut slot = (hash ^ hash >> 15) as usize & (slots.len() - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & ((1 << SLOT_BITS) - 1);
        }
        slots[slot] = hash >> 21 << 21 | (start + bytes.len()) as u32;
        bytes.push(word.len() as u8);
        bytes.extend(word.as_bytes());
        bytes.extend(classes.0.to_le_bytes());
        bytes.extend(state.to_le_bytes());
    }
    let header = [0, SLOT_BITS, states.len() as u32 / 2];
    header.into_iter().chain(slots).flat_map(u32::to_le_bytes).chain(bytes).collect()
}
